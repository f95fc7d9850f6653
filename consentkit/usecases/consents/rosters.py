"""A group's signed sheet: each row as a person read it becomes that contributor's consent, or their no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consentkit.domain.codes import new_code
from consentkit.domain.consents import (
    Appearance,
    Assent,
    AssentMethod,
    Consent,
    Decision,
    Naming,
    Place,
    Scope,
)
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.papers import is_yes
from consentkit.domain.letters.printed import Printed
from consentkit.domain.letters.records import Letter, Release, ReleaseContent, ReturnedPage
from consentkit.domain.letters.rosters import (
    RosterRow,
    answer_of_row,
    box_of_row,
    letter_of_row,
    printed_for_row,
)
from consentkit.domain.letters.scopes import audiences_on, beyond_paper, channels_on, media_on
from consentkit.store.consents import assents
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters, releases, roster_rows, rows_of_letter
from consentkit.store.letters.letters import pages_of_letter as stored_pages
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.consents import check_answer, keep_answer
from consentkit.usecases.consents.papers import (
    NewConsent,
    beyond_manner,
    check_assent,
    check_no_paper_against,
)
from consentkit.usecases.letters.letters import open_letter
from consentkit.usecases.letters.noes import PaperNo, no_of, perform_no
from consentkit.usecases.letters.papers import printed_on
from consentkit.usecases.letters.returns import (
    check_all_back,
    check_boxes,
    check_open,
    check_opened,
    count_pages,
)
from consentkit.usecases.workspaces import Workspace

Columns = frozenset[str]

Said = Mapping[str, Columns | None]
"""What a person saw in rows, by the contributor's code: the columns ticked; `None`: nobody was there."""


@dataclass(frozen=True)
class RowMeaning:
    """What a row does when it is confirmed."""

    row: RosterRow
    said: Columns | None
    no: PaperNo | None = None
    """It says no: what that takes back and refuses."""
    scope: Scope | None = None
    """It says yes, to so much at most; its places are those that were named."""
    against: Refused | None = None
    """It says yes, and a no of the same person stands against it: nothing is recorded."""

    @property
    def is_yes(self) -> bool:
        """Tell whether a consent, or a child's assent, comes of it."""
        return self.scope is not None and self.against is None


@dataclass(frozen=True)
class Signing:
    """When and for where the people of a sheet said yes; neither is printed in a row."""

    given_on: date | None = None
    places: frozenset[Place] = frozenset()


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


def rows_on(workspace: Workspace, letter: str) -> tuple[RosterRow, ...]:
    """Return the rows of a group's sheet as printed; `()` for any other letter. Raises NotFound."""
    letters.get(workspace.records.db, letter)
    return rows_of_letter(workspace.records.db, letter)


def foresee_rows(
    workspace: Workspace, letter: str, said: Said, signing: Signing = Signing()
) -> tuple[RowMeaning, ...]:
    """Return what confirming these rows would do, in the order of the sheet. Raises as `confirm_rows`."""
    found = letters.get(workspace.records.db, letter)
    return _meanings(workspace, workspace.records.db, found, said, signing)


