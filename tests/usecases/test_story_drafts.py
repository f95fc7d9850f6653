"""A story's document is part of its clearance: its pictures are the story's, and what hides is told."""

import pytest
from making_documents import Pdf, docx
from PIL import Image as PillowImage

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused, Stopped
from consentkit.domain.pictures.images import FaceDecision, Settlement
from consentkit.domain.progress import Cancelled
from consentkit.domain.words.drafts import Holds, Location
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import images
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.pictures.faces import faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, images_of, view_image
from consentkit.usecases.pictures.public_copies import make_public_copy, show_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.pictures.states import summarize_images
from consentkit.usecases.words.drafts import get_draft, look_at_part, put_draft, shown_in_draft

CHART = {"word/charts/chart1.xml": "<c:chart/>"}
REDACT = FaceDecision(settlement=Settlement.REDACTED)


@pytest.fixture
def workspace_folder(cleared_folder):
    """Both portraits have been scanned in another story."""
    return cleared_folder


def put(case, data, name="draft.docx", **options):
    put_draft(case.officer, case.story, data, **options)
    return get_draft(case.officer, case.story)


def settle_all(case):
    for image in images_of(case.officer, case.story):
        for face in faces_of(case.officer, image.id):
            settle_face(case.officer, face.id, REDACT)
        view_image(case.officer, image.id)


def test_a_picture_in_a_draft_is_an_image_of_the_story_and_every_rule_holds_for_it(case, portrait):
    assert not {"scan-missing", "view-missing", "copy-missing"} & set(case.codes())
    draft = put(case, docx([portrait.read_bytes()]))
    (image,) = images_of(case.officer, case.story)
    assert (draft.parts[0].image, draft.parts[0].place) == (image.id, Location.PICTURE)
    assert {"scan-missing", "view-missing", "copy-missing"} <= set(case.codes())
    scan_images(case.officer, [image.id])
    assert "face-open" in case.codes()
    assert summarize_images(case.officer, case.story).ids == (image.id,)
    assert shown_in_draft(case.officer, case.story)[image.id] == draft.parts


def test_a_draft_with_the_original_is_refused_until_the_public_copy_stands_there(case, portrait):
    put(case, docx([portrait.read_bytes()]))
    scan_images(case.officer, [i.id for i in images_of(case.officer, case.story)])
    settle_all(case)
    (image,) = images_of(case.officer, case.story)
    make_public_copy(case.officer, image.id)
    assert "draft-shows-original" in case.codes()
    copy = show_public_copy(case.officer, image.id)
    draft = put(case, docx([copy.data]), "second.docx")
    assert draft.parts[0].image == image.id
    assert [i.id for i in images_of(case.officer, case.story)] == [image.id]
    left = set(case.codes())
    assert not {"draft-shows-original", "scan-missing", "view-missing", "copy-missing", "face-open"} & left


@pytest.mark.slow
def test_a_copy_of_before_in_a_draft_is_not_the_copy_of_now(case, portrait):
    image_id = case.picture(portrait)
    settle_all(case)
    make_public_copy(case.officer, image_id)
    copy = show_public_copy(case.officer, image_id)
    put(case, docx([copy.data]))
    assert "draft-shows-original" not in case.codes()
    (face,) = faces_of(case.officer, image_id)
    mask = FaceDecision(settlement=Settlement.NOT_A_FACE, why="a carved mask")
    for handle in ("officer-1", "safeguarding-1"):
        settle_face(case.open_as(handle), face.id, mask)
    make_public_copy(case.officer, image_id)
    assert "draft-shows-original" in case.codes()


@pytest.mark.slow
def test_a_picture_of_a_draft_that_was_replaced_is_kept_and_not_asked_about(case, portrait, other_portrait):
    put(case, docx([portrait.read_bytes()]))
    (before,) = images_of(case.officer, case.story)
    put(case, docx([other_portrait.read_bytes()]), "second.docx")
    (after,) = images_of(case.officer, case.story)
    assert after.id != before.id
    kept = images.get(case.officer.reading, before.id)
    assert (kept.is_set_aside, kept.came_in_draft) == (True, True)
    assert {r.subject for r in case.clear().reasons if r.code == "scan-missing"} == {after.id}
    waiting = {n.code: n.facts.get("count") for n in needs_of(case.officer) if "scan" in n.code}
    assert set(waiting.values()) == {1}
    put(case, docx([portrait.read_bytes()]), "third.docx")
    assert [i.id for i in images_of(case.officer, case.story)] == [before.id]


@pytest.mark.slow
def test_words_alone_drop_the_pictures_of_the_draft_and_none_of_the_storys_own(
    case, portrait, other_portrait
):
    own = case.picture(other_portrait)
    put(case, docx([portrait.read_bytes(), other_portrait.read_bytes()]))
    assert len(images_of(case.officer, case.story)) == 2
    case.draft()
    assert [i.id for i in images_of(case.officer, case.story)] == [own]


