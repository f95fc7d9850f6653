"""A walk over every table: whatever is done to a row with the key in hand, a verification names the row."""

import shutil
from contextlib import closing
from datetime import UTC, datetime

import pytest
from covered_rows import ACT, ROWS, SUBJECT, Rows, fill, insider, problems, verified
from quick_cases import quick_among

from consentkit.domain.errors import BadDataFile
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import open_database
from consentkit.store.database.records import open_records
from consentkit.store.log.row_digests import EXEMPT, covered_tables, quoted

TABLES = sorted(ROWS.keys() - EXEMPT)
# What withdraws, forbids, covers and goes out; rows without a column of their own, too.
QUICK = {"answers", "consents", "faces", "images", "publications", "story_contributors", "withdrawals"}
AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OFFICER = Actor(handle="officer-1", roles=frozenset({Role.OFFICER}))


@pytest.fixture(scope="module")
def made(tmp_path_factory, keys):
    """Records with a row in every table, closed."""
    folder = tmp_path_factory.mktemp("made")
    with closing(open_records(folder / "records.db", folder, keys, ())) as records:
        fill(records, OFFICER, AT)
        records.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "records.db"


@pytest.fixture
def filled(made, tmp_path, keys):
    """A copy of them, open."""
    shutil.copy(made, tmp_path / "records.db")
    with closing(open_records(tmp_path / "records.db", tmp_path, keys, (tmp_path / "heads",))) as records:
        records.db.conn.execute("PRAGMA foreign_keys = OFF")
        yield records


@pytest.fixture
def act(filled, at):
    """`act(sql, argument…)` changes rows as the program does, in one act."""

    def do(sql, *arguments):
        with filled.transaction(OFFICER, lambda: at) as transaction:
            transaction.db.execute(sql, arguments)
            transaction.record(ACT, SUBJECT)

    return do


def test_every_table_is_walked_here_and_covered_but_for_those_named_as_exempt(filled):
    tables = {row["name"] for row in filled.db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    told = {tab for (tab,) in filled.db.execute("SELECT DISTINCT tab FROM audit_rows")}
    assert tables > EXEMPT
    assert {table.name for table in covered_tables(filled.db)} == told == set(TABLES) == tables - EXEMPT
    assert problems(filled) == set()


@pytest.mark.parametrize("name", TABLES)
def test_each_column_that_somebody_changes_is_named_with_its_row(filled, name):
    rows = Rows(filled, name)
    key = rows.keys[0]
    with insider(filled) as db:
        for column in rows.table.columns:
            db.execute("SAVEPOINT untouched")
            sql = f"UPDATE {name} SET {quoted(column)} = ? WHERE {rows.table.key_of()} = ?"  # noqa: S608
            db.execute(sql, [_another(filled, rows, column), key])
            found = problems(filled, db)
            if column in rows.table.key:
                assert ("row-removed", name, key) in found, column
                assert {kind for kind, *_row in found} == {"row-removed", "row-added"}, column
            else:
                assert found == {("row-changed", name, key)}, column
            db.execute("ROLLBACK TO untouched")
        assert problems(filled, db) == set()


def _another(records, rows, column):
    value = rows.first(column)
    types = {row["name"]: row["type"] for row in records.db.rows(f"PRAGMA table_info({rows.table.name})")}
    if types.get(column, "INTEGER") in {"INTEGER", "REAL"}:
        return (value or 0) + 99
    return (value or b"") + b"x" if types[column] == "BLOB" else f"{value or ''}x"


@pytest.mark.parametrize("name", quick_among(TABLES, QUICK))
def test_a_row_that_somebody_removes_or_adds_is_named(filled, act, name):
    rows = Rows(filled, name)
    with insider(filled) as db:
        db.execute(f"DELETE FROM {name}")  # noqa: S608
    assert problems(filled) == {("row-removed", name, key) for key in rows.keys}
    # An act elsewhere takes nothing of it in.
    act("UPDATE stories SET title = 'Another'" if name != "stories" else "UPDATE videos SET duration_ms = 7")
    assert problems(filled) == {("row-removed", name, key) for key in rows.keys}
    rows.put_back()
    assert problems(filled) == set()


@pytest.mark.parametrize("name", quick_among(TABLES, QUICK))
def test_a_row_that_is_there_again_after_an_act_removed_it_is_named(filled, name, act):
    rows = Rows(filled, name)
    with filled.db.writing():
        # The rows of most tables are kept for ever; here one may go, and nobody looks at the rules.
        filled.db.execute(f"DROP TRIGGER IF EXISTS {name}_no_delete")
        (filled.db.rules_seen,) = filled.db.execute("PRAGMA schema_version").fetchone()
    act(f"DELETE FROM {name}")  # noqa: S608
    assert problems(filled) == set()
    rows.put_back()
    assert problems(filled) == {("row-rolled-back", name, key) for key in rows.keys}


@pytest.mark.parametrize("name", quick_among(TABLES, QUICK))
def test_a_row_that_somebody_puts_back_as_it_was_is_said_to_be_so(filled, act, name):
    rows = Rows(filled, name)
    free = [column for column in rows.table.columns if column not in {*rows.table.key, "rowid", "seq"}]
    if not free:
        # Who is in a story: there is nothing in it to change.
        assert name == "story_contributors"
        return
    act(f"UPDATE {name} SET {quoted(free[0])} = ?", _another(filled, rows, free[0]))  # noqa: S608
    assert problems(filled) == set()
    rows.put_back()
    found = verified(filled)
    assert {(p.kind, p.table, p.key) for p in found} == {("row-rolled-back", name, key) for key in rows.keys}
    assert {(p.seq, p.earlier, p.subject) for p in found} == {(2, 1, SUBJECT)}


def test_what_somebody_adds_is_named(filled):
    with insider(filled) as db:
        db.execute("INSERT INTO withdrawals VALUES (9, 'K-0000-0000', '2026-12-01', '[]')")
        db.execute("INSERT INTO story_contributors VALUES ('S-4ZRD-XX4V', 'C-0000-0000')")
        db.execute("CREATE TABLE hidden (word TEXT)")
        db.execute("INSERT INTO hidden VALUES ('x')")
    assert problems(filled) == {
        ("row-added", "withdrawals", "9"),
        ("row-added", "story_contributors", "S-4ZRD-XX4V/C-0000-0000"),
        ("row-added", "hidden", "1"),
    }


def test_rows_of_a_table_that_somebody_drops_are_named(filled):
    key = Rows(filled, "takedowns").keys[0]
    with insider(filled) as db:
        triggers = db.rows("SELECT sql FROM sqlite_master WHERE sql LIKE '%takedowns%' AND type = 'table'")
        db.execute("ALTER TABLE takedowns RENAME TO gone")
        db.execute(triggers[0]["sql"])
    assert problems(filled) == {("row-removed", "takedowns", key), ("row-added", "gone", key)}


def test_two_rows_that_change_places_are_both_named(filled, act):
    act(
        "INSERT INTO plans (story, channel, audience, place, from_on, until)"
        " VALUES ('S-4ZRD-XX4V', 'social', 'public', 'TH', '2026-11-29', '2027-01-01')"
    )
    with insider(filled) as db:
        for before, after in ((1, 77), (2, 1), (77, 2)):
            db.execute("UPDATE plans SET rowid = ? WHERE rowid = ?", [after, before])
    keys = {"S-4ZRD-XX4V/website", "S-4ZRD-XX4V/social"}
    assert problems(filled) == {("row-changed", "plans", key) for key in keys}


def test_a_text_that_is_no_text_is_named_and_stops_nothing(filled):
    with insider(filled) as db:
        db.execute("UPDATE stories SET title = CAST(x'ff00fe' AS TEXT)")
    assert problems(filled) == {("row-changed", "stories", SUBJECT)}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_rows SET digest = x'00' WHERE tab = 'faces'",
        "UPDATE audit_rows SET found = x'' WHERE tab = 'faces'",
        "UPDATE audit_rows SET key = key || 'x' WHERE tab = 'faces'",
        "DELETE FROM audit_rows WHERE tab = 'faces'",
        "INSERT INTO audit_rows VALUES (1, 'a', 'b', x'', NULL)",
        "UPDATE audit SET rows = NULL",
    ],
)
def test_what_an_event_says_of_rows_stands_in_its_hash(filled, change):
    with insider(filled) as db:
        db.execute(change)
    assert ("changed", "", "") in problems(filled)


