"""What the bases of a story spare people, and what is asked where they do not tell surely."""

from datetime import timedelta

import pytest
from basis_making import (
    COVERED,
    LINKED,
    NO_FACE,
    RECORDED_AT,
    basis,
    crowd,
    illustration,
    in_crowd,
    landscape,
    licensed,
    portrait,
    resting,
    seen,
    stock,
)
from dossier_making import (
    ADULT,
    STORY,
    TODAY,
    approval,
    draft,
    story,
    unseen,
)
from video_making import VIDEO, filmed, video_copy

from consentkit.domain.bases import BasisKind
from consentkit.domain.pictures.images import Declaration, Settlement
from consentkit.domain.questions.conditions import About
from consentkit.domain.questions.known import known_of
from consentkit.domain.videos.videos import Sound

OF_PEOPLE = (About.SURVIVOR, About.CHILD, About.CONSENT)


def partners(*faces, words=BasisKind.NOBODY, kind=BasisKind.PARTNER, **changes):
    bases = (basis(words, STORY, "B-0000-0001"), basis(kind))
    return resting(faces=faces, bases=bases, **changes)


MODEL = seen(declaration=Declaration.MODEL)
SURE = {
    "a crowd": crowd(),
    "a partner's picture of a model": stock(),
    "an agency's picture of a model": licensed(),
    "staff": portrait(),
    "a group of staff": resting(basis(BasisKind.RELEASE, "F-0000-0000"), faces=(seen(),)),
    "a landscape": landscape(),
    "a landscape with a face in the rock": landscape(seen(**NO_FACE)),
    "a machine's illustration": illustration(),
    "a notice whose picture nobody looked at yet": resting(basis(BasisKind.GATHERING, seen_by=None)),
    "a licence that was taken back": licensed(ended_on=TODAY),
    "a picture with no words": crowd(story=story(contributors=(), draft=None), draft=None),
}


@pytest.mark.parametrize("name", SURE)
def test_a_story_that_rests_on_bases_alone_asks_nothing_of_a_contributor_or_somebody_at_risk(name):
    known = known_of(SURE[name])
    assert [known[about] for about in OF_PEOPLE] == [False, False, False]


AT_RISK = {
    "a partner's picture of somebody unnamed": partners(seen(declaration=Declaration.BYSTANDER_WITH_CONSENT)),
    "a partner's picture of somebody covered": partners(MODEL, seen(code="F-0000-0001", **COVERED)),
    "a partner's picture from behind": partners(),
    "an agency's picture from behind": partners(kind=BasisKind.LICENCE),
    "a machine's picture with somebody covered": illustration(seen(**COVERED)),
    "a partner's words": partners(MODEL, words=BasisKind.PARTNER),
    "an agency's words": partners(MODEL, words=BasisKind.LICENCE),
    "words that a machine altered": partners(MODEL, words=BasisKind.MACHINE),
}


@pytest.mark.parametrize("name", AT_RISK)
def test_who_may_be_a_survivor_or_a_child_is_asked_about(name):
    known = known_of(AT_RISK[name])
    assert [known[about] for about in OF_PEOPLE] == [None, None, False]


UNSURE = {
    "a picture that rests on nothing": resting(),
    "words that one person alone says are nobody's": resting(
        basis(BasisKind.NOBODY), basis(BasisKind.NOBODY, STORY, seen_by="officer-1")
    ),
    "words that are said to be nobody's, without a proof": resting(
        basis(BasisKind.NOBODY), basis(BasisKind.NOBODY, STORY, evidence=None, seen_by=None)
    ),
    "words that rest on nothing": resting(bases=(basis(BasisKind.GATHERING),), faces=(in_crowd(),)),
    "a notice that is not told": resting(basis(BasisKind.GATHERING, notice=None)),
    "a partner whom nobody can ask": stock(contact=" "),
    "words that were replaced": resting(
        basis(BasisKind.NOBODY), draft=draft(opened_at=RECORDED_AT + timedelta(seconds=1))
    ),
    "somebody close up in a crowd": crowd(in_crowd(20, id="F-0000-0003")),
    "a crowd with a face that nobody settled": crowd(
        seen(code="F-0000-0003", settlement=Settlement.OPEN, declaration=None, why=None)
    ),
    "a crowd with a face of somebody who was taken out": crowd(seen(code="F-0000-0003", **LINKED)),
    "a crowd with a face that was somebody's once": crowd(
        in_crowd(code="F-0000-0003", linked_before=(ADULT.code,), agreed_by="officer-2")
    ),
    "a story to which somebody said something": crowd(approvals=(approval(),)),
    "a document with a part that nobody looked at": crowd(draft=draft(unseen())),
}


@pytest.mark.parametrize("name", UNSURE)
def test_where_a_basis_is_doubted_all_is_asked(name):
    known = known_of(UNSURE[name])
    assert [known[about] for about in OF_PEOPLE] == [None, None, None]


def test_a_voice_in_a_film_may_be_anybodys():
    film = {"images": (), "bases": (basis(BasisKind.NOBODY, STORY), basis(BasisKind.NOBODY, VIDEO))}
    heard = filmed(copy_made=video_copy(sound=Sound.ALTERED))
    assert known_of(resting(videos=(heard,), **film))[About.SURVIVOR] is None
    assert known_of(resting(videos=(filmed(),), **film))[About.SURVIVOR] is False


SHOWS = {
    "a crowd": (crowd(), False, False),
    "a landscape": (landscape(), False, False),
    "staff in a crowd": (crowd(seen(code="F-0000-0003")), True, False),
    "staff": (portrait(), True, False),
    "a machine's": (illustration(), True, False),
    "a partner's from behind": (partners(), True, True),
    "an agency's from behind": (partners(kind=BasisKind.LICENCE), True, True),
    "nobody's": (resting(), None, False),
    "a crowd's whose notice is not told": (
        resting(basis(BasisKind.GATHERING, notice=None)),
        None,
        False,
    ),
}


@pytest.mark.parametrize("name", SHOWS)
def test_what_a_picture_rests_on_tells_whether_it_is_of_a_model_or_stock(name):
    made, of_others, has_stock = SHOWS[name]
    known = known_of(made)
    assert (known[About.OTHER_SOURCE], known[About.MODEL]) == (of_others, has_stock)


def test_beside_a_contributor_a_crowd_and_a_landscape_may_be_taken_for_theirs():
    for kind, faces in ((BasisKind.GATHERING, (in_crowd(),)), (BasisKind.NOBODY, ())):
        made = partners(*faces, kind=kind, words=BasisKind.CONSENT, contributors=(ADULT,), story=story())
        assert known_of(made)[About.OTHER_SOURCE] is not False
        assert known_of(made)[About.CONSENT] is True


def test_what_rests_on_bases_alone_names_no_recipient_but_by_its_plan():
    assert known_of(crowd())[About.RECIPIENTS] is False
    assert known_of(resting())[About.RECIPIENTS] is None
    assert known_of(crowd(plan=None))[About.RECIPIENTS] is None
