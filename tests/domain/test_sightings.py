"""A face in a picture and a track through a video are settled alike, and a decision is a value of its own."""

import pytest
from dossier_making import PERSON, face
from video_making import track

from consentkit.domain.pictures.images import FaceDecision, Settlement

SEEN = [face, track]


@pytest.mark.parametrize("make", SEEN)
def test_what_was_decided_is_kept_apart_from_who_is_seen(make):
    linked = make(settlement=Settlement.LINKED, contributor=PERSON, is_hidden=True, settled_by="officer-1")
    assert type(linked.decision) is FaceDecision
    assert linked.decision == FaceDecision(settlement=Settlement.LINKED, contributor=PERSON, is_hidden=True)


@pytest.mark.parametrize("make", SEEN)
@pytest.mark.parametrize("is_hidden", [False, True])
@pytest.mark.parametrize("settlement", Settlement)
def test_what_is_redacted_is_covered_and_all_else_when_asked(make, settlement, is_hidden):
    one = make(settlement=settlement, is_hidden=is_hidden)
    assert one.must_be_covered is (is_hidden or settlement is Settlement.REDACTED)


@pytest.mark.parametrize("make", SEEN)
def test_a_face_is_seen_in_its_picture_and_a_track_in_its_video(make):
    one = make()
    assert one.seen_in == (one.image if make is face else one.video)
