"""What the rows of a group's sheet mean, beside what is printed and what the person's other papers say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from consentkit.domain.consents import Appearance, Decision, Naming, Place, Scope, Uses
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.letters.papers import is_yes
from consentkit.domain.letters.printed import Printed
from consentkit.domain.letters.records import Letter
from consentkit.domain.letters.rosters import RosterRow, answer_of_row, letter_of_row, printed_for_row
from consentkit.domain.letters.scopes import audiences_on, channels_on, media_on
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters, rows_of_letter
from consentkit.usecases.consents.papers import NewConsent, check_no_paper_against
from consentkit.usecases.letters.noes import PaperNo, no_of
from consentkit.usecases.letters.papers import printed_on
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


UNSIGNED = Signing()
"""Nobody said yet when and for where."""


def rows_on(workspace: Workspace, letter: str) -> tuple[RosterRow, ...]:
    """Return the rows of a group's sheet as printed; `()` for any other letter. Raises NotFound."""
    letters.get(workspace.records.db, letter)
    return rows_of_letter(workspace.records.db, letter)


def foresee_rows(
    workspace: Workspace, letter: str, said: Said, signing: Signing = UNSIGNED
) -> tuple[RowMeaning, ...]:
    """Return what confirming or correcting these rows would do, in the order of the sheet.

    Raises as `confirm_rows`, but for what was confirmed before.
    """
    found = letters.get(workspace.records.db, letter)
    return meanings_of(workspace, workspace.records.db, found, said, signing)


def meanings_of(
    workspace: Workspace, db: EncryptedDatabase, letter: Letter, said: Said, signing: Signing
) -> tuple[RowMeaning, ...]:
    """Return what these rows do, read in one go. Raises InvalidInput."""
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
        uses = Uses(
            media=media_on(answer),
            appearance=Appearance.FACE_HIDDEN,
            naming=Naming.NONE,
            channels=channels_on(answer),
            audiences=audiences_on(printed, answer) or frozenset(),
            places=self.signing.places or printed.places or NOWHERE_YET,
        )
        return Scope(uses=(uses,), until=printed.until)

    def _against(self, row: RosterRow, scope: Scope) -> Refused | None:
        if row.is_child:
            return None
        try:
            new = new_consent(self.letter, row, scope, self.signing)
            check_no_paper_against(self.workspace, self.db, new)
        except Refused as refused:
            return refused
        return None


# Stands in what is foreseen until somebody names the places; nothing is recorded with it.
NOWHERE_YET = frozenset({"ZZ"})


def new_consent(letter: Letter, row: RosterRow, scope: Scope, signing: Signing) -> NewConsent:
    """Return the yes of a row as an answer that somebody gave."""
    assert letter.story is not None  # noqa: S101 - a sheet with people's codes is about one story
    return NewConsent(
        contributor=row.contributor,
        story=letter.story,
        decision=Decision.YES,
        scope=scope,
        given_on=signing.given_on or letter.made_on,
        language=letter.language,
    )
