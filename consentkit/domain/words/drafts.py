"""The draft of a story, and what was found inside the document: pictures, pages, and what no program sees."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from consentkit.domain.codes import Code
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value, none_of_before

LOOK = 7
"""By which rules a document is looked into now: higher once something is told that was passed over before."""


class DraftFormat(StrEnum):
    """The kinds of document that are looked into."""

    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    EPUB = "epub"
    OPEN_DOCUMENT = "open-document"


class Location(StrEnum):
    """Where something stands in a document, with a number from one; kept in the column `place`."""

    PAGE = "page"
    SLIDE = "slide"
    CHAPTER = "chapter"
    PICTURE = "picture"
    """The so-manieth of the document: a DOCX has no pages until somebody prints it."""
    PREVIEW = "preview"
    """The small picture of the document that a list of files shows."""
    FILE = "file"
    """In the file, and on no page: a background, a master, something left over."""


class Holds(StrEnum):
    """What stands there."""

    PICTURE = "picture"
    WHOLE_PAGE = "whole-page"
    """The page as it is printed: drawings, tiles and what lies over each other are seen so."""

    DRAWING = "drawing"
    CHART = "chart"
    DOCUMENT = "document"
    SOUND_OR_FILM = "sound-or-film"
    ELSEWHERE = "elsewhere"
    """Shown from a place outside of the file."""
    EARLIER_VERSION = "earlier-version"
    LEFT_OVER = "left-over"
    """Deleted, and still in the file."""

    UNREADABLE_PICTURE = "unreadable-picture"
    COMMENTS = "comments"
    TRACKED_CHANGES = "tracked-changes"
    NOTES = "notes"
    """What a speaker says to a slide."""

    HIDDEN_SLIDE = "hidden-slide"
    HIDDEN_WORDS = "hidden-words"
    """Words that nobody sees on the page: hidden, white, tiny, beside it, read aloud for a picture."""

    COVERED_WORDS = "covered-words"
    """Words with something drawn over them, which are still there."""

    PROPERTIES = "properties"
    """Author, title, company and the like, in the file and on no page."""

    NAMES = "names"
    """Words in the file that name something and stand on no page, each of them listed."""

    UNKNOWN = "unknown"


SEEN_BY_PROGRAM = frozenset({Holds.PICTURE, Holds.WHOLE_PAGE})
"""What becomes an image of the story. A person looks at anything else and says what it is."""


class DraftPart(Value):
    """One thing in a draft: an image of the story, or something that a person has to look at.

    `number` counts the draft's parts from one, `position` stands with `place`, as in page 3. `digest` is
    that of the picture's own bytes, `image` the image of the story that it is, or is the public copy of.
    `words` are those that a person reads there, where they can be listed; `()` is none.
    """

    story: Code
    draft: str
    number: int
    place: Location
    position: int
    holds: Holds
    digest: str | None = None
    image: Code | None = None
    words: Annotated[tuple[str, ...], BeforeValidator(none_of_before)] = ()
    why: str | None = None
    seen_by: Handle | None = None
    seen_at: datetime | None = None

    @property
    def waits_for_a_look(self) -> bool:
        """Tell whether no program sees into it, and nobody has said yet what it shows."""
        return self.image is None and self.seen_by is None


class Draft(Value):
    """A story's document as it was looked into: `name` is that of the vault."""

    name: str
    story: Code
    format: DraftFormat
    pages: int
    """Pages, slides or chapters; nought where a format has none."""
    opened_at: datetime
    look: int | None = None
    """By which rules it was looked into; `None` is by those of before they had a number."""

    parts: tuple[DraftPart, ...] = ()

    @property
    def is_looked_into(self) -> bool:
        """Tell whether all was told of it that is told today."""
        return (self.look or 0) >= LOOK

    @property
    def page_images(self) -> frozenset[str]:
        """The images that are nothing but whole pages of it."""
        pictures = {part.image for part in self.parts if part.holds is not Holds.WHOLE_PAGE}
        return frozenset(part.image for part in self.parts if part.image and part.image not in pictures)
