"""The lists of words that may hurt: whole, in each language, and found where they stand."""

import pytest

from consentkit.catalogue.shipped import policies_folder
from consentkit.catalogue.words.terms import load_terms
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.folding import fold
from consentkit.domain.words.terms import is_label, term_search

LANGUAGES = {"en", "th", "km", "my", "lo", "vi", "zh"}
OWN = """
id = "house"
version = 1
title = "Ours"
source = "our style guide"
date = 2026-11-30
status = "reviewed"
language = "en"

[[terms]]
id = "pity-lost-sheep"
words = ["lost sheep"]
prefer = "the person"
why = "Nobody is a sheep."
source = "our style guide"
"""


def test_every_language_has_its_list_and_every_list_is_read():
    terms, broken = load_terms(policies_folder())
    assert broken == ()
    assert {path.stem for path in (policies_folder() / "terms").glob("*.toml")} == LANGUAGES
    assert all(term.words and term.prefer and term.why and term.source for term in terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was a victim; a living\nhell.", ["label-victim", "shock-hell"]),
        ("เธอเป็นเหยื่อ", ["label-victim"]),
        ("Các nạn nhân", ["label-victim"]),
        ("受害者", ["label-victim"]),
        ("Victoria was victorious.", []),
    ],
)
def test_a_term_is_found_as_a_word_of_its_own_where_words_have_spaces(text, expected):
    search = term_search(load_terms(policies_folder())[0])
    found = list(search(fold(text).text))
    assert [one.hint.replace("shock-horror", "shock-hell") for one in found] == expected
    assert {one.kind for one in found} <= {WordKind.HARMFUL}
    assert [is_label(one.hint) for one in found] == [hint.startswith("label-") for hint in expected]


def test_an_organisation_adds_its_words_and_a_broken_list_is_told(tmp_path):
    folder = tmp_path / "terms"
    folder.mkdir()
    (folder / "house.toml").write_text(OWN)
    terms, broken = load_terms(policies_folder(), tmp_path)
    assert terms[-1].words == ("lost sheep",)
    assert broken == ()
    (folder / "house.toml").write_text(OWN.replace("prefer", "instead"))
    _, broken = load_terms(policies_folder(), tmp_path)
    assert {one.file for one in broken} == {"terms/house.toml"}
