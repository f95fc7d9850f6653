"""Where plaintext may lie on disk: one private folder, wiped at every end, swept after a kill.

It lies where the system keeps things for this session alone (`XDG_RUNTIME_DIR`: memory, on most systems),
else in the folder for temporary files. Each process has a room in it, locked as long as it lives; a room
whose lock nobody holds is a dead program's, and is removed with what it promised to remove.
"""

import atexit
import contextlib
import itertools
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from consentkit.domain.errors import Unavailable
from consentkit.store.disk.locks import is_abandoned, take_lock, wait_for_lock

STAGED = ".new-"
"""How what is half written outside is called; nothing else is removed there."""

_LOCK = "lock"
_PROMISE = ".promise"
_OTHERS = 0o077


class PrivateFolder:
    """A process's room for the plaintext of one workspace, made when it is first needed."""

    def __init__(self, workspace: str) -> None:
        self._workspace = workspace
        self._room: Path | None = None
        self._lock: int | None = None
        self._numbers = itertools.count(1)
        # A signal may come while this very thread holds it.
        self._change = threading.RLock()
        self._is_closed = False
        _OPEN.add(self)

    def new_file(self, ending: str = "") -> Path:
        """Return the path of a file to be written, with a name that tells nothing.

        Raises Unavailable (private-folder-not-ours) where somebody else made a folder of its name, and where
        the machine does not let it.
        """
        try:
            return self._ready_room() / f"{next(self._numbers)}{ending}"
        except OSError as error:
            from consentkit.store.machine import told

            raise told(error) or Unavailable("disk-broken") from None

    def wipe(self) -> None:
        """Remove everything. What is still being written finds no folder any more."""
        with self._change:
            room, self._room = self._room, None
            lock, self._lock = self._lock, None
        if room is not None:
            _remove(room)
        if lock is not None:
            os.close(lock)

    def close(self) -> None:
        """Remove everything, for good."""
        self._is_closed = True
        self.wipe()
        _OPEN.discard(self)

    def _ready_room(self) -> Path:
        with self._change:
            if self._is_closed:
                raise Unavailable("workspace-locked")
            if self._room is None:
                self._room, self._lock = _new_room(_root(), self._workspace)
            return self._room


_OPEN: set[PrivateFolder] = set()


def wipe_all() -> None:
    """Remove the plaintext of every workspace that this process has open."""
    for folder in tuple(_OPEN):
        folder.wipe()


def sweep() -> int:
    """Remove what programs left that were killed; return how many files of plaintext that were.

    Rooms of programs that run stay.
    """
    found = 0
    for root in {_runtime_root(), _temporary_root()}:
        if root is not None and _is_ours(root):
            with _alone(root):
                found += sum(_swept_room(room) for room in root.iterdir() if room.is_dir())
    return found


@contextlib.contextmanager
def promised(folder: Path, prefix: str) -> Iterator[Path]:
    """Give a name for a new file or folder outside; it is gone at the end, whatever was left under it.

    Should this process be killed, the next start removes it.
    """
    own = PrivateFolder("exports")
    staged = folder.absolute() / f"{prefix}{os.urandom(6).hex()}"
    try:
        own.new_file(_PROMISE).write_bytes(os.fsencode(staged))
        yield staged
    finally:
        _remove_staged(staged)
        own.close()


def _runtime_root() -> Path | None:
    base = os.environ.get("XDG_RUNTIME_DIR")
    if not base or not Path(base).is_absolute() or not _is_ours(Path(base)):
        return None
    return Path(base) / "consentkit"


def _temporary_root() -> Path:
    account = os.getuid() if hasattr(os, "getuid") else "own"
    return Path(tempfile.gettempdir()) / f"consentkit-{account}"


def _root() -> Path:
    root = _runtime_root() or _temporary_root()
    with contextlib.suppress(FileExistsError):
        root.mkdir(mode=0o700)
        root.chmod(0o700)
    if not _is_ours(root):
        raise Unavailable("private-folder-not-ours", folder=root.name)
    return root


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder is there, is no link, is this account's, and is closed to all others."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    if not hasattr(os, "getuid"):  # a folder of Windows' own, closed by the account's profile
        return True
    about = folder.stat()
    return about.st_uid == os.getuid() and not about.st_mode & _OTHERS


def _new_room(root: Path, workspace: str) -> tuple[Path, int]:
    with _alone(root):
        room = Path(tempfile.mkdtemp(dir=root, prefix=f"{workspace}-"))
        lock = os.open(room / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        take_lock(lock)
        return room, lock


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the folder itself: no room is swept while it is being made."""
    lock = os.open(root / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        wait_for_lock(lock)
        yield
    finally:
        os.close(lock)


def _swept_room(room: Path) -> int:
    if (room / _LOCK).exists() and not is_abandoned(room / _LOCK):
        return 0
    files = [path for path in room.rglob("*") if path.is_file() and path.name != _LOCK]
    for path in files:
        if path.name.endswith(_PROMISE):
            _keep_promise(path)
    _remove(room)
    return len(files)


def _keep_promise(note: Path) -> None:
    with contextlib.suppress(OSError):
        staged = Path(os.fsdecode(note.read_bytes()))
        if staged.is_absolute() and staged.name.startswith(STAGED) and not staged.is_symlink():
            _remove_staged(staged)


def _remove_staged(staged: Path) -> None:
    if staged.is_dir():
        _remove(staged)
    else:
        staged.unlink(missing_ok=True)


def _remove(room: Path) -> None:
    # Something may be written into it at this moment: then it is not empty at the first try.
    for _ in range(3):
        shutil.rmtree(room, ignore_errors=True)
        if not room.exists():
            return


atexit.register(wipe_all)
