"""Of any story at all: what two policies ask, and what opens when an answer runs out or a fact changes."""

from datetime import UTC, datetime, time, timedelta

import pytest
from dossier_making import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from test_typical_stories import _RANDOM, _answered_before

from consentkit.catalogue.policies import load_policies
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.checklists import Severity, Standing
from consentkit.domain.gate.clearing import clear
from consentkit.domain.questions.scopes import QuestionScope

POLICIES = load_policies(policies_folder()).policies
QUESTIONS = {(policy.id, one.id): one for policy in POLICIES for one in policy.questions}
ON_THE_SHEET = sorted(name for name, one in QUESTIONS.items() if one.scope is QuestionScope.ORGANISATION)
SAME = {name: set(one.same_as.names) if one.same_as else set() for name, one in QUESTIONS.items()}
HAND_FULL, THOUSAND = settings(max_examples=15), settings(max_examples=1000)


def _states(made):
    return {(state.policy, state.question): state for state in clear(made).questions}


def _with_both(made):
    return made.model_copy(update={"policies": POLICIES, "shared": tuple(_answered_before(*POLICIES))})


def _answered_on(made, name, day):
    """The same story, of which one question of the organisation's sheet was last answered on this day."""
    at = datetime.combine(day, time(9), tzinfo=UTC)
    given = [
        one.model_copy(update={"at": at}) if (one.policy, one.question) == name else one
        for one in made.shared
    ]
    return made.model_copy(update={"shared": tuple(given)})


def _check_nothing_is_asked_twice(made):
    states = _states(_with_both(made))
    for name, same in SAME.items():
        there = [states[one] for one in same if states[one].standing is Standing.OPEN]
        if states[name].standing is not Standing.OPEN or not there:
            continue
        # It is asked by itself only where it weighs more than all that is open there.
        assert states[name].severity is not Severity.ADVICE, name
        assert {one.severity for one in there} == {Severity.ADVICE}, name


def _check_running_out(made, name):
    """What ran out counts as what was never answered, on its day and for what rests on it alone."""
    made, days = _without_answers_of_the_story(_with_both(made), name), QUESTIONS[name].valid_days
    never = made.model_copy(
        update={"shared": tuple(one for one in made.shared if (one.policy, one.question) != name)}
    )
    without = _standings(never)
    last = _standings(_answered_on(made, name, TODAY - timedelta(days=days - 1)))
    after = _standings(_answered_on(made, name, TODAY - timedelta(days=days)))
    assert after == without
    opened = {one for one in after if after[one] is not last[one]}
    assert opened <= {name} | {one for one, same in SAME.items() if name in same}
    assert (name in opened) == (without[name] is Standing.OPEN)


def _without_answers_of_the_story(made, name):
    """Before a question belonged to the organisation it was answered in a story; such a "no" stands still."""
    answers = tuple(one for one in made.answers if (one.policy, one.question) != name)
    return made.model_copy(update={"answers": answers})


def _standings(made):
    return {name: state.standing for name, state in _states(made).items()}


@given(made=_RANDOM)
@HAND_FULL
def test_two_policies_never_ask_one_question_twice(made):
    _check_nothing_is_asked_twice(made)


@given(made=_RANDOM, name=st.sampled_from(ON_THE_SHEET))
@HAND_FULL
def test_an_answer_of_the_organisation_that_runs_out_opens_exactly_what_rests_on_it(made, name):
    _check_running_out(made, name)


@pytest.mark.slow
@given(made=_RANDOM, name=st.sampled_from(ON_THE_SHEET))
@THOUSAND
def test_of_a_thousand_stories_none_asks_twice_and_each_opens_what_ran_out(made, name):
    _check_nothing_is_asked_twice(made)
    _check_running_out(made, name)
