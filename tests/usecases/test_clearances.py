from contextlib import contextmanager
from datetime import timedelta

import pytest
from PIL import Image as PillowImage
from pypdf import PdfReader
from saying_yes import SENTENCE, say_yes

from consentkit.domain.checklists import Reply
from consentkit.domain.consents import Appearance, Decision
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.pictures.images import FaceDecision, Settlement
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.pages.stories.pages import read_page
from consentkit.usecases.checks.checklists import answer_question
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.consents.consents import agree_to_shown_face
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.pictures.faces import faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, images_of, view_image
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.publications.clearances import certify_story, clear_for_channels, clear_story
from consentkit.usecases.publications.publications import (
    confirm_takedown,
    list_publications,
    list_takedowns,
    publish_story,
)
from consentkit.usecases.words.drafts import put_draft

POLICY = "guidance-note-2016"


@pytest.fixture
def workspace_folder(cleared_folder):
    """Both portraits have been scanned in another story."""
    return cleared_folder


def test_a_story_with_everything_is_cleared(clearable):
    clearance = clearable.clear()
    assert clearance.reasons == ()
    assert clearance.is_allowed


def test_a_new_story_is_refused_for_each_thing_that_is_missing(case):
    assert case.codes() == ["consent-missing", "plan-missing", "question-open", "story-empty"]


def test_another_channel_is_refused(clearable):
    clearance = clear_story(clearable.officer, clearable.story, Channel.SOCIAL)
    assert {"channel-outside-scope", "plan-missing"} <= {r.code.value for r in clearance.reasons}


def test_a_day_after_the_plan_is_refused(clearable):
    last = clearable.clear().until
    assert "plan-ended" not in clearable.codes(on=last), "only what is answered for some days is asked again"
    assert "plan-ended" in clearable.codes(on=last + timedelta(days=1))


def test_a_certificate_is_one_page_with_digests_answers_and_who_gave_them(clearable, tmp_path):
    certificate = clearable.certify()
    (page,) = PdfReader(tmp_path / "certificate.pdf").pages
    text = page.extract_text()
    (image,) = images_of(clearable.officer, clearable.story)
    assert certificate.id in text
    assert image.digest in text
    for state in clearable.clear().questions:
        if state.evidence:
            assert state.question in text
            assert state.evidence[0] in text.replace("\n", " ")
            continue
        assert f"{state.question}  {state.standing.value}  {', '.join(state.answered_by)}" in text
    assert "school" not in text
    assert "a sentence: 1.1d, 1.2a, " in text.replace("\n", " ")
    assert SENTENCE not in text


def test_a_certificate_holds_until_something_changes_and_then_says_what(clearable, tmp_path):
    clearable.certify()
    assert clearable.clear().certificate.is_valid
    answered = {one.question: one.standing for one in clearable.clear().questions}
    shown = NewEvidence(sentence="Another line says so better.")
    answer_question(clearable.officer, clearable.story, POLICY, "1.1d", reply=Reply.YES, shown=shown)
    assert clearable.clear().certificate.changed == ("answers",)
    assert {one.question: one.standing for one in clearable.clear().questions} == answered
    draft = tmp_path / "draft.txt"
    draft.write_text("new words")
    put_draft(clearable.officer, clearable.story, draft.read_bytes())
    assert {"answers", "files", "story"} <= set(clearable.clear().certificate.changed)


def test_a_changed_file_voids_the_certificate_and_refuses(clearable):
    clearable.certify()
    (image,) = images_of(clearable.officer, clearable.story)
    sealed = clearable.officer.records.vault._path(image.original)
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    clearance = clearable.clear()
    assert "file-changed" in {r.code.value for r in clearance.reasons}
    assert clearance.certificate.changed == ("files",)


def test_a_lost_file_refuses(clearable):
    (image,) = images_of(clearable.officer, clearable.story)
    clearable.officer.records.vault._path(image.original).unlink()
    assert clearable.codes() == ["file-missing"]


def test_a_refused_story_gets_no_certificate(case, tmp_path):
    with pytest.raises(Refused, match="not-cleared") as refused:
        case.certify()
    assert "consent-missing" in {r.code.value for r in refused.value.reasons}
    assert not (tmp_path / "certificate.pdf").exists()


def test_an_officer_prints_no_certificate(clearable):
    with pytest.raises(Refused, match="role-may-not"):
        certify_story(clearable.officer, clearable.story, Channel.WEBSITE)


def test_publishing_needs_a_cleared_story(case):
    with pytest.raises(Refused, match="not-cleared"):
        publish_story(case.officer, case.story, Channel.WEBSITE, where="https://example.org/1")


def test_publishing_needs_a_certificate_that_holds(clearable, last_event):
    with pytest.raises(Refused, match="certificate-missing"):
        publish_story(clearable.officer, clearable.story, Channel.WEBSITE, where="https://example.org/1")
    clearable.certify()
    say_yes(clearable.officer, clearable.story, POLICY, "1.1a")
    with pytest.raises(Refused, match="certificate-void"):
        publish_story(clearable.officer, clearable.story, Channel.WEBSITE, where="https://example.org/1")
    clearable.certify("second.pdf")
    made = publish_story(clearable.officer, clearable.story, Channel.WEBSITE, where="https://example.org/1")
    assert made.until == clearable.clear().until
    assert last_event() == ("story-published", "officer-1", made.id)