def confirm_rows(
    workspace: Workspace,
    letter: str,
    said: Said,
    signing: Signing = Signing(),
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
        meanings = _meanings(workspace, change.db, found, said, signing)
        check_boxes(paper, ticked)
        pages = stored_pages(change.db, letter)
        if seen is not None and tuple(seen) != pages:
            raise Conflict("record-changed", kind="letter", id=letter, changed=("pages",))
        check_all_back(letter, count, pages)
        check_opened(change.db, change.actor, letter, pages)
        _check_signing(change, meanings, signing)
        content = ReleaseContent(
            letter=found,
            paper=paper,
            pages=pages,
            ticked=_boxes(rows_of_letter(change.db, letter), meanings, ticked),
            confirmed_on=change.today,
            confirmed_by=change.actor.handle,
        )
        return _Confirming(workspace, change, content, signing).run(meanings)


def _meanings(
    workspace: Workspace, db: EncryptedDatabase, letter: Letter, said: Said, signing: Signing
) -> tuple[RowMeaning, ...]:
    rows = {row.contributor: row for row in rows_of_letter(db, letter.id)}
    if not rows:
        raise InvalidInput("letter-has-no-rows", letter=letter.id)
    if not said:
        raise InvalidInput("rows-none")
    for person, columns in said.items():
        _check_row(letter, rows.get(person), person, columns)
    reading = _Reading(workspace, db, letter, signing, printed_on(workspace.records.vault, letter))
    named = [row for row in rows.values() if row.contributor in said]
    return tuple(reading.meaning(row, said[row.contributor]) for row in named)


def _check_row(letter: Letter, row: RosterRow | None, person: str, columns: Columns | None) -> None:
    if row is None:
        raise InvalidInput("row-unknown", letter=letter.id, contributor=person)
    if not row.is_waiting:
        raise Conflict("row-confirmed", letter=letter.id, contributor=person)
    for column in sorted((columns or frozenset()) - set(row.columns)):
        raise InvalidInput("row-column-unknown", column=column, contributor=person, known=row.columns)


@dataclass(frozen=True)
class _Reading:
    """A sheet whose rows are read, with what they are held against."""

    workspace: Workspace
    db: EncryptedDatabase
    letter: Letter
    signing: Signing
    printed: Printed

    def meaning(self, row: RosterRow, said: Columns | None) -> RowMeaning:
        if said is None:
            return RowMeaning(row, None)
        answer, own = answer_of_row(said), letter_of_row(self.letter, row)
        no = no_of(self.db, own, answer)
        if no is not None or not is_yes(own.purpose, answer):
            return RowMeaning(row, said, no=no)
        scope = self._scope(printed_for_row(self.printed, row), answer)
        return RowMeaning(row, said, scope=scope, against=self._against(row, scope))

    def _scope(self, printed: Printed, answer: frozenset[str]) -> Scope:
        if printed.until is None:
            raise InvalidInput("letter-has-no-end", letter=self.letter.id)
        return Scope(
            media=media_on(answer),
            appearance=Appearance.FACE_HIDDEN,
            naming=Naming.NONE,
            channels=channels_on(answer),
            audiences=audiences_on(printed, answer) or frozenset(),
            places=self.signing.places or printed.places or _NOWHERE_YET,
            until=printed.until,
        )

    def _against(self, row: RosterRow, scope: Scope) -> Refused | None:
        if row.is_child:
            return None
        try:
            new = _new_consent(self.letter, row, scope, self.signing)
            check_no_paper_against(self.workspace, self.db, new)
        except Refused as refused:
            return refused
        return None


# Stands in what is foreseen until somebody names the places; nothing is recorded with it.
_NOWHERE_YET = frozenset({"ZZ"})


def _new_consent(letter: Letter, row: RosterRow, scope: Scope, signing: Signing) -> NewConsent:
    assert letter.story is not None  # noqa: S101 - a sheet with people's codes is about one story
    return NewConsent(
        contributor=row.contributor,
        story=letter.story,
        decision=Decision.YES,
        scope=scope,
        given_on=signing.given_on or letter.made_on,
        language=letter.language,
    )


def _check_signing(change: Change, meanings: Sequence[RowMeaning], signing: Signing) -> None:
    said_yes = [one for one in meanings if one.is_yes]
    if not said_yes:
        return
    change.check_day()
    if signing.given_on is None:
        raise InvalidInput("rows-need-day")
    if any(one.scope and one.scope.places == _NOWHERE_YET for one in said_yes):
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


@dataclass(frozen=True)
class _Confirming:
    """One act: the sheet as it was confirmed, and the rows that are recorded from it."""

    workspace: Workspace
    change: Change
    content: ReleaseContent
    signing: Signing

    def run(self, meanings: Sequence[RowMeaning]) -> ConfirmedRows:
        change, letter = self.change, self.content.letter
        file = change.keep_file(self.content.model_dump_json().encode())
        for one in meanings:
            self._close(one, file)
        change.record(
            letter.id,
            release=file,
            words=letter.digest,
            rows=[one.row.contributor for one in meanings],
            ticked=self.content.ticked,
            pages=[page.digest for page in self.content.pages],
        )
        # What the rows say stands in the records before anything is recorded from it.
        given = [self._consent(one, file) for one in meanings if one.is_yes and not one.row.is_child]
        agreed = [self._assent(one) for one in meanings if one.is_yes and one.row.is_child]
        for one in meanings:
            if one.no is not None:
                self._perform(one, file)
        waiting = tuple(row.contributor for row in rows_of_letter(change.db, letter.id) if row.is_waiting)
        release = None if waiting else self._finish(file)
        return ConfirmedRows(letter.id, file, tuple(meanings), tuple(given), tuple(agreed), waiting, release)

    def _close(self, one: RowMeaning, file: str) -> None:
        said = None if one.said is None else tuple(c for c in one.row.columns if c in one.said)
        closed = one.row.model_copy(
            update={
                "ticked": said,
                "release": file,
                "confirmed_on": self.change.today,
                "confirmed_by": self.change.actor.handle,
            }
        )
        roster_rows.update(self.change.db, closed, expected=one.row)

    def _consent(self, one: RowMeaning, file: str) -> Consent:
        assert one.scope is not None  # noqa: S101 - only a yes is recorded
        change, letter = self.change, self.content.letter
        new = _new_consent(letter, one.row, one.scope, self.signing)
        check_answer(change, new)
        self._check_bounds(new, one)
        consent, facts = keep_answer(change, new, file)
        change.record_also(EventName.CONSENT_RECORDED, consent.id, **(facts | {"letter": letter.id}))
        return consent

    def _check_bounds(self, new: NewConsent, one: RowMeaning) -> None:
        """Raise InvalidInput `scope-beyond-letter` (letter, beyond) for more than the sheet can bear."""
        assert new.scope is not None  # noqa: S101 - only a yes is recorded
        printed = printed_on(self.workspace.records.vault, self.content.letter)
        own = printed_for_row(printed, one.row)
        beyond = (
            *beyond_paper(new.scope, own, answer_of_row(one.said or ())),
            *beyond_manner(new, self.content, printed),
        )
        if beyond:
            title = (self.content.paper.text.title,)
            raise InvalidInput(
                "scope-beyond-letter", letter=self.content.letter.id, beyond=beyond, said=title
            )

    def _assent(self, one: RowMeaning) -> Assent:
        change, letter, person = self.change, self.content.letter, one.row.contributor
        assert letter.story is not None  # noqa: S101 - a sheet with people's codes is about one story
        assert self.signing.given_on is not None  # noqa: S101 - was asked for
        about = (person, letter.story)
        agreed = check_assent(self.workspace, change, about, Decision.YES, letter=letter.id, scope=None)
        assent = Assent(
            id=new_code("A"),
            contributor=person,
            story=letter.story,
            decision=Decision.YES,
            given_on=self.signing.given_on,
            method=AssentMethod.OWN_WORDS,
            letter=letter.id,
            scope=agreed,
        )
        assents.insert(change.db, assent)
        change.record_also(
            EventName.ASSENT_RECORDED,
            assent.id,
            contributor=person,
            story=letter.story,
            decision=assent.decision,
            letter=letter.id,
        )
        return assent

    def _perform(self, one: RowMeaning, file: str) -> None:
        own = letter_of_row(self.content.letter, one.row)
        paper = self._release(file, tuple(answer_of_row(one.said or ())))
        perform_no(self.change, own, paper)

    def _finish(self, file: str) -> Release:
        release = self._release(file, self.content.ticked)
        releases.insert(self.change.db, release)
        self.change.record_also(
            EventName.RELEASE_CONFIRMED,
            release.letter,
            release=file,
            words=self.content.letter.digest,
            ticked=release.ticked,
            pages=[page.digest for page in self.content.pages],
        )
        return release

    def _release(self, file: str, ticked: tuple[str, ...]) -> Release:
        return Release(
            letter=self.content.letter.id,
            file=file,
            ticked=ticked,
            confirmed_on=self.content.confirmed_on,
            confirmed_by=self.content.confirmed_by,
        )
