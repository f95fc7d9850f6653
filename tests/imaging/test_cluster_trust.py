"""Which scans of a worker are believed: those that this machine would make itself, and no others."""

import pytest

from consentkit.domain.pictures.images import Box, Detection, Profile, Scan, ScanOutcome
from consentkit.domain.pictures.scan_plans import ScanPlan
from consentkit.imaging.cluster.engines import _read_scans
from consentkit.imaging.cluster.trust import is_believed
from consentkit.imaging.scanning.scanning import FAILED, FAINT, UNVERIFIABLE

OURS = {"centerface": "1 sha256:aa"}
PASSES = {
    Profile.FAST: ("native",),
    Profile.STANDARD: ("native", "half"),
    Profile.THOROUGH: ("native", "tiles"),
}
PLANS = {one: ScanPlan(profile=one, passes=PASSES[one], detectors=OURS) for one in Profile}
FACE = Detection(box=Box(left=1, top=1, right=9, bottom=9), score=0.9, detector="centerface")


def scan(profile=Profile.STANDARD, **changes):
    fields = {
        "outcome": ScanOutcome.FOUND, "profile": profile, "detections": (FACE,),
        "passes": PASSES[profile or Profile.THOROUGH], "detectors": OURS,
    }  # fmt: skip
    return Scan(**(fields | changes))


NOTHING = {"outcome": ScanOutcome.NONE_FOUND, "detections": ()}
UNSURE = {"outcome": ScanOutcome.UNDECIDED, "detections": (), "profile": None}


@pytest.mark.parametrize(
    "said",
    [
        scan(),
        scan(Profile.THOROUGH),
        scan(Profile.THOROUGH, **NOTHING),
        scan(Profile.THOROUGH, passes=(*PASSES[Profile.THOROUGH], FAINT)),
        scan(**UNSURE, passes=PASSES[Profile.THOROUGH], problem=UNVERIFIABLE),
    ],
)
def test_what_we_would_say_is_believed(said):
    assert is_believed(said, Profile.STANDARD, PLANS)


@pytest.mark.parametrize(
    "said",
    [
        None,
        scan(Profile.FAST),
        scan(detectors={"centerface": "2 sha256:aa"}),
        scan(detectors={"centerface": "1 sha256:bb"}),
        scan(detectors={}),
        scan(detectors=OURS | {"another": "1"}),
        scan(passes=("native",)),
        scan(passes=(*PASSES[Profile.STANDARD], "Sokha lives there")),
        scan(detections=(FACE.model_copy(update={"detector": "another"}),)),
        scan(outcome=ScanOutcome.NONE_FOUND),
        scan(detections=()),
        scan(profile=None),
        scan(outcome=ScanOutcome.UNDECIDED),
        scan(**UNSURE, passes=PASSES[Profile.THOROUGH], problem=FAILED),
        scan(**UNSURE, passes=PASSES[Profile.STANDARD], problem=UNVERIFIABLE),
        scan(**UNSURE, problem="picture-damaged"),
        scan(problem=UNVERIFIABLE),
    ],
)
def test_anything_else_is_looked_at_here(said):
    assert not is_believed(said, Profile.STANDARD, PLANS)


def test_nothing_is_believed_where_our_own_detectors_do_not_start():
    assert not is_believed(scan(), Profile.STANDARD, dict.fromkeys(Profile))
    assert not is_believed(scan(), Profile.STANDARD, {})


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"[null,null,null]", b"{}", b"no json", b'[null,{"x":1}]', b"[1,2]"]
)
def test_an_answer_that_does_not_fit_says_nothing(content):
    assert _read_scans(content, 2) == [None, None]


def test_an_answer_that_fits_is_read_in_order():
    assert _read_scans(f"[null,{scan().model_dump_json()}]".encode(), 2) == [None, scan()]
