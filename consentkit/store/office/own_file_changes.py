"""A file of the organisation's own and the records change together, or come back together.

The next file is staged in the folder of the present one, under a name with its digest, before the records
commit; the event that they commit names file and digest. Once they have, it takes the present one's place.
Whoever comes after a crash finishes what the log names last of a file, and drops what it does not name.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from consentkit.domain.errors import Unavailable
from consentkit.sandbox.given_files import NoRegularFile, TooLarge, open_written
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.disk.files import take_place, write_atomically
from consentkit.store.disk.own_files import MOST_BYTES, UNREADABLE, spoken_name
from consentkit.store.machine import failures_told

FACT = "own_file"
"""The fact of an event that holds a file's name and digest from then on, as `forms:clauses:my.toml:2c26…`."""

_FOLDERS = ("forms/clauses", "forms/letterhead")
"""Where acts write: only there something may wait."""

_SHOWN_DIGITS = 16


@dataclass(frozen=True)
class OwnFileChange:
    """The files below a workspace's folder while one act holds the lock. Names are from that folder."""

    root: Path
    _staged: list[tuple[str, str]] = field(default_factory=list)

    def digest(self, db: EncryptedDatabase, name: str) -> str | None:
        """Return the digest of a file as it stays, after what a crash left is settled; `None`: none."""
        settle_own_files(db, self.root)
        return digest_of_own_file(self.root, name)

    def stage(self, name: str, data: bytes) -> str:
        """Write the next file beside the present one, durably, and return what its event is to hold."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.root / name
        with failures_told(path.name):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._staged.append((name, digest))
        write_atomically(_staged(path, digest), data)
        return f"{spoken_name(name)}:{digest}"

    def finish(self) -> None:
        """Put what was staged in its place; where that fails, whoever opens the workspace next does it."""
        for name, digest in self._staged:
            with suppress(Unavailable), failures_told():
                take_place(self.root / name, _staged(self.root / name, digest))

    def drop(self) -> None:
        """Take what was staged away again; what stays is dropped by who comes next."""
        for name, digest in self._staged:
            with suppress(OSError):
                _staged(self.root / name, digest).unlink(missing_ok=True)


def digest_of_own_file(root: Path, name: str) -> str | None:
    """Return the digest of the file that is there; `None` where there is none."""
    with failures_told(name.rpartition("/")[2]):
        try:
            return _digest(root / name)
        except FileNotFoundError:
            return None


def _digest(path: Path) -> str:
    try:
        with open_written(path, MOST_BYTES) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (NoRegularFile, TooLarge):
        return UNREADABLE


def own_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders that acts write the organisation's own files into; not all of them need be there."""
    return tuple(root / one for one in _FOLDERS)


def staged_own_files(root: Path) -> tuple[Path, ...]:
    """Return the files that wait beside present ones; after a crash there may be some."""
    with failures_told():
        return tuple(path for one in own_folders(root) for path in sorted(one.glob(".own-*.next")))


def settle_own_files(db: EncryptedDatabase, root: Path) -> None:
    """Finish each staged file that the log names last, and drop all others. Needs the write lock."""
    waiting = staged_own_files(root)
    named = {digest: name for name, digest in last_own_files(db).items()} if waiting else {}
    for staged in waiting:
        with failures_told():
            name = named.get(_digest(staged))
            if name is not None and (root / name).parent == staged.parent:
                take_place(root / name, staged)
            else:
                staged.unlink(missing_ok=True)


def last_own_files(db: EncryptedDatabase) -> dict[str, str]:
    """Return the digest that the log names last of each file that an act wrote, by its name."""
    sql = f"SELECT body FROM audit WHERE body LIKE '%\"{FACT}\":%' ORDER BY seq"  # noqa: S608
    named = (str(json.loads(row["body"])[FACT]).rpartition(":") for row in db.rows(sql))
    return {spoken.replace(":", "/"): digest for spoken, _, digest in named}


def _staged(path: Path, digest: str) -> Path:
    # What begins with a dot is on its way: backups leave it out.
    return path.with_name(f".own-{digest[:_SHOWN_DIGITS]}.next")
