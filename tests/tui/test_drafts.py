"""What was typed survives the end of the application, for who typed it and for nobody else."""

import re

from driving import press, settle, text_of, write
from preparing import ADULT, begin_story

from consentkit.domain.values import Channel
from consentkit.tui.screens.checks.checklist import ChecklistScreen
from consentkit.usecases.stories.stories import list_stories

TITLE = "A year at the school"


async def test_a_half_filled_form_is_there_after_the_application_was_closed(app_as, open_as):
    async with app_as("officer-1") as pilot:
        await press(pilot, "n")
        await write(pilot, TITLE)
        await press(pilot, "ctrl+q")
    async with app_as("officer-1") as pilot:
        await press(pilot, "n")
        assert TITLE in text_of(pilot.app)
        await press(pilot, "ctrl+s", "f2", "n")
        assert TITLE not in text_of(pilot.app)
    assert [story.title for story in list_stories(open_as("officer-1"))] == [TITLE]


async def test_what_was_typed_is_sealed_and_shown_to_nobody_else(app_as, workspace_folder):
    async with app_as("officer-1") as pilot:
        await press(pilot, "n")
        await write(pilot, TITLE)
        await press(pilot, "ctrl+q")
    async with app_as("safeguarding-1") as pilot:
        await press(pilot, "n")
        assert TITLE not in text_of(pilot.app)
    files = [path for path in workspace_folder.rglob("*") if path.is_file()]
    assert not [path for path in files if TITLE.encode() in path.read_bytes()]


async def test_the_checklist_goes_on_at_the_question_where_it_was_closed(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    async with app_as("officer-1") as pilot:
        await open_checklist(pilot, story)
        await press(pilot, "y", "right", "right")
        where = question_in(text_of(pilot.app))
        await press(pilot, "ctrl+q")
    async with app_as("officer-1") as pilot:
        await open_checklist(pilot, story)
        assert question_in(text_of(pilot.app)) == where != "Question 1"


async def open_checklist(pilot, story):
    pilot.app.push_screen(ChecklistScreen(story, Channel.WEBSITE))
    await settle(pilot)


def question_in(lines):
    return re.search(r"Question \d+", lines)[0]
