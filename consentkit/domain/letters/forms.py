"""Forms: what a letter asks, and how a language words it."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from consentkit.domain.letters.letters import (
    Facts,
    FormId,
    Language,
    Layout,
    Name,
    Sheet,
    Signer,
    TranslationStatus,
)
from consentkit.domain.values import Value

ClauseId = Annotated[str, StringConstraints(pattern=r"^([LCGVIXP]\d{2}|L-\d)$")]
"""The clause's id in the content paper (`L01`, `C04`, `L-3`); never reused."""


class FormPurpose(StrEnum):
    """What a signed letter of this form is; `consent` and `renewal` can carry a consent as its release."""

    CONSENT = "consent"
    ASSENT = "assent"
    RENEWAL = "renewal"
    REFUSAL = "refusal"
    WITHDRAWAL = "withdrawal"
    RECEIPT = "receipt"
    APPROVAL = "approval"
    DECLARATION = "declaration"
    TERMS = "terms"
    NOTICE = "notice"
    CARD = "card"


class BlankKind(StrEnum):
    """What may stand in a blank; a date and a number are written as readers of the language expect."""

    TEXT = "text"
    NAME = "name"
    """A person's, an organisation's or a place's name: kept on one line."""
    CONTACT = "contact"
    """A phone number, an e-mail or a web address: kept on one line, and read from left to right."""
    CODE = "code"
    DATE = "date"
    NUMBER = "number"


class Blank(Value):
    """A place in the words for a value. One that may stay empty becomes a line to write on."""

    kind: BlankKind
    is_required: bool = True


class Condition(Value):
    """When a part is printed: every fact that is named must be so; nothing named means always."""

    has_interpreter: bool | None = None
    has_witness: bool | None = None
    is_child: bool | None = None
    leaves_copy: bool | None = None
    shows_face: bool | None = None
    names_fully: bool | None = None
    takes_thumbprint: bool | None = None

    def holds(self, facts: Facts) -> bool:
        """Tell whether every fact that is named is so."""
        return all(getattr(facts, name) == wanted for name, wanted in self if wanted is not None)


class Titling(StrEnum):
    """How a clause's title stands: on its own line, bold before the first words, or not at all."""

    HEADING = "heading"
    RUN_IN = "run-in"
    NONE = "none"


class FormPart(Value):
    """One clause in a form, in the order of the file."""

    clause: ClauseId
    when: Condition = Condition()
    titling: Titling = Titling.HEADING
    layout: Layout = Layout.LIST
    choices: tuple[Name, ...] = ()
    """The choices that this form may offer; empty: all that the clause has."""
    choices_when: dict[Name, Condition] = Field(default_factory=dict)
    """Choices that are offered only where something is so."""
    lines: dict[Name, Annotated[int, Field(ge=1, le=10)]] = Field(default_factory=dict)
    """How many lines to write on each field has; one where it is not said."""
    only_text: bool = False
    """Leave the clause's choices and fields out, where another form asks for them."""


class Roster(Value):
    """A table with a row for each person of a group: by code, never by name."""

    columns: tuple[Name, ...] = Field(min_length=2)
    rows: int = Field(ge=1, le=40)


Words = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^\P{Cc}*$")]
"""Words on one line, with no control character."""


class FormTitle(Value):
    """What stands at the top: `neutral` says nothing of what the paper is about."""

    title: Words
    neutral: Words


class Reader(StrEnum):
    """Whom a form is for; a letter of it is not made for another."""

    ADULT = "adult"
    CHILD = "child"
    """A child, or the adult who answers for one."""
    ANYONE = "anyone"


class Form(Value):
    """A letter's clauses and blanks, before anyone fills it in: one file `forms/<id>.toml`."""

    id: FormId
    version: int = Field(ge=1)
    purpose: FormPurpose
    is_for: Reader = Reader.ANYONE
    sheet: Sheet = Sheet.LETTER
    source: Annotated[str, StringConstraints(min_length=10)]
    date_read: date
    most_pages: int = Field(ge=1, le=6)
    parts: tuple[FormPart, ...] = Field(min_length=1)
    blanks: dict[Name, Blank]
    signers: tuple[Signer, ...] = ()
    optional_signers: dict[Signer, Condition] = Field(default_factory=dict)
    offers_thumbprint: bool = False
    asks_place: bool = False
    """A line for the place before the signatures, where no clause has one."""
    tear_off: tuple[ClauseId, ...] = ()
    """The clauses whose words stand on a strip that the holder cuts off and keeps; empty: there is none."""
    roster: Roster | None = None
    titles: dict[Language, FormTitle] = Field(default_factory=dict)
    """Of an organisation's own form, by language; shipped forms have theirs with the clauses."""

    @property
    def all_signers(self) -> tuple[Signer, ...]:
        """Everyone who may have to sign, in the order of the page."""
        return (*self.signers, *self.optional_signers)

    @model_validator(mode="after")
    def _clauses_are_unique(self) -> Self:
        clauses = [part.clause for part in self.parts]
        twice = sorted({clause for clause in clauses if clauses.count(clause) > 1})
        if twice:
            raise ValueError(f"clause used twice: {', '.join(twice)}")
        return self


class ClauseWording(Value):
    """A clause in one language: plain sentences, with blanks as `{name}`."""

    title: Words
    text: tuple[Words, ...] = ()
    """Paragraphs."""
    points: tuple[Words, ...] = ()
    """A list, one line each."""
    choices: dict[Name, Words] = Field(default_factory=dict)
    """Tick boxes. What is not ticked means no; no box is ever printed ticked."""
    fields: dict[Name, Words] = Field(default_factory=dict)
    """Lines to write on, with what stands before them."""


class Wording(Value):
    """Every word of the letters in one language: one file `forms/clauses/<language>.toml`."""

    language: Language
    name: str
    """The language's own name for itself."""
    script: Annotated[str, StringConstraints(pattern=r"^[A-Z][a-z]{3}$")]
    is_right_to_left: bool = False
    status: TranslationStatus
    translator: str
    reviewer: str | None = None
    reviewed_on: date | None = None
    written_on: date
    titles: dict[FormId, FormTitle] = Field(default_factory=dict)
    labels: dict[Name, Words] = Field(default_factory=dict)
    """Short words around the clauses: below signatures, at the foot, the mark of unreviewed words, units."""
    clauses: dict[ClauseId, ClauseWording] = Field(default_factory=dict)
    remarks: dict[str, Words] = Field(default_factory=dict)
    """What a reviewer said of a text, by its place, such as `clauses.L01.title`; on no letter."""

    @model_validator(mode="after")
    def _review_is_named(self) -> Self:
        is_reviewed = self.status in {TranslationStatus.NATIVE_REVIEWED, TranslationStatus.APPROVED}
        if is_reviewed and not (self.reviewer and self.reviewer.strip() and self.reviewed_on):
            raise ValueError(
                f"status is {self.status.value}: write who reviewed it in reviewer, and when in reviewed_on"
            )
        return self


def title_of(form: Form, wording: Wording) -> FormTitle | None:
    """Return the form's title in the language, `None` where it has none."""
    return form.titles.get(wording.language) or wording.titles.get(form.id)


def uses_fact(form: Form, fact: str) -> bool:
    """Tell whether anything of the form depends on a fact of the letter."""
    if fact == "takes_thumbprint" and form.offers_thumbprint:
        return True
    conditions = [part.when for part in form.parts]
    conditions += [one for part in form.parts for one in part.choices_when.values()]
    conditions += form.optional_signers.values()
    return any(getattr(one, fact) is not None for one in conditions)
