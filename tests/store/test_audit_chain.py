"""Whatever is done to the log, the verification finds it and names the event."""

import hashlib
import json
import shutil
from contextlib import closing
from datetime import UTC, datetime

import pytest
from drawn_text import any_character
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consentkit.domain.errors import Unavailable
from consentkit.domain.problems import ProblemKind
from consentkit.domain.values import canonical
from consentkit.store.database.encrypted import open_database
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.schema import migrate
from consentkit.store.log import audits
from consentkit.store.log.audits import (
    EVENT_COLUMNS,
    EventRow,
    Head,
    current_head,
    event_hash,
    heads_in,
    keep_head,
)
from consentkit.store.log.verifications import verify

EVENTS = 8
COLUMNS = EventRow._fields
CHANGED, REMOVED, REORDERED = ProblemKind.CHANGED, ProblemKind.REMOVED, ProblemKind.REORDERED
CUT_OFF, REWRITTEN = ProblemKind.CUT_OFF, ProblemKind.REWRITTEN


def append(db, number):
    audits.append(
        db,
        at=f"2026-11-{number:02}T09:00:00.000000+00:00",
        actor="officer-1",
        action="image-viewed",
        subject="I-0000-0000",
        body={"n": number, "who": ["a", "b"]},
    )


def grow(db, first, last):
    with db.writing():
        for number in range(first, last + 1):
            append(db, number)


@pytest.fixture(scope="module")
def made(tmp_path_factory, keys):
    """A database with eight events, made once."""
    path = tmp_path_factory.mktemp("made") / "records.db"
    with closing(open_database(path, keys.records_database())) as db:
        migrate(db, records_migrations)
        grow(db, 1, EVENTS)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def db(tmp_path, made, keys):
    """A copy whose triggers are gone: what someone with the key can do."""
    shutil.copy(made, tmp_path / "records.db")
    with closing(open_database(tmp_path / "records.db", keys.records_database())) as opened:
        tamper(opened, *(f"DROP TRIGGER {t}" for t in ("audit_no_update", "audit_no_delete", "audit_chain")))
        yield opened


def tamper(db, *statements):
    with db.writing():
        for sql in statements:
            db.execute(sql)


def seen(db, keys, heads=()):
    return verify(db, keys.signing_key(), keys.workspace, heads)


def problems(db, keys, heads=()):
    return {(p.kind, p.seq) for p in seen(db, keys, heads).problems}


def head_of(db, keys):
    return current_head(db, keys.signing_key(), keys.workspace)


def rewrite(db, start):
    """Recompute every hash from an event on, as someone with the key can."""
    with db.writing():
        for row in db.rows("SELECT * FROM audit WHERE seq >= ? ORDER BY seq", (start,)):
            before = db.rows("SELECT hash FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT 1", (row["seq"],))
            prev = before[0]["hash"] if before else ""
            digest = event_hash(EventRow(**(row | {"prev": prev})))
            db.execute("UPDATE audit SET prev = ?, hash = ? WHERE seq = ?", [prev, digest, row["seq"]])


def test_a_whole_chain_is_intact(db, keys):
    found = seen(db, keys, [("latest.json", head_of(db, keys))])
    assert found.is_intact
    assert (found.events, found.heads_checked) == (EVENTS, 1)
    assert found.last_hash == head_of(db, keys).hash


def test_an_empty_log_is_intact(records, keys):
    found = seen(records.db, keys)
    assert (found.is_intact, found.events, found.last_hash) == (True, 0, "")


@pytest.mark.parametrize("seq", [1, 4, EVENTS])
@pytest.mark.parametrize("column", COLUMNS[1:])
def test_a_changed_column_is_found_at_its_event(db, keys, column, seq):
    value = '{"n":99,"who":["a","b"]}' if column == "body" else "0" * 64
    tamper(db, f"UPDATE audit SET {column} = '{value}' WHERE seq = {seq}")  # noqa: S608
    assert problems(db, keys) == {(CHANGED, seq)}


@pytest.mark.parametrize(
    "body",
    [
        '{"n": 4,"who":["a","b"]}',
        '{"who":["a","b"],"n":4}',
        '{"n":99,"n":4,"who":["a","b"]}',
        '{"n":4.0,"who":["a","b"]}',
        '{"n":4,"who":["\\u0061","b"]}',
        '{"n":4,"who":["b","a"]}',
        "{",
        "",
        "null",
    ],
)
def test_another_spelling_of_a_body_is_a_change(db, keys, body):
    tamper(db, f"UPDATE audit SET body = '{body}' WHERE seq = 4")  # noqa: S608
    assert problems(db, keys) == {(CHANGED, 4)}


