"""Scan a picture for faces. Three outcomes: found, none found by these passes, undecided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from consentkit.domain.errors import Unavailable
from consentkit.domain.images import Detection, Scan, ScanOutcome
from consentkit.imaging.boxes import MERGE_OVERLAP
from consentkit.imaging.detectors import REQUIRED, Detector, Look, LooksAgain, load_detector
from consentkit.imaging.opening import Picture
from consentkit.imaging.pixels import Pixels

FAINT = "faint-candidates"
UNVERIFIABLE = "picture-unverifiable"
FAILED = "detector-failed"
MISSING = "detector-missing"


@dataclass
class _Course:
    """What one scan has come to so far."""

    pixels: Pixels
    found: list[Detection] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    problem: str | None = None
    doubts: list[Detection] = field(default_factory=list)


def scan_picture(picture: Picture, *, models: Path, detectors: Sequence[str]) -> Scan:
    """Return the faces that the named detectors find; `models` is the folder of model files.

    Where nothing is found, what may still be a face is listed for a person to settle, best first, and
    `passes` ends with `faint-candidates`.

    Undecided, with its `problem`: the required detector was not asked for or is missing (detector-missing),
    its model is not the one described (model-altered), a detector failed on this picture (detector-failed),
    or nothing was seen in a picture whose format hides damage (picture-unverifiable). An optional detector
    that is not installed does not appear in the scan's `detectors`.
    """
    course = _looked_at(picture, models, detectors)
    if not course.found and course.doubts:
        course.found = sorted(course.doubts, key=lambda detection: -detection.score)
        course.passes.append(FAINT)
    if not course.found and course.problem is None and not picture.is_verifiable:
        course.problem = UNVERIFIABLE
    return _scan(course)


def rescan_copy(copy: Picture, *, models: Path, detectors: Sequence[str]) -> Scan:
    """Return the faces that the same passes find in a public copy; undecided as `scan_picture`.

    Faint candidates are left out: what the copy shows was shown to a person before, and a cover's edge in
    somebody's hair is itself a faint candidate.
    """
    return _scan(_looked_at(copy, models, detectors))


def _looked_at(picture: Picture, models: Path, detectors: Sequence[str]) -> _Course:
    course = _Course(picture.pixels)
    if REQUIRED not in detectors:
        course.problem = MISSING
    loaded = [one for name in detectors if (one := _loaded(name, models, course)) is not None]
    for detector in loaded:
        _look(detector, course)
    for detector in loaded:
        # Nothing found must be earned, whatever another detector believes to have seen.
        if not any(detection.detector == detector.name for detection in course.found):
            _look_again(detector, course)
    return course


def _loaded(name: str, models: Path, course: _Course) -> Detector | None:
    try:
        return load_detector(name, models)
    except Unavailable as error:
        if name == REQUIRED:
            course.problem = error.code
        return None


def _look(detector: Detector, course: _Course) -> None:
    course.versions[detector.name] = detector.version
    try:
        if isinstance(detector, LooksAgain):
            _keep(detector.look(course.pixels), course)
        else:
            course.found.extend(detector.detect(course.pixels))
    except Exception:  # noqa: BLE001  a detector that fails has not said that there is no face
        course.problem = course.problem or FAILED
        return
    course.passes.extend(detector.passes)


def _look_again(detector: Detector, course: _Course) -> None:
    if not isinstance(detector, LooksAgain):
        return
    try:
        _keep(detector.look_again(course.pixels), course)
    except Exception:  # noqa: BLE001  as above
        course.problem = course.problem or FAILED
        return
    course.passes.extend(detector.again_passes)


def _keep(look: Look, course: _Course) -> None:
    course.found.extend(look.detections)
    course.doubts.extend(look.doubts)


def _scan(course: _Course) -> Scan:
    outcome = ScanOutcome.FOUND if course.found else ScanOutcome.NONE_FOUND
    return Scan(
        outcome=ScanOutcome.UNDECIDED if course.problem else outcome,
        detections=tuple(_merged(course.found)),
        passes=tuple(course.passes),
        detectors=course.versions,
        problem=course.problem,
    )


def _merged(found: Sequence[Detection]) -> list[Detection]:
    """Drop what overlaps an earlier one too much; scores of two detectors cannot be compared."""
    kept: list[Detection] = []
    for detection in found:
        if all(detection.box.overlap(other.box) < MERGE_OVERLAP for other in kept):
            kept.append(detection)
    return kept
