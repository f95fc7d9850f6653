"""The public copy of a video: make it, prove it, watch it."""

import hashlib
from dataclasses import dataclass
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
    covers_no_less,
)
from consentkit.store.stories.stories import get_story
from consentkit.store.videos import copy_of_video, save_video_copy, tracks_of, videos
from consentkit.usecases.changes import Change
from consentkit.usecases.outgoing import Outgoing
from consentkit.usecases.reopenings import check_told_of
from consentkit.usecases.showings import record_copy_shown
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.videos.videos import frame_watcher, look_with
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.imaging.video.opening import Frame

_MOST_TRIES = 3


def make_video_copy(
    workspace: Workspace, video: str, *, sound: Sound = Sound.DROPPED, watch: Watcher = unwatched
) -> VideoCopy:
    """Make the file that may be published: every frame rebuilt, tracks covered, scanned again, re-read.

    It is made again where its tracks became others meanwhile. Raises NotFound, Refused while tracks are open,
    Conflict before a scan of every frame or (record-changed) where they went on changing, InvalidInput for
    sound that cannot be read, BadDataFile for a changed original, Stopped when `watch` cancels, Unavailable
    without the extra `video`.
    """
    from consentkit.imaging.video.opening import check_video_extra

    require(workspace.actor, EventName.VIDEO_COPY_MADE)
    check_video_extra()
    found = videos.get(workspace.reading, video)
    known = _settled_tracks(workspace, found)
    said = sound if found.has_sound else Sound.DROPPED
    if _tells_more(copy_of_video(workspace.reading, video), known, said):
        check_told_of(workspace, found.story)
    data = workspace.records.vault.get(found.original)
    for _ in range(_MOST_TRIES):
        made = _made(data, found, known, sound, watch)
        copy = _proved(workspace, made, watch)
        with workspace.change(EventName.VIDEO_COPY_MADE) as change:
            found = videos.get(change.db, video)
            known = _settled_tracks(workspace, found)
            if (known, found.scan) == (made.tracks, made.video.scan):
                return _kept(change, found, copy, made.data)
    changed = "tracks" if known != made.tracks else "scan"
    raise Conflict("record-changed", kind="video", id=video, changed=(changed,))


def _settled_tracks(workspace: Workspace, video: Video) -> tuple[Track, ...]:
    """Return the tracks on which a copy rests. Raises Conflict, Refused where none can be made."""
    if video.scan is None or not video.scan.is_of_every_frame:
        raise Conflict("video-scan-first", video=video.id)
    known = tracks_of(workspace.reading, video.id)
    if any(track.settlement is Settlement.OPEN for track in known):
        raise Refused("tracks-open", video=video.id)
    return known


def _made(data: bytes, video: Video, known: tuple[Track, ...], sound: Sound, watch: Watcher) -> "_Made":
    from consentkit.imaging.video.redacting import make_video_copy as redact

    times: list[int] = []
    tell = frame_watcher(watch, video)

    def note(frame: "Frame") -> None:
        times.append(frame.at_ms)
        tell(frame)

    made = redact(data, covered_tracks(known), sound, watch=note)
    return _Made(video, known, made, times, sound)


@dataclass(frozen=True)
class _Made:
    """A copy before its proof: of which video and tracks, its bytes, when its frames are, its sound."""

    video: Video
    tracks: tuple[Track, ...]
    data: bytes
    times: list[int]
    sound: Sound


def _proved(workspace: Workspace, made: _Made, watch: Watcher) -> VideoCopy:
    from consentkit.imaging.formats.mp4_atoms import leaks_in_mp4
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
        stored="",
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


def _tells_more(before: VideoCopy | None, tracks: tuple[Track, ...], sound: Sound) -> bool:
    return before is None or not covers_no_less(tracks, before) or sound.tells_more_than(before.sound)


def _frames(video: Video) -> int:
    return video.scan.frames if video.scan else -1


def _are_same(times: list[int], read: list[int]) -> bool:
    """Tell whether frames lie where they were: covers are painted by time, and a ms is lost in rounding."""
    return len(times) == len(read) and all(abs(a - b) <= 1 for a, b in zip(times, read, strict=True))


def _kept(change: Change, video: Video, proved: VideoCopy, data: bytes) -> VideoCopy:
    before = copy_of_video(change.db, video.id)
    is_same = before is not None and before.digest == proved.digest and change.has_file(before.stored)
    # The same bytes made again are not kept twice.
    stored = before.stored if before is not None and is_same else change.keep_file(data)
    copy = proved.model_copy(update={"stored": stored})
    save_video_copy(change.db, copy)
    change.record(
        video.id,
        digest=copy.digest,
        covered=copy.covered_count,
        sound=copy.sound,
        unsettled=len(copy.unsettled),
        leaks=copy.leaks,
        not_done=tuple(copy.not_done) or None,
    )
    # The people in it are asked about the video that will be seen, so one that tells more is a revision.
    # One that hides more is safer: nobody is sent to them with it.
    if _tells_more(before, tracks_of(change.db, video.id), copy.sound):
        revise(change, get_story(change.db, video.story))
    return copy


def show_video_copy(workspace: Workspace, video: str) -> Outgoing:
    """Return the public copy's file for somebody to watch, cleared or not: it is shown, and given to nobody.

    It is recorded. Raises NotFound where none was made, Refused for who may see no face, BadDataFile for an
    altered one.
    """
    require(workspace.actor, EventName.COPY_SHOWN)
    copy = copy_of_video(workspace.reading, video)
    if copy is None:
        raise NotFound("video-copy-not-made", video=video)
    data = workspace.records.vault.get(copy.stored)
    record_copy_shown(workspace, video)
    return Outgoing(f"{video}.mp4", data)
