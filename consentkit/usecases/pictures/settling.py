"""Settle who is seen: the same for a face in a picture and for a track through a video."""

from typing import TypeVar

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


def settle(change: Change, table: Table[S], found: S, decision: FaceDecision, *, expected: S | None) -> S:
    """Keep what the actor decided, and return it so; nobody has settled what is open.

    `expected` is the face or track as they saw it. Raises Conflict where it is not as expected.
    """
    parts = {name: getattr(decision, name) for name in FaceDecision.model_fields}
    is_open = decision.settlement is Settlement.OPEN
    by, at = (None, None) if is_open else (change.actor.handle, change.at)
    settled = found.model_copy(update=parts | {"settled_by": by, "settled_at": at})
    table.update(change.db, settled, expected=expected or found)
    return settled


def facts_of(decision: FaceDecision) -> dict[str, object]:
    """Return what the log keeps of a decision: never why, which are a person's words."""
    return decision.model_dump(include={"settlement", "contributor", "declaration", "is_hidden"})