@pytest.mark.parametrize("seq", [1, 2, 5, EVENTS - 1])
def test_a_removed_event_is_named(db, keys, seq):
    tamper(db, f"DELETE FROM audit WHERE seq = {seq}")  # noqa: S608
    assert problems(db, keys) == {(REMOVED, seq)}


def test_every_one_of_several_removed_events_is_named(db, keys):
    tamper(db, "DELETE FROM audit WHERE seq IN (1, 2, 5)")
    assert problems(db, keys) == {(REMOVED, 1), (REMOVED, 2), (REMOVED, 5)}


@pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 2), (3, 6), (1, EVENTS)])
def test_two_events_that_swap_numbers_are_both_named(db, keys, one, other):
    tamper(
        db,
        f"UPDATE audit SET seq = -1 WHERE seq = {one}",  # noqa: S608
        f"UPDATE audit SET seq = {one} WHERE seq = {other}",  # noqa: S608
        f"UPDATE audit SET seq = {other} WHERE seq = -1",  # noqa: S608
    )
    assert problems(db, keys) == {(REORDERED, one), (REORDERED, other)}


def test_two_events_that_swap_what_they_say_are_both_named(db, keys):
    told = {row["seq"]: row for row in db.rows("SELECT * FROM audit WHERE seq IN (3, 6)")}
    with db.writing():
        for seq, row in ((3, told[6]), (6, told[3])):
            sql = "UPDATE audit SET at = ?, actor = ?, action = ?, subject = ?, body = ? WHERE seq = ?"
            db.execute(sql, [row[c] for c in COLUMNS[1:6]] + [seq])
    assert problems(db, keys) == {(CHANGED, 3), (CHANGED, 6)}


def test_an_event_that_was_moved_to_a_far_number_is_named(db, keys):
    tamper(db, "UPDATE audit SET seq = 1000000 WHERE seq = 3")
    found = problems(db, keys)
    assert {(REMOVED, 3), (REMOVED, EVENTS + 1)} <= found


def test_an_event_put_before_the_first_is_found(db, keys):
    forged = EventRow(0, "2026-11-01", "officer-1", "image-viewed", "I-0000-0000", "{}", "", "", None)
    with db.writing():
        sql = f"INSERT INTO audit ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        db.execute(sql, forged._replace(hash=event_hash(forged)))
    assert (REORDERED, 0) in problems(db, keys)


def test_one_event_rewritten_with_its_own_hash_breaks_the_link_to_the_next(db, keys):
    tamper(db, "UPDATE audit SET actor = 'nobody' WHERE seq = 4")
    row = db.rows("SELECT * FROM audit WHERE seq = 4")[0]
    digest = event_hash(EventRow(**row))
    tamper(db, f"UPDATE audit SET hash = '{digest}' WHERE seq = 4")  # noqa: S608
    assert problems(db, keys) == {(REORDERED, 5)}


def test_a_tail_that_was_cut_off_is_found_by_a_head_alone(db, keys):
    head = head_of(db, keys)
    tamper(db, "DELETE FROM audit WHERE seq > 5")
    assert problems(db, keys) == set()
    assert problems(db, keys, [("latest.json", head)]) == {(CUT_OFF, 6)}


def test_a_log_that_was_emptied_is_found_by_a_head(db, keys):
    head = head_of(db, keys)
    tamper(db, "DELETE FROM audit")
    assert problems(db, keys, [("latest.json", head)]) == {(CUT_OFF, 1)}


def test_an_older_database_put_back_is_found_by_the_heads_that_were_kept(tmp_path, db, made, keys):
    grow(db, EVENTS + 1, EVENTS + 3)
    keep_head(db, tmp_path / "heads", head_of(db, keys))
    db.close()
    for left in tmp_path.glob("records.db*"):
        left.unlink()
    shutil.copy(made, tmp_path / "records.db")
    with closing(open_database(tmp_path / "records.db", keys.records_database())) as older:
        found = problems(older, keys, list(heads_in(tmp_path / "heads")))
        assert found == {(CUT_OFF, EVENTS + 1)}
        # Going on from the older one does not hide it: the same numbers have other hashes.
        with older.writing():
            for number in range(20, 24):
                append(older, number)
        assert problems(older, keys, heads_in(tmp_path / "heads")) == {(REWRITTEN, EVENTS + 3)}


def test_a_chain_written_anew_is_found_by_a_head_alone(db, keys):
    head = head_of(db, keys)
    tamper(db, "UPDATE audit SET actor = 'nobody' WHERE seq = 3")
    rewrite(db, 3)
    assert problems(db, keys) == set()
    assert problems(db, keys, [("latest.json", head)]) == {(REWRITTEN, EVENTS)}


