"""Asking where on this computer something is to be written; a browser asks that itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from consentkit.pages.fields import TextField
from consentkit.pages.file_fields import NewFileField
from consentkit.pages.forms import Form
from consentkit.wording.languages import _

R = TypeVar("R")
_ERRORS = ("file-exists", "folder-not-usable")


def file_form(
    form_id: str,
    title: str,
    write: Callable[[Path], R],
    *,
    help_text: str,
    start: Path | None = None,
) -> Form[R]:
    """Return the form for a new file; `write` is called with its path. One that is proposed is not kept."""
    field = NewFileField(
        "file",
        _("New file"),
        str(start) if start else "",
        help=help_text,
        is_kept=start is None,
        error_codes=_ERRORS,
    )
    return Form(form_id, title, (field,), lambda filled: write(Path(field.read(filled).place)))


def folder_form(
    form_id: str, title: str, write: Callable[[Path], R], *, help_text: str, is_kept: bool = True
) -> Form[R]:
    """Return the form for a folder; `write` is called with its path."""
    field = TextField("folder", _("Folder"), help=help_text, is_kept=is_kept, error_codes=_ERRORS)
    return Form(form_id, title, (field,), lambda filled: write(Path(field.read(filled)).expanduser()))
