"""A folder that is made whole or not at all: a mark in it says that it is being made.

Where the program is killed meanwhile, the mark stays, nobody opens the folder, and whoever makes it again
begins anew over what was left. Whoever fills it holds the mark's lock, so that nobody else empties it.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from consentkit.domain.errors import Conflict, Unavailable
from consentkit.store.disk.files import flush_folder
from consentkit.store.disk.locks import take_lock
from consentkit.store.machine import told

_MARK = ".unfinished"


def is_unfinished(folder: Path) -> bool:
    """Tell whether making this folder was begun, and never finished."""
    return (folder / _MARK).exists()


@contextmanager
def new_folder(folder: Path) -> Iterator[None]:
    """Fill a folder inside; what fails leaves it as it was. Only an empty or an unfinished one is taken.

    Raises Conflict (folder-not-empty; somebody else fills it), Unavailable (folder-cannot-be-made).
    """
    was_there, held = _begin(folder)
    try:
        yield
        _unmark(folder, held)
        flush_folder(folder)
    except BaseException:
        _empty(folder)
        _unmark(folder, held)
        if not was_there:
            folder.rmdir()
        raise


def _begin(folder: Path) -> tuple[bool, IO[bytes]]:
    try:
        was_there = folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not is_unfinished(folder):
            raise Conflict("folder-not-empty", folder=folder.name)
        (folder / _MARK).touch(mode=0o600)
        folder.chmod(0o700)
        flush_folder(folder)
        held = _held(folder)
        _empty(folder)
    except OSError as error:
        said = told(error)
        if said is not None and said.code == "disk-full":
            raise said from None
        raise Unavailable("folder-cannot-be-made", folder=folder.name) from None
    return was_there, held


def _held(folder: Path) -> IO[bytes]:
    """Lock the mark: what somebody else is filling now is not what a killed program left."""
    held = (folder / _MARK).open("r+b")
    if take_lock(held.fileno()) and is_unfinished(folder):
        return held
    held.close()
    raise Conflict("folder-not-empty", folder=folder.name)


def _unmark(folder: Path, held: IO[bytes]) -> None:
    if sys.platform == "win32":
        held.close()  # a file that is open cannot be removed there
    (folder / _MARK).unlink(missing_ok=True)
    held.close()


def _empty(folder: Path) -> None:
    """Take everything but the mark away: it was all made while the mark was there."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != _MARK:
            path.unlink(missing_ok=True)