def test_the_earliest_head_after_the_change_is_named_too(tmp_path, made, keys, db):
    tamper(db, "DELETE FROM audit WHERE seq > 4")
    early = head_of(db, keys)
    grow(db, 5, EVENTS)
    late = head_of(db, keys)
    tamper(db, "UPDATE audit SET actor = 'nobody' WHERE seq = 3")
    rewrite(db, 3)
    assert problems(db, keys, [("a", early), ("b", late)]) == {(REWRITTEN, 4), (REWRITTEN, EVENTS)}


def test_a_removed_event_at_the_head_is_named_by_chain_and_head(db, keys):
    tamper(db, "DELETE FROM audit WHERE seq > 4")
    head = head_of(db, keys)
    grow(db, 5, EVENTS)
    tamper(db, "DELETE FROM audit WHERE seq = 4")
    assert problems(db, keys, [("a", head)]) == {(REMOVED, 4)}


@pytest.mark.parametrize(
    "change", [{"seq": 7}, {"hash": "0" * 64}, {"at": "2026-11-09"}, {"signature": "00"}, {"signature": "x"}]
)
def test_a_forged_head_is_found(db, keys, change):
    forged = head_of(db, keys).model_copy(update=change)
    found = seen(db, keys, [("carried.json", forged)]).problems
    assert [(p.kind, p.head) for p in found] == [(ProblemKind.HEAD_FORGED, "carried.json")]


def test_a_head_of_another_workspace_is_told_as_such(db, keys):
    other = head_of(db, keys).model_copy(update={"workspace": "0123456789abcdef"})
    assert problems(db, keys, [("a", other)]) == {(ProblemKind.HEAD_OF_ANOTHER, EVENTS)}


def test_a_head_that_cannot_be_read_is_told_with_its_name(tmp_path, db, keys):
    (tmp_path / "latest.json").write_text("{")
    found = seen(db, keys, heads_in(tmp_path))
    assert [(p.kind, p.head) for p in found.problems] == [(ProblemKind.HEAD_UNREADABLE, "latest.json")]
    assert found.heads_checked == 1


def test_a_head_written_while_the_chain_is_read_is_no_cut(tmp_path, db, keys):
    def heads():
        # Another program commits and keeps its head just when the heads are looked at.
        append_one(db)
        yield "latest.json", head_of(db, keys)

    def append_one(db):
        with db.writing():
            append(db, EVENTS + 1)

    assert seen(db, keys, heads()).is_intact


def test_problems_are_told_in_order_and_not_without_end(db, keys):
    tamper(db, "UPDATE audit SET seq = seq + 500")
    found = seen(db, keys).problems
    assert len(found) == 100
    assert [p.seq for p in found] == sorted(p.seq for p in found)


def test_the_canonical_form_is_what_is_stored(db):
    for row in db.rows("SELECT body FROM audit"):
        assert canonical(json.loads(row["body"])).decode() == row["body"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seq=st.integers(1, EVENTS),
    column=st.sampled_from(COLUMNS),
    position=st.integers(0, 200),
    character=any_character(exclude_characters="\0"),
    kind=st.sampled_from(["replace", "insert", "delete"]),
    number=st.integers(-(2**40), 2**40),
)
def test_any_single_edit_of_a_stored_column_is_found(  # noqa: PLR0917 - what an edit is made of
    db, keys, seq, column, position, character, kind, number
):
    row = db.rows("SELECT * FROM audit WHERE seq = ?", (seq,))[0]
    if column == "seq":
        taken = set(range(1, EVENTS + 1)) - {seq}
        edited = number if number not in taken else EVENTS + 1
    else:
        text = row[column]
        at = position % (len(text) + 1)
        skip = 0 if kind == "insert" else 1
        edited = text[:at] + ("" if kind == "delete" else character) + text[at + skip :]
    if edited == row[column]:
        return
    before = head_of(db, keys)
    with db.writing():
        db.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", [edited, seq])  # noqa: S608
    try:
        found = seen(db, keys, [("latest.json", before)])
        assert not found.is_intact
        if column != "seq":
            assert seq in {p.seq for p in found.problems}
    finally:
        with db.writing():
            where = edited if column == "seq" else seq
            db.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", [row[column], where])  # noqa: S608


def test_heads_are_read_back_as_written(tmp_path, db, keys):
    head = head_of(db, keys)
    keep_head(db, tmp_path, head)
    assert dict(heads_in(tmp_path)) == {"2026-11-08.json": head, "latest.json": head}
    assert Head.model_validate_json((tmp_path / "latest.json").read_bytes()) == head


