"""The oldest database still opens, and every trigger stands where it must."""

import shutil
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from consentkit.domain.errors import BadDataFile
from consentkit.store.consents import consents, withdrawals_of_story
from consentkit.store.database.encrypted import DatabaseError, open_database
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.records import open_records
from consentkit.store.database.schema import migrate
from consentkit.store.database.triggers import EXPECTED_TRIGGERS, KEPT_TABLES, check_triggers
from consentkit.store.log import audits
from consentkit.store.log.covers import Cover, Opener
from consentkit.store.log.verifications import verify
from consentkit.store.office.actors import list_actors
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import get_story

DATA = Path(__file__).parent / "data"
sys.path.insert(0, str(DATA))
import make_oldest as oldest  # noqa: E402 - a script that stands beside its file, not a package

KEY = bytes(range(32))


@contextmanager
def refusing(part):
    """A write that the database refuses, and that changes nothing."""
    with pytest.raises(DatabaseError, match=part):
        yield


@pytest.fixture
def db(tmp_path):
    """A copy of the oldest database, brought up to date: it has a row in most tables."""
    path = shutil.copy(DATA / "records-v1.db", tmp_path / "records.db")
    with closing(open_database(Path(path), oldest.KEY)) as opened:
        migrate(opened, records_migrations, Cover(Opener("0123456789abcdef")).held)
        yield opened


def write(db, sql, *arguments):
    with db.writing():
        db.execute(sql, arguments)


def test_the_oldest_database_opens_migrates_and_reads(db):
    check_triggers(db)
    assert not records_migrations.pending(db)
    assert list_actors(db) == (oldest.ACTOR,)
    assert contributors.where(db, "1") == (oldest.PERSON,)
    assert get_story(db, oldest.STORY.id) == oldest.STORY
    assert consents.get(db, oldest.CONSENT.id) == oldest.CONSENT
    assert withdrawals_of_story(db, oldest.STORY.id) == (oldest.WITHDRAWAL,)
    assert [event.action for event in audits.read_events(db)] == [
        "rows-covered", "consent-recorded", "contributor-added",
    ]  # fmt: skip


def test_the_oldest_databases_chain_is_still_whole(db, keys):
    seen = verify(db, keys.signing_key(), keys.workspace, [])
    assert (seen.events, seen.problems) == (3, ())


def test_a_database_made_today_has_the_oldest_ones_triggers_and_more(db, tmp_path):
    oldest.make(tmp_path / "new.db")
    with closing(open_database(tmp_path / "new.db", oldest.KEY)) as new:
        check_triggers(new)
        assert contributors.where(new, "1") == contributors.where(db, "1")


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE seq = 1", "append-only"),
        ("UPDATE audit SET seq = 9 WHERE seq = 2", "append-only"),
        ("DELETE FROM audit WHERE seq = 2", "append-only"),
        ("DELETE FROM audit", "append-only"),
        ("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1", "chain mismatch"),
        ("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2", "chain mismatch"),
        ("INSERT INTO audit SELECT 9, at, actor, action, subject, body, hash, hash, rows"
         " FROM audit WHERE seq = 2",
         "chain mismatch"),
        ("INSERT INTO audit SELECT 3, at, actor, action, subject, body, prev, hash, rows"
         " FROM audit WHERE seq = 2",
         "chain mismatch"),
        ("INSERT INTO audit SELECT 0, at, actor, action, subject, body, '', hash, rows"
         " FROM audit WHERE seq = 2",
         "chain mismatch"),
        ("INSERT INTO audit SELECT NULL, at, actor, action, subject, body, '', hash, rows"
         " FROM audit LIMIT 1",
         "chain mismatch"),
    ],
)  # fmt: skip
def test_the_chain_only_grows_at_its_end(db, sql, part):
    before = db.rows("SELECT * FROM audit")
    with refusing(part):
        write(db, sql)
    assert db.rows("SELECT * FROM audit") == before


@pytest.mark.parametrize("table", KEPT_TABLES)
def test_a_row_that_is_kept_cannot_be_deleted(db, table):
    # The row only has to be there; what it points at does not matter here.
    db.execute("PRAGMA foreign_keys = OFF")
    if not db.rows(f"SELECT 1 FROM {table}"):  # noqa: S608 - our own names
        write(db, *_any_row(db, table))
    before = db.rows(f"SELECT * FROM {table}")  # noqa: S608
    with refusing("are kept"):
        write(db, f"DELETE FROM {table}")  # noqa: S608
    with refusing("are kept"):
        write(db, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608
    assert db.rows(f"SELECT * FROM {table}") == before  # noqa: S608


def _any_row(db, table):
    """An insert with something in every column."""
    columns = db.rows(f"PRAGMA table_info({table})")
    values = ["1" if column["type"] == "INTEGER" else "'x'" for column in columns]
    return (f"INSERT INTO {table} VALUES ({', '.join(values)})",)  # noqa: S608


def test_the_triggers_of_every_kept_table_are_expected():
    assert {f"{table}_no_delete" for table in KEPT_TABLES} < EXPECTED_TRIGGERS.keys()
    assert {"audit_no_update", "audit_no_delete", "audit_chain"} < EXPECTED_TRIGGERS.keys()


@pytest.mark.parametrize("trigger", sorted(EXPECTED_TRIGGERS))
def test_records_without_a_trigger_do_not_open(tmp_path, keys, records, trigger):
    write(records.db, f"DROP TRIGGER {trigger}")
    with pytest.raises(BadDataFile) as damaged:
        open_records(tmp_path / "records.db", tmp_path / "vault", keys, ())
    assert (damaged.value.code, damaged.value.facts) == ("trigger-missing", {"trigger": trigger})


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER quiet BEFORE INSERT ON withdrawals BEGIN SELECT raise(ignore); END",
        "CREATE VIEW quiet AS SELECT 1",
    ],
)
def test_records_with_a_rule_of_somebody_elses_do_not_open(tmp_path, keys, records, sql):
    write(records.db, sql)
    with pytest.raises(BadDataFile) as damaged:
        open_records(tmp_path / "records.db", tmp_path / "vault", keys, ())
    assert (damaged.value.code, damaged.value.facts) == ("trigger-foreign", {"trigger": "quiet"})


@pytest.mark.parametrize("trigger", sorted(EXPECTED_TRIGGERS))
def test_records_with_an_altered_trigger_do_not_open(tmp_path, keys, records, trigger):
    whole = EXPECTED_TRIGGERS[trigger]
    has_condition = " WHEN " in whole or "\nWHEN " in whole
    altered = whole.replace(*(("WHEN", "WHEN 0 AND") if has_condition else ("BEGIN", "WHEN 0 BEGIN")))
    write(records.db, f"DROP TRIGGER {trigger}")
    write(records.db, altered)
    with pytest.raises(BadDataFile) as damaged:
        open_records(tmp_path / "records.db", tmp_path / "vault", keys, ())
    assert damaged.value.facts == {"trigger": trigger}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux only")
def test_records_that_do_not_open_leave_no_file_open(tmp_path, keys, records):
    write(records.db, "DROP TRIGGER audit_chain")
    records.close()
    with pytest.raises(BadDataFile):
        open_records(tmp_path / "records.db", tmp_path / "vault", keys, ())
    open_files = [link.resolve() for link in Path("/proc/self/fd").iterdir()]
    assert tmp_path / "records.db" not in open_files
