"""A key file that waits beside the present one is finished where the log names it, else dropped."""

import hashlib
import shutil

import pytest

from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.roles import Actor, Role
from consentkit.store.key_changes import KeyFileChange, stage_key_file, staged_files
from consentkit.store.key_files import key_file_bytes, read_key_file
from consentkit.store.keys import with_actor
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import change_passphrase
from consentkit.usecases.workspaces import open_workspace

NEW = "another long passphrase"
FOUNDER = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))


class PowerCutError(Exception):
    """What comes between a commit and all that follows."""


@pytest.fixture
def cut_after_commit(open_as, passphrase, cheap_cost, monkeypatch):
    """Change a passphrase, and let the power go right after the records committed it."""

    def cut(_change):
        raise PowerCutError

    officer = open_as("officer-1")
    with monkeypatch.context() as patched:
        patched.setattr(KeyFileChange, "finish", cut)
        with pytest.raises(PowerCutError):
            change_passphrase(officer, passphrase, NEW, cost=cheap_cost)


@pytest.mark.usefixtures("cut_after_commit")
def test_what_the_records_committed_is_finished_by_who_comes_next(workspace_folder, clock, passphrase):
    path = workspace_folder / "keyfile.json"
    assert staged_files(path)
    with open_workspace(workspace_folder, "officer-1", NEW, clock=clock):
        assert not staged_files(path)
    with pytest.raises(Refused, match="passphrase-wrong"):
        open_workspace(workspace_folder, "officer-1", passphrase, clock=clock).__enter__()


@pytest.mark.usefixtures("cut_after_commit")
def test_the_passphrase_that_was_changed_opens_no_more_though_its_key_file_is_there(
    workspace_folder, clock, passphrase
):
    with pytest.raises(Refused, match="passphrase-wrong"):
        open_workspace(workspace_folder, "officer-1", passphrase, clock=clock).__enter__()


def test_what_no_event_names_is_dropped(workspace_folder, open_as, clock, passphrase, cheap_cost):
    path = workspace_folder / "keyfile.json"
    keys = open_as("manager-1").records.keys
    before = path.read_bytes()
    stranger = Actor(handle="stranger-1", roles=frozenset({Role.OFFICER}))
    stage_key_file(path, with_actor(read_key_file(path), keys, stranger, NEW, cost=cheap_cost))
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock):
        pass
    assert path.read_bytes() == before
    assert not staged_files(path)


def test_rubbish_that_waits_is_dropped(workspace_folder, clock, passphrase):
    (workspace_folder / "keyfile-0000000000000000.next").write_bytes(b"{}")
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock):
        assert not staged_files(workspace_folder / "keyfile.json")


def test_one_program_finishing_late_undoes_nothing_of_another(workspace_folder, open_as, cheap_cost):
    path = workspace_folder / "keyfile.json"
    late = KeyFileChange(path)
    late.stage(read_key_file(path))
    # Another has put it in its place, and then a newer one over it.
    staged_files(path)[0].replace(path)
    newer = read_key_file(path).model_copy(update={"slots": read_key_file(path).slots[:-1]})
    path.write_bytes(key_file_bytes(newer))
    late.finish()
    assert read_key_file(path) == newer


def test_the_log_names_the_key_file_of_a_new_workspace(workspace_folder, open_as):
    body = open_as("manager-1").records.db.rows(
        "SELECT body FROM audit WHERE body LIKE '%keyfile%' ORDER BY seq DESC LIMIT 1"
    )[0]["body"]
    assert hashlib.sha256((workspace_folder / "keyfile.json").read_bytes()).hexdigest() in body


def test_an_unfinished_workspace_is_opened_by_nobody_and_made_again(
    workspace_folder, passphrase, cheap_cost, clock
):
    (workspace_folder / ".unfinished").touch()
    with pytest.raises(Conflict, match="workspace-unfinished"):
        open_workspace(workspace_folder, "manager-1", passphrase, clock=clock).__enter__()
    create_workspace(workspace_folder, FOUNDER, NEW, cost=cheap_cost, clock=clock)
    with open_workspace(workspace_folder, "manager-1", NEW, clock=clock):
        assert not (workspace_folder / ".unfinished").exists()


def test_a_workspace_that_cannot_be_made_leaves_the_folder_as_it_was(
    tmp_path, passphrase, cheap_cost, clock, monkeypatch
):
    def fails(*_arguments):
        raise PowerCutError

    monkeypatch.setattr("consentkit.usecases.new_workspaces.prepare_identities", fails)
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        with pytest.raises(PowerCutError):
            create_workspace(tmp_path / name, FOUNDER, passphrase, cost=cheap_cost, clock=clock)
    assert [path.name for path in tmp_path.iterdir() if path.name != "workspace"] == ["empty"]
    assert not list((tmp_path / "empty").iterdir())
    shutil.rmtree(tmp_path / "empty")
