"""Letters for a roster: a CSV file with one row a person, read, checked whole, and made one by one."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.codes import parse_code
from consentkit.domain.errors import ConsentkitError, InvalidInput, Stopped
from consentkit.domain.letters.forms import Form
from consentkit.domain.letters.orders import read_blanks
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.forms import forms_of, get_form, get_wording
from consentkit.usecases.letters.letters import MadeLetter, NewLetter, find_or_make_letter
from consentkit.usecases.workspaces import Workspace

CONTRIBUTOR, LANGUAGE, STORY, NAME = "contributor", "language", "story", "name"
"""The columns that are no blank; every other column is named after one."""

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000


@dataclass(frozen=True)
class RosterRow:
    """A row of a roster: its number in the file (the first row below the headings is 2), whom it names, and
    the letter that it asks for, or what is wrong in it."""

    number: int
    contributor: str
    language: str
    letter: NewLetter | None
    error: ConsentkitError | None


def read_roster(workspace: Workspace, roster: Incoming, usual: NewLetter) -> tuple[NewLetter, ...]:
    """Return one letter to be made for each row of a CSV file (UTF-8, first row: names of the columns).

    `usual` says the form, and what every row has unless its own column says otherwise. A `name` is printed
    only where a row has one. Everything is checked before anything is made. Raises InvalidInput:
    `file-not-found`, `roster-unreadable`, `roster-empty`, `roster-too-long` (most), `roster-column-unknown`
    (column), and `roster-row` (row, problem) with the code of what is wrong in it.
    """
    letters = []
    for row in look_at_roster(workspace, roster, usual):
        if isinstance(row.error, InvalidInput):
            raise InvalidInput("roster-row", row=row.number, problem=row.error.code)
        if row.error is not None or row.letter is None:
            raise row.error or InvalidInput("roster-row", row=row.number, problem="")
        letters.append(row.letter)
    return tuple(letters)


def look_at_roster(workspace: Workspace, roster: Incoming, usual: NewLetter) -> tuple[RosterRow, ...]:
    """Return each row of a roster as `read_roster` reads it, with what is wrong in it, to be shown.

    Raises InvalidInput for a file that is no roster: all of `read_roster` but `roster-row`.
    """
    rows = _rows(roster)
    catalogue = forms_of(workspace)
    form = get_form(catalogue, usual.form)
    for column in rows[0]:
        if column not in {CONTRIBUTOR, LANGUAGE, STORY, NAME} and column not in form.blanks:
            raise InvalidInput("roster-column-unknown", column=column)
    return tuple(_row(catalogue, form, number, row, usual) for number, row in enumerate(rows, start=2))


def make_letters(
    workspace: Workspace, letters: Sequence[NewLetter], *, watch: Watcher = unwatched
) -> Iterator[MadeLetter]:
    """Make each letter and yield it; run again, one that is still out is not made a second time.

    Raises Stopped when `watch` cancels; what was made stays made. Raises what `make_letter` raises.
    """
    for done, new in enumerate(letters):
        try:
            watch(Step(done, len(letters), new.contributor or f"{done + 1}"))
        except Cancelled:
            raise Stopped("letters-stopped", done=done, total=len(letters)) from None
        yield find_or_make_letter(workspace, new)


def _rows(roster: Incoming) -> list[dict[str, str]]:
    try:
        return _kept_rows(_reader(roster.read().decode("utf-8-sig")), roster.name)
    except (UnicodeDecodeError, csv.Error):
        # csv.Error: a field longer than any name or blank, such as where a quotation mark was never closed.
        raise InvalidInput("roster-unreadable", file=roster.name) from None


def _reader(text: str) -> "csv.DictReader[str]":
    # Spreadsheets of many countries write semicolons.
    first = text.partition("\n")[0]
    return csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")


def _kept_rows(reader: "csv.DictReader[str]", name: str) -> list[dict[str, str]]:
    rows = [
        {
            (key or "").strip(): (value or "").strip()
            for key, value in row.items()
            if isinstance(value, str | None)
        }
        for row in reader
    ]
    rows = [row for row in rows if any(row.values())]
    if not rows:
        raise InvalidInput("roster-empty", file=name)
    if len(rows) > MOST_ROWS:
        raise InvalidInput("roster-too-long", most=MOST_ROWS)
    return rows


def _row(
    catalogue: FormCatalogue, form: Form, number: int, row: dict[str, str], usual: NewLetter
) -> RosterRow:
    contributor, language = row.get(CONTRIBUTOR, ""), row.get(LANGUAGE) or usual.language
    try:
        letter = _letter(row, usual)
        get_wording(catalogue, form, letter.language)
        read_blanks(form, letter.blanks)
    except ConsentkitError as error:
        return RosterRow(number, contributor, language, None, error)
    return RosterRow(number, letter.contributor or "", language, letter, None)


def _letter(row: dict[str, str], usual: NewLetter) -> NewLetter:
    own = {column: value for column, value in row.items() if value}
    return usual.model_copy(
        update={
            "contributor": parse_code(own.pop(CONTRIBUTOR), "C") if CONTRIBUTOR in own else usual.contributor,
            "story": parse_code(own.pop(STORY), "S") if STORY in own else usual.story,
            "language": own.pop(LANGUAGE, usual.language),
            "shown_name": own.pop(NAME, usual.shown_name),
            "blanks": usual.blanks | own,
        }
    )
