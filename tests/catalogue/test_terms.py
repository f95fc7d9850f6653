"""The lists of words that can harm: whole, in their own script, and told where they cannot be read."""

import re
import unicodedata

import pytest

from consentkit.catalogue.shipped import policies_folder
from consentkit.catalogue.terms import load_terms
from consentkit.domain.words.terms import TermKind

SCRIPTS = {
    "en": "a-z", "vi": "a-zà-ỹđ", "th": "\u0e00-\u0e7f", "lo": "\u0e80-\u0eff", "km": "\u1780-\u17ff",
    "my": "\u1000-\u109f", "zh": "\u4e00-\u9fff",
}  # fmt: skip
LIST = """
language = "th"
version = 1
status = "unreviewed"
source = "ours"

[[terms]]
id = "th-one"
kind = "pitying"
weight = "advice"
forms = ["น่าสงสาร"]
instead = ["ผู้รอดพ้น"]
why = "It shows nothing of what the person can do."
"""


@pytest.fixture(scope="module")
def shipped():
    found = load_terms(policies_folder())
    assert found.broken == ()
    return {one.language: one for one in found.lists}


def test_each_language_of_the_program_has_a_list_with_every_kind_of_harm(shipped):
    assert set(shipped) == set(SCRIPTS)
    for one in shipped.values():
        assert {term.kind for term in one.terms} == set(TermKind), one.language
        assert one.status == "unreviewed"
        assert one.source


def test_the_words_stand_in_their_own_script_and_a_form_is_never_its_own_cure(shipped):
    for language, one in shipped.items():
        for term in one.terms:
            assert term.id.startswith(f"{language}-")
            for form in term.forms:
                assert re.fullmatch(rf"[{SCRIPTS[language]} '-]+", form.casefold()), (language, form)
                assert form == unicodedata.normalize("NFC", form)
                assert not any(form in said for said in term.instead), (language, form)


def test_a_list_of_the_organisation_adds_to_the_shipped_one(tmp_path):
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "th.toml").write_text(LIST, encoding="utf-8")
    found = load_terms(policies_folder(), tmp_path)
    assert [one.language for one in found.lists].count("th") == 2
    assert found.broken == ()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("th.toml", LIST.replace('"pitying"', '"cruel"'), "terms[0].kind"),
        ("th.toml", LIST + LIST[LIST.index("[[") :], ""),
        ("th.toml", LIST.replace('"unreviewed"', '"reviewed"'), ""),
        ("km.toml", LIST, "language"),
        ("th.toml", "terms = ", ""),
    ],
)
def test_a_list_that_cannot_be_read_is_told_with_its_field(tmp_path, name, text, told):
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / name).write_text(text, encoding="utf-8")
    found = load_terms(tmp_path)
    assert found.lists == ()
    assert told in [one.field for one in found.broken]
    assert all(one.problem.endswith(".") for one in found.broken)
