"""Letters for a roster: a CSV file with one row a person, read, checked whole, and all made or none."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.codes import parse_code
from consentkit.domain.errors import Fault, InvalidInput, Stopped
from consentkit.domain.letters.forms import Form
from consentkit.domain.letters.values import ORGANISATION
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.forms import forms_of, get_form
from consentkit.usecases.letters.letters import find_or_make_letters
from consentkit.usecases.letters.orders import (
    CONTRIBUTOR,
    LANGUAGE,
    NAME,
    STORY,
    NewLetter,
    in_row,
    order_faults,
)
from consentkit.usecases.letters.prints import MadeLetter
from consentkit.usecases.letters.spreadsheets import HEADING_ROW, read_spreadsheet
from consentkit.usecases.workspaces import Workspace

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000


@dataclass(frozen=True)
class RosterRow:
    """A row of a roster: its number in the file (the headings are row 1), whom it names, the letter that it
    asks for, and all that is wrong in it."""

    number: int
    contributor: str
    language: str
    letter: NewLetter
    faults: tuple[Fault, ...] = ()


def read_roster(workspace: Workspace, roster: Incoming, usual: NewLetter) -> tuple[RosterRow, ...]:
    """Return the rows of a CSV file (UTF-8, first row: names of the columns), with nothing wrong in them.

    `usual` says the form, and what every row has unless its own column says otherwise. A `name` is printed
    only where a row has one. Raises InvalidInput: `file-not-found`, `roster-unreadable`, `roster-empty`,
    `roster-too-long` (most), and `roster-faults` (count) with every fault of every row.
    """
    rows = look_at_roster(workspace, roster, usual)
    _refuse(tuple(fault for row in rows for fault in row.faults))
    return rows


def look_at_roster(workspace: Workspace, roster: Incoming, usual: NewLetter) -> tuple[RosterRow, ...]:
    """Return each row of a roster as `read_roster` reads it, with what is wrong in it, to be shown.

    Raises InvalidInput for a file that is no roster: as `read_roster`, `roster-faults` only for headings.
    """
    catalogue = forms_of(workspace)
    form = get_form(catalogue, usual.form)
    headings, records = read_spreadsheet(roster, unreadable="roster-unreadable", empty="roster-empty")
    names = [heading.strip() for heading in headings]
    _refuse(tuple(_heading_faults(form, names, [cells for _number, cells in records])))
    if not records:
        raise InvalidInput("roster-empty", file=roster.name)
    if len(records) > MOST_ROWS:
        raise InvalidInput("roster-too-long", most=MOST_ROWS)
    rows = [_row(workspace, catalogue, usual, number, _cells(headings, cells)) for number, cells in records]
    return tuple(_each_once(rows))


def make_letters(
    workspace: Workspace, rows: Sequence[RosterRow], *, watch: Watcher = unwatched
) -> tuple[MadeLetter, ...]:
    """Make the letters of all rows in one act, or none; run again, one that is still out is not made twice.

    Raises Stopped when `watch` cancels, and then nothing was made; InvalidInput `roster-faults` (count)
    where pages cannot be set, and what `make_letter` raises.
    """

    def watched(place: int) -> None:
        try:
            watch(Step(place, len(rows), rows[place].contributor or f"{place + 1}"))
        except Cancelled:
            raise Stopped("roster-stopped", done=0, total=len(rows)) from None

    try:
        return find_or_make_letters(workspace, [row.letter for row in rows], watch=watched)
    except InvalidInput as error:
        faults = error.faults or (Fault(error, row=0),)
        _refuse(tuple(replace(fault, row=rows[fault.row or 0].number) for fault in faults))
        raise


def _refuse(faults: tuple[Fault, ...]) -> None:
    if faults:
        raise InvalidInput("roster-faults", *faults, count=len(faults))


_Cells = dict[str, str] | InvalidInput
"""The cells of a row by their heading; or why the row cannot be parted into them."""


def _heading_faults(form: Form, names: list[str], rows: list[list[str]]) -> Iterator[Fault]:
    known = {CONTRIBUTOR, LANGUAGE, STORY, NAME, ORGANISATION, *form.blanks}
    for name, count in Counter(names).items():
        if name and count > 1:
            yield Fault(InvalidInput("roster-heading-twice", column=name), HEADING_ROW, name)
        if name and name not in known:
            yield Fault(InvalidInput("roster-column-unknown", column=name), HEADING_ROW, name)
    for place, name in enumerate(names):
        if not name and any(cells[place].strip() for cells in rows if len(cells) > place):
            yield Fault(InvalidInput("roster-heading-missing", place=place + 1), HEADING_ROW)


def _cells(headings: list[str], cells: list[str]) -> _Cells:
    if len(cells) != len(headings):
        return InvalidInput("roster-cells", cells=len(cells), headings=len(headings))
    pairs = list(zip(headings, cells, strict=True))
    for heading, cell in pairs:
        # "our report, and posters" typed without quotes moves every cell after it into the next column.
        if cell[:1].isspace() and cell.strip() and not heading[:1].isspace():
            return InvalidInput("roster-space", column=heading.strip(), cell=cell.strip())
    return {heading.strip(): cell.strip() for heading, cell in pairs if heading.strip()}


def _row(
    workspace: Workspace, catalogue: FormCatalogue, usual: NewLetter, number: int, cells: _Cells
) -> RosterRow:
    if isinstance(cells, InvalidInput):
        return RosterRow(number, "", usual.language, usual, (Fault(cells, number),))
    letter, faults = _letter(cells, usual)
    faults += order_faults(workspace, catalogue, letter)
    columns = {column: place for place, column in enumerate(cells)}
    # As one reads the row; what belongs to no cell of it comes first.
    faults = tuple(sorted(faults, key=lambda fault: columns.get(fault.column or "", -1)))
    contributor = letter.contributor or cells.get(CONTRIBUTOR, "")
    return RosterRow(number, contributor, letter.language, letter, in_row(faults, number))


def _letter(cells: dict[str, str], usual: NewLetter) -> tuple[NewLetter, tuple[Fault, ...]]:
    own = {column: value for column, value in cells.items() if value}
    codes, faults = {CONTRIBUTOR: usual.contributor, STORY: usual.story}, []
    for column, prefix in ((CONTRIBUTOR, "C"), (STORY, "S")):
        try:
            if column in own:
                codes[column] = parse_code(own.pop(column), "C" if prefix == "C" else "S")
        except InvalidInput as error:
            faults.append(Fault(error, column=column))
    letter = usual.model_copy(
        update={
            **codes,
            "language": own.pop(LANGUAGE, usual.language),
            "shown_name": own.pop(NAME, usual.shown_name),
            "organisation": own.pop(ORGANISATION, usual.organisation),
            "blanks": usual.blanks | own,
        }
    )
    return letter, tuple(faults)


def _each_once(rows: list[RosterRow]) -> Iterator[RosterRow]:
    """Yield the rows; one that asks for a letter that an earlier row asks for too has that fault."""
    firsts: dict[str, int] = {}
    for row in rows:
        first = firsts.setdefault(row.letter.model_dump_json(), row.number)
        is_again = first != row.number and row.contributor and not row.faults
        fault = Fault(InvalidInput("roster-row-twice", first=first), row.number)
        yield replace(row, faults=(fault,)) if is_again else row
