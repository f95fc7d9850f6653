"""Files are whole or not there, nobody else's, and a kill leaves nothing beside them: by real processes."""

import os
import subprocess
import sys

import pytest

from consentkit.store.disk.files import sweep_staged, write_atomically, write_new
from consentkit.store.disk.leftovers import leftovers_so_far, sweep_leftovers, sweep_plaintext

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")

SECRET = b"the face of a person" * 1000
CALLS = ("fsync", "link", "rename", "replace", "unlink", "fchmod")
_CHILD = """
import os, pathlib, signal, sys
from consentkit.store.disk import files
call, target, kind, nameless = sys.argv[1:]
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if nameless == "no": del os.O_TMPFILE
setattr(os, call, die)
path = pathlib.Path(target)
write = files.write_new if kind == "new" else files.write_atomically
write(path, b"the face of a person" * 1000)
"""


def killed_at(call, target, kind, nameless, folder):
    """Write a file in another process, which is killed at its first `call`; tell whether it was."""
    environment = os.environ | {"TMPDIR": str(folder)}
    environment.pop("XDG_RUNTIME_DIR", None)
    command = [sys.executable, "-c", _CHILD, call, str(target), kind, nameless]
    return subprocess.run(command, env=environment, check=False).returncode == -9


def named(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """This test's own folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    return folder


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_while_a_file_is_exported_leaves_all_of_it_or_nothing(call, out, temporary):
    if not hasattr(os, "O_TMPFILE"):
        pytest.skip("this system has no file without a name")
    killed_at(call, out / "look.png", "new", "yes", temporary)
    assert named(out) in ([], ["look.png"])
    assert all(path.read_bytes() == SECRET for path in out.iterdir())


@pytest.mark.parametrize("call", CALLS)
def test_where_a_file_has_to_have_a_name_the_next_start_removes_what_a_kill_left(call, out, temporary):
    was_killed = killed_at(call, out / "look.png", "new", "no", temporary)
    assert call != "fsync" or (was_killed and named(out)[0].startswith(".new-"))
    sweep_plaintext()
    assert named(out) in ([], ["look.png"])
    assert all(path.read_bytes() == SECRET for path in out.iterdir())
    assert not any(b"face" in path.read_bytes() for path in temporary.rglob("*") if path.is_file())
    assert not list(temporary.rglob("*.promise"))


@pytest.mark.parametrize("nameless", ["yes", "no"])
@pytest.mark.parametrize("call", CALLS)
def test_a_kill_while_a_file_is_replaced_leaves_the_old_or_the_new_and_a_sweep_the_rest(
    call, nameless, out, temporary
):
    (out / "head.json").write_bytes(b"old")
    killed_at(call, out / "head.json", "replace", nameless, temporary)
    assert (out / "head.json").read_bytes() in (b"old", SECRET)
    sweep_leftovers((out,))
    assert named(out) == ["head.json"]


def test_a_file_that_is_still_being_written_is_not_swept(out):
    child = "import sys; from pathlib import Path; from consentkit.store.disk.files import _locked_file; "
    child += "_locked_file(Path(sys.argv[1])); print('ready', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", child, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"ready\n"
        assert sweep_staged(out) == 0
        assert len(named(out)) == 1
        writer.kill()
    assert sweep_staged(out) == 1
    assert named(out) == []


def test_an_export_never_replaces_a_file(out):
    (out / "look.png").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_new(out / "look.png", SECRET)
    assert (out / "look.png").read_bytes() == b"mine"


@pytest.mark.parametrize("write", [write_new, write_atomically])
def test_files_are_their_owners_alone_whatever_the_mask_says(write, out):
    before = os.umask(0)
    try:
        write(out / "one", SECRET)
    finally:
        os.umask(before)
    assert (out / "one").stat().st_mode & 0o777 == 0o600


def test_what_was_swept_is_counted_for_the_doctor(out, temporary):
    killed_at("fsync", out / "look.png", "new", "no", temporary)
    killed_at("fsync", out / "head.json", "replace", "no", temporary)
    before = leftovers_so_far()
    sweep_leftovers((out,))
    after = leftovers_so_far()
    assert (after.plaintext - before.plaintext, after.staged - before.staged) == (1, 1)
