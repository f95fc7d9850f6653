"""Ask the matching process whether covered faces still match; nothing that could identify comes back."""

import json
from collections.abc import Sequence
from importlib.util import find_spec

from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.public_copies import CheckResult
from consentkit.domain.pictures.redactions import Cover
from consentkit.imaging.opening.opening import Picture
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow, keep_until_exit
from consentkit.sandbox.services import ServiceKind

# A crowd has hundreds of faces, and dlib computes one after the other. Chosen by eye.
_MAX_SECONDS = 600
_MATCHER = keep_until_exit(Worker(ServiceKind.MATCH, seconds=_MAX_SECONDS))


def find_matching(
    original: Picture,
    copy: Picture,
    covers: Sequence[Cover],
    others: Sequence[Box],
    *,
    worker: Worker = _MATCHER,
) -> CheckResult | None:
    """Tell whether no covered face matches the original; `others` are the faces to be seen.

    `None` where face-recognition is not installed, unsupported where it does not start, failed when a face
    matches, and when the process dies or hangs.
    """
    if find_spec("face_recognition") is None:
        return None
    if not covers:
        return CheckResult.DONE
    request = {
        "original": [original.height_px, original.width_px],
        "copy": [copy.height_px, copy.width_px],
        "covers": [cover.model_dump(mode="json") for cover in covers],
        "others": [box.model_dump() for box in others],
    }
    try:
        pixels = (original.pixels.data.cast("B"), copy.pixels.data.cast("B"))
        _, answer = worker.ask(json.dumps(request).encode(), *pixels)
        return CheckResult(json.loads(answer)["result"])
    except (WorkerDied, WorkerTooSlow, ValueError, KeyError):
        return CheckResult.FAILED
