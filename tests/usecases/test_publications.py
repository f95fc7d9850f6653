"""Where stories went, and the work of taking them down."""

import shutil
from datetime import timedelta

import pytest
from story_cases import Case

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.values import Channel
from consentkit.pages.publications.exports import export_to
from consentkit.usecases.consents.consents import list_consents
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.publications.publications import (
    confirm_takedown,
    list_publications,
    list_takedowns,
    open_takedown,
    publish_story,
)

CHANNELS = (Channel.WEBSITE, Channel.SOCIAL, Channel.PRINT)


@pytest.fixture(scope="module")
def _published_base(words_base, tmp_path_factory, opened_once):
    """A workspace with the story on three channels, and channel to publication; made once."""
    below = tmp_path_factory.mktemp("published")
    folder = shutil.copytree(words_base.folder, below / "workspace")
    made = {}
    with opened_once(folder) as open_as:
        words = Case(open_as, below, words_base.person, words_base.story)
        for channel in CHANNELS:
            words.plan(channel=channel)
            words.certify(f"{channel}.pdf", channel)
            made[channel] = _publish(words, channel)
    return folder, made


@pytest.fixture
def workspace_folder(request, words_base, tmp_path):
    is_published = "published" in request.fixturenames
    base = request.getfixturevalue("_published_base")[0] if is_published else words_base.folder
    return shutil.copytree(base, tmp_path / "workspace")


@pytest.fixture
def published(words, _published_base):
    """The story on three channels; gives the case and channel to publication."""
    return words, dict(_published_base[1])


def _publish(words, channel=Channel.WEBSITE, where="https://example.org/1"):
    return publish_story(words.officer, words.story, channel, where=where)


def _consent(words):
    return list_consents(words.officer, story=words.story)[-1].id


def test_each_live_publication_is_taken_down_and_followed_until_it_is_gone(published, events):
    words, made = published
    opened = withdraw_consent(words.officer, _consent(words)).takedowns
    assert {t.publication for t in opened} == {p.id for p in made.values()}
    assert len(events("takedown-opened")) == len(CHANNELS)
    for number, takedown in enumerate(opened, start=1):
        confirm_takedown(words.officer, takedown.id)
        assert len(list_takedowns(words.officer)) == len(CHANNELS) - number
    assert len(list_takedowns(words.officer, only_open=False)) == len(CHANNELS)
    assert {p.ended_on for p in list_publications(words.officer)} == {words.officer.today}


def test_a_withdrawal_for_some_channels_takes_down_those(published):
    words, made = published
    some = frozenset({Channel.SOCIAL, Channel.PRINT})
    opened = withdraw_consent(words.officer, _consent(words), channels=some).takedowns
    assert {t.publication for t in opened} == {made[channel].id for channel in some}
    assert words.codes() == []


def test_a_second_withdrawal_opens_no_second_takedown(published):
    words, _ = published
    first = withdraw_consent(words.officer, _consent(words), channels=frozenset({Channel.SOCIAL})).takedowns
    second = withdraw_consent(words.officer, _consent(words)).takedowns
    assert (len(first), len(second)) == (1, 2)


def test_what_is_gone_is_not_taken_down_again(published):
    words, _ = published
    (social,) = withdraw_consent(
        words.officer, _consent(words), channels=frozenset({Channel.SOCIAL})
    ).takedowns
    confirm_takedown(words.officer, social.id)
    again = withdraw_consent(words.officer, _consent(words), channels=frozenset({Channel.SOCIAL})).takedowns
    assert again == ()


def test_a_publication_past_its_last_day_is_taken_down_until_someone_looked(published, clock):
    """A plan that ended is no proof that the page is gone."""
    words, _ = published
    clock.advance(days=120)
    assert len(withdraw_consent(words.officer, _consent(words)).takedowns) == len(CHANNELS)


def test_a_publication_past_its_last_day_is_taken_down_by_hand(published, clock, events):
    words, made = published
    clock.advance(days=120)
    opened = open_takedown(words.officer, made[Channel.SOCIAL].id)
    assert list_takedowns(words.officer) == (opened,)
    assert (opened.publication, opened.opened_on) == (made[Channel.SOCIAL].id, words.officer.today)
    (event,) = events("takedown-opened")
    assert event.body == {"publication": made[Channel.SOCIAL].id}


