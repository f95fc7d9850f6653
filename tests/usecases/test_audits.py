"""The log: who reads it, what shows, and heads carried away."""

import json
from datetime import date

import pytest

from consentkit.domain.errors import (
    BadDataFile,
    NotFound,
    Refused,
    Stopped,
    Unavailable,
)
from consentkit.domain.events import EventName
from consentkit.domain.problems import ProblemKind
from consentkit.domain.progress import Cancelled
from consentkit.pages.files import incoming, write_file
from consentkit.usecases.log.audits import (
    AuditFilter,
    find_events,
    give_head,
    instants_of,
    read_audit,
    read_events_numbered,
    verify_audit,
)
from consentkit.usecases.stories.stories import add_story


def _with_second_heads(folder, value):
    config = folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('heads_folder = ""', f"heads_folder = {json.dumps(str(value))}"))


@pytest.mark.parametrize("handle", ["auditor-1", "manager-1", "safeguarding-1"])
def test_who_audits_reads_the_newest_first(open_as, handle):
    seqs = [event.seq for event in read_audit(open_as(handle))]
    assert seqs == sorted(seqs, reverse=True)
    assert seqs[-1] == 1


@pytest.mark.parametrize("handle", ["officer-1", "volunteer-1"])
def test_who_does_not_audit_reads_no_event(open_as, handle):
    with pytest.raises(Refused, match="role-may-not-read"):
        read_audit(open_as(handle))


def test_the_log_is_read_by_act_by_record_and_in_parts(open_as):
    officer, auditor = open_as("officer-1"), open_as("auditor-1")
    first, _ = add_story(officer, "One").id, add_story(officer, "Two").id
    assert [e.subject for e in read_audit(auditor, subject=first)] == [first]
    assert len(read_audit(auditor, action=EventName.STORY_ADDED)) == 2
    assert read_audit(auditor, subject=first, action=EventName.ACTOR_ADDED) == ()
    assert len(read_audit(auditor, limit=3)) == 3


def test_everyone_may_verify_and_a_whole_log_is_intact(open_as):
    found = verify_audit(open_as("volunteer-1"))
    assert found.is_intact
    assert found.events == len(read_audit(open_as("auditor-1")))


def carried(workspace, out):
    head, file = give_head(workspace)
    write_file(out, file.data)
    return head


def test_a_head_that_was_carried_away_shows_a_rewritten_log(open_as, tmp_path):
    officer = open_as("officer-1")
    head = carried(officer, tmp_path / "head.json")
    assert head.seq == read_audit(open_as("auditor-1"), limit=1)[0].seq
    assert verify_audit(officer, incoming(tmp_path / "head.json")).is_intact
    forged = head.model_copy(update={"hash": "0" * 64})
    (tmp_path / "forged.json").write_text(forged.model_dump_json())
    (problem,) = verify_audit(officer, incoming(tmp_path / "forged.json")).problems
    assert (problem.kind, problem.head) == (ProblemKind.HEAD_FORGED, "forged.json")


def test_a_head_from_later_shows_what_was_cut_off(open_as, workspace_folder, tmp_path):
    officer = open_as("officer-1")
    add_story(officer, "One")
    carried(officer, tmp_path / "head.json")
    conn = officer.records.db.conn
    conn.execute("PRAGMA query_only = OFF")
    conn.execute("DROP TRIGGER audit_no_delete")
    conn.execute("DROP TRIGGER audit_rows_no_delete")
    conn.execute("DROP TRIGGER stories_no_delete")
    conn.execute("DROP TRIGGER word_checks_no_delete")
    for table in ("audit", "audit_rows"):
        conn.execute(f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM {table})")  # noqa: S608
    conn.execute("DELETE FROM word_checks")
    conn.execute("DELETE FROM stories")
    for kept in (workspace_folder / "heads").iterdir():
        kept.unlink()
    officer.records.keep_head()
    assert verify_audit(officer).is_intact, "nothing inside tells"
    (problem,) = verify_audit(officer, incoming(tmp_path / "head.json")).problems
    assert problem.kind is ProblemKind.CUT_OFF


