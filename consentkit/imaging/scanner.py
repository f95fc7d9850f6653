"""The scanning process: read pixels from stdin, answer with the scan, again and again."""

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np

from consentkit.domain.images import Profile
from consentkit.imaging.decoder import private_stdout
from consentkit.imaging.detectors.sessions import limit_threads
from consentkit.imaging.limits import MAX_PIXELS
from consentkit.imaging.messages import read_message, write_message
from consentkit.imaging.opening import Picture
from consentkit.imaging.scanning import plan_scan, rescan_copy, scan_picture
from consentkit.imaging.workers import READY

_MAX_REQUEST_BYTES = 100_000


def main() -> None:
    """Serve until stdin ends."""
    # Ctrl+C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _step_back()
    source, target = sys.stdin.buffer, private_stdout()
    write_message(target, READY)
    while True:
        try:
            request = read_message(source, limit=_MAX_REQUEST_BYTES)
            pixels = read_message(source, limit=MAX_PIXELS * 3)
        except EOFError:
            return
        scan = _scan(json.loads(request), pixels)
        write_message(target, b"{}")
        # The second message may be long: a crowd has many faces.
        write_message(target, scan)


def _scan(request: dict[str, Any], pixels: bytes) -> bytes:
    shape = (request["height"], request["width"], 3)
    picture = Picture(np.frombuffer(pixels, dtype=np.uint8).reshape(shape), request["media_type"])
    limit_threads(request["threads"])
    models, detectors = Path(request["models"]), request["detectors"]
    if request["look"] == "rescan":
        return rescan_copy(picture, models=models, detectors=detectors).model_dump_json().encode()
    profile = Profile(request["profile"])
    if request["look"] == "plan":
        plan = plan_scan(models=models, detectors=detectors, profile=profile)
        return plan.model_dump_json().encode()
    scan = scan_picture(picture, models=models, detectors=detectors, profile=profile)
    return scan.model_dump_json().encode()


def _step_back() -> None:
    """Let whoever types go first: both want every core of an old laptop."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(10)


if __name__ == "__main__":
    main()
