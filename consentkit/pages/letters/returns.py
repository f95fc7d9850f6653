"""The forms about letters that came back: files to take in, and which letter a page is."""

from consentkit.domain.letters.records import ReturnedPage
from consentkit.pages.fields import CodeField, Filled, NumberField
from consentkit.pages.file_fields import FilesField
from consentkit.pages.forms import Form
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.returns import match_page
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

PAGE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".pdf", ".heic", ".heif", ".webp", ".tif", ".tiff"})
"""Of a folder, files with these endings are taken."""

_CODE_ERRORS = (
    "code-of-another-kind",
    "code-malformed",
    "code-misread",
    "record-unknown",
    "letter-confirmed",
)


def intake_form() -> Form[tuple[Incoming, ...]]:
    """Return the form for signed letters to take in; saving gives the files."""
    paths = FilesField(
        "paths",
        _("Files, or a folder"),
        endings=PAGE_ENDINGS,
        help=_(
            "Paths with spaces between them; quotes around one that has spaces. Of a folder, every"
            " picture and PDF is taken. JPEG, PNG, PDF, HEIC, WebP or TIFF."
        ),
        is_kept=False,
        error_codes=("file-not-found", "no-pictures"),
    )
    return Form("letter-intake", _("Take signed letters in"), (paths,), paths.read)


def match_form(workspace: Workspace, page: str) -> Form[ReturnedPage]:
    """Return the form that says which letter a page is, and which of its pages."""
    letter = CodeField(
        "letter",
        _("The letter's code"),
        kind="L",
        help=_("It stands on the paper, such as L-2M4N-88TY."),
        error_codes=_CODE_ERRORS,
    )
    number = NumberField("number", _("Which page of it?"), "1", error_codes=("letter-page-number",))

    def save(filled: Filled) -> ReturnedPage:
        return match_page(workspace, page, letter.read(filled), number.read(filled))

    intro = _("Its boxes are not read from the picture then: you read them yourself.")
    title = _("Match page {code}").format(code=page)
    return Form(f"match-{page}", title, (letter, number), save, intro=intro)
