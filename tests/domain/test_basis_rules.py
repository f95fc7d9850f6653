"""What a story may rest on without a contributor's consent, and what it may not."""

import pytest
from basis_making import (
    ALLOWED,
    COVERED,
    LINKED,
    NO_FACE,
    PROOF,
    RECORDED_AT,
    basis,
    crowd,
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
    CHILD,
    DAY,
    FACE,
    PLAN_UNTIL,
    STORY,
    TODAY,
    approval,
    consent,
    dossier,
    draft,
    face,
    record,
    story,
)

from consentkit.domain.bases import NEEDS, BasisKind
from consentkit.domain.consents import Appearance
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.dossiers import FileState
from consentkit.domain.pictures.images import BoxKind, Declaration, Settlement
from consentkit.domain.values import Channel


def codes(made):
    return {reason.code for reason in clear(made).reasons}


@pytest.mark.parametrize("make", ALLOWED.values(), ids=ALLOWED)
def test_a_story_without_contributors_clears_where_all_in_it_rests_on_something(make):
    assert clear(make()).reasons == ()


@pytest.mark.parametrize("make", ALLOWED.values(), ids=ALLOWED)
def test_nothing_clears_once_one_of_its_bases_is_taken_away(make):
    made = make()
    for place in range(len(made.bases)):
        left = made.bases[:place] + made.bases[place + 1 :]
        assert codes(made.model_copy(update={"bases": left})) != set(), made.bases[place].kind


def test_a_story_with_no_basis_at_all_asks_once_whose_it_is():
    reasons = clear(resting(bases=())).reasons
    assert [(one.code, one.subject) for one in reasons] == [(R.CONTRIBUTORS_MISSING, STORY)]


def test_nobody_is_a_survivor_here_is_no_basis():
    claimed = story(contributors=(), states_nobody_is_victim=True)
    assert codes(resting(bases=(), story=claimed)) == {R.BASIS_MISSING}
    assert codes(resting(basis(BasisKind.NOBODY), story=claimed)) == set()


def test_a_consent_that_is_named_as_a_basis_is_none_without_a_contributor():
    assert codes(landscape().model_copy(update={"bases": (basis(BasisKind.CONSENT),)})) == {
        R.CONTRIBUTORS_MISSING
    }


@pytest.mark.parametrize("kind", BasisKind)
def test_a_basis_lacks_each_thing_that_its_kind_asks_for(kind):
    empty = {"until": None, "is_endless": False, "notice": None, "evidence": None, "is_adult": False}
    for name in NEEDS[kind]:
        changes = {"until": None, "is_endless": False} if name == "until" else {name: empty.get(name, " ")}
        assert basis(kind, **changes).lacks == (name,)
    assert basis(kind).lacks == ()


def test_a_partners_consent_is_never_without_an_end():
    assert basis(BasisKind.PARTNER, until=None, is_endless=True).lacks == ("until",)
    assert basis(BasisKind.LICENCE, until=None, is_endless=True).lacks == ()


@pytest.mark.parametrize("until", [PLAN_UNTIL - DAY, TODAY])
def test_a_picture_that_a_partner_gave_stops_with_its_last_day(until):
    assert codes(stock(until=until)) == {R.BASIS_ENDS_EARLY}
    assert codes(stock(until=TODAY - DAY)) == {R.BASIS_ENDED}
    assert codes(stock(until=PLAN_UNTIL)) == set()


def test_a_licence_and_a_release_stop_with_their_last_day_too():
    for make in (portrait, licensed):
        assert codes(make(until=PLAN_UNTIL - DAY)) == {R.BASIS_ENDS_EARLY}


def test_what_was_taken_back_ends_although_its_last_day_has_not_come():
    assert codes(licensed(ended_on=TODAY)) == {R.BASIS_ENDED}


def test_evidence_that_is_gone_from_the_vault_refuses():
    gone = stock().model_copy(update={"papers": {"draft-name": FileState.INTACT, PROOF: FileState.MISSING}})
    assert codes(gone) == {R.FILE_MISSING}


