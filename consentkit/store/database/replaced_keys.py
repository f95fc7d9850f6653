"""A database under other keys: written anew at once, and finished by whoever comes after a crash."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from consentkit.domain.errors import BadDataFile, Unavailable
from consentkit.store.database.cipher_keys import replace_key
from consentkit.store.database.encrypted import EncryptedDatabase, look_into_database, open_database
from consentkit.store.database.schema import is_protected
from consentkit.store.keys import Keys
from consentkit.store.machine import failures_told
from consentkit.store.secrets_in_memory import wipe

_NO_CHECKPOINT = 0
_USUAL_CHECKPOINT = 1000


@contextmanager
def database_key(path: Path, keys: Keys, key_of: Callable[[Keys], bytearray]) -> Iterator[bytearray]:
    """Give the key that opens a database, and write over it.

    While the keys before are still there it is brought under those of today first, where it is not; what is
    write-protected is not, and has the key that opens it. Raises as `open_database` does.
    """
    key = key_of(keys)
    try:
        if keys.before is not None and path.exists() and not _opens(path, key):
            earlier = key_of(keys.before)
            try:
                if is_protected(path):
                    key[:] = earlier
                elif _opens(path, earlier):
                    _bring_under(path, earlier, key)
            finally:
                wipe(earlier)
        yield key
    finally:
        wipe(key)


def write_back(db: EncryptedDatabase) -> None:
    """Write the log of writes into the database and empty it, so that no page of before is left in either.

    Raises Unavailable (records-busy) while somebody still reads what was there before.
    """
    (found,) = db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    if found["busy"]:
        raise Unavailable("records-busy", seconds=0)


def _opens(path: Path, key: bytearray) -> bool:
    try:
        with closing(look_into_database(path, key)):
            return True
    except BadDataFile:
        return False


def _bring_under(path: Path, earlier: bytearray, key: bytearray) -> None:
    """Write every page anew. Another program that does it at the same time may be the one that did."""
    try:
        with closing(open_database(path, earlier)) as db, failures_told(path.name):
            db.conn.execute("PRAGMA query_only = OFF")
            # Until the new pages were read once, those of before stay where they are.
            db.conn.execute(f"PRAGMA wal_autocheckpoint = {_NO_CHECKPOINT}")
            replace_key(db.conn, key, path)
            # SQLCipher 4 says that it went well even where the disk did not let it, and all is as it was.
            if not _opens(path, key):
                raise Unavailable("database-not-rewritten", file=path.name)
            _check(path, key)
            db.conn.execute(f"PRAGMA wal_autocheckpoint = {_USUAL_CHECKPOINT}")
    except BadDataFile:
        if not _opens(path, key):
            raise


def _check(path: Path, key: bytearray) -> None:
    """Raise BadDataFile unless every page opens under the new key."""
    with closing(open_database(path, key)) as db:
        db.conn.execute(f"PRAGMA wal_autocheckpoint = {_NO_CHECKPOINT}")
        if [list(row.values()) for row in db.rows("PRAGMA integrity_check")] != [["ok"]]:
            raise BadDataFile("database-damaged", file=path.name)
