"""One canonical form for each value, whatever the order it was made in."""

from datetime import UTC, date, datetime

import pytest
from drawn_text import any_text
from hypothesis import given
from hypothesis import strategies as st

from consentkit.domain.values import Channel, Value, canonical, day_in_words, digest_of


class Sample(Value):
    names: frozenset[str] = frozenset()
    on: date = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        (date(2026, 11, 21), '"2026-11-21"'),
        (datetime(2026, 11, 21, 9, tzinfo=UTC), '"2026-11-21T09:00:00+00:00"'),
        (Channel.PRINT, '"print"'),
        (frozenset({"c", "a", "b"}), '["a","b","c"]'),
        (Sample(names=frozenset({"c", "a", "b"})), '{"names":["a","b","c"],"on":"2026-11-21"}'),
        ((Sample(),), '[{"names":[],"on":"2026-11-21"}]'),
        ("สมชาย", '"สมชาย"'),
    ],
)
def test_the_canonical_form_of_a_value(value, text):
    assert canonical(value) == text.encode()


def test_what_has_no_canonical_form_is_an_error():
    with pytest.raises(TypeError, match="object"):
        canonical(object())


@given(names=st.lists(any_text(max_size=5), max_size=8))
def test_the_order_in_which_a_set_was_made_does_not_matter(names):
    assert digest_of(Sample(names=frozenset(names))) == digest_of(Sample(names=frozenset(names[::-1])))


def test_a_value_cannot_be_changed_and_has_no_other_fields():
    with pytest.raises(ValueError, match="frozen"):
        Sample().on = date(2027, 1, 1)
    with pytest.raises(ValueError, match="Extra inputs"):
        Sample(other=1)


def test_a_day_is_written_with_its_month_in_letters():
    assert day_in_words(date(2026, 5, 3)) == "3 May 2026"