def test_terms_bind_to_channel_and_place():
    assert codes(licensed(channels={Channel.WEBSITE}, places={"TH"})) == set()
    assert codes(licensed(places={"worldwide"})) == set()
    assert codes(licensed(places={"KH"})) == {R.BASIS_OUTSIDE_TERMS}
    assert codes(licensed(channels={Channel.PRINT})) == {R.BASIS_OUTSIDE_TERMS}


def test_a_release_is_one_persons_and_an_adults():
    assert codes(portrait(is_adult=False)) == {R.BASIS_INCOMPLETE}
    two = (seen(), seen(code="F-0000-0001"))
    assert codes(resting(basis(BasisKind.RELEASE), faces=two)) == {R.BASIS_NOT_FOR_FACE}


@pytest.mark.parametrize(
    ("width_px", "expected"), [(19, set()), (20, {R.CLOSE_UP_AT_GATHERING}), (300, {R.CLOSE_UP_AT_GATHERING})]
)
def test_nobody_is_seen_close_up_at_a_gathering(width_px, expected):
    assert codes(crowd(in_crowd(width_px, code="F-0000-0003"))) == expected
    assert codes(crowd(seen(width_px, code="F-0000-0003"))) == expected
    assert codes(crowd(seen(width_px, code="F-0000-0003", **COVERED))) == set()


def test_where_a_protected_person_is_in_the_story_a_close_up_begins_earlier():
    faces = (face(), in_crowd(10, code="F-0000-0001"))
    made = dossier(
        contributors=(ADULT.model_copy(update={"is_survivor": True}),),
        images=(record(*faces),),
        bases=(basis(BasisKind.GATHERING),),
        papers={"draft-name": FileState.INTACT, "release-name": FileState.INTACT, PROOF: FileState.INTACT},
    )
    assert codes(made) == {R.CLOSE_UP_AT_GATHERING}


def test_a_face_in_a_crowd_that_nobody_settled_is_open():
    unsettled = in_crowd(code="F-0000-0003", settlement=Settlement.OPEN, declaration=None, why=None)
    assert codes(crowd(unsettled)) >= {R.FACE_OPEN}


def test_somebody_at_a_gathering_is_nobodys_in_any_other_picture():
    for kind in set(BasisKind) - {BasisKind.GATHERING, BasisKind.NOBODY}:
        assert R.BASIS_NOT_FOR_FACE in codes(resting(basis(kind), faces=(in_crowd(),))), kind
    assert R.BASIS_NOT_FOR_FACE in codes(dossier(images=(record(face(), in_crowd(code="F-0000-0001")),)))


def test_a_contributor_in_a_crowd_is_asked_for_consent_all_the_same():
    linked = face(is_hidden=False)
    made = crowd(contributors=(ADULT,), images=(record(linked),))
    assert codes(made) == {R.CONSENT_MISSING}
    shown = consent(scope__appearance=Appearance.FACE_HIDDEN)
    with_consent = made.model_copy(update={"consents": (shown,), "approvals": (approval(),)})
    assert R.FACE_MUST_BE_COVERED in codes(with_consent)
    child = with_consent.model_copy(update={"contributors": (CHILD,)})
    assert R.CHILD_FACE_SHOWN in codes(child)


@pytest.mark.parametrize(
    "changes",
    [COVERED, {}, {"kind": BoxKind.TATTOO}, LINKED],
    ids=["covered", "declared", "tattoo", "linked"],
)
def test_a_picture_with_somebody_in_it_does_not_show_nobody(changes):
    assert R.NOBODY_IN_IT_UNTRUE in codes(landscape(seen(**changes)))


def test_what_takes_two_people_takes_two_in_a_landscape_as_well():
    alone = NO_FACE | {"agreed_by": None}
    assert R.SECOND_LOOK_MISSING in codes(landscape(seen(**alone)))


def test_words_about_nobody_are_no_contributors_words():
    made = dossier(bases=(basis(BasisKind.NOBODY, STORY),))
    assert codes(made) == {R.NOBODY_IN_IT_UNTRUE}


