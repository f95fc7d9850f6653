"""The contact sheet of a story: every picture with its boxes, and what was found and decided."""

from datetime import datetime
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.pictures.images import Face, Image, Settlement
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value
from consentkit.domain.words.drafts import DraftPart


class SheetKind(StrEnum):
    """What kind of file a contact sheet is."""

    PDF = "pdf"
    HTML = "html"


class BoxState(StrEnum):
    """What a box on the sheet stands for; each has a colour, a pattern and a letter."""

    OPEN = "open"
    SHOWN = "shown"
    COVERED = "covered"
    DECLARED = "declared"
    NOT_A_FACE = "not-a-face"


LETTERS: dict[BoxState, str] = {
    BoxState.OPEN: "O",
    BoxState.SHOWN: "S",
    BoxState.COVERED: "C",
    BoxState.DECLARED: "D",
    BoxState.NOT_A_FACE: "N",
}
"""They stand beside the box's number, so that the sheet can be read in black and white."""


def state_of(face: Face) -> BoxState:
    """Return what a face's box stands for."""
    if face.settlement is Settlement.OPEN:
        return BoxState.OPEN
    if face.settlement is Settlement.NOT_A_FACE:
        return BoxState.NOT_A_FACE
    if face.must_be_covered:
        return BoxState.COVERED
    return BoxState.SHOWN if face.settlement is Settlement.LINKED else BoxState.DECLARED


class Drawn(Value):
    """A picture for eyes, as JPEG."""

    jpeg: bytes
    width_px: int
    height_px: int


class SheetCopy(Value):
    """A public copy, and how it looks; `drawn` is `None` where its file cannot be read."""

    made: PublicCopy
    drawn: Drawn | None


class SheetPicture(Value):
    """One picture: `drawn` has its boxes, and is `None` where the original cannot be opened (`problem`)."""

    image: Image
    faces: tuple[Face, ...]
    hidden: frozenset[Code] = frozenset()
    """The faces that are painted over on the sheet itself."""
    parts: tuple[DraftPart, ...] = ()
    """Where it stands in the draft."""
    copies: tuple[SheetCopy, ...] = ()
    drawn: Drawn | None = None
    problem: str | None = None


class ContactSheet(Value):
    """All that a contact sheet shows."""

    story: Code
    organisation: str
    made_at: datetime
    made_by: Handle
    is_uncovered: bool
    pictures: tuple[SheetPicture, ...]
