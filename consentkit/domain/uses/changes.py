"""What one more answer adds to, renews, narrows, takes away from and leaves of the uses that stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from consentkit.domain.consents import (
    Appearance,
    Consent,
    Medium,
    Naming,
    Use,
    Uses,
    Withdrawal,
    narrower_appearance,
    narrower_naming,
)
from consentkit.domain.uses.standing import Allowed, single, standing_of
from consentkit.domain.values import Value

_SEEN = frozenset({Medium.PHOTO, Medium.VIDEO})
"""In what one appears; how says nothing of words, of a voice and of drawings that they made."""


def counts_against(withdrawal: Withdrawal, consent: Consent, own: Set[str]) -> bool:
    """Tell whether a withdrawal takes from a consent; `own` are all the person's answers for its story."""
    is_later = withdrawal.withdrawn_on > consent.given_on
    return withdrawal.consent == consent.id or (withdrawal.consent in own and is_later)


@dataclass(frozen=True)
class Answers:
    """One person's answers for one story, the oldest first, and what was taken back of them."""

    given: tuple[Consent, ...]
    withdrawals: tuple[Withdrawal, ...] = ()

    def allowed(self, use: Use) -> Allowed | None:
        """Return how a use is allowed; `None` where it is not, was taken back, or nothing speaks of it."""
        found = standing_of(self.given, use)
        if not isinstance(found, Allowed) or any(self._is_taken(one, use) for one in found.answers):
            return None
        return found

    def _is_taken(self, answer: Consent, use: Use) -> bool:
        own = {one.id for one in self.given}
        return any(w.touches(use.channel) and counts_against(w, answer, own) for w in self.withdrawals)

    def and_then(self, later: Consent) -> "Answers":
        """Return them with one answer more, in its place by the day on which it was given."""
        before = [one for one in self.given if one.given_on <= later.given_on]
        return Answers((*before, later, *self.given[len(before) :]), self.withdrawals)

    def every_use(self) -> tuple[Use, ...]:
        """Return every single use of which a yes speaks by name."""
        scopes = [one.scope for one in self.given if one.scope is not None]
        return tuple(dict.fromkeys(use for scope in scopes for uses in scope.uses for use in single(uses)))


class Terms(Value):
    """How a person appears and is named in a use, and the last day of it."""

    appearance: Appearance
    naming: Naming
    until: date


def _terms(allowed: Allowed) -> Terms:
    return Terms(appearance=allowed.appearance, naming=allowed.naming, until=allowed.until)


class ChangedUses(Value):
    """Uses with the same terms before and after; `None`: they do not stand."""

    uses: Uses
    before: Terms | None
    after: Terms | None


class UseChanges(Value):
    """What an answer does to the uses that stood, each use in one of these."""

    adds: tuple[ChangedUses, ...] = ()
    """They did not stand, or not so wide."""
    renews: tuple[ChangedUses, ...] = ()
    narrows: tuple[ChangedUses, ...] = ()
    """The person shows less, is named less or for a shorter time."""
    ends: tuple[ChangedUses, ...] = ()
    leaves: tuple[ChangedUses, ...] = ()
    """What it does not speak of stays as it was."""

    @property
    def takes(self) -> bool:
        """Tell whether anything that stood is narrower now, or stands no more."""
        return bool(self.narrows or self.ends)


class _Change(NamedTuple):
    kind: str
    before: Terms | None
    after: Terms | None


def changes_of(before: Answers, answer: Consent, today: date) -> UseChanges:
    """Return what one more answer does to each use, as of today."""
    after = before.and_then(answer)
    found: defaultdict[_Change, list[Use]] = defaultdict(list)
    for use in after.every_use():
        change = _change(before.allowed(use), after.allowed(use), answer, today)
        if change is not None:
            found[change].append(use)
    kinds = ("adds", "renews", "narrows", "ends", "leaves")
    return UseChanges(
        **{
            kind: tuple(
                ChangedUses(uses=uses, before=change.before, after=change.after)
                for change, single_uses in found.items()
                if change.kind == kind
                for uses in _alike(single_uses, change)
            )
            for kind in kinds
        }
    )


def _change(was: Allowed | None, now: Allowed | None, answer: Consent, today: date) -> _Change | None:
    if was is not None and was.until < today:
        was = None
    before, after = (_terms(one) if one else None for one in (was, now))
    if was is None or before is None:
        return _Change("adds", None, after) if now and answer in now.answers else None
    if now is None or after is None:
        return _Change("ends", before, None)
    if answer not in now.answers:
        return _Change("leaves", before, after)
    if is_narrower(was, now):
        return _Change("narrows", before, after)
    is_same = (was.appearance, was.naming) == (now.appearance, now.naming)
    return _Change("renews" if is_same else "adds", before, after)


def is_narrower(was: Allowed, now: Allowed) -> bool:
    """Tell whether less is allowed than was, or for a shorter time."""
    return now.until < was.until or _shows_less(was, now) or _tells_less(was, now)


def _shows_less(was: Allowed, now: Allowed) -> bool:
    return narrower_appearance(was.appearance, now.appearance) is not was.appearance


def _tells_less(was: Allowed, now: Allowed) -> bool:
    return narrower_naming(was.naming, now.naming) is not was.naming


def is_taken_from(use: Use, until: date, before: Answers, after: Answers) -> bool:
    """Tell whether what is out as this use until a day lost by an answer what it stood on."""
    was, now = before.allowed(use), after.allowed(use)
    if was is None:
        return False
    if now is None or _tells_less(was, now) or now.until < min(was.until, until):
        return True
    return use.medium in {None, *_SEEN} and _shows_less(was, now)


def _alike(uses: Iterable[Use], change: _Change) -> Iterator[Uses]:
    """Yield single uses gathered to sets of which each combination is one of them."""
    terms = change.after or change.before
    assert terms is not None  # noqa: S101 - what stands neither before nor after is no change
    parts: Sequence[tuple[frozenset[object], ...]] = [
        tuple(frozenset({part}) for part in use) for use in uses
    ]
    for place in (3, 2, 1, 0):
        parts = _merged(parts, place)
    for channels, audiences, places, media in parts:
        yield Uses.model_validate(
            {
                "channels": channels,
                "audiences": audiences,
                "places": places,
                "media": media,
                "appearance": terms.appearance,
                "naming": terms.naming,
            }
        )


def _merged(
    parts: Iterable[tuple[frozenset[object], ...]], place: int
) -> list[tuple[frozenset[object], ...]]:
    """Unite at one place those that are the same everywhere else."""
    merged: dict[tuple[frozenset[object], ...], frozenset[object]] = {}
    for part in parts:
        others = part[:place] + part[place + 1 :]
        merged[others] = merged.get(others, frozenset()) | part[place]
    return [(*others[:place], united, *others[place:]) for others, united in merged.items()]
