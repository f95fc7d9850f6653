"""The process that looks at frames: read pixels from stdin, answer with the faces, again and again."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.images import Detection, Profile
from consentkit.domain.settings import TEXT_DETECTORS
from consentkit.imaging.detectors import REQUIRED, Detector, load_detector
from consentkit.imaging.detectors.non_maximum_suppression import MERGE_OVERLAP
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.video.limits import MAX_FRAME_PIXELS
from consentkit.sandbox.serving import Content, Service, step_back

_MAX_REQUEST_BYTES = 100_000


def service() -> Service:
    """Return how this process answers."""
    return Service(_answer, (_MAX_REQUEST_BYTES, MAX_FRAME_PIXELS * 3), prepare=step_back)


def _answer(asked: bytes, content: bytes) -> tuple[dict[str, Any], Content]:
    request = json.loads(asked)
    pixels = np.frombuffer(content, dtype=np.uint8).reshape(request["height"], request["width"], 3)
    # The content may be long: a crowd has many faces.
    return {}, json.dumps(look_at_frame(pixels, request)).encode()


def look_at_frame(pixels: Pixels, request: dict[str, Any]) -> dict[str, Any]:
    """Return the faces of the passes of a profile, and which passes those were; a `problem` when it failed.

    Other than a picture's, a frame in which nothing is found is not looked at again: the frames beside it
    show the same people.
    """
    profile = Profile(request["profile"])
    found: list[Detection] = []
    doubts: list[Detection] = []
    passes: list[str] = []
    versions: dict[str, str] = {}
    try:
        for detector in _detectors(request):
            names = detector.passes(profile)
            if not names:
                continue
            seen = detector.detect(pixels, profile)
            found += seen.detections
            doubts += seen.doubts
            passes += names
            versions[detector.name] = detector.version
    except Unavailable as error:
        return {"problem": error.code}
    except Exception:  # noqa: BLE001  a detector that fails has not said that there is no face
        return {"problem": "detector-failed"}
    if REQUIRED not in versions:
        return {"problem": "detector-missing"}
    return {
        "found": _told(found),
        "doubts": _told(doubts),
        "passes": passes,
        "detectors": versions,
    }


def _detectors(request: dict[str, Any]) -> list[Detector]:
    loaded = []
    # Words are looked for in pictures alone: a second for each of a thousand frames is too much.
    for name in (one for one in request["detectors"] if one not in TEXT_DETECTORS):
        try:
            loaded.append(load_detector(name, Path(request["models"])))
        except Unavailable:
            if name == REQUIRED:
                raise
    return loaded


def _told(found: list[Detection]) -> list[dict[str, Any]]:
    """Return them without doubles: what overlaps an earlier one too much is the same face."""
    kept: list[Detection] = []
    for detection in found:
        if all(detection.box.overlap(other.box) < MERGE_OVERLAP for other in kept):
            kept.append(detection)
    return [detection.model_dump(mode="json") for detection in kept]
