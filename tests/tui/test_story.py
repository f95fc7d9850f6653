"""A story's page, by keys and by what is seen."""

import pytest
from driving import LARGE, SMALL, fill, in_every_size, press, settle, text_of, unlock, write
from preparing import ADULT, begin_story, say_yes
from publishing import publish
from quick_cases import quick_among
from seeing import seen
from textual.widgets import Input, Select

from consentkit.domain.consents import Decision
from consentkit.domain.values import Channel
from consentkit.pages.publications.forms import certify_form
from consentkit.tui.sections import load_screen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.people.contributors import add_contributor
from consentkit.usecases.stories.stories import add_story, approve_draft, list_stories, plan_story, show_story


async def open_story(pilot, story, section="clearance"):
    pilot.app.push_screen(load_screen("stories.story:StoryScreen", story, section))
    await settle(pilot)


@pytest.mark.parametrize("size", quick_among([SMALL, LARGE], [SMALL]))
async def test_an_officer_begins_a_story_plans_it_and_puts_a_contributor_in(app_as, open_as, size):
    officer = open_as("officer-1")
    person = add_contributor(officer, ADULT).code
    async with app_as("officer-1", size=size) as pilot:
        await press(pilot, "n")
        await fill(pilot, title="A year at the school")
        await press(pilot, "ctrl+s")
        seen = text_of(pilot.app)
        assert "A year at the school" in seen
        assert "Refused for website." in seen
        await press(pilot, "l")
        await fill(pilot, until="2027-05-31")
        await press(pilot, "ctrl+s", "5")
        assert "website: for everyone, worldwide, from 21 November 2026 until 31 May 2027." in text_of(
            pilot.app
        )
        await press(pilot, "2", "i", "down", "enter")
        assert f"{person}  age: adult" in text_of(pilot.app)
    (story,) = list_stories(officer)
    assert story.contributors == (person,)
    assert [plan.until.isoformat() for plan in show_story(officer, story.id)[1]] == ["2027-05-31"]


@pytest.mark.slow
async def test_only_who_is_not_in_the_story_is_offered_and_found_by_the_code(app_as, open_as):
    officer = open_as("officer-1")
    story, inside = begin_story(officer, ADULT)
    outside = add_contributor(officer, ADULT).code
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story)
        await press(pilot, "i")
        assert outside in text_of(pilot.app)
        assert f"{inside}  km" not in text_of(pilot.app)
        await write(pilot, "nobody")
        assert "Nothing here begins so." in text_of(pilot.app)
        pilot.app.screen.query_one(Input).value = outside[:4]
        await press(pilot, "enter")
        await settle(pilot)
        await press(pilot, "i")
        assert "Nobody is left to put in. F4 records a contributor." in seen(pilot)
    assert set(list_stories(officer)[0].contributors) == {inside, outside}


async def test_putting_in_is_taken_back_by_ctrl_z(app_as, open_as):
    officer = open_as("officer-1")
    story = add_story(officer, "Hers").id
    add_contributor(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story, "people")
        await press(pilot, "i", "enter", "ctrl+z")
        assert "Nobody is in this story yet." in text_of(pilot.app)
    assert list_stories(officer)[0].contributors == ()


@pytest.mark.slow
async def test_taking_out_is_taken_back_too(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story, "people")
        await press(pilot, "x", "enter")
        assert list_stories(officer)[0].contributors == ()
        await press(pilot, "ctrl+z")
    assert list_stories(officer)[0].contributors == (person,)


async def test_the_statement_changes_and_is_taken_back(app_as, open_as):
    officer = open_as("officer-1")
    story = add_story(officer, "Hers").id
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story, "words")
        await press(pilot, "s")
        assert "The story prints that no one pictured is a victim." in text_of(pilot.app)
        await press(pilot, "ctrl+z")
        assert "does not print that no one pictured is a victim." in text_of(pilot.app)


@pytest.mark.slow
async def test_enter_on_a_reason_opens_its_cure_and_the_answer_is_new_when_one_comes_back(app_as, open_as):
    story = add_story(open_as("officer-1"), "Hers").id
    async with app_as("officer-1", size=LARGE) as pilot:
        await open_story(pilot, story)
        assert "It is not recorded where on website the story goes" in text_of(pilot.app)
        lines = pilot.app.screen.query_one("#page-lines")
        lines.highlighted = next(n for n, line in enumerate(lines.lines) if "not recorded where" in line.more)
        await press(pilot, "enter")
        assert "Last day" in text_of(pilot.app)
        await fill(pilot, until="2027-05-31")
        await press(pilot, "ctrl+s")
        assert "It is not recorded where on website" not in text_of(pilot.app)


