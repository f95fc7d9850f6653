"""Videos, tracks and their states in words."""

from collections.abc import Sequence

from consentkit.domain.pictures.images import ScanOutcome
from consentkit.domain.videos.videos import Sound, Track, VideoCheck, VideoCopy, VideoLeak, VideoScan
from consentkit.wording.languages import _, _n
from consentkit.wording.pictures.images import OUTCOMES

VIDEO_LEAKS: dict[VideoLeak, str] = {
    VideoLeak.PLACE: "the place",
    VideoLeak.CAMERA: "camera data",
    VideoLeak.DATES: "dates",
    VideoLeak.WORDS: "titles and comments",
    VideoLeak.COVER_PICTURE: "a cover picture",
    VideoLeak.SUBTITLES: "subtitles",
    VideoLeak.DATA_TRACKS: "data beside the picture, such as where the camera was",
    VideoLeak.CHAPTERS: "chapters",
    VideoLeak.OTHER_VIDEO: "another video",
    VideoLeak.OTHER_SOUND: "another sound track",
    VideoLeak.HIDDEN_FILM: "film or sound that is cut away, and still lies in the file",
    VideoLeak.UNKNOWN: "something unknown",
}
SOUNDS: dict[Sound, str] = {
    Sound.DROPPED: "without sound",
    Sound.KEPT: "with its sound",
    Sound.ALTERED: "with an altered voice",
}
VIDEO_CHECKS: dict[VideoCheck, str] = {
    VideoCheck.COVERS: "every cover is black",
    VideoCheck.FRAMES: "every frame is there",
    VideoCheck.SECOND_SCAN: "the second scan",
    VideoCheck.METADATA: "nothing beside picture and sound",
}
VIDEO_PROBLEMS: dict[str, str] = {
    "video-damaged": "the video is damaged, or ends before it should",
    "video-length-unknown": "it does not say how long it is, so nobody can tell whether all of it is there",
    "video-too-long": "it has more frames than can be looked at",
    "video-too-many-pixels": "its picture is too large",
    "video-unverifiable": "its format hides damage",
    "frames-left-out": "not every frame was looked at",
}
"""Why a scan of a video could not decide."""


def time_in_words(at_ms: int) -> str:
    """Return a moment of a video as players show it, with tenths: 1:02.5."""
    tenths = round(at_ms / 100)
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"


def times_in_words(track: Track) -> str:
    """Return from when until when a track is seen."""
    return f"{time_in_words(track.from_ms)}–{time_in_words(track.until_ms)}"


def video_scan_in_words(scan: VideoScan | None) -> str:
    """Say what a scan came to, and how many frames it looked at: none found is said of every frame only."""
    outcome = _(OUTCOMES[scan.outcome if scan else None])
    if scan is None:
        return outcome
    if scan.outcome is ScanOutcome.UNDECIDED:
        problem = scan.problem or ""
        return f"{outcome} ({_(VIDEO_PROBLEMS[problem]) if problem in VIDEO_PROBLEMS else problem})"
    looked = _("{looked} of {frames} frames looked at").format(looked=scan.looked, frames=scan.frames)
    return f"{outcome} ({looked})"


def video_leaks_in_words(leaks: Sequence[VideoLeak]) -> str:
    """Say what a file gives away beside its pictures and its sound."""
    return ", ".join(_(VIDEO_LEAKS[leak]) for leak in leaks)


def video_copy_in_words(made: VideoCopy) -> str:
    """Say what became of a public copy: what it covers, its sound, and what its proof came to."""
    lines = [
        _("The public copy is made, {sound}. Covered: {count}.").format(
            sound=_(SOUNDS[made.sound]), count=made.covered_count
        )
    ]
    if made.sound is Sound.ALTERED:
        lines.append(
            _("The voice is only shifted. Software can shift it back, and who knows it may know it still.")
        )
    if made.unsettled:
        first = time_in_words(made.unsettled[0].at_ms)
        lines.append(
            "✗ "
            + _n(
                "Its own scan found {count} place that nothing explains, at {first}. The gate refuses it.",
                "Its own scan found {count} places that nothing explains, the first at {first}. The gate refuses it.",
                len(made.unsettled),
            ).format(count=len(made.unsettled), first=first)
        )
    lines += [
        "✗ " + _("Not proved: {check}. The gate refuses it.").format(check=_(VIDEO_CHECKS[check]))
        for check in made.not_done
        if check is not VideoCheck.SECOND_SCAN or not made.unsettled
    ]
    if not made.not_done:
        lines.append("✓ " + _("Every frame was scanned again: no face but those that you chose to show."))
        lines.append("✓ " + _("It carries no data beside its pictures and its sound."))
    return "\n".join(lines)
