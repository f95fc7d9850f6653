"""The matching process: read an original and its copy from stdin, answer whether a face still matches."""

import json
from typing import Any

import numpy as np

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.public_copies import CheckResult
from consentkit.domain.pictures.redactions import Cover
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.redaction.matching import still_matching
from consentkit.sandbox.limits import MAX_PIXELS
from consentkit.sandbox.serving import Content, Service

_MAX_REQUEST_BYTES = 1_000_000


def service() -> Service:
    """Return how this process answers."""
    return Service(_answer, (_MAX_REQUEST_BYTES, MAX_PIXELS * 3, MAX_PIXELS * 3))


def _answer(request: bytes, original: bytes, copy: bytes) -> tuple[dict[str, Any], Content]:
    told = json.loads(request)
    covers = [Cover.model_validate(one) for one in told["covers"]]
    others = [Box.model_validate(one) for one in told["others"]]
    try:
        matching = still_matching(
            _pixels(original, told["original"]), _pixels(copy, told["copy"]), covers, others
        )
    except Unavailable:
        return {}, json.dumps({"result": CheckResult.UNSUPPORTED}).encode()
    return {}, json.dumps({"result": CheckResult.FAILED if matching else CheckResult.DONE}).encode()


def _pixels(data: bytes, shape: list[int]) -> Pixels:
    return np.frombuffer(data, dtype=np.uint8).reshape(shape[0], shape[1], 3)
