"""Consent, day by day: both sides of every boundary, and who may give it."""

from datetime import date, timedelta

import pytest
from dossier_making import (
    ADULT,
    CHILD,
    CONSENT,
    DAY,
    GIVEN_ON,
    GUARDIAN,
    PERSON,
    PLAN_UNTIL,
    RELEASE,
    TODAY,
    approval,
    assent,
    child_dossier,
    consent,
    dossier,
    guardian,
    paper,
    plan,
    policy,
    question,
    refusal,
    withdrawal,
)
from hypothesis import given
from hypothesis import strategies as st

from consentkit.domain.checklists import Caps, FactName
from consentkit.domain.consents import WORLDWIDE, Appearance, Decision, Medium, Method
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.consent_rules import contributor_findings, years_after
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.letters import Signer
from consentkit.domain.letters.printed import Printed
from consentkit.domain.people import AgeBasis, Contributor
from consentkit.domain.uses.at_hand import consents_at_hand
from consentkit.domain.values import Channel

LATER = "K-0000-0001"


def findings(made):
    """Every code about the one contributor, those included that only a question asks about."""
    return {f.code for person in made.contributors for f in contributor_findings(made, person)}


def facts_of(made, code):
    (reason,) = [r for r in clear(made).reasons if r.code is code]
    return reason.facts


# The end of a consent.


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (PLAN_UNTIL + DAY, set()),
        (PLAN_UNTIL, set()),
        (PLAN_UNTIL - DAY, {R.CONSENT_ENDS_EARLY}),
        (TODAY, {R.CONSENT_ENDS_EARLY}),
        (TODAY - DAY, {R.CONSENT_ENDED}),
    ],
)
def test_a_consent_holds_through_the_plans_last_day(until, expected):
    assert findings(dossier(consents=(consent(scope__until=until),))) == expected


@pytest.mark.parametrize(("until", "expected"), [(TODAY, set()), (TODAY - DAY, {R.CONSENT_ENDED})])
def test_without_a_plan_a_consent_must_hold_today(until, expected):
    assert findings(dossier(plan=None, consents=(consent(scope__until=until),))) == expected


@pytest.mark.parametrize(("until", "is_ended"), [(TODAY, False), (TODAY - DAY, True)])
def test_a_plan_holds_through_its_last_day(until, is_ended):
    made = dossier(plan=plan(from_on=GIVEN_ON, until=until))
    assert (R.PLAN_ENDED in {r.code for r in clear(made).reasons}) == is_ended


@pytest.mark.parametrize(
    ("given_on", "expected"),
    [(TODAY - DAY, set()), (TODAY, set()), (TODAY + DAY, {R.CONSENT_NOT_YET})],
)
def test_a_consent_holds_from_the_day_it_was_given(given_on, expected):
    assert findings(dossier(consents=(consent(given_on=given_on),))) == expected


@pytest.mark.parametrize(
    ("given_on", "until", "is_over"),
    [
        (GIVEN_ON, date(2029, 11, 10), False),
        (GIVEN_ON, date(2029, 11, 11), True),
        (date(2024, 2, 29), date(2027, 2, 28), False),
        (date(2024, 2, 29), date(2027, 3, 1), True),
        (date(2024, 2, 28), date(2027, 2, 28), False),
        (date(2024, 2, 28), date(2027, 3, 1), True),
        (date(2025, 3, 1), date(2028, 3, 1), False),
        (date(2025, 3, 1), date(2028, 3, 2), True),
    ],
)
def test_an_adults_consent_lasts_three_years_at_most(given_on, until, is_over):
    made = dossier(plan=None, consents=(consent(given_on=given_on, scope__until=until),))
    assert (R.CONSENT_OVER_CAP in findings(made)) == is_over


@pytest.mark.parametrize(("until", "is_over"), [(date(2027, 11, 10), False), (date(2027, 11, 11), True)])
@pytest.mark.parametrize(
    "person",
    [CHILD, Contributor(code=PERSON, language="th"), ADULT.model_copy(update={"age_basis": AgeBasis.NONE})],
)
def test_a_childs_consent_lasts_one_year_at_most(person, until, is_over):
    by_guardian = consent(given_by=GUARDIAN, scope__until=until)
    made = child_dossier(person, consents=(by_guardian,))
    assert (R.CONSENT_OVER_CAP in findings(made)) == is_over


