"""Letters that were made, their pages that came back signed, and the release that these become."""

from datetime import date
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.letters import FormId, Language, LetterText
from consentkit.domain.letters.printed import Printed
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value, digest_of


class Paper(StrEnum):
    """The size of the sheet."""

    A4 = "a4"
    LETTER = "letter"


class Printing(Value):
    """How a letter is printed: the same printing of the same text gives the same bytes."""

    paper: Paper = Paper.A4
    large_print: bool = False
    beside: Language | None = None
    """A second language for staff, in a second column."""
    facing: bool = False
    """The second language on facing pages, not in a column."""


class LetterPaper(Value):
    """What a letter says, in one or two languages, and how it is printed: all that its pages depend on."""

    text: LetterText
    beside: LetterText | None = None
    printing: Printing = Printing()

    @property
    def digest(self) -> str:
        """The SHA-256 of all this, as 64 lower-case hex digits."""
        return digest_of(self)


class LetterState(StrEnum):
    """What a letter has come to. `wording` holds the words for each."""

    OUT = "out"
    BACK = "back"
    """At least one page came back, and nobody confirmed what is ticked."""
    CONFIRMED = "confirmed"
    ASIDE = "aside"


class Letter(Value):
    """A letter that was made. Its words lie in the vault, for they may hold a name."""

    id: Code
    form: FormId
    form_version: int
    purpose: FormPurpose
    language: Language
    contributor: Code | None = None
    story: Code | None = None
    paper: str
    """The vault name of the `LetterPaper`."""
    digest: str
    wording: str | None = None
    """The digest of the form's words that it was made of (`digest_of_words`); `None` in letters of before.

    Only a recording of these very words is played with it.
    """
    made_on: date
    made_by: Handle
    set_aside_on: date | None = None
    """It was not used and will not come back."""
    printed: Printed | None = None
    """What bounds the answers recorded from it; `None` in letters of before, where its words tell."""
    given_to: Handle | None = None
    """Who prints it, beside who made it."""
    page_maps: str | None = None
    """The vault name of the `PageMaps`: where its boxes stand. `None` in letters of before: nothing is
    suggested for their pages."""


class TickState(StrEnum):
    """What a tick box on a signed page seems to hold; a person confirms it."""

    TICKED = "ticked"
    EMPTY = "empty"
    UNSURE = "unsure"


class Ink(StrEnum):
    """What seems to stand where somebody signs, presses a thumb or writes the day; a person looks."""

    FOUND = "found"
    NOTHING = "nothing"
    NOT_LOOKED = "not-looked"
    """Where it stands was not kept, or nobody can tell."""


class ReturnNote(StrEnum):
    """What a person should know of a page that came back; nothing is thrown away."""

    NO_CODE = "no-code"
    """No code of ours was found on it: a person says which letter it is."""
    DAMAGED = "damaged"
    """This page of the file could not be opened."""
    LETTER_UNKNOWN = "letter-unknown"
    """Its code names a letter, or a page, that these records do not know."""
    BLANK_FORM = "blank-form"
    """Its code is of a blank form, which belongs to nobody yet."""
    NO_MAP = "no-map"
    """Where its boxes stand was not kept when the letter was made: a person reads them."""
    FRAMES_ELSEWHERE = "frames-elsewhere"
    """Its boxes do not stand where they were printed: nothing is suggested."""
    NOT_STRAIGHT = "not-straight"
    """It could not be straightened well enough to read its tick boxes."""
    CUT_OFF = "cut-off"
    """A part of the page lies outside the picture."""
    LOW_RESOLUTION = "low-resolution"
    """Handwriting may not be legible."""


class ReturnedPage(Value):
    """One page that came back: a photograph or a scan, or a page of one."""

    id: Code
    letter: Code | None
    page: int | None
    """Counted from 1, as the code on the paper says; `None` where nothing says it."""
    pages: int | None
    original: str
    """The vault name of the file as it came."""
    digest: str
    """The SHA-256 of that file's bytes."""
    original_page: int
    """Which page of the file, from 1."""
    straightened: str | None
    """The vault name of the page, made upright and flat (JPEG)."""
    ticks: dict[str, TickState]
    """What its tick boxes seem to hold, by choice (`L04.photo`)."""
    signing: dict[str, Ink] | None = None
    """What seems to stand where somebody signs (`contributor.signature`); `None`: nobody looked."""
    notes: tuple[ReturnNote, ...]
    taken_in_on: date
    taken_in_by: Handle
    set_aside_on: date | None = None


class ReleaseContent(Value):
    """What the vault keeps of a signed letter for ever: its exact words, its pages, and what was ticked."""

    letter: Letter
    paper: LetterPaper
    pages: tuple[ReturnedPage, ...]
    ticked: tuple[str, ...]
    confirmed_on: date
    confirmed_by: Handle


class Release(Value):
    """A letter that came back signed, as a person confirmed it."""

    letter: Code
    file: str
    """The vault name of the `ReleaseContent`; a consent names it as its release."""
    ticked: tuple[str, ...]
    confirmed_on: date
    confirmed_by: Handle


class WordingReview(Value):
    """A language's words as somebody who speaks it found them; holds for these words and no others."""

    language: Language
    digest: str
    """The SHA-256 of the language's file."""
    is_approved: bool
    """`True`: the organisation prints them without the mark of unreviewed words."""
    reviewer: Handle
    reviewed_on: date
