"""Rows of before are taken into the log when a newer program opens them, and what a migration rewrites."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from covered_rows import fill, insider, problems

from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import Migrations, open_database
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.records import Records, open_records
from consentkit.store.database.schema import migrate
from consentkit.store.log import covers
from consentkit.store.log.audits import read_events, read_head
from consentkit.store.log.covers import Cover, Opener
from consentkit.store.vault import Vault

KEPT = Path(__file__).parent / "data" / "schemas"
AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""After what the kept databases tell of."""
OFFICER = Actor(handle="officer-1", roles=frozenset({Role.OFFICER}))
BEFORE_ROWS = range(1, 19)
"""The schemas whose events cover no row."""


def _of_schema(folder, keys, version):
    script = (KEPT / f"records-{version:03}.sql").read_text(encoding="utf-8")
    with closing(open_database(folder / "records.db", keys.records_database())) as db:
        db.conn.executescript(f"PRAGMA query_only = OFF; PRAGMA foreign_keys = OFF; BEGIN; {script} COMMIT;")


def _opened(folder, keys):
    opener = Opener(keys.workspace, "officer-1", lambda: AT)
    return open_records(folder / "records.db", folder, keys, (folder / "heads",), opener=opener)


@pytest.mark.parametrize("version", BEFORE_ROWS)
def test_rows_of_an_older_schema_are_taken_in_and_then_every_change_is_named(tmp_path, keys, version):
    _of_schema(tmp_path, keys, version)
    with closing(_opened(tmp_path, keys)) as records:
        newest = read_events(records.db, limit=1)[0]
        assert (newest.action, newest.actor, newest.subject) == ("rows-covered", "officer-1", keys.workspace)
        assert newest.at == AT.isoformat(timespec="microseconds")
        assert problems(records) == set()
        with insider(records) as db:
            db.execute("UPDATE actors SET roles = '[\"manager\"]' WHERE handle = 'officer-1'")
        assert problems(records) == {("row-changed", "actors", "officer-1")}
        # Another opening takes nothing more in.
        _opened(tmp_path, keys).close()
        assert read_events(records.db, limit=1) == (newest,)


def test_many_rows_are_taken_in_by_several_events(tmp_path, keys, monkeypatch):
    monkeypatch.setattr(covers, "ROWS_AN_EVENT", 10)
    _of_schema(tmp_path, keys, 18)
    with closing(_opened(tmp_path, keys)) as records:
        taken_in = [e.body["rows"] for e in read_events(records.db, action="rows-covered")]
        assert len(taken_in) > 3
        assert all(count <= 10 for count in taken_in)
        assert sum(taken_in) == records.db.execute("SELECT count(*) FROM audit_rows").fetchone()[0]
        assert problems(records) == set()
        assert (tmp_path / "heads" / "latest.json").exists()


def _next(change):
    """The migrations of a program that has one more."""
    newer = Migrations(records_migrations.name)
    newer._migrations = [*records_migrations._migrations]
    newer(name="m999_next")(change)
    return newer


@pytest.fixture
def migrated(tmp_path, keys):
    """`migrated(change)` opens records with a row in every table by a program with one migration more."""
    with closing(open_records(tmp_path / "records.db", tmp_path, keys, ())) as records:
        fill(records, OFFICER, AT)

    def open_it(change):
        db = open_database(tmp_path / "records.db", keys.records_database())
        migrate(db, _next(change), Cover(Opener(keys.workspace, "officer-1", lambda: AT)).held)
        return Records(db, Vault(tmp_path, keys), keys, ())

    return open_it


def test_a_column_that_a_migration_adds_with_nothing_in_it_changes_no_digest(migrated):
    with closing(migrated(lambda db: db["faces"].add_column("hair", str))) as records:
        assert read_events(records.db, action="rows-covered") == ()
        assert problems(records) == set()


@pytest.mark.parametrize(
    "sql",
    ["UPDATE faces SET score = 0.5", "ALTER TABLE faces ADD COLUMN is_new INTEGER NOT NULL DEFAULT 0",
     "DROP TABLE box_changes", "ALTER TABLE box_changes RENAME TO changes_of_boxes",
     "INSERT INTO plans SELECT story, 'press', audience, place, from_on, until, owner FROM plans LIMIT 1"],
)  # fmt: skip
def test_what_a_migration_rewrites_is_taken_in(migrated, sql):
    with closing(migrated(lambda db: db.execute(sql))) as records:
        assert len(read_events(records.db, action="rows-covered")) == 1
        assert problems(records) == set()


def test_what_somebody_changed_before_stays_named_after_a_migration(migrated, tmp_path, keys):
    with closing(open_records(tmp_path / "records.db", tmp_path, keys, ())) as records:
        (face,) = records.db.execute("SELECT id FROM faces ORDER BY rowid LIMIT 1").fetchone()
        with insider(records) as db:
            db.execute("UPDATE faces SET settlement = 'not-a-face' WHERE id = ?", [face])
            db.execute("UPDATE contributors SET age = 'x'")
    with closing(migrated(lambda db: db.execute("UPDATE faces SET score = 0.5"))) as records:
        (code,) = records.db.execute("SELECT code FROM contributors").fetchone()
        assert problems(records) == {
            ("row-changed", "contributors", code),
            ("row-found-changed", "faces", face),
        }


def test_a_migration_that_fails_takes_nothing_in(migrated, tmp_path, keys):
    def fail(db):
        db.execute("UPDATE faces SET score = 0.5")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        migrated(fail)
    with closing(open_records(tmp_path / "records.db", tmp_path, keys, ())) as records:
        assert read_events(records.db, action="rows-covered") == ()
        assert problems(records) == set()


def test_the_head_of_what_was_taken_in_is_kept(tmp_path, keys):
    _of_schema(tmp_path, keys, 18)
    with closing(_opened(tmp_path, keys)) as records:
        head = read_head(tmp_path / "heads" / "latest.json")
        assert head.seq == read_events(records.db, limit=1)[0].seq
