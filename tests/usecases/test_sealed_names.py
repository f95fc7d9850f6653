"""Who sealed a name stands in the log; what the log does not name waits for a keeper."""

import json

import pyrage
import pytest
from pyrage import x25519

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.people import Identity
from consentkit.domain.sealed_identities import AcceptingReason, DismissingReason, FileTrouble
from consentkit.store.people.inboxes import digest_of_sealed, put_sealed, sealed_identity
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.office.outsiders import look_outside
from consentkit.usecases.people.identities import (
    OpeningReason,
    accept_identity,
    dismiss_identity,
    list_lost,
    list_set_aside,
    open_identity,
    seal_identity,
)

SOKHA = Identity(name="Sokha Invented", contact="+855 00 000 000")
FORGED = Identity(name="Sokha Invented", contact="+66 ATTACKER NUMBER")
WHY = OpeningReason.SAFETY


@pytest.fixture
def keeper(open_as):
    return open_as("manager-1")


@pytest.fixture
def stranger(case):
    """`stranger(identity)` seals as anybody can who has the folder, and gives the file's digest."""

    def put(identity, code=None):
        sealed = sealed_identity(case.officer.records.keys, code or case.person, identity)
        put_sealed(case.officer.folders.inbox, sealed)
        return digest_of_sealed(sealed)

    return put


def _codes(workspace):
    return {one.code for one in look_outside(workspace)}


def test_the_event_names_the_file_and_the_version_says_who_sealed_it_and_when(case, keeper, events, clock):
    seal_identity(case.officer, case.person, SOKHA)
    (path,) = case.officer.folders.inbox.glob("*.age")
    assert events("identity-sealed")[0].body == {"file": path.stem}
    clock.advance(days=1)
    newest = open_identity(keeper, case.person, WHY).newest
    assert (newest.sealed_by, str(newest.sealed_on), newest.accepted_by) == ("officer-1", "2026-11-21", None)


def test_a_thief_with_the_folder_replaces_no_contact_and_is_told(case, keeper, stranger):
    seal_identity(case.officer, case.person, SOKHA)
    digest = stranger(FORGED)
    assert [(one.digest, one.code) for one in list_set_aside(case.officer)] == [(digest, None)]
    found = open_identity(keeper, case.person, WHY)
    assert (found.identity, found.earlier) == (SOKHA, ())
    assert [(one.digest, one.code, one.trouble) for one in found.set_aside] == [
        (digest, case.person, FileTrouble.UNNAMED)
    ]
    seal_identity(case.officer, case.person, SOKHA.model_copy(update={"contact": "new"}))
    assert open_identity(keeper, case.person, WHY).identity.contact == "new"
    assert _codes(keeper) == _codes(case.officer) == {"identities-unnamed"}
    assert NeedCode.SEALED_SET_ASIDE in [need.code for need in needs_of(keeper)]
    assert NeedCode.SEALED_SET_ASIDE not in [need.code for need in needs_of(case.officer)]


def test_what_an_older_version_sealed_is_accepted_one_by_one_with_a_reason(case, keeper, stranger, events):
    first, second = stranger(SOKHA), stranger(FORGED)
    with pytest.raises(NotFound, match="identity-set-aside"):
        open_identity(keeper, case.person, WHY)
    assert accept_identity(keeper, first[:12], AcceptingReason.OLDER_VERSION) == case.person
    (event,) = events("identity-accepted")
    assert (event.subject, event.body) == (case.person, {"file": first, "reason": "older-version"})
    found = open_identity(keeper, case.person, WHY)
    assert (found.identity, found.earlier) == (SOKHA, ())
    assert (found.newest.accepted_by, found.newest.sealed_by) == ("manager-1", None)
    assert [one.digest for one in found.set_aside] == [second]


