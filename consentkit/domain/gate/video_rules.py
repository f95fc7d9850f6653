"""What must hold for a video beside what holds for a picture, too: each frame was scanned, and is covered."""

from consentkit.domain.gate.clearances import Findings
from consentkit.domain.gate.dossiers import Dossier, FileState, VideoRecord
from consentkit.domain.gate.media_rules import (
    MadeCopy,
    MediaLook,
    made_copy_findings,
    people_findings,
    scan_findings,
)
from consentkit.domain.values import Fact
from consentkit.domain.videos.videos import Track, VideoCopy, VideoScan, covered_digest


def video_findings(dossier: Dossier, record: VideoRecord) -> Findings:
    """Yield everything about one video that stands in the way."""
    video = record.video
    look = MediaLook(
        video.id,
        record.original_state,
        video.scan,
        _frames_left(video.scan),
        record.tracks,
        video.viewed_by,
    )
    yield from scan_findings(look)
    yield from people_findings(dossier, look)
    yield from video_copy_findings(video.id, record.tracks, record.copy_made, record.copy_state)


def _frames_left(scan: VideoScan | None) -> dict[str, Fact] | None:
    if scan is None or scan.is_of_every_frame:
        return None
    return {"looked": scan.looked, "frames": scan.frames}


def video_copy_findings(
    subject: str, tracks: tuple[Track, ...], copy: VideoCopy | None, file: FileState | None
) -> Findings:
    """Yield everything about a video's public copy that stands in the way; `file` is its file's state."""
    if copy is None:
        return made_copy_findings(subject, None)
    made = MadeCopy(
        file,
        is_stale=copy.covered != covered_digest(tracks),
        is_undecided=not copy.rescan.is_of_every_frame,
        left=len(copy.unsettled),
        leaks=copy.leaks,
        not_done={check.value: result for check, result in copy.not_done.items()},
    )
    return made_copy_findings(subject, made)
