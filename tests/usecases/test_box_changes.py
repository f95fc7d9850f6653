"""Boxes that are moved and merged."""

import pytest

from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.pictures.box_changes import BoxChangeKind
from consentkit.domain.pictures.images import Box, BoxKind, FaceDecision, Settlement
from consentkit.pages.files import incoming
from consentkit.usecases.pictures.box_changes import box_changes_of, merge_faces, move_face
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, images_of, view_image
from consentkit.usecases.pictures.scans import scan_images

WHY = "two boxes on one head"
ONE, OVER = Box(left=100, top=100, right=200, bottom=220), Box(left=120, top=90, right=210, bottom=200)
APART = Box(left=300, top=100, right=380, bottom=200)


@pytest.fixture
def image(case, portrait):
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    return taken.image.id


def test_a_moved_box_keeps_what_was_decided_and_who_moved_it_and_why(case, image, last_event):
    face = add_face(case.officer, image, ONE)
    settle_face(case.officer, face.id, FaceDecision(settlement=Settlement.REDACTED))
    # A scan of a lost original costs nothing, and lets somebody look.
    case.officer.records.vault._path(images_of(case.officer, case.story)[0].original).unlink()
    scan_images(case.officer, [image])
    assert view_image(case.officer, image).viewed_by == "officer-1"
    moved = move_face(case.officer, face.id, OVER, "the chin lay outside")
    assert last_event() == ("face-moved", "officer-1", face.id)
    assert (moved.box, moved.settlement) == (OVER, Settlement.REDACTED)
    (change,) = box_changes_of(case.officer, image)
    assert (change.before[0].box, change.after, change.by) == (ONE, OVER, "officer-1")
    assert change.why == "the chin lay outside"
    assert images_of(case.officer, case.story)[0].viewed_by is None


def test_a_merged_box_is_as_large_as_all_and_the_others_stay_in_the_records(case, image, events):
    first, second = (add_face(case.officer, image, box) for box in (ONE, OVER))
    merged = merge_faces(case.officer, [first.id, second.id], WHY)
    assert merged.box == Box(left=100, top=90, right=210, bottom=220)
    assert [face.id for face in faces_of(case.officer, image)] == [first.id]
    (change,) = box_changes_of(case.officer, image)
    assert change.change is BoxChangeKind.MERGED
    assert [face.id for face in change.before] == [first.id, second.id]
    assert events("face-merged")[0].body["merged"] == [second.id]


def test_two_people_are_never_made_one(case, image, nothing_kept):
    first, apart = (add_face(case.officer, image, box) for box in (ONE, APART))
    with nothing_kept(Conflict, "merge-apart"):
        merge_faces(case.officer, [first.id, apart.id], WHY)


def test_a_settled_face_does_not_swallow_an_open_one_nor_a_face_a_tattoo(case, image, nothing_kept):
    first, second = (add_face(case.officer, image, box) for box in (ONE, OVER))
    tattoo = add_face(case.officer, image, OVER, BoxKind.TATTOO)
    with nothing_kept(Conflict, "merge-of-others"):
        merge_faces(case.officer, [first.id, tattoo.id], WHY)
    linked = FaceDecision(settlement=Settlement.LINKED, contributor=case.person)
    settle_face(case.officer, first.id, linked)
    with nothing_kept(Conflict, "merge-decided-differently"):
        merge_faces(case.officer, [first.id, second.id], WHY)


def test_what_is_not_a_change_is_refused(case, image, nothing_kept, open_as):
    face = add_face(case.officer, image, ONE)
    with nothing_kept(InvalidInput, "why-missing"):
        move_face(case.officer, face.id, OVER, " no ")
    with nothing_kept(InvalidInput, "box-outside"):
        move_face(case.officer, face.id, Box(left=0, top=0, right=9999, bottom=10), WHY)
    with nothing_kept(Conflict, "face-not-moved"):
        move_face(case.officer, face.id, ONE, WHY)
    with nothing_kept(InvalidInput, "merge-needs-two"):
        merge_faces(case.officer, [face.id, face.id], WHY)
    with nothing_kept(Refused, "role-may-not"):
        move_face(open_as("manager-1"), face.id, OVER, WHY)


def test_a_thing_that_tells_who_it_is_is_open_until_it_is_settled(case, image):
    sign = add_face(case.officer, image, ONE, BoxKind.SIGN)
    assert "face-open" in case.codes()
    assert sign.kind is BoxKind.SIGN
