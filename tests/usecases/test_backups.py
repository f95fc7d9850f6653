"""Backups: of one moment, checked by opening, kept long enough, and brought back or refused in words."""

import json
import os
import shutil
import threading
from datetime import timedelta

import pytest

from consentkit.domain.errors import (
    BadDataFile,
    Conflict,
    InvalidInput,
    NotFound,
    Refused,
    Stopped,
    Unavailable,
)
from consentkit.domain.people import Identity
from consentkit.domain.progress import Cancelled
from consentkit.domain.roles import Actor, Role
from consentkit.store.backups import making, stores
from consentkit.store.backups.stores import open_store
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import add_actor, change_passphrase
from consentkit.usecases.office.backups import (
    Retention,
    backup_folder,
    check_backup,
    handles_of_backup,
    last_checked_at,
    list_backups,
    make_backup,
    restore_backup,
    unlock_by_passphrase,
    unlock_by_recovery_code,
)
from consentkit.usecases.office.checkups import examine_workspace
from consentkit.usecases.people.identities import OpeningReason, open_identity, seal_identity
from consentkit.usecases.stories.stories import add_story, list_stories
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import open_workspace

NEW = "another long passphrase"


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def disk(tmp_path):
    """Where the backups go."""
    return tmp_path / "disk"


@pytest.fixture
def manager(open_as):
    return open_as("manager-1")


@pytest.fixture
def restore(disk, tmp_path, clock, passphrase):
    """`restore()` brings the newest back into a new folder and returns that."""

    def bring_back(into="restored", unlocking=None, **chosen):
        target = tmp_path / into
        unlocking = unlocking or unlock_by_passphrase("manager-1", passphrase)
        restore_backup(disk, target, unlocking, clock=clock, **chosen)
        return target

    return bring_back


