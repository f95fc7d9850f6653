"""A group's signed sheet: each row as a person read it becomes that contributor's consent, or their no."""

from collections.abc import Sequence
from dataclasses import dataclass

from consentkit.domain.consents import Assent, Consent
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.papers import is_no
from consentkit.domain.letters.records import Letter, LetterPaper, Release, ReleaseContent, ReturnedPage
from consentkit.domain.letters.rosters import (
    RosterRow,
    answer_of_row,
    box_of_row,
    boxes_in_rows,
    letter_of_row,
)
from consentkit.store.consents import assents_from_letter, consents_with_release
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters, release_of, releases, rows_of_letter
from consentkit.store.letters.letters import pages_of_letter as stored_pages
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.row_meanings import (
    NOWHERE_YET,
    UNSIGNED,
    RowMeaning,
    Said,
    Signing,
    meanings_of,
)
from consentkit.usecases.consents.row_records import RowRecords
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.letters.releases import check_all_back, check_boxes, check_opened, release_content
from consentkit.usecases.letters.returns import check_open, count_pages
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class ConfirmedRows:
    """What became of the rows of one act; `release` is there once every row of the sheet is confirmed."""

    letter: str
    file: str
    """The vault name of the sheet as it was confirmed."""
    meanings: tuple[RowMeaning, ...]
    consents: tuple[Consent, ...]
    assents: tuple[Assent, ...]
    waiting: tuple[str, ...]
    release: Release | None


def confirm_rows(
    workspace: Workspace,
    letter: str,
    said: Said,
    signing: Signing = UNSIGNED,
    *,
    ticked: frozenset[str] = frozenset(),
    seen: Sequence[ReturnedPage] | None = None,
) -> ConfirmedRows:
    """Record what a person saw in these rows of a sheet, and what follows for each contributor, in one act.

    A row with a no performs it. A yes becomes a consent, of a child an assent, and says no more than the
    sheet prints. Rows that are not named wait, and hold the gate. `ticked` are boxes that stand in no row.
    Raises what `confirm_release` raises, and InvalidInput `letter-has-no-rows`, `rows-none`, `row-unknown`
    (contributor), `row-column-unknown` (column, known), `rows-need-day`, `rows-need-places`,
    `letter-has-no-end`; Conflict `row-confirmed` (contributor).
    """
    require(workspace.actor, EventName.ROWS_CONFIRMED)
    paper, count = open_letter(workspace, letter).paper, count_pages(workspace, letter)
    with workspace.change(EventName.ROWS_CONFIRMED) as change:
        found = check_open(change, letter)
        meanings = meanings_of(workspace, change.db, found, said, signing)
        for one in meanings:
            if not one.row.is_waiting:
                raise Conflict("row-confirmed", letter=letter, contributor=one.row.contributor)
        check_boxes(paper, ticked)
        pages = stored_pages(change.db, letter)
        if seen is not None and tuple(seen) != pages:
            raise Conflict("record-changed", kind="letter", id=letter, changed=("pages",))
        check_all_back(letter, count, pages)
        check_opened(change.db, change.actor, letter, pages)
        _check_signing(change, meanings, signing)
        boxes = _boxes(rows_of_letter(change.db, letter), meanings, ticked)
        content = release_content(change, found, paper, pages, boxes)
        return _confirm(change, RowRecords(workspace, change, content, signing), meanings)


def correct_rows(workspace: Workspace, letter: str, said: Said, signing: Signing = UNSIGNED) -> ConfirmedRows:
    """Record anew what confirmed rows say, and what follows, while nothing rests on what was said.

    Raises what `confirm_rows` raises, Conflict `row-waits` (contributor) for a row that nobody confirmed yet,
    and `release-relied-on` (letter, records) where an answer was recorded from a row, or where it said no: a
    no stays.
    """
    require(workspace.actor, EventName.RELEASE_CORRECTED)
    paper = open_letter(workspace, letter).paper
    with workspace.change(EventName.RELEASE_CORRECTED) as change:
        found = letters.get(change.db, letter)
        meanings = meanings_of(workspace, change.db, found, said, signing)
        for one in meanings:
            _check_correctable(change.db, found, one.row)
        pages = stored_pages(change.db, letter)
        check_opened(change.db, change.actor, letter, pages)
        _check_signing(change, meanings, signing)
        boxes = _boxes(rows_of_letter(change.db, letter), meanings, _outside(change, paper, meanings))
        content = release_content(change, found, paper, pages, boxes)
        return _correct(change, RowRecords(workspace, change, content, signing), meanings)


