"""A story's words are typed, searched while they are typed, and kept; a document's are made anew."""

import pytest
from driving import LARGE, press, settle, text_of
from textual.widgets import TextArea

from consentkit.tui.screens.stories.words import WordsScreen
from consentkit.tui.screens.stories.writing import WritingScreen
from consentkit.usecases.stories.stories import add_story, show_story
from consentkit.usecases.words.drafts import put_draft

SAID = "My name is Dara Sok.\nShe runs a shop."


@pytest.fixture
def story(open_as):
    return add_story(open_as("officer-1"), "Hers").id


def draft(open_as, story):
    officer = open_as("officer-1")
    name = show_story(officer, story)[0].draft
    return officer.records.vault.get(name) if name else None


async def opened(pilot, screen):
    pilot.app.push_screen(screen)
    await settle(pilot)


async def found(pilot):
    """Wait until the words were searched."""
    for _ in range(100):
        await settle(pilot)
        if pilot.app.screen._found:
            return
        await pilot.pause(0.05)


async def test_words_are_searched_while_they_are_typed_kept_when_one_leaves_and_saved(app_as, open_as, story):
    async with app_as("officer-1", size=LARGE) as pilot:
        await opened(pilot, WritingScreen(story))
        pilot.app.screen.query_one(TextArea).text = SAID
        await found(pilot)
        assert "1:12" in text_of(pilot.app)
        assert "“Dara Sok”" in text_of(pilot.app)
        await press(pilot, "ctrl+n")
        assert pilot.app.screen.query_one(TextArea).selected_text == "Dara Sok"
        await press(pilot, "escape")
        assert draft(open_as, story) is None
        await opened(pilot, WritingScreen(story))
        assert pilot.app.screen.query_one(TextArea).text == SAID
        await press(pilot, "ctrl+s")
        assert draft(open_as, story) == SAID.encode() + b"\n"
        await opened(pilot, WritingScreen(story))
        assert pilot.app.screen.query_one(TextArea).text == SAID + "\n"


@pytest.mark.slow
async def test_what_was_typed_into_another_draft_is_shown_and_told(app_as, open_as, story):
    async with app_as("officer-1", size=LARGE) as pilot:
        await opened(pilot, WritingScreen(story))
        pilot.app.screen.query_one(TextArea).text = SAID
        await press(pilot, "escape")
        put_draft(open_as("officer-1"), story, b"Other words.")
        await opened(pilot, WritingScreen(story))
        assert pilot.app.screen.query_one(TextArea).text == SAID
        assert "changed since you typed" in text_of(pilot.app)


async def test_a_clean_draft_is_asked_for_first_and_takes_the_drafts_place(app_as, open_as, story):
    put_draft(open_as("officer-1"), story, b"---\nauthor: Sokha\n---\nShe runs a shop.\n")
    async with app_as("officer-1", size=LARGE) as pilot:
        await opened(pilot, WordsScreen(story))
        await press(pilot, "x")
        await settle(pilot)
        assert "properties" in text_of(pilot.app)
        await press(pilot, "n")
        assert b"Sokha" in draft(open_as, story)
        await press(pilot, "x", "y")
        await settle(pilot)
        assert draft(open_as, story).startswith(b"PK")


@pytest.mark.slow
async def test_tags_are_written_beside_the_words(app_as, open_as, story):
    async with app_as("officer-1", size=LARGE) as pilot:
        await opened(pilot, WordsScreen(story))
        await press(pilot, "b", "tab", *"weaving", "ctrl+s")
        await settle(pilot)
    (tags,) = show_story(open_as("officer-1"), story)[0].beside
    assert (tags.thing, tags.text) == (story, "weaving")