def test_work_that_goes_on_after_an_older_database_was_put_back_hides_nothing(tmp_path, db, made, keys):
    grow(db, EVENTS + 1, EVENTS + 3)
    lost = head_of(db, keys)
    keep_head(db, tmp_path / "heads", lost)
    db.close()
    for left in tmp_path.glob("records.db*"):
        left.unlink()
    shutil.copy(made, tmp_path / "records.db")
    with closing(open_database(tmp_path / "records.db", keys.records_database())) as older:
        grow(older, EVENTS + 11, EVENTS + 19)
        keep_head(older, tmp_path / "heads", head_of(older, keys))
        kept = dict(heads_in(tmp_path / "heads"))
        assert kept["latest.json"] == lost
        assert kept["restored-latest.json"].seq == EVENTS + 9
        found = problems(older, keys, heads_in(tmp_path / "heads"))
    assert found == {(ProblemKind.REWRITTEN, EVENTS + 3)}


def test_a_folder_that_cannot_be_written_is_told(tmp_path, db, keys):
    (tmp_path / "heads").write_text("a file, not a folder")
    with pytest.raises(Unavailable, match="heads-folder-unwritable"):
        keep_head(db, tmp_path / "heads", head_of(db, keys))


def _again(db, at, number=9):
    with db.writing():
        audits.append(
            db, at=at, actor="officer-1", action="image-viewed", subject="I-0000-0000", body={"n": number}
        )


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2026-11-08T08:59:00.000000+00:00", set()),
        ("2026-11-08T08:58:59.000000+00:00", {(ProblemKind.TIME_BACK, EVENTS + 1)}),
        ("2020-01-01T00:00:00+00:00", {(ProblemKind.TIME_BACK, EVENTS + 1)}),
    ],
)
def test_an_event_that_tells_an_earlier_time_than_the_one_before_it_is_named(db, keys, at, found):
    _again(db, at)
    # Those that follow it are not named: their clock was right.
    _again(db, "2026-11-09T09:00:00.000000+00:00")
    assert problems(db, keys) == found


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (datetime(2026, 11, 8, 8, 59, tzinfo=UTC), set()),
        (datetime(2026, 11, 8, 8, 58, 59, tzinfo=UTC), {(ProblemKind.CLOCK_BEHIND, EVENTS)}),
        (datetime(2026, 11, 7, 9, 0, tzinfo=UTC), {(ProblemKind.CLOCK_BEHIND, EVENTS)}),
    ],
)
def test_a_clock_that_lies_before_what_was_recorded_is_told(db, keys, now, found):
    seen = verify(db, keys.signing_key(), keys.workspace, [], now=now)
    assert {(p.kind, p.seq) for p in seen.problems} == found


def test_an_event_recorded_with_the_clock_set_back_hides_nothing(db, keys):
    _again(db, "2020-01-01T00:00:00.000000+00:00")
    seen = verify(db, keys.signing_key(), keys.workspace, [], now=datetime(2020, 1, 2, tzinfo=UTC))
    assert {(p.kind, p.seq) for p in seen.problems} == {
        (ProblemKind.TIME_BACK, EVENTS + 1),
        (ProblemKind.CLOCK_BEHIND, EVENTS),
    }


def test_heads_that_are_missing_are_told(tmp_path, db, keys):
    folder = tmp_path / "heads"

    def found():
        seen = verify(db, keys.signing_key(), keys.workspace, heads_in(folder), folder=folder)
        return {(p.kind, p.seq) for p in seen.problems}

    assert found() == {(ProblemKind.HEADS_MISSING, EVENTS)}
    keep_head(db, folder, head_of(db, keys))
    assert found() == set()
    (folder / "latest.json").unlink()
    assert found() == {(ProblemKind.HEADS_MISSING, EVENTS)}


def test_no_head_is_missed_where_nothing_was_recorded(tmp_path, records, keys):
    seen = verify(records.db, keys.signing_key(), keys.workspace, [], folder=tmp_path / "heads")
    assert seen.is_intact


def test_events_of_before_they_covered_rows_keep_their_hash(db, keys):
    db.conn.execute("PRAGMA query_only = OFF")
    for name in ("audit_rows_no_update", "audit_rows_no_delete"):
        db.execute(f"DROP TRIGGER {name}")
    with db.writing():
        db.execute("UPDATE audit SET rows = NULL")
    rewrite(db, 1)
    first = db.rows("SELECT * FROM audit WHERE seq = 1")[0]
    told = canonical([first[c] for c in COLUMNS[:5]] + [json.loads(first["body"])])
    assert first["hash"] == hashlib.sha256(b"consentkit/audit/v1\n" + told).hexdigest()
    assert seen(db, keys).is_intact