def test_the_strictest_policy_sets_the_cap():
    rules = [policy(question("1a"), id=f"rules-{n}", caps=Caps(adult_years=n, child_years=1)) for n in (3, 1)]
    made = dossier(policies=tuple(rules), consents=(consent(scope__until=date(2027, 11, 11)),))
    assert facts_of(made, R.CONSENT_OVER_CAP)["cap"] == date(2027, 11, 10)


@given(day=st.dates(max_value=date(9900, 1, 1)), years=st.integers(0, 50))
def test_so_many_years_later_is_the_same_day_or_the_last_of_february(day, years):
    later = years_after(day, years)
    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


# Withdrawal, refusal and what came later.


@pytest.mark.parametrize(
    ("day", "is_withdrawn"),
    [(GIVEN_ON, True), (TODAY, True), (TODAY + DAY, True), (PLAN_UNTIL, True), (PLAN_UNTIL + DAY, False)],
)
def test_a_withdrawal_that_takes_effect_within_the_plan_refuses(day, is_withdrawn):
    made = dossier(withdrawals=(withdrawal(day),))
    assert findings(made) == ({R.CONSENT_WITHDRAWN} if is_withdrawn else set())


@pytest.mark.parametrize(
    ("channels", "is_withdrawn"),
    [
        ((), True),
        ((Channel.WEBSITE,), True),
        ((Channel.SOCIAL, Channel.WEBSITE), True),
        ((Channel.SOCIAL,), False),
        ((Channel.SOCIAL, Channel.PRINT), False),
    ],
)
def test_a_withdrawal_reaches_its_own_channels_or_all(channels, is_withdrawn):
    made = dossier(withdrawals=(withdrawal(TODAY, *channels),))
    assert findings(made) == ({R.CONSENT_WITHDRAWN} if is_withdrawn else set())


def test_a_newer_consent_after_a_withdrawal_clears():
    newer = consent(id=LATER, given_on=TODAY)
    made = dossier(consents=(consent(), newer), withdrawals=(withdrawal(TODAY - DAY),))
    assert clear(made).is_allowed


@pytest.mark.parametrize(("day", "is_withdrawn"), [(TODAY - DAY, False), (TODAY, True)])
def test_taking_the_old_letter_back_after_a_newer_one_takes_the_newer_back_too(day, is_withdrawn):
    newer = consent(id=LATER, given_on=TODAY - DAY)
    made = dossier(consents=(consent(), newer), withdrawals=(withdrawal(day, of=CONSENT),))
    assert (R.CONSENT_WITHDRAWN in findings(made)) == is_withdrawn


def test_another_contributors_withdrawal_touches_nobody_else():
    other = consent(id=LATER, contributor="C-0000-0001", given_by="C-0000-0001")
    made = dossier(consents=(other, consent()), withdrawals=(withdrawal(TODAY, of=LATER),))
    assert findings(made) == set()


def test_a_refusal_after_a_yes_refuses():
    no = refusal(id=LATER, given_on=TODAY)
    made = dossier(consents=(consent(), no))
    assert findings(made) == {R.CONSENT_REFUSED}
    assert facts_of(made, R.CONSENT_REFUSED) == {"contributor": PERSON, "on": TODAY}


def test_a_yes_after_a_refusal_clears():
    assert clear(dossier(consents=(refusal(id=LATER, given_on=date(2026, 11, 2)), consent()))).is_allowed


def test_a_renewal_that_begins_tomorrow_changes_nothing_today():
    renewal = consent(id=LATER, given_on=TODAY + DAY)
    assert consents_at_hand(dossier(consents=(consent(), renewal)), PERSON) == (consent(),)


def test_of_two_consents_that_have_not_begun_the_first_to_begin_is_told():
    soon, later = consent(given_on=TODAY + DAY), consent(id=LATER, given_on=TODAY + 9 * DAY)
    assert facts_of(dossier(consents=(soon, later)), R.CONSENT_NOT_YET)["on"] == TODAY + DAY


def test_another_persons_consent_is_no_consent():
    other = consent(contributor="C-0000-0001", given_by="C-0000-0001")
    assert findings(dossier(consents=(other,))) == {R.CONSENT_MISSING}


