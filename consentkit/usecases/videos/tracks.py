"""Tracks of a video: what a person decided about each, and tracks that a person drew."""

from consentkit.domain.codes import new_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import BY_HAND, Box, FaceDecision
from consentkit.domain.videos.videos import Track, Video, track_point
from consentkit.store.videos import tracks, videos
from consentkit.usecases.pictures.settling import check_in_story, facts_of, settle
from consentkit.usecases.workspaces import Workspace

_STEP_MS = 100


def settle_track(
    workspace: Workspace, track: str, decision: FaceDecision, *, expected: Track | None = None
) -> Track:
    """Record what a person decided about a track; deciding again replaces it, `open` takes it back.

    `expected` is the track as that person saw it. Raises NotFound, InvalidInput where a part of the decision
    is missing, Conflict for a contributor who is not in the story, or a track that is not as expected.
    """
    decision.check()
    with workspace.change(EventName.TRACK_SETTLED) as change:
        found = tracks.get(change.db, track)
        check_in_story(change, videos.get(change.db, found.video).story, decision)
        settled = settle(change, tracks, found, decision, expected=expected)
        change.record(track, video=found.video, **facts_of(decision))
    return settled


def add_track(workspace: Workspace, video: str, box: Box, *, from_ms: int, until_ms: int) -> Track:
    """Add a face that no detector saw: a box that stays where it is for a while.

    It must be settled as any other, and somebody has to watch the whole video again then. Raises NotFound,
    InvalidInput for a box outside the frame, or for a time outside the video.
    """
    with workspace.change(EventName.TRACK_ADDED) as change:
        found = videos.get(change.db, video)
        _check_inside(found, box, from_ms, until_ms)
        moments = [*range(from_ms, until_ms, _STEP_MS), until_ms]
        track = Track(
            id=new_code("H"),
            video=video,
            path=tuple(track_point(at_ms, box) for at_ms in moments),
            score=1.0,
            detector=BY_HAND,
        )
        tracks.insert(change.db, track)
        videos.update(change.db, found.model_copy(update={"viewed_by": None}), expected=found)
        change.record(track.id, video=video, from_ms=from_ms, until_ms=until_ms)
    return track


def _check_inside(video: Video, box: Box, from_ms: int, until_ms: int) -> None:
    if box.right > video.width_px or box.bottom > video.height_px:
        raise InvalidInput("box-outside", width_px=video.width_px, height_px=video.height_px)
    if not 0 <= from_ms <= until_ms <= video.duration_ms + 1000:
        raise InvalidInput("time-outside", seconds=f"{video.duration_ms / 1000:.1f}")