def test_a_head_that_is_missing_or_damaged_is_told(open_as, tmp_path):
    officer = open_as("officer-1")
    with pytest.raises(NotFound, match="head-missing"):
        verify_audit(officer, incoming(tmp_path / "absent.json"))
    (tmp_path / "damaged.json").write_text("{")
    with pytest.raises(BadDataFile, match="head-damaged"):
        verify_audit(officer, incoming(tmp_path / "damaged.json"))


def test_a_second_folder_gets_every_head(open_as, workspace_folder, tmp_path):
    elsewhere = tmp_path / "usb"
    _with_second_heads(workspace_folder, elsewhere)
    add_story(open_as("officer-1"), "One")
    own = workspace_folder / "heads"
    assert (elsewhere / "latest.json").read_bytes() == (own / "latest.json").read_bytes()
    assert (elsewhere / "2026-11-21.json").exists()
    assert verify_audit(open_as("auditor-1")).heads_checked == 5


def test_a_second_folder_without_a_root_lies_in_the_workspace(
    open_as, workspace_folder, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    _with_second_heads(workspace_folder, "more-heads")
    add_story(open_as("officer-1"), "One")
    assert (workspace_folder / "more-heads" / "latest.json").exists()
    assert not (tmp_path / "more-heads").exists()


def test_a_second_folder_that_cannot_be_written_is_told_and_the_act_is_kept(
    open_as, workspace_folder, tmp_path
):
    in_the_way = tmp_path / "usb"
    in_the_way.write_text("a file, not a folder")
    _with_second_heads(workspace_folder, in_the_way)
    with pytest.raises(Unavailable, match="heads-folder-unwritable"):
        add_story(open_as("officer-1"), "One")
    assert read_audit(open_as("auditor-1"), limit=1)[0].action == "story-added"


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (AuditFilter(), 11),
        (AuditFilter(action=EventName.STORY_ADDED), 2),
        (AuditFilter(actor="officer-1"), 3),
        (AuditFilter(actor="officer-1", action=EventName.ACTOR_ADDED), 0),
        (AuditFilter(subject="officer-1"), 2),
        (AuditFilter(on=date(2026, 11, 20)), 0),
        (AuditFilter(on=date(2026, 10, 12)), 9),
        (AuditFilter(on=date(2026, 11, 21)), 2),
        (AuditFilter(on=date(2026, 11, 22)), 0),
    ],
)
def test_a_filter_finds_the_numbers_of_what_it_wants_newest_first(open_as, wanted, count):
    officer, auditor = open_as("officer-1"), open_as("auditor-1")
    for title in ("One", "Two"):
        add_story(officer, title)
    numbers = list(find_events(auditor, wanted))
    assert len(numbers) == count
    assert numbers == sorted(numbers, reverse=True)
    assert set(read_events_numbered(auditor, numbers)) == set(numbers)
    assert read_events_numbered(auditor, (10_000,)) == {}


def test_a_day_is_the_one_where_the_organisation_works(open_as, workspace_folder):
    config = workspace_folder / "config.toml"
    config.write_text(config.read_text().replace('timezone = "UTC"', 'timezone = "Pacific/Kiritimati"'))
    auditor = open_as("auditor-1")
    assert len(find_events(auditor, AuditFilter(on=date(2026, 10, 12)))) == 9
    assert instants_of(auditor, date(2026, 11, 21), date(2026, 11, 21)) == (
        "2026-11-20T10:00:00",
        "2026-11-21T10:00:00",
    )


@pytest.mark.parametrize("handle", ["officer-1", "volunteer-1"])
def test_who_does_not_audit_finds_no_event(open_as, handle):
    with pytest.raises(Refused, match="role-may-not-read"):
        find_events(open_as(handle), AuditFilter())
    with pytest.raises(Refused, match="role-may-not-read"):
        read_events_numbered(open_as(handle), (1,))


def test_a_verification_tells_how_far_it_is_and_stops(open_as):
    steps = []
    verify_audit(open_as("auditor-1"), watch=steps.append)
    assert [(step.done, step.total) for step in steps] == [(0, 14)]

    def stop(step):
        raise Cancelled

    with pytest.raises(Stopped, match="stopped"):
        verify_audit(open_as("auditor-1"), watch=stop)
