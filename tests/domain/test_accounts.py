"""Which accounts are two people: neither of them made by the other, nor both by one hand."""

from datetime import UTC, datetime, timedelta

import pytest

from consentkit.domain.accounts import Account, Separation
from consentkit.domain.errors import Refused
from consentkit.domain.roles import Role

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def account(handle, made_by="founder-1", days_ago=100, **changes):
    made_at = NOW - timedelta(days=days_ago)
    fields = {
        "handle": handle, "roles": {Role.OFFICER}, "made_by": made_by, "made_at": made_at, "since": made_at,
        "own_since": made_at,
    }  # fmt: skip
    return Account.model_validate(fields | changes)


VOUCHED = {"vouched_by": "keeper-1", "vouched_at": NOW}
ACCOUNTS = (
    account("founder-1", "founder-1", 1),
    account("old-1"),
    account("old-2"),
    account("keeper-1", roles={Role.KEEPER}),
    account("just-old-1", "old-1", 30),
    account("young-1", "old-1", 29),
    account("young-2", "old-1", 29),
    account("young-of-young-1", "young-1", 2),
    account("young-of-other-1", "old-2", 2),
    account("vouched-1", "old-1", 2, **VOUCHED),
    account("young-of-vouched-1", "vouched-1", 1),
    account("recovered-1", "recovery", 2),
    account("young-of-recovered-1", "recovered-1", 1),
    account("removed-1", "old-1", 5, is_removed=True),
    account("young-of-removed-1", "removed-1", 1),
    account("raised-1", given_by="old-1", given_at=NOW - timedelta(days=3)),
    account("once-raised-1", given_by="old-1", given_at=NOW - timedelta(days=30)),
    account("raised-and-young-1", "old-2", 2, given_by="old-1", given_at=NOW),
    account(
        "vouched-and-raised-1",
        "old-1",
        9,
        vouched_by="keeper-1",
        vouched_at=NOW - timedelta(days=5),
        given_by="old-2",
        given_at=NOW - timedelta(days=3),
    ),
    account("given-1", days_ago=50, own_since=None),
    account("before-1", days_ago=50, own_since=None, is_from_before=True),
    account("machine-1", days_ago=50, own_since=None, is_unattended=True, roles={Role.AUDITOR}),
)
SEPARATION = Separation(ACCOUNTS, tied_days=30)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("old-1", "old-2", None),
        ("old-1", "old-1", "second-person-needed"),
        ("old-1", "just-old-1", None),
        ("old-1", "young-1", "second-person-tied"),
        ("young-1", "old-1", "second-person-tied"),
        ("young-1", "young-2", "second-person-tied"),
        ("old-1", "young-of-young-1", "second-person-tied"),
        ("young-2", "young-of-young-1", "second-person-tied"),
        ("old-2", "young-of-young-1", None),
        ("young-1", "young-of-other-1", None),
        ("old-1", "vouched-1", None),
        ("young-1", "vouched-1", None),
        ("vouched-1", "young-of-vouched-1", "second-person-tied"),
        ("old-1", "young-of-vouched-1", None),
        ("old-1", "recovered-1", "second-person-recovered"),
        ("recovered-1", "old-1", "second-person-recovered"),
        ("old-1", "young-of-recovered-1", "second-person-recovered"),
        ("old-1", "young-of-removed-1", "second-person-tied"),
        ("old-1", "raised-1", "second-person-tied"),
        ("old-2", "raised-1", None),
        ("old-1", "once-raised-1", None),
        ("old-1", "raised-and-young-1", "second-person-tied"),
        ("old-2", "raised-and-young-1", "second-person-tied"),
        ("old-1", "vouched-and-raised-1", None),
        ("old-2", "vouched-and-raised-1", "second-person-tied"),
        ("old-1", "given-1", "second-person-unknown"),
        ("old-1", "before-1", None),
        ("old-1", "nobody-1", "second-person-unknown"),
        ("founder-1", "old-1", None),
    ],
)
def test_two_people_are_two_accounts_that_one_hand_did_not_make(first, second, code):
    tie = SEPARATION.tie(first, second, NOW)
    assert (tie.code if tie else None) == code
    assert SEPARATION.are_two(second, first, NOW) is (code is None)


def test_who_gave_each_other_roles_are_one_hand():
    made = (account("b-1", "c-1", 1), account("c-1", "b-1", 1), account("a-1", "b-1", 1))
    ring = Separation(made)
    assert not ring.are_two("b-1", "c-1", NOW)
    assert not ring.are_two("a-1", "c-1", NOW)


def test_a_role_that_was_given_later_says_nothing_of_what_was_done_before():
    before = NOW - timedelta(days=4)
    assert SEPARATION.are_two("old-1", "raised-1", before)


def test_who_never_set_a_passphrase_is_no_second_person_in_a_new_act():
    with pytest.raises(Refused, match="passphrase-from-before"):
        SEPARATION.require_second("before-1", ["old-1"], NOW)


@pytest.mark.parametrize(
    ("keeper", "handle", "is_refused"),
    [
        ("keeper-1", "young-1", False),
        ("keeper-1", "keeper-1", True),
        ("old-1", "young-1", True),
        ("young-2", "young-1", True),
        ("old-1", "young-of-young-1", True),
        ("recovered-1", "young-1", False),
        ("recovered-1", "young-of-recovered-1", True),
        ("before-1", "young-1", True),
    ],
)
def test_a_keeper_vouches_for_what_one_hand_did_not_make(keeper, handle, is_refused):
    if not is_refused:
        SEPARATION.require_voucher(keeper, handle, NOW)
        return
    with pytest.raises(Refused):
        SEPARATION.require_voucher(keeper, handle, NOW)


def test_what_was_said_under_a_handle_before_it_was_given_anew_is_not_its_holders():
    held = Separation((account("safe-1", since=NOW),))
    assert not held.is_same_person("safe-1", NOW - timedelta(seconds=1))
    assert held.is_same_person("safe-1", NOW)
    assert not held.is_same_person("nobody-1", NOW)


@pytest.mark.parametrize(
    ("handle", "may"), [("old-1", True), ("given-1", False), ("before-1", True), ("machine-1", True)]
)
def test_nothing_counts_before_an_own_passphrase(handle, may):
    assert SEPARATION.find(handle).may_act is may


def test_a_machine_that_is_given_another_role_may_do_nothing():
    assert not account("machine-2", own_since=None, is_unattended=True).may_act
