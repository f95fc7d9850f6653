"""The lines of the screen of videos."""

from consentkit.domain.videos.videos import Track
from consentkit.usecases.videos.states import VideoState
from consentkit.wording.languages import _
from consentkit.wording.pictures.images import COPIES, GRADES, faces_to_settle, settlement_in_words
from consentkit.wording.pictures.videos import (
    time_in_words,
    times_in_words,
    video_leaks_in_words,
    video_scan_in_words,
)


def video_row(state: VideoState) -> tuple[str, ...]:
    """Return a video's line."""
    video = state.video
    words = f"{video_scan_in_words(video.scan)} · " + _("public copy:") + f" {_(COPIES[state.copy_state])}"
    return (video.id, time_in_words(video.duration_ms), "", words)


def track_row(number: int, track: Track) -> tuple[str, ...]:
    """Return a track's line, below its video's."""
    words = f"{number}. {settlement_in_words(track)}"
    return (f"  {track.id}", times_in_words(track), _(GRADES[track.grade]), words)


def state_in_words(state: VideoState) -> str:
    """Say how far a video is, and what its file gives away."""
    video = state.video
    parts = [
        f"{video.id}: {video.width_px} × {video.height_px} px",
        faces_to_settle(state.open_count),
        _("watched by") + f" {video.viewed_by or _('nobody')}",
    ]
    if video.leaks:
        parts.append(_("the original also holds:") + f" {video_leaks_in_words(video.leaks)}")
    return " · ".join(parts)
