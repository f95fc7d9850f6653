"""Writing files so that a crash leaves the old one or the new one, never half of one, and none beside it.

On Linux a file gets its name only when it is whole. Elsewhere, and on memory sticks, it is first called
`.new-…` and locked while it is written; what a killed program left of that kind is swept.
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from consentkit.store.disk.locks import is_abandoned, take_lock
from consentkit.store.disk.private_folders import STAGED, promised
from consentkit.store.machine import failures_told, making_told

_OWN = 0o600
# What a file system or a system without nameless files says; EISDIR and EINVAL are older kernels'.
_UNKNOWN_HERE = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT, errno.EPERM, errno.ENOSYS}


def write_atomically(path: Path, data: bytes, *, staging: Path | None = None) -> None:
    """Write ciphertext or settings durably in place of what was there; only this account may read them.

    `staging` is a folder on the same disk for the file while it has no name of its own; else it is the
    file's own folder. Raises Unavailable where the machine does not let it: what was there stays.
    """
    with failures_told():
        _replace(path, data, staging or path.parent)
        flush_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a new file durably, for this account alone; the data never have another name beside it.

    Raises FileExistsError where the file is there already, Unavailable where the machine does not let it.
    """
    with making_told():
        with _nameless(path.parent) as descriptor:
            if descriptor is not None:
                _fill(descriptor, data)
                _link(descriptor, path)
            else:
                _write_promised(path, data)
        flush_folder(path.parent)


def sweep_staged(folder: Path) -> int:
    """Remove what killed programs left half written in a folder; return how many files that were."""
    swept = 0
    with contextlib.suppress(OSError):
        for path in [Path(one.path) for one in os.scandir(folder) if one.name.startswith(STAGED)]:
            # Who still writes it holds its lock.
            if path.is_file() and not path.is_symlink() and is_abandoned(path):
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def close_to_others(path: Path) -> None:
    """Let only this account read and write a file that is there, where the system lets it."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(_OWN)


def flush_folder(folder: Path) -> None:
    """Write a folder's own list of files to the disk."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows has no handle on a folder to flush
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_place(path: Path, staged: Path) -> None:
    """Have a file that waits take another one's place; another program may have done it first."""
    try:
        staged.replace(path)
    except FileNotFoundError:
        return
    flush_folder(path.parent)


def _replace(path: Path, data: bytes, folder: Path) -> None:
    with _opened(folder) as (descriptor, name):
        _fill(descriptor, data)
        staged = name or _named(descriptor, folder)
        try:
            staged.replace(path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise


def _write_promised(path: Path, data: bytes) -> None:
    """Write a new file where no file can be without a name: what is left of it after a kill is swept."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with promised(path.parent, STAGED) as staged:
        descriptor = os.open(staged, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWN)
        try:
            _fill(descriptor, data)
        finally:
            os.close(descriptor)
        _renamed(staged, path)


def _renamed(staged: Path, path: Path) -> None:
    try:
        os.link(staged, path)
    except FileExistsError:
        raise
    except OSError:  # a memory stick's file system knows no links
        # A rename replaces what somebody wrote a moment ago: an empty file takes the name first.
        path.touch(_OWN, exist_ok=False)
        try:
            staged.replace(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[tuple[int, Path | None]]:
    """Open a new file in a folder, and its name where it has to have one; what fails leaves none."""
    with _nameless(folder) as descriptor:
        if descriptor is not None:
            yield descriptor, None
            return
    descriptor, name = _locked_file(folder)
    try:
        yield descriptor, name
    except BaseException:
        name.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _locked_file(folder: Path) -> tuple[int, Path]:
    while True:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=STAGED)
        # A sweep between the two lines may have had it first.
        if take_lock(descriptor) and os.fstat(descriptor).st_nlink:
            return descriptor, Path(name)
        os.close(descriptor)


@contextlib.contextmanager
def _nameless(folder: Path) -> Iterator[int | None]:
    descriptor = _open_nameless(folder)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _open_nameless(folder: Path) -> int | None:
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        descriptor = os.open(folder, os.O_TMPFILE | os.O_RDWR, _OWN)
    except OSError as error:
        if error.errno in _UNKNOWN_HERE and folder.is_dir():
            return None
        raise
    # A sweep sees it as soon as it has a name, and then it is locked.
    take_lock(descriptor)
    return descriptor


def _named(descriptor: int, folder: Path) -> Path:
    """Give a whole file a name beside the one that it replaces: nothing can be linked over a file."""
    while True:
        name = folder / f"{STAGED}{os.urandom(6).hex()}"
        with contextlib.suppress(FileExistsError):
            _link(descriptor, name)
            return name


def _link(descriptor: int, path: Path) -> None:
    # With a folder's descriptor, Python asks for the link to be followed (os.link; bpo-37612).
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.link(f"/proc/self/fd/{descriptor}", path.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)


def _fill(descriptor: int, data: bytes) -> None:
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, _OWN)
