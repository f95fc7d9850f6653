"""Words in a story's pictures: listed, settled as any other box, covered, and looked for in the copy."""

import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName
from consentkit.domain.pictures.contact_sheets import SheetKind
from consentkit.domain.pictures.copy_metadata import metadata_for
from consentkit.domain.pictures.images import Box, BoxKind, FaceDecision, ScanOutcome, Settlement
from consentkit.domain.pictures.public_copies import Check, CheckResult, CopyFormat
from consentkit.domain.pictures.redactions import Cover
from consentkit.imaging.metadata.embedding import with_metadata
from consentkit.imaging.opening.opening import open_picture
from consentkit.imaging.redaction.redacting import make_public_copy as redact
from consentkit.usecases.pictures.box_changes import move_face
from consentkit.usecases.pictures.contact_sheets import report_images
from consentkit.usecases.pictures.copy_proofs import CopyPlan, CopyRequest, prove_copy
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.pictures.states import get_image_state, summarize_images
from consentkit.wording.pictures.images import face_in_words, settlement_in_words, state_in_words

WORDS, SECRET = "Riverside Clinic", "RiversideClinic"
GIVES_NOBODY_AWAY = FaceDecision(settlement=Settlement.NOT_A_FACE, why="a clinic in every town")
COVERED = FaceDecision(settlement=Settlement.REDACTED)


@pytest.fixture(autouse=True)
def _looked_for(words_are_looked_for):
    """Every test here has the extra."""


@pytest.fixture(scope="session")
def signed(tmp_path_factory):
    """A wall with a sign, and nobody before it."""
    font = ImageFont.truetype(assets_folder() / "fonts" / "NotoSans.ttf", 36)
    picture = PillowImage.new("RGB", (480, 360), (120, 125, 118))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 120, 380, 190), fill=(245, 245, 240))
    draw.text((75, 130), WORDS, font=font, fill=(20, 20, 60))
    path = tmp_path_factory.mktemp("signed") / "sign.png"
    picture.save(path)
    return path


@pytest.fixture
def sign(case, signed):
    """The one box of the scanned picture."""
    (found,) = faces_of(case.officer, case.picture(signed))
    return found


def _plain(words):
    return (words or "").replace(" ", "")


def test_a_sign_is_open_until_it_is_settled_and_is_no_face(case, sign, events):
    assert (sign.kind, _plain(sign.reads), sign.is_surely_read) == (BoxKind.TEXT, SECRET, True)
    (image,) = images_of(case.officer, case.story)
    assert (image.scan.outcome, image.scan.found_faces) == (ScanOutcome.NONE_FOUND, ())
    assert "rapidocr" in image.scan.detectors
    assert "text-open" in case.codes()
    assert "face-open" not in case.codes()
    known = summarize_images(case.officer, case.story)
    assert (known.open_faces, known.open_texts) == (0, 1)
    with pytest.raises(Refused, match="faces-open"):
        make_public_copy(case.officer, image.id)
    (scanned,) = events(EventName.IMAGE_SCANNED)
    assert (scanned.body["faces"], scanned.body["texts"]) == (0, 1)
    settle_face(case.officer, sign.id, GIVES_NOBODY_AWAY)
    assert "text-open" not in case.codes()
    assert "Riverside" not in repr(events())


@pytest.mark.slow
def test_it_is_said_what_it_reads_and_when_that_is_not_sure(case, sign):
    state = get_image_state(case.officer, sign.image)
    assert "1 place with words to settle" in state_in_words(state)
    assert "0 faces to settle" in state_in_words(state)
    assert f"Reads: “{sign.reads}”" in face_in_words(sign)
    unsure = sign.model_copy(update={"reads_score": 0.8})
    assert f"Reads, but not sure: “{sign.reads}”" in face_in_words(unsure)
    unread = sign.model_copy(update={"reads": None, "reads_score": None})
    assert "Words that could not be read." in face_in_words(unread)
    settled = settle_face(case.officer, sign.id, GIVES_NOBODY_AWAY)
    assert settlement_in_words(settled) == ("gives nobody away (says officer-1; a second person is needed)")
    agreed = settle_face(case.open_as("safeguarding-1"), sign.id, GIVES_NOBODY_AWAY)
    assert settlement_in_words(agreed) == "gives nobody away"


def test_a_covered_sign_is_black_in_the_copy_and_read_there_no_more(case, sign):
    settle_face(case.officer, sign.id, COVERED)
    copy = make_public_copy(case.officer, sign.image)
    assert copy.results == dict.fromkeys(Check, CheckResult.DONE)
    assert copy.covered == (sign.box,)
    assert copy.rescan.found_texts == ()


@pytest.mark.slow
def test_a_sign_that_may_be_seen_is_explained_by_its_own_box(case, sign):
    for actor in ("officer-1", "safeguarding-1"):
        settle_face(case.open_as(actor), sign.id, GIVES_NOBODY_AWAY)
    copy = make_public_copy(case.officer, sign.image)
    assert copy.unsettled == ()
    assert [one.kind for one in copy.rescan.detections] == [BoxKind.TEXT]


@pytest.mark.slow
def test_a_copy_in_which_covered_words_still_read_fails(case, sign):
    (image,) = images_of(case.officer, case.story)
    picture = open_picture(case.officer.records.vault.get(image.original))
    metadata = metadata_for([], channel=None, until=None, is_covered=True)
    covered = settle_face(case.officer, sign.id, COVERED)
    plan = CopyPlan((Cover(face=sign.box),), (covered,), (), metadata, 1600)
    asked = CopyRequest(image, picture, plan, None)
    copy = prove_copy(case.officer, asked, with_metadata(redact(picture, [], kind=CopyFormat.PNG), metadata))
    assert copy.results[Check.SECOND_SCAN] is CheckResult.FAILED
    assert len(copy.unsettled) == 1


@pytest.mark.slow
def test_a_later_scan_leaves_what_was_settled_and_a_face_is_no_excuse_for_words(case, sign):
    settle_face(case.officer, sign.id, COVERED)
    scan_images(case.officer, [sign.image])
    assert [face.id for face in faces_of(case.officer, sign.image)] == [sign.id]
    moved = move_face(case.officer, sign.id, Box(left=0, top=0, right=40, bottom=40), "it was beside")
    add_face(case.officer, sign.image, sign.box)
    scan_images(case.officer, [sign.image])
    kinds = [face.kind for face in faces_of(case.officer, sign.image) if face.id != moved.id]
    assert sorted(kinds) == ["face", "text"]


@pytest.mark.slow
def test_the_contact_sheet_tells_what_it_reads_only_where_it_may_be_seen(case, sign):
    def told():
        return report_images(case.officer, case.story, SheetKind.HTML).decode()

    still_open = told()
    assert "text," in still_open
    assert "Riverside" not in still_open
    for handle in ("officer-1", "safeguarding-1"):
        settle_face(case.open_as(handle), sign.id, GIVES_NOBODY_AWAY)
    assert f"Reads: {sign.reads}" in told()
