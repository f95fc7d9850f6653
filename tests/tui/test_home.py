"""Home: what needs this actor today, by keys and by what is seen."""

import pytest
from driving import LARGE, in_every_size, press, settle, text_of
from preparing import ADULT, CHILD, begin_story, guardian_of, say_yes
from publishing import publish

from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.office.actors import remove_actor


async def test_an_empty_home_says_that_nothing_waits_and_what_one_can_do_first(app_as):
    async with app_as("officer-1") as pilot:
        seen = text_of(pilot.app)
        assert "Nothing waits for you today." in seen
        assert "n   Begin a new story" in seen
        await press(pilot, "enter")
        assert "Working title" in text_of(pilot.app)


async def test_a_consent_that_ends_soon_is_listed_and_opens(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person, days=12)
    far, other = begin_story(officer, ADULT)
    say_yes(officer, far, other, days=200)
    async with app_as("officer-1", size=LARGE) as pilot:
        seen = text_of(pilot.app)
        assert (
            f"Contributor {person}'s consent for story {story} ends on 3 December 2026. Days left: 12."
            in seen
        )
        assert other not in seen
        await press(pilot, "enter")
        assert consent in text_of(pilot.app)


@pytest.mark.parametrize("renewed_by", ["a longer consent", "a withdrawal"])
async def test_a_consent_that_no_longer_counts_is_not_listed(app_as, open_as, renewed_by):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person, days=12)
    if renewed_by == "a withdrawal":
        withdraw_consent(officer, consent)
    else:
        say_yes(officer, story, person, days=300)
    async with app_as("officer-1") as pilot:
        assert "Nothing waits for you today." in text_of(pilot.app)


async def test_an_open_takedown_comes_first_and_is_confirmed_by_keys(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    publish(open_as("manager-1"), story)
    withdraw_consent(officer, consent)
    async with app_as("officer-1", size=LARGE) as pilot:
        assert f"! Story {story} must come down from website" in text_of(pilot.app)
        await press(pilot, "enter")
        assert "Enter: confirm that it is gone." in text_of(pilot.app)
        await press(pilot, "enter", "y")
        assert "Gone since 21 November 2026." in text_of(pilot.app)
        await press(pilot, "f2")
        assert "must come down" not in text_of(pilot.app)


@pytest.mark.slow
async def test_what_stands_past_its_last_day_is_taken_down_from_home_by_keys(app_as, open_as, clock):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    publish(open_as("manager-1"), story)
    clock.advance(days=101)
    async with app_as("officer-1", size=LARGE) as pilot:
        assert f"! Story {story} was to leave website by 1 March 2027" in text_of(pilot.app)
        await press(pilot, "enter")
        assert "Was to leave by 1 March 2027, and still stands there. Enter: take it down." in text_of(
            pilot.app
        )
        await press(pilot, "enter", "n")
        assert "Enter: take it down." in text_of(pilot.app)
        await press(pilot, "enter", "y")
        assert "Must come down since 2 March 2027. Enter: confirm that it is gone." in text_of(pilot.app)
        await press(pilot, "enter", "y")
        assert "Gone since 2 March 2027." in text_of(pilot.app)


async def test_a_certificate_that_became_void_is_told_to_who_can_certify_anew(app_as, open_as):
    story, _person = begin_story(open_as("officer-1"), ADULT)
    publish(open_as("manager-1"), story)
    async with app_as("manager-1", size=LARGE) as pilot:
        seen = text_of(pilot.app)
        assert f"Story {story} is published on website, and its certificate is void." in seen


async def test_a_guardian_to_check_is_told_to_safeguarding_and_to_nobody_else(app_as, open_as):
    officer = open_as("officer-1")
    _story, child = begin_story(officer, CHILD)
    guardian_of(officer, child)
    async with app_as("safeguarding-1", size=LARGE) as pilot:
        assert f"guardian of contributor {child} is free of conflict" in text_of(pilot.app)
        await press(pilot, "enter")
        assert f"Contributor {child}" in text_of(pilot.app)
    async with app_as("officer-1") as pilot:
        assert child not in text_of(pilot.app)


async def test_home_looks_again_whenever_it_is_shown(app_as, open_as):
    officer = open_as("officer-1")
    async with app_as("officer-1", size=LARGE) as pilot:
        await press(pilot, "f3")
        story, person = begin_story(officer, ADULT)
        say_yes(officer, story, person, days=3)
        await press(pilot, "f2")
        assert "Days left: 3." in text_of(pilot.app)


async def test_a_volunteer_is_told_that_others_read_stories(app_as):
    async with app_as("volunteer-1") as pilot:
        seen = text_of(pilot.app)
        assert "You handle letters." in seen
        await press(pilot, "n")
        assert "Working title" not in text_of(pilot.app)


@in_every_size
async def test_home_keeps_every_word_at_every_size(app_as, open_as, size):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    say_yes(officer, story, person, days=12)
    async with app_as("officer-1", size=size) as pilot:
        words = " ".join(text_of(pilot.app).split())
        assert (
            f"Contributor {person}'s consent for story {story} ends on 3 December 2026. Days left: 12."
            in words
        )


async def test_locking_while_home_looks_is_no_harm(app_as):
    async with app_as("officer-1") as pilot:
        pilot.app.screen.refresh_rows()
        pilot.app.action_lock()
        await settle(pilot)
        assert "Passphrase" in text_of(pilot.app)


@pytest.mark.parametrize("meanwhile", ["newer_program", "removed"])
async def test_home_says_what_keeps_it_from_looking(app_as, open_as, request, meanwhile):
    async with app_as("officer-1") as pilot:
        if meanwhile == "removed":
            remove_actor(open_as("manager-1"), "officer-1")
        else:
            request.getfixturevalue(meanwhile)
        await press(pilot, "f3", "f2")
        await settle(pilot)
        assert pilot.app.is_unlocked is (meanwhile == "newer_program")
        said = {"removed": "disagree about officer-1", "newer_program": "this program knows only"}
        assert said[meanwhile] in text_of(pilot.app)
        assert "Nothing waits" not in text_of(pilot.app)
