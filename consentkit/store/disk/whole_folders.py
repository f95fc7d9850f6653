"""A new folder for a person that has its name only when every file in it is whole.

It is filled under a name that `private_folders.promised` removes after a kill, and renamed at the end.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.store.disk.files import flush_folder, write_new
from consentkit.store.disk.private_folders import STAGED, promised
from consentkit.store.machine import failures_told, making_told

_OWN = 0o700
_TAKEN = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR}


class WholeFolder:
    """A folder on its way: nobody else knows its name yet."""

    def __init__(self, staged: Path, folder: Path) -> None:
        self._staged, self._folder = staged, folder

    def write(self, name: str, data: bytes) -> None:
        """Write a file durably, for this account alone. Raises Unavailable for a failure of the machine."""
        write_new(self._staged / name, data)

    def read(self, name: str) -> bytes:
        """Return what lies on the disk under a name."""
        with failures_told():
            return (self._staged / name).read_bytes()

    def names(self) -> frozenset[str]:
        """Return the name of everything that lies there."""
        with failures_told():
            return frozenset(path.name for path in self._staged.iterdir())

    def finish(self) -> None:
        """Give the folder its name. Raises Conflict (folder-not-empty) where somebody took it meanwhile."""
        try:
            with failures_told():
                if self._folder.is_dir() and not self._folder.is_symlink():
                    self._folder.rmdir()
                elif self._folder.exists() or self._folder.is_symlink():
                    raise FileExistsError(errno.EEXIST, "taken")
                self._staged.rename(self._folder)
                flush_folder(self._folder.parent)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            raise Conflict("folder-not-empty", folder=self._folder.name) from None


@contextmanager
def whole_folder(folder: Path) -> Iterator[WholeFolder]:
    """Give a new folder to be filled; without `finish` nothing of it stays.

    An empty folder of the name is taken. Raises Conflict (folder-not-empty) where there is anything else,
    InvalidInput (folder-not-usable) where the folder around it is not there, and Unavailable where the
    machine does not let it be made.
    """
    folder = folder.absolute()
    check_free(folder)
    with failures_told(), promised(folder.parent, STAGED) as staged:
        with making_told():
            staged.mkdir(_OWN)
        staged.chmod(_OWN)
        yield WholeFolder(staged, folder)


def check_free(folder: Path) -> None:
    """Raise what `whole_folder` does where a folder cannot be made under this name."""
    if not folder.parent.is_dir():
        raise InvalidInput("folder-not-usable", folder=folder.absolute().parent.name)
    with failures_told():
        is_there = folder.exists() or folder.is_symlink()
        is_empty = folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())
    if is_there and not is_empty:
        raise Conflict("folder-not-empty", folder=folder.name)
