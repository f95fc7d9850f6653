"""The list of stories, by keys and by what is seen."""

import pytest
from driving import in_every_size, press, settle, text_of, write
from preparing import ADULT, begin_story, say_yes
from publishing import publish
from textual.widgets import Input

from consentkit.domain.stories import StoryState
from consentkit.tui.widgets.virtual_table import VirtualTable
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.stories.lists import find_stories, lines_of
from consentkit.usecases.stories.stories import add_story


async def search(pilot, text):
    await press(pilot, "slash")
    pilot.app.screen.query_one("#search", Input).value = text
    # The search waits a moment for more letters.
    pilot.app.screen._search_again()
    await settle(pilot)


async def test_the_newest_story_stands_first_and_enter_opens_it(app_as, open_as):
    officer = open_as("officer-1")
    add_story(officer, "The older one")
    newest = add_story(officer, "The newest one").id
    async with app_as("officer-1") as pilot:
        await press(pilot, "f3")
        seen = text_of(pilot.app)
        assert seen.index("The newest one") < seen.index("The older one")
        assert "All stories: 2" in seen
        await press(pilot, "enter")
        assert f"Story {newest}" in text_of(pilot.app)
        await press(pilot, "escape")
        assert "All stories: 2" in text_of(pilot.app)


async def test_typing_finds_words_of_the_title_and_escape_shows_all_again(app_as, open_as):
    officer = open_as("officer-1")
    for title in ("A year at the school", "Weaving again", "ជីវិតថ្មី"):
        add_story(officer, title)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f3", "slash")
        await write(pilot, "weav")
        await search(pilot, "weav")
        seen = text_of(pilot.app)
        assert "Weaving again" in seen
        assert "school" not in seen
        await search(pilot, "ថ្មី")
        assert "All stories: 1" in text_of(pilot.app)
        await press(pilot, "escape")
        assert "All stories: 3" in text_of(pilot.app)


async def test_a_search_without_an_answer_says_so(app_as, open_as):
    add_story(open_as("officer-1"), "A year at the school")
    async with app_as("officer-1") as pilot:
        await press(pilot, "f3")
        await search(pilot, "nowhere")
        assert "All stories: none." in text_of(pilot.app)
        await press(pilot, "enter", "enter")
        assert "All stories: none." in text_of(pilot.app)


async def test_the_list_is_narrowed_by_key_to_what_must_come_down(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT, title="Must come down")
    begin_story(officer, title="Quiet")
    consent = say_yes(officer, story, person)
    publish(open_as("manager-1"), story)
    withdraw_consent(officer, consent)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f3", "s", "down", "down", "enter")
        seen = text_of(pilot.app)
        assert "Stories to take down: 1" in seen
        assert "Must come down" in seen
        assert "Quiet" not in seen


async def test_a_volunteer_is_refused_in_words(app_as):
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f3")
        assert "Your role may not read this." in text_of(pilot.app)


@in_every_size
async def test_the_list_is_drawn_and_moved_in_at_every_size(app_as, open_as, size):
    officer = open_as("officer-1")
    for number in range(40):
        add_story(officer, f"Story number {number}")
    async with app_as("officer-1", size=size) as pilot:
        await press(pilot, "f3", "end")
        assert "Story number 0" in text_of(pilot.app)
        await press(pilot, "home", "pagedown", "down")
        assert pilot.app.screen.query_one(VirtualTable).cursor > 1


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


def titles(workspace, words="", state=StoryState.ALL):
    found = find_stories(workspace, words, state)
    return [line.title for line in lines_of(workspace, found, 0, 50)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["Weaving, 100%", "School_days", "A year at the school"]),
        ("school", ["School_days", "A year at the school"]),
        ("year school", ["A year at the school"]),
        ("CHOO", ["School_days", "A year at the school"]),
        ("at", ["A year at the school"]),
        ("%", ["Weaving, 100%"]),
        ("_", ["School_days"]),
        ('"', []),
        ('sch" OR "wea', []),
        ("nothing", []),
    ],
)
def test_words_find_titles(officer, words, expected):
    for title in ("A year at the school", "School_days", "Weaving, 100%"):
        add_story(officer, title)
    assert titles(officer, words) == expected


def test_a_code_finds_its_story_and_a_contributors_code_their_stories(officer):
    story, person = begin_story(officer, ADULT, title="Hers")
    begin_story(officer, ADULT, title="Another")
    assert titles(officer, story) == ["Hers"]
    assert titles(officer, story.lower()) == ["Hers"]
    assert titles(officer, story[:5]) == ["Hers"]
    assert titles(officer, story.replace("-", "")) == ["Hers"]
    assert titles(officer, person) == ["Hers"]


def test_each_state_finds_only_its_stories(officer, open_as):
    soon, one = begin_story(officer, ADULT, title="Ending")
    say_yes(officer, soon, one, days=30)
    later, two = begin_story(officer, ADULT, title="Published")
    say_yes(officer, later, two, days=31)
    publish(open_as("manager-1"), later)
    assert titles(officer, state=StoryState.ENDING) == ["Ending"]
    assert titles(officer, state=StoryState.PUBLISHED) == ["Published"]
    assert titles(officer, "publ", StoryState.PUBLISHED) == ["Published"]
    assert titles(officer, "other", StoryState.PUBLISHED) == []
    assert titles(officer, state=StoryState.TAKEDOWN) == []


def test_pages_follow_each_other_without_a_gap(officer):
    for number in range(7):
        add_story(officer, f"{number}")
    found = find_stories(officer)
    pages = [line.title for first in (0, 3, 6, 9) for line in lines_of(officer, found, first, 3)]
    assert pages == ["6", "5", "4", "3", "2", "1", "0"]
