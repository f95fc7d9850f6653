"""The checklist walk: answered by keys, explained, signed off, resumed; and practised without a trace."""

import pytest
from driving import LARGE, fill, in_every_size, press, text_of, unlock, write
from preparing import ADULT, CHILD, begin_story, counted, guardian_of, say_yes
from saying_yes import SENTENCE
from saying_yes import say_yes as answer_yes
from seeing import seen
from textual.widgets import TextArea

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.questions.conditions import Condition
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.tui.screens.checks.checklist import ChecklistScreen
from consentkit.tui.screens.checks.organisation import OrganisationScreen
from consentkit.tui.screens.checks.practice import PracticeScreen
from consentkit.usecases.checks.checklists import answer_question, list_questions
from consentkit.usecases.log.audits import read_audit

POLICY = "guidance-note-2016"
TYPICAL = "2.1c"
"""A question for an officer that can be explained."""
WHY = "She chose these words herself, and read the whole page twice."


@pytest.fixture
def story(open_as):
    return begin_story(open_as("officer-1"), ADULT)[0]


async def walk(pilot, story):
    pilot.app.push_screen(ChecklistScreen(story, Channel.WEBSITE))
    await press(pilot, "f10")  # does nothing; waits for the questions


async def go_to(pilot, question):
    screen = pilot.app.screen
    screen.go_to(next(i for i, one in enumerate(screen.asked) if one.question.id == question))
    await press(pilot, "f10")


async def say_so(pilot, question, file=""):
    """Say yes to the question that is shown, and give what it asks for."""
    await press(pilot, "y")
    given = {"sentence": SENTENCE, "date": "2026-11-20", "handle": "officer-1", "file": str(file)}
    fields = {"sentence": "sentence", "date": "on", "handle": "by", "file": "file"}
    if question.form is not None:
        for one in pilot.app.screen.form.fields:
            asked = pilot.app.screen.query_one(f"#field-{one.name}")
            asked.value = {"risk": "low", "reply": "yes", "shown": SENTENCE}[one.name.partition("-")[0]]
        await press(pilot, "ctrl+s")
    elif question.evidence_kinds:
        await fill(pilot, **{fields[kind]: given[kind] for kind in question.evidence_kinds})
        await press(pilot, "ctrl+s")


def asked_now(open_as, story, question, handle="officer-1"):
    asked = list_questions(open_as(handle), story, Channel.WEBSITE)
    return next(one for one in asked if one.question.id == question)


async def test_an_answer_is_saved_at_once_and_the_next_question_is_shown(app_as, open_as, story):
    async with app_as("officer-1") as pilot:
        await walk(pilot, story)
        first = pilot.app.screen.current.question
        assert first.text.split("?")[0][:30] in text_of(pilot.app)
        await press(pilot, "y")
        assert pilot.app.screen.current.question.id != first.id
        given = asked_now(open_as, story, first.id).answers
        assert [(a.reply, a.by) for a in given] == [(Reply.YES, "officer-1")]
        await press(pilot, "left")
        assert pilot.app.screen.current.question.id == first.id
        assert "officer-1: yes" in text_of(pilot.app)


@pytest.mark.slow
async def test_an_answer_is_taken_back_by_the_former_one(app_as, open_as, story):
    answer_yes(open_as("officer-1"), story, POLICY, TYPICAL)
    async with app_as("officer-1") as pilot:
        await walk(pilot, story)
        await go_to(pilot, TYPICAL)
        await press(pilot, "n")
        await write(pilot, WHY)
        await press(pilot, "ctrl+s")
        assert asked_now(open_as, story, TYPICAL).state.standing is Standing.UNSIGNED
        await press(pilot, "ctrl+z")
    assert asked_now(open_as, story, TYPICAL).state.standing is Standing.YES


