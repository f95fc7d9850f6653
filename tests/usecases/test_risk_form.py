"""Safeguarding weighs every risk of a contributor in one form, which answers its questions at once."""

from datetime import timedelta

import pytest
from saying_yes import SENTENCE, shown_for, weigh_risks

from consentkit.domain.bases import BasisKind
from consentkit.domain.checklists import Answer, Reply, Standing
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.questions.risks import Risk, RiskLevel
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import answers, answers_about_things
from consentkit.usecases.checks.checklists import answer_question, list_questions
from consentkit.usecases.checks.noes import safeguarding_noes
from consentkit.usecases.checks.risks import RiskForm, fill_risk_form
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.stories.bases import NewBasis, record_basis
from consentkit.usecases.stories.stories import add_story, put_contributor
from consentkit.usecases.words.drafts import put_draft

POLICY = "guidance-note-2016"
ABOUT_PERSON, AS_READ = {"2.2a", "2.2b", "2.2c", "2.2d"}, {"1.2e"}
FORM = ABOUT_PERSON | AS_READ


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def lead(words):
    return words.open_as("safeguarding-1")


def _open(words, story):
    return _open_in(words.officer, story)


def _open_in(officer, story):
    asked = list_questions(officer, story, Channel.WEBSITE)
    return {one.question.id for one in asked if one.state.standing is Standing.OPEN} & FORM


def _another_story(words):
    story = add_story(words.officer, "Another year").id
    put_contributor(words.officer, story, words.person)
    return story


def test_one_form_answers_all_for_every_story_as_it_is_now(words, lead):
    story = _another_story(words)
    # What was read for one story says nothing of the words of another.
    assert _open(words, story) == AS_READ
    weigh_risks(lead, words.person)
    assert _open(words, story) == _open(words, words.story) == set()
    put_draft(words.officer, words.story, b"She has learned twelve patterns, and sells them.")
    assert _open(words, words.story) == AS_READ
    assert _open(words, story) == set()


def test_the_form_runs_out_by_itself_and_is_filled_in_again(words, clock):
    clock.advance(days=14)
    assert _open(words, words.story) == FORM
    weigh_risks(words.open_as("safeguarding-1"), words.person)
    assert _open(words, words.story) == set()


def test_nobody_else_fills_it_in_and_nothing_else_answers_it(words, lead, nothing_kept):
    for handle in ("officer-1", "manager-1"):
        with nothing_kept(Refused, "role-may-not"):
            weigh_risks(words.open_as(handle), words.person)
    with nothing_kept(Refused, "answered-in-form"):
        answer_question(lead, words.story, POLICY, "2.2a", reply=Reply.YES)


def test_a_form_that_is_not_whole_is_not_taken(words, lead, nothing_kept):
    with nothing_kept(InvalidInput, "risks-lacking"):
        fill_risk_form(lead, RiskForm(contributor=words.person, risks={}, answers=()))
    risks = dict.fromkeys(Risk, RiskLevel.NONE)
    with nothing_kept(InvalidInput, "answers-lacking"):
        fill_risk_form(lead, RiskForm(contributor=words.person, risks=risks, answers=()))


@pytest.mark.parametrize("level", [RiskLevel.HIGH, RiskLevel.UNKNOWN])
def test_with_a_high_or_unknown_risk_nobody_says_that_all_were_weighed(words, lead, nothing_kept, level):
    with nothing_kept(InvalidInput, "risks-not-low"):
        weigh_risks(lead, words.person, {Risk.COURT: level})
    weigh_risks(lead, words.person, {Risk.COURT: level}, q2_2a=Reply.NO)
    assert [reason.code.value for reason in words.clear().reasons] == ["safeguarding-no"]
    assert [(no.story, no.about) for no in safeguarding_noes(lead)] == [(words.story, f"{words.person} 2.2a")]
    weigh_risks(lead, words.person)
    assert words.clear().is_allowed


def test_what_it_says_is_kept_once_for_the_person(words, lead):
    before = len(answers_about_things(lead.reading, (words.person,)))
    weigh_risks(lead, words.person)
    kept = answers_about_things(lead.reading, (words.person,))[before:]
    assert sorted(one.question for one in kept) == sorted(FORM)
    (table,) = [one.evidence for one in kept if one.question == "2.2a"]
    assert set(table.risks) == set(Risk)
    assert {one.evidence.sentence for one in kept} == {SENTENCE}


def test_what_an_officer_said_of_the_way_to_reach_them_before_means_what_it_meant(words, lead):
    """Before the form an officer answered it, and no evidence was asked for."""
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    other = add_story(words.officer, "Another year").id
    put_contributor(words.officer, other, add_contributor(words.officer, adult).code)
    assert "2.2d" not in _yeses(words, other)
    old = Answer(
        story=other, policy=POLICY, question="2.2d", reply=Reply.YES, by="officer-1",
        roles=frozenset({Role.OFFICER}), at=lead.clock() + timedelta(seconds=1), revision=1,
    )  # fmt: skip
    with words.officer.change(EventName.QUESTION_ANSWERED) as change:
        answers.insert(change.db, old)
        change.record(other, policy=POLICY, question="2.2d", reply=Reply.YES)
    assert "2.2d" in _yeses(words, other)


def _yeses(words, story):
    asked = list_questions(words.officer, story, Channel.WEBSITE)
    return {one.question.id for one in asked if one.state.standing is Standing.YES}


def test_of_words_that_are_nobodys_recorded_each_question_is_answered_in_a_sentence(open_as):
    officer, lead = open_as("officer-1"), open_as("safeguarding-1")
    story = add_story(officer, "The hills").id
    record_basis(officer, NewBasis(thing=story, kind=BasisKind.MACHINE, comes_from="A program"))
    asked = [one.question for one in list_questions(lead, story, Channel.WEBSITE) if one.question.id in FORM]
    assert {(one.form, EvidenceKind.SENTENCE in one.evidence_kinds) for one in asked} == {(None, True)}
    with pytest.raises(InvalidInput, match="evidence-lacking"):
        answer_question(lead, story, POLICY, "2.2a", reply=Reply.YES)
    for one in asked:
        shown = shown_for(lead, one)
        answer_question(lead, story, POLICY, one.id, reply=Reply.YES, shown=shown)
    assert _open_in(officer, story) == set()
    # Who is recorded later was not weighed by it.
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    person = add_contributor(officer, adult).code
    put_contributor(officer, story, person)
    assert _open_in(officer, story) == FORM
    with pytest.raises(Refused, match="answered-in-form"):
        answer_question(lead, story, POLICY, "2.2a", reply=Reply.NO)
