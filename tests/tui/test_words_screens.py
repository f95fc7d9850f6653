"""What is found in a story's words, by keys: marked where it stands, settled, opened again."""

from driving import fill, press, settle, text_of

from consentkit.domain.people import Identity
from consentkit.domain.words.settlements import WordSettlement
from consentkit.tui.sections import load_screen
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.people.identities import seal_identity
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.words.checks import words_of
from consentkit.usecases.words.drafts import put_draft


async def test_each_thing_is_marked_in_the_words_and_one_key_is_one_decision(app_as, open_as):
    officer = open_as("officer-1")
    story = add_story(officer, "The hills").id
    put_draft(officer, story, b"A victim grows rice.\n\nCall our office, +855 12 345 678, in the morning.")
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", story))
        await settle(pilot)
        await press(pilot, "f")
        shown = text_of(pilot.app)
        assert "! open" in shown
        assert "Call our office, +855 12 345 678, in the morning." in shown
        await press(pilot, "p")
        await fill(pilot, why="It stands on our website.")
        await press(pilot, "ctrl+s")
        assert "! open" not in text_of(pilot.app)
        assert "Nothing in the words waits." in text_of(pilot.app)
        await press(pilot, "u")
        assert "! open" in text_of(pilot.app)
        await press(pilot, "down")
        assert "Better: the word that the person chose" in text_of(pilot.app)
    found, _victim = sorted(words_of(officer, story).there, key=lambda one: one.kind, reverse=True)
    assert found.settlement is WordSettlement.OPEN


async def test_a_keeper_has_the_words_compared_with_all_identities_by_one_key(app_as, open_as):
    officer = open_as("officer-1")
    person = add_contributor(officer, NewContributor(language="km")).code
    seal_identity(officer, person, Identity(name="Malis"))
    story = add_story(officer, "The hills").id
    put_draft(officer, story, b"We call her M-a-l-i-s here.")
    async with app_as("manager-1") as pilot:
        pilot.app.push_screen(load_screen("stories.words:WordsScreen", story))
        await settle(pilot)
        await press(pilot, "i")
        await settle(pilot)
        assert "m-a-l-i-s" in text_of(pilot.app)
    (found,) = words_of(officer, story).there
    assert found.whose == (person,)
