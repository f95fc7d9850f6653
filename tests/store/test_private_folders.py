"""Plaintext lies in one private folder, goes at every end, and is swept after a kill: by real processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from consentkit.domain.errors import Unavailable
from consentkit.store.disk.private_folders import PrivateFolder, sweep

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and modes are POSIX")

_CHILD = """
import sys
from consentkit.store.disk.endings import stop, wipe_on_end
from consentkit.store.disk.files import write_new
from consentkit.store.disk.private_folders import PrivateFolder
wipe_on_end(stop)
path = PrivateFolder("0123456789abcdef").new_file(".png")
write_new(path, b"a face")
print(path, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """This test's own folders: for this session, and for temporary files."""
    runtime, temporary = tmp_path / "runtime", tmp_path / "temporary"
    runtime.mkdir(mode=0o700)
    temporary.mkdir(mode=0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    return runtime, temporary


def showing():
    """A process that shows a file, and the file."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    return child, Path(child.stdout.readline().strip())


def end(child, number):
    child.send_signal(number)
    child.communicate()


def test_it_lies_in_the_sessions_folder_and_else_among_the_temporary_files(folders, monkeypatch):
    runtime, temporary = folders
    own = PrivateFolder("0123456789abcdef")
    assert own.new_file().is_relative_to(runtime / "consentkit")
    own.close()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    own = PrivateFolder("0123456789abcdef")
    room = own.new_file().parent
    assert room.is_relative_to(temporary)
    assert room.name.startswith("0123456789abcdef-")
    assert (room.stat().st_mode & 0o777, room.parent.stat().st_mode & 0o777) == (0o700, 0o700)
    own.close()
    assert not room.exists()


def test_a_sessions_folder_that_others_may_read_is_not_used(folders):
    runtime, temporary = folders
    runtime.chmod(0o755)
    own = PrivateFolder("0123456789abcdef")
    assert own.new_file().is_relative_to(temporary)
    own.close()


@pytest.mark.parametrize("kind", ["open", "link"])
def test_a_folder_that_somebody_else_prepared_is_refused(folders, tmp_path, monkeypatch, kind):
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    root = folders[1] / f"consentkit-{os.getuid()}"
    if kind == "link":
        (tmp_path / "theirs").mkdir(mode=0o700)
        root.symlink_to(tmp_path / "theirs")
    else:
        root.mkdir()
        root.chmod(0o777)
    with pytest.raises(Unavailable, match="private-folder-not-ours"):
        PrivateFolder("0123456789abcdef").new_file()


def test_nothing_is_made_once_it_is_closed(folders):
    own = PrivateFolder("0123456789abcdef")
    own.close()
    with pytest.raises(Unavailable, match="workspace-locked"):
        own.new_file()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_closed_window_a_log_out_and_a_stop_take_it_away(folders, number):
    child, path = showing()
    assert path.read_bytes() == b"a face"
    end(child, number)
    assert not path.parent.exists()


def test_what_a_killed_program_showed_is_swept_and_what_a_running_one_shows_stays(folders):
    killed, left = showing()
    running, shown = showing()
    end(killed, signal.SIGKILL)
    assert left.exists()
    assert sweep() == 1
    assert not left.parent.exists()
    assert shown.read_bytes() == b"a face"
    assert sweep() == 0
    end(running, signal.SIGKILL)
    assert sweep() == 1


def test_what_was_left_elsewhere_is_swept_too(folders, monkeypatch):
    killed, left = showing()
    end(killed, signal.SIGKILL)
    monkeypatch.setenv("TMPDIR", str(folders[1]))
    assert sweep() == 1
    with monkeypatch.context() as patched:
        patched.delenv("XDG_RUNTIME_DIR")
        killed, left = showing()
        end(killed, signal.SIGKILL)
    assert sweep() == 1
    assert not left.exists()
