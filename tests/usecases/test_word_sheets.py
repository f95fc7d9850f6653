"""Words of a form out to a translator and in again: all of them or none, with every fault at its place."""

import csv
import io

import pypdfium2
import pytest

from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.letters.letters import TranslationStatus
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.forms import forms_of, review_wording
from consentkit.usecases.letters.word_sheets import HEADINGS, export_words, import_words, proof_sheet
from consentkit.usecases.office.settings import look_at_settings

KEY = "clauses.L16.title"


@pytest.fixture
def manager(open_as):
    return open_as("manager-1")


def _sheet(manager, language="my", form="withdrawal-received"):
    data = export_words(forms_of(manager), form, language)
    assert data.startswith(b"\xef\xbb\xbf"), "a spreadsheet would take it for an old encoding"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def _take(manager, rows, *, language="my", form="withdrawal-received", headings=HEADINGS, separator=","):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return import_words(manager, form, language, Incoming("my.csv", lambda: out.getvalue().encode()))


def _own_file(manager, language="my"):
    return manager.folders.forms / "clauses" / f"{language}.toml"


def _status(manager, language="my"):
    return next(one.status for one in forms_of(manager).wordings if one.language == language)


def test_a_sheet_that_comes_back_as_it_went_changes_nothing(manager):
    done = _take(manager, _sheet(manager), separator=";")
    assert (done.changed, done.remarks) == (0, 0)
    assert not _own_file(manager).exists()


def test_new_words_are_the_language_s_own_and_unreviewed_until_somebody_approves(manager):
    review_wording(manager, "my", is_approved=True, reviewer="hla-1")
    assert _status(manager) is TranslationStatus.APPROVED
    rows = _sheet(manager)
    rows[0] |= {"translation": rows[1]["translation"] + "၊ " + rows[0]["translation"], "remark": "Nicer?"}
    done = _take(manager, rows)
    assert (done.changed, done.remarks) == (1, 1)
    assert _status(manager) is TranslationStatus.UNREVIEWED
    again = _sheet(manager)
    assert again == rows
    assert [one.name for one in look_at_settings(manager).changes] == ["forms/clauses/my.toml"]
    # The rest of the language stands as it did.
    other = _sheet(manager, form="adult")
    assert all(row["translation"] for row in other)


def test_only_a_manager_takes_words_in(open_as):
    officer = open_as("officer-1")
    with pytest.raises(Refused):
        _take(officer, _sheet(officer))
    assert not _own_file(officer).exists()


def _with(text, key="translation"):
    return lambda rows: rows[5].update({key: text})


FAULTS = {
    "words-empty": (_with(""), 7, "translation"),
    "words-formula": (_with("=HYPERLINK(1)"), 7, "translation"),
    "words-english-other": (_with("Something else", "English"), 7, "English"),
    "words-key-unknown": (_with("clauses.L99.title", "key"), 7, "key"),
    "words-key-missing": (lambda rows: rows.pop(5), None, "key"),
    "words-other-script": (_with("We delete what we have."), 7, "translation"),
    "words-zawgyi": (_with("ကြ်န္ေတာ္တို႔ အဖြဲ႕အစည္းက သင္၏ ေတာင္းဆိုခ်က္ကို ရရွိပါသည္။"), 7, "translation"),
    "words-strange": (_with("\u202eကောင်းပါတယ်"), 7, "translation"),
    "words-blanks": (_with("ကောင်းပါတယ် {phone}"), 7, "translation"),
    "words-not-usable": (_with("ကောင်း " * 200), 7, "translation"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_said_with_its_row_and_column_and_nothing_is_taken_in(manager, code):
    spoil, row, column = FAULTS[code]
    rows = _sheet(manager)
    spoil(rows)
    with pytest.raises(InvalidInput) as refused:
        _take(manager, rows)
    assert refused.value.code == "words-faults"
    found = [(one.error.code, one.row, one.column) for one in refused.value.faults]
    assert (code, row, column) in found
    assert not _own_file(manager).exists()


def test_every_fault_of_every_row_is_said_at_once(manager):
    rows = _sheet(manager)
    rows[1]["translation"], rows[3]["remark"], rows[4]["English"] = "", "@home", "Other"
    with pytest.raises(InvalidInput) as refused:
        _take(manager, rows)
    assert [(one.row, one.column) for one in refused.value.faults] == [
        (3, "translation"), (5, "remark"), (6, "English"),
    ]  # fmt: skip


@pytest.mark.parametrize("headings", [("key", "English", "translation"), (*HEADINGS, "price")])
def test_a_heading_too_few_or_too_many_is_refused(manager, headings):
    rows = [{name: row.get(name, "1") for name in headings} for row in _sheet(manager)]
    with pytest.raises(InvalidInput) as refused:
        _take(manager, rows, headings=headings)
    assert {one.row for one in refused.value.faults} == {1}


def test_a_file_that_is_no_spreadsheet_is_named(manager):
    given = Incoming("my.csv", lambda: b"\xff\xfe\x00PK")
    with pytest.raises(InvalidInput) as refused:
        import_words(manager, "adult", "my", given)
    assert refused.value.code == "words-unreadable"


@pytest.mark.parametrize("language", ["km", "ur"])
def test_a_proof_sheet_says_on_each_page_that_it_is_a_draft_and_holds_every_text(manager, language):
    catalogue = forms_of(manager)
    pdf = pypdfium2.PdfDocument(proof_sheet(catalogue, manager.folders, "withdrawal-received", language))
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert all("PROOF SHEET, NOT A LETTER" in page for page in pages)
    written = " ".join("".join(pages).split())
    for row in _sheet(manager, language):
        assert row["key"] in written
        assert " ".join(row["English"].split()[:3]) in written
