"""A folder for a person has its name only when it is whole, whatever happens meanwhile: by real processes."""

import subprocess
import sys
from contextlib import suppress

import pytest

from consentkit.domain.errors import Conflict, InvalidInput, Unavailable
from consentkit.store.disk.leftovers import sweep_plaintext
from consentkit.store.disk.whole_folders import check_free, whole_folder

with suppress(ImportError):  # limits are POSIX
    import resource

_CHILD = """
import os, sys
from pathlib import Path
from consentkit.store.disk.whole_folders import whole_folder
with whole_folder(Path(sys.argv[1])) as folder:
    folder.write("one.jpg", b"a face")
    folder.write("two.jpg", b"another face")
    print("ready", flush=True)
    sys.stdin.read()
    folder.finish()
"""


@pytest.fixture
def out(tmp_path, monkeypatch):
    """This test's own folder for what leaves, and its own for what a killed program promised."""
    private = tmp_path / "runtime"
    private.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(private))
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def fill(path, *names, then=lambda _folder: None):
    """Fill a folder, do something else, and finish it."""
    with whole_folder(path) as folder:
        for name in names:
            folder.write(name, b"one")
        then(folder)
        folder.finish()


def test_it_has_its_name_only_when_it_is_whole(out):
    with whole_folder(out / "away") as folder:
        folder.write("one.txt", b"one")
        assert not (out / "away").exists()
        assert (folder.read("one.txt"), folder.names()) == (b"one", {"one.txt"})
        folder.finish()
    assert [path.name for path in out.rglob("*")] == ["away", "one.txt"]


def test_without_an_end_nothing_stays(out):
    with whole_folder(out / "away") as folder:
        folder.write("one.txt", b"one")
    assert list(out.iterdir()) == []
    with pytest.raises(ZeroDivisionError):
        fill(out / "away", "one.txt", then=lambda _folder: 1 / 0)
    assert list(out.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_what_a_killed_program_left_is_removed_at_the_next_start_and_nobody_saw_its_name(out):
    command = [sys.executable, "-c", _CHILD, out / "away"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"ready\n"
        assert not (out / "away").exists()
        sweep_plaintext()
        assert len(list(out.iterdir())) == 1, "a program that runs is left alone"
        child.kill()
    sweep_plaintext()
    assert list(out.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_a_full_disk_leaves_nothing_and_says_so_and_a_second_try_works(out):
    def large(folder):
        folder.write("two.txt", b"two" * 10_000)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, before[1]))
    try:
        with pytest.raises(Unavailable, match=r"^disk-full$"):
            fill(out / "away", "one.txt", then=large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(out.iterdir()) == []
    fill(out / "away", "one.txt", then=large)
    assert {path.name for path in (out / "away").iterdir()} == {"one.txt", "two.txt"}


def test_a_folder_that_is_not_empty_a_file_and_a_link_are_left_alone(out):
    (out / "full").mkdir()
    (out / "full" / "mine.txt").write_text("mine")
    (out / "file").write_text("mine")
    (out / "empty").mkdir()
    (out / "link").symlink_to(out / "empty")
    before = sorted(out.rglob("*"))
    for name in ("full", "file", "link"):
        with pytest.raises(Conflict, match=r"^folder-not-empty$"):
            check_free(out / name)
        with pytest.raises(Conflict, match=r"^folder-not-empty$"), whole_folder(out / name):
            pytest.fail("it was begun")
    with pytest.raises(InvalidInput, match=r"^folder-not-usable$"):
        check_free(out / "none" / "away")
    check_free(out / "empty")
    assert sorted(out.rglob("*")) == before


@pytest.mark.parametrize("take", ["file", "link", "full"])
def test_who_took_the_name_meanwhile_keeps_it(take, out):
    away = out / "away"

    def taken(_folder):
        if take == "file":
            away.write_text("mine")
        elif take == "link":
            away.symlink_to(out / "nowhere")
        else:
            away.mkdir()
            (away / "mine.txt").write_text("mine")

    with pytest.raises(Conflict, match=r"^folder-not-empty$"):
        fill(away, "one.txt", then=taken)
    assert {path.name for path in out.rglob("*")} <= {"away", "mine.txt"}