async def test_no_asks_for_an_explanation_and_a_short_one_is_complained_about(app_as, open_as, story):
    async with app_as("officer-1") as pilot:
        await walk(pilot, story)
        await go_to(pilot, TYPICAL)
        await press(pilot, "n")
        await write(pilot, "too short")
        await press(pilot, "ctrl+s")
        assert "at least 30 characters" in text_of(pilot.app)
        assert asked_now(open_as, story, TYPICAL).answers == ()
        await write(pilot, WHY)
        await press(pilot, "ctrl+s")
        assert pilot.app.screen.current.question.id != TYPICAL
    (answer,) = asked_now(open_as, story, TYPICAL).answers
    assert answer.reply is Reply.NO
    assert WHY in answer.justification


@pytest.mark.slow
async def test_a_begun_explanation_survives_leaving_and_a_lock(app_as, open_as, story, passphrase):
    async with app_as("officer-1") as pilot:
        await walk(pilot, story)
        await go_to(pilot, TYPICAL)
        await press(pilot, "u")
        await write(pilot, "She asked")
        await press(pilot, "escape")
        assert "You began an explanation here." in text_of(pilot.app)
        await press(pilot, "u", "ctrl+l")
        await unlock(pilot, passphrase)
        await walk(pilot, story)
        assert pilot.app.screen.current.question.id == TYPICAL  # resumed where left
        await press(pilot, "n")
        assert pilot.app.screen.query_one(TextArea).text == "She asked"
    assert asked_now(open_as, story, TYPICAL).answers == ()


async def test_a_manager_signs_an_explanation_off_and_an_officer_is_not_offered_to(app_as, open_as, story):
    officer = open_as("officer-1")
    answer_question(officer, story, POLICY, TYPICAL, reply=Reply.NO, justification=WHY)
    async with app_as("officer-1") as pilot:
        await walk(pilot, story)
        assert "Sign off" not in text_of(pilot.app)
    async with app_as("manager-1") as pilot:
        await walk(pilot, story)
        await go_to(pilot, TYPICAL)
        await press(pilot, "s")
        assert "Your handle stands beside it" in text_of(pilot.app)
        await press(pilot, "y", "left")
        assert "signed off by manager-1" in text_of(pilot.app)
    assert asked_now(open_as, story, TYPICAL).state.standing is Standing.JUSTIFIED


async def test_a_question_of_another_role_is_refused_in_words(app_as, open_as, story):
    officer = open_as("officer-1")
    other = next(
        one.question.id
        for one in list_questions(officer, story, Channel.WEBSITE)
        if one.question.who == {Role.SAFEGUARDING}
    )
    before = counted(officer)
    async with app_as("officer-1") as pilot:
        await walk(pilot, story)
        await go_to(pilot, other)
        before = counted(officer)
        await press(pilot, "y", "n", "u")
        assert "is answered by: safeguarding" in seen(pilot)
        assert pilot.app.screen.current.question.id == other
    assert counted(officer) == before


async def test_a_question_that_the_program_answers_says_so_and_why(app_as, open_as, story):
    alone = next(
        one for one in list_questions(open_as("officer-1"), story, Channel.WEBSITE)
        if not one.question.who and one.findings
    )  # fmt: skip
    async with app_as("officer-1", size=LARGE) as pilot:
        await walk(pilot, story)
        await go_to(pilot, alone.question.id)
        assert "consentkit answers this question itself" in text_of(pilot.app)
        assert "the records do not bear a yes out" in text_of(pilot.app)
        await press(pilot, "y")
        assert "is answered by consentkit itself" in seen(pilot)


