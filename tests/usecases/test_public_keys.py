"""Heads and keys that others check, without the records and their key."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consentkit.domain.errors import BadDataFile, InvalidInput, Refused
from consentkit.domain.roles import Actor, Role
from consentkit.store.key_files import KdfCost
from consentkit.store.signatures import fingerprint_of, public_key_of
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.log.audits import give_head
from consentkit.usecases.log.public_keys import (
    HeadProblem,
    check_heads,
    give_hashes,
    give_public_key,
    read_public_key,
)
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.workspaces import open_workspace


def _given(file, **changes):
    data = json.dumps(json.loads(file.data) | changes).encode() if changes else file.data
    return Incoming(file.name, lambda: data)


@pytest.fixture
def carried(open_as):
    """The key, two heads and the list of hashes, as an auditor carried them away."""
    auditor = open_as("auditor-1")
    key = read_public_key(_given(give_public_key(auditor)[1]))
    add_story(open_as("officer-1"), "One")
    _, earlier = give_head(auditor)
    add_story(open_as("officer-1"), "Two")
    _, later = give_head(auditor)
    _, hashes = give_hashes(auditor)
    return key, earlier, later, hashes


def _problems(found):
    return [one.problem for one in found.problems]


def test_two_heads_are_signed_and_one_log_holds_both(carried):
    key, earlier, later, hashes = carried
    found = check_heads([_given(later), _given(earlier)], key, _given(hashes))
    assert found.is_good
    assert found.is_continued
    assert [head.seq for head in found.heads] == sorted(head.seq for head in found.heads)
    assert check_heads([_given(earlier)], key).is_continued is None


def test_a_head_that_was_changed_or_signed_by_a_stranger_is_told(carried):
    key, earlier, _, _ = carried
    for field, value in (("seq", 1), ("hash", "ab" * 32), ("at", "2020-01-01"), ("workspace", "x")):
        assert HeadProblem.NOT_SIGNED in _problems(check_heads([_given(earlier, **{field: value})], key))
    stranger = public_key_of(Ed25519PrivateKey.generate())
    assert _problems(check_heads([_given(earlier)], stranger)) == [HeadProblem.NOT_SIGNED]
    assert _problems(check_heads([_given(earlier)], fingerprint_of(key))) == [HeadProblem.NOT_SIGNED]


def test_a_log_that_was_rewritten_or_cut_off_is_told_by_its_hashes(carried):
    key, earlier, later, hashes = carried
    listed = json.loads(hashes.data)["hashes"]
    seq = json.loads(earlier.data)["seq"]
    rewritten = [*listed[: seq - 1], "ab" * 32, *listed[seq:]]
    found = check_heads([_given(earlier)], key, _given(hashes, hashes=rewritten))
    assert {HeadProblem.FORKED, HeadProblem.LIST_NOT_SIGNED} == set(_problems(found))
    assert found.is_continued is False
    short = check_heads([_given(later)], key, _given(hashes, hashes=listed[:-1]))
    assert HeadProblem.LIST_SHORT in _problems(short)


def test_a_log_that_forked_shows_two_heads_of_one_number(carried, open_as):
    key, _, later, _ = carried
    auditor = open_as("auditor-1")
    db = auditor.records.db
    db.conn.execute("PRAGMA query_only = OFF")
    for trigger in ("audit_no_update", "audit_no_delete"):
        db.conn.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    db.conn.execute("UPDATE audit SET hash = ? WHERE seq = (SELECT max(seq) FROM audit)", ["cd" * 32])
    _, forked = give_head(auditor)
    assert _problems(check_heads([_given(later), _given(forked)], key)) == [HeadProblem.FORKED]


def test_heads_of_two_workspaces_are_told_apart(carried, tmp_path, passphrase):
    key, earlier, _, hashes = carried
    founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    create_workspace(tmp_path / "other", founder, passphrase, cost=KdfCost(memory_kib=8, passes=1, lanes=1))
    with open_workspace(tmp_path / "other", "manager-1", passphrase) as other:
        _, theirs = give_head(other)
    found = _problems(check_heads([_given(earlier), _given(theirs)], key))
    assert HeadProblem.NOT_SIGNED in found
    assert HeadProblem.ANOTHER_WORKSPACE in _problems(
        check_heads([_given(earlier)], key, _given(hashes, workspace="x"))
    )


def test_the_hashes_are_for_who_audits(open_as, carried):
    for handle in ("officer-1", "volunteer-1"):
        with pytest.raises(Refused, match="role-may-not-read"):
            give_hashes(open_as(handle))


def test_no_event_can_be_read_from_what_is_handed_out(carried):
    _, earlier, _, hashes = carried
    assert "story" not in (hashes.data + earlier.data).decode()


def test_a_key_is_read_as_people_type_it(open_as):
    known, file = give_public_key(open_as("officer-1"))
    key = known.public_key
    grouped = " ".join(key[start : start + 4] for start in range(0, 64, 4)).upper()
    assert read_public_key(grouped) == read_public_key(_given(file)) == key
    for typed in ("", "abc", key + "0", "g" * 64):
        with pytest.raises(InvalidInput, match="public-key-malformed"):
            read_public_key(typed)


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 9_000, b"x" * 20_000, b"\xff"])
def test_another_file_is_no_key_and_no_head(data, carried):
    other = Incoming("other.json", lambda: data)
    with pytest.raises(BadDataFile, match="public-key-damaged"):
        read_public_key(other)
    with pytest.raises(BadDataFile, match="head-damaged"):
        check_heads([other], carried[0])
    with pytest.raises(BadDataFile, match="hashes-damaged"):
        check_heads([_given(carried[1])], carried[0], other)


def test_a_key_file_with_another_fingerprint_is_damaged(open_as):
    _, file = give_public_key(open_as("officer-1"))
    with pytest.raises(BadDataFile, match="public-key-damaged"):
        read_public_key(_given(file, fingerprint="ab" * 32))
