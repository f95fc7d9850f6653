"""The key file and the records change together, or come back together.

The next key file is staged beside the present one, under a name with its digest, before the records
commit; the event that they commit names that digest. Once they have, it takes the present one's place.
Whoever comes after a crash finishes what the log names last, and drops what it does not name.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from consentkit.domain.errors import Refused, Unavailable
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, NoRegularFile, TooLarge, open_written
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.disk.files import take_place, write_atomically
from consentkit.store.disk.own_files import UNREADABLE
from consentkit.store.key_files import KeyFile, key_file_bytes, read_key_file
from consentkit.store.machine import failures_told

FACT = "keyfile"
"""The fact of an event that holds the digest of the key file from then on."""

_SHOWN_DIGITS = 16


@dataclass(frozen=True)
class KeyFileChange:
    """The key file while one act holds the lock; what it stages has its place once the act is committed."""

    path: Path
    _staged: list[str] = field(default_factory=list)

    def read(self, db: EncryptedDatabase) -> KeyFile:
        """Return the key file as it is, after what a crash left is settled.

        Raises Refused (keyfile-not-of-log) for another than the log names: what an act wrote into it would
        let in whoever stands there, and take away who came or went since.
        """
        settle_key_file(db, self.path)
        if other_than_named(db, self.path):
            raise Refused("keyfile-not-of-log")
        return read_key_file(self.path)

    def stage(self, file: KeyFile) -> str:
        """Stage another key file, and return its digest for the event."""
        self._staged.append(stage_key_file(self.path, file))
        return self._staged[-1]

    def finish(self) -> None:
        """Put what was staged in its place."""
        for digest in self._staged:
            finish_key_file(self.path, digest)

    def drop(self) -> None:
        """Take what was staged away again."""
        for digest in self._staged:
            drop_key_file(self.path, digest)


def staged_files(path: Path) -> tuple[Path, ...]:
    """Return the key files that wait beside this one; after a crash there may be some."""
    with failures_told():
        return tuple(sorted(path.parent.glob(f"{path.stem}-*.next")))


def stage_key_file(path: Path, file: KeyFile) -> str:
    """Write the next key file beside the present one, durably, and return its digest for the event."""
    data = key_file_bytes(file)
    digest = hashlib.sha256(data).hexdigest()
    write_atomically(_staged(path, digest), data)
    return digest


def finish_key_file(path: Path, digest: str) -> None:
    """Put a staged key file in the place of the present one, once the records name it.

    Where that fails it stays staged: whoever opens the workspace next does it.
    """
    with suppress(Unavailable), failures_told():
        take_place(path, _staged(path, digest))


def drop_key_file(path: Path, digest: str) -> None:
    """Take a staged key file away whose act does not hold; one that stays is dropped by who comes next."""
    with suppress(OSError):
        _staged(path, digest).unlink(missing_ok=True)


def settle_key_file(db: EncryptedDatabase, path: Path) -> None:
    """Finish the staged key file that the log names last, and drop all others. Needs the write lock."""
    named = last_named(db)
    for staged in staged_files(path):
        with failures_told():
            if _digest(staged) == named:
                take_place(path, staged)
            else:
                staged.unlink(missing_ok=True)


def last_named(db: EncryptedDatabase) -> str | None:
    """Return the digest of the key file that the log names last; `None` where it was written before that."""
    named = _last_naming(db)
    return named and named[1]


def other_than_named(db: EncryptedDatabase, path: Path) -> int | None:
    """Return the number of the event whose key file should be there, where another is; `None` where it is.

    A log of before events named key files speaks against none.
    """
    named = _last_naming(db)
    return named[0] if named and digest_of_key_file(path) != named[1] else None


def _last_naming(db: EncryptedDatabase) -> tuple[int, str] | None:
    sql = f"SELECT seq, body FROM audit WHERE body LIKE '%\"{FACT}\":%' ORDER BY seq DESC LIMIT 1"  # noqa: S608
    found = db.rows(sql)
    return (found[0]["seq"], str(json.loads(found[0]["body"])[FACT])) if found else None


def digest_of_key_file(path: Path) -> str | None:
    """Return the digest of the key file that is there."""
    with failures_told():
        return _digest(path)


def _digest(path: Path) -> str | None:
    try:
        with open_written(path, MOST_TEXT_BYTES) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except (NoRegularFile, TooLarge):
        return UNREADABLE


def _staged(path: Path, digest: str) -> Path:
    return path.with_name(f"{path.stem}-{digest[:_SHOWN_DIGITS]}.next")