# Freshness, reflection, language, and how it was given.


@pytest.mark.parametrize(("days", "is_fresh"), [(365, True), (366, False)])
def test_a_consent_is_fresh_for_so_many_days(days, is_fresh):
    long_ago = consent(asked_on=date(2025, 1, 1), given_on=TODAY - timedelta(days=days))
    made = dossier(consents=(long_ago,), approvals=())
    assert (R.CONSENT_NOT_FRESH not in findings(made)) == is_fresh


@pytest.mark.parametrize(
    ("confirmed", "is_fresh"),
    [
        (approval(on=TODAY), True),
        (approval(revision=7, on=TODAY), True),
        (approval(on=TODAY - timedelta(days=365)), True),
        (approval(on=TODAY - timedelta(days=366)), False),
        (approval(on=TODAY + DAY), False),
        (approval(Decision.NO, on=TODAY), False),
    ],
)
def test_only_a_yes_to_a_draft_confirms_a_consent_again(confirmed, is_fresh):
    long_ago = consent(asked_on=date(2024, 1, 1), given_on=date(2024, 11, 20))
    made = dossier(consents=(long_ago,), approvals=(confirmed,))
    assert (R.CONSENT_NOT_FRESH not in findings(made)) == is_fresh


@pytest.mark.parametrize(
    ("asked_on", "is_short"),
    [(GIVEN_ON - DAY, False), (GIVEN_ON, True), (GIVEN_ON + DAY, True), (None, True)],
)
def test_a_day_to_reflect_lies_between_asking_and_the_answer(asked_on, is_short):
    made = dossier(consents=(consent(asked_on=asked_on),))
    assert findings(made) == ({R.REFLECTION_SHORT} if is_short else set())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"method": Method.SPOKEN, "witness": "officer-2", "release": None}, set()),
        ({"method": Method.SPOKEN, "release": None}, {R.WITNESS_MISSING}),
        ({"method": Method.MARK}, set()),
        ({"method": Method.MARK, "release": None, "witness": "officer-2"}, {R.RELEASE_MISSING}),
        ({"method": Method.WRITTEN, "release": None}, {R.RELEASE_MISSING}),
        ({"language": "th-TH"}, {R.LANGUAGE_DIFFERS}),
    ],
)
def test_how_a_consent_was_given_must_be_kept(changes, expected):
    assert findings(dossier(consents=(consent(**changes),))) == expected


# Approval of the draft.


@pytest.mark.parametrize(
    ("approvals", "is_approved"),
    [
        ([approval()], True),
        ([approval(on=TODAY)], True),
        ([approval(on=TODAY + DAY)], False),
        ([approval(revision=0)], False),
        ([approval(revision=2)], False),
        ([approval(Decision.NO)], False),
        ([approval(), approval(Decision.NO)], False),
        ([approval(Decision.NO), approval()], True),
        ([approval(), approval(Decision.NO, revision=0)], True),
        ([], False),
    ],
)
def test_the_last_word_on_this_revision_counts(approvals, is_approved):
    made = dossier(approvals=tuple(approvals))
    assert findings(made) == (set() if is_approved else {R.DRAFT_NOT_APPROVED})


# Scope.


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"scope__media": frozenset(Medium)}, set()),
        ({"scope__media": frozenset({Medium.WORDS})}, {R.MEDIUM_OUTSIDE_SCOPE}),
        ({"scope__media": frozenset({Medium.PHOTO})}, {R.MEDIUM_OUTSIDE_SCOPE}),
        ({"scope__channels": frozenset({Channel.PRINT})}, {R.CHANNEL_OUTSIDE_SCOPE}),
        ({"scope__places": frozenset({"TH"})}, set()),
        ({"scope__places": frozenset({"LA", "KH"})}, {R.PLACE_OUTSIDE_SCOPE}),
        ({"scope__audiences": frozenset({"donors", "staff"})}, {R.AUDIENCE_OUTSIDE_SCOPE}),
    ],
)
def test_the_use_must_lie_within_the_scope(changes, expected):
    assert findings(dossier(consents=(consent(**changes),))) == expected


def test_a_consent_for_one_country_does_not_reach_the_world():
    made = dossier(plan=plan(place=WORLDWIDE), consents=(consent(scope__places=frozenset({"TH"})),))
    assert findings(made) == {R.PLACE_OUTSIDE_SCOPE}


