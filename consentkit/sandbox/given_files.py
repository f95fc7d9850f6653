"""Look at a file that somebody gave before it is read: a pipe waits for ever, a device never ends."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

MOST_TEXT_BYTES = 1_000_000
"""Of a file of settings, a policy, an identity or a secret: a thousand times what one holds."""


class TooLarge(OSError):
    """The file holds more than is taken; nothing of it was read."""


class NoRegularFile(OSError):
    """A pipe, a device or a folder stands where a file should; nothing of it was read."""


def open_regular(path: Path) -> BufferedReader:
    """Open a regular file to read. Raises NoRegularFile, and OSError for what cannot be opened.

    Also for the workspace's own files: whoever can write into its folder can put a pipe in their place.
    """
    # Without O_NONBLOCK, opening a pipe waits until somebody writes into it.
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - whoever asked closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NoRegularFile(errno.EINVAL, "it is no regular file", str(path))
    return file


def open_written(path: Path, most_bytes: int) -> BufferedReader:
    """Open one of our own files, which was written whole and sealed or short.

    Raises TooLarge where it is larger than any of its kind, or has a hole: nothing was ever written there, so
    it may be terabytes long. Raises what `open_regular` raises.
    """
    file = open_regular(path)
    size = os.fstat(file.fileno()).st_size
    if size > most_bytes or _has_hole(file.fileno(), size):
        file.close()
        raise TooLarge(errno.EFBIG, "it is too large", str(path))
    return file


def _has_hole(descriptor: int, size: int) -> bool:
    """Tell whether the disk keeps nothing for a part of a file. Where the system cannot say so: no."""
    whence = getattr(os, "SEEK_HOLE", None)
    if whence is None:
        return False
    try:
        return os.lseek(descriptor, 0, whence) < size
    except OSError:  # an empty file, or a file system that does not know
        return False
    finally:
        os.lseek(descriptor, 0, os.SEEK_SET)


def read_given(path: Path, most_bytes: int) -> bytes:
    """Return the bytes of a regular file.

    Raises TooLarge, NoRegularFile, and OSError for what cannot be read.
    """
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > most_bytes:
            raise TooLarge(errno.EFBIG, "it is too large", str(path))
        # A file that grows meanwhile is cut: nothing that is taken can be so long.
        return file.read(most_bytes)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
