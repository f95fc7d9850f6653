"""No change without its event, and no event that says too much or that the role may not record."""

import errno
import os
import sys
from contextlib import closing

import pytest

from consentkit.domain.errors import BadDataFile, NotFound, Refused, Unavailable
from consentkit.domain.events import MAY_RECORD, EventName
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import DatabaseError
from consentkit.store.database.records import UnrecordedChangeError, open_records
from consentkit.store.log import audits
from consentkit.store.people.contributors import contributors

ADDED = EventName.CONTRIBUTOR_ADDED


def kept(records):
    return contributors.where(records.db, "1"), audits.read_events(records.db)


def insert(transaction, person):
    contributors.insert(transaction.db, person, added_at="2026-11-21")


def test_a_change_and_its_event_are_kept_together(records, officer, at, person):
    with records.transaction(officer, lambda: at) as transaction:
        insert(transaction, person(1))
        transaction.record(ADDED, person(1).code, age="unknown", language="th")
    people, events = kept(records)
    assert people == (person(1),)
    assert [(e.seq, e.actor, e.action, e.subject, e.body) for e in events] == [
        (1, "officer-1", "contributor-added", "C-0000-0001", {"age": "unknown", "language": "th"})
    ]
    assert events[0].at == "2026-11-21T09:00:00.000000+00:00"


def test_a_change_that_nothing_records_is_not_kept(records, officer, at, person):
    def forget_the_event():
        with records.transaction(officer, lambda: at) as transaction:
            insert(transaction, person(1))

    with pytest.raises(UnrecordedChangeError):
        forget_the_event()
    assert kept(records) == ((), ())


def test_reading_needs_no_event(records, officer, at):
    with records.transaction(officer, lambda: at) as transaction:
        assert contributors.where(transaction.db, "1") == ()
    assert kept(records) == ((), ())
    assert not list(records.heads[0].glob("*"))


def test_an_event_alone_is_kept(records, officer, at):
    with records.transaction(officer, lambda: at) as transaction:
        transaction.record(EventName.IMAGE_VIEWED, "I-0000-0000")
    assert [event.action for event in kept(records)[1]] == ["image-viewed"]


def test_a_row_cannot_be_written_past_the_transaction(records, person):
    with pytest.raises(DatabaseError):
        contributors.insert(records.db, person(1), added_at="2026-11-21")
    assert kept(records) == ((), ())


def test_what_a_role_may_not_record_is_refused_and_nothing_is_kept(records, at, person):
    auditor = Actor(handle="auditor-1", roles=frozenset({Role.AUDITOR}))

    def overstep():
        with records.transaction(auditor, lambda: at) as transaction:
            insert(transaction, person(1))
            transaction.record(ADDED, person(1).code)

    with pytest.raises(Refused) as refused:
        overstep()
    assert refused.value.code == "role-may-not"
    assert refused.value.facts == {
        "act": "contributor-added",
        "roles": ("keeper", "officer", "safeguarding"),
    }
    assert kept(records) == ((), ())


@pytest.mark.parametrize(
    ("subject", "facts"),
    [
        ("C-0000-0001", {"note": "Somchai from Ban Nam"}),
        ("C-0000-0001", {"note": "สมชาย"}),
        ("C-0000-0001", {"note": ["fine", "not fine"]}),
        ("C-0000-0001", {"note": ""}),
        ("C-0000-0001", {"path": "/home/somchai/photo.jpg"}),
        ("C-0000-0001", {"mail": "somchai@example.org"}),
        ("Somchai from Ban Nam", {}),
        ("สมชาย", {}),
        ("", {}),
    ],
)
def test_free_text_in_an_event_is_a_bug_and_nothing_is_kept(records, officer, at, person, subject, facts):  # noqa: PLR0917 - two are cases
    def tell_too_much():
        with records.transaction(officer, lambda: at) as transaction:
            insert(transaction, person(1))
            transaction.record(ADDED, subject, **facts)

    with pytest.raises(ValueError, match="free text"):
        tell_too_much()
    assert kept(records) == ((), ())


def test_an_error_takes_everything_back(records, officer, at, person):
    def fail():
        with records.transaction(officer, lambda: at) as transaction:
            insert(transaction, person(1))
            transaction.record(ADDED, person(1).code)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert kept(records) == ((), ())
    assert not list(records.heads[0].glob("*"))


def test_the_head_is_kept_after_the_commit(records, officer, at, keys):
    for number in range(3):
        with records.transaction(officer, lambda: at) as transaction:
            transaction.record(EventName.IMAGE_VIEWED, "I-0000-0000")
            assert len(list(records.heads[0].glob("*.json"))) == (2 if number else 0)
    newest = audits.read_events(records.db, limit=1)[0]
    for name in ("latest.json", "2026-11-21.json"):
        head = audits.read_head(records.heads[0] / name)
        assert (head.workspace, head.seq, head.hash) == (keys.workspace, 3, newest.hash)


def test_an_older_head_never_replaces_a_newer_one(records, officer, at, keys):
    with records.transaction(officer, lambda: at) as transaction:
        transaction.record(EventName.IMAGE_VIEWED, "I-0000-0000")
    older = audits.current_head(records.db, keys.signing_key(), keys.workspace)
    with records.transaction(officer, lambda: at) as transaction:
        transaction.record(EventName.IMAGE_VIEWED, "I-0000-0000")
    audits.keep_head(records.db, records.heads[0], older)
    assert audits.read_head(records.heads[0] / "latest.json").seq == 2


