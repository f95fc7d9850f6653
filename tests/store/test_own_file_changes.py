"""An own file that waits beside the present one is finished where the log names it, else dropped."""

import pytest

from consentkit.domain.errors import Conflict
from consentkit.store.office.own_file_changes import OwnFileChange, last_own_files, staged_own_files
from consentkit.usecases.letters.letterheads import (
    NewLetterhead,
    letterhead_digest,
    letterhead_of,
    set_letterhead,
)
from consentkit.usecases.office.backups import list_backups, make_backup, restore_backup, unlock_by_passphrase
from consentkit.usecases.workspaces import open_workspace

PLACE = "forms/letterhead/letterhead.toml"


class PowerCutError(Exception):
    """What comes between a commit and all that follows."""


def head(name):
    return NewLetterhead(name=name)


@pytest.fixture
def manager(open_as):
    return open_as("manager-1")


@pytest.fixture
def cut_after_commit(manager, monkeypatch):
    """Set a letterhead over another, and let the power go right after the records committed it."""

    def cut(_change):
        raise PowerCutError

    set_letterhead(manager, head("First House"), None)
    with monkeypatch.context() as patched:
        patched.setattr(OwnFileChange, "finish", cut)
        with pytest.raises(PowerCutError):
            set_letterhead(manager, head("Second House"), None)
    assert letterhead_of(manager).name == "First House"
    assert staged_own_files(manager.folders.root)


@pytest.mark.usefixtures("cut_after_commit")
def test_what_the_records_committed_is_finished_by_who_comes_next(workspace_folder, clock, passphrase):
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as workspace:
        assert letterhead_of(workspace).name == "Second House"
        assert last_own_files(workspace.records.db) == {PLACE: letterhead_digest(workspace)}
    assert not staged_own_files(workspace_folder)


@pytest.mark.usefixtures("cut_after_commit")
def test_who_is_in_already_changes_nothing_before_it_is_finished(manager):
    with pytest.raises(Conflict, match="record-changed"):
        set_letterhead(manager, head("Third House"), None)
    assert letterhead_of(manager).name == "Second House"


@pytest.mark.usefixtures("cut_after_commit")
def test_a_backup_holds_what_was_committed(manager, tmp_path, passphrase, clock):
    make_backup(manager, tmp_path / "disk")
    assert len(list_backups(tmp_path / "disk")) == 1
    unlock = unlock_by_passphrase("manager-1", passphrase)
    restore_backup(tmp_path / "disk", tmp_path / "back", unlock, clock=clock)
    assert "Second House" in (tmp_path / "back" / PLACE).read_text(encoding="utf-8")


def test_what_no_event_names_is_dropped(manager, workspace_folder, clock, passphrase):
    set_letterhead(manager, head("First House"), None)
    OwnFileChange(workspace_folder).stage(PLACE, b'name = "Nobody said so"\n')
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as workspace:
        assert letterhead_of(workspace).name == "First House"
    assert not staged_own_files(workspace_folder)


def test_a_letterhead_that_another_set_while_the_form_was_open_is_not_lost(manager):
    seen = letterhead_digest(manager)
    set_letterhead(manager, head("First House"), None)
    with pytest.raises(Conflict, match="record-changed"):
        set_letterhead(manager, head("Second House"), None, seen=seen)
    assert letterhead_of(manager).name == "First House"
