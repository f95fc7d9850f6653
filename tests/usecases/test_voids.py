"""A publication that was recorded by mistake is void with a trace, and never hides a page that is out."""

import pytest

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.stories import StoryState
from consentkit.domain.values import Channel
from consentkit.pages.publications.exports import export_to
from consentkit.store.stories.stories import publications
from consentkit.usecases.consents.consents import list_consents
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.publications.publications import (
    confirm_takedown,
    list_publications,
    list_takedowns,
    open_takedown,
    publish_story,
)
from consentkit.usecases.publications.voids import void_double, void_unsent
from consentkit.usecases.stories.lists import find_stories

PAGE = "https://example.org/1"


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def twice(words, open_as):
    """The story, recorded twice at one address; the manager and both codes."""
    words.certify()
    one, other = (
        publish_story(words.officer, words.story, Channel.WEBSITE, where=w).id for w in (PAGE, f" {PAGE}/ ")
    )
    return words, open_as("manager-1"), one, other


def _standing(words):
    return [one.id for one in list_publications(words.officer) if one.ended_on is None]


def test_of_two_records_of_one_page_the_other_stands_and_the_trace_stays(twice, events):
    words, manager, one, other = twice
    void = void_double(manager, other, same_as=one)
    assert (void.is_void, void.voided_by, void.same_as, void.ended_on) == (
        True,
        "manager-1",
        one,
        manager.today,
    )
    assert _standing(words) == [one]
    (event,) = events("publication-voided")
    assert (event.subject, event.body) == (other, {"story": words.story, "same_as": one})
    (takedown,) = withdraw_consent(
        words.officer, list_consents(words.officer, story=words.story)[-1].id
    ).takedowns
    assert takedown.publication == one


def test_the_work_of_taking_the_double_down_goes_over_to_the_record_that_stands(twice):
    words, manager, one, other = twice
    waiting = open_takedown(words.officer, other)
    void_double(manager, other, same_as=one)
    (left,) = list_takedowns(words.officer)
    assert left.publication == one
    with pytest.raises(Conflict, match="publication-void"):
        confirm_takedown(words.officer, waiting.id)
    confirm_takedown(words.officer, left.id)
    assert _standing(words) == []
    for state in (StoryState.PUBLISHED, StoryState.TAKEDOWN):
        assert find_stories(words.officer, "", state).count == 0


def test_where_both_are_to_come_down_one_is_asked_about_once(twice):
    words, manager, one, other = twice
    withdraw_consent(words.officer, list_consents(words.officer, story=words.story)[-1].id)
    void_double(manager, other, same_as=one)
    assert [one_.publication for one_ in list_takedowns(words.officer)] == [one]
    asked = [need for need in needs_of(words.officer) if need.code is NeedCode.TAKEDOWN_OPEN]
    assert len(asked) == 1


@pytest.mark.parametrize("where", ["https://example.org/2", "the yearly report"])
def test_another_page_stands_for_none(twice, nothing_kept, where):
    words, manager, one, _other = twice
    elsewhere = publish_story(words.officer, words.story, Channel.WEBSITE, where=where).id
    with nothing_kept(InvalidInput, "publication-other"):
        void_double(manager, elsewhere, same_as=one)
    with nothing_kept(InvalidInput, "publication-other"):
        void_double(manager, one, same_as=one)


def test_no_record_that_stays_for_longer_stands_for_one_that_is_to_leave(twice, nothing_kept):
    words, manager, one, other = twice
    first = publications.get(words.officer.reading, one)
    with manager.change(EventName.TAKEDOWN_CONFIRMED) as change:
        longer = first.model_copy(update={"until": first.until.replace(year=2028)})
        publications.update(change.db, longer, expected=first)
        change.record(one)
    with nothing_kept(InvalidInput, "publication-ends-first"):
        void_double(manager, other, same_as=one)
    assert void_double(manager, one, same_as=other).is_void


def test_what_is_gone_or_void_stands_for_nothing(twice, nothing_kept):
    words, manager, one, other = twice
    confirm_takedown(words.officer, open_takedown(words.officer, one).id)
    with nothing_kept(Conflict, "publication-ended"):
        void_double(manager, other, same_as=one)
    void_unsent(manager, other, why="The site refused it.")
    for deed in (
        lambda: void_double(manager, other, same_as=one),
        lambda: void_unsent(manager, other, why="Again."),
        lambda: open_takedown(words.officer, other),
    ):
        with nothing_kept(Conflict, "publication-void"):
            deed()
    with nothing_kept(NotFound, "record-unknown"):
        void_double(manager, "P-0000-0000", same_as=one)


def test_that_it_never_went_out_takes_another_person_and_why(twice, open_as, nothing_kept):
    words, manager, one, _other = twice
    own = publish_story(manager, words.story, Channel.WEBSITE, where="the newsletter").id
    with nothing_kept(Refused, "second-person-needed"):
        void_unsent(manager, own, why="It was not printed.")
    with nothing_kept(InvalidInput, "void-why-missing"):
        void_unsent(manager, one, why=" ")
    for handle in ("officer-1", "safeguarding-1", "auditor-1"):
        with nothing_kept(Refused, "role-may-not"):
            void_unsent(open_as(handle), one, why="It was not printed.")
    assert void_unsent(manager, one, why=" It was not printed. ").void_why == "It was not printed."


def test_what_is_to_come_down_is_looked_for_and_not_said_away(twice, nothing_kept):
    words, manager, one, _other = twice
    open_takedown(words.officer, one)
    with nothing_kept(Conflict, "takedown-open-already"):
        void_unsent(manager, one, why="It was not printed.")


def test_what_was_given_away_is_asked_about_again_once_its_record_is_void(twice, tmp_path):
    """A file that is out is not forgotten: only a record of where it went ends the asking."""
    words, manager, one, other = twice
    export_to(words.officer, words.story, Channel.WEBSITE, tmp_path / "away")

    def asked():
        return [need for need in needs_of(words.officer) if need.code is NeedCode.EXPORT_UNRECORDED]

    void_double(manager, other, same_as=one)
    assert not asked()
    void_unsent(manager, one, why="The site refused it.")
    assert [need.story for need in asked()] == [words.story]
