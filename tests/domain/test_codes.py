"""Codes survive handwriting and a bad line: a wrong character is always found."""

import re

import pytest
from drawn_text import any_text
from hypothesis import given
from hypothesis import strategies as st

from consentkit.domain.codes import KINDS, new_code, parse_code
from consentkit.domain.consents import Assent
from consentkit.domain.errors import InvalidInput
from consentkit.domain.people import Contributor

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Known for good: a code on paper must stay readable in later versions.
FIXED = ("C-0000-0000", "C-7K3Q-X9MN", "C-ZZZZ-ZZZ7", "C-ABCD-EFGG")


def wrong(text, prefix):
    with pytest.raises(InvalidInput) as misread:
        parse_code(text, prefix)
    return misread.value.code


@pytest.mark.parametrize("prefix", sorted(KINDS))
def test_a_new_code_reads_back_as_itself(prefix):
    for _ in range(200):
        code = new_code(prefix)
        assert re.fullmatch(r"[A-Z]-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
        assert parse_code(code, prefix) == code


def test_new_codes_differ():
    assert len({new_code("C") for _ in range(2000)}) == 2000


@pytest.mark.parametrize("code", FIXED)
def test_the_check_character_never_changes(code):
    assert parse_code(code, "C") == code


@pytest.mark.parametrize(
    "spell", [str, str.lower, lambda c: c.replace("-", ""), lambda c: f" {c[0]} {c[1:]} "]
)
def test_case_spaces_and_dashes_do_not_matter(spell):
    code = new_code("C")
    assert parse_code(spell(code), "C") == code


@pytest.mark.parametrize(
    ("misread", "meant"), [("I", "1"), ("L", "1"), ("O", "0"), ("i", "1"), ("l", "1"), ("o", "0")]
)
def test_letters_that_look_like_digits_are_read_as_digits(misread, meant):
    code = next(c for c in iter(lambda: new_code("C"), None) if meant in c[2:])
    assert parse_code("C" + code[1:].replace(meant, misread), "C") == code


@pytest.mark.parametrize("code", [*(new_code("C") for _ in range(6)), "C-0000-0000"], ids=range(7))
def test_every_single_wrong_character_is_found(code):
    positions = [n for n, character in enumerate(code) if n > 0 and character != "-"]
    assert len(positions) == 8
    for position in positions:
        for letter in ALPHABET.replace(code[position], ""):
            edited = code[:position] + letter + code[position + 1 :]
            assert wrong(edited, "C") == "code-misread"


@given(body=st.text(ALPHABET, min_size=8, max_size=8), position=st.integers(0, 6))
def test_two_neighbours_swapped_are_found_but_for_one_pair(body, position):
    one, other = body[position], body[position + 1]
    swapped = body[:position] + other + one + body[position + 2 :]
    try:
        parse_code(f"C{body}", "C")
    except InvalidInput:
        return
    # Luhn's known gap: the first and the last letter of the alphabet.
    if one != other and {one, other} != {"0", "Z"}:
        assert wrong(f"C{swapped}", "C") == "code-misread"


@pytest.mark.parametrize("prefix", sorted(KINDS))
def test_a_code_of_another_kind_is_told_as_such(prefix):
    for other in sorted(set(KINDS) - {prefix}):
        assert wrong(new_code(other), prefix) == "code-of-another-kind"


@pytest.mark.parametrize(
    "text", ["C-0000-000", "C-0000-00000", "C-0000-000U", "C-0000-000Ж", "C-0000-000๐", "C", "C-0000-0ß00"]
)
def test_what_cannot_be_a_code_is_malformed(text):
    assert wrong(text, "C") == "code-malformed"


@pytest.mark.parametrize("text", ["", " ", "-", "0000-0000"])
def test_what_has_no_kind_is_of_another_kind(text):
    assert wrong(text, "C") == "code-of-another-kind"


@pytest.mark.parametrize("given_text", ["K-0000-0000", "C-00", "C-0000-0001"])
def test_what_is_no_code_is_told_with_what_was_wanted_and_given(given_text):
    with pytest.raises(InvalidInput) as told:
        parse_code(given_text, "C")
    assert told.value.facts == {"wanted": "contributor", "given": given_text}


@given(text=any_text(max_size=20))
def test_any_text_is_a_code_or_told_why_not(text):
    try:
        code = parse_code(text, "C")
    except InvalidInput as error:
        told = error.code
    else:
        told = "code-" + parse_code(code, "C")[:1]
    assert told in {"code-of-another-kind", "code-malformed", "code-misread", "code-C"}


@pytest.mark.parametrize("code", ["C-0000-000I", "c-0000-0000", "X-0000-0000", "C00000000", "C-0000-0000 "])
def test_a_value_takes_a_code_in_its_one_spelling_only(code):
    with pytest.raises(ValueError, match="String should match pattern"):
        Contributor(code=code, language="th")
    with pytest.raises(ValueError, match="String should match pattern"):
        Assent(
            id="A-0000-0000", contributor=code, story="S-0000-0000", decision="yes",
            given_on="2026-11-21", method="pictures",
        )  # fmt: skip
