"""Scan in a process of its own: dlib holds the interpreter for half a second a picture, and no key would
be answered meanwhile; and a detector that crashes takes nothing with it.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from consentkit.domain.images import Scan, ScanOutcome
from consentkit.imaging.opening import Picture
from consentkit.imaging.scanning import FAILED
from consentkit.imaging.workers import DecoderWorker, WorkerDied, WorkerTooSlow, keep_until_exit

_MAX_SECONDS = 600
"""100 megapixels with every pass take minutes on an old laptop; a scan that hangs must end all the same."""

_SCANNER = keep_until_exit(DecoderWorker(seconds=_MAX_SECONDS, module="consentkit.imaging.scanner"))


def scan_picture_apart(
    picture: Picture, *, models: Path, detectors: Sequence[str], worker: DecoderWorker = _SCANNER
) -> Scan:
    """Return what `scan_picture` returns; undecided (detector-failed) when its process dies or hangs."""
    return _asked("scan", picture, models, detectors, worker)


def rescan_copy_apart(
    copy: Picture, *, models: Path, detectors: Sequence[str], worker: DecoderWorker = _SCANNER
) -> Scan:
    """Return what `rescan_copy` returns; undecided (detector-failed) when its process dies or hangs."""
    return _asked("rescan", copy, models, detectors, worker)


def _asked(
    look: str, picture: Picture, models: Path, detectors: Sequence[str], worker: DecoderWorker
) -> Scan:
    request = {
        "look": look,
        "height": picture.height_px,
        "width": picture.width_px,
        "media_type": picture.media_type,
        "models": str(models.absolute()),
        "detectors": list(detectors),
    }
    try:
        _, scan = worker.ask(json.dumps(request).encode(), picture.pixels.data.cast("B"))
        return Scan.model_validate_json(scan)
    except (WorkerDied, WorkerTooSlow, ValidationError):
        return Scan(outcome=ScanOutcome.UNDECIDED, problem=FAILED)
