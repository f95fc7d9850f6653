"""Rows of a group's sheet are kept as a person read them, and each answer is recorded from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from consentkit.domain.consents import Assent, AssentMethod, Consent, Decision
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.letters.records import Release, ReleaseContent
from consentkit.domain.letters.rosters import answer_of_row, letter_of_row, printed_for_row
from consentkit.domain.letters.scopes import asked_by, beyond_paper
from consentkit.store.letters.letters import roster_rows
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.assents import NewAssent, keep_assent
from consentkit.usecases.consents.consents import (
    answer_of,
    check_answer,
    check_not_refused_lately,
    checked_assent,
    keep_answer,
)
from consentkit.usecases.consents.papers import NewConsent, beyond_manner
from consentkit.usecases.consents.row_meanings import RowMeaning, Signing, new_consent
from consentkit.usecases.consents.taking_back import day_of_no
from consentkit.usecases.consents.uses import check_told_of_uses
from consentkit.usecases.letters.noes import perform_no
from consentkit.usecases.letters.papers import printed_on
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class Recorded:
    """What was recorded from rows."""

    consents: tuple[Consent, ...]
    assents: tuple[Assent, ...]


@dataclass(frozen=True)
class RowRecords:
    """One act: the sheet as it was confirmed, and the rows that are recorded from it."""

    workspace: Workspace
    change: Change
    content: ReleaseContent
    signing: Signing

    def close(self, meanings: Sequence[RowMeaning]) -> str:
        """Keep what the rows say; return the vault name of the sheet as it was confirmed."""
        file = self.change.keep_file(self.content.model_dump_json().encode())
        for one in meanings:
            self._close(one, file)
        return file

    def record(self, meanings: Sequence[RowMeaning], file: str) -> Recorded:
        """Record the answers of rows that were closed: it stands in the records what is recorded from."""
        given = [self._consent(one, file) for one in meanings if one.is_yes and not one.row.is_child]
        agreed = [self._assent(one) for one in meanings if one.is_yes and one.row.is_child]
        for one in meanings:
            if one.no is not None:
                self._perform(one, file)
        return Recorded(tuple(given), tuple(agreed))

    def release(self, file: str) -> Release:
        """Return the whole sheet as a confirmed letter."""
        return self._release(file, self.content.ticked)

    def _close(self, one: RowMeaning, file: str) -> None:
        said = None if one.said is None else tuple(c for c in one.row.columns if c in one.said)
        closed = one.row.model_copy(
            update={
                "ticked": said,
                "release": file,
                "confirmed_on": day_of_no(self.change, one.row.contributor, self.content.letter.story),
                "confirmed_by": self.change.actor.handle,
            }
        )
        roster_rows.update(self.change.db, closed, expected=one.row)

    def _consent(self, one: RowMeaning, file: str) -> Consent:
        assert one.scope is not None  # noqa: S101 - only a yes is recorded
        change, letter = self.change, self.content.letter
        new = new_consent(letter, one.row, one.scope, self.signing)
        check_answer(change, new)
        check_not_refused_lately(change, new)
        self._check_bounds(new, one)
        printed = printed_on(self.workspace.records.vault, letter)
        answer = answer_of(new, asked_by(printed_for_row(printed, one.row).boxes), file)
        check_told_of_uses(change, answer)
        consent, facts = keep_answer(change, answer)
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
        new = NewAssent(
            contributor=person,
            story=letter.story,
            decision=Decision.YES,
            given_on=self.signing.given_on,
            method=AssentMethod.OWN_WORDS,
            letter=letter.id,
        )
        assent, facts = keep_assent(change, checked_assent(self.workspace, change, new))
        change.record_also(EventName.ASSENT_RECORDED, assent.id, **facts)
        return assent

    def _perform(self, one: RowMeaning, file: str) -> None:
        own = letter_of_row(self.content.letter, one.row)
        paper = self._release(file, tuple(answer_of_row(one.said or ())))
        perform_no(self.change, own, paper)

    def _release(self, file: str, ticked: tuple[str, ...]) -> Release:
        return Release(
            letter=self.content.letter.id,
            file=file,
            ticked=ticked,
            confirmed_on=self.content.confirmed_on,
            confirmed_by=self.content.confirmed_by,
        )
