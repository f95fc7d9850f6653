"""Encryption at rest, one writer at a time, and no write outside a transaction."""

import multiprocessing
import threading
from contextlib import closing, suppress

import pytest
from quick_cases import quick_first
from sqlcipher3 import dbapi2

from consentkit.domain.errors import BadDataFile, Unavailable
from consentkit.store.database.encrypted import DatabaseError, open_database
from consentkit.store.database.migrations import identities_migrations, records_migrations
from consentkit.store.database.schema import migrate
from consentkit.store.database.triggers import check_triggers

KEY = bytes(range(32))
NEEDLES = ("Somchai-needle", "C-NEED-LE00")
# Workers must not inherit open connections.
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def database(tmp_path):
    with closing(open_database(tmp_path / "some.db", KEY)) as db:
        with db.writing():
            db.execute("CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER) STRICT")
            db.execute("INSERT INTO counts VALUES ('a', 0)")
        yield db


def count(db):
    return db.rows("SELECT n FROM counts WHERE name = 'a'")[0]["n"]


def grow(path, times):
    """Read, then write what was read and one more: what loses updates when two do it at once."""
    with closing(open_database(path, KEY)) as db:
        for _ in range(times):
            with db.writing():
                db.execute("UPDATE counts SET n = ? WHERE name = 'a'", [count(db) + 1])


def add_an_orphan(db):
    """Break a foreign key so that nothing but the commit finds it."""
    with db.writing():
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("INSERT INTO children VALUES ('nobody')")


def open_and_migrate(path, barrier, results):
    barrier.wait(30)
    try:
        with closing(open_database(path, KEY)) as db:
            migrate(db, records_migrations)
            check_triggers(db)
        results.put("ok")
    except Exception as error:  # noqa: BLE001 - told to the parent, whatever it is
        results.put(f"{type(error).__name__}: {error}")


def test_no_plaintext_reaches_the_disk(tmp_path, database):
    with database.writing():
        for number in range(200):
            database.execute("INSERT INTO counts VALUES (?, 1)", [f"{NEEDLES[number % 2]}-{number}"])
    files = list(tmp_path.iterdir())
    assert {"some.db", "some.db-wal"} <= {path.name for path in files}
    raw = b"".join(path.read_bytes() for path in files)
    for needle in (*NEEDLES, "CREATE TABLE", "counts", "SQLite format 3"):
        assert needle.encode() not in raw


def test_a_wrong_key_is_a_damaged_file_and_prints_nothing(tmp_path, database, capfd):
    with pytest.raises(BadDataFile) as damaged:
        open_database(tmp_path / "some.db", bytes(32))
    assert damaged.value.code == "database-damaged"
    assert damaged.value.facts == {"file": "some.db"}
    assert capfd.readouterr() == ("", "")


def test_a_file_of_something_else_is_damaged_and_prints_nothing(tmp_path, capfd):
    (tmp_path / "some.db").write_bytes(b"SQLite format 3\0" + bytes(8000))
    with pytest.raises(BadDataFile):
        open_database(tmp_path / "some.db", KEY)
    assert capfd.readouterr() == ("", "")


def test_a_flipped_byte_is_found(tmp_path, database):
    database.close()
    path = tmp_path / "some.db"
    raw = bytearray(path.read_bytes())
    raw[4096 + 100] ^= 1
    path.write_bytes(raw)
    with closing(open_database(path, KEY)) as db:
        assert list(db.execute("PRAGMA cipher_integrity_check"))
        with pytest.raises(BadDataFile, match="database-damaged"):
            count(db)


def test_a_missing_folder_makes_it_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        open_database(tmp_path / "nowhere" / "some.db", KEY)


@pytest.mark.parametrize(
    "sql", ["UPDATE counts SET n = 1", "DELETE FROM counts", "INSERT INTO counts VALUES ('b', 1)"]
)
def test_a_write_outside_a_transaction_fails(database, sql):
    with pytest.raises(DatabaseError):
        database.execute(sql)
    with pytest.raises(DatabaseError):
        database.table("counts").insert({"name": "b", "n": 1})
    assert count(database) == 0


