"""A lock on an open file that ends with the process that holds it, however that ends."""

import sys
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
