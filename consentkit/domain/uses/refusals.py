"""For how long nobody asks again for a use that somebody refused."""

from collections.abc import Sequence
from datetime import date, timedelta

from consentkit.domain.consents import Assent, Consent, Decision
from consentkit.domain.values import Channel, Value

USUAL_ASK_AGAIN_DAYS = 90


class Refusal(Value):
    """A no, and the first day on which the same may be asked again."""

    on: date
    again_on: date


def refused_by(
    answers: Sequence[Consent], channel: Channel | None, *, days: int, by_themselves: date | None
) -> Refusal | None:
    """Return the no that the last answer of somebody for a story is to a channel (`None`: to the story).

    `answers` are theirs, oldest first; `by_themselves` is the last day on which they came and asked to be
    asked. A no speaks of every channel. A yes refuses the channels that its letter asked about and it does
    not have.
    """
    if not answers:
        return None
    last = answers[-1]
    is_refused = last.scope is None or (
        channel is not None
        and last.asked is not None
        and channel in last.asked.channels - last.scope.channels
    )
    return _standing(last.given_on, days, by_themselves) if is_refused else None


def refused_by_child(assents: Sequence[Assent], *, days: int, by_themselves: date | None) -> Refusal | None:
    """Return a child's own no, where it is their last answer for a story; `assents` are oldest first."""
    if not assents or assents[-1].decision is Decision.YES:
        return None
    return _standing(assents[-1].given_on, days, by_themselves)


def _standing(on: date, days: int, by_themselves: date | None) -> Refusal | None:
    if by_themselves is not None and by_themselves >= on:
        return None
    return Refusal(on=on, again_on=on + timedelta(days=days))