def test_a_dismissed_file_is_kept_and_told_no_more(case, keeper, stranger, events):
    digest = stranger(FORGED)
    dismiss_identity(keeper, digest, DismissingReason.STRANGER)
    assert (events()[0].action, events()[0].subject) == ("identity-dismissed", digest)
    assert (list_set_aside(keeper), look_outside(keeper)) == ((), ())
    seal_identity(case.officer, case.person, SOKHA)
    assert open_identity(keeper, case.person, WHY).identity == SOKHA
    assert [path.stem for path in keeper.folders.inbox.rglob("*.age")] == [digest]


def test_only_a_keeper_decides_and_only_about_what_is_there(case, keeper, stranger, nothing_kept):
    digest = stranger(SOKHA)
    with nothing_kept(Refused, "role-may-not"):
        accept_identity(case.officer, digest, AcceptingReason.SEALER_ASKED)
    with nothing_kept(Refused, "role-may-not"):
        dismiss_identity(case.officer, digest, DismissingReason.STRANGER)
    for unknown in ("0" * 64, digest[:11], ""):
        with nothing_kept(NotFound, "sealed-file-unknown"):
            accept_identity(keeper, unknown, AcceptingReason.SEALER_ASKED)


def test_what_holds_nobodys_identity_is_not_accepted(case, keeper, stranger, nothing_kept):
    digest = stranger(SOKHA, "C-0000-0000")
    put_sealed(keeper.folders.inbox, b"")
    for one in (digest, digest_of_sealed(b"")):
        with nothing_kept(Conflict, "sealed-file-unusable"):
            accept_identity(keeper, one, AcceptingReason.SEALER_ASKED)


def test_half_a_character_in_a_strangers_file_closes_no_name(case, keeper):
    """It was a traceback for every contributor, at the moment when a withdrawal is urgent."""
    seal_identity(case.officer, case.person, SOKHA)
    recipient = x25519.Recipient.from_str(keeper.records.keys.inbox_recipient)
    plain = json.dumps({"code": case.person, "sealed_at": "9999", "identity": {"name": "Sokha \ud83d"}})
    put_sealed(keeper.folders.inbox, pyrage.encrypt(plain.encode(), [recipient]))
    (keeper.folders.inbox / "0.age").touch()
    found = open_identity(keeper, case.person, WHY)
    assert (found.identity, len(found.set_aside)) == (SOKHA, 2)


def test_a_damaged_file_is_told_apart_from_a_strangers(case, keeper):
    seal_identity(case.officer, case.person, SOKHA)
    (path,) = keeper.folders.inbox.glob("*.age")
    path.write_bytes(path.read_bytes()[:100])
    assert _codes(case.officer) == {"identities-damaged"}
    with pytest.raises(NotFound, match="identity-missing"):
        open_identity(keeper, case.person, WHY)
    assert _codes(keeper) == {"identities-damaged", "identities-lost"}


def test_a_name_taken_out_of_the_inbox_is_missed(case, keeper):
    seal_identity(case.officer, case.person, SOKHA)
    assert list_lost(keeper) == ()
    for path in keeper.folders.inbox.glob("*.age"):
        path.unlink()
    assert list_lost(keeper) == (case.person,)
    assert _codes(keeper) == {"identities-lost"}


@pytest.mark.parametrize(
    "identity",
    [
        Identity.model_construct(name="Sokha \ud83d", contact="", birth_date=None, note=""),
        Identity(name="Sokha\x1b[2J"),
        Identity(name="Sokha", contact="\u202e+66"),
        Identity(name="Sokha", note="a\x00b"),
        Identity(name="Sokha\nCLEARED"),
    ],
)
def test_a_name_that_steers_a_screen_is_not_sealed(case, nothing_kept, identity):
    with nothing_kept(InvalidInput, "text-steers"):
        seal_identity(case.officer, case.person, identity)
    assert not list(case.officer.folders.inbox.glob("*.age"))


@pytest.mark.parametrize("name", ["ស្រី\u200bសុខ", "ශ්\u200dරී", "می\u200cخواهم", "Ngọc Ánh"])
def test_a_name_keeps_the_joiners_of_its_script(case, keeper, name):
    seal_identity(case.officer, case.person, Identity(name=name, note="by day\nnever at night"))
    assert open_identity(keeper, case.person, WHY).identity.name == name
