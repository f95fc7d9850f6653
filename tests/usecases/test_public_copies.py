"""Public copies: what is asked of them, what is proved, and what the gate makes of it."""

import pytest
from quick_cases import quick_among

from consentkit.domain.errors import InvalidInput, NotFound, Refused
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.copy_metadata import metadata_for
from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.pictures.images import FaceDecision, Settlement
from consentkit.domain.pictures.public_copies import (
    LONGEST_SIDE_PX,
    Check,
    CheckResult,
    CopyFormat,
    CopyWish,
    drawn_side,
)
from consentkit.domain.pictures.redactions import Cover, Redaction, RedactionMethod
from consentkit.domain.values import Channel
from consentkit.imaging.metadata.embedding import with_metadata
from consentkit.imaging.opening.opening import open_picture
from consentkit.imaging.redaction.client import find_matching
from consentkit.imaging.redaction.redacting import make_public_copy as redact
from consentkit.store.pictures.images import public_copies
from consentkit.usecases.people.contributors import NewContributor, correct_contributor
from consentkit.usecases.pictures.copy_proofs import CopyPlan, CopyRequest, prove_copy
from consentkit.usecases.pictures.faces import faces_of, settle_face
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.pictures.public_copies import make_public_copy, show_public_copy
from consentkit.usecases.pictures.states import get_image_state

MOSAIC = CopyWish(redaction=Redaction(method=RedactionMethod.MOSAIC))


@pytest.fixture
def workspace_folder(cleared_folder):
    """Both portraits have been scanned in another story."""
    return cleared_folder


def _known_adult(case, *, is_survivor):
    """Somebody counts as a survivor until the record says otherwise."""
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=is_survivor)
    correct_contributor(case.officer, case.person, adult)


def _settled(case, portrait, **decision):
    image = case.picture(portrait)
    for face in faces_of(case.officer, image):
        settle_face(case.officer, face.id, FaceDecision.model_validate(decision))
    return image


def _linked(case, portrait):
    return _settled(case, portrait, settlement=Settlement.LINKED, contributor=case.person, is_hidden=True)


def test_every_check_is_done_for_black_covers(case, portrait):
    image = _linked(case, portrait)
    copy = make_public_copy(case.officer, image)
    assert copy.results == dict.fromkeys(Check, CheckResult.DONE)
    assert copy.not_done == {}
    assert [redaction.method for redaction in copy.methods] == [RedactionMethod.SOLID] * len(copy.covered)


@pytest.mark.slow
def test_a_mosaic_is_for_people_who_are_not_at_risk_and_only_for_them(case, portrait, nothing_kept):
    redacted = _settled(case, portrait, settlement=Settlement.REDACTED)
    with nothing_kept(Refused, "redaction-only-cosmetic"):
        make_public_copy(case.officer, redacted, MOSAIC)
    _known_adult(case, is_survivor=False)
    linked = FaceDecision(settlement=Settlement.LINKED, contributor=case.person, is_hidden=True)
    for face in faces_of(case.officer, redacted):
        settle_face(case.officer, face.id, linked)
    assert make_public_copy(case.officer, redacted, MOSAIC).methods[0].is_cosmetic


@pytest.mark.slow
def test_a_mosaic_refuses_once_the_person_is_known_to_be_at_risk(clearable):
    (image,) = images_of(clearable.officer, clearable.story)
    with pytest.raises(Refused, match="redaction-only-cosmetic"):
        make_public_copy(clearable.officer, image.id, MOSAIC)
    _known_adult(clearable, is_survivor=False)
    make_public_copy(clearable.officer, image.id, MOSAIC)
    assert "cover-only-cosmetic" not in clearable.codes()
    _known_adult(clearable, is_survivor=True)
    assert "cover-only-cosmetic" in clearable.codes()
    assert get_image_state(clearable.officer, image.id).copy_state is CopyState.COSMETIC


def test_a_weak_mosaic_is_refused_before_anything_is_made(case, portrait, nothing_kept):
    image = _linked(case, portrait)
    weak = CopyWish(redaction=Redaction(method=RedactionMethod.MOSAIC, cells=8))
    with nothing_kept(InvalidInput, "redaction-too-weak"):
        make_public_copy(case.officer, image, weak)


