"""Where things stand on a printed page, to straighten a photograph of it and find its tick boxes.

All lengths are mm from the page's top left corner, to the right and down, for every script: a page set from
right to left is described as it is seen.
"""

from pydantic import Field

from consentkit.domain.values import Value

CODE_SIDE_MM = 35.0
"""The side of the QR code with its quiet edge of four modules on each side."""

MARK_SIDE_MM = 4.0
MARK_HOLE_MM = 2.0
"""A hollow mark is a black square with a white square of this side in its middle."""

MARK_INSET_MM = 10.0
"""From the edges of the page to the centre of a mark: printers leave up to 6 mm bare, a mark begins at 8."""


SECOND_SIDE_MM = 9.4
SECOND_FOOT_MM = 6.0
"""From the page's foot to the small mark's dark square: printers leave so much bare."""


BESIDE_BOX_MM = 20.0
"""How far on both sides of a tick box words are kept whose letters a stroke joins: some are 14 mm long."""


class PaperArea(Value):
    """A rectangle on the page."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float


class Mark(Value):
    """A black square of MARK_SIDE_MM around a centre; the hollow one stands at the bottom left."""

    x_mm: float
    y_mm: float
    is_hollow: bool = False


class PageMap(Value):
    """One printed page: its size, its code, its four marks, and its tick boxes by id (`L04.photo`).

    `code` is the whole square of CODE_SIDE_MM, quiet edge included; the dark modules fill its middle. A tick
    box is measured along the outer edge of its printed frame.
    """

    width_mm: float
    height_mm: float
    code: PaperArea
    marks: tuple[Mark, ...]
    second: PaperArea | None = None
    """The dark square of the small mark at the foot, which names the page where glare hides the code.

    `None` too on pages of before.
    """
    tick_boxes: dict[str, PaperArea] = Field(default_factory=dict)
    signing: dict[str, PaperArea] = Field(default_factory=dict)
    """Where somebody signs, presses a thumb or writes the day, by who and what (`contributor.signature`).

    Empty too in maps of before, which did not keep it.
    """

    joined_words: tuple[PaperArea, ...] = ()
    """The stroke that joins the letters of each word beside a tick box, in scripts that have one.

    Empty too in maps of before: what is as long as a word may then be a line that strikes it out.
    """


class PageMaps(Value):
    """The pages of one letter, as they were set when it was made; kept in the vault with it."""

    pages: tuple[PageMap, ...]


def marks_for(width_mm: float, height_mm: float) -> tuple[Mark, ...]:
    """Return the marks of a page of this size: top left, top right, bottom right, bottom left (hollow)."""
    right, bottom = width_mm - MARK_INSET_MM, height_mm - MARK_INSET_MM
    return (
        Mark(x_mm=MARK_INSET_MM, y_mm=MARK_INSET_MM),
        Mark(x_mm=right, y_mm=MARK_INSET_MM),
        Mark(x_mm=right, y_mm=bottom),
        Mark(x_mm=MARK_INSET_MM, y_mm=bottom, is_hollow=True),
    )


def code_at(left_mm: float, top_mm: float) -> PaperArea:
    """Return the area of a code whose quiet edge begins at this point."""
    return PaperArea(
        left_mm=left_mm, top_mm=top_mm, right_mm=left_mm + CODE_SIDE_MM, bottom_mm=top_mm + CODE_SIDE_MM
    )
