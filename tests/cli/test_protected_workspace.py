"""A write-protected workspace, as evidence is kept: it is read, and every write is refused in words."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

_PR_CAPBSET_DROP = 24
_RIGHTS_OF_ROOT = (1, 2, 3)
"""To read, to look into and to change what others own (`CAP_DAC_OVERRIDE`, `_DAC_READ_SEARCH`, `_FOWNER`)."""

READING = (
    ("story", "list"),
    ("audit", "verify"),
    ("audit", "log"),
    ("actor", "list"),
    ("report", "--from", "2026-01-01", "--until", "2026-12-31"),
)
WRITING = (
    ("story", "add", "A title"),
    ("actor", "remove", "officer-1"),
    ("contributor", "add", "--age", "adult", "--basis", "document", "--language", "km"),
)


@pytest.fixture
def protected(workspace_folder):
    """Take the right to write away, and give it back so that pytest can clean up."""
    below = [workspace_folder, *workspace_folder.rglob("*")]
    kept = {path: path.stat().st_mode for path in below}
    for path in below:
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield workspace_folder
    for path, mode in kept.items():
        path.chmod(mode)


def _run(folder, passphrase, handle, *arguments):
    command = [sys.executable, "-m", "consentkit", "-w", str(folder), "--as", handle, *arguments]
    return subprocess.run(
        command,
        env=os.environ | {"CONSENTKIT_PASSPHRASE": passphrase},
        preexec_fn=_as_anybody if os.geteuid() == 0 else None,
        capture_output=True,
        text=True,
        check=False,
    )


def _as_anybody():
    """Have even root asked whether it may: without this, nothing is write-protected for it."""
    for one in _RIGHTS_OF_ROOT:
        ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, one, 0, 0, 0)


def _bytes(folder: Path):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_read_and_nothing_in_it_changes(protected, passphrase):
    before = _bytes(protected)
    for verb in READING:
        done = _run(protected, passphrase, "manager-1", *verb)
        assert done.returncode == 0, done.stderr
    assert _bytes(protected) == before


def test_every_write_is_refused_in_words(protected, passphrase):
    before = _bytes(protected)
    for verb in WRITING:
        handle = "manager-1" if verb[0] == "actor" else "officer-1"
        done = _run(protected, passphrase, handle, *verb)
        assert done.returncode == 7, (verb, done.stderr)
        assert "write-protected" in done.stderr
    assert _bytes(protected) == before
