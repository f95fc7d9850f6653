"""Which schema a database has, and that a program never writes into one that it does not know."""

import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

from consentkit.domain.errors import BadDataFile, Unavailable
from consentkit.domain.values import Value
from consentkit.store.database.encrypted import (
    DatabaseError,
    EncryptedDatabase,
    Migrations,
    look_into_database,
    open_database,
)
from consentkit.store.machine import why_not_written


class SchemaVersions(Value):
    """The number of the last migration that the program knows, and of the last that was applied."""

    program: int
    workspace: int


Held = Callable[[EncryptedDatabase], AbstractContextManager[None]]
"""What goes around the applying of migrations, in their transaction."""


def _alone(_db: EncryptedDatabase) -> AbstractContextManager[None]:
    return nullcontext()


def open_current(
    path: Path, key: bytes | bytearray, migrations: Migrations, held: Held = _alone
) -> EncryptedDatabase:
    """Open (or make) a database and bring its schema up to date.

    What is write-protected is opened to read only, as evidence is, and so is what finds no room for its
    write-ahead log. Raises Unavailable for a newer program's database, which is not touched, for a protected
    one that lacks a migration, and as `open_database` does.
    """
    if is_protected(path):
        return _open_protected(path, key, migrations)
    if path.exists() and path.stat().st_size:
        _look_first(path, key, migrations)
    try:
        db = open_database(path, key)
    except Unavailable:
        why = why_not_written(path.parent)
        if why is None or not path.exists() or not path.stat().st_size:
            raise
        db = _open_protected(path, key, migrations)
        db.unwritable = why
        return db
    try:
        migrate(db, migrations, held)
    except BaseException:
        db.close()
        raise
    return db


def is_protected(path: Path) -> bool:
    """Tell whether a database is there, and neither it nor a file beside it can be written."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _open_protected(path: Path, key: bytes | bytearray, migrations: Migrations) -> EncryptedDatabase:
    db = look_into_database(path, key)
    try:
        _check_current(db, migrations)
    except BaseException:
        db.close()
        raise
    return db


def _check_current(db: EncryptedDatabase, migrations: Migrations) -> None:
    check_known(db, migrations)
    if migrations.pending(db):
        raise Unavailable("records-older")


def _look_first(path: Path, key: bytes | bytearray, migrations: Migrations) -> None:
    # What looks damaged may be another program's half-seen write; the opening proper tells damage.
    try:
        with closing(look_into_database(path, key)) as unopened:
            check_known(unopened, migrations)
    except (BadDataFile, DatabaseError):
        pass
    except Unavailable as error:
        if error.code in {"workspace-newer", "database-cannot-open"}:
            raise


def migrate(db: EncryptedDatabase, migrations: Migrations, held: Held = _alone) -> None:
    """Apply what is missing, all in one transaction: several programs may start at once."""
    check_known(db, migrations)
    if not migrations.pending(db):
        return
    with db.writing():
        check_known(db, migrations)
        with held(db):
            migrations.apply(db)


def check_known(db: EncryptedDatabase, migrations: Migrations) -> None:
    """Raise Unavailable where a migration was applied that this program does not know."""
    known = set(_known(migrations))
    if not known.issuperset(_applied(db, migrations)):
        versions = versions_of(db, migrations)
        raise Unavailable("workspace-newer", workspace=versions.workspace, program=versions.program)


def versions_of(db: EncryptedDatabase, migrations: Migrations) -> SchemaVersions:
    """Return both versions; a database without a schema has 0."""
    return SchemaVersions(program=_last(_known(migrations)), workspace=_last(_applied(db, migrations)))


def _known(migrations: Migrations) -> list[str]:
    # Upstream lists only what is pending or applied in a database (sqlite-utils 4.2.1).
    return [migration.name for migration in migrations._migrations]


def _applied(db: EncryptedDatabase, migrations: Migrations) -> list[str]:
    return [migration.name for migration in migrations.applied(db)]


def _last(names: list[str]) -> int:
    numbers = [int(found[1]) for name in names if (found := re.match(r"[a-z]+(\d+)_", name))]
    return max(numbers, default=0)
