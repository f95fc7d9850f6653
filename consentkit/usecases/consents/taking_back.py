"""What taking one consent back is made of: the same by its code as by a paper."""

from datetime import date

from consentkit.domain.consents import Consent, Withdrawal
from consentkit.domain.events import EventName
from consentkit.domain.values import Channel
from consentkit.store.consents import consents_of_contributor, note_withdrawn, withdrawals, withdrawals_of
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.usecases.changes import Change


def held_of(
    db: EncryptedDatabase, person: str, story: str | None, channels: frozenset[Channel]
) -> tuple[Consent, ...]:
    """Return every yes of a person, for a story or (`None`) for any, that still includes one of these."""
    given = consents_of_contributor(db, person)
    return tuple(one for one in given if story in {None, one.story} and channels_left(db, one) & channels)


def channels_left(db: EncryptedDatabase, consent: Consent) -> frozenset[Channel]:
    """Return the channels that a consent still includes; none for a no."""
    taken = withdrawals_of(db, consent.id)
    given = consent.scope.channels if consent.scope else frozenset()
    return frozenset(c for c in given if not any(w.touches(c) for w in taken))


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
