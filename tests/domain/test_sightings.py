"""A face in a picture and a track through a video are settled alike, and a decision is a value of its own."""

import pytest
from dossier_making import PERSON, face
from video_making import track

from consentkit.domain.pictures.images import BY_HAND, BoxKind, Declaration, FaceDecision, Settlement

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
    one = make(settlement=settlement, is_hidden=is_hidden, score=0.4)
    assert one.must_be_covered is (is_hidden or settlement is Settlement.REDACTED)


@pytest.mark.parametrize("make", SEEN)
def test_a_face_is_seen_in_its_picture_and_a_track_in_its_video(make):
    one = make()
    assert one.seen_in == (one.image if make is face else one.video)


OTHER = "C-0000-0001"
NO_FACE, DECLARED, LINKED = Settlement.NOT_A_FACE, Settlement.DECLARED, Settlement.LINKED


@pytest.mark.parametrize("make", SEEN)
@pytest.mark.parametrize(
    ("changes", "takes_two"),
    [
        ({"settlement": NO_FACE, "score": 0.51}, True),
        ({"settlement": NO_FACE, "score": 0.5}, False),
        ({"settlement": NO_FACE, "score": 0.1, "detector": BY_HAND}, True),
        ({"settlement": NO_FACE, "score": 0.1, "linked_before": (PERSON,)}, True),
        ({"settlement": NO_FACE, "score": 0.9, "agreed_by": "officer-2"}, False),
        ({"settlement": NO_FACE, "score": 0.9, "is_hidden": True}, False),
        ({"settlement": DECLARED, "declaration": Declaration.STAFF}, False),
        ({"settlement": DECLARED, "declaration": Declaration.STAFF, "linked_before": (PERSON,)}, True),
        ({"settlement": LINKED, "contributor": PERSON, "linked_before": (PERSON,)}, False),
        ({"settlement": LINKED, "contributor": OTHER, "linked_before": (OTHER, PERSON)}, True),
        ({"settlement": Settlement.REDACTED, "linked_before": (PERSON,)}, False),
        ({"settlement": Settlement.OPEN, "linked_before": (PERSON,)}, False),
    ],
)
def test_a_strong_or_once_linked_face_is_declared_away_by_two(make, changes, takes_two):
    one = make(**{"contributor": None, "is_hidden": False} | changes)
    assert one.lacks_second is takes_two
    is_open = takes_two or one.settlement is Settlement.OPEN
    assert one.counts_as_open is is_open
    if takes_two:
        assert one.must_be_covered


@pytest.mark.parametrize(("reads_score", "takes_two"), [(None, False), (0.89, False), (0.9, True)])
def test_words_that_were_surely_read_tell_somebody_until_two_say_no(reads_score, takes_two):
    words = face(kind=BoxKind.TEXT, settlement=NO_FACE, contributor=None, is_hidden=False, reads="Sokha")
    assert words.model_copy(update={"reads_score": reads_score}).lacks_second is takes_two


@pytest.mark.parametrize("settlement", Settlement)
def test_a_linked_face_is_covered_unless_showing_it_was_chosen(settlement):
    usual = FaceDecision.model_validate({"settlement": settlement})
    assert usual.is_hidden is (settlement is Settlement.LINKED)
    assert not FaceDecision(settlement=settlement, is_hidden=False).is_hidden