@pytest.mark.slow
async def test_a_draft_is_kept_and_a_missing_file_is_told(app_as, open_as, tmp_path):
    officer = open_as("officer-1")
    story = add_story(officer, "Hers").id
    words = tmp_path / "draft.txt"
    words.write_text("She has learned eleven patterns.")
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story, "words")
        await press(pilot, "d")
        await fill(pilot, file=str(tmp_path / "other.txt"))
        await press(pilot, "ctrl+s")
        assert "The file other.txt cannot be read." in text_of(pilot.app)
        await fill(pilot, file=str(words))
        await press(pilot, "ctrl+s")
        assert "The words are kept" in text_of(pilot.app)


@pytest.mark.slow
async def test_what_a_contributor_says_is_recorded(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story, "people")
        assert "Has not seen the story as it stands now." in text_of(pilot.app)
        await press(pilot, "a", "ctrl+s")
        assert "Saw it on 21 November 2026 and said yes." in text_of(pilot.app)


async def test_publishing_asks_first_and_a_refusal_is_told_in_words(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story)
        await press(pilot, "p")
        await fill(pilot, where="https://example.org/1")
        await press(pilot, "ctrl+s")
        assert f"Record that story {story} is published on website?" in text_of(pilot.app)
        await press(pilot, "n")
        assert "Where exactly" in text_of(pilot.app)
        await press(pilot, "ctrl+s", "y")
        assert f"Story {story} is not cleared for website." in " ".join(text_of(pilot.app).split())


@pytest.mark.slow
async def test_another_channel_is_checked_by_key(app_as, open_as):
    officer = open_as("officer-1")
    story = add_story(officer, "Hers").id
    async with app_as("officer-1", size=LARGE) as pilot:
        await open_story(pilot, story)
        await press(pilot, "h", "down", "enter")
        assert "Refused for social media." in text_of(pilot.app)


async def test_keys_of_other_roles_are_neither_shown_nor_answered(app_as, open_as):
    story = add_story(open_as("officer-1"), "Hers").id
    async with app_as("auditor-1") as pilot:
        await open_story(pilot, story)
        await press(pilot, "l", "c", "p", "i")
        seen = text_of(pilot.app)
        assert f"Story {story}" in seen
        assert "Certify" not in seen


@pytest.mark.slow
async def test_the_events_are_for_who_audits(app_as, open_as):
    story, person = begin_story(open_as("officer-1"), ADULT)
    consent = say_yes(open_as("officer-1"), story, person)
    async with app_as("auditor-1", size=LARGE) as pilot:
        await open_story(pilot, story)
        await press(pilot, "7")
        seen = text_of(pilot.app)
        assert "story begun" in seen
        assert consent in seen
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story)
        await press(pilot, "7")
        assert "The events are read by managers, safeguarding, keepers and auditors." in text_of(pilot.app)


@pytest.mark.slow
async def test_a_story_that_is_not_there_is_told(app_as):
    async with app_as("officer-1") as pilot:
        await open_story(pilot, "S-0000-0000")
        assert "There is no story S-0000-0000 in this workspace." in text_of(pilot.app)


@pytest.mark.slow
@in_every_size
async def test_every_section_is_reached_by_its_number_at_every_size(app_as, open_as, size):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    say_yes(officer, story, person)
    plan_story(
        officer,
        story,
        Channel.PRINT,
        audience="donors",
        place="TH",
        from_on=officer.today,
        until=officer.today,
    )
    publish(open_as("manager-1"), story)
    expected = {
        "1": "Refused for print.", "2": person, "3": "No pictures yet.", "4": "No words yet.",
        "5": "print: for donors, TH,", "6": "https://example.org/1", "7": "read by managers",
    }  # fmt: skip
    async with app_as("officer-1", size=size) as pilot:
        await open_story(pilot, story)
        for number, words in expected.items():
            await press(pilot, number)
            assert words in " ".join(text_of(pilot.app).split())


