"""The form for one answer: each kind of recording shows only its own fields, and nothing is ticked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from consentkit.domain.consents import (
    Assent,
    AssentMethod,
    Consent,
    Decision,
    Method,
)
from consentkit.pages.consents.askings import Asking, Kind
from consentkit.pages.consents.scope_fields import ScopeFields
from consentkit.pages.fields import (
    ChoiceField,
    CodeField,
    DayField,
    Field,
    Filled,
    PaperCodeField,
    TextField,
    options_of,
)
from consentkit.pages.file_fields import SignedLetterField
from consentkit.pages.forms import Form
from consentkit.usecases.consents.consents import record_assent, record_consent
from consentkit.usecases.consents.papers import NewConsent, find_answer, own_letter_of
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _, _n
from consentkit.wording.vocabularies import (
    ASSENT_METHODS,
    DECISIONS,
    METHODS,
)

_LETTER_ERRORS = (
    "file-not-found", "code-malformed", "code-misread", "letter-not-of-consent", "letter-is-no-release",
    "release-missing", "release-is-letter",
)  # fmt: skip


class _MannerFields:
    """When and how it was answered; the kind of recording says which of these are asked."""

    def __init__(self, workspace: Workspace, asking: Asking) -> None:
        kind, before = asking.kind, asking.before
        days = max((one.reflection_days for one in workspace.catalogue.policies), default=0)
        self.asked_on = DayField(
            "asked_on",
            _("When was the person asked?"),
            _asked_on_letter(workspace, asking),
            is_required=False,
            help=_n(
                "Such as {day}. Between asking and answering lies at least {days} day.",
                "Such as {day}. Between asking and answering lie at least {days} days.",
                days,
            ).format(day=workspace.today.isoformat(), days=days),
            error_codes=("asked-after-given", "day-long-ago"),
        )
        self.given_on = DayField(
            "given_on",
            _("When did they answer?"),
            "" if before else workspace.today.isoformat(),
            error_codes=("day-not-come", "day-long-ago"),
        )
        self.language = TextField(
            "language",
            _("The language it was explained in"),
            asking.signed.language or asking.person.language,
            help=_("{code} speaks {language} best.").format(
                code=asking.person.code, language=asking.person.language
            ),
            error_codes=("language-malformed", "language-not-known"),
        )
        self.method = ChoiceField(
            "method",
            _("How did they answer?"),
            (before.method if before else Method.WRITTEN).value,
            options=options_of(METHODS, _methods(kind)),
            meaning=Method,
        )
        self.interpreter = TextField(
            "interpreter",
            _("The interpreter's handle"),
            help=_("Such as interpreter-1, never a name."),
            error_codes=("interpreter-not-handle",),
        )
        self.witness = _witness_field(kind)
        self.release = SignedLetterField(
            "release",
            _("The signed letter: its code, or the file of its scan or photograph"),
            asking.signed.code,
            is_required=False,
            help=_(
                "Such as L-2M4N-88TY, once it came back and was confirmed. A file is sealed into the vault."
                " Without it the story stays refused."
            ),
            error_codes=_LETTER_ERRORS,
        )


def _asked_on_letter(workspace: Workspace, asking: Asking) -> str:
    said = find_answer(workspace, asking.signed.code) if asking.signed.code else None
    return said.asked_on.isoformat() if said and said.asked_on else ""


def _methods(kind: Kind) -> tuple[Method, ...]:
    if kind in {Kind.INTERPRETER, Kind.REFUSAL}:
        return tuple(Method)
    return (Method.WRITTEN, Method.MARK)


def _witness_field(kind: Kind) -> TextField:
    help_text = _("Someone else who heard the answer, such as officer-2; never a name.")
    if kind is not Kind.SPOKEN:
        help_text += " " + _("Leave it empty where the answer was not spoken.")
    return TextField(
        "witness",
        _("The witness's handle"),
        is_required=kind is Kind.SPOKEN,
        help=help_text,
        error_codes=("witness-not-handle", "witness-needed", "witness-asked", "witness-interpreted"),
    )


def _guardian_field(asking: Asking) -> ChoiceField[str]:
    options = [(one.code, one.code) for one in asking.guardians]
    return ChoiceField(
        "guardian",
        _("The guardian who said yes"),
        options[0][0] if len(options) == 1 else "",
        options=options,
        meaning=str,
        error_codes=("guardian-of-another",),
    )


class _AnswerFields:
    """All fields of one answer."""

    def __init__(self, workspace: Workspace, asking: Asking) -> None:
        self._asking = asking
        self._guardian = _guardian_field(asking)
        self._scope = ScopeFields(workspace, asking)
        self._manner = _MannerFields(workspace, asking)

    def fields(self) -> Iterator[Field[Any]]:
        """Yield the fields that this kind of recording asks for."""
        kind, manner = self._asking.kind, self._manner
        if kind is not Kind.REFUSAL:
            if self._asking.is_child:
                yield self._guardian
            yield from self._scope.fields()
        yield from (manner.asked_on, manner.given_on, manner.language)
        if kind is not Kind.SPOKEN:
            yield manner.method
        if kind is Kind.INTERPRETER:
            yield manner.interpreter
        if kind in {Kind.SPOKEN, Kind.INTERPRETER, Kind.REFUSAL}:
            yield manner.witness
        if self._asking.signed.code or kind not in {Kind.SPOKEN, Kind.REFUSAL}:
            yield manner.release

    def read(self, filled: Filled) -> NewConsent:
        """Return the answer as it was given. Raises InvalidInput that names the field."""
        asking, manner = self._asking, self._manner
        is_no = asking.kind is Kind.REFUSAL
        method = Method.SPOKEN if asking.kind is Kind.SPOKEN else manner.method.read(filled)
        witness = manner.witness.read_or_none(filled)
        letter = manner.release.code(filled)
        file = None if letter else manner.release.read_or_none(filled)
        return NewConsent(
            contributor=asking.person.code,
            story=asking.story,
            decision=Decision.NO if is_no else Decision.YES,
            scope=None if is_no else self._scope.read(filled),
            guardian=self._guardian.read_or_none(filled),
            asked_on=manner.asked_on.read_or_none(filled),
            given_on=manner.given_on.read(filled),
            method=method,
            language=manner.language.read(filled),
            witness=witness,
            interpreter=manner.interpreter.read_or_none(filled),
            letter=letter,
            release=file.read() if file else None,
        )


def consent_form(workspace: Workspace, asking: Asking, title: str, intro: str) -> Form[Consent]:
    """Return the form for one answer."""
    answer = _AnswerFields(workspace, asking)

    def save(filled: Filled) -> Consent:
        return record_consent(workspace, answer.read(filled))

    return Form(asking.form, title, tuple(answer.fields()), save, intro=intro)


def assent_form(workspace: Workspace, contributor: str, story: str) -> Form[Assent]:
    """Return the form for a child's own answer."""
    decision = ChoiceField(
        "decision", _("What did the child say?"), options=options_of(DECISIONS), meaning=Decision
    )
    method = ChoiceField(
        "method",
        _("How did the child show it?"),
        options=options_of(ASSENT_METHODS),
        meaning=AssentMethod,
    )
    given_on = DayField(
        "given_on",
        _("When did the child answer?"),
        workspace.today.isoformat(),
        error_codes=("day-not-come", "day-long-ago"),
    )

    own = own_letter_of(workspace, contributor, story)
    letter = CodeField(
        "letter",
        _("The child's own letter, once it is confirmed"),
        own or "",
        kind="L",
        is_required=False,
        help=_("Its code. What is not ticked on it, the child did not agree to."),
        error_codes=(
            "code-of-another-kind",
            "code-malformed",
            "code-misread",
            "letter-not-of-consent",
            "assent-letter-known",
            "assent-beyond-letter",
            "child-said-no",
        ),
    )

    def save(filled: Filled) -> Assent:
        return record_assent(
            workspace,
            contributor,
            story,
            decision=decision.read(filled),
            method=method.read(filled),
            given_on=given_on.read(filled),
            letter=letter.read_or_none(filled),
        )

    intro = _(
        "The child's own answer stands beside the guardian's, and a no stands above it. Ask in a way that"
        " the child understands, without the guardian's pressure, and let the child say no."
    )
    title = _("The child's own answer: {code}, story {story}").format(code=contributor, story=story)
    return Form(
        f"assent-{contributor}-{story}", title, (decision, method, given_on, letter), save, intro=intro
    )


@dataclass(frozen=True)
class CodeGiven:
    """A code, and the story in which alone what it stands for ends (`None`: in each)."""

    code: str
    story: str | None


def code_form() -> Form[CodeGiven]:
    """Return the form for a code alone, for who is told of a withdrawal and may not read."""
    code = PaperCodeField(
        "code",
        _("The code that stands on the person's papers, or the consent's"),
        help=_(
            "Such as L-2M4N-88TY: all of that story is taken back; K-2M4N-88TY: that consent; or the person's"
            " own code, C-2M4N-88TY: everything that they agreed to."
        ),
        error_codes=("code-malformed", "code-misread", "code-of-another-kind"),
    )
    story = CodeField(
        "story",
        _("Only in this story"),
        kind="S",
        is_required=False,
        help=_("Empty: in every story that it serves."),
        error_codes=("code-malformed", "code-misread", "code-of-another-kind"),
    )

    def read(filled: Filled) -> CodeGiven:
        return CodeGiven(code.read(filled), story.read_or_none(filled))

    intro = _("Everyone may record that a person takes their consent back.")
    return Form("withdraw-by-code", _("Take a consent back"), (code, story), read, intro=intro)