def test_a_machine_never_shows_a_contributor_nor_a_person_beside_a_survivor_or_child():
    for person in (ADULT.model_copy(update={"is_survivor": True}), CHILD):
        made = dossier(
            contributors=(person,),
            images=(record(seen(code="F-0000-0001", declaration=Declaration.MODEL)),),
            bases=(basis(BasisKind.MACHINE),),
        )
        assert R.MACHINE_BESIDE_PERSON in codes(made)
    assert R.MACHINE_SHOWS_PERSON in codes(dossier(bases=(basis(BasisKind.MACHINE),)))
    assert R.MACHINE_BESIDE_PERSON not in codes(dossier(bases=(basis(BasisKind.MACHINE),)))


def test_an_open_face_in_a_machines_picture_counts_as_a_person():
    unsettled = face(settlement=Settlement.OPEN, contributor=None, is_hidden=False)
    made = dossier(contributors=(CHILD,), images=(record(unsettled),), bases=(basis(BasisKind.MACHINE),))
    assert R.MACHINE_BESIDE_PERSON in codes(made)


def test_the_last_basis_that_was_recorded_counts():
    first = basis(BasisKind.NOBODY, code="B-0000-0002")
    assert codes(resting(first, basis(BasisKind.PARTNER, until=TODAY))) == {R.BASIS_ENDS_EARLY}
    assert codes(resting(basis(BasisKind.PARTNER, until=TODAY), first)) == set()


def test_a_face_alone_never_rests_on_a_gathering_or_on_nobody():
    for kind in (BasisKind.GATHERING, BasisKind.NOBODY, BasisKind.MACHINE):
        made = crowd(
            seen(code="F-0000-0003"),
            bases=(
                basis(BasisKind.NOBODY, STORY, "B-0000-0001"),
                basis(BasisKind.GATHERING),
                basis(kind, "F-0000-0003", "B-0000-0002"),
            ),
        )
        assert codes(made) == {R.CLOSE_UP_AT_GATHERING}, kind


def test_bases_are_a_part_of_a_certificate_only_where_there_are_any():
    assert "bases" not in dossier().parts()
    one, other = stock(), stock(until=PLAN_UNTIL + DAY)
    changed = {name for name, digest in clear(one).parts.items() if clear(other).parts[name] != digest}
    assert changed == {"bases"}


def test_a_story_of_contributors_goes_on_as_before_where_no_basis_is_recorded():
    assert codes(dossier()) == set()
    declared = seen(code=FACE)
    assert codes(dossier(images=(record(declared),))) == set()


def test_a_basis_of_a_picture_takes_nothing_from_the_consent_of_who_is_in_it():
    made = dossier(
        bases=(basis(BasisKind.LICENCE),),
        papers={"draft-name": FileState.INTACT, "release-name": FileState.INTACT, PROOF: FileState.INTACT},
    )
    assert codes(made) == set()
    assert codes(made.model_copy(update={"consents": ()})) == {R.CONSENT_MISSING}


def test_a_page_of_the_draft_rests_on_what_its_words_rest_on():
    page = record(seen(), image=dossier().images[0].image, is_page=True, copy_made=None, copy_state=None)
    made = resting(bases=(basis(BasisKind.RELEASE, STORY),), images=(page,))
    assert codes(made) == set()
    about_nobody = resting(images=(page,))
    assert codes(about_nobody) == {R.NOBODY_IN_IT_UNTRUE}


def test_words_that_were_replaced_rest_on_nothing_until_it_is_said_again():
    later = draft(opened_at=RECORDED_AT + DAY)
    assert codes(resting(basis(BasisKind.NOBODY), draft=later)) == {R.BASIS_OF_OTHER_WORDS}
    again = basis(BasisKind.NOBODY, STORY, "B-0000-0009", recorded_at=RECORDED_AT + DAY)
    assert codes(resting(basis(BasisKind.NOBODY), again, draft=later)) == set()
    # A picture stays as it was taken in.
    assert codes(stock().model_copy(update={"draft": later, "bases": (*stock().bases, again)})) == set()
