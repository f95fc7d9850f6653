"""The code on a page: what goes in comes out, and nothing else is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentkit.domain.letters.codes import (
    PageCode,
    payload_of,
    read_any_payload,
    read_payload,
    read_second_payload,
    second_payload_of,
)

CODE = PageCode(letter="L-7K3Q-X9MD", form="adult", form_version=1, language="th", page=1, pages=2)


def test_a_payload_is_short_and_in_the_letters_that_qr_holds_densely():
    payload = payload_of(CODE)
    assert payload.startswith("CK1:L-7K3Q-X9MD:ADULT:1:TH:1/2:")
    assert set(payload) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(payload) <= 60


@given(
    letter=st.none() | st.just("L-7K3Q-X9MD"),
    form=st.sampled_from(["adult", "assent-7-11"]),
    version=st.integers(1, 99999),
    language=st.sampled_from(["th", "shn"]),
    pages=st.integers(1, 9),
    data=st.data(),
)
def test_what_is_written_is_read(*, letter, form, version, language, pages, data):
    page = data.draw(st.integers(1, pages))
    code = PageCode(letter, form, version, language, page, pages)
    assert read_payload(payload_of(code)) == code


@pytest.mark.parametrize("at", range(len(payload_of(CODE))))
def test_one_wrong_character_is_not_believed(at):
    payload = payload_of(CODE)
    wrong = payload[:at] + ("Z" if payload[at] != "Z" else "Y") + payload[at + 1 :]
    assert read_payload(wrong) is None


@pytest.mark.parametrize(
    "text", ["", "CK1", "https://example.org", "CK1:L-7K3Q-X9MD:ADULT:1:TH:1/2:0000", payload_of(CODE) + "0"]
)
def test_another_code_is_none_of_ours(text):
    assert read_payload(text) is None


def test_a_page_beyond_the_last_is_not_believed():
    assert read_payload(payload_of(PageCode("L-7K3Q-X9MD", "adult", 1, "th", 3, 2))) is None


def test_the_small_mark_names_letter_and_page_and_no_altered_one_is_ours():
    text = second_payload_of(CODE)
    assert text is not None
    assert len(text) <= 20
    found = read_second_payload(text)
    assert (found.letter, found.page, found.pages, found.is_of_second_mark) == ("L-7K3Q-X9MD", 1, 2, True)
    assert read_any_payload(payload_of(CODE)) == CODE
    for place in range(len(text)):
        altered = text[:place] + ("7" if text[place] != "7" else "8") + text[place + 1 :]
        assert read_second_payload(altered) is None
    assert second_payload_of(PageCode(None, "adult", 1, "th", 1, 2)) is None
