"""Where a failure of the machine becomes one of the seven errors: a full disk, a broken or a protected one.

What is not in these tables is a bug, and stays one.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from sqlcipher3 import dbapi2

from consentkit.domain.errors import BadDataFile, ConsentkitError, InvalidInput, Unavailable
from consentkit.sandbox.given_files import NoRegularFile, TooLarge

_OF_SYSTEM = {
    "disk-full": ("ENOSPC", "EDQUOT", "EFBIG"),
    "disk-protected": ("EROFS", "EACCES", "EPERM"),
    "disk-broken": ("EIO", "ENXIO", "ENODEV", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EREMOTEIO", "ETIMEDOUT"),
    "name-refused": ("ENAMETOOLONG", "ELOOP", "ENOTDIR", "EILSEQ", "ENOTSUP", "ENOSYS"),
    "machine-busy": ("EMFILE", "ENFILE", "ENOMEM", "ENOLCK"),
}
# Not every system knows every name.
_CODES = {
    getattr(errno, name): code for code, names in _OF_SYSTEM.items() for name in names if hasattr(errno, name)
}
# sqlcipher3 0.6 keeps no error code; SQLite's sentences for its result codes are fixed.
_OF_DATABASE = {
    "database or disk is full": "disk-full",
    "disk I/O error": "disk-broken",
    "unable to open database file": "disk-broken",
    "out of memory": "machine-busy",
}


_PAGE_BYTES = 4096


def told(error: BaseException, file: str = "records.db") -> ConsentkitError | None:
    """Return a failure of the machine as one of the seven; `None` for what is none.

    `file` is the database that would be damaged.
    """
    if isinstance(error, MemoryError):
        return Unavailable("machine-busy")
    if isinstance(error, NoRegularFile | TooLarge):
        return InvalidInput("file-not-found", file=Path(error.filename).name)
    if isinstance(error, OSError):
        code = _CODES.get(error.errno or 0)
        return Unavailable(code) if code else None
    if not isinstance(error, dbapi2.DatabaseError):
        return None
    if code := _OF_DATABASE.get(str(error)):
        return Unavailable(code)
    # What a constraint or a lock says has a class of its own, and stays a bug.
    return BadDataFile("database-damaged", file=file) if type(error) is dbapi2.DatabaseError else None


def why_not_written(folder: Path) -> str | None:
    """Return the code of what keeps files from being written into a folder; `None` where nothing does."""
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(bytes(_PAGE_BYTES))
            file.flush()
    except OSError as error:
        said = told(error)
        return said.code if said else None
    return None


@contextmanager
def making_told() -> Iterator[None]:
    """Raise what `failures_told` does around the making of something new, whose place may take nothing."""
    try:
        with failures_told():
            yield
    except FileNotFoundError:
        raise Unavailable("name-refused") from None


@contextmanager
def failures_told(file: str = "records.db") -> Iterator[None]:
    """Raise a failure of the machine, met inside, as one of the seven."""
    try:
        yield
    except (OSError, MemoryError, dbapi2.DatabaseError) as error:
        said = told(error, file)
        if said is None:
            raise
        raise said from None
