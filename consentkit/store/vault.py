"""Files at rest: age files, named by the SHA-256 of their ciphertext.

Rows name a file as it was first called. Once it is sealed under other keys it lies under another name, which
the records know.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyrage
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound
from consentkit.domain.gate.dossiers import FileState
from consentkit.sandbox.given_files import NoRegularFile, TooLarge, open_written
from consentkit.store.disk.files import write_atomically
from consentkit.store.keys import Keys
from consentkit.store.machine import failures_told

_SUFFIX = ".age"

_MOST_BYTES = 2_000_000_000
"""Four times the largest video that is opened. Chosen by eye."""

_DIGEST = re.compile("[0-9a-f]{64}")
_MOST_REMEMBERED = 20_000
"""Chosen by eye: some hundred bytes each, and more files than one list shows."""


@dataclass(frozen=True)
class Vault:
    """A folder of sealed files. Anyone who may write can put; opening needs the records key.

    `where` says under which name a file lies that rows call so, as it was when the records were opened;
    `where_now` asks again, for keys may be replaced meanwhile.
    """

    folder: Path
    keys: Keys
    where: Callable[[str], str] = str
    where_now: Callable[[str], str] = str

    def put(self, data: bytes) -> str:
        """Seal `data`, write it durably, and return its name. The row that names it comes after."""
        sealed = pyrage.encrypt(data, [x25519.Recipient.from_str(self.keys.vault_recipient)])
        name = hashlib.sha256(sealed).hexdigest()
        # What a kill leaves half written lies where few files lie, and is found at once.
        write_atomically(self._path(name), sealed, staging=self.folder.parent)
        return name

    def get(self, name: str) -> bytes:
        """Return the file's bytes. Raises NotFound where it is missing, BadDataFile where it was changed."""
        lies, sealed = self._read(name)
        if hashlib.sha256(sealed).hexdigest() != lies:
            raise BadDataFile("vault-file-changed", file=name)
        try:
            return bytes(pyrage.decrypt(sealed, self.keys.vault_identities()))
        except pyrage.DecryptError:
            raise BadDataFile("vault-file-changed", file=name) from None

    def _read(self, name: str) -> tuple[str, bytes]:
        for lies in self._places(name):
            with suppress(FileNotFoundError), failures_told():
                return lies, self._content(lies)
        raise NotFound("vault-file-missing", file=name)

    def _content(self, name: str) -> bytes:
        try:
            with open_written(self._path(name), _MOST_BYTES) as file:
                # A file that grows meanwhile is cut, and no longer what it was.
                return file.read(_MOST_BYTES)
        except (NoRegularFile, TooLarge):
            raise BadDataFile("vault-file-changed", file=name) from None

    def drop(self, name: str) -> None:
        """Remove a file that no row names; one that is gone is no error."""
        with failures_told():
            self._path(name).unlink(missing_ok=True)

    def state(self, name: str) -> FileState:
        """Take the digest again and say whether the file is what it was."""
        return self._state(name, _read_state)

    def listed_state(self, name: str) -> FileState:
        """Say what `state` says, and read a file again only where its size or times are not what they were.

        For lists that are drawn twice a second; a clearance takes every digest again.
        """
        return self._state(name, _listed_state)

    def _state(self, name: str, look: Callable[[Path], FileState]) -> FileState:
        for lies in self._places(name):
            found = look(self._path(lies))
            if found is not FileState.MISSING:
                return found
        return FileState.MISSING

    def _places(self, name: str) -> Iterator[str]:
        """Yield under which name a file may lie, one after another until it is found."""
        # Sealed anew between the question and the reading, it lies elsewhere: asked twice, it is found.
        for where in (self.where, self.where_now, self.where_now):
            lies = where(name)
            if _is_digest(lies):
                yield lies

    def names(self) -> frozenset[str]:
        """Every file there is."""
        return frozenset(path.stem for path in self.folder.glob("*" + _SUFFIX))

    def _path(self, name: str) -> Path:
        return self.folder / (name + _SUFFIX)


def _is_digest(name: str) -> bool:
    """Tell whether this can name a file here: what somebody wrote into a row may be a path, or no name."""
    return _DIGEST.fullmatch(name) is not None


def _listed_state(path: Path) -> FileState:
    try:
        about = path.stat()
    except FileNotFoundError:
        return FileState.MISSING
    # A change of content or of times changes ctime, which no program sets.
    return _state_at(path, (about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _state_at(path: Path, _about: tuple[int, ...]) -> FileState:
    # By path, so that no keys are remembered here after a lock.
    return _read_state(path)


def _read_state(path: Path) -> FileState:
    try:
        with failures_told(), open_written(path, _MOST_BYTES) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return FileState.MISSING
    except InvalidInput:
        # A pipe or a folder in its place, or what is too large to be one of ours.
        return FileState.CHANGED
    return FileState.INTACT if found == path.stem else FileState.CHANGED