def test_a_publication_has_one_open_takedown_and_none_once_it_is_gone(published, nothing_kept):
    words, made = published
    opened = open_takedown(words.officer, made[Channel.PRINT].id)
    with nothing_kept(Conflict, "takedown-open-already"):
        open_takedown(words.officer, made[Channel.PRINT].id)
    confirm_takedown(words.officer, opened.id)
    with nothing_kept(Conflict, "publication-ended"):
        open_takedown(words.officer, made[Channel.PRINT].id)
    with nothing_kept(NotFound, "record-unknown"):
        open_takedown(words.officer, "P-0000-0000")


def test_words_leave_as_they_were_given_for_each_channel_that_has_its_certificate(words, tmp_path):
    words.certify()
    words.plan(channel=Channel.PRINT, days=30)
    with pytest.raises(Refused, match="certificate-missing"):
        export_to(words.officer, words.story, Channel.PRINT, tmp_path / "print")
    words.certify("print.pdf", Channel.PRINT)
    given = {
        channel: export_to(words.officer, words.story, channel, tmp_path / channel.value)
        for channel in (Channel.WEBSITE, Channel.PRINT)
    }
    assert [(one.until - words.officer.today).days for one in given.values()] == [100, 30]
    for channel in given:
        assert (tmp_path / channel.value / "words.txt").read_text() == "She has learned eleven patterns."
        assert f"for {channel.value}" in (tmp_path / channel.value / "README.txt").read_text()


def test_an_auditor_takes_nothing_down(published, open_as, nothing_kept):
    _, made = published
    with nothing_kept(Refused, "role-may-not"):
        open_takedown(open_as("auditor-1"), made[Channel.PRINT].id)


def test_a_withdrawal_leaves_alone_what_is_being_taken_down(published):
    words, made = published
    open_takedown(words.officer, made[Channel.PRINT].id)
    assert len(withdraw_consent(words.officer, _consent(words)).takedowns) == len(CHANNELS) - 1


def test_a_takedown_is_confirmed_once_and_on_a_day_that_has_come(published, nothing_kept):
    words, _ = published
    takedown, *_ = withdraw_consent(words.officer, _consent(words)).takedowns
    tomorrow = words.officer.today + timedelta(days=1)
    with nothing_kept(InvalidInput, "day-not-come"):
        confirm_takedown(words.officer, takedown.id, gone_on=tomorrow)
    with nothing_kept(NotFound, "record-unknown"):
        confirm_takedown(words.officer, "T-0000-0000")
    confirm_takedown(words.officer, takedown.id)
    with nothing_kept(Conflict, "takedown-confirmed"):
        confirm_takedown(words.officer, takedown.id)


def test_publishing_says_where_and_what_and_is_refused_without_a_certificate(words, nothing_kept):
    with nothing_kept(InvalidInput, "where-missing"):
        _publish(words, where=" ")
    with pytest.raises(Refused, match="certificate-missing"):
        _publish(words)
    with nothing_kept(NotFound, "record-unknown"):
        publish_story(words.officer, "S-0000-0000", Channel.WEBSITE, where="x")
    words.certify()
    with pytest.raises(Refused, match="not-cleared"):
        _publish(words, Channel.PRESS)
    assert list_publications(words.officer) == ()


def test_a_certificate_of_one_channel_serves_no_other(words):
    words.certify()
    words.plan(channel=Channel.PRINT)
    with pytest.raises(Refused, match="certificate-missing"):
        _publish(words, Channel.PRINT)
    assert list_publications(words.officer) == ()


def test_publications_are_listed_for_one_story_or_all(published):
    words, made = published
    assert list_publications(words.officer, words.story) == tuple(made.values())
    assert list_publications(words.officer, "S-0000-0000") == ()


def test_a_certificate_is_void_when_its_policies_change(words, open_as):
    """An own policy that comes later was never answered."""
    words.certify()
    own = words.officer.folders.policies / "own.toml"
    own.write_text("id = 1")
    clearance = words.clear()
    assert clearance.certificate.is_valid, "an open workspace keeps the policies it was opened with"
    words.officer = open_as("officer-1")
    assert words.clear().certificate.changed == ("policies",)
