"""Settle who is seen: the same for a face in a picture and for a track through a video."""

from dataclasses import dataclass
from typing import TypeVar

from consentkit.domain.accounts import Separation
from consentkit.domain.errors import Conflict
from consentkit.domain.pictures.images import FaceDecision, Settlement, Sighting
from consentkit.store.database.tables import Table
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change

S = TypeVar("S", bound=Sighting)


def check_in_story(change: Change, story: str, decision: FaceDecision) -> None:
    """Raise Conflict (contributor-not-in-story) for one, where there is one, who is not in the story."""
    contributor = decision.contributor
    if contributor is not None and contributor not in get_story(change.db, story).contributors:
        raise Conflict("contributor-not-in-story", contributor=contributor)


@dataclass(frozen=True)
class Deciding:
    """What a decision about a face or track rests on beside it.

    `linked_elsewhere` are the contributors to whom the same face was ever linked where the same file is in
    another story; `separation` says who is a second person beside whom.
    """

    separation: Separation
    linked_elsewhere: frozenset[str] = frozenset()


def settle(
    change: Change,
    table: Table[S],
    found: S,
    decision: FaceDecision,
    rests_on: Deciding,
    *,
    expected: S | None,
) -> S:
    """Keep what the actor decided, and return it so; nobody has settled what is open.

    What takes two waits until another person decides the same. `expected` is the face or track as they saw
    it. Raises Conflict where it is not as expected, or waits for another person than this one, Refused for
    who may be the same person.
    """
    settled = _decided(change, found, decision, rests_on)
    if settled.lacks_second and _is_same(found, decision) and found.settled_by is not None:
        settled = _agreed(change, found, settled, rests_on)
    table.update(change.db, settled, expected=expected or found)
    return settled


def _decided(change: Change, found: S, decision: FaceDecision, rests_on: Deciding) -> S:
    is_open = decision.settlement is Settlement.OPEN
    linked = {*found.linked_before, *rests_on.linked_elsewhere, found.contributor, decision.contributor}
    parts: dict[str, object] = {name: getattr(decision, name) for name in FaceDecision.model_fields}
    parts |= {
        "settled_by": None if is_open else change.actor.handle,
        "settled_at": None if is_open else change.at,
        "linked_before": tuple(sorted(code for code in linked if code is not None)),
        "agreed_by": None,
    }
    return found.model_copy(update=parts)


def _is_same(found: Sighting, decision: FaceDecision) -> bool:
    before, now = (one.model_copy(update={"why": None}) for one in (found.decision, decision))
    return before == now


def _agreed(change: Change, found: S, settled: S, rests_on: Deciding) -> S:
    """The same once more: a second person agrees. Who decided first, and why, stays."""
    assert found.settled_by is not None  # noqa: S101 - the caller has seen to it
    me = change.actor.handle
    if found.agreed_by is not None:
        return settled.model_copy(update={"agreed_by": found.agreed_by, "settled_by": found.settled_by})
    if found.settled_by == me:
        raise Conflict("second-person-waited-for", id=found.id, by=me)
    rests_on.separation.require_second(me, [found.settled_by], change.at)
    first = {"settled_by": found.settled_by, "settled_at": found.settled_at, "why": found.why}
    return settled.model_copy(update=first | {"agreed_by": me})


def facts_of(settled: Sighting) -> dict[str, object]:
    """Return what the log keeps of a decision: never why, which are a person's words."""
    parts = settled.model_dump(include={"settlement", "contributor", "declaration", "is_hidden", "agreed_by"})
    return parts | {"waits_for_second": settled.lacks_second or None}
