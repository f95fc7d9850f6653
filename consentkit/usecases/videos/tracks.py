"""Tracks of a video: what a person decided about each, and tracks that a person drew."""

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.pictures.images import BY_HAND, Box, Settlement
from consentkit.domain.videos.videos import Track, sighting
from consentkit.store.stories import get_story
from consentkit.store.videos import tracks, videos
from consentkit.usecases.pictures.faces import FaceDecision, check_decision
from consentkit.usecases.workspaces import Workspace

_STEP_MS = 100


def settle_track(workspace: Workspace, track: str, decision: FaceDecision) -> Track:
    """Record what a person decided about a track; deciding again replaces it, `open` takes it back.

    Raises NotFound, InvalidInput where a part of the decision is missing, Conflict for a contributor who
    is not in the story.
    """
    require(workspace.actor, EventName.TRACK_SETTLED)
    found = tracks.get(workspace.reading, track)
    check_decision(decision)
    if decision.contributor is not None:
        story = get_story(workspace.reading, videos.get(workspace.reading, found.video).story)
        if decision.contributor not in story.contributors:
            raise Conflict("contributor-not-in-story", contributor=decision.contributor)
    is_open = decision.settlement is Settlement.OPEN
    settled = found.model_copy(
        update=decision.model_dump()
        | {
            "settled_by": None if is_open else workspace.actor.handle,
            "settled_at": None if is_open else workspace.clock(),
        }
    )
    with workspace.transaction() as transaction:
        tracks.update(transaction.db, settled)
        transaction.record(
            EventName.TRACK_SETTLED,
            track,
            video=found.video,
            settlement=decision.settlement,
            contributor=decision.contributor,
            declaration=decision.declaration,
            is_hidden=decision.is_hidden,
        )
    return settled


def add_track(workspace: Workspace, video: str, box: Box, *, from_ms: int, until_ms: int) -> Track:
    """Add a face that no detector saw: a box that stays where it is for a while.

    It must be settled as any other, and somebody has to watch the whole video again then. Raises NotFound,
    InvalidInput for a box outside the frame, or for a time outside the video.
    """
    require(workspace.actor, EventName.TRACK_ADDED)
    found = videos.get(workspace.reading, video)
    if box.right > found.width_px or box.bottom > found.height_px:
        raise InvalidInput("box-outside", width_px=found.width_px, height_px=found.height_px)
    if not 0 <= from_ms <= until_ms <= found.duration_ms + 1000:
        raise InvalidInput("time-outside", seconds=f"{found.duration_ms / 1000:.1f}")
    moments = [*range(from_ms, until_ms, _STEP_MS), until_ms]
    track = Track(
        id=new_code("H"),
        video=video,
        path=tuple(sighting(at_ms, box) for at_ms in moments),
        score=1.0,
        detector=BY_HAND,
    )
    with workspace.transaction() as transaction:
        tracks.insert(transaction.db, track)
        videos.update(transaction.db, found.model_copy(update={"viewed_by": None}))
        transaction.record(EventName.TRACK_ADDED, track.id, video=video, from_ms=from_ms, until_ms=until_ms)
    return track
