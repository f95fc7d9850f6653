"""An older program leaves newer records alone, and says both versions."""

import os
from contextlib import closing

import pytest

from consentkit.domain.errors import BadDataFile, Refused, Unavailable
from consentkit.domain.events import EventName
from consentkit.domain.people import Identity
from consentkit.store.database.encrypted import Migrations, look_into_database, open_database
from consentkit.store.database.migrations import identities_migrations, records_migrations
from consentkit.store.database.records import open_records
from consentkit.store.database.schema import migrate, open_current, versions_of
from consentkit.store.people.identities import prepare_identities, take_in
from consentkit.store.people.inboxes import put_sealed, sealed_identity

LAST = 46
PERSON = Identity(name="Nobody at All", contact="")


def _newer(migrations):
    """What a program knows that has one migration more."""
    newer = Migrations(migrations.name)
    newer._migrations = [*migrations._migrations]

    @newer(name=f"m{LAST + 1:03}_later")
    def later(db):
        db.table("later").create({"word": str})

    return newer


def _renew(path, key, migrations):
    with closing(open_database(path, key)) as db:
        migrate(db, _newer(migrations))


def _everything(folder):
    """Each file with its bytes and its time: what an opening that touches nothing leaves as it was."""
    return {
        path.relative_to(folder): (path.stat().st_mtime_ns, path.is_file() and path.read_bytes())
        for path in folder.rglob("*")
    }


@pytest.fixture
def folder(tmp_path, keys):
    """A workspace's records, closed."""
    for name in ("vault", "heads", "inbox"):
        (tmp_path / name).mkdir()
    open_records(tmp_path / "records.db", tmp_path / "vault", keys, (tmp_path / "heads",)).close()
    return tmp_path


def _open(folder, keys):
    return open_records(folder / "records.db", folder / "vault", keys, (folder / "heads",))


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_newer_records_are_not_opened_and_nothing_is_touched(folder, keys, journal):
    _renew(folder / "records.db", keys.records_database(), records_migrations)
    with closing(open_database(folder / "records.db", keys.records_database())) as db:
        db.execute(f"PRAGMA journal_mode = {journal}")
    before = _everything(folder)
    with pytest.raises(Unavailable) as newer:
        _open(folder, keys)
    assert newer.value.code == "workspace-newer"
    assert newer.value.facts == {"workspace": LAST + 1, "program": LAST}
    assert _everything(folder) == before


def test_newer_records_are_told_while_the_newer_program_has_them_open(folder, keys):
    with closing(open_database(folder / "records.db", keys.records_database())) as db:
        migrate(db, _newer(records_migrations))
        before = {path: path.read_bytes() for path in folder.glob("records.db*") if path.suffix != ".db-shm"}
        with pytest.raises(Unavailable, match="workspace-newer"):
            _open(folder, keys)
        assert {path: path.read_bytes() for path in before} == before


def test_a_program_that_has_the_records_open_writes_nothing_once_a_newer_one_has_come(
    folder, keys, officer, at
):
    with closing(_open(folder, keys)) as records:
        _renew(folder / "records.db", keys.records_database(), records_migrations)
        before = _everything(folder / "heads")
        with (
            pytest.raises(Unavailable, match="workspace-newer"),
            records.transaction(officer, at) as transaction,
        ):
            transaction.record(EventName.STORY_ADDED, "S-0000-0000")
        assert records.db.rows("SELECT * FROM audit") == []
        assert _everything(folder / "heads") == before


def test_newer_identities_are_not_opened_and_the_inbox_stays(folder, keys):
    prepare_identities(folder / "identities.db", keys)
    put_sealed(folder / "inbox", sealed_identity(keys, "C-0000-0000", PERSON))
    _renew(folder / "identities.db", keys.identities_database(), identities_migrations)
    before = _everything(folder)
    with pytest.raises(Unavailable) as newer:
        take_in(folder / "identities.db", folder / "inbox", keys, {})
    assert newer.value.facts == {"workspace": LAST + 1, "program": 2}
    assert _everything(folder) == before


def test_who_may_not_open_identities_is_told_that_first(folder, keys, officer_keys):
    with pytest.raises(Refused, match="keeper-only"):
        take_in(folder / "identities.db", folder / "inbox", officer_keys, {})
    assert not (folder / "identities.db").exists()


def test_looking_into_a_database_changes_nothing_beside_it(folder, keys):
    before = _everything(folder)
    with closing(look_into_database(folder / "records.db", keys.records_database())) as db:
        assert versions_of(db, records_migrations).workspace == LAST
    assert _everything(folder) == before


def test_damage_is_told_as_damage(folder, keys):
    (folder / "records.db").write_bytes(b"x" * 8192)
    with pytest.raises(BadDataFile, match="database-damaged"):
        _open(folder, keys)


def test_a_database_without_a_schema_is_version_0(tmp_path, keys):
    with closing(open_database(tmp_path / "new.db", keys.records_database())) as db:
        assert versions_of(db, records_migrations).model_dump() == {"program": LAST, "workspace": 0}


def test_older_records_that_are_write_protected_say_that_they_must_be_brought_up_to_date(
    folder, keys, monkeypatch
):
    before = _everything(folder)
    # Root may write anywhere.
    monkeypatch.setattr(os, "access", lambda _path, wish: wish != os.W_OK)
    with pytest.raises(Unavailable, match="records-older"):
        open_current(folder / "records.db", keys.records_database(), _newer(records_migrations))
    assert _everything(folder) == before
