"""Two people act at once on stories, consents, letters and people: nothing is lost, and the loser is told.

Each case is one act, overtaken by a rival's at the moment when it asks for the lock.
"""

import pytest

from consentkit.domain.values import Channel
from consentkit.usecases.consents.consents import withdraw_consent
from consentkit.usecases.publications.publications import (
    confirm_takedown,
    list_publications,
    list_takedowns,
    publish_story,
)


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def published(words, words_base, open_as):
    """The takedown of a story that was published and withdrawn."""
    words.certify()
    publish_story(open_as("manager-1"), words.story, Channel.WEBSITE, where="our site")
    (takedown,) = withdraw_consent(open_as("officer-1"), words_base.consent)
    return takedown.id


def test_six_confirm_one_takedown_and_one_has_done_it(published, races, events):
    outcomes = races.at_once([("officer-1", lambda w: confirm_takedown(w, published))] * 6)
    assert sorted(one.code for one in outcomes) == ["Conflict takedown-confirmed"] * 5 + ["done"]
    assert len(events("takedown-confirmed")) == 1


def _publish(story):
    return lambda w: publish_story(w, story, Channel.WEBSITE, where="our site")


def test_a_story_withdrawn_before_it_is_published_is_not_published(words, words_base, races, open_as):
    words.certify()
    first, second = races.overtaken(
        "manager-1",
        _publish(words.story),
        by="officer-1",
        rival=lambda w: withdraw_consent(w, words_base.consent),
    )
    assert (first.code, second.code) == ("Refused not-cleared", "done")
    assert list_publications(open_as("officer-1")) == ()


def test_a_story_published_before_it_is_withdrawn_is_taken_down(words, words_base, races, open_as):
    words.certify()
    first, second = races.overtaken(
        "officer-1",
        lambda w: withdraw_consent(w, words_base.consent),
        by="manager-1",
        rival=_publish(words.story),
    )
    assert (first.code, second.code) == ("done", "done")
    (takedown,) = list_takedowns(open_as("officer-1"))
    assert takedown.publication == second.value.id
