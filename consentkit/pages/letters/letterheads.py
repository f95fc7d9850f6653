"""The form for what stands at the head of letters, and how it is said."""

from consentkit.domain.letters.letterheads import Letterhead
from consentkit.pages.fields import Filled, TextField
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.usecases.letters.letterheads import (
    NewLetterhead,
    letterhead_digest,
    letterhead_of,
    set_letterhead,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

_LOGO_ERRORS = (
    "file-not-found", "letterhead-logo-format", "letterhead-logo-large", "picture-empty", "picture-damaged",
    "picture-format-unknown", "picture-format-named", "picture-heic-needs-extra", "picture-too-large",
    "picture-too-many-pixels", "picture-too-slow",
)  # fmt: skip


def letterhead_form(workspace: Workspace) -> Form[Letterhead]:
    """Return the form; what is left empty is not printed."""
    seen, now = letterhead_digest(workspace), letterhead_of(workspace)
    errors = ("letterhead-not-usable", "letter-tells", "glyph-missing")
    name = TextField(
        "name", _("The organisation, as letters may show it"), now.name, is_required=False, error_codes=errors
    )
    address = TextField("address", _("Address, in one line"), now.address, is_required=False)
    telephone = TextField("telephone", _("Telephone"), now.telephone, is_required=False)
    logo = FileField(
        "logo",
        _("Logo"),
        is_required=False,
        is_kept=False,
        help=_("A PNG or JPEG file. Left empty, letters have no logo. Nothing but its pixels is kept."),
        error_codes=_LOGO_ERRORS,
    )

    def save(filled: Filled) -> Letterhead:
        new = NewLetterhead(
            name=name.read(filled), address=address.read(filled), telephone=telephone.read(filled)
        )
        return set_letterhead(workspace, new, logo.read_or_none(filled), seen=seen)

    intro = _("A letter with another name than usual, or with a neutral title, has no letterhead.")
    return Form("letterhead", _("Letterhead"), (name, address, telephone, logo), save, intro=intro)


def letterhead_in_words(head: Letterhead) -> list[str]:
    """Say what letters have at their head from now on, and what follows."""
    if head.is_empty:
        return [_("Letters have no letterhead from now on."), _accept()]
    logo = [_("With the logo.")] if head.logo else [_("Without a logo.")]
    return [_("Letters begin with this from now on:"), *head.lines, *logo, _accept()]


def _accept() -> str:
    return _("A manager accepts the changed file in the settings.")