async def test_safeguarding_answers_a_child_storys_questions_by_y_and_what_shows_it(
    app_as, open_as, tmp_path
):
    officer = open_as("officer-1")
    story, child = begin_story(officer, CHILD)
    say_yes(officer, story, child, guardian=guardian_of(officer, child))
    note = tmp_path / "note.txt"
    note.write_text("Made up for a test.")
    safeguarding = open_as("safeguarding-1")
    waiting = [
        one for one in list_questions(safeguarding, story, Channel.WEBSITE)
        if one.is_waiting_for(safeguarding.actor)
    ]  # fmt: skip
    assert any(one.question.when == (Condition(child=True),) for one in waiting)
    async with app_as("safeguarding-1") as pilot:
        await walk(pilot, story)
        await press(pilot, "o")
        assert f"wait for you: {len(waiting)}" in seen(pilot)
        weighed = [one for one in waiting if one.question.form is not None]
        for one in waiting:
            if one not in weighed[1:]:  # one form answers them all
                await say_so(pilot, one.question, note)
        assert "That was the last question." in seen(pilot)
    again = list_questions(safeguarding, story, Channel.WEBSITE)
    assert not [one for one in again if one.is_waiting_for(safeguarding.actor)]
    answered = {one.question.id for one in again if any(a.by == "safeguarding-1" for a in one.answers)}
    assert answered == {one.question.id for one in waiting}


@pytest.mark.slow
async def test_from_the_palette_it_asks_for_the_story_and_the_channel(app_as, story):
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(ChecklistScreen())
        await press(pilot, "f10", "enter", "down", "enter")
        assert f"Checklist of story {story}, social media" in text_of(pilot.app)
        # The first is answered by the program: one begins at the first that is asked.
        assert "Question 2 of" in text_of(pilot.app)
        await press(pilot, "escape")
        pilot.app.push_screen(ChecklistScreen())
        await press(pilot, "f10", "escape")
        assert "officer-1" in text_of(pilot.app)


@pytest.mark.slow
async def test_practice_saves_nothing_and_says_what_an_answer_would_mean(app_as, open_as, story):
    officer = open_as("officer-1")
    before = counted(officer), len(read_audit(open_as("auditor-1"), limit=10_000))
    unfinished = officer.folders.unfinished_forms
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(PracticeScreen())
        await press(pilot, "f10")
        total = len(pilot.app.screen.asked)
        meanings = set()
        for _question in range(total):
            assert "nothing is saved" in text_of(pilot.app)
            await press(pilot, "n")
            meanings.add(pilot.app.screen.current.question.severity)
            await press(pilot, "y", "right")
        await press(pilot, "home", "n")
        assert "the story would be refused" in text_of(pilot.app)
        await press(pilot, "u")
        assert "Not to know counts as a no." in " ".join(text_of(pilot.app).split())
        await press(pilot, "escape")
    assert len(meanings) == 3
    assert (counted(officer), len(read_audit(open_as("auditor-1"), limit=10_000))) == before
    assert not unfinished.exists() or not list(unfinished.iterdir())


async def test_an_auditor_walks_and_answers_nothing(app_as, open_as, story):
    before = counted(open_as("officer-1"))
    async with app_as("auditor-1") as pilot:
        await walk(pilot, story)
        await press(pilot, "y", "n", "u", "s", "right")
        assert "Question 2 of" in text_of(pilot.app)
    assert counted(open_as("officer-1")) == before


@pytest.mark.slow
@in_every_size
async def test_the_walk_stands_in_every_size(app_as, story, size):
    async with app_as("officer-1", size=size) as pilot:
        await walk(pilot, story)
        await go_to(pilot, TYPICAL)
        await press(pilot, "n")
        assert "Explain why" in text_of(pilot.app)
        await press(pilot, "escape")
        assert "Is this story typical" in text_of(pilot.app)


async def test_the_organisations_sheet_is_answered_for_every_story(app_as, open_as, story):
    async with app_as("manager-1") as pilot:
        pilot.app.push_screen(OrganisationScreen())
        await press(pilot, "f10")
        mine = [one for one in pilot.app.screen.asked if one.is_waiting_for(open_as("manager-1").actor)]
        assert {one.question.id for one in mine} == {"2.1a", "3f", "4.4c", "4.4d"}
        await press(pilot, "o")
        for one in mine:
            await say_so(pilot, one.question)
        assert "The last answer holds until" in text_of(pilot.app)
    for one in mine:
        assert asked_now(open_as, story, one.question.id).state.standing is Standing.YES
