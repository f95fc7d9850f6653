"""Whoever can write into the folder puts a pipe in a file's place: it is told, and nobody waits for ever."""

import os
import signal
from contextlib import contextmanager, suppress

import pytest

from consentkit.domain.errors import BadDataFile, ConsentkitError
from consentkit.domain.gate.dossiers import FileState
from consentkit.store.backups.stores import digest_of_file
from consentkit.store.office.own_file_changes import own_folders
from consentkit.store.office.unfinished_forms import get_sealed, put_sealed, reseal_all
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.office.backups import make_backup
from consentkit.usecases.office.checkups import examine_workspace
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.workspaces import open_workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among files")
LONGEST_S = 60


@pytest.fixture(autouse=True)
def _nothing_waits():
    def told(*_about):
        raise AssertionError("it waits for somebody to write into a pipe")

    before = signal.signal(signal.SIGALRM, told)
    signal.alarm(LONGEST_S)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


def _pipe(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return path


@contextmanager
def _told(code):
    with pytest.raises(ConsentkitError) as error:
        yield
    assert error.value.code == code


@pytest.mark.parametrize(
    ("name", "code"), [("keyfile.json", "keyfile-damaged"), ("config.toml", "settings-broken")]
)
def test_a_workspace_whose_file_is_a_pipe_does_not_open(workspace_folder, passphrase, clock, name, code):
    _pipe(workspace_folder / name)
    with _told(code), open_workspace(workspace_folder, "officer-1", passphrase, clock=clock):
        pass


def test_heads_that_are_pipes_are_told_and_the_next_act_writes_a_head(open_as, workspace_folder):
    workspace = open_as("officer-1")
    for name in ("latest.json", "2020-01-01.json"):
        _pipe(workspace_folder / "heads" / name)
    found = {(problem.kind.value, problem.head) for problem in verify_audit(workspace).problems}
    assert ("head-unreadable", "2020-01-01.json") in found
    add_story(workspace, "Afterwards")
    assert (workspace_folder / "heads" / "latest.json").is_file()


def test_a_file_of_the_vault_that_is_a_pipe_is_told_as_changed(open_as, workspace_folder):
    vault = open_as("officer-1").records.vault
    name = sorted(vault.names())[0]
    _pipe(workspace_folder / "vault" / f"{name}.age")
    assert vault.state(name) is vault.listed_state(name) is FileState.CHANGED
    with pytest.raises(BadDataFile, match="vault-file-changed"):
        vault.get(name)


def test_what_waits_to_take_a_place_and_is_a_pipe_is_dropped(open_as, workspace_folder):
    folders = (workspace_folder, *own_folders(workspace_folder))
    names = ("keyfile-0123456789ab.next", *(".own-0123456789ab.next" for _ in folders[1:]))
    pipes = [_pipe(folder / name) for folder, name in zip(folders, names, strict=True)]
    add_story(open_as("officer-1"), "Afterwards")
    assert not any(pipe.exists() for pipe in pipes)


def test_a_form_that_was_kept_and_is_a_pipe_is_forgotten(open_as, tmp_path):
    keys = open_as("officer-1").records.keys
    put_sealed(tmp_path, keys, "a form", b"{}")
    (kept,) = tmp_path.glob("*.age")
    _pipe(kept)
    assert get_sealed(tmp_path, keys, "a form") is None
    reseal_all(tmp_path, keys)
    assert not kept.exists()


def test_a_backup_takes_no_pipe_and_does_not_wait_for_one(open_as, workspace_folder, tmp_path):
    manager = open_as("manager-1")
    _pipe(sorted((workspace_folder / "vault").glob("*.age"))[0])
    with suppress(ConsentkitError):
        make_backup(manager, tmp_path / "kept")
    with pytest.raises(OSError, match="regular"):
        digest_of_file(_pipe(tmp_path / "object"))
    examine_workspace(manager)
