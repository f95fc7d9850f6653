import errno
import io
import os

import pytest
from PIL import Image as PillowImage

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused, Stopped
from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.pictures.grades import Grade
from consentkit.domain.pictures.images import Box, Declaration, FaceDecision, ScanOutcome, Settlement
from consentkit.domain.progress import Cancelled
from consentkit.pages.files import incoming, write_file
from consentkit.usecases.pictures.faces import (
    add_face,
    faces_of,
    reopen_face,
    settle_face,
    take_back_face,
)
from consentkit.usecases.pictures.images import (
    add_images,
    images_of,
    mark_picture,
    view_image,
)
from consentkit.usecases.pictures.public_copies import make_public_copy, show_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.pictures.states import (
    StoryImages,
    get_image_state,
    list_image_states,
    mark_preview,
    preview_image,
    preview_public_copy,
    summarize_images,
)
from consentkit.usecases.stories.stories import show_story

REDACT = FaceDecision(settlement=Settlement.REDACTED)


@pytest.fixture
def workspace_folder(cleared_folder):
    """Both portraits have been scanned in another story."""
    return cleared_folder


def _only(case, image_id):
    (face,) = faces_of(case.officer, image_id)
    return face


def test_a_picture_is_taken_in_and_neither_its_name_nor_its_bytes_lie_open(
    case, portrait, tmp_path, last_event
):
    named = tmp_path / "Sokha at the market.jpg"
    named.write_bytes(portrait.read_bytes())
    (taken,) = add_images(case.officer, case.story, [incoming(named)])
    assert last_event()[0] == "story-changed"
    assert named.read_bytes() == portrait.read_bytes()
    whole = b"".join(p.read_bytes() for p in case.officer.folders.root.rglob("*") if p.is_file())
    assert b"Sokha" not in whole
    assert portrait.read_bytes()[:64] not in whole
    assert taken.image.width_px == 512


