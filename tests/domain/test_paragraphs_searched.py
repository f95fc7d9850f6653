"""A paragraph is searched once, and a text that changes in one of them is searched as if it were new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentkit.catalogue.words.gazetteers import load_towns
from consentkit.domain.words.looking import WordRules, look_for, paragraphs_in

PIECES = st.sampled_from(
    [
        "Call 012 345 678", "Malis Sok", "\n", "\n\n", "\r\n\r\n", "\n \n", " ", ".", "อายุ ๙ ปี",
        "โรงเรียนบ้านหนองแวง",
        "Siem",
        "Reap", "ភូមិអូរតាគាំ", "昆明", "名叫小明", "@dara_9", "On 4 May", "2019", "Chị Hoa", "\u200b", "9", ",",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@pytest.fixture(scope="module")
def rules():
    return WordRules(load_towns())


@given(first=TEXTS, then=st.lists(TEXTS, max_size=3))
def test_what_was_found_before_makes_no_difference(rules, first, then):
    known = {}
    for text in (first, *then, first):
        assert look_for(text, rules, known) == look_for(text, rules)


@given(text=TEXTS)
def test_findings_are_in_order_and_go_beyond_no_paragraph(rules, text):
    found = look_for(text, rules)
    assert [one.start for one in found] == sorted(one.start for one in found)
    spans = [(start, start + len(words)) for start, words in paragraphs_in(text)]
    assert all(
        text[start:end] == words for (start, end), (_, words) in zip(spans, paragraphs_in(text), strict=True)
    )
    for one in found:
        assert any(start <= one.start < one.end <= end for start, end in spans)


def test_only_the_paragraph_that_changed_is_searched_again():
    searched = []

    def sealed(said):
        searched.append(said)
        return iter(())

    rules, known = WordRules(sealed=sealed), {}
    look_for("One.\n\nTwo.\n\nOne.", rules, known)
    look_for("One.\n\nTwo of them.\n\nOne.", rules, known)
    assert searched == ["One.", "Two.", "Two of them."]


def test_a_finding_is_told_where_it_stands_in_the_whole_text():
    (found,) = look_for("Once.\n\n\nCall +855 12 345 678.", WordRules())
    assert (found.start, found.end) == (13, 28)
