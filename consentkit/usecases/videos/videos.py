"""Videos: take in, scan, watch."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from consentkit.domain.codes import new_code
from consentkit.domain.errors import BadDataFile, Conflict, NotFound, Stopped
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.pictures.images import ScanOutcome, Settlement
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.videos.tracks import is_track_explained
from consentkit.domain.videos.videos import Track, Video, VideoProfile, VideoScan
from consentkit.store import videos as store
from consentkit.store.stories.stories import get_story
from consentkit.store.videos import delete_tracks, tracks, video_with_digest, videos, videos_of_story
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.answering import SaidAnswer
from consentkit.usecases.checks.looks import check_answers, keep_answers
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.showings import record_original_shown
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.video.opening import Frame, FrameWatcher
    from consentkit.imaging.video.scanning import LookWith
    from consentkit.imaging.video.tracking import Trail


def add_video(workspace: Workspace, story: str, file: Incoming) -> Video:
    """Take a video into a story. The file itself stays as it is, and its name is not kept.

    Raises NotFound for an unknown story, InvalidInput for a file that cannot be opened, Conflict for one
    that is in the story already, Unavailable without the extra `video`.
    """
    from consentkit.imaging.video.opening import check_video_extra, open_video

    require(workspace.actor, EventName.VIDEO_ADDED)
    get_story(workspace.reading, story)
    check_video_extra()
    data = file.read()
    with open_video(data) as opened:
        about = opened.about
    digest = hashlib.sha256(data).hexdigest()
    with workspace.change(EventName.VIDEO_ADDED) as change:
        known = video_with_digest(change.db, story, digest)
        if known is not None:
            raise Conflict("video-known", video=known.id)
        video = Video(
            id=new_code("M"),
            story=story,
            digest=digest,
            original=change.keep_file(data),
            media_type=about.media_type,
            width_px=about.width_px,
            height_px=about.height_px,
            duration_ms=about.duration_ms,
            has_sound=about.has_sound,
            leaks=about.leaks,
        )
        videos.insert(change.db, video)
        change.record(video.id, story=story, digest=digest)
        revise(change, get_story(change.db, story))
    return video


def videos_of(workspace: Workspace, story: str) -> tuple[Video, ...]:
    """Return a story's videos, in the order in which they came. Raises NotFound."""
    get_story(workspace.reading, story)
    return videos_of_story(workspace.reading, story)


def tracks_of(workspace: Workspace, video: str) -> tuple[Track, ...]:
    """Return a video's tracks, in the order in which they are seen first. Raises NotFound."""
    videos.get(workspace.reading, video)
    known = store.tracks_of(workspace.reading, video)
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
    return _keep_scan(workspace, found, scan, trails)


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


def _keep_scan(workspace: Workspace, asked: Video, scan: VideoScan, trails: "list[Trail]") -> Video:
    """Keep a scan of `asked` as it was then; what people decided about tracks meanwhile stays.

    Where somebody else kept one meanwhile that answers as much, that one stands.
    """
    with workspace.change(EventName.VIDEO_SCANNED) as change:
        video = videos.get(change.db, asked.id)
        came_meanwhile = (video.scan, video.scanned_at) != (asked.scan, asked.scanned_at)
        if came_meanwhile and _answers_as_much(video.scan, scan):
            return video
        is_same = _replace_tracks(change, video.id, trails)
        scanned = video.model_copy(
            update={
                "scan": scan,
                "scanned_at": change.at,
                "viewed_by": video.viewed_by if is_same else None,
            }
        )
        videos.update(change.db, scanned, expected=video)
        change.record(
            video.id,
            outcome=scan.outcome,
            tracks=len(trails),
            frames=scan.frames,
            looked=scan.looked,
            problem=scan.problem,
            passes=scan.passes,
        )
    return scanned


def _answers_as_much(kept: VideoScan | None, other: VideoScan) -> bool:
    if kept is None or kept.outcome is ScanOutcome.UNDECIDED:
        return False
    return kept.looked >= other.looked


def _replace_tracks(change: Change, video: str, trails: "list[Trail]") -> bool:
    """Put what a scan found in the place of what nobody settled; tell whether both are the same.

    What is strong, or was ever linked to somebody, stays, also where this scan does not find it.
    """
    known = store.tracks_of(change.db, video)
    kept = [t for t in known if t.settlement is not Settlement.OPEN or t.is_strong or t.linked_before]
    gone = [t for t in known if t not in kept]
    delete_tracks(change.db, tuple(gone))
    for track in kept:
        on_it = [trail.score for trail in trails if is_track_explained(trail.sightings, [track])]
        if max(on_it, default=0.0) > track.score:
            tracks.update(change.db, track.model_copy(update={"score": max(on_it)}), expected=track)
    new = [trail for trail in trails if not is_track_explained(trail.sightings, kept)]
    for trail in new:
        tracks.insert(change.db, _new_track(video, trail))
    return {t.path for t in gone} == {tuple(trail.sightings) for trail in new}


def _new_track(video: str, trail: "Trail") -> Track:
    return Track(
        id=new_code("H"),
        video=video,
        path=tuple(trail.sightings),
        score=trail.score,
        detector=trail.detector,
    )


def view_video(
    workspace: Workspace,
    video: str,
    *,
    seen: Sequence[Track] | None = None,
    answers: Sequence[SaidAnswer] = (),
) -> Video:
    """Record that a person watched the whole video, after a scan of every frame, and what they answered.

    `seen` are the tracks that the person had in the list; `answers` are to questions about a picture, and are
    kept for this video. Raises NotFound, Conflict before such a scan, or (record-changed) when the list is
    another one by now; as `check_answers` and `keep_answers` do for the answers. Then nothing is kept.
    """
    check_answers(workspace, answers)
    with workspace.change(EventName.VIDEO_VIEWED) as change:
        found = videos.get(change.db, video)
        if found.scan is None or not found.scan.is_of_every_frame:
            raise Conflict("video-scan-first", video=video)
        if seen is not None and {t.path for t in seen} != {t.path for t in store.tracks_of(change.db, video)}:
            raise Conflict("record-changed", kind="video", id=video, changed=("tracks",))
        viewed = found.model_copy(update={"viewed_by": change.actor.handle})
        videos.update(change.db, viewed, expected=found)
        change.record(video, outcome=found.scan.outcome)
        keep_answers(workspace, change, viewed, answers)
    return viewed


def mark_video(
    workspace: Workspace, video: str, how: Showing = Showing.SHOWN, *, watch: Watcher = unwatched
) -> bytes:
    """Return the original as an MP4 with its tracks boxed and numbered, to be watched and deleted.

    It is recorded. The numbers are those of `tracks_of`, from 1. Raises NotFound, Refused, BadDataFile for a
    changed original, Unavailable without `video`.
    """
    from consentkit.imaging.video.previews import draw_video

    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    found = videos.get(workspace.reading, video)
    data = workspace.records.vault.get(found.original)
    drawn = draw_video(data, tracks_of(workspace, video), watch=frame_watcher(watch, found))
    record_original_shown(workspace, video, how)
    return drawn
