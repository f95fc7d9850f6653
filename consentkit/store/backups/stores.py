"""The folder of a backup: objects that never change, and the snapshots that need them."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from consentkit.domain.errors import BadDataFile, Conflict, InvalidInput, NotFound, Unavailable
from consentkit.domain.values import Value
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, open_regular, open_written, read_given
from consentkit.store.backups.manifests import Manifest, parse_manifest
from consentkit.store.disk.files import flush_folder, write_atomically
from consentkit.store.disk.locks import take_lock
from consentkit.store.machine import failures_told, told

_CHUNK = 1024 * 1024
STAGED = ".part-"
_MB = 1_000_000
_ROOM_TO_SPARE = 16 * _MB
"""Beside what is copied: lists, folders, and the disk's own books."""


class _Label(Value):
    """Of which workspace a folder holds backups, and which folder it is."""

    version: int = 1
    workspace: str
    folder_id: str


@dataclass(frozen=True)
class BackupStore:
    """A folder of backups of one workspace. Its id is random and tells no path."""

    folder: Path
    workspace: str
    folder_id: str

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the snapshots, the oldest first."""
        with failures_told():
            found = [path.stem for path in self._snapshots.glob("*.json")]
        return tuple(sorted(int(stem) for stem in found if stem.isdecimal()))

    def manifest(self, number: int) -> Manifest:
        """Return what a snapshot says of itself. Raises NotFound, BadDataFile."""
        try:
            with failures_told(), open_written(self._snapshot(number), MOST_TEXT_BYTES) as file:
                data = file.read()
        except FileNotFoundError:
            raise NotFound("backup-unknown", number=number) from None
        except InvalidInput:
            data = b""
        return parse_manifest(data, number)

    def newest(self) -> Manifest:
        """Return the newest snapshot. Raises NotFound where there is none, BadDataFile."""
        numbers = self.numbers()
        if not numbers:
            raise NotFound("backup-none")
        return self.manifest(numbers[-1])

    def write_manifest(self, manifest: Manifest) -> None:
        """Have a snapshot count, from now on."""
        write_atomically(self._snapshot(manifest.number), manifest.model_dump_json(indent=1).encode())

    def holds(self, digest: str, size: int) -> bool:
        """Tell whether an object is there, as long as it should be; a check reads it whole."""
        with suppress(OSError):
            return self.path(digest).stat().st_size == size
        return False

    def path(self, digest: str) -> Path:
        """Return where an object lies."""
        return self.folder / "objects" / digest[:2] / digest

    def put(self, data: bytes) -> tuple[str, int]:
        """Keep bytes as an object, and return its name and size."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.holds(digest, len(data)):
            with failures_told():
                self.path(digest).parent.mkdir(mode=0o700, exist_ok=True)
            write_atomically(self.path(digest), data)
        return digest, len(data)

    def put_file(self, source: Path) -> tuple[str, int]:
        """Keep a file as an object, whatever its size, and return its name and size.

        Raises FileNotFoundError where it is gone.
        """
        with failures_told(), self.staged() as part:
            digest, size = copy_hashed(source, part)
            self.take(part, digest)
        return digest, size

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """Give the name of a new file in this folder; what is there at the end is removed."""
        part = self.folder / f"{STAGED}{secrets.token_hex(8)}"
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)

    def take(self, part: Path, digest: str) -> None:
        """Make a staged file, which is on the disk, the object with this digest."""
        path = self.path(digest)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        part.chmod(0o600)
        part.replace(path)
        flush_folder(path.parent)

    def discard(self, digest: str) -> bool:
        """Remove an object that that is not what its name says; tell whether there was one."""
        path = self.path(digest)
        with failures_told():
            if not path.is_file() or digest_of_file(path)[0] == digest:
                return False
            path.unlink(missing_ok=True)
        return True

    def forget(self, number: int) -> None:
        """Have a snapshot count no more; its objects stay until they are swept."""
        with failures_told():
            self._snapshot(number).unlink(missing_ok=True)
            flush_folder(self._snapshots)

    def sweep(self) -> int:
        """Remove the objects that no snapshot needs, and return how many. One unreadable keeps them all."""
        needed = {digest for number in self.numbers() for digest in self.manifest(number).objects}
        swept = 0
        with failures_told():
            for path in (self.folder / "objects").glob("??/*"):
                if path.name not in needed:
                    path.unlink(missing_ok=True)
                    swept += 1
        return swept

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for one program, and remove what a killed one half wrote.

        Raises Conflict (backup-busy) where another is at work in it.
        """
        with failures_told(), _opened_lock(self.folder / "lock") as file:
            if not take_lock(file.fileno()):
                raise Conflict("backup-busy")
            for part in self.folder.glob(f"{STAGED}*"):
                shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
            yield

    @property
    def _snapshots(self) -> Path:
        return self.folder / "snapshots"

    def _snapshot(self, number: int) -> Path:
        return self._snapshots / f"{number:06}.json"


def open_store(folder: Path) -> BackupStore:
    """Open a folder of backups. Raises NotFound where it is none, BadDataFile where its label is damaged."""
    try:
        with failures_told():
            label = _Label.model_validate_json(read_given(_label(folder), MOST_TEXT_BYTES))
    except OSError:
        raise NotFound("backup-folder-missing", folder=folder.name) from None
    except ValidationError:
        raise BadDataFile("backup-label-damaged", folder=folder.name) from None
    return BackupStore(folder, label.workspace, label.folder_id)


def open_or_make_store(folder: Path, workspace: str) -> BackupStore:
    """Open a workspace's folder of backups, or make one of an empty or a new folder.

    Raises Conflict for another workspace's backups (backup-of-another), or for a folder with anything
    else in it (folder-not-empty), InvalidInput where it cannot be made.
    """
    if not _label(folder).exists():
        _make(folder, workspace)
    store = open_store(folder)
    if store.workspace != workspace:
        raise Conflict("backup-of-another", folder=folder.name)
    for name in ("objects", "snapshots"):
        with failures_told():
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    return store


def _make(folder: Path, workspace: str) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if any(not path.name.startswith(".new-") for path in folder.iterdir()):
            raise Conflict("folder-not-empty", folder=folder.name)
    except OSError as error:
        raise told(error) or InvalidInput("folder-not-usable", folder=folder.name) from None
    label = _Label(workspace=workspace, folder_id=secrets.token_hex(8))
    # A folder with a label is a folder of backups, whatever else a kill left undone.
    write_atomically(_label(folder), label.model_dump_json(indent=1).encode())


def _label(folder: Path) -> Path:
    return folder / "consentkit-backup.json"


def check_room(folder: Path, needed: int) -> None:
    """Raise Unavailable where a disk has no room for this many bytes; ask before the first is written."""
    with failures_told():
        free = shutil.disk_usage(folder).free
    if free < needed + _ROOM_TO_SPARE:
        lacks = -(-(needed + _ROOM_TO_SPARE - free) // _MB)
        raise Unavailable("backup-no-room", needed_mb=-(-needed // _MB), lacks_mb=lacks)


def _opened_lock(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")


def copy_hashed(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file to a new one, piece by piece, onto the disk; return the digest and size of what went."""
    hashed, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open_regular(source) as read, os.fdopen(descriptor, "wb", buffering=0) as write:
        while piece := read.read(_CHUNK):
            hashed.update(piece)
            size += len(piece)
            _write_all(write.fileno(), piece)
        os.fsync(write.fileno())
    return hashed.hexdigest(), size


def _write_all(descriptor: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(descriptor, left) :]


def digest_of_file(path: Path) -> tuple[str, int]:
    """Return the digest and size of a file, read piece by piece."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