def test_after_a_transaction_writes_fail_again(database):
    with database.writing():
        database.execute("UPDATE counts SET n = 1")
    with suppress(RuntimeError), database.writing():
        database.execute("UPDATE counts SET n = 2")
        raise RuntimeError
    assert count(database) == 1
    with pytest.raises(DatabaseError):
        database.execute("UPDATE counts SET n = 3")


def test_a_nested_transaction_rolls_back_alone(database):
    with database.writing():
        database.execute("UPDATE counts SET n = 1")
        with suppress(RuntimeError), database.atomic():
            database.execute("UPDATE counts SET n = 99")
            raise RuntimeError
        database.execute("INSERT INTO counts VALUES ('b', 2)")
    assert database.rows("SELECT * FROM counts ORDER BY name") == [
        {"name": "a", "n": 1},
        {"name": "b", "n": 2},
    ]


def test_the_outer_transaction_takes_the_nested_one_with_it(database):
    with suppress(RuntimeError), database.writing():
        with database.atomic():
            database.execute("UPDATE counts SET n = 99")
        raise RuntimeError
    assert count(database) == 0


def test_a_failed_commit_leaves_no_transaction_open(database):
    with database.writing():
        database.execute("CREATE TABLE children (parent TEXT REFERENCES counts(name)) STRICT")
    with pytest.raises(DatabaseError):
        add_an_orphan(database)
    assert not database.conn.in_transaction
    with database.writing():
        database.execute("UPDATE counts SET n = 5")
    assert (count(database), database.rows("SELECT * FROM children")) == (5, [])


def test_replacing_a_row_fires_the_delete_triggers(database):
    assert list(database.execute("PRAGMA recursive_triggers")) == [(1,)]


@pytest.mark.parametrize("make", quick_first([threading.Thread, SPAWN.Process], 1))
def test_four_writers_at_once_lose_nothing(tmp_path, database, make):
    workers = [make(target=grow, args=(tmp_path / "some.db", 25)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert count(database) == 100


def test_four_programs_may_migrate_at_once(tmp_path):
    barrier, results = SPAWN.Barrier(4), SPAWN.Queue()
    workers = [
        SPAWN.Process(target=open_and_migrate, args=(tmp_path / "new.db", barrier, results)) for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    told = [results.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join(60)
    assert told == ["ok"] * 4


def test_a_new_file_that_another_program_holds_is_waited_for(tmp_path):
    path = tmp_path / "new.db"
    other = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    with closing(other):
        other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.2, other.execute, ["COMMIT"])
        release.start()
        with closing(open_database(path, KEY)) as db:
            assert db.journal_mode == "wal"
        release.join()


def test_a_folder_in_the_files_place_makes_it_unavailable(tmp_path):
    (tmp_path / "some.db").mkdir()
    with pytest.raises(Unavailable) as unavailable:
        open_database(tmp_path / "some.db", KEY)
    assert unavailable.value.code == "database-cannot-open"


def test_migrating_twice_changes_nothing(tmp_path):
    with closing(open_database(tmp_path / "some.db", KEY)) as db:
        for migrations in (records_migrations, identities_migrations):
            migrate(db, migrations)
            before = db.conn.total_changes
            migrate(db, migrations)
            assert db.conn.total_changes == before


def test_an_upsert_makes_no_probe_table(database):
    # sqlite-utils < 5 tries on each connection's first upsert whether ON CONFLICT works: it makes and
    # drops a table, two writes to the schema for which every reader prepares its statements again.
    said = []
    database.conn.set_trace_callback(said.append)
    with database.writing():
        database.table("counts").upsert({"name": "a", "n": 7}, pk="name")
    database.conn.set_trace_callback(None)
    assert count(database) == 7
    assert not [sql for sql in said if "table" in sql.lower().split()[:2]]
