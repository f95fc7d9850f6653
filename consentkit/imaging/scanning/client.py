"""Scan in a child process. dlib keeps Python's lock (GIL) for half a second a picture: in this process no key
would be answered meanwhile. A detector that crashes ends its child, and nothing else.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from consentkit.domain.pictures.images import Profile, Scan, ScanOutcome
from consentkit.domain.pictures.scan_plans import ScanPlan
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.scanning.scanning import FAILED
from consentkit.sandbox.client import Lease, Worker, WorkerDied, WorkerTooSlow, keep_until_exit
from consentkit.sandbox.services import ServiceKind

_MAX_SECONDS = 900
"""100 megapixels with every pass take minutes on an old laptop; a scan that hangs must end all the same."""


def new_scanner(seconds: float = _MAX_SECONDS) -> Worker:
    """Return a process that scans; it starts with its first picture."""
    return Worker(ServiceKind.SCAN, seconds=seconds)


_SCANNER = keep_until_exit(new_scanner())


def shared_scanner() -> Worker:
    """Return the scanner of everything that scans one picture."""
    return _SCANNER


def scan_in_child(
    picture: Picture,
    *,
    models: Path,
    detectors: Sequence[str],
    profile: Profile = Profile.STANDARD,
    threads: int = 0,
    worker: Worker | Lease = _SCANNER,
) -> Scan:
    """Return what `scan_picture` returns; undecided (detector-failed) when its process dies or hangs.

    `threads` is how many cores its networks take; 0 is all of them.
    """
    request = {"do": "scan", "profile": profile, "threads": threads, "detectors": list(detectors)}
    return _asked(request, picture, models, worker)


def plan_in_child(models: Path, detectors: Sequence[str], profile: Profile) -> ScanPlan | None:
    """Return what `plan_scan` returns, `None` where its process dies: it has the detectors loaded."""
    request = {"do": "plan", "profile": profile, "threads": 0, "detectors": list(detectors)}
    try:
        _, plan = _SCANNER.ask(_request(request, (1, 1), "", models), bytes(3))
        return ScanPlan.model_validate_json(plan)
    except (WorkerDied, WorkerTooSlow, ValidationError):
        return None


def rescan_in_child(
    copy: Picture, *, models: Path, detectors: Sequence[str], worker: Worker | Lease = _SCANNER
) -> Scan:
    """Return what `rescan_copy` returns; undecided (detector-failed) when its process dies or hangs."""
    request = {"do": "rescan", "profile": Profile.THOROUGH, "threads": 0, "detectors": list(detectors)}
    return _asked(request, copy, models, worker)


def _asked(request: dict[str, object], picture: Picture, models: Path, worker: Worker | Lease) -> Scan:
    size = (picture.height_px, picture.width_px)
    try:
        _, scan = worker.ask(
            _request(request, size, picture.media_type, models), picture.pixels.data.cast("B")
        )
        return Scan.model_validate_json(scan)
    except (WorkerDied, WorkerTooSlow, ValidationError):
        return Scan(outcome=ScanOutcome.UNDECIDED, problem=FAILED)


def _request(request: dict[str, object], size: tuple[int, int], media_type: str, models: Path) -> bytes:
    about = {"height": size[0], "width": size[1], "media_type": media_type, "models": str(models.absolute())}
    return json.dumps(request | about).encode()
