"""What a clearance says about the people behind it: noes that stood, second persons, whose hand is whose."""

from collections.abc import Iterator
from datetime import datetime

from consentkit.domain.gate.clearances import Note, NoteCode
from consentkit.domain.gate.dossiers import Dossier

Hands = dict[str, None]


def notes_of(dossier: Dossier) -> tuple[Note, ...]:
    """Return what whoever relies on a clearance should know of the people who made it."""
    return (*_signatures(dossier), *_second_looks(dossier), *_accounts(dossier))


def _signatures(dossier: Dossier) -> Iterator[Note]:
    for answer in dossier.all_answers:
        if answer.signed_off_by is not None:
            subject = f"{answer.policy}/{answer.question}"
            yield Note(
                code=NoteCode.SIGNED_OFF,
                subject=subject,
                facts={"by": answer.by, "second": answer.signed_off_by},
            )


def _second_looks(dossier: Dossier) -> Iterator[Note]:
    for one in dossier.seen:
        if one.agreed_by is not None:
            facts = {"by": one.settled_by or "", "second": one.agreed_by}
            yield Note(code=NoteCode.SECOND_LOOK, subject=one.id, facts=facts)


def _accounts(dossier: Dossier) -> Iterator[Note]:
    """Accounts that count as somebody's own by a keeper's word, or from before that was asked for."""
    separation, told = dossier.separation, Hands()
    for handle, at in _acts(dossier):
        account = separation.find(handle)
        if account is None or handle in told:
            continue
        if separation.vouchings([handle], at):
            told[handle] = None
            facts = {"by": account.vouched_by or "", "maker": account.given_by or account.made_by}
            yield Note(code=NoteCode.VOUCHED, subject=handle, facts=facts)
        elif account.is_from_before and (account.own_since is None or at < account.own_since):
            told[handle] = None
            yield Note(code=NoteCode.FROM_BEFORE, subject=handle, facts={})


def _acts(dossier: Dossier) -> Iterator[tuple[str, datetime]]:
    for answer in dossier.all_answers:
        yield answer.by, answer.at
        if answer.signed_off_by is not None:
            yield answer.signed_off_by, answer.at
    for one in dossier.seen:
        if one.settled_by is not None and one.settled_at is not None:
            yield one.settled_by, one.settled_at
            if one.agreed_by is not None:
                yield one.agreed_by, one.settled_at
