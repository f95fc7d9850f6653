"""The scanning process: read pixels from stdin, answer with the scan, again and again."""

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from consentkit.domain.pictures.images import Profile
from consentkit.imaging.detectors.sessions import limit_threads
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.scanning.scanning import plan_scan, rescan_copy, scan_picture
from consentkit.sandbox.limits import MAX_PIXELS
from consentkit.sandbox.serving import Content, Service, step_back

_MAX_REQUEST_BYTES = 100_000
# M_MMAP_THRESHOLD of glibc's malloc.h. Blocks of 4 MiB and more, which are pictures and maps, then lie apart
# and go back to the system when they are freed; set by hand, glibc no longer raises it by itself.
_MMAP_THRESHOLD, _LARGE_BYTES = -3, 4_194_304


def _glibc() -> ctypes.CDLL | None:
    """Return the C library where it is one that keeps half a gigabyte of what was freed, in pieces."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None


_LIBC = _glibc()


def service() -> Service:
    """Return how this process answers."""
    return Service(_answer, (_MAX_REQUEST_BYTES, MAX_PIXELS * 3), prepare=_prepare)


def _answer(request: bytes, pixels: bytes) -> tuple[dict[str, Any], Content]:
    scan = _scan(json.loads(request), pixels)
    _give_memory_back()
    # The content may be long: a crowd has many faces.
    return {}, scan


def _prepare() -> None:
    step_back()
    if _LIBC is not None:
        _LIBC.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)


def _give_memory_back() -> None:
    if _LIBC is not None:
        _LIBC.malloc_trim(0)


def _scan(request: dict[str, Any], pixels: bytes) -> bytes:
    shape = (request["height"], request["width"], 3)
    picture = Picture(np.frombuffer(pixels, dtype=np.uint8).reshape(shape), request["media_type"])
    limit_threads(request["threads"])
    models, detectors = Path(request["models"]), request["detectors"]
    if request["do"] == "rescan":
        return rescan_copy(picture, models=models, detectors=detectors).model_dump_json().encode()
    profile = Profile(request["profile"])
    if request["do"] == "plan":
        plan = plan_scan(models=models, detectors=detectors, profile=profile)
        return plan.model_dump_json().encode()
    scan = scan_picture(picture, models=models, detectors=detectors, profile=profile)
    return scan.model_dump_json().encode()
