"""Answers and second persons, for the shipped questions and for an organisation's own."""

import pytest

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.usecases.checks.checklists import (
    answer_question,
    get_question,
    list_questions,
    sign_off_answer,
)
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.stories.stories import put_contributor, take_out_contributor

NOTE = "guidance-note-2016"
OWN = "our-own-rules"
BECAUSE = "She asked for this herself, and her lawyer agreed."

_HEAD = """
id = "our-own-rules"
version = 1
title = "Our own rules"
source = "Decided by our board in May"
read_on = 2026-05-01
status = "unreviewed"
caps = {{ adult_years = 2, child_years = 1 }}
reflection_days = 0
fresh_days = 1000
[[principles]]
id = "R1"
title = "What we ask ourselves"
{questions}
"""
_QUESTION = """
[[principles.questions]]
id = "R1{letter}"
text = "Did we ask this question of our own?"
severity = "{severity}"
who = {who}
why = "Because somebody could be harmed otherwise."
example = "We asked, and she told us what she thinks."
{more}
"""
_ASKED = [
    ("a", "blocker", '["officer"]', ""),
    ("b", "justify", '["officer", "manager"]', ""),
    ("c", "justify", '["safeguarding", "officer"]', ""),
    ("d", "blocker", '["officer"]', 'when = { age = "child" }'),
    ("e", "blocker", '["officer"]', "when = { has_images = true }"),
    ("f", "blocker", '["officer"]', "when = { has_images = false }"),
    ("g", "justify", '["officer", "manager"]', "needs_second_viewer = true"),
    ("h", "advice", '["manager"]', ""),
]


@pytest.fixture
def workspace_folder(words_folder):
    questions = "".join(
        _QUESTION.format(letter=letter, severity=severity, who=who, more=more)
        for letter, severity, who, more in _ASKED
    )
    (words_folder / "policies" / f"{OWN}.toml").write_text(_HEAD.format(questions=questions))
    return words_folder


@pytest.fixture
def manager_2(open_as, add_settled, vouch):
    """Another manager, for whom a keeper vouched."""
    actor = Actor(handle="manager-2", roles=frozenset({Role.MANAGER}))
    add_settled(open_as("manager-1"), actor)
    vouch("manager-2")
    return open_as("manager-2")


@pytest.fixture
def standing(words):
    def read(question):
        asked = list_questions(words.officer, words.story, Channel.WEBSITE)
        return next((a.state.standing for a in asked if a.question.id == question), None)

    return read


@pytest.fixture
def answer(words):
    def give(handle, question, reply, because=""):
        workspace = words.open_as(handle)
        return answer_question(workspace, words.story, OWN, question, reply=reply, justification=because)

    return give


def _sign(words, handle, question):
    return sign_off_answer(words.open_as(handle), words.story, OWN, question)


def test_the_questions_of_an_own_policy_are_asked_and_refuse(words):
    asked = {r.subject for r in words.clear().reasons}
    assert asked == {f"{OWN}/R1{letter}" for letter in "abcfg"}
    assert [r.subject for r in words.clear().advice] == [f"{OWN}/R1h"]


def test_conditions_choose_what_is_asked(words, standing):
    spared = Standing.DOES_NOT_APPLY
    assert (standing("R1d"), standing("R1e"), standing("R1f")) == (spared, spared, Standing.OPEN)
    child = add_contributor(words.officer, NewContributor(language="km")).code
    put_contributor(words.officer, words.story, child)
    assert standing("R1d") is Standing.OPEN
    take_out_contributor(words.officer, words.story, child)
    assert standing("R1d") is spared


def test_a_blocker_that_is_not_yes_refuses_until_it_is(answer, standing):
    for reply in (Reply.NO, Reply.UNKNOWN):
        answer("officer-1", "R1a", reply, BECAUSE)
        assert standing("R1a") is Standing.FAILED
    answer("officer-1", "R1a", Reply.YES)
    assert standing("R1a") is Standing.YES


def test_an_explained_no_waits_for_a_second_person(words, answer, standing):
    answer("officer-1", "R1b", Reply.NO)
    assert standing("R1b") is Standing.FAILED
    answer("officer-1", "R1b", Reply.NO, BECAUSE)
    assert standing("R1b") is Standing.UNSIGNED
    assert _sign(words, "manager-1", "R1b").signed_off_by == "manager-1"
    assert standing("R1b") is Standing.JUSTIFIED
    answer("officer-1", "R1b", Reply.NO)
    assert standing("R1b") is Standing.FAILED


def test_an_answer_about_another_revision_than_the_story_has_by_now_is_not_kept(words, nothing_kept):
    asked = list_questions(words.officer, words.story, Channel.WEBSITE)[0]
    words.draft("Other words.")
    with nothing_kept(Conflict, "record-changed"):
        answer_question(
            words.officer, words.story, OWN, "R1a", reply=Reply.YES, revision=asked.revision
        )  # fmt: skip
    answer_question(words.officer, words.story, OWN, "R1a", reply=Reply.YES, revision=asked.revision + 1)


