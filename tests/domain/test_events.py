"""What an event may hold, and who may record it."""

from datetime import UTC, date, datetime

import pytest
from drawn_text import any_text
from hypothesis import given

from consentkit.domain.errors import Refused
from consentkit.domain.events import (
    MAY_RECORD,
    EventName,
    checked_body,
    checked_subject,
    may_record,
    require,
)
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel

FREE_TEXT = [
    "Somchai from Ban Nam",
    " ",
    "",
    "สมชาย",
    "Zoë",
    "a/b",
    "a\\b",
    "a@b",
    "a\nb",
    "a\n",
    "-a",
    ".hidden",
    "x" * 129,
    "a;b",
    "a=b",
]


@pytest.mark.parametrize("text", FREE_TEXT)
def test_free_text_is_refused_wherever_it_stands(text):
    for facts in ({"key": text}, {"key": [text]}, {"key": {"fine", text}}, {"fine": "fine", "key": (text,)}):
        with pytest.raises(ValueError, match="free text: key"):
            checked_body(facts)
    with pytest.raises(ValueError, match="free text: subject"):
        checked_subject(text)


def test_the_text_that_was_refused_is_not_in_the_message():
    with pytest.raises(ValueError, match="free text") as refused:
        checked_body({"key": "Somchai from Ban Nam"})
    assert "Somchai" not in str(refused.value)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("C-7K3Q-X9M2", "C-7K3Q-X9M2"),
        ("x" * 128, "x" * 128),
        (7, 7),
        (True, True),
        (False, False),
        (date(2026, 11, 21), "2026-11-21"),
        (datetime(2026, 11, 21, 9, tzinfo=UTC), "2026-11-21T09:00:00+00:00"),
        (Channel.DONOR_REPORT, "donor-report"),
        (frozenset({Channel.SOCIAL, Channel.PRINT}), ["print", "social"]),
        (("b", "a"), ["a", "b"]),
        ((), []),
    ],
)
def test_ids_dates_numbers_and_codes_are_kept(value, kept):
    assert checked_body({"key": value}) == {"key": kept}


def test_what_is_not_known_is_left_out():
    assert checked_body({"key": None, "other": 1}) == {"other": 1}


@given(text=any_text())
def test_whatever_passes_is_short_plain_ascii(text):
    try:
        body = checked_body({"key": text})
    except ValueError:
        return
    assert body == {"key": text}
    assert text.isascii()
    assert text.isprintable()
    assert " " not in text
    assert 1 <= len(text) <= 128


@pytest.mark.parametrize("name", EventName)
def test_an_actor_with_no_role_may_record_nothing(name):
    nobody = Actor(handle="nobody-1", roles=frozenset())
    assert not may_record(nobody, name)
    with pytest.raises(Refused) as refused:
        require(nobody, name)
    assert refused.value.facts == {"act": name.value, "roles": tuple(sorted(MAY_RECORD[name]))}


def test_one_of_several_roles_is_enough():
    both = Actor(handle="someone-1", roles=frozenset({Role.AUDITOR, Role.MANAGER}))
    require(both, EventName.CERTIFICATE_ISSUED)
    assert not may_record(both, EventName.FACE_AGREED)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        (EventName.IDENTITY_OPENED, {Role.KEEPER}),
        (EventName.GUARDIAN_CHECKED, {Role.SAFEGUARDING}),
        (EventName.FACE_AGREED, {Role.SAFEGUARDING}),
        (EventName.CERTIFICATE_ISSUED, {Role.MANAGER}),
        (EventName.ANSWER_SIGNED_OFF, {Role.MANAGER}),
        (EventName.ACTOR_ADDED, {Role.MANAGER}),
    ],
)
def test_what_one_role_alone_may_do(name, roles):
    assert MAY_RECORD[name] == roles


def test_who_may_not_is_told_the_act_and_who_may():
    with pytest.raises(Refused) as refused:
        require(Actor(handle="volunteer-1", roles=frozenset({Role.VOLUNTEER})), EventName.CERTIFICATE_ISSUED)
    assert refused.value.code == "role-may-not"
    assert refused.value.facts["act"] == EventName.CERTIFICATE_ISSUED.value
    assert set(refused.value.facts["roles"]) == {
        role.value for role in MAY_RECORD[EventName.CERTIFICATE_ISSUED]
    }
