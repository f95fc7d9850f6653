"""How far each video is, and small pictures of a track for a reviewer's eyes."""

from dataclasses import dataclass

from consentkit.domain.errors import NotFound
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.gate.video_rules import video_copy_findings
from consentkit.domain.pictures.copy_states import CopyState, copy_state_of
from consentkit.domain.videos.tracks import box_at
from consentkit.domain.videos.videos import Track, Video, VideoCopy
from consentkit.store.videos import copy_of_video, tracks, videos
from consentkit.usecases.showings import record_original_shown
from consentkit.usecases.videos.videos import tracks_of, videos_of
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class VideoState:
    """A video with its tracks, in the order in which they are seen first, and the public copy made last."""

    video: Video
    tracks: tuple[Track, ...]
    copy_made: VideoCopy | None
    copy_state: CopyState
    """What the public copy has come to."""

    @property
    def open_count(self) -> int:
        """How many tracks nobody has settled."""
        return sum(track.counts_as_open for track in self.tracks)


def list_video_states(workspace: Workspace, story: str) -> tuple[VideoState, ...]:
    """Return how far each video of a story is, in the order in which they came. Raises NotFound."""
    return tuple(_state(workspace, video) for video in videos_of(workspace, story))


def _state(workspace: Workspace, video: Video) -> VideoState:
    known, copy = tracks_of(workspace, video.id), copy_of(workspace, video.id)
    file = workspace.records.vault.listed_state(copy.stored) if copy else None
    reasons = video_copy_findings(video.id, known, copy, file)
    return VideoState(video, known, copy, copy_state_of(reasons))


def copy_of(workspace: Workspace, video: str) -> VideoCopy | None:
    """Return a video's public copy, `None` where none was made."""
    return copy_of_video(workspace.reading, video)


def preview_track(workspace: Workspace, track: str, *, width_px: int, height_px: int) -> bytes:
    """Return the frame in which a track is widest as a PNG of this size, with its box; kept nowhere.

    It is recorded. Raises NotFound, Refused, BadDataFile for a changed original, InvalidInput where it
    cannot be opened.
    """
    from consentkit.imaging.opening.opening import Picture
    from consentkit.imaging.previews.previews import draw_fitted
    from consentkit.imaging.video.opening import open_video

    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    found = tracks.get(workspace.reading, track)
    video = videos.get(workspace.reading, found.video)
    widest = max(found.path, key=lambda one: one.right - one.left)
    with open_video(workspace.records.vault.get(video.original)) as opened:
        for frame in opened.frames():
            if frame.at_ms >= widest.at_ms:
                box = box_at(found.path, frame.at_ms)
                picture = Picture(frame.pixels, video.media_type)
                record_original_shown(workspace, video.id, Showing.SHOWN)
                return draw_fitted(picture, [box], width_px=width_px, height_px=height_px)
    raise NotFound("frame-missing", video=video.id)
