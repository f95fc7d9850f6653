"""The certificate: one page, whatever is on it, and every digest that it rests on."""

import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from consentkit.catalogue.policies import load_policies
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.codes import new_code
from consentkit.domain.consents import WORLDWIDE, Audience, Consent, Decision, Medium, Method, Scope
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.dossiers import Dossier, FileState, ImageRecord
from consentkit.domain.people import Age, AgeBasis, Contributor
from consentkit.domain.pictures.images import Box, Face, Image, Scan, ScanOutcome, Settlement
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel, digest_of
from consentkit.typesetting.reports import certificates
from consentkit.typesetting.reports.certificates import CertificatePage
from tests.typesetting.letter_samples import FONTS

A4_WIDTH_PT, A4_HEIGHT_PT = 595, 842
MARGIN_PT = 30
LAST_DAY = date(2027, 9, 30)
STORY = new_code("S")


def make_certificate(page):
    return certificates.make_certificate(page, FONTS)


def _person():
    return Contributor(code=new_code("C"), age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, language="km")


def _consent(person):
    scope = Scope(
        media=frozenset({Medium.PHOTO}),
        channels=frozenset({Channel.WEBSITE}),
        audiences=frozenset({Audience.PUBLIC}),
        places=frozenset({WORLDWIDE}),
        until=LAST_DAY,
    )
    return Consent(
        id=new_code("K"), contributor=person.code, story=STORY, decision=Decision.YES, scope=scope,
        given_by=person.code, asked_on=date(2026, 9, 1), given_on=date(2026, 9, 30), method=Method.WRITTEN,
        language="km", release=digest_of(person.code),
    )  # fmt: skip


def _record(number):
    code = new_code("I")
    image = Image(
        id=code, story=STORY, digest=digest_of(number), original=digest_of(-number), media_type="image/jpeg",
        width_px=4000, height_px=3000, viewed_by="safeguarding-with-a-long-handle",
    )  # fmt: skip
    copy = PublicCopy(
        image=code, digest=digest_of(f"copy {number}"), stored=digest_of(f"stored {number}"), width_px=4000,
        height_px=3000, covered=(), rescan=Scan(outcome=ScanOutcome.NONE_FOUND), unsettled=(), leaks=(),
    )  # fmt: skip
    face = Face(
        id=new_code("F"), image=code, box=Box(left=1, top=1, right=9, bottom=9), score=1.0,
        detector="by-hand", settlement=Settlement.REDACTED,
    )  # fmt: skip
    return ImageRecord(
        image=image, faces=(face,), copy_made=copy, original_state=FileState.INTACT,
        copy_state=FileState.INTACT,
    )  # fmt: skip


@pytest.fixture(scope="module")
def shipped():
    return load_policies(policies_folder())


@pytest.fixture
def page(shipped):
    """`page(images=2, people=1)` gives what is to be printed."""

    def make(*, images=0, people=1, organisation="River House", catalogue=shipped):
        persons = tuple(_person() for _ in range(people))
        dossier = Dossier(
            channel=Channel.DONOR_REPORT,
            on=date(2026, 11, 21),
            story=Story(
                id=STORY,
                title="Sokha at the market",
                revision=2000,
                contributors=tuple(p.code for p in persons),
                draft=digest_of("words"),
            ),
            plan=Plan(
                story=STORY, channel=Channel.DONOR_REPORT, audience=Audience.PARTNERS, place=WORLDWIDE,
                from_on=date(2026, 9, 30), until=LAST_DAY,
            ),
            contributors=persons,
            guardians=(),
            consents=tuple(_consent(p) for p in persons),
            withdrawals=(),
            assents=(),
            approvals=(),
            images=tuple(_record(number) for number in range(1, images + 1)),
            papers={},
            answers=(),
            policies=catalogue.policies,
            policy_digests=catalogue.digests,
            broken_policies=(),
        )  # fmt: skip
        return CertificatePage(
            id=new_code("V"),
            organisation=organisation,
            issued_at=datetime(2026, 11, 21, 20, tzinfo=UTC).astimezone(ZoneInfo("Asia/Bangkok")),
            issued_by="manager-1",
            clearance=_answered(clear(dossier)),
            dossier=dossier,
            audit_head=digest_of("head"),
        )

    return make


def _answered(clearance: Clearance) -> Clearance:
    """Every question with two long handles behind it, as wide as an answer gets."""
    people = ("officer-from-the-north", "safeguarding-lead-of-the-house")
    questions = tuple(q.model_copy(update={"answered_by": people}) for q in clearance.questions)
    return clearance.model_copy(update={"questions": questions, "until": LAST_DAY})


