"""Scan a picture for faces, and for words. Three outcomes: found, none found by these passes, undecided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.images import Detection, Profile, Scan, ScanOutcome
from consentkit.domain.pictures.scan_plans import ScanPlan
from consentkit.domain.settings import CODE_READER, TEXT_DETECTORS
from consentkit.imaging.detectors import REQUIRED, Detector, load_detector, takes_part
from consentkit.imaging.detectors.non_maximum_suppression import MERGE_OVERLAP
from consentkit.imaging.detectors.sessions import let_go
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.opening.pixels import Pixels

_CODES = (CODE_READER,)
FAINT = "faint-candidates"
UNVERIFIABLE = "picture-unverifiable"
FAILED = "detector-failed"
MISSING = "detector-missing"


@dataclass
class _ScanState:
    """The state of one scan: what its detectors have found so far."""

    pixels: Pixels
    profile: Profile
    found: list[Detection] = field(default_factory=list)
    """The faces alone: words are no face, and a picture with nothing but words has none."""
    texts: list[Detection] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    problem: str | None = None
    doubts: list[Detection] = field(default_factory=list)
    is_crowded: bool = False
    """Whether networks that look for words run too: each then lets go of its memory before the next."""

    def has_found(self, detector: str) -> bool:
        """Tell whether this detector has found anything."""
        return any(detection.detector == detector for detection in self.found)


def scan_picture(
    picture: Picture, *, models: Path, detectors: Sequence[str], profile: Profile = Profile.STANDARD
) -> Scan:
    """Return the faces that the named detectors find; `models` is the folder of model files.

    Where the required detector finds nothing, everything looks again with the thorough profile. Where that
    finds nothing either, what may still be a face is listed for a person to settle, best first, and
    `passes` ends with `faint-candidates`.

    Undecided, with its `problem`: the required detector was not asked for or is missing (detector-missing),
    its model is not the one described (model-altered), a detector failed on this picture (detector-failed),
    or nothing was seen in a picture whose format hides damage (picture-unverifiable). An optional detector
    that is not installed does not appear in the scan's `detectors`.

    Words are looked for once, as hard as faces were looked for in the end. They count for nothing else: the
    outcome and the deeper look speak of faces alone.
    """
    state = _run_detectors(picture, models, detectors, profile)
    if profile is not Profile.THOROUGH and not state.has_found(REQUIRED):
        # Nothing found must be earned, whatever another detector believes to have seen.
        state = _run_detectors(picture, models, detectors, Profile.THOROUGH)
    _detect_texts(state, models, detectors)
    if not state.found and state.doubts:
        faint = [doubt.model_copy(update={"is_faint": True}) for doubt in state.doubts]
        state.found = sorted(faint, key=lambda detection: -detection.score)
        state.passes.append(FAINT)
    if not state.found and state.problem is None and not picture.is_verifiable:
        state.problem = UNVERIFIABLE
    return _scan(state)


def plan_scan(*, models: Path, detectors: Sequence[str], profile: Profile) -> ScanPlan:
    """Return which passes of which detectors a scan with this profile would take; nothing is looked at.

    `missing` says why a detector that is asked for takes no part, where it would in this profile.
    """
    state = _ScanState(np.zeros((1, 1, 3), dtype=np.uint8), profile)
    for detector in _taking_part(models, [*detectors, *_CODES], state):
        state.versions[detector.name] = detector.version
        state.passes.extend(detector.passes(profile))
    return ScanPlan(
        profile=profile, passes=tuple(state.passes), detectors=state.versions, missing=state.missing
    )


def rescan_copy(copy: Picture, *, models: Path, detectors: Sequence[str]) -> Scan:
    """Return the faces that the thorough passes find in a public copy; undecided as `scan_picture`.

    Faint candidates are left out: what the copy shows was shown to a person before, and a cover's edge in
    somebody's hair is itself a faint candidate. Words are looked for as in any picture.
    """
    state = _run_detectors(copy, models, detectors, Profile.THOROUGH)
    _detect_texts(state, models, detectors)
    return _scan(state)


def _run_detectors(picture: Picture, models: Path, detectors: Sequence[str], profile: Profile) -> _ScanState:
    state = _ScanState(picture.pixels, profile)
    if REQUIRED not in detectors:
        state.problem = MISSING
    state.is_crowded = any(name in TEXT_DETECTORS and takes_part(name, profile) for name in detectors)
    for detector in _taking_part(models, [name for name in detectors if name not in TEXT_DETECTORS], state):
        _detect(detector, state, state.found)
    return state


def _detect_texts(state: _ScanState, models: Path, detectors: Sequence[str]) -> None:
    # Codes are looked for in every picture: what looks for them comes with the program.
    names = [name for name in detectors if name in TEXT_DETECTORS]
    for detector in _taking_part(models, [*_CODES, *names], state):
        _detect(detector, state, state.texts)


def _taking_part(models: Path, detectors: Sequence[str], state: _ScanState) -> list[Detector]:
    wanted = [name for name in detectors if takes_part(name, state.profile)]
    loaded = [_loaded(name, models, state) for name in wanted]
    return [one for one in loaded if one is not None]


def _loaded(name: str, models: Path, state: _ScanState) -> Detector | None:
    try:
        return load_detector(name, models)
    except Unavailable as error:
        state.missing[name] = error.code
        if name == REQUIRED:
            state.problem = error.code
        return None


def _detect(detector: Detector, state: _ScanState, found: list[Detection]) -> None:
    state.versions[detector.name] = detector.version
    try:
        seen = detector.detect(state.pixels, state.profile)
    except Exception:  # noqa: BLE001  a detector that fails has not said that there is no face
        state.problem = state.problem or FAILED
        return
    finally:
        if state.is_crowded:
            let_go()
    found.extend(seen.detections)
    state.doubts.extend(seen.doubts)
    state.passes.extend(detector.passes(state.profile))


def _scan(state: _ScanState) -> Scan:
    outcome = ScanOutcome.FOUND if state.found else ScanOutcome.NONE_FOUND
    return Scan(
        outcome=ScanOutcome.UNDECIDED if state.problem else outcome,
        profile=None if state.problem else state.profile,
        detections=(*_merged(state.found), *state.texts),
        passes=tuple(state.passes),
        detectors=state.versions,
        problem=state.problem,
    )


def _merged(found: Sequence[Detection]) -> list[Detection]:
    """Drop what overlaps an earlier one too much; scores of two detectors cannot be compared."""
    kept: list[Detection] = []
    for detection in found:
        if all(detection.box.overlap(other.box) < MERGE_OVERLAP for other in kept):
            kept.append(detection)
    return kept
