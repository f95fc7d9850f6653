"""An answer is kept for what its question is about: once for the organisation, a contributor, a place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asking_again import Listening
from saying_yes import say_yes, weigh_risks

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import answers, answers_of
from consentkit.usecases.checks.checklists import (
    answer_question,
    list_questions,
    organisation_sheet,
    sign_off_answer,
)
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.people.contributors import NewContributor, add_contributor, correct_contributor
from consentkit.usecases.stories.stories import add_story, put_contributor

POLICY = "guidance-note-2016"
OF_ORGANISATION = {"2.1a", "3f", "4.4b", "4.4c", "4.4d"}
OF_CONTRIBUTOR = {"2.2a", "2.2b", "2.2c", "2.2d"}
IN_FORM = OF_CONTRIBUTOR | {"1.2e"}
"""With what is read again in each story."""
OF_PLACE = {"4.1g"}
KEPT = OF_ORGANISATION | OF_CONTRIBUTOR | OF_PLACE


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def _story(words, *people):
    story = add_story(words.officer, "Another year").id
    for person in people:
        put_contributor(words.officer, story, person)
    return story


def _another(words):
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    return add_contributor(words.officer, adult).code


def _open(words, story):
    asked = list_questions(words.officer, story, Channel.WEBSITE)
    return {one.question.id for one in asked if one.state.standing is not Standing.YES} & KEPT


def test_what_was_answered_once_is_not_asked_of_the_next_story(words):
    assert _open(words, words.story) == set()
    # Its place is not said yet.
    assert _open(words, _story(words, words.person)) == OF_PLACE
    assert _open(words, _story(words, _another(words))) == OF_PLACE | OF_CONTRIBUTOR
    assert _open(words, _story(words, words.person, _another(words))) == OF_PLACE | OF_CONTRIBUTOR


def test_an_answer_about_two_people_is_kept_for_each(words):
    other = _another(words)
    both = _story(words, words.person, other)
    say_yes(words.open_as("safeguarding-1"), both, POLICY, "2.2a")
    assert _open(words, _story(words, other)) == OF_PLACE


def test_a_record_that_changes_asks_again_what_rests_on_it_and_nothing_else(words):
    assert words.clear().is_allowed
    adult = NewContributor(language="th", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    correct_contributor(words.officer, words.person, adult)
    assert _open(words, words.story) == OF_CONTRIBUTOR
    assert _open(words, _story(words, _another(words))) == OF_PLACE | OF_CONTRIBUTOR


def test_who_corrects_somebody_is_told_first_what_is_asked_again_in_each_of_their_stories(words):
    other = _story(words, words.person)
    told = Listening()
    adult = NewContributor(language="th", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    correct_contributor(replace(words.officer, agreement=told), words.person, adult)
    assert told.answers == {f"{POLICY} {one}" for one in IN_FORM}
    assert _open(words, other) >= OF_CONTRIBUTOR
    # Nothing rests on the record as it is now.
    again = Listening()
    correct_contributor(replace(words.officer, agreement=again), words.person, NewContributor(language="km"))
    assert again.answers == set()


@pytest.mark.parametrize(
    ("days", "over"),
    [
        (13, set()),
        (14, IN_FORM),
        (89, IN_FORM),
        (90, IN_FORM | {"4.4c"}),
        (100, IN_FORM | {"4.4c"}),
    ],
)
def test_an_answer_that_runs_out_opens_every_clearance_that_rests_on_it(words, days, over):
    clearance = words.clear(on=words.officer.today + timedelta(days=days))
    assert {reason.subject for reason in clearance.reasons} == {f"{POLICY}/{one}" for one in over}


def test_a_year_later_the_whole_sheet_is_asked_again(words):
    later = words.clear(on=words.officer.today + timedelta(days=365))
    over = {one.question for one in later.questions if one.standing is Standing.OPEN}
    assert over >= OF_ORGANISATION | OF_PLACE


def test_saying_it_again_voids_no_certificate(words):
    words.certify()
    say_yes(words.open_as("manager-1"), None, POLICY, "4.4c")
    assert words.clear().certificate.is_valid


def test_a_no_about_the_organisation_stands_in_every_story(words):
    other = _story(words, words.person)
    answer_question(words.open_as("manager-1"), other, POLICY, "4.4c", reply=Reply.NO)
    assert {reason.subject for reason in words.clear().reasons} == {f"{POLICY}/4.4c"}
    say_yes(words.open_as("manager-1"), None, POLICY, "4.4c")
    assert words.clear().is_allowed


def test_a_safeguarding_no_about_somebody_stands_in_each_of_their_stories_and_never_runs_out(words):
    weigh_risks(words.open_as("safeguarding-1"), words.person, q2_2a=Reply.NO)
    assert [r.code.value for r in words.clear().reasons] == ["safeguarding-no"]
    later = words.clear(on=words.officer.today + timedelta(days=50))
    assert "safeguarding-no" in {r.code.value for r in later.reasons}
    # Whoever says yes about somebody else says nothing about this person.
    third = _story(words, _another(words))
    say_yes(words.open_as("safeguarding-1"), third, POLICY, "2.2a")
    assert [r.code.value for r in words.clear().reasons] == ["safeguarding-no"]
    say_yes(words.open_as("safeguarding-1"), words.story, POLICY, "2.2a")
    assert words.clear().is_allowed


def test_the_sheet_says_how_long_each_answer_holds(words):
    sheet = {one.question.id: one for one in organisation_sheet(words.officer)}
    assert set(sheet) == OF_ORGANISATION
    assert {one.state.standing for one in sheet.values()} == {Standing.YES}
    today = words.officer.today
    assert sheet["4.4c"].until == today + timedelta(days=89)
    assert sheet["3f"].until == today + timedelta(days=364)


def test_what_is_about_a_story_is_not_answered_on_the_sheet(words, nothing_kept):
    with nothing_kept(Refused, "question-of-story"):
        say_yes(words.officer, None, POLICY, "1.1d")


def _needs(workspace, days):
    later = replace(workspace, clock=lambda: workspace.clock() + timedelta(days=days))
    return [need for need in needs_of(later) if need.code is NeedCode.SHEET_ENDING]


def test_home_reminds_who_may_answer_thirty_days_before_an_answer_runs_out(words):
    manager, officer = words.open_as("manager-1"), words.officer
    assert _needs(manager, 58) == []
    (need,) = _needs(manager, 59)
    assert need.facts == {"until": manager.today + timedelta(days=89), "count": 2}
    assert _needs(officer, 59) == [], "the two are the manager's to answer"


def test_an_answer_of_before_counts_in_its_story_alone(words):
    other = _story(words, words.person)
    with words.officer.change(EventName.QUESTION_ANSWERED) as change:
        before = answers_of(change.db, words.story)[0]
        for question in KEPT:
            own = before.model_copy(update={"question": question, "about": None, "rests_on": None})
            answers.insert(change.db, own.model_copy(update={"story": other, "reply": Reply.NO}))
        change.record(other, policy=POLICY, question="3f", reply=Reply.NO, roles=before.roles, lifting=None)
    assert words.clear().is_allowed


def test_home_shows_who_may_sign_that_an_answer_about_the_organisation_waits(words):
    manager, officer = words.open_as("manager-1"), words.officer

    def needs(workspace):
        return [need.facts for need in needs_of(workspace) if need.code is NeedCode.SHEET_UNSIGNED]

    assert needs(manager) == []
    answer_question(
        officer, None, POLICY, "4.4b", reply=Reply.NO, justification="Our new terms are printed in January."
    )
    assert needs(manager) == [{"count": 1}]
    assert needs(officer) == []
    sign_off_answer(manager, None, POLICY, "4.4b")
    assert needs(manager) == []
