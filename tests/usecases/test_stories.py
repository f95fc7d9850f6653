"""Stories, plans and the contributors' own look."""

from datetime import date

import pytest

from consentkit.domain.consents import WORLDWIDE, Audience, Decision
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.values import Channel
from consentkit.pages.files import read_file
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.stories.stories import (
    add_story,
    approve_draft,
    list_stories,
    plan_story,
    put_contributor,
    show_story,
    state_nobody_is_victim,
    take_out_contributor,
)
from consentkit.usecases.words.drafts import MAX_DRAFT_BYTES, put_draft

TODAY = date(2026, 11, 21)
TOMORROW = date(2026, 11, 22)
NO_STORY, NOBODY = "S-0000-0000", "C-0000-0000"


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def test_a_title_without_letters_begins_nothing(words, nothing_kept):
    with nothing_kept(InvalidInput, "title-missing"):
        add_story(words.officer, "  ")


def test_what_is_unknown_is_not_changed(words, nothing_kept):
    officer, plan = words.officer, {"audience": Audience.PUBLIC, "place": "TH", "from_on": TODAY}
    attempts = [
        lambda: put_contributor(officer, NO_STORY, words.person),
        lambda: put_contributor(officer, words.story, NOBODY),
        lambda: take_out_contributor(officer, NO_STORY, words.person),
        lambda: put_draft(officer, NO_STORY, b"Words."),
        lambda: state_nobody_is_victim(officer, NO_STORY, is_stated=True),
        lambda: plan_story(officer, NO_STORY, Channel.PRINT, until=TODAY, **plan),
        lambda: approve_draft(officer, NO_STORY, words.person, decision=Decision.YES),
        lambda: show_story(officer, NO_STORY),
    ]
    for attempt in attempts:
        with nothing_kept(NotFound, "record-unknown"):
            attempt()


def test_a_contributor_is_in_a_story_once_or_not_at_all(words, nothing_kept):
    other = add_contributor(words.officer, NewContributor(language="km")).code
    with nothing_kept(Conflict, "contributor-in-story"):
        put_contributor(words.officer, words.story, words.person)
    with nothing_kept(Conflict, "contributor-not-in-story"):
        take_out_contributor(words.officer, words.story, other)
    with nothing_kept(Conflict, "contributor-not-in-story"):
        approve_draft(words.officer, words.story, other, decision=Decision.YES)


def test_what_was_said_of_another_revision_than_the_story_has_by_now_is_not_kept(words, nothing_kept):
    seen = show_story(words.officer, words.story)[0].revision
    words.draft("Other words.")
    with nothing_kept(Conflict, "record-changed"):
        approve_draft(words.officer, words.story, words.person, decision=Decision.YES, revision=seen)
    approve_draft(words.officer, words.story, words.person, decision=Decision.YES, revision=seen + 1)


def test_whoever_is_put_in_is_asked_and_whoever_is_taken_out_is_not(words):
    other = add_contributor(words.officer, NewContributor(language="km")).code
    put_contributor(words.officer, words.story, other)
    assert {"consent-missing", "draft-not-approved"} <= set(words.codes())
    take_out_contributor(words.officer, words.story, other)
    assert "consent-missing" not in words.codes()


def test_a_new_draft_makes_every_look_stale(words):
    words.draft("Other words.")
    assert {"draft-not-approved", "question-open"} == set(words.codes())
    words.approve()
    words.answer_all()
    assert words.codes() == []
    approve_draft(words.officer, words.story, words.person, decision=Decision.NO)
    assert "draft-not-approved" in words.codes()


@pytest.mark.parametrize("name", ["absent.txt", "."])
def test_a_draft_that_is_no_file_is_told(words, nothing_kept, name):
    with nothing_kept(InvalidInput, "file-not-found"):
        put_draft(words.officer, words.story, read_file(words.tmp_path / name, MAX_DRAFT_BYTES))


def test_a_look_of_tomorrow_is_not_recorded(words, nothing_kept):
    with nothing_kept(InvalidInput, "day-not-come"):
        approve_draft(words.officer, words.story, words.person, decision=Decision.YES, given_on=TOMORROW)


@pytest.mark.parametrize(
    ("code", "place", "until"),
    [
        ("ends-before-it-begins", WORLDWIDE, date(2026, 11, 20)),
        ("place-malformed", "Battambang", TODAY),
        ("place-malformed", "th", TODAY),
        ("place-malformed", "", TODAY),
    ],
)
def test_a_plan_that_cannot_be_is_not_kept(words, nothing_kept, code, place, until):
    with nothing_kept(InvalidInput, code):
        plan_story(
            words.officer, words.story, Channel.PRINT,
            audience=Audience.PUBLIC, place=place, from_on=TODAY, until=until,
        )  # fmt: skip


def test_a_plan_is_replaced_and_those_of_other_channels_stay(words):
    words.plan(days=5, channel=Channel.PRINT)
    words.plan(days=6, channel=Channel.PRINT)
    found, plans = show_story(words.officer, words.story)
    assert {(p.channel.value, (p.until - TODAY).days) for p in plans} == {("website", 100), ("print", 6)}
    assert list_stories(words.officer) == (found,)


def test_that_nobody_is_a_victim_is_checked(words):
    state_nobody_is_victim(words.officer, words.story, is_stated=True)
    assert "nobody-is-victim-untrue" in words.codes()
    state_nobody_is_victim(words.officer, words.story, is_stated=False)
    assert "nobody-is-victim-untrue" not in words.codes()


def test_a_volunteer_reads_no_story(words):
    with pytest.raises(Refused, match="role-may-not-read"):
        list_stories(words.open_as("volunteer-1"))
