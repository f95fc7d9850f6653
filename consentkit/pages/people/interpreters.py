"""Interpreters: their form, and a line of each."""

from collections.abc import Iterator, Sequence

from consentkit.domain.interpreting.back_checks import BackCheck
from consentkit.domain.interpreting.interpreters import Interpreter, Tie
from consentkit.pages.fields import (
    CodesField,
    DayField,
    Filled,
    SeveralField,
    TextField,
    options_of,
)
from consentkit.pages.file_fields import SignedLetterField
from consentkit.pages.forms import Form
from consentkit.usecases.people.interpreters import NewInterpreter, record_interpreter
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHECK_WAYS, TIES, UNDERSTANDINGS

_SIGNED_ERRORS = (
    "declaration-in-part", "letter-is-no-declaration", "interpreter-not-wanted", "release-missing",
    "release-is-letter", "file-not-found", "code-malformed", "code-misread", "picture-empty",
    "document-damaged", "release-blank", "release-kind-unknown",
)  # fmt: skip


def interpreter_line(one: Interpreter) -> str:
    """Return what is told of an interpreter, in a line."""
    ties = ", ".join(_(TIES[tie]) for tie in sorted(one.ties))
    if one.tied_to:
        ties += f" ({', '.join(sorted(one.tied_to))})"
    return "; ".join((one.handle, ", ".join(sorted(one.languages)), ties, standing_in_words(one)))


def standing_in_words(one: Interpreter) -> str:
    """Say how a declaration stands."""
    if one.declaration is None or one.until is None:
        return _("no signed declaration")
    if one.ended_on is not None:
        return _("ended on {day}").format(day=day_in_language(one.ended_on))
    words = _("until {until}").format(until=day_in_language(one.until))
    return words + ("; " + _("nobody looked at the declaration") if one.is_unseen else "")


def check_line(check: BackCheck) -> str:
    """Say who found out whether somebody understood, and what they found."""
    return _("Back-check on {day}: {handle} {way}: {outcome}.").format(
        day=day_in_language(check.checked_on),
        handle=check.checked_by,
        way=_(CHECK_WAYS[check.way]),
        outcome=_(UNDERSTANDINGS[check.outcome]),
    )


def check_lines(checks: Sequence[BackCheck]) -> Iterator[str]:
    """Yield a line of each check, after an empty one."""
    yield from ("", *map(check_line, checks)) if checks else ()


class _Fields:
    """All that is asked of an interpreter."""

    def __init__(self, before: Interpreter | None) -> None:
        self.handle = TextField(
            "handle",
            _("The interpreter's handle"),
            before.handle if before else "",
            help=_("Such as interpreter-1, never a name."),
            error_codes=("interpreter-not-handle",),
        )
        self.languages = TextField(
            "languages",
            _("Languages"),
            " ".join(sorted(before.languages)) if before else "",
            help=_("Codes with a space between, such as km th en."),
            error_codes=("languages-missing", "language-malformed", "language-not-known"),
        )
        self.ties = SeveralField(
            "ties",
            _("What ties them to the people concerned"),
            options=options_of(TIES),
            meaning=Tie,
            help=_("{key} ticks one. Ask, and look: unknown is no."),
            error_codes=("ties-missing", "ties-contradict"),
        )
        self.tied_to = CodesField(
            "tied_to",
            _("Only to these contributors"),
            " ".join(sorted(before.tied_to)) if before else "",
            kind="C",
            is_required=False,
            help=_("Their codes. Empty: to everybody."),
            error_codes=("code-malformed", "code-misread", "code-of-another-kind"),
        )
        self.signed = SignedLetterField(
            "signed",
            _("The signed declaration: the code of the interpreter's letter, or a file"),
            is_required=False,
            help=_(
                "Such as L-2M4N-88TY, once it came back and was confirmed. A file is sealed, and looked at."
            ),
            error_codes=_SIGNED_ERRORS,
        )
        self.declared_on = DayField(
            "declared_on", _("Signed on"), is_required=False, error_codes=("day-not-come", "day-long-ago")
        )
        self.until = DayField(
            "until", _("Last day"), is_required=False, error_codes=("ends-before-it-begins", "day-far-off")
        )

    def told(self, filled: Filled) -> NewInterpreter:
        """Return what was filled in."""
        letter = self.signed.code(filled)
        file = None if letter else self.signed.read_or_none(filled)
        return NewInterpreter(
            handle=self.handle.read(filled),
            languages=frozenset(self.languages.read(filled).replace(",", " ").split()),
            ties=self.ties.read(filled),
            tied_to=frozenset(self.tied_to.read_or_none(filled) or ()),
            declared_on=self.declared_on.read_or_none(filled),
            until=self.until.read_or_none(filled),
            letter=letter,
            declaration=file.read() if file else None,
        )


def interpreter_form(workspace: Workspace, before: Interpreter | None = None) -> Form[Interpreter]:
    """Return the form that records an interpreter, or tells anew of one."""
    fields = _Fields(before)
    asked = (
        fields.handle, fields.languages, fields.ties, fields.tied_to, fields.signed, fields.declared_on,
        fields.until,
    )  # fmt: skip
    intro = _(
        "One record serves every talk until the declaration ends."
        " What was signed before holds for its own days."
    )
    return Form(
        f"interpreter/{before.id if before else ''}",
        _("An interpreter"),
        asked,
        lambda filled: record_interpreter(workspace, fields.told(filled)),
        intro=intro,
    )