def test_what_stands_under_no_event_is_named(filled):
    with insider(filled) as db:
        db.execute("INSERT INTO audit_rows VALUES (99, 'a', 'b', x'', NULL)")
    assert problems(filled) == {("removed", "", "")}


def test_an_act_that_writes_over_what_somebody_changed_says_so_for_ever(filled, act):
    with insider(filled) as db:
        db.execute("UPDATE contributors SET age = 'child'")
    (key,) = Rows(filled, "contributors").keys
    act("UPDATE contributors SET language = 'th'")
    assert problems(filled) == {("row-found-changed", "contributors", key)}
    act("UPDATE contributors SET age = 'adult', language = 'km'")
    assert problems(filled) == {("row-found-changed", "contributors", key)}


def test_an_act_that_adds_where_somebody_removed_says_so(filled, act):
    rows = Rows(filled, "image_hashes")
    with insider(filled) as db:
        db.execute("DELETE FROM image_hashes")
    act("INSERT OR REPLACE INTO image_hashes VALUES (?, x'00')", rows.keys[0])
    assert problems(filled) == {("row-found-changed", "image_hashes", rows.keys[0])}


def _with_rule(of_before, added):
    """A table whose rows stay as they are, and that says something more of those to come."""
    sql = f"UPDATE sqlite_master SET sql = replace(sql, '{of_before}', '{of_before} {added}')"  # noqa: S608
    version = "PRAGMA schema_version = 9999"
    return "PRAGMA writable_schema = ON", f"{sql} WHERE name = 'withdrawals'", version


SWALLOWING = {
    "a trigger": ("CREATE TRIGGER quiet BEFORE INSERT ON withdrawals BEGIN SELECT raise(ignore); END",),
    "a table that skips": _with_rule('"channels" TEXT NOT NULL', "CHECK (0)"),
    "a table that follows another": _with_rule('REFERENCES "consents"("id")', "ON DELETE CASCADE"),
    "an index": ("CREATE UNIQUE INDEX quiet ON withdrawals(channels)",),
}


@pytest.mark.parametrize("rule", SWALLOWING)
def test_a_rule_that_comes_while_the_records_are_open_swallows_no_row(filled, act, tmp_path, rule):
    act("UPDATE stories SET title = 'Before'")
    with closing(open_database(tmp_path / "records.db", filled.keys.records_database())) as db:
        db.conn.execute("PRAGMA query_only = OFF")
        for sql in SWALLOWING[rule]:
            db.conn.execute(sql)
    with pytest.raises(BadDataFile, match="trigger-foreign"):
        act("INSERT INTO withdrawals VALUES (9, ?, '2026-12-01', '[]')", ROWS["consents"][0]["id"])
    assert problems(filled) == set()
