"""Names: whoever prepares seals them, a keeper opens them, and only what an event names is believed."""

import json
import os
from contextlib import closing

import pyrage
import pytest
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, Refused
from consentkit.domain.people import Identity
from consentkit.domain.sealed_identities import FileTrouble
from consentkit.store.database.encrypted import Migrations, open_database
from consentkit.store.database.migrations import identities_migrations
from consentkit.store.people.identities import bring_back, find_set_aside, take_in, taken_in, versions_of
from consentkit.store.people.inboxes import (
    SET_ASIDE,
    Naming,
    digest_of_sealed,
    inbox_files,
    put_sealed,
    sealed_identity,
)
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.people.identities import OpeningReason
from consentkit.usecases.people.identities import open_identity as open_recorded
from consentkit.usecases.people.identities import seal_identity as seal_recorded

CODE, OTHER = "C-0000-0001", "C-0000-0002"
SOMCHAI = Identity(name="Somchai-needle", contact="+66 81 555 0000", note="through Somsri-needle")
MALEE = Identity(name="Malee-needle", birth_date="2008-03-01")


class Inbox:
    """An inbox, and a log that names what is sealed into it."""

    def __init__(self, folder, keys):
        self.folder, self.keys, self.database, self.namings = (
            folder / "inbox",
            keys,
            folder / "identities.db",
            {},
        )
        self.folder.mkdir()

    def seal(self, code, identity):
        """Seal as the product does: an event names the file. Gives the file's path."""
        return self.put(sealed_identity(self.keys, code, identity), code)

    def put(self, sealed, code=None):
        """Put a file there; without a code no event names it."""
        put_sealed(self.folder, sealed)
        if code is not None:
            self.namings[digest_of_sealed(sealed)] = Naming(len(self.namings) + 1, code)
        return self.folder / f"{digest_of_sealed(sealed)}.age"

    def seal_anything(self, content):
        """What anyone could seal with the public key."""
        return pyrage.encrypt(content, [x25519.Recipient.from_str(self.keys.inbox_recipient)])

    def opened(self, code):
        """What a keeper reads, the newest first."""
        take_in(self.database, self.folder, self.keys, self.namings)
        return [one.identity for one in versions_of(self.database, self.keys, code)]

    def set_aside(self):
        return {one.name: one.trouble for one in find_set_aside(self.folder, self.keys, self.namings)}

    def waiting(self):
        return [path for path in self.folder.iterdir() if path.name != SET_ASIDE]


@pytest.fixture
def inbox(tmp_path, keys):
    return Inbox(tmp_path, keys)


def test_what_is_sealed_is_opened_and_leaves_the_inbox(inbox):
    inbox.seal(CODE, SOMCHAI)
    inbox.seal(OTHER, MALEE)
    assert len(inbox.waiting()) == 2
    assert (inbox.opened(CODE), inbox.opened(OTHER)) == ([SOMCHAI], [MALEE])
    assert inbox.waiting() == []
    assert inbox.set_aside() == {}


def test_an_officer_cannot_open(inbox, officer_keys):
    inbox.seal(CODE, SOMCHAI)
    with pytest.raises(Refused, match="keeper-only"):
        take_in(inbox.database, inbox.folder, officer_keys, inbox.namings)
    assert len(inbox.waiting()) == 1
    assert not inbox.database.exists()


def test_the_records_key_does_not_open_the_identities(inbox, keys):
    inbox.seal(CODE, SOMCHAI)
    inbox.opened(CODE)
    with pytest.raises(BadDataFile):
        open_database(inbox.database, keys.records_database())


def test_an_identity_that_was_never_sealed_is_not_found(inbox):
    assert inbox.opened(CODE) == []


@pytest.mark.parametrize("is_taken_in_between", [False, True])
def test_a_later_one_by_the_log_is_the_newest_and_the_earlier_stays(inbox, is_taken_in_between):
    inbox.seal(CODE, SOMCHAI)
    if is_taken_in_between:
        inbox.opened(CODE)
    inbox.seal(CODE, MALEE)
    assert inbox.opened(CODE) == [MALEE, SOMCHAI]


def test_an_earlier_one_that_arrives_late_stays_the_earlier(inbox, tmp_path):
    early = inbox.seal(CODE, SOMCHAI)
    early.rename(tmp_path / "delayed")
    inbox.seal(CODE, MALEE)
    assert inbox.opened(CODE) == [MALEE]
    (tmp_path / "delayed").rename(early)
    assert inbox.opened(CODE) == [MALEE, SOMCHAI]


def test_an_old_file_put_there_again_changes_nothing(inbox):
    early = inbox.seal(CODE, SOMCHAI)
    content = early.read_bytes()
    inbox.opened(CODE)
    inbox.seal(CODE, MALEE)
    inbox.opened(CODE)
    early.write_bytes(content)
    assert inbox.opened(CODE) == [MALEE, SOMCHAI]
    assert inbox.waiting() == []


@pytest.mark.parametrize("clock", ["9999-12-31T00:00:00+00:00", "2026-11-21T09:00:00+00:00", None])
def test_a_strangers_contact_is_set_aside_whatever_its_clock(inbox, clock):
    """Whoever has the folder can seal: the public key lies in the key file."""
    inbox.seal(CODE, SOMCHAI)
    forged = {"code": CODE, "sealed_at": clock, "identity": {"name": "Sokha", "contact": "+66 ATTACKER"}}
    path = inbox.put(inbox.seal_anything(json.dumps(forged).encode()))
    for _ in range(2):
        assert inbox.opened(CODE) == [SOMCHAI]
        assert inbox.set_aside() == {path.name: FileTrouble.UNNAMED}
    assert [one.code for one in find_set_aside(inbox.folder, inbox.keys, inbox.namings)] == [CODE]
    inbox.seal(CODE, MALEE)
    assert inbox.opened(CODE) == [MALEE, SOMCHAI]


