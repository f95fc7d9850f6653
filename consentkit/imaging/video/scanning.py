"""Scan a video for faces: look at frames, and gather what is found into tracks."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Detection, Profile, ScanOutcome
from consentkit.domain.videos.videos import VideoProfile, VideoScan
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.video.opening import Frame, FrameWatcher, open_video, unwatched_frame
from consentkit.imaging.video.tracking import Tracker, Trail
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow, keep_until_exit
from consentkit.sandbox.services import ServiceKind

FAINT = "faint-candidates"
LOOKS_EACH_SECOND = 5
"""How many frames a second the standard profile looks at."""

DEEP_EVERY_MS = 500
"""How often every pass that there is looks at a frame when every frame is looked at."""

# One frame with every pass takes seconds; much longer on an old laptop that does something else.
_MAX_SECONDS = 300
_FAILED = "detector-failed"
_DETECTIONS = TypeAdapter(list[Detection])
_SCANNER = keep_until_exit(Worker(ServiceKind.FRAMES, seconds=_MAX_SECONDS))


@dataclass(frozen=True)
class LookWith:
    """What frames are looked at with: the folder of models, and the detectors' names."""

    models: Path
    detectors: Sequence[str]


_EBML = b"\x1a\x45\xdf\xa3"
"""How a WebM begins."""


@dataclass
class Looked:
    """What was found in one frame."""

    found: list[Detection]
    doubts: list[Detection]


@dataclass
class Course:
    """The state of one scan of a video: what its frames have shown so far."""

    frames: int = 0
    looked: int = 0
    passes: dict[str, None] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    def scan(self, *, is_found: bool) -> VideoScan:
        """Return it as a scan; one that found nothing and left frames out has not decided."""
        outcome = ScanOutcome.FOUND if is_found else ScanOutcome.NONE_FOUND
        problem = self.problem
        if problem is None and not is_found and (self.looked < self.frames or not self.frames):
            problem = "frames-left-out"
        return VideoScan(
            outcome=ScanOutcome.UNDECIDED if problem else outcome,
            frames=self.frames,
            looked=self.looked,
            passes=tuple(self.passes),
            detectors=self.versions,
            problem=problem,
        )


def scan_video(
    data: bytes, profile: VideoProfile, look_with: LookWith, *, watch: FrameWatcher = unwatched_frame
) -> tuple[VideoScan, list[Trail]]:
    """Return what a scan of a video's bytes comes to, and the tracks that it found.

    The standard profile looks at some frames a second; where it finds nothing, every frame is looked at.
    A file that is damaged, or ends before it should, is undecided; what was found until then is returned too.
    """
    scan, paths = _scanned(data, profile, look_with, watch)
    if profile is VideoProfile.STANDARD and not paths and scan.problem == "frames-left-out":
        return _scanned(data, VideoProfile.THOROUGH, look_with, watch)
    return scan, paths


def _scanned(
    data: bytes, profile: VideoProfile, look_with: LookWith, watch: FrameWatcher
) -> tuple[VideoScan, list[Trail]]:
    course, sure, faint = Course(), Tracker(), Tracker()
    try:
        with open_video(data) as video:
            for frame, looked in look_at_frames(video.frames(), profile, look_with, course, watch):
                for tracker, found in ((sure, looked.found), (faint, looked.doubts)):
                    tracker.watch(frame.pixels)
                    tracker.add(frame.at_ms, frame.pixels, found)
    except InvalidInput as error:
        course.problem = error.code
    if not (sure.paths or faint.paths) and data.startswith(_EBML):
        # The decoders of VP8 and VP9 patch over damage and do not tell, so that nothing found means nothing.
        course.problem = course.problem or "video-unverifiable"
    if not sure.paths and faint.paths and course.problem is None and course.looked == course.frames:
        course.passes[FAINT] = None
        return course.scan(is_found=True), faint.paths
    return course.scan(is_found=bool(sure.paths)), sure.paths


def look_at_frames(
    frames: Iterator[Frame],
    profile: VideoProfile,
    look_with: LookWith,
    course: Course,
    watch: FrameWatcher = unwatched_frame,
) -> Iterator[tuple[Frame, Looked]]:
    """Yield each frame that is looked at with what was found in it; `course` keeps the count."""
    next_ms = next_deep_ms = 0
    for frame in frames:
        watch(frame)
        course.frames += 1
        if profile is VideoProfile.STANDARD and frame.at_ms < next_ms:
            continue
        next_ms = frame.at_ms + 1000 // LOOKS_EACH_SECOND
        depth = Profile.STANDARD
        if profile is VideoProfile.THOROUGH and frame.at_ms >= next_deep_ms:
            next_deep_ms, depth = frame.at_ms + DEEP_EVERY_MS, Profile.THOROUGH
        yield frame, _detect(frame.pixels, depth, look_with, course)


def _detect(pixels: Pixels, depth: Profile, look_with: LookWith, course: Course) -> Looked:
    request = {
        "height": pixels.shape[0],
        "width": pixels.shape[1],
        "profile": depth,
        "models": str(look_with.models.absolute()),
        "detectors": list(look_with.detectors),
    }
    try:
        _, answer = _SCANNER.ask(json.dumps(request).encode(), pixels.data.cast("B"))
        told = json.loads(answer)
        if "problem" in told:
            course.problem = course.problem or str(told["problem"])
            return Looked([], [])
        looked = Looked(
            _DETECTIONS.validate_python(told["found"]), _DETECTIONS.validate_python(told["doubts"])
        )
    except (WorkerDied, WorkerTooSlow, ValueError, KeyError, ValidationError):
        course.problem = course.problem or _FAILED
        return Looked([], [])
    course.looked += 1
    course.passes |= dict.fromkeys(told["passes"])
    course.versions |= told["detectors"]
    return looked
