"""A contact sheet shows every picture with its boxes and decisions, and hides who must be hidden."""

import base64
import io
import re
import shutil
from types import SimpleNamespace

import numpy as np
import pypdf
import pytest
from making_documents import Pdf
from PIL import Image as PillowImage
from story_cases import Case, begin_case

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.images import Box, Declaration, FaceDecision, Settlement
from consentkit.domain.progress import unwatched
from consentkit.pages.files import write_file
from consentkit.usecases.people.contributors import NewContributor, correct_contributor
from consentkit.usecases.pictures.contact_sheets import report_images, sheet_kind
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.words.drafts import put_draft

WHY = "<b>a flag</b>, not a face"


@pytest.fixture(scope="module")
def _base(cleared_base, tmp_path_factory, opened_once, portrait):
    """A story with one picture, made once, where both portraits have been scanned in another story.

    It shows one face to be covered and one that is none, and has a copy, and a box drawn since.
    """
    below = tmp_path_factory.mktemp("sheets")
    folder = shutil.copytree(cleared_base.folder, below / "workspace")
    with opened_once(folder) as open_as:
        case = begin_case(open_as, below)
        image = case.picture(portrait)
        (face,) = faces_of(case.officer, image)
        settle_face(case.officer, face.id, FaceDecision(settlement=Settlement.REDACTED))
        flag = add_face(case.officer, image, Box(left=10, top=10, right=90, bottom=110))
        settle_face(case.officer, flag.id, FaceDecision(settlement=Settlement.NOT_A_FACE, why=WHY))
        make_public_copy(case.officer, image)
        add_face(case.officer, image, Box(left=400, top=400, right=490, bottom=500))
    return SimpleNamespace(folder=folder, person=case.person, story=case.story, image=image)


@pytest.fixture
def workspace_folder(_base, tmp_path):
    return shutil.copytree(_base.folder, tmp_path / "workspace")


@pytest.fixture
def pictured(open_as, _base, tmp_path):
    """The story with one picture."""
    return Case(open_as, tmp_path, _base.person, _base.story)


@pytest.fixture
def sheet(_base):
    """The picture of it."""
    return _base.image


def written_sheet(workspace, story, out, **options):
    return write_file(out, report_images(workspace, story, sheet_kind(out.name), **options))


def page(case, **options):
    out = case.tmp_path / f"sheet{len(options)}.html"
    written_sheet(case.officer, case.story, out, **options)
    return out.read_text(encoding="utf-8")


def pictures(html):
    data = re.findall(r'<section>.*?src="data:image/jpeg;base64,([^"]+)"', html, re.DOTALL)
    return [np.asarray(PillowImage.open(io.BytesIO(base64.b64decode(one)))) for one in data]


def whole_text(pdf):
    return " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(pdf).pages).split())


def test_the_pdf_warns_first_and_tells_all_that_is_known(pictured, sheet):
    out = written_sheet(pictured.officer, pictured.story, pictured.tmp_path / "sheet.pdf")
    reader = pypdf.PdfReader(out)
    first, text = reader.pages[0].extract_text(), whole_text(out)
    assert "SHOWS PERSONS" in first
    assert "Delete it" in first
    for part in (sheet, "1C", "2N", "3O", "centerface-native", "grade clear", WHY, "officer-1", "comment"):
        assert part in text
    assert "before and after" in text
    assert "second-scan done" in text
    assert sum(len(one.images) for one in reader.pages) == 5 + 1 + 2


@pytest.mark.slow
def test_the_page_needs_nothing_from_outside_and_runs_nothing(pictured, sheet):
    html = page(pictured)
    assert "default-src 'none'" in html
    assert "<script" not in html
    assert not re.findall(r"(?:src|href)=\"(?!data:image/jpeg;base64,)", html)
    assert "&lt;b&gt;a flag&lt;/b&gt;" in html
    assert "SHOWS PERSONS" in html


