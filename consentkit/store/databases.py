"""Encrypted SQLite: the only module that imports sqlite_utils and sqlcipher3."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

from consentkit.domain.errors import BadDataFile, Unavailable

# sqlite-utils catches sqlite3's errors by name and tries pysqlite3 first: without this, sqlcipher3's
# errors pass it by and statements stay open (sqlite-utils 4.2.1; no issue number known).
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
# sqlite-utils imports numpy and pandas when they are there, which doubles its start.
_ABSENT = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _ABSENT:
    sys.modules[_name] = None  # type: ignore[assignment]
from sqlite_utils import Database, Migrations  # noqa: E402 - only after the two lines above

for _name in _ABSENT:
    del sys.modules[_name]

__all__ = ["Database", "DatabaseError", "EncryptedDatabase", "Migrations", "open_database"]

DatabaseError = dbapi2.DatabaseError

_WAIT_SECONDS = 30
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "cache_size = -65536",
    "query_only = ON",
)


class EncryptedDatabase(Database):
    """A sqlite-utils database over SQLCipher; read-only but inside `atomic`, which begins IMMEDIATE."""

    @contextlib.contextmanager
    def atomic(self) -> Iterator["EncryptedDatabase"]:
        """Hold the write lock from the start; nested use is a savepoint."""
        with super().atomic() if self.conn.in_transaction else self._immediate():
            yield self

    @contextlib.contextmanager
    def _immediate(self) -> Iterator[None]:
        # Upstream begins DEFERRED: one that reads first is refused at once when another program writes.
        self.conn.execute("PRAGMA query_only = OFF")
        try:
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise
            self.conn.execute("COMMIT")
        finally:
            self.conn.execute("PRAGMA query_only = ON")

    def rows(self, sql: str, arguments: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """Return every row that a SELECT gives."""
        return list(self.query(sql, arguments))


def open_database(path: Path, key: bytes) -> EncryptedDatabase:
    """Open (or make) the database with a raw 32-byte key.

    Raises BadDataFile for a wrong key or a damaged file, Unavailable where it cannot be opened at all.
    """
    try:
        connection = dbapi2.connect(str(path), timeout=_WAIT_SECONDS, isolation_level=None)
    except dbapi2.OperationalError:
        raise Unavailable("database-cannot-open", file=path.name) from None
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_compatibility = 4")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except dbapi2.DatabaseError:
        connection.close()
        raise BadDataFile("database-damaged", file=path.name) from None
    database = EncryptedDatabase(connection, execute_plugins=False, strict=True)
    # The first upsert on each connection would make and drop a probe table (sqlite-utils < 5).
    database._supports_on_conflict = True
    return database
