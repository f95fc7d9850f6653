"""Consent, withdrawal and renewal, on the days that they hold."""

from datetime import date, timedelta

import pytest

from consentkit.domain.consents import AssentMethod, Decision, Medium, Method
from consentkit.domain.errors import Conflict, InvalidInput, NotFound
from consentkit.domain.values import Channel
from consentkit.usecases.consents.consents import (
    agree_to_shown_face,
    list_consents,
    record_assent,
    withdraw_consent,
    withdrawals_of,
)
from consentkit.usecases.consents.lists import ConsentStanding, look_at_consent

TOMORROW = date(2026, 11, 22)


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.mark.parametrize(
    ("error", "code", "changes"),
    [
        (NotFound, "record-unknown", {"contributor": "C-0000-0000"}),
        (NotFound, "record-unknown", {"story": "S-0000-0000"}),
        (NotFound, "record-unknown", {"guardian": "G-0000-0000"}),
        (InvalidInput, "scope-goes-with-yes", {"scope": None}),
        (InvalidInput, "scope-goes-with-yes", {"decision": Decision.NO}),
        (InvalidInput, "day-not-come", {"given_on": TOMORROW}),
        (InvalidInput, "asked-after-given", {"asked_on": TOMORROW}),
        (InvalidInput, "language-malformed", {"language": "the language of Sokha"}),
        (InvalidInput, "witness-not-handle", {"witness": "Sokha"}),
    ],
)
def test_a_consent_that_cannot_be_is_not_kept(words, nothing_kept, error, code, changes):
    letter = words.tmp_path / "letter.txt"
    letter.write_text("signed")
    with nothing_kept(error, code):
        words.consent(**changes)


def test_a_consent_ends_on_the_day_it_was_given_or_later(words, nothing_kept):
    today = words.officer.today
    words.consent(scope=words.scope(until=today))
    ended = words.scope(until=today - timedelta(days=1))
    with nothing_kept(InvalidInput, "ends-before-it-begins"):
        words.consent(scope=ended)


def test_a_spoken_yes_has_a_witness(words):
    words.consent(method=Method.SPOKEN, release=None)
    assert words.codes() == ["witness-missing"]
    words.consent(method=Method.SPOKEN, release=None, witness="officer-2")
    assert words.codes() == []


def test_a_withdrawal_on_a_day_to_come_or_of_nothing_is_not_kept(words, nothing_kept):
    (consent,) = list_consents(words.officer, story=words.story)
    with nothing_kept(InvalidInput, "day-not-come"):
        withdraw_consent(words.officer, consent.id, withdrawn_on=TOMORROW)
    with nothing_kept(NotFound, "record-unknown"):
        withdraw_consent(words.officer, "K-0000-0000")


def test_a_withdrawal_for_one_channel_leaves_the_others(words):
    (consent,) = list_consents(words.officer)
    words.plan(channel=Channel.SOCIAL)
    withdraw_consent(words.open_as("volunteer-1"), consent.id, channels=frozenset({Channel.SOCIAL}))
    assert words.codes() == []
    social = {r.code.value for r in words.clear(Channel.SOCIAL).reasons}
    assert social == {"consent-withdrawn"}
    assert [w.channels for w in withdrawals_of(words.officer, consent.id)] == [{Channel.SOCIAL}]


def test_after_the_last_day_a_renewal_clears_again(words, clock):
    last = words.clear().until
    clock.advance(days=(last - words.officer.today).days)
    assert words.codes() == []
    words.plan(days=400)
    clock.advance(days=201)
    assert {"consent-ended"} <= set(words.codes())
    words.consent(scope=words.scope(until=words.officer.today + timedelta(days=364)))
    words.plan(days=100)
    words.approve()
    assert words.codes() == []
    assert len(list_consents(words.officer, story=words.story)) == 2


def test_a_new_yes_after_a_withdrawal_clears_again(words, clock):
    (consent,) = list_consents(words.officer)
    withdraw_consent(words.officer, consent.id)
    assert words.codes() == ["consent-withdrawn"]
    clock.advance(days=3)
    words.consent()
    assert words.codes() == []


def test_what_is_used_beyond_the_yes_is_refused(words):
    words.consent(scope=words.scope(media=frozenset({Medium.PHOTO})))
    assert words.codes() == ["medium-outside-scope"]


def test_consents_that_end_soon_come_first(words):
    today = words.officer.today
    soon = words.consent(scope=words.scope(until=today + timedelta(days=10)))
    later = words.consent(scope=words.scope(until=today + timedelta(days=20)))
    ending = list_consents(words.officer, ending_by=today + timedelta(days=20))
    assert [c.id for c in ending] == [soon, later]
    assert [c.id for c in list_consents(words.officer, ending_by=today + timedelta(days=19))] == [soon]
    assert list_consents(words.officer, story="S-0000-0000") == ()


def test_a_shown_face_is_agreed_to_only_where_it_was_offered(words, nothing_kept):
    lead = words.open_as("safeguarding-1")
    (consent,) = list_consents(words.officer)
    with nothing_kept(Conflict, "face-not-offered"):
        agree_to_shown_face(lead, consent.id)
    with nothing_kept(NotFound, "record-unknown"):
        agree_to_shown_face(lead, "K-0000-0000")


def test_an_assent_is_someones_for_a_story_and_not_of_tomorrow(words, nothing_kept):
    how = {"decision": Decision.YES, "method": AssentMethod.BEHAVIOUR}
    with nothing_kept(NotFound, "record-unknown"):
        record_assent(words.officer, "C-0000-0000", words.story, **how)
    with nothing_kept(NotFound, "record-unknown"):
        record_assent(words.officer, words.person, "S-0000-0000", **how)
    with nothing_kept(InvalidInput, "day-not-come"):
        record_assent(words.officer, words.person, words.story, given_on=TOMORROW, **how)


def test_a_consent_is_listed_as_the_gate_sees_it_also_when_a_no_to_the_old_letter_came_later(
    words, words_base, clock
):
    again = words.consent()
    assert look_at_consent(words.officer, again).standing is ConsentStanding.HOLDS
    clock.advance(days=1)
    withdraw_consent(words.officer, words_base.consent)
    assert "consent-withdrawn" in words.codes()
    assert look_at_consent(words.officer, again).standing is ConsentStanding.WITHDRAWN
