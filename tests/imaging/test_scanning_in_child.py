"""The scan in a process of its own says what the scan here says, and undecided when that process dies."""

import threading

import numpy as np
import pytest
from PIL import Image

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.pictures.images import ScanOutcome
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.scanning.client import rescan_in_child, scan_in_child
from consentkit.imaging.scanning.scanning import rescan_copy, scan_picture
from consentkit.sandbox.client import Worker
from consentkit.sandbox.services import ServiceKind

from .apart import apart

MODELS = assets_folder() / "models"
BOTH = ("centerface", "face-recognition")


def _portrait() -> Picture:
    return open_picture((assets_folder() / "demo" / "grace_hopper.jpg").read_bytes())


def _scanner(seconds: float = 60) -> Worker:
    return Worker(ServiceKind.SCAN, seconds=seconds)


@pytest.mark.slow
def test_it_finds_what_a_scan_without_confinement_finds() -> None:
    picture = _portrait()
    in_child = scan_in_child(picture, models=MODELS, detectors=BOTH)
    assert in_child == apart(scan_picture, picture, models=MODELS, detectors=BOTH)
    in_child = rescan_in_child(picture, models=MODELS, detectors=BOTH)
    assert in_child == apart(rescan_copy, picture, models=MODELS, detectors=BOTH)


def test_a_detector_that_is_not_there_is_told_the_same() -> None:
    blank = Picture(np.zeros((64, 64, 3), dtype=np.uint8), "image/png")
    scan = scan_in_child(blank, models=MODELS, detectors=("face-recognition",))
    assert (scan.outcome, scan.problem) == (ScanOutcome.UNDECIDED, "detector-missing")


def test_a_scan_that_hangs_is_undecided_and_the_next_one_is_not() -> None:
    slow = _scanner(seconds=0.001)
    scan = scan_in_child(_portrait(), models=MODELS, detectors=BOTH, worker=slow)
    assert (scan.outcome, scan.problem) == (ScanOutcome.UNDECIDED, "detector-failed")
    slow.close()
    assert scan_in_child(_portrait(), models=MODELS, detectors=BOTH).outcome is ScanOutcome.FOUND


def test_a_scanner_that_always_dies_leaves_the_picture_undecided() -> None:
    dying = Worker(ServiceKind.PICTURE)  # it reads one message and takes it for a file
    big = Picture(np.asarray(Image.new("RGB", (64, 64))), "image/png")
    scan = scan_in_child(big, models=MODELS, detectors=BOTH, worker=dying)
    dying.close()
    assert (scan.outcome, scan.problem) == (ScanOutcome.UNDECIDED, "detector-failed")


def test_a_scan_leaves_other_threads_at_work() -> None:
    picture = _portrait()
    scan_in_child(picture, models=MODELS, detectors=BOTH)  # what starts once is not what is looked at
    scanning = threading.Thread(
        target=scan_in_child, args=(picture,), kwargs={"models": MODELS, "detectors": BOTH}
    )
    scanning.start()
    turns = 0
    while scanning.is_alive():
        turns += 1
    # With the detector in this process this thread would stand still for most of the scan.
    assert turns > 1000