def test_heads_are_kept_in_every_folder(tmp_path, keys, officer, at):
    folders = (tmp_path / "a", tmp_path / "b")
    opened = closing(open_records(tmp_path / "records.db", tmp_path, keys, folders))
    with opened as records, records.transaction(officer, lambda: at) as transaction:
        transaction.record(EventName.IMAGE_VIEWED, "I-0000-0000")
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")} == {
        f"{folder}/{name}" for folder in "ab" for name in ("latest.json", "2026-11-21.json")
    }


def test_an_empty_log_has_no_head(records, keys):
    with pytest.raises(NotFound) as missing:
        audits.current_head(records.db, keys.signing_key(), keys.workspace)
    assert missing.value.code == "audit-empty"


def test_a_head_is_missing_or_damaged(tmp_path):
    with pytest.raises(NotFound):
        audits.read_head(tmp_path / "head.json")
    (tmp_path / "head.json").write_text("{}")
    with pytest.raises(BadDataFile) as damaged:
        audits.read_head(tmp_path / "head.json")
    assert damaged.value.code == "head-damaged"


def test_every_act_says_who_may_record_it():
    assert MAY_RECORD.keys() == set(EventName)


@pytest.mark.parametrize("name", EventName)
def test_some_role_may_record_every_act(name):
    assert MAY_RECORD[name]
    assert MAY_RECORD[name] <= set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_transaction_lets_a_role_record_exactly_what_it_may(records, at, role):
    actor = Actor(handle="someone-1", roles=frozenset({role}))

    def act(name):
        with records.transaction(actor, lambda: at) as transaction:
            transaction.record(name, "S-0000-0000")

    for name in EventName:
        if role in MAY_RECORD[name]:
            act(name)
        else:
            with pytest.raises(Refused):
                act(name)
    recorded = [event.action for event in audits.read_events(records.db)][::-1]
    assert recorded == [name for name in EventName if role in MAY_RECORD[name]]


def test_an_auditor_records_nothing_but_their_own_passphrase_backups_and_what_opening_does():
    auditor = {name for name in EventName if Role.AUDITOR in MAY_RECORD[name]}
    assert auditor == {
        EventName.WORKSPACE_CREATED,
        EventName.ROWS_COVERED,
        EventName.PASSPHRASE_CHANGED,
        # The same keys as everybody, under their own passphrase.
        EventName.KEYS_TAKEN_OVER,
        EventName.ACTOR_RECOVERED,
        # What a machine needs that makes backups every night; no record changes by it.
        EventName.BACKUP_MADE,
        EventName.BACKUP_VERIFIED,
        EventName.WORKSPACE_RESTORED,
        EventName.KEEPER_APPOINTED,
    }


def test_everyone_who_writes_may_record_a_withdrawal():
    # By name: whether a new role may take a consent back is to be said, and then written here.
    writers = {Role.OFFICER, Role.VOLUNTEER, Role.MANAGER, Role.SAFEGUARDING, Role.KEEPER}
    assert MAY_RECORD[EventName.CONSENT_WITHDRAWN] == writers


def test_a_full_disk_is_told_as_one_and_leaves_everything_as_it_was(records, officer, at, person):
    pages = records.db.execute("PRAGMA page_count").fetchone()[0]
    records.db.execute(f"PRAGMA max_page_count = {pages}")
    before = kept(records)

    def add_more_than_fits():
        with records.transaction(officer, lambda: at) as transaction:
            for number in range(1, 2000):
                insert(transaction, person(number))

    with pytest.raises(Unavailable, match=r"^disk-full$"):
        add_more_than_fits()
    assert kept(records) == before


def test_a_failure_of_the_machine_is_told_and_a_bug_stays_one(records, officer, at):
    for number, error in ((errno.ENOSPC, Unavailable), (errno.EIO, Unavailable), (errno.ENOENT, OSError)):
        with pytest.raises(error), records.transaction(officer, lambda: at):
            raise OSError(number, os.strerror(number))


def _interrupted(*_values):
    raise KeyboardInterrupt


def test_ctrl_c_in_what_sql_calls_comes_out_as_ctrl_c_and_keeps_nothing(records, officer, at, person):
    def act():
        with records.transaction(officer, lambda: at) as transaction:
            insert(transaction, person(1))
            transaction.db.define("interrupted", _interrupted)
            transaction.db.execute("SELECT interrupted()")

    with pytest.raises(KeyboardInterrupt):
        act()
    assert kept(records) == ((), ())


def test_ctrl_c_before_the_first_line_of_what_sql_calls_comes_out_as_ctrl_c(records):
    def press(frame, event, _argument):
        if event == "call" and frame.f_code.co_name == "called":
            sys.setprofile(None)
            raise KeyboardInterrupt

    records.db.define("counted", len)
    sys.setprofile(press)
    try:
        with pytest.raises(KeyboardInterrupt):
            records.db.execute("SELECT counted('abc')")
    finally:
        sys.setprofile(None)


def test_what_goes_wrong_in_what_sql_calls_comes_out_as_it_was(records):
    records.db.define("divided", lambda number: 1 // number)
    with pytest.raises(ZeroDivisionError):
        records.db.execute("SELECT divided(0)")