def test_who_is_not_known_to_be_safe_is_black_on_the_sheet(pictured, sheet):
    (shown,) = pictures(page(pictured))
    (face, _, drawn) = faces_of(pictured.officer, sheet)
    for box in (face.box, drawn.box):
        margin = shown[box.top - 4 : box.top, box.left + 60 : box.right - 4]
        inner = shown[box.top + 8 : box.top + 16, box.left + 40 : box.right - 10]
        assert min(np.median(margin), np.median(inner)) < 16
    (bare,) = pictures(page(pictured, is_uncovered=True))
    middle = np.s_[face.box.top + 60 : face.box.bottom - 60, face.box.left + 40 : face.box.right - 40]
    assert bare[middle].std() > 20
    assert "No face is covered" in page(pictured, is_uncovered=True, watch=unwatched)


def test_a_face_of_someone_at_no_risk_is_seen_and_one_of_a_survivor_is_not(case, portrait):
    image = case.picture(portrait)
    (face,) = faces_of(case.officer, image)
    middle = np.s_[face.box.top + 60 : face.box.bottom - 60, face.box.left + 40 : face.box.right - 40]
    staff = FaceDecision(settlement=Settlement.DECLARED, declaration=Declaration.STAFF, why="our own nurse")
    settle_face(case.officer, face.id, staff)
    assert pictures(page(case))[0][middle].std() > 20
    seen = FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=False)
    settle_face(case.officer, face.id, seen)

    as_child = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT)
    correct_contributor(case.officer, case.person, as_child)
    out = written_sheet(case.officer, case.story, case.tmp_path / "child.html")
    (shown,) = pictures(out.read_text(encoding="utf-8"))
    assert np.median(shown[middle]) < 16


def test_only_who_may_look_at_pictures_gets_it_uncovered(pictured, sheet):
    manager = pictured.open_as("manager-1")
    with pytest.raises(Refused, match="role-may-not"):
        written_sheet(manager, pictured.story, pictured.tmp_path / "sheet.pdf", is_uncovered=True)
    assert not (pictured.tmp_path / "sheet.pdf").exists()
    written_sheet(manager, pictured.story, pictured.tmp_path / "sheet.pdf")
    with pytest.raises(Refused, match="role-may-not"):
        written_sheet(pictured.open_as("volunteer-1"), pictured.story, pictured.tmp_path / "other.pdf")


@pytest.mark.slow
def test_nothing_is_overwritten_and_no_other_kind_is_made(pictured, sheet):
    out = pictured.tmp_path / "sheet.pdf"
    out.write_text("mine")
    with pytest.raises(Conflict, match="file-exists"):
        written_sheet(pictured.officer, pictured.story, out)
    assert out.read_text() == "mine"
    with pytest.raises(InvalidInput, match="report-kind-unknown"):
        written_sheet(pictured.officer, pictured.story, pictured.tmp_path / "sheet.docx")
    with pytest.raises(NotFound):
        written_sheet(pictured.officer, "S-0000-0000", pictured.tmp_path / "none.pdf")


@pytest.mark.slow
def test_a_picture_that_cannot_be_opened_is_told_and_not_left_out(pictured, sheet):

    (image,) = images_of(pictured.officer, pictured.story)
    sealed = pictured.officer.records.vault._path(image.original)
    sealed.write_bytes(sealed.read_bytes()[:-3])
    text = whole_text(written_sheet(pictured.officer, pictured.story, pictured.tmp_path / "sheet.pdf"))
    assert "cannot be shown here (vault-file-changed)" in text


def test_a_picture_of_the_draft_says_where_it_stands(case, portrait):
    draft = case.tmp_path / "draft.pdf"
    with PillowImage.open(portrait) as opened:
        draft.write_bytes(Pdf().words().page().picture(opened.convert("RGB")).done())
    put_draft(case.officer, case.story, draft.read_bytes())
    assert "In the draft: page 2." in page(case)


@pytest.mark.slow
def test_the_same_sheet_is_the_same_file(pictured, sheet):
    one = written_sheet(pictured.officer, pictured.story, pictured.tmp_path / "one.pdf").read_bytes()
    assert one == written_sheet(pictured.officer, pictured.story, pictured.tmp_path / "two.pdf").read_bytes()