def test_an_explanation_that_was_replaced_is_not_signed_off_unread(words, answer, nothing_kept):
    manager = words.open_as("manager-1")
    first = answer("officer-1", "R1b", Reply.NO, BECAUSE)
    second = answer("officer-1", "R1b", Reply.NO, BECAUSE + " And one more.")
    with nothing_kept(Conflict, "record-changed"):
        sign_off_answer(manager, words.story, OWN, "R1b", expected=(first,))
    sign_off_answer(manager, words.story, OWN, "R1b", expected=(first, second))


def test_nobody_signs_off_their_own_answer(words, answer, manager_2, nothing_kept, standing):
    answer("manager-1", "R1b", Reply.NO, BECAUSE)
    manager = words.open_as("manager-1")
    with nothing_kept(Refused, "second-person-needed"):
        sign_off_answer(manager, words.story, OWN, "R1b")
    sign_off_answer(manager_2, words.story, OWN, "R1b")
    assert standing("R1b") is Standing.JUSTIFIED


def test_a_safeguarding_no_is_not_signed_off_and_not_outvoted(words, answer, standing, nothing_kept):
    answer("safeguarding-1", "R1c", Reply.NO, BECAUSE)
    manager = words.open_as("manager-1")
    with nothing_kept(Refused, "safeguarding-said-no"):
        sign_off_answer(manager, words.story, OWN, "R1c")
    answer("officer-1", "R1c", Reply.YES)
    assert standing("R1c") is Standing.FAILED
    words.draft("Other words.")
    assert standing("R1c") is Standing.FAILED
    answer("safeguarding-1", "R1c", Reply.YES)
    assert standing("R1c") is Standing.YES


def test_who_one_made_lately_signs_nothing_off_for_them_unless_a_keeper_vouches(
    words, answer, add_settled, vouch, nothing_kept
):
    answer("manager-1", "R1b", Reply.NO, BECAUSE)
    add_settled(words.open_as("manager-1"), Actor(handle="manager-2", roles=frozenset({Role.MANAGER})))
    manager_2 = words.open_as("manager-2")
    with nothing_kept(Refused, "second-person-tied"):
        sign_off_answer(manager_2, words.story, OWN, "R1b")
    vouch("manager-2")
    assert sign_off_answer(manager_2, words.story, OWN, "R1b").signed_off_by == "manager-2"


def test_of_two_viewers_each_explained_no_is_signed_off(words, answer, standing, manager_2):
    answer("officer-1", "R1g", Reply.NO, BECAUSE)
    answer("manager-1", "R1g", Reply.YES)
    assert standing("R1g") is Standing.UNSIGNED
    assert _sign(words, "manager-1", "R1g").by == "officer-1"
    assert standing("R1g") is Standing.JUSTIFIED
    answer("manager-1", "R1g", Reply.NO, BECAUSE)
    assert standing("R1g") is Standing.UNSIGNED
    assert _sign(words, "manager-2", "R1g").by == "manager-1"
    assert standing("R1g") is Standing.JUSTIFIED


def test_a_yes_a_bare_no_and_what_was_signed_off_are_not_signed_off(words, answer, nothing_kept, manager_2):
    manager = words.open_as("manager-1")
    with nothing_kept(NotFound, "answer-missing"):
        sign_off_answer(manager, words.story, OWN, "R1b")
    for reply in (Reply.YES, Reply.NO):
        answer("officer-1", "R1b", reply)
        with nothing_kept(Conflict, "nothing-to-sign-off"):
            sign_off_answer(manager, words.story, OWN, "R1b")
    answer("officer-1", "R1b", Reply.NO, BECAUSE)
    sign_off_answer(manager, words.story, OWN, "R1b")
    with nothing_kept(Conflict, "nothing-to-sign-off"):
        sign_off_answer(manager_2, words.story, OWN, "R1b")


def test_what_cannot_be_answered_is_not_kept(words, nothing_kept):
    cases = [
        (NotFound, "record-unknown", "S-0000-0000", OWN, "R1a", ""),
        (NotFound, "question-unknown", words.story, OWN, "1.1a", ""),
        (NotFound, "question-unknown", words.story, "no-such-policy", "R1a", ""),
        (Refused, "program-answers", words.story, NOTE, "2.4a", ""),
        (Refused, "another-role-answers", words.story, OWN, "R1h", ""),
        (InvalidInput, "justification-short", words.story, OWN, "R1a", "Too short."),
        (InvalidInput, "justification-short", words.story, OWN, "R1a", " " * 40),
    ]
    for error, code, story, policy, question, because in cases:
        with nothing_kept(error, code):
            answer_question(words.officer, story, policy, question, reply=Reply.NO, justification=because)


def test_a_question_is_shown_with_why_and_example(words):
    found = get_question(words.officer, OWN, "R1a")
    assert found.why.startswith("Because")
    with pytest.raises(NotFound, match="question-unknown"):
        get_question(words.officer, OWN, "R1z")


def test_the_strictest_end_of_all_policies_counts(words):
    shipped, own = words.officer.catalogue.policies
    assert own.caps.adult_years == 2
    least = min(shipped.caps.adult_years, own.caps.adult_years)
    given = words.officer.today
    words.consent(scope=words.scope(until=given.replace(year=given.year + least, day=given.day + 1)))
    assert "consent-over-cap" in words.codes()