def rows_to_correct(workspace: Workspace, letter: str) -> tuple[RosterRow, ...]:
    """Return the rows of a sheet that were confirmed, and on which nothing rests yet. Raises NotFound."""
    db = workspace.records.db
    found = letters.get(db, letter)
    rows = rows_of_letter(db, letter)
    return tuple(row for row in rows if not row.is_waiting and not _relied_on_by(db, found, row))


def _confirm(change: Change, records: RowRecords, meanings: Sequence[RowMeaning]) -> ConfirmedRows:
    content, letter = records.content, records.content.letter
    file = records.close(meanings)
    change.record(
        letter.id,
        release=file,
        words=letter.digest,
        rows=[one.row.contributor for one in meanings],
        ticked=content.ticked,
        pages=[page.digest for page in content.pages],
    )
    made = records.record(meanings, file)
    waiting = tuple(row.contributor for row in rows_of_letter(change.db, letter.id) if row.is_waiting)
    release = None if waiting else records.release(file)
    if release is not None:
        releases.insert(change.db, release)
        change.record_also(
            EventName.RELEASE_CONFIRMED,
            release.letter,
            release=file,
            words=letter.digest,
            ticked=release.ticked,
            pages=[page.digest for page in content.pages],
        )
    return ConfirmedRows(letter.id, file, tuple(meanings), made.consents, made.assents, waiting, release)


def _correct(change: Change, records: RowRecords, meanings: Sequence[RowMeaning]) -> ConfirmedRows:
    content, letter = records.content, records.content.letter
    file, before = records.close(meanings), release_of(change.db, letter.id)
    release = None if before is None else records.release(file)
    if before is not None and release is not None:
        releases.update(change.db, release, expected=before)
    change.record(
        letter.id,
        release=file,
        ticked=content.ticked,
        rows=[one.row.contributor for one in meanings],
        was=[box_of_row(one.row.contributor, column) for one in meanings for column in one.row.ticked or ()],
    )
    made = records.record(meanings, file)
    waiting = tuple(row.contributor for row in rows_of_letter(change.db, letter.id) if row.is_waiting)
    return ConfirmedRows(letter.id, file, tuple(meanings), made.consents, made.assents, waiting, release)


def _outside(change: Change, paper: LetterPaper, meanings: Sequence[RowMeaning]) -> frozenset[str]:
    """Return what was ticked in no row when one of these was confirmed."""
    file = next(one.row.release for one in meanings)
    assert file is not None  # noqa: S101 - the row was confirmed
    before = ReleaseContent.model_validate_json(change.open_file(file))
    return frozenset(before.ticked) - set(boxes_in_rows(paper.text))


def _check_correctable(db: EncryptedDatabase, letter: Letter, row: RosterRow) -> None:
    if row.is_waiting:
        raise Conflict("row-waits", letter=letter.id, contributor=row.contributor)
    relied = _relied_on_by(db, letter, row)
    if relied:
        raise Conflict("release-relied-on", letter=letter.id, records=relied)


def _relied_on_by(db: EncryptedDatabase, letter: Letter, row: RosterRow) -> tuple[str, ...]:
    """Return the records that rest on a confirmed row; the sheet itself where it said no."""
    whole = release_of(db, letter.id)
    files = {row.release, whole and whole.file} - {None}
    given = [(one.id, one.contributor) for file in files for one in consents_with_release(db, file or "")]
    given += [(one.id, one.contributor) for one in assents_from_letter(db, letter.id)]
    rests = [code for code, person in given if person == row.contributor]
    purpose = letter_of_row(letter, row).purpose
    said_no = row.ticked is not None and is_no(purpose, answer_of_row(row.ticked))
    return tuple(rests or ([letter.id] if said_no else []))


def _check_signing(change: Change, meanings: Sequence[RowMeaning], signing: Signing) -> None:
    said_yes = [one for one in meanings if one.is_yes]
    if not said_yes:
        return
    change.check_day()
    if signing.given_on is None:
        raise InvalidInput("rows-need-day")
    if any(one.scope and one.scope.places == NOWHERE_YET for one in said_yes):
        raise InvalidInput("rows-need-places")


def _boxes(
    rows: Sequence[RosterRow], meanings: Sequence[RowMeaning], ticked: frozenset[str]
) -> tuple[str, ...]:
    """Every box that was seen ticked so far: those in no row, then the rows in the order of the sheet."""
    said = {row.contributor: frozenset(row.ticked or ()) for row in rows}
    said |= {one.row.contributor: one.said or frozenset() for one in meanings}
    own = [
        box_of_row(row.contributor, column)
        for row in rows
        for column in row.columns
        if column in said[row.contributor]
    ]
    return (*sorted(ticked), *own)
