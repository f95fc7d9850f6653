"""Every keyword of the code has its words (each screen is looked at in test_screens.py)."""

import pytest
from driving import press, settle
from pseudo_language import LOUD, raw_keywords
from publishing import publish
from quick_cases import quick_first

from consentkit.domain.codes import KINDS
from consentkit.domain.events import EventName
from consentkit.domain.values import Channel
from consentkit.tui.sections import load_screen
from consentkit.usecases.publications.publications import open_takedown
from consentkit.wording import fact_in_words, languages
from consentkit.wording.keywords import _WORDS, RECORD_KINDS
from consentkit.wording.office.acts import ACTS, act_in_words


@pytest.mark.parametrize("handle", quick_first(["officer-1", "manager-1", "auditor-1"], 1))
async def test_every_section_of_a_story_words_its_keywords(app_as, made, open_as, loud, handle):
    for channel in (Channel.DONOR_REPORT, Channel.PRINT):
        published = publish(open_as("manager-1"), made["story"], channel)
    open_takedown(open_as("manager-1"), published)
    async with app_as(handle, size=(160, 120)) as pilot:
        pilot.app.speak(LOUD)
        await settle(pilot)
        assert raw_keywords(pilot) == []
        pilot.app.push_screen(load_screen("stories.story:StoryScreen", made["story"]))
        await settle(pilot)
        for number in "1234567":
            await press(pilot, number)
            assert raw_keywords(pilot) == []


@pytest.mark.parametrize("name", sorted(_WORDS))
def test_every_keyword_of_a_fact_is_worded(loud, name):
    languages.use_language(LOUD)
    for keyword in _WORDS[name]:
        told = fact_in_words(name, (keyword,))
        assert told == told.upper()
        assert told == fact_in_words(name, keyword)


def test_every_act_of_the_log_has_its_words():
    assert set(ACTS) == set(EventName)


def test_an_act_that_this_version_does_not_know_keeps_its_code():
    assert act_in_words("moon-landed") == "moon-landed"


def test_every_kind_of_record_has_its_word():
    without_a_code = {"actor", "form", "draft_parts", "letterhead", "word_checks", "interpreters"}
    assert set(RECORD_KINDS) == set(KINDS.values()) | without_a_code


def test_what_is_no_keyword_stands_as_it_is():
    assert fact_in_words("channel", "carrier-pigeon") == "carrier-pigeon"
    assert fact_in_words("field", "website") == "website"
