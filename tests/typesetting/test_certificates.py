"""The certificate: its pages, whatever is on it, and every digest that it rests on."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from quick_cases import quick_first
from reportlab.pdfbase.pdfmetrics import stringWidth

from consentkit.catalogue.policies import load_policies
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.checklists import Answer, Reply, Standing
from consentkit.domain.codes import new_code
from consentkit.domain.consents import WORLDWIDE, Audience, Consent, Decision, Medium, Method, Scope
from consentkit.domain.gate.certificates.seals import find_seal, paper_seal, read_paper_seal, unsealed_block
from consentkit.domain.gate.certificates.stating import Issue, state_certificate
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.dossiers import Dossier, FileState, ImageRecord
from consentkit.domain.people import Age, AgeBasis, Contributor
from consentkit.domain.pictures.images import Box, Face, Image, Scan, ScanOutcome, Settlement
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.roles import Actor, Role
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel, canonical, digest_of
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
    """`page(images=2, people=1)` gives what is to be printed; `noes` are so many answers that are not yes."""

    def make(*, images=0, people=1, organisation="River House", catalogue=shipped, noes=0):
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
            answers=tuple(answer for number in range(noes) for answer in _no_and_yes(number)),
            policies=catalogue.policies,
            policy_digests=catalogue.digests,
            broken_policies=(),
        )  # fmt: skip
        issue = Issue(
            workspace="0123456789abcdef",
            organisation=organisation,
            id=new_code("V"),
            at=datetime(2026, 11, 21, 20, tzinfo=UTC).astimezone(ZoneInfo("Asia/Bangkok")),
            timezone="Asia/Bangkok",
            actor=Actor(handle="manager-1", roles=frozenset({Role.MANAGER})),
            audit_head=digest_of("head"),
        )
        statement = state_certificate(issue, (dossier,), _answered(clear(dossier)), lambda at: at.date())
        return CertificatePage(
            statement=statement,
            fingerprint=digest_of("key"),
            code=paper_seal(statement, digest_of("key")).with_signature("0" * 128).text,
            seal=unsealed_block(digest_of("a key"), canonical(statement)),
        )

    return make


def _no_and_yes(number):
    """A no by safeguarding, and a yes of theirs two days later."""
    given = {
        "story": STORY, "policy": "guidance-note-2016", "question": "1.2b", "by": "safeguarding-1",
        "roles": frozenset({Role.SAFEGUARDING}), "revision": 1,
    }  # fmt: skip
    at = datetime(2026, 10, 1, 9, tzinfo=UTC) + timedelta(hours=number)
    return (
        Answer(reply=Reply.NO, at=at, **given),
        Answer(reply=Reply.YES, at=at + timedelta(days=2), **given),
    )


def _answered(clearance: Clearance) -> Clearance:
    """Every question with two long handles behind it, as wide as an answer gets."""
    people = ("officer-from-the-north", "safeguarding-lead-of-the-house")
    questions = tuple(
        q.model_copy(update={"answered_by": people, "evidence": ()})
        for q in clearance.questions
        if q.standing is not Standing.DOES_NOT_APPLY
    )
    return clearance.model_copy(update={"questions": questions, "until": LAST_DAY})


def _pages(data):
    return PdfReader(io.BytesIO(data)).pages


def _placed(data, number=0):
    """Every run of text with its left and its baseline, and the size of its letters; pt, from below."""
    runs = []

    def keep(text, _, matrix, font, size):
        if text.strip():
            runs.append((text.strip(), matrix[4], matrix[5], size))

    _pages(data)[number].extract_text(visitor_text=keep)
    return runs


@pytest.mark.parametrize(("images", "people"), [(0, 0), (0, 1), (1, 1), (8, 8), (9, 9), (40, 12)])
@pytest.mark.parametrize("noes", quick_first([0, 1, 60], 1))
def test_nothing_leaves_a_page_however_many_there_are(page, images, people, noes):
    data = make_certificate(page(images=images, people=people, noes=noes))
    pages = _pages(data)
    assert len(pages) <= 2 + noes // 30
    for number in range(len(pages)):
        assert f"page {number + 1} of {len(pages)}" in pages[number].extract_text()
        for text, left, baseline, _ in _placed(data, number):
            assert MARGIN_PT <= left < A4_WIDTH_PT - MARGIN_PT, text
            assert MARGIN_PT <= baseline < A4_HEIGHT_PT - MARGIN_PT, text


def test_a_plain_story_fits_on_one_page(page):
    assert len(_pages(make_certificate(page(images=1)))) == 1


def test_no_two_texts_lie_over_each_other(page):
    data = make_certificate(page(images=40, people=12, noes=3))
    for number in range(len(_pages(data))):
        _check_apart(_placed(data, number))


def _check_apart(runs):
    for text, left, baseline, size in runs:
        right = left + stringWidth(text, "Helvetica", size) if len(text) < 90 else left
        for other, other_left, other_baseline, _ in runs:
            is_beside = other_left > left and abs(other_baseline - baseline) < 1
            assert not (is_beside and other_left < right), f"{text} | {other}"
        assert right <= A4_WIDTH_PT - MARGIN_PT, text


@pytest.mark.parametrize("images", [1, 8])
def test_every_digest_stands_on_it(page, images):
    made = page(images=images)
    text = "".join(page.extract_text() for page in _pages(make_certificate(made)))
    for picture in made.statement.pictures:
        assert picture.original in text
        assert picture.copy_digest in text
    stated = made.statement
    for digest in (stated.draft, stated.audit_head, stated.parts_digest, stated.digest):
        assert digest in text
    assert made.fingerprint in text.replace(" ", "")
    for policy in stated.policies:
        assert f"{policy.id} version {policy.version}  {policy.digest}" in text


@pytest.mark.parametrize("images", [9, 40])
def test_what_does_not_fit_is_bound_by_the_digest_of_the_whole_list(page, images):
    made = page(images=images, people=12)
    text = _pages(make_certificate(made))[0].extract_text()
    shown = tuple(picture for picture in made.statement.pictures if picture.original in text)
    assert shown == made.statement.pictures[:8]
    assert f"and {images - 8} more; the digest of the whole list is" in text
    assert digest_of(made.statement.pictures) in text
    assert "and 4 more; the digest of the whole list is" in text


def test_every_answer_and_who_gave_it_stands_on_it_whole(page):
    made = page(images=40, people=12)
    text = "".join(page.extract_text() for page in _pages(make_certificate(made)))
    for answer in made.statement.answers:
        assert f"{answer.question}  " in text
    assert text.count("officer-from-the-north, safeguarding-lead-of-the-house") == len(made.statement.answers)


def test_what_answered_instead_of_people_and_what_does_not_apply_stand_on_it(page):
    made = page(images=1)
    first, second, third, *others = made.statement.answers
    told = (
        first.model_copy(update={"standing": Standing.YES, "evidence": ("letter: L-2M4N-88TY L03",)}),
        second.model_copy(update={"standing": Standing.YES, "evidence": ("letter: L-2M4N-88TY L03",)}),
        third.model_copy(update={"standing": Standing.DOES_NOT_APPLY, "evidence": ("has-sound: no",)}),
    )
    stated = made.statement.model_copy(update={"answers": (*told, *others)})
    text = _pages(make_certificate(replace(made, statement=stated)))[0].extract_text().replace("\n", " ")
    assert f"letter: L-2M4N-88TY L03: {first.question}, {second.question}" in text
    assert f"does not apply, has-sound: no: {third.question}." in text
    assert f"{first.question}  " not in text


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


def test_every_no_stands_there_with_who_lifted_it_and_when(page):
    text = " ".join(_pages(make_certificate(page(noes=1)))[0].extract_text().split())
    assert (
        "Question 1.2b of guidance-note-2016: no by safeguarding-1 (safeguarding), 1 October 2026. "
        "Then yes by safeguarding-1 (safeguarding), 3 October 2026."
    ) in text
    assert "This certificate: manager-1 (manager), 22 November 2026." in text


def test_its_code_says_certificate_digest_and_fingerprint(page):
    made = page(images=8)
    data = make_certificate(made)
    with pypdfium2.PdfDocument(data) as document:
        drawn = document[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(drawn)
    told = read_paper_seal(code.text)
    stated = made.statement
    assert (told.certificate, told.statement_digest, told.fingerprint) == (
        stated.id,
        stated.digest,
        made.fingerprint,
    )


def test_what_it_states_is_attached_as_text(page):
    made = page(noes=1)
    data = make_certificate(made)
    (attached,) = PdfReader(io.BytesIO(data)).attachments.values()
    assert attached == [made.seal]
    assert find_seal(data).statement == canonical(made.statement)
