"""The rows of a group's sheet: one person's answer each, in the same tick boxes as a letter of their own."""

from collections.abc import Iterable
from datetime import date

from consentkit.domain.codes import Code
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.letters import LetterText, Rows
from consentkit.domain.letters.printed import Printed
from consentkit.domain.letters.records import Letter
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value

_COLUMN = "roster-"
_NO = "no"
_YES_BOX, _NO_BOX = "L24.yes", "L24.no"
_MEANS: dict[str, tuple[str, ...]] = {
    "photo": ("L04.photo",),
    "internet": ("L08.website", "L08.social"),
    "print": ("L08.print",),
    "press": ("L08.press", "L08.broadcast"),
    "hidden": ("L05.face-hidden",),
    _NO: (_NO_BOX,),
}
"""What a column allows, in the boxes of a letter of one's own. A column that is not here is not read."""

SIGNED = "mark"
SIGNED_COLUMN = f"{_COLUMN}{SIGNED}"
"""The column to sign in."""


class RosterRow(Value):
    """One person's row on a group's sheet; `confirmed_on` is `None` until a person said what it says."""

    id: str
    """The letter's code, a stroke, the contributor's."""
    letter: Code
    contributor: Code
    place: int
    """Counted from 1, as printed."""
    is_child: bool
    """On the day on which the sheet was made: the answer of a child is an assent."""
    stop_code: Code | None = None
    """What its person names to stop, as printed; `None` on sheets of before."""
    columns: tuple[str, ...]
    """What can be ticked in it, as printed: `photo`, `internet`."""
    ticked: tuple[str, ...] | None = None
    """The columns ticked (`photo`); `None` where nobody said yet, or where the person was not there."""
    release: str | None = None
    """The vault name of the sheet as it was confirmed."""
    confirmed_on: date | None = None
    confirmed_by: Handle | None = None

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has said yet what stands in it."""
        return self.confirmed_on is None

    @property
    def was_absent(self) -> bool:
        """Tell whether a person looked and said that its person was not there."""
        return self.confirmed_on is not None and self.ticked is None


def row_id(letter: str, contributor: str) -> str:
    """Return the key of a row."""
    return f"{letter}/{contributor}"


def columns_of(block: Rows) -> tuple[str, ...]:
    """Return the columns of a sheet that can be ticked, by the names in its boxes' ids."""
    names = (column.removeprefix(_COLUMN) for column in block.columns)
    return tuple(name for name in names if name in _MEANS)


def name_of_column(column: str) -> str:
    """Return a column's name as it stands in the ids of its boxes."""
    return column.removeprefix(_COLUMN)


def box_of_row(contributor: str, column: str) -> str:
    """Return the id of a row's box: `C-7K3Q-X9MN.photo`."""
    return f"{contributor}.{column}"


def rows_of(text: LetterText) -> dict[str, tuple[str, ...]]:
    """Return what each person can tick on a sheet, by the contributor's code, in the order of the rows."""
    return {
        row[0]: columns_of(block)
        for block in text.blocks
        if isinstance(block, Rows)
        for row in block.rows
        if block.columns and row[0]
    }


def stop_codes_in(text: LetterText) -> dict[str, str]:
    """Return what each person names to stop, by the contributor's code; empty on sheets of before."""
    return {
        row[0]: code
        for block in text.blocks
        if isinstance(block, Rows)
        for row, code in zip(block.rows, block.stop_codes, strict=False)
    }


def boxes_in_rows(text: LetterText) -> tuple[str, ...]:
    """Return the ids of the tick boxes in a sheet's rows, in reading order; `()` for any other letter."""
    return tuple(box_of_row(person, column) for person, own in rows_of(text).items() for column in own)


def in_rows(boxes: Iterable[str], contributor: str) -> frozenset[str]:
    """Return the columns that are among these boxes in somebody's row."""
    start = f"{contributor}."
    return frozenset(box.removeprefix(start) for box in boxes if box.startswith(start))


def answer_of_row(columns: Iterable[str]) -> frozenset[str]:
    """Return what a row says, in the boxes of a letter of one's own: a no wins over all that is ticked.

    It is a yes where both what may be used and where it may appear are ticked. The face stays hidden: a
    sheet for many asks nobody whether it may be shown.
    """
    said = set(columns)
    if _NO in said:
        return frozenset({_NO_BOX})
    boxes = {box for column in said for box in _MEANS.get(column, ())}
    has_use = any(box.startswith("L04.") for box in boxes)
    has_place = any(box.startswith("L08.") for box in boxes)
    return frozenset(boxes | ({_YES_BOX} if has_use and has_place else set()))


def printed_for_row(printed: Printed, row: RosterRow) -> Printed:
    """Return what bounds the answer of one row: the sheet's words, and the boxes of its columns."""
    boxes = [box for column in row.columns for box in _MEANS.get(column, ())]
    # The face is hidden and no name is given, also where the sheet has no column for it.
    boxes += ["L05.none", "L06.none", _YES_BOX]
    # Rows are signed in the sheet's own column, which is no signature of a letter.
    return printed.model_copy(update={"boxes": tuple(boxes), "signers": None})


def letter_of_row(letter: Letter, row: RosterRow) -> Letter:
    """Return a sheet as the paper of one of its people: of a child it is the child's own."""
    purpose = FormPurpose.ASSENT if row.is_child else letter.purpose
    return letter.model_copy(update={"contributor": row.contributor, "purpose": purpose})