def test_a_file_that_the_log_names_for_one_person_is_not_taken_in_for_another(inbox):
    path = inbox.put(sealed_identity(inbox.keys, OTHER, MALEE), CODE)
    inbox.seal(OTHER, SOMCHAI)
    assert inbox.opened(OTHER) == [SOMCHAI]
    assert inbox.set_aside() == {path.name: FileTrouble.UNREADABLE}


BAD = {
    "empty": b"",
    "no age file": b"age-encryption.org/v1\n",
    "half a name": json.dumps({"code": CODE, "identity": {"name": "Sokha \ud83d"}}).encode(),
    "no json": b"no json",
    "a list": b"[]",
    "null": b"null",
    "no fields": b"{}",
    "no code": json.dumps({"identity": {"name": "x"}}).encode(),
    "unknown field": json.dumps({"identity": {"colour": "x"}, "code": CODE}).encode(),
    "deep": b"[" * 100_000,
    "no text": b"\xff",
}


@pytest.mark.parametrize("is_named", [False, True])
@pytest.mark.parametrize("kind", BAD)
def test_one_bad_file_stops_no_other(inbox, kind, is_named):
    content = BAD[kind] if kind in {"empty", "no age file"} else inbox.seal_anything(BAD[kind])
    path = inbox.put(content, CODE if is_named else None)
    inbox.seal(OTHER, MALEE)
    inbox.seal(CODE, SOMCHAI)
    assert (inbox.opened(OTHER), inbox.opened(CODE)) == ([MALEE], [SOMCHAI])
    assert inbox.set_aside() == {path.name: FileTrouble.UNREADABLE if is_named else FileTrouble.UNNAMED}
    assert (inbox.folder / SET_ASIDE / path.name).read_bytes() == content


@pytest.mark.parametrize("where", [0, 150, -1])
def test_a_damaged_file_is_set_aside_and_taken_in_when_it_is_whole_again(inbox, where):
    path = inbox.seal(CODE, SOMCHAI)
    whole = path.read_bytes()
    raw = bytearray(whole)
    raw[where] ^= 1
    path.write_bytes(raw)
    inbox.seal(OTHER, MALEE)
    assert inbox.opened(OTHER) == [MALEE]
    assert inbox.set_aside() == {path.name: FileTrouble.DAMAGED}
    path.write_bytes(whole)
    assert inbox.opened(CODE) == [SOMCHAI]


def test_what_is_no_file_or_too_large_is_never_opened(inbox):
    inbox.seal(CODE, SOMCHAI)
    os.mkfifo(inbox.folder / "pipe.age")
    (inbox.folder / "link.age").symlink_to("/dev/zero")
    (inbox.folder / "folder.age").mkdir()
    with (inbox.folder / "giant.age").open("wb") as file:
        file.truncate(3_000_000_000)
    assert inbox.opened(CODE) == [SOMCHAI]
    assert set(inbox.set_aside()) == {"pipe.age", "link.age", "folder.age", "giant.age"}


def test_strangers_of_one_name_are_all_kept(inbox):
    for content in (b"one", b"two", b"three"):
        (inbox.folder / "same.age").write_bytes(content)
        take_in(inbox.database, inbox.folder, inbox.keys, {})
    kept = {file.content for file in inbox_files(inbox.folder, inbox.folder / SET_ASIDE)}
    assert kept == {b"one", b"two", b"three"}


def test_what_was_set_aside_is_taken_in_once_an_event_names_it(inbox):
    sealed = sealed_identity(inbox.keys, CODE, SOMCHAI)
    inbox.put(sealed)
    assert inbox.opened(CODE) == []
    inbox.namings[digest_of_sealed(sealed)] = Naming(7, CODE)
    bring_back(inbox.folder, digest_of_sealed(sealed))
    assert inbox.opened(CODE) == [SOMCHAI]
    assert taken_in(inbox.database, inbox.keys) == {digest_of_sealed(sealed)}


def test_identities_of_before_stay_as_the_oldest_version(inbox, keys):
    first = Migrations(identities_migrations.name)
    first._migrations = identities_migrations._migrations[:1]
    with closing(open_database(inbox.database, keys.identities_database())) as db, db.writing():
        first.apply(db)
        row = SOMCHAI.model_dump(mode="json") | {"code": CODE, "sealed_at": "9999-12-31"}
        db.table("identities").insert(row)
    inbox.seal(CODE, MALEE)
    assert inbox.opened(CODE) == [MALEE, SOMCHAI]


def test_no_file_of_a_workspace_shows_a_name(workspace_folder, open_as):
    officer, keeper = open_as("officer-1"), open_as("manager-1")
    person, other = (add_contributor(officer, NewContributor(language="th")) for _ in range(2))
    seal_recorded(officer, person.code, SOMCHAI)
    assert open_recorded(keeper, person.code, OpeningReason.CONTACT).identity == SOMCHAI
    seal_recorded(officer, other.code, MALEE)
    files = [path for path in workspace_folder.rglob("*") if path.is_file()]
    assert {"identities.db", "records.db"} <= {path.name for path in files}
    for path in files:
        assert "needle" not in path.name
        raw = path.read_bytes()
        assert not [n for n in (b"needle", b"555 0000", b"2008-03") if n in raw], path.name
