"""A failure of the machine is one of the seven errors; what is none stays a bug."""

import errno
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from consentkit.domain.errors import BadDataFile, Unavailable
from consentkit.pages.files import check_new_file
from consentkit.store.disk.files import write_atomically, write_new
from consentkit.store.disk.whole_folders import whole_folder
from consentkit.store.machine import failures_told, told
from consentkit.wording import sentence_of_error


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EFBIG, "disk-full"),
        (errno.EROFS, "disk-protected"),
        (errno.EACCES, "disk-protected"),
        (errno.EPERM, "disk-protected"),
        (errno.EIO, "disk-broken"),
        (errno.ESTALE, "disk-broken"),
        (errno.ENODEV, "disk-broken"),
        (errno.ENAMETOOLONG, "name-refused"),
        (errno.ELOOP, "name-refused"),
        (errno.EMFILE, "machine-busy"),
        (errno.ENOMEM, "machine-busy"),
    ],
)
def test_what_the_system_says_is_told(number, code):
    said = told(OSError(number, os.strerror(number)))
    assert isinstance(said, Unavailable)
    assert said.code == code
    assert code not in sentence_of_error(said)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("database or disk is full", "disk-full"),
        ("disk I/O error", "disk-broken"),
        ("unable to open database file", "disk-broken"),
        ("out of memory", "machine-busy"),
    ],
)
def test_what_the_database_says_of_the_machine_is_told(sentence, code):
    assert told(dbapi2.OperationalError(sentence)).code == code


def test_no_memory_is_told():
    assert told(MemoryError()).code == "machine-busy"


def test_a_malformed_database_is_a_damaged_file():
    said = told(dbapi2.DatabaseError("database disk image is malformed"), "identities.db")
    assert isinstance(said, BadDataFile)
    assert said.facts == {"file": "identities.db"}


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No such file or directory"),
        OSError("no number"),
        dbapi2.OperationalError("no such table: x"),
        # Outside a transaction this is a write that nobody may make.
        dbapi2.OperationalError("attempt to write a readonly database"),
        dbapi2.IntegrityError("FOREIGN KEY constraint failed"),
        ValueError("a bug"),
    ],
)
def test_a_bug_is_told_as_nothing_else(error):
    assert told(error) is None
    with pytest.raises(type(error)), failures_told():
        raise error


def test_a_file_that_finds_no_room_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "kept"
    path.write_bytes(b"old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match=r"^disk-full$"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder here takes no file")
def test_a_place_that_takes_no_file_is_told_as_one():
    with pytest.raises(Unavailable, match="name-refused"):
        write_new(Path("/proc/letter.pdf"), b"words")
    with pytest.raises(Unavailable, match="name-refused"), whole_folder(Path("/proc/story")):
        raise AssertionError


def test_a_name_that_is_too_long_is_told_as_one(tmp_path):
    with pytest.raises(Unavailable, match="name-refused"):
        check_new_file(tmp_path / ("x" * 300))