@pytest.mark.slow
async def test_one_of_several_publications_is_taken_down_by_key(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    for channel in (Channel.WEBSITE, Channel.PRINT):
        publish(open_as("manager-1"), story, channel)
    async with app_as("officer-1", size=LARGE) as pilot:
        await open_story(pilot, story, "publications")
        await press(pilot, "t")
        assert "Take which one down?" in text_of(pilot.app)
        await press(pilot, "enter", "y")
        seen = text_of(pilot.app)
        assert seen.count("Must come down since") == 1
        assert seen.count("Enter: take it down.") == 1


async def test_a_publication_recorded_twice_is_void_by_key_and_stays_to_be_read(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    one, _other = (publish(open_as("officer-1"), story) for _time in range(2))
    async with app_as("manager-1", size=LARGE) as pilot:
        await open_story(pilot, story, "publications")
        await press(pilot, "z")
        pilot.app.screen.query_one("#field-mistake", Select).value = one
        await press(pilot, "ctrl+s")
        assert "It asks nobody any" in seen(pilot)
        await press(pilot, "y")
        await settle(pilot)
        told = " ".join(seen(pilot).split())
        assert f"Recorded twice, the same as {one}, as manager-1 found." in told
        assert told.count("Enter: take it down.") == 1


async def test_who_only_reads_takes_nothing_down(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    publish(open_as("manager-1"), story)
    async with app_as("auditor-1", size=LARGE) as pilot:
        await open_story(pilot, story, "publications")
        await press(pilot, "t", "enter")
        told = seen(pilot)
        assert "Your role only reads." in told
        assert "Must come down" not in told


async def test_locking_while_a_story_is_checked_is_no_harm(app_as, open_as):
    story = add_story(open_as("officer-1"), "Hers").id
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story)
        pilot.app.screen.refresh_rows()
        pilot.app.action_lock()
        await settle(pilot)
        assert "Passphrase" in text_of(pilot.app)


async def test_a_lock_over_a_story_uncovers_nothing_on_its_way(app_as, open_as, passphrase):
    begin_story(open_as("officer-1"), ADULT, title="Hers")
    async with app_as("officer-1") as pilot:
        await press(pilot, "f3", "enter", "ctrl+l")
        assert "Who are you?" in text_of(pilot.app)
        assert "Hers" not in text_of(pilot.app)
        await unlock(pilot, passphrase)
        assert "Home" in text_of(pilot.app)


@pytest.mark.slow
async def test_a_story_gets_another_title(app_as, open_as):
    story = add_story(open_as("officer-1"), "A year").id
    async with app_as("officer-1") as pilot:
        await open_story(pilot, story)
        await press(pilot, "r")
        await fill(pilot, title="Two years")
        await press(pilot, "ctrl+s")
        assert "Two years" in seen(pilot)
    assert show_story(open_as("officer-1"), story)[0].title == "Two years"


@pytest.mark.slow
async def test_whom_another_revision_asks_again_is_said_before_it_is_made(app_as, open_as, tmp_path):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    approve_draft(officer, story, person, decision=Decision.YES)
    (tmp_path / "words.txt").write_text("She has learned twelve patterns.")
    async with app_as("officer-1", size=LARGE) as pilot:
        await open_story(pilot, story)
        await press(pilot, "s")
        assert f"Change story {story}?" in seen(pilot)
        assert person in seen(pilot)
        await press(pilot, "n")
        assert not show_story(officer, story)[0].states_nobody_is_victim
        await press(pilot, "d")
        await fill(pilot, file=str(tmp_path / "words.txt"))
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert f"Change story {story}?" in seen(pilot)
        await press(pilot, "y")
        await settle(pilot)
        assert show_story(officer, story)[0].draft
        # Who was asked again has not answered yet: the next change asks nobody.
        await press(pilot, "s")
        await settle(pilot)
    assert show_story(officer, story)[0].states_nobody_is_victim


async def test_a_code_that_cannot_be_read_is_told_before_what_is_asked_of_it(app_as, open_as):
    manager = open_as("manager-1")
    async with app_as("manager-1") as pilot:
        form = certify_form(manager, "S-2M4N-88TY", (Channel.WEBSITE,))
        pilot.app.push_screen(FormScreen(form))
        await press(pilot, "f10")
        await fill(pilot, others="certificate.pdf", file="certificate.pdf")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen)
        assert pilot.app.screen.query_one("#complaint-others").has_class("shown")