def test_one_bad_picture_keeps_no_other_out(case, portrait, tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(portrait.read_bytes()[:5000])
    files = (bad, tmp_path / "absent.jpg", portrait)
    taken = add_images(case.officer, case.story, list(map(incoming, files)))
    assert [t.error.code if t.error else None for t in taken] == ["picture-damaged", "file-not-found", None]
    assert len(images_of(case.officer, case.story)) == 1
    assert bad.exists()


def test_a_picture_without_room_says_so_and_those_before_it_stay(case, portrait, other_portrait, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    def fill_up(step):
        if step.done == 1:
            monkeypatch.setattr(os, "fsync", full)

    files = [incoming(portrait), incoming(other_portrait)]
    taken = add_images(case.officer, case.story, files, watch=fill_up)
    assert [one.error.code if one.error else None for one in taken] == [None, "disk-full"]
    assert [one.id for one in images_of(case.officer, case.story)] == [taken[0].image.id]


def test_the_same_picture_is_taken_once(case, portrait):
    add_images(case.officer, case.story, [incoming(portrait)])
    (again,) = add_images(case.officer, case.story, [incoming(portrait)])
    assert isinstance(again.error, Conflict)


def test_a_scan_keeps_boxes_scores_versions_and_grades(case, portrait, last_event):
    image_id = case.picture(portrait)
    assert last_event() == ("image-scanned", "officer-1", image_id)
    (image,) = images_of(case.officer, case.story)
    assert image.scan.outcome is ScanOutcome.FOUND
    assert "model" in image.scan.detectors["centerface"]
    assert "face-recognition" in image.scan.detectors
    face = max(faces_of(case.officer, image_id), key=lambda face: face.box.area_px)
    assert face.grade is Grade.CLEAR
    assert face.box.overlap(Box(left=178, top=135, right=352, bottom=335)) > 0.7
    assert face.settlement is Settlement.OPEN


def test_a_second_scan_keeps_what_a_person_decided_and_doubles_nothing(case, portrait):
    image_id = case.picture(portrait)
    face = _only(case, image_id)
    settle_face(case.officer, face.id, REDACT)
    scan_images(case.officer, [image_id])
    kept = _only(case, image_id)
    assert (kept.id, kept.settlement) == (face.id, Settlement.REDACTED)


def test_a_scan_of_a_changed_original_is_undecided(case, portrait):
    image_id = case.picture(portrait)
    (image,) = images_of(case.officer, case.story)
    sealed = case.officer.records.vault._path(image.original)
    sealed.write_bytes(sealed.read_bytes()[:-3])
    (scanned,) = scan_images(case.officer, [image_id])
    assert (scanned.scan.outcome, scanned.scan.problem) == (ScanOutcome.UNDECIDED, "vault-file-changed")
    assert "scan-undecided" in case.codes()


def test_a_cancelled_scan_keeps_what_was_finished(case, portrait, other_portrait):
    taken = add_images(case.officer, case.story, [incoming(portrait), incoming(other_portrait)])

    def after_one(step):
        if step.done == 1:
            raise Cancelled

    with pytest.raises(Stopped, match="stopped"):
        scan_images(case.officer, [t.image.id for t in taken], watch=after_one)
    first, second = images_of(case.officer, case.story)
    assert first.scan is not None
    assert second.scan is None


def test_a_public_copy_covers_the_face_carries_nothing_and_is_proved(case, portrait, tmp_path, last_event):
    image_id = case.picture(portrait)
    face = _only(case, image_id)
    with pytest.raises(Refused, match="faces-open"):
        make_public_copy(case.officer, image_id)
    settle_face(case.officer, face.id, REDACT)
    before = show_story(case.officer, case.story)[0].revision
    copy = make_public_copy(case.officer, image_id)
    assert last_event()[0] == "story-changed"
    assert show_story(case.officer, case.story)[0].revision == before + 1
    assert (copy.covered, copy.unsettled, copy.leaks) == ((face.box,), (), ())
    assert copy.rescan.outcome is ScanOutcome.NONE_FOUND
    view_image(case.officer, image_id)
    shown = show_public_copy(case.officer, image_id)
    assert shown.name == f"{image_id}.jpg"
    middle = ((face.box.left + face.box.right) // 2, (face.box.top + face.box.bottom) // 2)
    assert PillowImage.open(io.BytesIO(shown.data)).getpixel(middle) == (0, 0, 0)


@pytest.mark.slow
def test_the_same_copy_made_again_asks_nobody_again(case, portrait):
    image_id = case.picture(portrait)
    face = _only(case, image_id)
    settle_face(case.officer, face.id, REDACT)
    make_public_copy(case.officer, image_id)
    before = show_story(case.officer, case.story)[0].revision
    make_public_copy(case.officer, image_id)
    assert show_story(case.officer, case.story)[0].revision == before


def test_a_face_that_was_missed_is_added_by_hand_and_must_be_settled(case, portrait, last_event):
    image_id = case.picture(portrait)
    view_image(case.officer, image_id)
    added = add_face(case.officer, image_id, Box(left=10, top=10, right=60, bottom=70))
    assert last_event() == ("face-added", "officer-1", added.id)
    assert "face-open" in case.codes()
    with pytest.raises(InvalidInput, match="box-outside"):
        add_face(case.officer, image_id, Box(left=500, top=10, right=513, bottom=70))


def test_a_scan_never_takes_a_face_away_that_a_person_drew(case, portrait):
    image_id = case.picture(portrait)
    added = add_face(case.officer, image_id, Box(left=10, top=300, right=60, bottom=360))
    scan_images(case.officer, [image_id])
    assert added.id in {face.id for face in faces_of(case.officer, image_id)}


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (FaceDecision(settlement=Settlement.LINKED), "contributor-goes-with-linked"),
        (FaceDecision(settlement=Settlement.DECLARED), "declaration-goes-with-declared"),
        (FaceDecision(settlement=Settlement.NOT_A_FACE), "why-missing"),
        (FaceDecision(settlement=Settlement.DECLARED, declaration=Declaration.STAFF, why=" "), "why-missing"),
    ],
)
def test_half_a_decision_is_no_decision(case, portrait, decision, code):
    face = _only(case, case.picture(portrait))
    with pytest.raises(InvalidInput, match=code):
        settle_face(case.officer, face.id, decision)
    assert faces_of(case.officer, face.image)[0].settlement is Settlement.OPEN


def test_not_a_face_keeps_who_and_why(case, portrait, last_event):
    face = _only(case, case.picture(portrait))
    decision = FaceDecision(settlement=Settlement.NOT_A_FACE, why="a picture on the wall")
    settled = settle_face(case.officer, face.id, decision)
    assert (settled.settled_by, settled.why) == ("officer-1", "a picture on the wall")
    assert last_event() == ("face-settled", "officer-1", face.id)


def test_a_face_is_linked_only_to_someone_in_the_story(case, portrait):
    face = _only(case, case.picture(portrait))
    stranger = FaceDecision(settlement=Settlement.LINKED, contributor="C-0000-0000")
    with pytest.raises(Conflict, match="contributor-not-in-story"):
        settle_face(case.officer, face.id, stranger)


def test_looking_comes_after_scanning(case, portrait):
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    with pytest.raises(Conflict, match="scan-first"):
        view_image(case.officer, taken.image.id)
    with pytest.raises(Conflict, match="scan-first"):
        make_public_copy(case.officer, taken.image.id)
    with pytest.raises(NotFound, match="copy-not-made"):
        show_public_copy(case.officer, taken.image.id)


def test_the_marked_picture_shows_the_box_and_is_for_the_owner_alone(case, portrait, tmp_path):
    image_id = case.picture(portrait)
    out = write_file(tmp_path / "look.png", mark_picture(case.officer, image_id))
    face = _only(case, image_id)
    marked, plain = PillowImage.open(out), PillowImage.open(io.BytesIO(portrait.read_bytes()))
    assert marked.size == plain.size
    assert marked.getpixel((face.box.left + 1, face.box.bottom - 20)) == (255, 200, 0)
    if os.name == "posix":
        assert out.stat().st_mode & 0o077 == 0


def test_a_decision_is_taken_back_and_the_face_is_open_again(case, portrait):
    image = case.picture(portrait)
    (face,) = faces_of(case.officer, image)
    settled = settle_face(
        case.officer, face.id, FaceDecision(settlement=Settlement.NOT_A_FACE, why="A painted sign.")
    )
    assert settled.decision == FaceDecision(settlement=Settlement.NOT_A_FACE, why="A painted sign.")
    assert settled.lacks_second
    again = reopen_face(case.officer, face.id)
    # The same picture was linked in another story, which is never forgotten.
    assert again == face.model_copy(update={"linked_before": again.linked_before})
    assert "face-open" in case.codes()
    with pytest.raises(Conflict, match="face-open-already"):
        reopen_face(case.officer, face.id)


BOX = Box(left=10, top=10, right=60, bottom=70)


def test_what_was_decided_about_one_face_decides_another_and_changes_nothing_else(case, portrait):
    image = case.picture(portrait)
    other = add_face(case.officer, image, BOX)
    decided = settle_face(case.officer, faces_of(case.officer, image)[0].id, REDACT)
    again = settle_face(case.officer, other.id, decided)
    assert again.settlement is Settlement.REDACTED
    assert (again.id, again.box, again.detector) == (other.id, other.box, other.detector)


def test_a_box_that_one_drew_is_taken_back_and_the_log_keeps_where_it_was(case, portrait, last_event):
    image = case.picture(portrait)
    before = faces_of(case.officer, image)
    first = add_face(case.officer, image, BOX)
    second = add_face(case.officer, image, Box(left=80, top=10, right=99, bottom=70))
    assert take_back_face(case.officer, first.id) == first
    assert last_event() == ("face-taken-back", "officer-1", image)
    take_back_face(case.officer, second.id)
    assert faces_of(case.officer, image) == before
    with pytest.raises(NotFound, match="record-unknown"):
        take_back_face(case.officer, first.id)


def test_only_who_drew_a_box_takes_it_back_and_a_found_face_stays(case, portrait, open_as, nothing_kept):
    image = case.picture(portrait)
    found = _only(case, image)
    drawn = add_face(case.officer, image, BOX)
    with nothing_kept(Refused, "face-of-another"):
        take_back_face(open_as("safeguarding-1"), drawn.id)
    with nothing_kept(Conflict, "face-not-drawn"):
        take_back_face(case.officer, found.id)


def _settled_and_open_again(case, _image, face):
    settle_face(case.officer, face, REDACT)
    reopen_face(case.officer, face)


@pytest.mark.parametrize(
    "relying",
    [
        lambda case, _image, face: settle_face(case.officer, face, REDACT),
        _settled_and_open_again,
        lambda case, image, _face: scan_images(case.officer, [image]),
        lambda case, image, _face: view_image(case.officer, image),
    ],
)
def test_a_box_that_something_relies_on_stays(case, portrait, nothing_kept, relying):
    image = case.picture(portrait)
    drawn = add_face(case.officer, image, BOX)
    relying(case, image, drawn.id)
    with nothing_kept(Conflict, "face-relied-on"):
        take_back_face(case.officer, drawn.id)


def test_a_box_is_marked_on_a_preview_where_it_stands_in_the_picture():
    blank = io.BytesIO()
    PillowImage.new("RGB", (100, 50)).save(blank, format="PNG")
    box = Box(left=200, top=100, right=400, bottom=300)
    marked = PillowImage.open(io.BytesIO(mark_preview(blank.getvalue(), box, width_px=1000, height_px=500)))
    assert marked.size == (100, 50)
    assert [marked.getpixel(spot) for spot in ((20, 20), (39, 20), (30, 20), (19, 20))] == [
        (0, 255, 255), (0, 255, 255), (0, 0, 0), (0, 0, 0),
    ]  # fmt: skip


@pytest.mark.slow
def test_the_state_of_each_picture_is_told(case, portrait):
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    image = taken.image.id
    assert summarize_images(case.officer, case.story) == StoryImages((image,), (image,), 0, 0)
    scan_images(case.officer, [image])
    (state,) = list_image_states(case.officer, case.story)
    assert summarize_images(case.officer, case.story) == StoryImages((image,), (), 1, 0)
    assert (state.open_count, state.copy_state) == (1, CopyState.MISSING)
    case.settle_and_copy()
    assert get_image_state(case.officer, image).copy_state is CopyState.READY
    (face,) = faces_of(case.officer, image)
    settle_face(case.officer, face.id, FaceDecision(settlement=Settlement.REDACTED))
    assert get_image_state(case.officer, image).copy_state is CopyState.READY
    reopen_face(case.officer, face.id)
    (state,) = list_image_states(case.officer, case.story)
    assert (state.open_count, state.copy_state) == (1, CopyState.STALE)


@pytest.mark.slow
def test_a_preview_has_the_size_that_was_asked_for_and_its_boxes(case, portrait):
    image = case.picture(portrait)
    (face,) = faces_of(case.officer, image)
    preview = PillowImage.open(io.BytesIO(preview_image(case.officer, image, width_px=256, height_px=300)))
    assert preview.size == (256, 300)
    edge = (face.box.left // 2, (face.box.top + face.box.bottom) // 4)
    assert preview.getpixel(edge) == (255, 200, 0)
    with pytest.raises(NotFound, match="copy-not-made"):
        preview_public_copy(case.officer, image, width_px=256, height_px=300)
    case.settle_and_copy()
    after = PillowImage.open(
        io.BytesIO(preview_public_copy(case.officer, image, width_px=256, height_px=300))
    )
    assert after.getpixel(edge) == (0, 0, 0)
