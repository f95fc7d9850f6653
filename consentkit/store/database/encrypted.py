"""Encrypted SQLite: the only module that imports sqlite_utils and sqlcipher3."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

from consentkit.domain.errors import BadDataFile, Conflict, Unavailable
from consentkit.store.database.cipher_keys import give_key
from consentkit.store.disk.files import close_to_others
from consentkit.store.machine import failures_told, told

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

__all__ = [
    "Database",
    "DatabaseError",
    "EncryptedDatabase",
    "Migrations",
    "look_into_database",
    "open_database",
]

DatabaseError = dbapi2.DatabaseError

_WAIT_SECONDS = 30
_BESIDE = ("-wal", "-shm", "-journal")
_RETRY_SECONDS = 0.01
_RAISED_IN_FUNCTION = "user-defined function raised exception"
_READING_PRAGMAS = (
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "cache_size = -65536",
    "query_only = ON",
)
_PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    *_READING_PRAGMAS,
)


class EncryptedDatabase(Database):
    """A sqlite-utils database over SQLCipher; read-only but inside `writing`.

    `atomic` is upstream's: a savepoint inside `writing`. Outside it is no way in, since sqlite-utils'
    own `insert` and `update` call it too, and a row could be written that no event tells of.
    """

    file: str = ""
    """The name of the file, for what is said of it."""
    has_other_keys: Callable[[], bool] = staticmethod(lambda: False)
    """Tells whether the keys were replaced since this was opened: then nothing more is read, and it is
    undamaged."""
    rules_seen: int | None = None
    """The number of the schema whose rules were looked at; any change of one makes it another."""
    unwritable: str = "disk-protected"
    """What is said where it was opened to read only."""

    _raised_in_function: BaseException | None = None

    def define(self, name: str, function: Callable[..., Any]) -> None:
        """Have SQL call a function by this name; what it raises comes out of the statement that called it."""

        def called(*values: Any) -> Any:
            try:
                return function(*values)
            except BaseException as error:
                self._raised_in_function = error
                raise

        self.conn.create_function(name, -1, called)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock from the start; all or nothing.

        Raises Unavailable (records-busy, disk-full, disk-protected, disk-broken).
        """
        # Upstream begins DEFERRED: one that reads first is refused at once when another program writes.
        self.conn.execute("PRAGMA query_only = OFF")
        try:
            with self._failures_told(), _protection_told(self.unwritable):
                _take_lock(self.conn)
            try:
                with self._failures_told(), _protection_told(self.unwritable):
                    yield
                    self.conn.execute("COMMIT")
            except BaseException:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise
        finally:
            self.conn.execute("PRAGMA query_only = ON")

    def execute(self, *arguments: Any, **named: Any) -> Any:
        """Run one statement. Raises a failure of the machine as one of the seven."""
        with self._failures_told():
            return super().execute(*arguments, **named)

    def query(self, *arguments: Any, **named: Any) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        """Return the rows of a SELECT, read as they are asked for. Raises as `execute` does."""
        with self._failures_told():
            found = super().query(*arguments, **named)
        return self._read(found)

    def _read(self, found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        with self._failures_told():
            yield from found

    @contextlib.contextmanager
    def _failures_told(self) -> Iterator[None]:
        try:
            with failures_told(self.file):
                yield
        except dbapi2.OperationalError as error:
            if str(error) != _RAISED_IN_FUNCTION:
                raise
            # SQLite keeps no exception; where the function kept none, Ctrl+C came before its first line.
            raised, self._raised_in_function = self._raised_in_function, None
            raise raised or KeyboardInterrupt() from None
        except BadDataFile as error:
            if error.code == "database-damaged" and self.has_other_keys():
                raise Conflict("keys-replaced") from None
            raise

    def is_whole(self) -> bool:
        """Read every page and say whether the database is undamaged."""
        try:
            # A page that a crash tore is whole in the write-ahead log; the check of pages looks past that.
            self.rows("PRAGMA wal_checkpoint(PASSIVE)")
            pages = self.rows("PRAGMA cipher_integrity_check")
            rows = self.rows("PRAGMA integrity_check")
        except (DatabaseError, BadDataFile):
            return False
        return not pages and [list(row.values()) for row in rows] == [["ok"]]

    def copy_to(self, path: Path, key: bytes | bytearray) -> None:
        """Write what this connection reads now to a new database, under the same raw key, onto the disk.

        Inside a transaction that has read, it is what was read first, whatever others write meanwhile.
        """
        with failures_told(self.file):
            copy = dbapi2.connect(str(path), isolation_level=None)
            with contextlib.closing(copy):
                _give_key(copy, key, path)
                self.conn.backup(copy)
        with path.open("rb+") as file:
            os.fsync(file.fileno())

    def rows(self, sql: str, arguments: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """Return every row that a SELECT gives."""
        return list(self.query(sql, arguments))


def open_database(path: Path, key: bytes | bytearray) -> EncryptedDatabase:
    """Open (or make) the database with a raw 32-byte key.

    Raises BadDataFile for a wrong key or a damaged file, Unavailable where it cannot be opened at all.
    """
    with _failures_told(path):
        _close_to_others(path)
        connection = dbapi2.connect(str(path), timeout=_WAIT_SECONDS, isolation_level=None)
        with _closed_on_failure(connection):
            _give_key(connection, key, path)
            _write_ahead(connection)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
    database = _over(connection, path)
    # The first upsert on each connection would make and drop a probe table (sqlite-utils < 5).
    database._supports_on_conflict = True
    return database


def look_into_database(path: Path, key: bytes | bytearray) -> EncryptedDatabase:
    """Open a database that is there, to read only: neither it nor its folder changes.

    Raises as `open_database` does. A write by another program at this moment may be missed or half seen.
    """
    # Reading a file with a write-ahead log makes files beside it, unless SQLite is told that none is needed.
    is_alone = not any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
    asked = "mode=ro&immutable=1" if is_alone else "mode=ro"
    with _failures_told(path):
        where = f"{path.absolute().as_uri()}?{asked}"
        connection = dbapi2.connect(where, timeout=_WAIT_SECONDS, isolation_level=None, uri=True)
        with _closed_on_failure(connection):
            _give_key(connection, key, path)
            for pragma in _READING_PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
    return _over(connection, path)


def _over(connection: dbapi2.Connection, path: Path) -> EncryptedDatabase:
    database = EncryptedDatabase(connection, execute_plugins=False, strict=True)
    database.file = path.name
    return database


def _close_to_others(path: Path) -> None:
    """Make the file before SQLite does, for this account alone: its logs take its mode."""
    with contextlib.suppress(OSError):
        path.touch(mode=0o600, exist_ok=False)
    for one in (path, *(path.with_name(path.name + end) for end in _BESIDE)):
        close_to_others(one)


@contextlib.contextmanager
def _protection_told(code: str) -> Iterator[None]:
    """Tell a file opened to read only, inside a transaction; outside of one the same sentence tells a bug."""
    try:
        yield
    except dbapi2.OperationalError as error:
        if str(error) != "attempt to write a readonly database":
            raise
        raise Unavailable(code) from None


def _give_key(connection: dbapi2.Connection, key: bytes | bytearray, path: Path) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    give_key(connection, key, path)
    connection.execute("PRAGMA cipher_compatibility = 4")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


@contextlib.contextmanager
def _closed_on_failure(connection: dbapi2.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextlib.contextmanager
def _failures_told(path: Path) -> Iterator[None]:
    try:
        yield
    except dbapi2.OperationalError as error:
        said = told(error)
        if said is not None and said.code == "disk-full":
            raise said from None
        raise Unavailable("database-cannot-open", file=path.name) from None
    except dbapi2.DatabaseError:
        raise BadDataFile("database-damaged", file=path.name) from None


def _take_lock(connection: dbapi2.Connection) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except dbapi2.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise Unavailable("records-busy", seconds=_WAIT_SECONDS) from None


def _write_ahead(connection: dbapi2.Connection) -> None:
    """Switch to the write-ahead log, and wait while another program does the same to a new file.

    SQLite's own timeout does not hold here: of two that switch at once one is refused immediately.
    """
    give_up_at = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except dbapi2.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up_at:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return
