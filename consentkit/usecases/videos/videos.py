"""Videos: take in, scan, watch."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.domain.codes import new_code
from consentkit.domain.errors import BadDataFile, Conflict, InvalidInput, NotFound, Stopped
from consentkit.domain.events import EventName, require
from consentkit.domain.pictures.images import BY_HAND, ScanOutcome, Settlement
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.videos.tracks import is_track_explained
from consentkit.domain.videos.videos import Track, Video, VideoProfile, VideoScan
from consentkit.store.files import write_atomically
from consentkit.store.stories import get_story
from consentkit.store.videos import delete_tracks, tracks, videos
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.video.opening import Frame, FrameWatcher
    from consentkit.imaging.video.scanning import LookWith
    from consentkit.imaging.video.tracking import Trail


def add_video(workspace: Workspace, story: str, file: Path) -> Video:
    """Take a video into a story. The file itself stays as it is, and its name is not kept.

    Raises NotFound for an unknown story, InvalidInput for a file that cannot be opened, Conflict for one
    that is in the story already, Unavailable without the extra `video`.
    """
    from consentkit.imaging.video.opening import check_video_extra, open_video

    require(workspace.actor, EventName.VIDEO_ADDED)
    get_story(workspace.reading, story)
    check_video_extra()
    try:
        data = file.read_bytes()
    except OSError:
        raise InvalidInput("file-not-found", file=file.name) from None
    with open_video(data) as opened:
        about = opened.about
    digest = hashlib.sha256(data).hexdigest()
    known = videos.where(workspace.reading, "story = ? AND digest = ?", story, digest)
    if known:
        raise Conflict("video-known", video=known[0].id)
    video = Video(
        id=new_code("M"),
        story=story,
        digest=digest,
        original=workspace.records.vault.put(data),
        media_type=about.media_type,
        width_px=about.width_px,
        height_px=about.height_px,
        duration_ms=about.duration_ms,
        has_sound=about.has_sound,
        leaks=about.leaks,
    )
    with workspace.transaction() as transaction:
        videos.insert(transaction.db, video)
        transaction.record(EventName.VIDEO_ADDED, video.id, story=story, digest=digest)
        revise(transaction, get_story(transaction.db, story))
    return video


def videos_of(workspace: Workspace, story: str) -> tuple[Video, ...]:
    """Return a story's videos, in the order in which they came. Raises NotFound."""
    get_story(workspace.reading, story)
    return videos.where(workspace.reading, "story = ?", story)


def tracks_of(workspace: Workspace, video: str) -> tuple[Track, ...]:
    """Return a video's tracks, in the order in which they are seen first. Raises NotFound."""
    videos.get(workspace.reading, video)
    known = tracks.where(workspace.reading, "video = ?", video)
    return tuple(sorted(known, key=lambda track: track.from_ms))


def scan_video(
    workspace: Workspace,
    video: str,
    *,
    profile: VideoProfile = VideoProfile.THOROUGH,
    watch: Watcher = unwatched,
) -> Video:
    """Scan a video for faces; a scan that fails is kept as undecided, which refuses.

    Settled tracks stay as they are; open ones are replaced by what this scan finds. Raises NotFound,
    Unavailable without the extra `video`, Stopped when `watch` cancels: then nothing is changed.
    """
    from consentkit.imaging.video import scanning as video_scanning
    from consentkit.imaging.video.opening import check_video_extra

    require(workspace.actor, EventName.VIDEO_SCANNED)
    check_video_extra()
    found = videos.get(workspace.reading, video)
    trails: list[Trail] = []
    try:
        data = workspace.records.vault.get(found.original)
    except (NotFound, BadDataFile) as error:
        scan = VideoScan(outcome=ScanOutcome.UNDECIDED, problem=error.code)
    else:
        scan, trails = video_scanning.scan_video(
            data, profile, look_with(workspace), watch=frame_watcher(watch, found)
        )
    return _keep_scan(workspace, video, scan, trails)


def look_with(workspace: Workspace) -> "LookWith":
    """Return what frames are looked at with here."""
    from consentkit.imaging.video.scanning import LookWith

    return LookWith(workspace.models, workspace.settings.detectors)


def frame_watcher(watch: Watcher, video: Video) -> "FrameWatcher":
    """Return what tells `watch` how far a video is, in seconds, and stops when it cancels."""
    total = max(1, -(-video.duration_ms // 1000))

    def tell(frame: "Frame") -> None:
        done = min(frame.at_ms // 1000, total - 1)
        try:
            watch(Step(done, total, video.id))
        except Cancelled:
            raise Stopped("stopped", done=done, total=total) from None

    return tell


def _keep_scan(workspace: Workspace, video: str, scan: VideoScan, trails: "list[Trail]") -> Video:
    with workspace.transaction() as transaction:
        # Read anew: somebody may have watched it, or settled a track, while this went on.
        found = videos.get(transaction.db, video)
        known = tracks.where(transaction.db, "video = ?", video)
        kept = [t for t in known if t.settlement is not Settlement.OPEN or t.detector == BY_HAND]
        gone = [t for t in known if t not in kept]
        delete_tracks(transaction.db, tuple(t.id for t in gone))
        new = [trail for trail in trails if not is_track_explained(trail.sightings, kept)]
        for trail in new:
            tracks.insert(transaction.db, _new_track(video, trail))
        is_same = {t.path for t in gone} == {tuple(trail.sightings) for trail in new}
        scanned = found.model_copy(
            update={
                "scan": scan,
                "scanned_at": workspace.clock(),
                "viewed_by": found.viewed_by if is_same else None,
            }
        )
        videos.update(transaction.db, scanned)
        transaction.record(
            EventName.VIDEO_SCANNED,
            video,
            outcome=scan.outcome,
            tracks=len(trails),
            frames=scan.frames,
            looked=scan.looked,
            problem=scan.problem,
            passes=scan.passes,
        )
    return scanned


def _new_track(video: str, trail: "Trail") -> Track:
    return Track(
        id=new_code("H"),
        video=video,
        path=tuple(trail.sightings),
        score=trail.score,
        detector=trail.detector,
    )


def view_video(workspace: Workspace, video: str) -> Video:
    """Record that a person watched the whole video, after a scan of every frame.

    Raises NotFound, Conflict before such a scan.
    """
    found = videos.get(workspace.reading, video)
    if found.scan is None or not found.scan.is_of_every_frame:
        raise Conflict("video-scan-first", video=video)
    viewed = found.model_copy(update={"viewed_by": workspace.actor.handle})
    with workspace.transaction() as transaction:
        videos.update(transaction.db, viewed)
        transaction.record(EventName.VIDEO_VIEWED, video, outcome=found.scan.outcome)
    return viewed


def export_marked_video(workspace: Workspace, video: str, out: Path, *, watch: Watcher = unwatched) -> Path:
    """Write the original as an MP4 with its tracks boxed and numbered, to be watched and deleted.

    The numbers are those of `tracks_of`, from 1. Raises NotFound, Conflict where the file exists,
    InvalidInput where it cannot be, BadDataFile for a changed original, Unavailable without `video`.
    """
    from consentkit.imaging.video.previews import draw_video

    check_new_file(out)
    found = videos.get(workspace.reading, video)
    data = workspace.records.vault.get(found.original)
    marked = draw_video(data, tracks_of(workspace, video), watch=frame_watcher(watch, found))
    write_atomically(out, marked)
    return out
