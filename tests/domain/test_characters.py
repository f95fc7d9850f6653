"""What steers a screen is refused where text comes in, and made visible where it goes out."""

import json
import unicodedata
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import StringConstraints, TypeAdapter, ValidationError

from consentkit.domain.characters import (
    ONE_LINE,
    check_line,
    check_text,
    escaped_json,
    visible,
    visible_lines,
)
from consentkit.domain.errors import InvalidInput

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
STEERING = [
    chr(n) for n in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xD800, 0xDBFF, 0xDC80, 0xDFFF)
]
STEERING += BIDI
WRITTEN = [
    "ស្រី\u200bសុខ",
    "ශ්\u200dරී",
    "می\u200cخواهم",
    "က္ခ",
    "👩\u200d🌾\ufe0f",
    "สวัสดี",
    "Ngọc",
    "محمد",
]


@pytest.mark.parametrize("character", STEERING, ids=lambda c: f"U+{ord(c):04X}")
def test_what_steers_is_refused_and_named_by_its_place(character):
    with pytest.raises(InvalidInput) as refused:
        check_line(f"Nice{character}words")
    assert refused.value.code == "text-steers"
    assert refused.value.facts == {"character": f"U+{ord(character):04X}", "place": 5}


@pytest.mark.parametrize("text", WRITTEN)
def test_joiners_that_scripts_are_written_with_stay(text):
    assert check_line(text) == check_text(text) == visible(text) == visible_lines(text) == text


def test_lines_may_be_in_text_and_not_in_a_line():
    assert check_text("by day\n\tthrough Somsri") == "by day\n\tthrough Somsri"
    with pytest.raises(InvalidInput):
        check_line("by day\nthrough Somsri")
    with pytest.raises(InvalidInput):
        check_text("CLEARED\rrefused")


def test_what_steers_is_seen_and_nothing_is_lost():
    assert visible("a\x1b[2J\x00\x7f\x9b\u202e\udc80\n") == "a␛[2J␀␡\\x9b\\u202e\\udc80␊"
    assert visible_lines("a\n\tb\x07") == "a\n\tb␇"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_that_steers_is_left_whatever_comes(text):
    for seen in (visible(text), visible_lines(text).replace("\n", "").replace("\t", "")):
        assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in BIDI for c in seen)
        seen.encode()


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_json_means_the_same_and_steers_nothing(text):
    shown = escaped_json(json.dumps({"title": text}, indent=2, ensure_ascii=False))
    assert json.loads(shown) == {"title": text}
    assert visible_lines(shown) == shown


@pytest.mark.parametrize("character", STEERING, ids=lambda c: f"U+{ord(c):04X}")
def test_the_pattern_of_values_refuses_the_same(character):
    line = TypeAdapter(Annotated[str, StringConstraints(pattern=ONE_LINE)])
    assert [line.validate_python(text) for text in WRITTEN] == WRITTEN
    with pytest.raises(ValidationError):
        line.validate_python(f"Nice{character}words")
