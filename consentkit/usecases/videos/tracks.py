"""Tracks of a video: what a person decided about each, and tracks that a person drew."""

from consentkit.domain.codes import new_code
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.pictures.images import BY_HAND, Box, FaceDecision
from consentkit.domain.videos.tracks import is_track_explained
from consentkit.domain.videos.videos import Track, Video, track_point
from consentkit.store.videos import tracks, tracks_of, videos, videos_with_digest
from consentkit.usecases.changes import Change
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.pictures.settling import Deciding, check_in_story, facts_of, settle
from consentkit.usecases.workspaces import Workspace

_STEP_MS = 100


def settle_track(
    workspace: Workspace, track: str, decision: FaceDecision, *, expected: Track | None = None
) -> Track:
    """Record what a person decided about a track; deciding again replaces it, `open` takes it back.

    What takes two (see `Sighting.lacks_second`) waits until a second person decides the same. `expected` is
    the track as that person saw it. Raises NotFound, InvalidInput where a part of the decision is missing,
    Conflict for a contributor who is not in the story, for who decided so before, or a track that is not as
    expected, Refused for who may be the same person as the first.
    """
    decision.check()
    with workspace.change(EventName.TRACK_SETTLED) as change:
        found = tracks.get(change.db, track)
        video = videos.get(change.db, found.video)
        check_in_story(change, video.story, decision)
        rests_on = Deciding(separation_of(workspace, change.db), _linked_elsewhere(change, video, found))
        settled = settle(change, tracks, found, decision, rests_on, expected=expected)
        change.record(track, video=found.video, **facts_of(settled))
    return settled


def _linked_elsewhere(change: Change, video: Video, track: Track) -> frozenset[str]:
    """To whom the same face was ever linked where the very same file is in another story."""
    others = [other for other in videos_with_digest(change.db, video.digest) if other.id != video.id]
    known = [one for other in others for one in tracks_of(change.db, other.id) if one.linked_before]
    same = [one for one in known if any(is_track_explained([point], [one]) for point in track.path)]
    return frozenset(code for one in same for code in one.linked_before)


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
