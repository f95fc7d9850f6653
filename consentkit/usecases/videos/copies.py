"""The public copy of a video: make it, prove it, write it out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.pictures.images import Settlement
from consentkit.domain.pictures.public_copies import CheckResult
from consentkit.domain.progress import Watcher, unwatched
from consentkit.domain.videos.videos import (
    Sound,
    Track,
    Video,
    VideoCheck,
    VideoCopy,
    covered_digest,
    covered_tracks,
)
from consentkit.store.files import write_atomically
from consentkit.store.stories import get_story
from consentkit.store.videos import save_video_copy, tracks, video_copies, videos
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.videos.videos import frame_watcher, look_with
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.video.opening import Frame


def make_video_copy(
    workspace: Workspace, video: str, *, sound: Sound = Sound.DROPPED, watch: Watcher = unwatched
) -> VideoCopy:
    """Make the file that may be published: every frame rebuilt, tracks covered, scanned again, re-read.

    Raises NotFound, Refused while tracks are open, Conflict before a scan of every frame, InvalidInput for
    sound that cannot be read, BadDataFile for a changed original, Stopped when `watch` cancels, Unavailable
    without the extra `video`.
    """
    from consentkit.imaging.video.opening import check_video_extra
    from consentkit.imaging.video.redacting import make_video_copy as redact

    require(workspace.actor, EventName.VIDEO_COPY_MADE)
    check_video_extra()
    found = videos.get(workspace.reading, video)
    known = tracks.where(workspace.reading, "video = ?", video)
    if found.scan is None or not found.scan.is_of_every_frame:
        raise Conflict("video-scan-first", video=video)
    if any(track.settlement is Settlement.OPEN for track in known):
        raise Refused("tracks-open", video=video)
    data = workspace.records.vault.get(found.original)
    times: list[int] = []
    tell = frame_watcher(watch, found)

    def note(frame: "Frame") -> None:
        times.append(frame.at_ms)
        tell(frame)

    made = redact(data, covered_tracks(known), sound, watch=note)
    return _kept(workspace, found, _proved(workspace, _Made(found, known, made, times, sound), watch))


@dataclass(frozen=True)
class _Made:
    """A copy before its proof: of which video and tracks, its bytes, when its frames are, its sound."""

    video: Video
    tracks: tuple[Track, ...]
    data: bytes
    times: list[int]
    sound: Sound


def _proved(workspace: Workspace, made: _Made, watch: Watcher) -> VideoCopy:
    from consentkit.imaging.formats.mp4_boxes import leaks_in_mp4
    from consentkit.imaging.video.opening import open_video
    from consentkit.imaging.video.redacting import prove_video_copy

    video = made.video
    with open_video(made.data) as opened:
        about = opened.about
    proof = prove_video_copy(
        made.data,
        made.tracks,
        (video.width_px, video.height_px),
        look_with(workspace),
        watch=frame_watcher(watch, video),
    )
    leaks = leaks_in_mp4(made.data)
    sound = made.sound if video.has_sound else Sound.DROPPED
    is_whole = _are_same(made.times, proof.times)
    results = {
        VideoCheck.COVERS: proof.is_black,
        VideoCheck.FRAMES: is_whole and len(made.times) == proof.scan.frames == _frames(video),
        VideoCheck.SECOND_SCAN: proof.scan.is_of_every_frame and not proof.unsettled,
        VideoCheck.METADATA: not leaks and about.has_sound == (sound is not Sound.DROPPED),
    }
    return VideoCopy(
        video=video.id,
        digest=hashlib.sha256(made.data).hexdigest(),
        stored=workspace.records.vault.put(made.data),
        width_px=about.width_px,
        height_px=about.height_px,
        covered=covered_digest(made.tracks),
        covered_count=len(covered_tracks(made.tracks)),
        sound=sound,
        rescan=proof.scan,
        unsettled=tuple(proof.unsettled),
        leaks=leaks,
        results={check: CheckResult.DONE if done else CheckResult.FAILED for check, done in results.items()},
    )


def _frames(video: Video) -> int:
    return video.scan.frames if video.scan else -1


def _are_same(times: list[int], read: list[int]) -> bool:
    """Tell whether frames lie where they were: covers are painted by time, and a ms is lost in rounding."""
    return len(times) == len(read) and all(abs(a - b) <= 1 for a, b in zip(times, read, strict=True))


def _kept(workspace: Workspace, video: Video, copy: VideoCopy) -> VideoCopy:
    before = video_copies.where(workspace.reading, "video = ?", video.id)
    with workspace.transaction() as transaction:
        save_video_copy(transaction.db, copy)
        transaction.record(
            EventName.VIDEO_COPY_MADE,
            video.id,
            digest=copy.digest,
            covered=copy.covered_count,
            sound=copy.sound,
            unsettled=len(copy.unsettled),
            leaks=copy.leaks,
            not_done=tuple(copy.not_done) or None,
        )
        # The people in it are asked about the video that will be seen, so a different one is a revision.
        if not before or before[0].digest != copy.digest:
            revise(transaction, get_story(transaction.db, video.story))
    return copy


def export_video_copy(workspace: Workspace, video: str, out: Path) -> Path:
    """Write the public copy to a folder under a name that tells nothing, or to a file. Returns the path.

    Raises NotFound where none was made, Conflict where the file exists, InvalidInput where it cannot be,
    BadDataFile for an altered one.
    """
    found = videos.get(workspace.reading, video)
    copies = video_copies.where(workspace.reading, "video = ?", video)
    if not copies:
        raise NotFound("video-copy-not-made", video=video)
    path = out / f"{found.id}.mp4" if out.is_dir() else out
    check_new_file(path)
    write_atomically(path, workspace.records.vault.get(copies[0].stored), mode=0o644)
    return path