def test_a_withdrawal_refuses_at_once_and_opens_a_takedown_until_it_is_confirmed(clearable, last_event):
    clearable.certify()
    made = publish_story(clearable.officer, clearable.story, Channel.WEBSITE, where="https://example.org/1")
    consent = clearable.officer.reading.rows("SELECT id FROM consents")[0]["id"]
    volunteer = clearable.open_as("volunteer-1")
    (takedown,) = withdraw_consent(volunteer, consent).takedowns
    assert last_event() == ("takedown-opened", "volunteer-1", takedown.id)
    assert clearable.codes() == ["consent-withdrawn"]
    assert clearable.clear().certificate.changed == ("consents",)
    assert list_takedowns(clearable.officer) == (takedown,)
    confirm_takedown(clearable.officer, takedown.id)
    assert list_takedowns(clearable.officer) == ()
    (publication,) = list_publications(clearable.officer)
    assert (publication.id, publication.ended_on) == (made.id, clearable.officer.today)
    with pytest.raises(Conflict, match="takedown-confirmed"):
        confirm_takedown(clearable.officer, takedown.id)


def test_a_withdrawal_of_another_channel_opens_nothing(clearable):
    clearable.certify()
    publish_story(clearable.officer, clearable.story, Channel.WEBSITE, where="https://example.org/1")
    consent = clearable.officer.reading.rows("SELECT id FROM consents")[0]["id"]
    with pytest.raises(InvalidInput, match="channel-never-given"):
        withdraw_consent(clearable.officer, consent, channels=frozenset({Channel.BROADCAST}))
    assert clearable.clear().is_allowed


def test_a_broken_policy_of_ones_own_refuses_every_story(clearable, open_as):
    own = clearable.officer.folders.policies / "own.toml"
    own.write_text('id = "own"\nseverity = "blocker"\n')
    again = open_as("officer-1")
    codes = {r.code.value for r in clear_story(again, clearable.story, Channel.WEBSITE).reasons}
    assert codes == {"policy-broken"}


@pytest.mark.slow
def test_a_survivors_face_is_shown_only_with_their_choice_and_safeguardings_agreement(clearable):
    (image,) = images_of(clearable.officer, clearable.story)
    (face,) = faces_of(clearable.officer, image.id)
    shown = FaceDecision(settlement=Settlement.LINKED, contributor=clearable.person, is_hidden=False)
    settle_face(clearable.officer, face.id, shown)
    assert {"copy-stale", "face-must-be-covered"} <= set(clearable.codes())
    make_public_copy(clearable.officer, image.id)
    view_image(clearable.officer, image.id)
    clearable.approve()
    consent = clearable.consent(scope=clearable.scope(appearance=Appearance.FACE_SHOWN))
    clearable.answer_all()
    assert clearable.codes() == ["face-agreement-missing"]
    with pytest.raises(Refused, match="role-may-not"):
        agree_to_shown_face(clearable.officer, consent)
    agree_to_shown_face(clearable.open_as("safeguarding-1"), consent)
    assert clearable.codes() == []


def test_a_no_that_comes_later_counts(clearable):
    clearable.consent(decision=Decision.NO, scope=None)
    assert clearable.codes() == ["consent-refused"]


@contextmanager
def _asked_of(db):
    """Collects what is asked of the records."""
    statements = []
    db.conn.set_trace_callback(statements.append)
    yield statements
    db.conn.set_trace_callback(None)


def test_the_gate_asks_no_more_for_many_pictures_than_for_one(clearable, other_portrait, tmp_path):
    withdraw_consent(clearable.officer, clearable.consent())
    with _asked_of(clearable.officer.records.db) as for_one:
        clearable.clear()
    for number in range(3):
        with PillowImage.open(other_portrait) as image:
            image.convert("RGB").rotate(10 * number).save(tmp_path / f"{number}.png")
        add_images(clearable.officer, clearable.story, [incoming(tmp_path / f"{number}.png")])
    with _asked_of(clearable.officer.records.db) as for_four:
        clearable.clear()
    assert len(for_four) == len(for_one) > 10


def test_a_storys_page_gathers_its_pictures_once_for_all_channels(clearable):
    for channel in (Channel.SOCIAL, Channel.PRINT):
        clearable.plan(channel=channel)
    with _asked_of(clearable.officer.records.db) as asked:
        page = read_page(clearable.officer, clearable.story, None)
    assert len(page.clearances) == 3
    of_pictures = [one for one in asked if "FROM public_copies WHERE image IN (SELECT" in one]
    assert len(of_pictures) == 1


def test_channels_cleared_together_are_answered_as_they_are_alone(clearable):
    channels = (Channel.SOCIAL, Channel.WEBSITE)
    together = clear_for_channels(clearable.officer, clearable.story, channels)
    assert together == tuple(clear_story(clearable.officer, clearable.story, c) for c in channels)
    assert [one.is_allowed for one in together] == [False, True]