def files_of(folder):
    """Every file but those that change when they are only opened."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".db" not in path.name and not path.is_relative_to(folder / "heads")
    }


def rows_of(workspace, *, but=("audit",)):
    db = workspace.records.db
    return {
        name: [tuple(row.items()) for row in db[name].rows] for name in db.table_names() if name not in but
    }


def broken(workspace):
    """What the doctor finds broken: here a file of our own that nobody accepted yet."""
    return {finding.code for finding in examine_workspace(workspace) if finding.level == "broken"}


def events_of(workspace):
    return [tuple(row.values()) for row in workspace.records.db.rows("SELECT * FROM audit ORDER BY seq")]


def objects_of(disk):
    return {path.name: path for path in (disk / "objects").glob("??/*")}


def test_a_backup_brings_everything_back_elsewhere(*, words, manager, disk, restore, clock, passphrase):
    seal_identity(words.officer, words.person, Identity(name="Sokha"))
    (manager.folders.policies / "note.txt").write_text("ours\n", encoding="utf-8")
    before, rows, events = files_of(manager.folders.root), rows_of(manager), events_of(manager)
    make_backup(manager, disk)
    target = restore()
    assert files_of(target) == before
    with open_workspace(target, "manager-1", passphrase, clock=clock) as back:
        assert rows_of(back) == rows
        assert events_of(back)[: len(events)] == events
        assert [event[3] for event in events_of(back)[len(events) :]] == ["workspace-restored"]
        assert verify_audit(back).is_intact
        assert open_identity(back, words.person, OpeningReason.SAFETY).identity.name == "Sokha"
        assert broken(back) == broken(manager)


def test_identities_that_a_keeper_took_in_come_back(*, words, manager, disk, restore, clock, passphrase):
    seal_identity(words.officer, words.person, Identity(name="Sokha"))
    open_identity(manager, words.person, OpeningReason.SAFETY)
    assert not list(manager.folders.inbox.iterdir())
    # By somebody who cannot open them.
    with open_workspace(manager.folders.root, "auditor-1", passphrase, clock=clock) as auditor:
        make_backup(auditor, disk)
    with open_workspace(restore(), "manager-1", passphrase, clock=clock) as back:
        assert open_identity(back, words.person, OpeningReason.SAFETY).identity.name == "Sokha"


def test_the_recovery_code_brings_it_back_too(*, manager, disk, restore, recovery_code, clock, passphrase):
    make_backup(manager, disk)
    target = restore(unlocking=unlock_by_recovery_code(recovery_code))
    with open_workspace(target, "officer-1", passphrase, clock=clock) as back:
        assert events_of(back)[-1][2:5] == ("recovery", "workspace-restored", "backups")


def test_who_made_and_checked_it_is_recorded_without_a_path(manager, disk, events):
    make_backup(manager, disk)
    checked, made = events()[:2]
    for event, act in ((made, "backup-made"), (checked, "backup-verified")):
        assert (event.actor, event.action, event.subject) == ("manager-1", act, "backups")
        assert (event.body["number"], event.body["missing"]) == (1, 0)
        assert str(disk) not in event.model_dump_json()
        assert event.body["folder"] == open_store(disk).folder_id


@pytest.mark.parametrize("handle", ["officer-1", "safeguarding-1", "auditor-1", "manager-1"])
def test_who_reads_may_make_one(open_as, disk, handle):
    assert make_backup(open_as(handle), disk).kept.made_by == handle


def test_a_volunteer_makes_none_and_leaves_no_folder(open_as, disk):
    with pytest.raises(Refused, match="role-may-not"):
        make_backup(open_as("volunteer-1"), disk)
    assert not disk.exists()


def test_a_second_backup_copies_only_what_is_new(manager, words, disk):
    make_backup(manager, disk)
    sealed = {path.stem for path in manager.folders.vault.iterdir()}
    first = {name: path.stat().st_mtime_ns for name, path in objects_of(disk).items() if name in sealed}
    assert first
    put_draft(words.officer, words.story, b"She learned a twelfth pattern.")
    make_backup(manager, disk)
    second = objects_of(disk)
    assert all(second[name].stat().st_mtime_ns == at for name, at in first.items())
    vault = {path.stem for path in manager.folders.vault.iterdir()}
    assert len(vault & (set(second) - set(first))) == 1


def test_nothing_of_it_can_be_read_without_a_key(manager, words, disk):
    (manager.folders.policies / "Riverside.toml").write_text("# Riverside House\n", encoding="utf-8")
    seal_identity(words.officer, words.person, Identity(name="Sokha"))
    make_backup(manager, disk)
    for path in disk.rglob("*"):
        held = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        for word in (b"Sokha", b"Riverside", b"Example", b"timezone", b"eleven patterns", b"vault/"):
            assert word not in held
        if path.is_file() and os.name == "posix":
            assert path.stat().st_mode & 0o077 == 0


def test_it_is_of_one_moment_whatever_others_write_meanwhile(
    *, manager, open_as, disk, restore, clock, passphrase, monkeypatch, workspace_folder, cheap_cost
):
    wrote = []

    def another_writes(self, *arguments):
        def write():
            with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
                add_story(officer, f"Meanwhile {len(wrote)}")
                change_passphrase(officer, passphrase, f"{passphrase} again", cost=cheap_cost)
            wrote.append(1)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        return original(self, *arguments)

    original = making._take_records
    monkeypatch.setattr(making, "_take_records", another_writes)
    before = len(list_stories(manager))
    made = make_backup(manager, disk)
    assert wrote == [1]
    with open_workspace(restore(), "officer-1", passphrase, clock=clock) as back:
        assert len(list_stories(back)) == before
        assert events_of(back)[-1][0] == made.kept.seq + 1


def test_what_went_bad_in_an_earlier_one_is_copied_afresh(manager, disk):
    make_backup(manager, disk)
    for name, path in objects_of(disk).items():
        if (manager.folders.vault / f"{name}.age").exists():
            path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(BadDataFile, match="backup-damaged"):
        check_backup(manager, disk)
    made = make_backup(manager, disk)
    check_backup(manager, disk, made.kept.number)
    check_backup(manager, disk, 1)


def test_a_backup_that_was_stopped_counts_not_and_goes_on(manager, disk):
    steps = []

    def stop_at_the_second(step):
        steps.append(step)
        if len(steps) == 2:
            raise Cancelled

    with pytest.raises(Stopped):
        make_backup(manager, disk, watch=stop_at_the_second)
    assert list_backups(disk) == ()
    with pytest.raises(NotFound, match="backup-none"):
        check_backup(manager, disk)
    kept = set(objects_of(disk))
    assert kept
    make_backup(manager, disk)
    assert [one.number for one in list_backups(disk)] == [1]
    assert not list(disk.glob(".part-*"))


def test_a_snapshot_that_became_a_giant_is_told_without_reading_it(manager, disk):
    make_backup(manager, disk)
    (snapshot,) = (disk / "snapshots").glob("*.json")
    os.truncate(snapshot, 40 * 2**30)
    with pytest.raises(BadDataFile):
        check_backup(manager, disk)


@pytest.mark.parametrize("damage", ["cut", "changed", "gone", "giant"])
def test_a_damaged_object_is_found_and_never_restored(manager, disk, restore, damage, tmp_path):
    make_backup(manager, disk)
    for name, path in objects_of(disk).items():
        data = path.read_bytes()
        if damage == "gone":
            path.unlink()
        elif damage == "giant":
            # A hole of 40 GB, which would be read for ever.
            os.truncate(path, 40 * 2**30)
        else:
            path.write_bytes(data[:-1] if damage == "cut" else data[:-1] + bytes([data[-1] ^ 1]))
        with pytest.raises(BadDataFile, match=r"backup-(damaged|unreadable)") as told:
            check_backup(manager, disk)
        assert told.value.facts["number"] == 1
        with pytest.raises(BadDataFile, match=r"backup-(damaged|unreadable)"):
            restore()
        assert not (tmp_path / "restored").exists()
        path.write_bytes(data)
        assert name in objects_of(disk)
    check_backup(manager, disk)


@pytest.mark.parametrize(
    ("field", "value"),
    [("seq", 1), ("head", "0" * 64), ("made_at", "2031-01-01T00:00:00Z"), ("made_by", "officer-1")],
)
def test_a_snapshot_that_somebody_edited_is_refused(manager, disk, restore, field, value):
    make_backup(manager, disk)
    path = disk / "snapshots" / "000001.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}), encoding="utf-8")
    with pytest.raises(BadDataFile, match="backup-forged"):
        check_backup(manager, disk)
    with pytest.raises(BadDataFile, match="backup-forged"):
        restore()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 9}'])
def test_a_cut_snapshot_is_told(manager, disk, restore, text):
    make_backup(manager, disk)
    (disk / "snapshots" / "000001.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadDataFile, match="backup-unreadable"):
        restore()
    # Another can be made all the same, and nothing that the unreadable one may need is removed.
    kept = set(objects_of(disk))
    assert make_backup(manager, disk, keep=Retention(count=1, days=0)).kept.number == 2
    assert kept <= set(objects_of(disk))


def test_a_wrong_key_is_refused(manager, disk, restore, tmp_path, passphrase):
    make_backup(manager, disk)
    for unlocking, error, code in (
        (unlock_by_passphrase("manager-1", NEW), Refused, "passphrase-wrong"),
        (unlock_by_passphrase("nobody-1", passphrase), NotFound, "actor-unknown"),
        (unlock_by_recovery_code("AAAA-BBBB"), Refused, "recovery-code-wrong"),
    ):
        with pytest.raises(error, match=code):
            restore(unlocking=unlocking)
    assert not (tmp_path / "restored").exists()


def test_the_backup_of_another_workspace_is_refused(
    *, manager, disk, tmp_path, passphrase, cheap_cost, clock
):
    make_backup(manager, disk)
    founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    create_workspace(tmp_path / "other", founder, passphrase, cost=cheap_cost, clock=clock)
    before = set(objects_of(disk))
    with open_workspace(tmp_path / "other", "manager-1", passphrase, clock=clock) as other:
        for act in (make_backup, check_backup):
            with pytest.raises(Conflict, match="backup-of-another"):
                act(other, disk)
    assert set(objects_of(disk)) == before


def test_nothing_is_restored_over_anything(
    *, manager, disk, restore, tmp_path, passphrase, cheap_cost, clock
):
    make_backup(manager, disk)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").touch()
    with pytest.raises(Conflict, match="folder-not-empty"):
        restore("full")
    with pytest.raises(Conflict, match="restore-over-newer") as told:
        restore("workspace")
    assert told.value.facts["has"] > told.value.facts["seq"]
    restore("again")
    shutil.copytree(manager.folders.root, tmp_path / "older")
    founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    create_workspace(tmp_path / "other", founder, passphrase, cost=cheap_cost, clock=clock)
    before = files_of(tmp_path / "other")
    with pytest.raises(Conflict, match="restore-over-another"):
        restore("other")
    assert files_of(tmp_path / "other") == before
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["note.txt"]


def test_older_records_push_no_newer_backup_out(*, manager, disk, tmp_path, restore, clock, passphrase):
    make_backup(manager, disk)
    make_backup(manager, disk)
    older = restore("older", number=1)
    with (
        open_workspace(older, "manager-1", passphrase, clock=clock) as back,
        pytest.raises(Conflict, match="backup-of-other-history"),
    ):
        make_backup(back, disk)
    assert [one.number for one in list_backups(disk)] == [2, 1]


def test_a_backup_that_a_kept_head_has_overtaken_is_brought_back_only_by_its_number(
    *, manager, disk, restore, tmp_path, workspace_folder, open_as
):
    heads = tmp_path / "stick"
    config = workspace_folder / "config.toml"
    config.write_text(
        config.read_text().replace('heads_folder = ""', f'heads_folder = "{heads}"'), encoding="utf-8"
    )
    second = open_as("manager-1")
    make_backup(second, disk)
    with pytest.raises(Refused, match="backup-older-than-head"):
        restore()
    assert not (tmp_path / "restored").exists()
    assert restore(number=1).exists()


def test_they_are_kept_by_count_and_by_age(manager, disk, clock):
    keep = Retention(count=2, days=10)
    for _ in range(4):
        make_backup(manager, disk, keep=keep)
        clock.advance(days=1)
    # Four, since all are younger than ten days.
    assert [one.number for one in list_backups(disk)] == [4, 3, 2, 1]
    clock.advance(days=8)
    made = make_backup(manager, disk, keep=keep)
    assert made.forgotten == (2, 1)
    assert [one.number for one in list_backups(disk)] == [5, 4, 3]
    needed = {d for number in open_store(disk).numbers() for d in open_store(disk).manifest(number).objects}
    assert set(objects_of(disk)) == needed
    for number in (3, 4, 5):
        check_backup(manager, disk, number)


def test_no_room_is_told_before_anything_is_written(manager, disk, restore, tmp_path, monkeypatch):
    make_backup(manager, disk)
    full = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr(stores.shutil, "disk_usage", lambda _folder: full)
    before = {path: path.stat().st_mtime_ns for path in disk.rglob("*")}
    for act in (lambda: make_backup(manager, disk), restore):
        with pytest.raises(Unavailable, match="backup-no-room") as told:
            act()
        assert told.value.facts["lacks_mb"] >= 1
    assert {path: path.stat().st_mtime_ns for path in disk.rglob("*")} == before
    assert not (tmp_path / "restored").exists()


def test_where_it_goes_is_said_or_stands_in_the_settings(manager, tmp_path, workspace_folder, open_as):
    with pytest.raises(InvalidInput, match="backup-folder-not-said"):
        backup_folder(manager, None)
    for inside in (workspace_folder, workspace_folder / "vault" / "b"):
        with pytest.raises(InvalidInput, match="backup-in-workspace"):
            backup_folder(manager, inside)
    config = workspace_folder / "config.toml"
    text = config.read_text().replace('[backups]\nfolder = ""', f'[backups]\nfolder = "{tmp_path}/b"')
    config.write_text(text, encoding="utf-8")
    assert backup_folder(open_as("manager-1"), None) == tmp_path / "b"


def test_a_file_that_the_workspace_lost_is_told_and_the_rest_is_kept(manager, words, disk):
    lost = next(manager.folders.vault.iterdir())
    lost.unlink()
    assert make_backup(manager, disk).missing == (lost.stem,)


def test_a_file_that_the_workspace_lost_since_comes_back_from_the_backup(manager, disk, restore):
    make_backup(manager, disk)
    lost = next(manager.folders.vault.iterdir())
    data = lost.read_bytes()
    lost.unlink()
    assert make_backup(manager, disk).missing == ()
    assert (restore() / "vault" / lost.name).read_bytes() == data


def test_when_the_last_was_checked_is_known(manager, disk, clock):
    assert last_checked_at(manager) is None
    make_backup(manager, disk)
    assert last_checked_at(manager) == clock()
    clock.advance(days=3)
    assert clock() - last_checked_at(manager) == timedelta(days=3)


def test_who_had_a_passphrase_then_is_known(manager, disk, passphrase, cheap_cost):
    make_backup(manager, disk)
    add_actor(
        manager, Actor(handle="officer-9", roles=frozenset({Role.OFFICER})), passphrase, cost=cheap_cost
    )
    make_backup(manager, disk)
    assert "officer-9" not in handles_of_backup(disk, 1)
    assert "officer-9" in handles_of_backup(disk)


def test_a_restore_that_was_killed_is_begun_again(*, manager, disk, restore, tmp_path, clock, passphrase):
    make_backup(manager, disk)
    (tmp_path / "restored" / "vault").mkdir(parents=True)
    (tmp_path / "restored" / ".unfinished").touch()
    (tmp_path / "restored" / "vault" / "half.age").write_bytes(b"half")
    with open_workspace(restore(), "manager-1", passphrase, clock=clock) as back:
        assert not (back.folders.vault / "half.age").exists()


def test_two_at_one_folder_are_kept_apart(manager, disk):
    make_backup(manager, disk)
    with open_store(disk).held(), pytest.raises(Conflict, match="backup-busy"):
        make_backup(manager, disk)


def test_a_folder_with_other_things_in_it_is_no_place_for_backups(manager, disk):
    disk.mkdir()
    (disk / "holiday.jpg").touch()
    with pytest.raises(Conflict, match="folder-not-empty"):
        make_backup(manager, disk)
    assert [path.name for path in disk.iterdir()] == ["holiday.jpg"]


def test_rows_that_the_log_does_not_know_are_found_in_a_backup(manager, words, disk):
    conn = manager.records.db.conn
    conn.execute("PRAGMA query_only = OFF")
    conn.execute("UPDATE consents SET method = 'other' WHERE seq = 1")
    with pytest.raises(BadDataFile, match="backup-log-broken"):
        make_backup(manager, disk)
