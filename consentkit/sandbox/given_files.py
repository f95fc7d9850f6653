"""Look at a file that somebody gave before it is read: a pipe waits for ever, a device never ends."""

import errno
import os
import stat
from pathlib import Path

MOST_TEXT_BYTES = 1_000_000
"""Of a file of settings, a policy, an identity or a secret: a thousand times what one holds."""


class TooLarge(OSError):
    """The file holds more than is taken; nothing of it was read."""


def read_given(path: Path, most_bytes: int) -> bytes:
    """Return the bytes of a regular file.

    Raises TooLarge, and OSError for what cannot be read or is no regular file: a pipe, a device, a folder.
    """
    # Without O_NONBLOCK, opening a pipe waits until somebody writes into it.
    with open(path, "rb", opener=_without_waiting) as file:
        told = os.fstat(file.fileno())
        if not stat.S_ISREG(told.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        if told.st_size > most_bytes:
            raise TooLarge(errno.EFBIG, "it is too large", str(path))
        # A file that grows meanwhile is cut: nothing that is taken can be so long.
        return file.read(most_bytes)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
