"""The palette offers sections, acts, languages and themes (each screen's own acts: test_screens.py)."""

from driving import LARGE, press, settle, text_of, until, write
from preparing import ADULT, begin_story
from textual.widgets import OptionList

from consentkit.tui.acts import ACTS
from consentkit.tui.palette import ActsProvider
from consentkit.tui.sections import SECTIONS, load_screen
from consentkit.tui.themes import THEMES
from consentkit.usecases.people.contributors import add_contributor
from consentkit.wording.languages import LANGUAGES


async def _offered(pilot):
    provider = ActsProvider(pilot.app.screen)
    return [str(hit.display) async for hit in provider.discover()]


async def _choose(pilot, words):
    """Open the palette, type, and choose the first that is found."""
    await press(pilot, "ctrl+p")
    await write(pilot, words)
    found = pilot.app.screen.query_one(OptionList)

    def is_first():
        return found.option_count and words.casefold() in str(found.get_option_at_index(0).prompt).casefold()

    await until(pilot, is_first)  # the palette gathers what it finds beside the screen
    await press(pilot, "enter")
    await settle(pilot)


async def test_sections_acts_languages_and_themes_are_there(app_as):
    async with app_as("officer-1") as pilot:
        offered = await _offered(pilot)
        assert {one.label for one in SECTIONS} <= set(offered)
        assert {one.label for one in ACTS} <= set(offered)
        assert {f"Language: {name}" for name in LANGUAGES.values()} <= set(offered)
        assert len([words for words in offered if words.startswith("Theme:")]) == len(THEMES)


async def test_what_a_role_may_not_do_is_not_offered(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    async with app_as("auditor-1") as pilot:
        assert "In a story: Publish" not in await _offered(pilot)
        assert "In a story: Pictures" in await _offered(pilot)
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", story))
        await settle(pilot)
        offered = await _offered(pilot)
        assert not {"Publish", "Certify", "Put in", "Take down"} & set(offered)
        assert "Pictures" in offered
    async with app_as("volunteer-1") as pilot:
        assert not [words for words in await _offered(pilot) if words.startswith("In a story:")]


async def test_an_act_of_the_screen_is_done_from_the_palette(app_as, open_as):
    officer = open_as("officer-1")
    story = begin_story(officer)[0]
    add_contributor(officer, ADULT)
    async with app_as("officer-1", size=LARGE) as pilot:
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", story))
        await settle(pilot)
        await _choose(pilot, "Put in")
        assert "Put whom in?" in text_of(pilot.app)


async def test_an_act_that_needs_a_story_asks_which_and_begins_there(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    async with app_as("officer-1", size=LARGE) as pilot:
        await _choose(pilot, "In a story: Publish")
        assert "Which story?" in text_of(pilot.app)
        await press(pilot, "enter")
        await settle(pilot)
        seen = text_of(pilot.app)
        assert "Where exactly" in seen
        assert "website" in seen
        await press(pilot, "escape")
        assert f"Story {story}" in text_of(pilot.app)