@pytest.mark.slow
def test_only_the_named_faces_are_cosmetic_and_a_stranger_to_the_copy_is_told(case, portrait):
    image = _linked(case, portrait)
    with pytest.raises(NotFound, match="face-not-covered"):
        make_public_copy(case.officer, image, MOSAIC.model_copy(update={"only": ("F-0000-0000",)}))
    _known_adult(case, is_survivor=False)
    face = faces_of(case.officer, image)[0]
    made = make_public_copy(case.officer, image, MOSAIC.model_copy(update={"only": (face.id,)}))
    assert made.methods[0].is_cosmetic


@pytest.mark.slow
def test_a_copy_is_as_large_as_its_channel_needs_and_each_channel_may_have_its_own(clearable, monkeypatch):
    (image,) = images_of(clearable.officer, clearable.story)
    monkeypatch.setitem(LONGEST_SIDE_PX, Channel.WEBSITE, 300)
    assert "copy-too-large" in clearable.codes()
    assert get_image_state(clearable.officer, image.id).copy_state is CopyState.TOO_LARGE
    copy = make_public_copy(clearable.officer, image.id)
    assert max(copy.width_px, copy.height_px) == 300
    assert "copy-too-large" not in clearable.codes()
    own = make_public_copy(clearable.officer, image.id, CopyWish(channel=Channel.PRINT))
    assert max(own.width_px, own.height_px) == drawn_side(600, None, CopyFormat.JPEG) == 588
    assert {c.channel for c in public_copies.where(clearable.officer.reading, "image = ?", image.id)} == {
        None,
        Channel.PRINT,
    }
    assert "copy-too-large" not in clearable.codes()


@pytest.mark.parametrize("kind", quick_among(CopyFormat, [CopyFormat.PNG]))
def test_the_file_says_on_which_consent_it_rests_and_until_when(clearable, kind):
    (image,) = images_of(clearable.officer, clearable.story)
    make_public_copy(clearable.officer, image.id, CopyWish(format=kind))
    shown = show_public_copy(clearable.officer, image.id)
    assert shown.name == image.id + {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}[kind]
    data = shown.data
    consent = next(c.id for c in _consents(clearable))
    assert data.count(consent.encode()) == 1
    assert clearable.person.encode() not in data
    assert b"MR-LMR" in data
    assert b"DMI-PROHIBITED" in data


def _consents(case):
    from consentkit.store.consents import consents

    return consents.where(case.officer.reading, "story = ?", case.story)


def _asked(case):
    """What a copy of the cleared story's picture is asked to be, and the picture."""
    (image,) = images_of(case.officer, case.story)
    known = faces_of(case.officer, image.id)
    covers = tuple(Cover(face=face.box) for face in known)
    picture = open_picture(case.officer.records.vault.get(image.original))
    metadata = metadata_for([], channel=None, until=None, is_covered=True)
    return CopyRequest(image, picture, CopyPlan(covers, known, (), metadata, 1600), None)


def test_a_copy_that_says_black_and_shows_the_face_fails_every_check_of_it(clearable):
    asked = _asked(clearable)
    copy = prove_copy(
        clearable.officer,
        asked,
        with_metadata(redact(asked.picture, [], kind=CopyFormat.JPEG), asked.plan.metadata),
    )
    assert copy.results == {
        Check.COVERS: CheckResult.FAILED,
        Check.SECOND_SCAN: CheckResult.FAILED,
        Check.MATCH: CheckResult.FAILED,
        Check.METADATA: CheckResult.DONE,
        Check.NOTES: CheckResult.DONE,
    }
    assert copy.unsettled


def test_a_mosaic_too_fine_matches_and_the_black_cover_of_the_same_face_does_not(clearable):
    asked = _asked(clearable)
    fine = tuple(
        Cover(face=cover.face, redaction=Redaction(method=RedactionMethod.MOSAIC, cells=24))
        for cover in asked.plan.covers
    )
    for covers, expected in ((fine, CheckResult.FAILED), (asked.plan.covers, CheckResult.DONE)):
        copy = open_picture(redact(asked.picture, covers, kind=CopyFormat.PNG))
        assert find_matching(asked.picture, copy, covers, ()) is expected


@pytest.mark.slow
def test_metadata_that_is_left_and_notes_that_are_not_there_fail(clearable):
    asked = _asked(clearable)
    bare = redact(asked.picture, asked.plan.covers)
    for data in (with_metadata(bare, asked.plan.metadata) + b"a tail", bare):
        copy = prove_copy(clearable.officer, asked, data)
        assert copy.results[Check.METADATA] is copy.results[Check.NOTES] is CheckResult.FAILED
        assert set(copy.not_done) == {Check.METADATA, Check.NOTES}