@pytest.mark.parametrize("appearance", Appearance)
def test_a_face_in_the_picture_needs_a_consent_to_a_face_even_a_hidden_one(appearance):
    made = dossier(consents=(consent(scope__appearance=appearance),))
    is_for_faces = appearance in {Appearance.FACE_HIDDEN, Appearance.FACE_SHOWN}
    assert findings(made) == (set() if is_for_faces else {R.APPEARANCE_OUTSIDE_SCOPE})


# Children, and who answers for them.


@pytest.mark.parametrize(
    ("person", "is_child"),
    [
        (ADULT, False),
        (CHILD, True),
        (ADULT.model_copy(update={"age_basis": AgeBasis.NONE}), True),
        (ADULT.model_copy(update={"age_basis": AgeBasis.STATED}), False),
        (Contributor(code=PERSON, language="th"), True),
        (Contributor(code=PERSON, language="th", age_basis=AgeBasis.DOCUMENT), True),
        (CHILD.model_copy(update={"adult_on": date(2026, 12, 1)}), True),
        (CHILD.model_copy(update={"adult_on": date(2026, 11, 1)}), False),
        (ADULT.model_copy(update={"adult_on": date(2026, 12, 1)}), True),
        (CHILD.model_copy(update={"adult_on": date(2026, 11, 1), "age_basis": AgeBasis.NONE}), True),
        (ADULT.model_copy(update={"adult_on": date(2026, 11, 1), "age_basis": AgeBasis.NONE}), True),
    ],
)
def test_who_is_not_known_to_be_grown_is_a_child(person, is_child):
    assert person.is_child_on(TODAY) == is_child
    made = child_dossier(person, guardians=(), assents=())
    assert (R.GUARDIAN_MISSING in findings(made)) or not is_child
    assert (R.ASSENT_MISSING in findings(made)) == is_child


@pytest.mark.parametrize(
    ("adult_on", "expected"),
    [(date(2026, 11, 1), {R.AGE_WITHOUT_BASIS}), (date(2026, 12, 1), set())],
)
def test_a_child_that_grew_up_by_a_date_that_rests_on_nothing_has_no_basis(adult_on, expected):
    person = CHILD.model_copy(update={"adult_on": adult_on, "age_basis": AgeBasis.NONE})
    assert findings(child_dossier(person)) & {R.AGE_WITHOUT_BASIS} == expected


@pytest.mark.parametrize(
    ("day", "is_child"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False), (date(2026, 12, 2), False)]
)
def test_a_child_is_grown_on_the_day_and_not_one_day_before(day, is_child):
    assert CHILD.model_copy(update={"adult_on": date(2026, 12, 1)}).is_child_on(day) == is_child


@pytest.mark.parametrize(
    ("on", "until", "expected"),
    [
        (date(2026, 11, 21), date(2026, 11, 30), set()),
        (date(2026, 11, 21), date(2026, 12, 1), {R.COMES_OF_AGE}),
        (date(2026, 11, 30), date(2026, 11, 30), set()),
        (date(2026, 12, 1), date(2026, 12, 1), {R.ASK_AGAIN_GROWN}),
        (date(2026, 12, 2), date(2027, 1, 1), {R.ASK_AGAIN_GROWN}),
    ],
)
def test_who_comes_of_age_is_asked_again(on, until, expected):
    person = CHILD.model_copy(update={"adult_on": date(2026, 12, 1)})
    made = child_dossier(person, on=on, plan=plan(until=until))
    assert findings(made) == expected