@pytest.mark.slow
def test_a_picture_that_only_a_draft_showed_can_be_added_as_the_storys_own(case, portrait):
    put(case, docx([portrait.read_bytes()]))
    (shown,) = images_of(case.officer, case.story)
    case.draft()
    assert images_of(case.officer, case.story) == ()
    (taken,) = add_images(case.officer, case.story, [incoming(portrait)])
    assert taken.image.id == shown.id
    assert [i.id for i in images_of(case.officer, case.story)] == [shown.id]
    (again,) = add_images(case.officer, case.story, [incoming(portrait)])
    assert isinstance(again.error, Conflict)


@pytest.mark.slow
def test_what_was_settled_holds_for_the_same_picture_in_the_next_draft(case, portrait):
    put(case, docx([portrait.read_bytes()]))
    scan_images(case.officer, [i.id for i in images_of(case.officer, case.story)])
    settle_all(case)
    put(case, docx([portrait.read_bytes()], **{"word/more.xml": "<w:p>more words</w:p>"}), "second.docx")
    assert not {"scan-missing", "view-missing", "face-open"} & set(case.codes())


@pytest.mark.slow
def test_a_page_as_printed_is_scanned_and_needs_no_copy_but_a_cover(case, portrait):
    with PillowImage.open(portrait) as opened:
        draft = put(case, Pdf().words().tiles(opened.convert("RGB"), side=32).done(), "draft.pdf")
    # The words that its pictures cover are looked at, too.
    assert [part.holds for part in draft.parts] == [Holds.WHOLE_PAGE, Holds.COVERED_WORDS]
    (page,) = images_of(case.officer, case.story)
    scan_images(case.officer, [page.id])
    assert len(faces_of(case.officer, page.id)) >= 1
    settle_all(case)
    assert "copy-missing" not in case.codes()
    (reason,) = [r for r in case.clear().reasons if r.code == "draft-shows-original"]
    assert (reason.subject, reason.facts["place"], reason.facts["position"]) == (page.id, "page", 1)


def test_what_no_program_sees_refuses_until_a_person_says_what_it_shows(case):
    put(case, docx([], **CHART))
    assert "draft-part-unseen" in case.codes()
    with pytest.raises(InvalidInput, match="why-missing"):
        look_at_part(case.officer, case.story, 1, "ok")
    with pytest.raises(NotFound, match="draft-part-unknown"):
        look_at_part(case.officer, case.story, 2, "a chart of school fees")
    seen = look_at_part(case.officer, case.story, 1, "a chart of school fees")
    assert (seen.seen_by, seen.why) == ("officer-1", "a chart of school fees")
    assert "draft-part-unseen" not in case.codes()
    put(case, docx([], **CHART, **{"word/more.xml": "<w:p>more</w:p>"}), "second.docx")
    assert "draft-part-unseen" in case.codes()


def test_a_picture_in_a_draft_that_does_not_open_refuses(case, portrait):
    draft = put(case, docx([portrait.read_bytes()[:4000]]))
    assert draft.parts[0].holds is Holds.UNREADABLE_PICTURE
    assert "draft-part-unseen" in case.codes()


def test_a_picture_is_settled_as_an_image_and_not_by_a_word(case, portrait):
    put(case, docx([portrait.read_bytes()]))
    with pytest.raises(Conflict, match="draft-part-known"):
        look_at_part(case.officer, case.story, 1, "nobody to be seen")


def test_a_document_that_cannot_be_looked_into_is_not_kept(case, nothing_kept):
    for data, code in ((b"PK\3\4 damaged", "draft-damaged"), (bytes(range(256)), "draft-format-unknown")):
        with nothing_kept(InvalidInput, code):
            put(case, data)


def test_a_draft_from_before_that_nobody_looked_into_refuses(case):
    case.draft()
    db = case.officer.records.db
    with db.writing():
        db.execute("UPDATE stories SET draft = 'an-older-draft' WHERE id = ?", [case.story])
    assert "draft-not-opened" in case.codes()


def test_a_stopped_draft_changes_nothing(case, portrait):
    def at_once(step):
        raise Cancelled

    with pytest.raises(Stopped):
        put(case, docx([portrait.read_bytes()]), watch=at_once)
    assert get_draft(case.officer, case.story) is None
    assert images_of(case.officer, case.story) == ()


def test_a_manager_puts_no_draft_and_looks_at_no_part(case):
    put(case, docx([], **CHART))
    manager = case.open_as("manager-1")
    with pytest.raises(Refused):
        look_at_part(manager, case.story, 1, "a chart of school fees")


def test_no_name_and_no_picture_of_a_document_lies_open(case, portrait):
    put(case, docx([portrait.read_bytes()]), "Sokha at the market.docx")
    whole = b"".join(p.read_bytes() for p in case.officer.folders.root.rglob("*") if p.is_file())
    assert b"Sokha" not in whole
    assert portrait.read_bytes()[:64] not in whole


def test_the_same_picture_on_two_pages_is_one_image(case, portrait):
    with PillowImage.open(portrait) as opened:
        picture = opened.convert("RGB")
    made = Pdf().picture(picture).page().picture(picture).done()
    draft = put(case, made, "draft.pdf")
    (image,) = images_of(case.officer, case.story)
    assert [(p.image, p.position) for p in draft.parts] == [(image.id, 1), (image.id, 2)]