def _pages(data):
    return PdfReader(io.BytesIO(data)).pages


def _placed(data):
    """Every run of text with its left and its baseline, and the size of its letters; pt, from below."""
    runs = []

    def keep(text, _, matrix, font, size):
        if text.strip():
            runs.append((text.strip(), matrix[4], matrix[5], size))

    _pages(data)[0].extract_text(visitor_text=keep)
    return runs


@pytest.mark.parametrize(("images", "people"), [(0, 0), (0, 1), (1, 1), (8, 8), (9, 9), (40, 12)])
def test_it_is_one_page_and_nothing_leaves_it(page, images, people):
    data = make_certificate(page(images=images, people=people))
    assert len(_pages(data)) == 1
    for text, left, baseline, _ in _placed(data):
        assert MARGIN_PT <= left < A4_WIDTH_PT - MARGIN_PT, text
        assert MARGIN_PT <= baseline < A4_HEIGHT_PT - MARGIN_PT, text


def test_no_two_texts_lie_over_each_other(page):
    runs = _placed(make_certificate(page(images=40, people=12)))
    for text, left, baseline, size in runs:
        right = left + stringWidth(text, "Helvetica", size) if len(text) < 90 else left
        for other, other_left, other_baseline, _ in runs:
            is_beside = other_left > left and abs(other_baseline - baseline) < 1
            assert not (is_beside and other_left < right), f"{text} | {other}"
        assert right <= A4_WIDTH_PT - MARGIN_PT, text


@pytest.mark.parametrize("images", [1, 8])
def test_every_digest_stands_on_it(page, images):
    made = page(images=images)
    text = _pages(make_certificate(made))[0].extract_text()
    for record in made.dossier.images:
        assert record.image.digest in text
        assert record.copy_made.digest in text
    for digest in (made.dossier.story.draft, made.audit_head, digest_of(made.clearance.parts)):
        assert digest in text
    for policy, digest in made.dossier.policy_digests.items():
        assert f"{policy} version 1  {digest}" in text


@pytest.mark.parametrize("images", [9, 40])
def test_what_does_not_fit_is_bound_by_the_digest_of_the_whole_list(page, images):
    made = page(images=images, people=12)
    text = _pages(make_certificate(made))[0].extract_text()
    shown = [r for r in made.dossier.images if r.image.digest in text]
    assert shown == list(made.dossier.images[:8])
    assert f"and {images - 8} more; the digest of the whole list is" in text
    assert digest_of(list(made.dossier.images)) in text
    assert "and 4 more; the digest of the whole list is" in text


def test_every_answer_and_who_gave_it_stands_on_it_whole(page):
    made = page(images=40, people=12)
    text = _pages(make_certificate(made))[0].extract_text()
    for state in made.clearance.questions:
        assert f"{state.question}  " in text
    assert text.count("officer-from-the-north, safeguarding-lead-of-the-house") == len(
        made.clearance.questions
    )


def test_the_same_page_gives_the_same_bytes(page):
    made = page(images=9, people=9)
    assert make_certificate(made) == make_certificate(made)


def test_the_day_is_the_one_where_the_organisation_works(page):
    text = _pages(make_certificate(page()))[0].extract_text()
    assert "Issued 22 November 2026, 03:00 (Asia/Bangkok) by manager-1." in text


@pytest.mark.parametrize(
    "organisation",
    ["Fundación Río", "บ้านแม่น้ำ", "ផ្ទះទន្លេ", "မြစ်အိမ်", "河边之家", "بيت النهر", "دریا گھر River 2"],
)
def test_a_name_in_any_script_stands_on_it(page, organisation):
    made = make_certificate(page(organisation=organisation))
    reader = _pages(made)[0]
    assert len(_pages(made)) == 1
    assert "".join(organisation.split()) in "".join(reader.extract_text().split())


@pytest.mark.parametrize("organisation", ["", "𐎠𐎡𐎢"])
def test_a_name_that_no_font_has_is_left_out_and_never_boxed(page, organisation):
    text = _pages(make_certificate(page(organisation=organisation)))[0].extract_text()
    assert "■" not in text
    assert "\ufffd" not in text
    assert not set(organisation) & set(text)


def test_no_title_stands_on_it_nor_in_its_properties(page):
    reader = PdfReader(io.BytesIO(make_certificate(page())))
    assert "Sokha" not in reader.pages[0].extract_text() + str(reader.metadata)


def test_it_says_that_there_are_no_pictures(page):
    text = _pages(make_certificate(page(images=0)))[0].extract_text()
    assert "Pictures (SHA-256)\nnone" in text
