"""What a clearance says about the people behind it: noes that stood, second persons, whose hand is whose."""

from collections.abc import Iterator
from datetime import datetime

from consentkit.domain.gate.clearances import Note, NoteCode
from consentkit.domain.gate.dossiers import Dossier
from consentkit.domain.interpreting.back_checks import Understanding
from consentkit.domain.uses.at_hand import consents_at_hand
from consentkit.domain.values import Fact

Hands = dict[str, None]


def notes_of(dossier: Dossier) -> tuple[Note, ...]:
    """Return what whoever relies on a clearance should know of the people who made it."""
    return (*_signatures(dossier), *_second_looks(dossier), *_accounts(dossier), *_interpreted(dossier))


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


def _interpreted(dossier: Dossier) -> Iterator[Note]:
    """Who carried the words of the consents that count, and who found out whether they were understood."""
    told = [one for who in dossier.contributors for one in consents_at_hand(dossier, who.code)]
    for consent in told:
        if consent.interpreter is None:
            continue
        facts: dict[str, Fact] = {"by": consent.interpreter}
        yield Note(code=NoteCode.INTERPRETED, subject=consent.id, facts=facts)
        first = consent.same_as or consent.id
        for check in dossier.back_checks:
            if check.consent == first and check.outcome is Understanding.UNDERSTOOD:
                told_so: dict[str, Fact] = {"by": check.checked_by, "on": check.checked_on}
                yield Note(code=NoteCode.BACK_CHECKED, subject=consent.id, facts=told_so)


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
