"""Letters: what one is ordered with, and the blocks that it is made of."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from consentkit.domain.characters import ONE_LINE
from consentkit.domain.letters.letterheads import Letterhead
from consentkit.domain.values import Value, review_word

FormId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
"""A blank, a choice or a write-in line, by its name within its clause or form."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class TranslationStatus(StrEnum):
    """How far a language's wording has come; only `approved` prints without a mark on every page."""

    UNREVIEWED = "unreviewed"
    NATIVE_REVIEWED = "native-reviewed"
    APPROVED = "approved"
    EMPTY = "empty"
    """Declared, with no words yet: the language is listed and never offered."""

    @classmethod
    def _missing_(cls, value: object) -> "TranslationStatus | None":
        word = review_word(value)
        return cls(word) if word != value else None


class Sheet(StrEnum):
    """What the form is printed as: pages, a one-page poster, or credit-card size, several a page."""

    LETTER = "letter"
    POSTER = "poster"
    CARD = "card"


class Signer(StrEnum):
    """Who signs, or puts a mark."""

    CONTRIBUTOR = "contributor"
    GUARDIAN = "guardian"
    CHILD = "child"
    WITNESS = "witness"
    INTERPRETER = "interpreter"
    READER = "reader"
    STAFF = "staff"
    SAFEGUARDING = "safeguarding"
    PHOTOGRAPHER = "photographer"
    RECIPIENT = "recipient"
    MODEL = "model"


class Layout(StrEnum):
    """How the choices of a clause stand on the page."""

    LIST = "list"
    COLUMNS = "columns"
    PICTURES = "pictures"
    """A pictogram over each choice, in a strip."""
    PICTURES_YES_NO = "pictures-yes-no"
    """A pictogram over each choice, and under it a yes and a no, each with its thumb."""
    YES_NO = "yes-no"
    """Two tick boxes for each choice: a yes and a no."""
    FACES = "faces"
    """Faces to point at, for a child: glad, unsure, unhappy."""


WITH_PICTURES = frozenset({Layout.PICTURES, Layout.PICTURES_YES_NO, Layout.FACES})
WITH_ANSWERS = frozenset({Layout.YES_NO, Layout.PICTURES_YES_NO})
"""Layouts with two tick boxes for each choice: `<id>.yes` and `<id>.no`."""


class Facts(Value):
    """What is so for one letter; parts and choices of a form depend on it."""

    has_interpreter: bool = False
    has_witness: bool = False
    is_child: bool = False
    leaves_copy: bool = True
    """`False`: a copy is not safe for the person, and none is offered."""
    shows_face: bool = False
    """The safeguarding lead agreed that this person may be asked about showing the face."""
    names_fully: bool = False
    """The safeguarding lead agreed that this person may be asked about the full name."""
    takes_thumbprint: bool = False


# On one line, and without the hidden marks that turn the direction of what stands there.
_Typed = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=300,
        pattern=ONE_LINE,
    ),
]


class LetterOrder(Value):
    """What one letter is made with, for one contributor in one language."""

    id: str | None = None
    """The letter's code; `None` makes a blank form."""
    organisation: _Typed
    """The name, or the alias that the paper may show."""
    blanks: dict[Name, date | int | _Typed] = Field(default_factory=dict)
    """By the blank's name. What stands in none of them and may stay empty becomes a line to write on."""
    offers: dict[str, Annotated[tuple[Name, ...], Field(min_length=1)]] = Field(default_factory=dict)
    """By clause (`L08`): the choices that are asked about. A clause not named offers all that it may."""
    facts: Facts = Facts()
    wants_neutral_title: bool = False
    shown_name: _Typed | None = None
    """The person's name, only where they want it on the paper; else the letter has a code and no name."""
    roster: tuple[_Typed, ...] = ()
    """The codes of a group, one a row."""
    stop_codes: tuple[_Typed, ...] = ()
    """What each of them names to stop, in the same order; `()` where nobody names any."""


class Run(Value):
    """Some words that are set alike; a value was merged in, and is isolated and kept together."""

    text: str
    is_value: bool = False
    is_strong: bool = False


Words = tuple[Run, ...]


class Heading(Value):
    """A clause's title."""

    kind: Literal["heading"] = "heading"
    words: Words


class Paragraph(Value):
    """Plain words; `is_note` is set smaller."""

    kind: Literal["paragraph"] = "paragraph"
    words: Words
    is_note: bool = False


class Points(Value):
    """A list without numbers."""

    kind: Literal["points"] = "points"
    items: tuple[Words, ...]


class Choice(Value):
    """A tick box; `id` is `L04.photo`, and `pictogram` the name of its picture where it has one."""

    id: str
    words: Words
    pictogram: str | None = None


class Choices(Value):
    """Tick boxes, in one group; a layout of `WITH_ANSWERS` has two for each choice.

    The words for yes and no are there for every layout, where the language has them: a letter that is read
    aloud asks for each choice.
    """

    kind: Literal["choices"] = "choices"
    layout: Layout
    options: tuple[Choice, ...]
    yes: str = ""
    no: str = ""


class WriteIn(Value):
    """A line to write on, or a value that is known already; `id` is `L22.questions`."""

    kind: Literal["write-in"] = "write-in"
    id: str
    label: Words
    value: str | None = None
    lines: int = 1


class Signature(Value):
    """A frame to sign in, with its date, and beside it one for a thumb-mark where that is offered."""

    kind: Literal["signature"] = "signature"
    signer: Signer
    label: str
    statement: Words = ()
    date_label: str
    thumbprint_label: str | None = None
    """`None`: none is asked for. The label says that it is optional."""


class Rows(Value):
    """A table with a heading row, such as the roster of a group: empty rows, or one for each person."""

    kind: Literal["rows"] = "rows"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    """The names of the columns where each row is a person's, by code: its boxes are read. Else `()`."""
    stop_codes: tuple[str, ...] = ()
    """What each row's person names to stop, one a row; `()` on sheets of before, and without people."""


Block = Annotated[
    Heading | Paragraph | Points | Choices | WriteIn | Signature | Rows, Field(discriminator="kind")
]


class TearOff(Value):
    """A strip that the holder cuts off and keeps.

    It says how to stop and until when: not who the holder is, nor what it is about.
    """

    keep: str
    """Such as `Keep this part`."""
    lines: tuple[Words, ...]


class LetterText(Value):
    """A letter filled in for one contributor in one language: everything that is printed, in reading order.

    Two languages of one letter have the same blocks in the same order, so that they can stand side by side.
    """

    id: str | None
    """The letter's code, `None` for a blank form; printed as the reference and in the QR code."""
    form: FormId
    form_version: int
    language: Language
    script: str
    is_right_to_left: bool
    status: TranslationStatus
    sheet: Sheet
    title: str
    organisation: str
    """The name or the alias that the paper may show."""
    reference: str
    """The line with the letter's code, in the language; empty for a blank form."""
    draft_mark: str | None
    """Stands on every page until the translation is approved."""
    page_label: str
    """Such as `Page {page} of {pages}`."""
    most_pages: int
    blocks: tuple[Block, ...]
    tear_off: TearOff | None = None
    """Below the last page's foot; `None` in letters of before, and where a copy is not safe."""
    letterhead: Letterhead | None = None
    """What stands at the head of the first page, kept with the letter as it was when that was made."""
