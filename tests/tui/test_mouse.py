"""The same by mouse: what a click does."""

import re

import pytest
from driving import LARGE, settle, text_of
from preparing import ADULT, begin_story, say_yes
from publishing import publish
from rich.cells import cell_len
from seeing import seen

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.pictures.images import Box, Settlement
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.tui.screens.checks.checklist import ChecklistScreen
from consentkit.tui.screens.pictures.picture import PictureScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.pictures.faces import add_face, faces_of
from consentkit.usecases.pictures.images import add_images


async def click_on(pilot, words, *, times=1):
    """Click where the words stand on the screen."""
    lines = text_of(pilot.app).split("\n")
    places = [re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line) for line in lines]
    row = next(number for number, place in enumerate(places) if place)
    for _click in range(times):
        await pilot.click(offset=(places[row].start() + 1, row))
        await settle(pilot)


async def click_key(pilot, label):
    """Click a key in the lines at the bottom."""
    await pilot.click(KeyLines, offset=place_of(pilot, label))
    await settle(pilot)


def place_of(pilot, label):
    """Return the cell of the keys' lines in which the label of a key begins."""
    widget = pilot.app.screen.query_one(KeyLines)
    for row, line in enumerate(widget.lines(widget.size.width)):
        for number, key in enumerate(line):
            if key.label == label:
                before = sum(one.width for one in line[:number])
                return before + cell_len(key.parts[0]), row
    raise AssertionError(label)


async def test_a_key_under_the_mouse_is_shown_so_and_is_one_no_more_when_the_mouse_leaves(app_as):
    async with app_as("officer-1") as pilot:
        keys = pilot.app.screen.query_one(KeyLines)
        await pilot.hover(KeyLines, offset=place_of(pilot, "Stories"))
        await settle(pilot)
        assert keys.hovered.label == "Stories"
        assert keys.key_at(*place_of(pilot, "Stories")) == keys.hovered
        await pilot.hover("Lines")
        await settle(pilot)
        assert keys.hovered is None


async def test_a_click_beside_the_keys_presses_none(app_as):
    async with app_as("officer-1", size=LARGE) as pilot:
        before = text_of(pilot.app)
        await pilot.click(KeyLines, offset=(LARGE[0] - 1, 0))
        await settle(pilot)
        assert text_of(pilot.app) == before


async def test_a_line_of_home_is_opened_by_a_click(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    publish(open_as("manager-1"), story)
    withdraw_consent(officer, consent)
    async with app_as("officer-1") as pilot:
        await click_on(pilot, "must come down")
        assert "confirm that it is gone" in text_of(pilot.app)


async def test_a_story_is_chosen_by_one_click_and_opened_by_the_next(app_as, open_as):
    officer = open_as("officer-1")
    story, _person = begin_story(officer, ADULT, title="The first")
    begin_story(officer, ADULT, title="The second")
    async with app_as("officer-1") as pilot:
        await click_key(pilot, "Stories")
        await click_on(pilot, story)
        assert f"Story {story}" not in text_of(pilot.app)
        await click_on(pilot, story)
        assert f"Story {story}" in text_of(pilot.app)


@pytest.mark.slow
async def test_a_tab_and_a_key_of_a_story_are_clicked_and_a_question_is_answered_no(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    publish(open_as("manager-1"), story)
    withdraw_consent(officer, consent)
    async with app_as("officer-1") as pilot:
        await click_key(pilot, "Stories")
        await click_on(pilot, story, times=2)
        await click_on(pilot, "6 Published")
        await click_on(pilot, "Must come down since")
        assert "Did you look, and is it gone?" in text_of(pilot.app)
        await pilot.click("#no")
        await settle(pilot)
        assert "Must come down since" in text_of(pilot.app)


async def test_a_form_is_filled_in_and_saved_by_clicks(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await click_key(pilot, "Stories")
        await click_on(pilot, story, times=2)
        await click_on(pilot, "2 People")
        await click_key(pilot, "Said")
        await pilot.click("#field-decision")
        await settle(pilot)
        await click_on(pilot, "no")
        await pilot.click("#save")
        await settle(pilot)
        assert f"{person}  age: adult" in text_of(pilot.app)
        assert "and said no." in text_of(pilot.app)


async def test_an_answer_is_clicked(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(ChecklistScreen(story, Channel.WEBSITE))
        await settle(pilot)
        await click_key(pilot, "Yes")
        assert ": yes" in seen(pilot)
        assert "Question 1 of" not in text_of(pilot.app)


@pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning")
async def test_a_face_is_chosen_by_a_click_and_settled_by_another(app_as, open_as):
    officer = open_as("officer-1")
    story, _person = begin_story(officer, ADULT)
    (taken,) = add_images(officer, story, [incoming(assets_folder() / "demo" / "grace_hopper.jpg")])
    add_face(officer, taken.image.id, Box(left=10, top=10, right=60, bottom=90))
    second = add_face(officer, taken.image.id, Box(left=150, top=60, right=330, bottom=300)).id
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(PictureScreen(taken.image.id))
        await settle(pilot)
        await click_on(pilot, second)
        assert "180 × 240 px at 150,60" in text_of(pilot.app)
        await click_key(pilot, "Redact")
    assert [f.settlement for f in faces_of(officer, taken.image.id)] == [Settlement.OPEN, Settlement.REDACTED]
