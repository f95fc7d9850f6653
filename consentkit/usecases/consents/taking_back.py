"""What taking one consent back is made of: the same by its code as by a paper."""

from collections.abc import Iterable
from datetime import date

from consentkit.domain.consents import Consent, Withdrawal
from consentkit.domain.events import EventName
from consentkit.domain.uses.standing import channels_bound_by
from consentkit.domain.values import Channel
from consentkit.store.consents import (
    answers_for,
    assents_of_contributor,
    consents_of_contributor,
    consents_same_as,
    note_withdrawn,
    withdrawals,
    withdrawals_of,
)
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.usecases.changes import Change


def held_of(
    db: EncryptedDatabase, person: str, story: str | None, channels: frozenset[Channel]
) -> tuple[Consent, ...]:
    """Return every yes of a person, for a story or (`None`) for any, that still includes one of these."""
    given = consents_of_contributor(db, person)
    about = served_by(db, [one for one in given if story in {None, one.story}])
    return tuple(one for one in about if channels_left(db, one) & channels)


def served_by(db: EncryptedDatabase, behind: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return these consents as they stand in every story that they serve: what ends one ends all of it."""
    found = {one.id: one for consent in behind for one in consents_same_as(db, consent.same_as or consent.id)}
    return tuple(found.values())


def channels_left(db: EncryptedDatabase, consent: Consent) -> frozenset[Channel]:
    """Return the channels that a consent still includes; none for a no."""
    taken = withdrawals_of(db, consent.id)
    given = consent.scope.channels if consent.scope else frozenset()
    return frozenset(c for c in given if not any(w.touches(c) for w in taken))


def held_beside(db: EncryptedDatabase, consent: Consent) -> tuple[tuple[Consent, frozenset[Channel]], ...]:
    """Return the person's other answers for the story that bind for a use still, each with the channels."""
    answers = answers_for(db, consent.contributor, consent.story)
    held = ((one, channels_bound_by(one, answers) & channels_left(db, one)) for one in answers)
    return tuple((one, channels) for one, channels in held if channels and one.id != consent.id)


def reach_of(db: EncryptedDatabase, consent: Consent, channels: frozenset[Channel]) -> frozenset[Channel]:
    """Return for which channels taking one consent back counts; none: for all.

    Beside another answer that has other channels it is for its own: what was agreed to there stays.
    """
    if channels or consent.scope is None:
        return channels
    own = consent.scope.channels
    has_more = any(channels - own for _other, channels in held_beside(db, consent))
    return own if has_more else frozenset()


def day_of_no(change: Change, person: str | None, story: str | None = None) -> date:
    """Return the day on which a no counts that is heard now, for a story or (`None`) for all of a person's.

    Today, and never before an answer that it stops: with a clock that was set back the no would lie before
    it, and be answered by it.
    """
    if person is None:
        return change.today
    db = change.db
    given = [one for one in consents_of_contributor(db, person) if story in {None, one.story}]
    own = [one.given_on for one in given]
    for about in {one.story for one in given} | ({story} if story else set()):
        own += [one.given_on for one in assents_of_contributor(db, person, about)]
    return max([change.today, *own])


def keep_withdrawal(
    change: Change, consent: Consent, channels: frozenset[Channel], day: date
) -> frozenset[Channel]:
    """Record that a consent is taken back (no channels: for all), and return the channels that are left."""
    withdrawals.insert(change.db, Withdrawal(consent=consent.id, withdrawn_on=day, channels=channels))
    left = channels_left(change.db, consent)
    if not left:
        note_withdrawn(change.db, consent.id, day)
    change.record_also(
        EventName.CONSENT_WITHDRAWN, consent.id, on=day, channels=channels, story=consent.story
    )
    return left
