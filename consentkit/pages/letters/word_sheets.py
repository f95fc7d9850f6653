"""The forms by which a form's words go to who translates them, and come back."""

from collections.abc import Callable
from typing import Any

from consentkit.pages.fields import ChoiceField, Field, Filled
from consentkit.pages.file_fields import FileField, NewFileField
from consentkit.pages.forms import Form
from consentkit.pages.letters.words import forms_to_choose
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.word_sheets import (
    MOST_BYTES,
    ImportedWords,
    export_words,
    import_words,
    proof_sheet,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


def words_out_form(workspace: Workspace, language: str) -> Form[str]:
    """Return the form for a new spreadsheet of a form's words."""

    def make(form: str) -> bytes:
        return export_words(forms_of(workspace), form, language)

    help_text = _("CSV: in the columns “translation” and “remark” is written; the others stay as they are.")
    return _out_form(workspace, f"words-out-{language}", _("Words for who translates them"), make, help_text)


def proof_form(workspace: Workspace, language: str) -> Form[str]:
    """Return the form for a new proof sheet."""

    def make(form: str) -> bytes:
        return proof_sheet(forms_of(workspace), workspace.folders, form, language)

    help_text = _("PDF: each text stands beside its English. Every page says that it is no letter.")
    return _out_form(workspace, f"words-proof-{language}", _("Proof sheet"), make, help_text)


def _out_form(
    workspace: Workspace, form_id: str, title: str, make: Callable[[str], bytes], help_text: str
) -> Form[str]:
    which = _which(workspace)
    file = NewFileField(
        "file", _("New file"), help=help_text, error_codes=("file-exists", "folder-not-usable")
    )

    def save(filled: Filled) -> str:
        new = file.read(filled)
        new.write(make(which.read(filled)))
        return new.place

    return Form(form_id, title, (which, file), save)


def words_in_form(workspace: Workspace, language: str) -> Form[ImportedWords]:
    """Return the form that takes a spreadsheet of a form's words in."""
    which = _which(workspace)
    file = FileField(
        "file",
        _("The spreadsheet"),
        help=_("CSV, as it was written here. All of it is taken in, or none."),
        is_kept=False,
        most_bytes=MOST_BYTES,
        error_codes=("file-not-found", "words-unreadable", "words-faults"),
    )

    def save(filled: Filled) -> ImportedWords:
        return import_words(workspace, which.read(filled), language, file.read(filled))

    return Form(f"words-in-{language}", _("Words from who translated them"), (which, file), save)


def _which(workspace: Workspace) -> Field[Any]:
    return ChoiceField("form", _("Which form?"), options=forms_to_choose(forms_of(workspace)), meaning=str)
