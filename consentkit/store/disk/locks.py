"""A lock on an open file that ends with the process that holds it, however that ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def take_lock(descriptor: int) -> bool:
    """Lock an open file for this process, and tell whether nobody else held it. Closing it lets go."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def wait_for_lock(descriptor: int) -> None:
    """Lock an open file for this process, after whoever holds it."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def is_abandoned(path: Path) -> bool:
    """Tell whether the process that held a lock on this file has ended; `False` where that cannot be told."""
    try:
        with path.open("r+b") as file:
            return take_lock(file.fileno())
    except OSError:
        return False


_FILES = ".files-lock"


@contextmanager
def files_stay(folder: Path) -> Iterator[None]:
    """Keep files of a workspace where they are while they are read by name; several may at once."""
    with _opened(folder / _FILES) as descriptor:
        if sys.platform == "win32":  # its locks are one program's alone
            wait_for_lock(descriptor)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


@contextmanager
def files_may_go(folder: Path) -> Iterator[bool]:
    """Tell whether nobody reads files of a workspace by name just now, and let nobody begin meanwhile."""
    with _opened(folder / _FILES) as descriptor:
        yield take_lock(descriptor)


@contextmanager
def nobody_reads_files(folder: Path) -> Iterator[None]:
    """Wait until nobody reads files of a workspace by name, and let nobody begin meanwhile."""
    with _opened(folder / _FILES) as descriptor:
        wait_for_lock(descriptor)
        yield


@contextmanager
def at_work(path: Path) -> Iterator[bool]:
    """Tell whether no other program does the work that this file stands for."""
    with _opened(path) as descriptor:
        yield take_lock(descriptor)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
