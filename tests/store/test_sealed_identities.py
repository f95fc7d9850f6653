"""Names: anyone who prepares seals them, a keeper alone opens them, and no file shows them."""

import hashlib
import json

import pyrage
import pytest
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, NotFound, Refused
from consentkit.domain.people import Identity
from consentkit.store.database.encrypted import open_database
from consentkit.store.people.identities import open_identity, seal_identity
from consentkit.usecases.people.contributors import (
    NewContributor,
    OpeningReason,
    add_contributor,
)
from consentkit.usecases.people.contributors import open_identity as open_recorded
from consentkit.usecases.people.contributors import seal_identity as seal_recorded

CODE, OTHER = "C-0000-0001", "C-0000-0002"
SOMCHAI = Identity(name="Somchai-needle", contact="+66 81 555 0000", note="through Somsri-needle")
MALEE = Identity(name="Malee-needle", birth_date="2008-03-01")
EARLY, LATE = "2026-11-21T09:00:00+00:00", "2026-11-21T09:00:01+00:00"


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def opened(tmp_path, inbox, keys):
    """`opened(code)` is what a keeper reads."""
    return lambda code: open_identity(tmp_path / "identities.db", inbox, keys, code)


def put(inbox, keys, content):
    """Something that anyone could seal with the public key."""
    sealed = pyrage.encrypt(content, [x25519.Recipient.from_str(keys.inbox_recipient)])
    path = inbox / f"{hashlib.sha256(sealed).hexdigest()}.age"
    path.write_bytes(sealed)
    return path


def test_an_officer_seals_and_a_keeper_opens(inbox, officer_keys, opened):
    seal_identity(inbox, officer_keys, CODE, SOMCHAI, at=EARLY)
    seal_identity(inbox, officer_keys, OTHER, MALEE, at=EARLY)
    assert len(list(inbox.iterdir())) == 2
    assert (opened(CODE), opened(OTHER)) == (SOMCHAI, MALEE)
    assert not list(inbox.iterdir())


def test_an_officer_cannot_open(tmp_path, inbox, officer_keys):
    seal_identity(inbox, officer_keys, CODE, SOMCHAI, at=EARLY)
    with pytest.raises(Refused) as refused:
        open_identity(tmp_path / "identities.db", inbox, officer_keys, CODE)
    assert refused.value.code == "keeper-only"
    assert len(list(inbox.iterdir())) == 1
    assert not (tmp_path / "identities.db").exists()


def test_the_records_key_does_not_open_the_identities(tmp_path, inbox, keys, opened):
    seal_identity(inbox, keys, CODE, SOMCHAI, at=EARLY)
    opened(CODE)
    with pytest.raises(BadDataFile):
        open_database(tmp_path / "identities.db", keys.records_database())


def test_an_identity_that_was_never_sealed_is_not_found(opened):
    with pytest.raises(NotFound) as missing:
        opened(CODE)
    assert missing.value.code == "identity-missing"


@pytest.mark.parametrize("is_taken_in_between", [False, True])
def test_a_later_seal_replaces_the_earlier(inbox, keys, opened, is_taken_in_between):
    seal_identity(inbox, keys, CODE, SOMCHAI, at=EARLY)
    if is_taken_in_between:
        opened(CODE)
    seal_identity(inbox, keys, CODE, MALEE, at=LATE)
    assert opened(CODE) == MALEE


@pytest.mark.parametrize("is_taken_in_between", [False, True])
def test_an_earlier_seal_that_arrives_late_replaces_nothing(inbox, keys, opened, is_taken_in_between):
    seal_identity(inbox, keys, CODE, MALEE, at=LATE)
    if is_taken_in_between:
        opened(CODE)
    seal_identity(inbox, keys, CODE, SOMCHAI, at=EARLY)
    assert opened(CODE) == MALEE


@pytest.mark.parametrize("where", [0, 150, -1])
def test_a_damaged_sealed_file_is_named_and_nothing_is_lost(inbox, keys, opened, where):
    seal_identity(inbox, keys, OTHER, MALEE, at=EARLY)
    opened(OTHER)
    seal_identity(inbox, keys, CODE, SOMCHAI, at=EARLY)
    path = next(inbox.iterdir())
    whole = path.read_bytes()
    raw = bytearray(whole)
    raw[where] ^= 1
    path.write_bytes(raw)
    with pytest.raises(BadDataFile) as damaged:
        opened(OTHER)
    assert (damaged.value.code, damaged.value.facts) == ("sealed-identity-damaged", {"file": path.name})
    assert path.read_bytes() == raw
    path.write_bytes(whole)
    assert (opened(CODE), opened(OTHER)) == (SOMCHAI, MALEE)


@pytest.mark.parametrize(
    "content",
    [
        b"no json",
        b"[]",
        b"null",
        b"{}",
        json.dumps({"identity": {"name": "x"}}).encode(),
        json.dumps({"identity": {"name": "x"}, "code": CODE}).encode(),
        json.dumps({"identity": {"colour": "x"}, "code": CODE, "sealed_at": EARLY}).encode(),
        b"\xff",
    ],
)
def test_a_sealed_file_of_something_else_is_damaged(inbox, keys, opened, content):
    path = put(inbox, keys, content)
    with pytest.raises(BadDataFile) as damaged:
        opened(CODE)
    assert damaged.value.facts == {"file": path.name}
    assert path.exists()


def test_no_file_of_a_workspace_shows_a_name(workspace_folder, open_as):
    officer, keeper = open_as("officer-1"), open_as("manager-1")
    person, other = (add_contributor(officer, NewContributor(language="th")) for _ in range(2))
    seal_recorded(officer, person.code, SOMCHAI)
    assert open_recorded(keeper, person.code, OpeningReason.CONTACT) == SOMCHAI
    seal_recorded(officer, other.code, MALEE)
    files = [path for path in workspace_folder.rglob("*") if path.is_file()]
    assert {"identities.db", "records.db"} <= {path.name for path in files}
    for path in files:
        assert "needle" not in path.name
        raw = path.read_bytes()
        assert not [n for n in (b"needle", b"555 0000", b"2008-03") if n in raw], path.name
