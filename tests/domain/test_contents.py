"""A certificate rests on what files hold and what people decided: not on vault names, nor on when."""

from datetime import timedelta

import pytest
from dossier_making import dossier, face, image, public_copy, record
from test_kept_certificates import KEPT

from consentkit.domain.gate.contents import RULE, changed_parts, content_parts
from consentkit.domain.gate.dossiers import Dossier, FileState
from consentkit.domain.pictures.images import Box, Detection, Scan, ScanOutcome

BOX = Box(left=1, top=1, right=40, bottom=40)
FOUND = Scan(
    outcome=ScanOutcome.FOUND,
    detections=(Detection(box=BOX, score=0.91, detector="centerface"),),
    passes=("a",),
)
SURER = FOUND.model_copy(update={"detections": (FOUND.detections[0].model_copy(update={"score": 0.92}),)})
WIDER = FOUND.model_copy(
    update={
        "detections": (FOUND.detections[0].model_copy(update={"box": BOX.model_copy(update={"right": 41})}),)
    }
)
DIGESTS = {
    "rule": "2",
    "files": "ff58ebfa0359073390619290976e45fef251fcf07b03231cedf85ff645522730",
    "faces": "accdd87d5eca3d929927f18b44b60d1dda5e425c184e4460e7e9f77551d479fd",
}
"""Of the story in `KEPT`, by the rule of today: certificates that were issued would turn void with them."""


def _kept():
    return Dossier.model_validate_json(KEPT.read_text(encoding="utf-8"))


def _with(record_before, **parts):
    return record_before.model_copy(update=parts)


def _changed(before, after):
    return changed_parts(content_parts(before), content_parts(after), {})


def _elsewhere_and_later(made):
    """The same, sealed anew under other names, looked at at other times."""
    later = timedelta(days=3)

    def at(moment):
        return moment and moment + later

    images = tuple(
        _with(
            one,
            image=_with(one.image, original="other", scanned_at=at(one.image.scanned_at)),
            faces=tuple(_with(f, settled_at=at(f.settled_at)) for f in one.faces),
            copy_made=one.copy_made and _with(one.copy_made, stored="another"),
        )
        for one in made.images
    )
    videos = tuple(
        _with(
            one,
            video=_with(one.video, original="other", scanned_at=at(one.video.scanned_at)),
            tracks=tuple(_with(t, settled_at=at(t.settled_at)) for t in one.tracks),
            copy_made=one.copy_made and _with(one.copy_made, stored="another"),
        )
        for one in made.videos
    )
    return _with(made, images=images, videos=videos)


def test_the_same_bytes_and_the_same_decisions_void_nothing():
    kept = _kept()
    moved = _elsewhere_and_later(kept)
    assert moved != kept
    assert moved.parts()["files"] != kept.parts()["files"]
    assert _changed(kept, moved) == ()


def test_how_sure_a_detector_was_voids_nothing_and_what_it_found_does():
    def scanned(scan):
        return dossier(images=(record(face(), image=image(scan=scan), copy_made=public_copy((face(),))),))

    assert _changed(scanned(FOUND), scanned(SURER)) == ()
    assert _changed(scanned(FOUND), scanned(WIDER)) == ("files",)
    assert _changed(scanned(FOUND), scanned(_with(FOUND, passes=()))) == ("files",)


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("files", {"image": image(viewed_by="officer-2")}),
        ("files", {"image": image(digest="0" * 64)}),
        ("files", {"copy_made": public_copy((face(),)).model_copy(update={"digest": "0" * 64})}),
        ("files", {"copy_made": public_copy((face(),)).model_copy(update={"results": {}})}),
        ("files", {"copy_made": public_copy((face(),)).model_copy(update={"unsettled": (BOX,)})}),
        ("files", {"copy_made": None}),
        ("files", {"original_state": FileState.CHANGED}),
        ("files", {"copy_state": FileState.MISSING}),
        ("files", {"near": None}),
        ("faces", {"faces": (face(is_hidden=False),)}),
        ("faces", {"faces": (face(settled_by="officer-2"),)}),
        ("faces", {"faces": ()}),
    ],
)
def test_other_content_voids_in_exactly_its_part(part, changes):
    before = dossier()
    (one,) = before.images
    assert _changed(before, _with(before, images=(_with(one, **changes),))) == (part,)


def test_a_certificate_of_before_is_compared_by_its_own_rule():
    kept, moved = _kept(), _elsewhere_and_later(_kept())
    first = kept.parts()
    assert changed_parts(first, content_parts(kept), kept.parts()) == ()
    # By the first rule names and times counted, and go on to.
    assert changed_parts(first, content_parts(moved), moved.parts()) == ("faces", "files")
    assert changed_parts(first, content_parts(kept), {}) == tuple(sorted(first))


def test_a_rule_that_nobody_knows_has_changed_in_every_part():
    parts = content_parts(_kept())
    assert changed_parts(parts | {RULE: "9"}, parts, _kept().parts()) == tuple(sorted(parts.keys() - {RULE}))


def test_the_digests_of_today_stay_what_they_are():
    assert content_parts(_kept()) == _kept().parts() | DIGESTS
