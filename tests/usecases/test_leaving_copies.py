"""A public copy's file leaves only where the gate has nothing against it, whoever asks, by whatever verb."""

from datetime import timedelta

import pytest

from consentkit.domain.consents import Decision
from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import ReasonCode
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.images import Box, FaceDecision, Leak, Settlement
from consentkit.domain.pictures.public_copies import Check, CheckResult
from consentkit.domain.values import Channel
from consentkit.store.consents import consents_of_story
from consentkit.store.pictures.images import copies_of, images, save_copy
from consentkit.store.stories.stories import certificates
from consentkit.usecases.consents.consents import withdraw_consent
from consentkit.usecases.people.contributors import NewContributor, correct_contributor
from consentkit.usecases.pictures.faces import add_face, faces_of, reopen_face, settle_face
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.pictures.public_copies import get_public_copy, make_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.publications.clearances import gather_dossier


@pytest.fixture
def workspace_folder(cleared_folder):
    return cleared_folder


def _image(case):
    (image,) = images_of(case.officer, case.story)
    return image.id


def _copy_is(**parts):
    """Have the kept copy say what a real one said that failed."""

    def do(case):
        with case.officer.change(EventName.COPY_MADE) as change:
            (copy,) = copies_of(change.db, _image(case))
            save_copy(change.db, copy.model_copy(update=parts))
            change.record(copy.image, digest=copy.digest)

    return do


def _failed(check):
    return _copy_is(results=dict.fromkeys(Check, CheckResult.DONE) | {check: CheckResult.FAILED})


def _reopened(case):
    reopen_face(case.officer, faces_of(case.officer, _image(case))[0].id)


def _drawn(case):
    add_face(case.officer, _image(case), Box(left=1, top=1, right=40, bottom=40))


def _shown(case):
    face = faces_of(case.officer, _image(case))[0]
    shown = FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=False)
    settle_face(case.officer, face.id, shown)
    make_public_copy(case.officer, _image(case))


def _child(case):
    child = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT)
    correct_contributor(case.officer, case.person, child)
    _shown(case)


def _unseen(case):
    with case.officer.change(EventName.IMAGE_VIEWED) as change:
        image = images.get(change.db, _image(case))
        images.update(change.db, image.model_copy(update={"viewed_by": None}), expected=image)
        change.record(image.id)


def _taken_back(case):
    (consent,) = consents_of_story(case.officer.reading, case.story)
    withdraw_consent(case.officer, consent.id)


def _refused(case):
    case.consent(decision=Decision.NO, scope=None, release=None)


R = ReasonCode
HELD_BACK = {
    "the second scan found somebody": (
        _copy_is(unsettled=(Box(left=1, top=1, right=40, bottom=40),)),
        R.REDACTION_UNPROVED,
    ),
    "metadata is left": (_copy_is(leaks=(Leak.GPS,)), R.METADATA_LEFT),
    **{f"{check} failed": (_failed(check), None) for check in Check},
    "no check ran": (_copy_is(results={}), R.COPY_CHECK_FAILED),
    "a face is open again": (_reopened, R.FACE_OPEN),
    "a face was drawn since": (_drawn, R.FACE_OPEN),
    "it shows whom the consent hides": (_shown, R.FACE_MUST_BE_COVERED),
    "it shows a child": (_child, R.CHILD_FACE_SHOWN),
    "consent was taken back by whom it covers": (_taken_back, R.CONSENT_WITHDRAWN),
    "whom it covers said no": (_refused, R.CONSENT_REFUSED),
    "nobody looked at the picture": (_unseen, R.VIEW_MISSING),
}


@pytest.mark.parametrize("why", HELD_BACK)
def test_a_copy_that_the_gate_holds_is_not_given_away(why, clearable):
    assert get_public_copy(clearable.officer, _image(clearable)).data
    deed, code = HELD_BACK[why]
    deed(clearable)
    with pytest.raises(Refused, match=r"^copy-held-back$") as refused:
        get_public_copy(clearable.officer, _image(clearable))
    codes = {reason.code for reason in refused.value.reasons}
    assert codes
    assert code in codes | {None}


def test_who_is_shown_is_shown_by_consent_alone(case, other_portrait):
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=False)
    correct_contributor(case.officer, case.person, adult)
    image = case.picture(other_portrait)
    for face in faces_of(case.officer, image):
        shown = FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=False)
        settle_face(case.officer, face.id, shown)
    make_public_copy(case.officer, image)
    with pytest.raises(Refused) as refused:
        get_public_copy(case.officer, image)
    assert R.CONSENT_MISSING in {reason.code for reason in refused.value.reasons}


def test_the_same_made_scanned_taken_in_and_taken_out_again_voids_no_certificate(clearable, clock):
    image = _image(clearable)
    clearable.certify()
    before = get_public_copy(clearable.officer, image).data
    make_public_copy(clearable.officer, image)
    assert get_public_copy(clearable.officer, image).data == before
    assert clearable.clear().certificate.is_valid
    clock.now += timedelta(minutes=5)
    scan_images(clearable.officer, [image])
    for face in faces_of(clearable.officer, image):
        settle_face(clearable.officer, face.id, face.decision)
    assert clearable.clear().certificate.is_valid
    assert clearable.clear().is_allowed


def _certificate_of_before(case):
    """Give a certificate the digests that one had which was issued by the first rule."""
    issued = case.certify()
    with case.open_as("manager-1").change(EventName.CERTIFICATE_ISSUED) as change:
        parts = gather_dossier(case.officer, case.story, Channel.WEBSITE, on=change.today).parts()
        certificates.update(change.db, issued.model_copy(update={"parts": parts}), expected=issued)
        change.record(issued.id, story=case.story)


def test_a_certificate_by_the_first_rule_holds_while_nothing_that_it_counted_changed(clearable):
    image = _image(clearable)
    _certificate_of_before(clearable)
    make_public_copy(clearable.officer, image)
    assert clearable.clear().certificate.is_valid
    reopen_face(clearable.officer, faces_of(clearable.officer, image)[0].id)
    assert "faces" in clearable.clear().certificate.changed


def test_the_same_document_again_asks_nobody_again(case, events):
    story = case.draft()
    assert case.draft() == story
    assert len(events("draft-opened")) == 1
    assert case.draft("Other words.").revision == story.revision + 1
