"""Where stories went, and the work of taking them down."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from story_cases import Case

from consentkit.domain.consents import Appearance, Audience, Decision, Medium, Naming
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.gate.reopenings import Agreement, told_of
from consentkit.domain.values import Channel
from consentkit.pages.publications.exports import export_to
from consentkit.store.office.agendas import ended_consents_in_use, ending_consents
from consentkit.usecases.consents.consents import foresee_consent, list_consents, record_consent
from consentkit.usecases.consents.lists import look_at_consent
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.people.asking import note_asked
from consentkit.usecases.publications.publications import (
    confirm_takedown,
    list_publications,
    list_takedowns,
    open_takedown,
    publish_story,
)
from consentkit.wording.reopenings import told_lines

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


def _of(takedowns):
    return {one.publication for one in takedowns}


LATER = {
    "other channels alone": ({"channels": {Channel.PRESS}}, set()),
    "the same again": ({"channels": set(CHANNELS)}, set()),
    "for a shorter time than it is out": ({"channels": {Channel.PRINT}, "days": 10}, {Channel.PRINT}),
    "for a shorter time, and longer than it is out": ({"channels": {Channel.PRINT}, "days": 200}, set()),
    "not seen any more, on one": (
        {"channels": {Channel.PRINT}, "appearance": Appearance.NONE, "media": {Medium.PHOTO}},
        set(),
    ),
    "in one country": ({"channels": {Channel.PRINT}, "places": {"TH"}, "naming": Naming.NONE}, set()),
    "not named any more, in one country": (
        {"channels": {Channel.PRINT}, "places": {"TH"}, "days": 10},
        {Channel.PRINT},
    ),
    "for donors alone": ({"channels": {Channel.PRINT}, "audiences": {Audience.STAFF}}, set()),
    "a no": (None, set(CHANNELS)),
}


@pytest.mark.parametrize("name", LATER)
def test_what_a_later_answer_takes_away_of_what_is_live_is_taken_down_in_the_same_act(
    published, events, name
):
    words, made = published
    changed, lost = LATER[name]
    if changed is None:
        words.consent(decision=Decision.NO, scope=None)
    else:
        until = words.officer.today + timedelta(days=changed.pop("days", 300))
        words.consent(scope=words.scope(until=until, **changed))
    assert _of(list_takedowns(words.officer)) == {made[channel].id for channel in lost}
    assert len(events("takedown-opened")) == len(lost)


def test_what_an_answer_does_is_told_before_and_takes_a_yes(published, nothing_kept):
    words, made = published
    told = replace(words.officer, agreement=Agreement())
    new = words.new_consent(
        scope=words.scope(
            channels={Channel.PRINT, Channel.PRESS}, until=words.officer.today + timedelta(days=9)
        )
    )
    foreseen = foresee_consent(told, new)
    with nothing_kept(Refused, "uses-change"):
        record_consent(told, new)
    with pytest.raises(Refused) as refused:
        record_consent(told, new)
    assert told_of(refused.value) == foreseen
    assert foreseen.publications == (made[Channel.PRINT].id,)
    lines = list(told_lines(foreseen))
    assert [line.partition(":")[0] for line in lines] == [
        "narrows", "leaves as it is", "These publications have to come down",
    ]  # fmt: skip
    with told.agreement.given(foreseen):
        record_consent(told, new)
    assert _of(list_takedowns(words.officer)) == set(foreseen.publications)
    no = words.new_consent(decision=Decision.NO, scope=None)
    record_consent(told, no)
    assert _of(list_takedowns(words.officer)) == {one.id for one in made.values()}, "a no is never held up"


def test_a_first_answer_and_one_told_before_something_changed_are_asked_as_they_are(words):
    told = replace(words.officer, agreement=Agreement())
    withdraw_consent(words.officer, _consent(words))
    record_consent(told, words.new_consent())
    new = words.new_consent(scope=words.scope(channels={Channel.PRESS}))
    foreseen = foresee_consent(told, new)
    words.consent(scope=words.scope(channels={Channel.EXHIBITION}))
    with told.agreement.given(foreseen), pytest.raises(Refused, match="uses-change"):
        record_consent(told, new)


def test_one_of_two_answers_is_taken_back_and_what_is_left_is_told(published, clock):
    words, made = published
    first = list_consents(words.officer, story=words.story)[-1]
    clock.advance(days=1)
    later = words.consent(scope=words.scope(channels={Channel.PRESS, Channel.PRINT}))
    listed = look_at_consent(words.officer, first.id)
    assert (listed.narrowed_by, Channel.PRINT in listed.channels) == (later, False)
    clock.advance(days=1)
    done = withdraw_consent(words.officer, later)
    assert [(t.consent, set(t.ended), set(t.left)) for t in done.taken] == [
        (later, {Channel.PRESS, Channel.PRINT}, set())
    ]
    assert _of(done.takedowns) == {made[Channel.PRINT].id}
    assert words.codes() == [], "the website stands by the first answer"
    print_codes = {reason.code.value for reason in words.clear(Channel.PRINT).reasons}
    assert print_codes == {"consent-withdrawn"}


def test_taking_the_first_answer_back_takes_the_same_uses_from_a_later_one(words, clock):
    words.consent(decision=Decision.NO, scope=None)
    note_asked(words.officer, words.person)
    first = words.consent(scope=words.scope(channels={Channel.WEBSITE, Channel.PRINT}))
    clock.advance(days=1)
    later = words.consent(scope=words.scope(channels={Channel.PRESS, Channel.PRINT}))
    clock.advance(days=1)
    done = withdraw_consent(words.officer, first)
    assert [(t.consent, set(t.left)) for t in done.taken] == [(first, set()), (later, {Channel.PRESS})]
    assert look_at_consent(words.officer, later).channels == {Channel.PRESS}


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


def test_home_tells_of_each_answer_that_binds_and_ends_while_it_is_in_use(published, clock):
    words, _ = published
    today = words.officer.today
    words.consent(decision=Decision.NO, scope=None)
    note_asked(words.officer, words.person)
    first = words.consent(scope=words.scope(channels={Channel.WEBSITE}, until=today + timedelta(days=5)))
    passed = words.consent(scope=words.scope(channels={Channel.PRESS}, until=today + timedelta(days=5)))
    words.consent(scope=words.scope(channels={Channel.PRESS}))
    soon = today + timedelta(days=30)
    ending = [row["id"] for row in ending_consents(words.officer.reading, today, soon, 9)]
    assert ending == [first]
    assert look_at_consent(words.officer, passed).replaced_by
    ended = [row["id"] for row in ended_consents_in_use(words.officer.reading, today + timedelta(days=6), 9)]
    assert ended == [first]
