"""Which of a person's answers binds for a use: the newest about it; unknown means no."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    Consent,
    Naming,
    Scope,
    Use,
    Uses,
    narrower_appearance,
    narrower_naming,
)
from consentkit.domain.values import Channel


@dataclass(frozen=True)
class Allowed:
    """A use that stands: how the person appears and is named in it, and by which answers.

    Several bind where a later one speaks of a part: of one country where the use is worldwide.
    """

    answers: tuple[Consent, ...]
    appearance: Appearance
    naming: Naming
    until: date


@dataclass(frozen=True)
class Denied:
    """A use that the newest answer about it does not allow."""

    answer: Consent


Standing = Allowed | Denied | None
"""What stands of one use; `None`: nothing that was answered speaks of it."""


def standing_of(answers: Iterable[Consent], use: Use) -> Standing:
    """Return what stands of a use after these answers of one person, the oldest first."""
    standing: Standing = None
    for answer in answers:
        standing = _after(standing, answer, use)
    return standing


def _after(before: Standing, answer: Consent, use: Use) -> Standing:
    scope = answer.scope
    if scope is None:
        return Denied(answer)
    if any(one.covers(use) for one in scope.uses):
        return _allowed(answer, scope, use)
    if is_denied_by(answer, scope, use):
        return Denied(answer)
    if isinstance(before, Allowed) and any(one.touches(use) for one in scope.uses):
        return _narrowed(before, _allowed(answer, scope, use))
    return before


def _allowed(answer: Consent, scope: Scope, use: Use) -> Allowed:
    first, *others = (one for one in scope.uses if one.touches(use))
    allowed = Allowed((answer,), first.appearance, first.naming, scope.until)
    for one in others:
        allowed = _narrowed(allowed, replace(allowed, appearance=one.appearance, naming=one.naming))
    return allowed


def _narrowed(one: Allowed, other: Allowed) -> Allowed:
    return Allowed(
        answers=tuple(dict.fromkeys((*one.answers, *other.answers))),
        appearance=narrower_appearance(one.appearance, other.appearance),
        naming=narrower_naming(one.naming, other.naming),
        until=min(one.until, other.until),
    )


def is_denied_by(answer: Consent, scope: Scope, use: Use) -> bool:
    """Tell whether a yes that does not cover a use speaks of it all the same, and so denies it.

    An unticked box denies it everywhere. What was ticked and is not allowed for this audience, or in this
    medium there, is denied in the countries that were spoken of.
    """
    asked = answer.asked
    if asked is None:
        return True
    if use.channel in asked.channels - scope.channels or use.medium in asked.media - scope.media:
        return True
    is_asked = use.channel in asked.channels and use.medium in {None, *asked.media}
    return is_asked and (use.place is None or not scope.places.isdisjoint({use.place, WORLDWIDE}))


def single(uses: Uses) -> Iterator[Use]:
    """Yield each single use, in a fixed order."""
    where = product(sorted(uses.channels), sorted(uses.audiences), sorted(uses.places))
    for channel, audience, place in where:
        yield from (Use(channel, audience, place, medium) for medium in sorted(uses.media))


def channels_bound_by(answer: Consent, answers: Sequence[Consent]) -> frozenset[Channel]:
    """Return the channels on which an answer binds for a use still; `answers` are all, the oldest first."""
    scope = answer.scope
    if scope is None:
        return frozenset()
    later = answers[answers.index(answer) + 1 :]
    if not later:
        return scope.channels
    if any(one.asked is None for one in later):
        return frozenset()
    every = (use for uses in scope.uses for use in single(uses))
    found = ((use.channel, standing_of(answers, use)) for use in every)
    return frozenset(
        channel for channel, stands in found if isinstance(stands, Allowed) and answer in stands.answers
    )