@pytest.mark.parametrize(("given_on", "is_own"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_only_a_consent_given_as_an_adult_is_their_own(given_on, is_own):
    person = CHILD.model_copy(update={"adult_on": date(2026, 11, 1)})
    own = consent(asked_on=date(2026, 10, 1), given_on=given_on, scope__until=PLAN_UNTIL)
    made = dossier(contributors=(person,), consents=(own,))
    assert findings(made) == (set() if is_own else {R.ASK_AGAIN_GROWN})


def test_adult_on_is_the_first_of_a_month():
    with pytest.raises(ValueError, match="first day of a month"):
        Contributor(code=PERSON, language="th", adult_on=date(2026, 12, 2))


@pytest.mark.parametrize(
    ("is_free", "expected"),
    [(True, set()), (False, {R.GUARDIAN_CONFLICT}), (None, {R.GUARDIAN_CONFLICT})],
)
@pytest.mark.parametrize("person", [CHILD, ADULT])
def test_a_guardian_must_have_been_found_free_of_conflict(person, is_free, expected):
    made = child_dossier(person, guardians=(guardian(is_free),))
    assert findings(made) == expected


def test_a_childs_own_consent_is_not_enough():
    own = consent(scope__until=PLAN_UNTIL)
    assert findings(child_dossier(consents=(own,))) == {R.GUARDIAN_MISSING}


def test_anothers_guardian_is_no_guardian():
    made = child_dossier(guardians=(guardian(contributor="C-0000-0001"),))
    assert findings(made) == {R.GUARDIAN_MISSING}


def test_nobody_else_consents_for_an_adult():
    made = dossier(consents=(consent(given_by="C-0000-0001"),))
    assert findings(made) == {R.GUARDIAN_MISSING}


@pytest.mark.parametrize(
    ("assents", "expected"),
    [
        ([assent()], set()),
        ([assent(on=TODAY)], set()),
        ([assent(on=TODAY + DAY)], {R.ASSENT_MISSING}),
        ([assent(Decision.NO)], {R.ASSENT_REFUSED}),
        ([assent(), assent(Decision.NO, on=TODAY)], {R.ASSENT_REFUSED}),
        ([assent(Decision.NO), assent(on=TODAY)], set()),
        ([assent(), assent(Decision.NO, on=TODAY + DAY)], set()),
        ([], {R.ASSENT_MISSING}),
    ],
)
def test_a_childs_own_last_word_counts(assents, expected):
    assert findings(child_dossier(assents=tuple(assents))) == expected


def test_an_adult_needs_no_assent():
    assert findings(dossier(assents=(assent(Decision.NO),))) == set()


@given(
    until=st.dates(date(2026, 1, 1), date(2031, 1, 1)),
    planned=st.dates(TODAY, date(2031, 1, 1)),
)
def test_no_consent_is_stretched(until, planned):
    made = dossier(plan=plan(until=planned), consents=(consent(scope__until=until),))
    clearance = clear(made)
    assert clearance.is_allowed == (planned <= until <= date(2029, 11, 10))


def test_a_question_still_to_be_answered_is_told_beside_its_failing_fact():
    asking = policy(question("1a", fact=FactName.USE_WITHIN_SCOPE))
    made = dossier(policies=(asking,), answers=(), consents=(consent(scope__places=frozenset({"LA"})),))
    assert {r.code for r in clear(made).reasons} == {R.PLACE_OUTSIDE_SCOPE, R.QUESTION_OPEN}


# Who signed, and how, as the paper that the consent rests on says.


@pytest.mark.parametrize(
    ("signers", "changes", "beyond"),
    [
        ({Signer.CONTRIBUTOR, Signer.STAFF}, {}, None),
        ({Signer.CONTRIBUTOR}, {"method": Method.SPOKEN, "witness": "witness-1"}, ("method",)),
        ({Signer.GUARDIAN, Signer.CHILD}, {}, ("given_by",)),
        ({Signer.GUARDIAN}, {"given_by": GUARDIAN}, None),
        ({Signer.WITNESS}, {}, ("method",)),
        ({Signer.CONTRIBUTOR}, {"given_by": GUARDIAN, "method": Method.SPOKEN}, ("given_by", "method")),
        (None, {"given_by": GUARDIAN}, None),
    ],
)
def test_a_consent_recorded_before_is_held_against_who_signed_its_letter(signers, changes, beyond):
    said = ("L24.yes", "L01.photo", "L01.words", "L05.shown", "L06.none")
    printed = Printed(boxes=said, languages=("th",), signers=signers)
    signed = paper(FormPurpose.CONSENT, *said, release=RELEASE, printed=printed)
    made = dossier(consents=(consent(**changes),), guardians=(guardian(),), signed=(signed,))
    told = [r.facts["beyond"] for r in clear(made).reasons if r.code is R.CONSENT_BEYOND_LETTER]
    assert [one for said in told for one in said if one in {"given_by", "method"}] == list(beyond or ())
