"""Whether tables have the rules that migrations give them: one more could drop a row that is written."""

import re
from contextlib import closing
from functools import cache
from typing import Any

from sqlcipher3 import dbapi2

from consentkit.domain.errors import BadDataFile
from consentkit.store.database.encrypted import Database, EncryptedDatabase
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.triggers import check_triggers

_OBJECTS = (
    "SELECT name, tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
)
_NO_WORDS_OF_OURS = re.compile(r"\bON\s+CONFLICT\b|\bCHECK\b|\bCOLLATE\b|\bGENERATED\b", re.IGNORECASE)


def check_rules(db: EncryptedDatabase) -> None:
    """Raise BadDataFile where triggers, tables or indexes have another rule than the program gave them.

    Looked at anew whenever anybody changed one: what opened an hour ago is held to it at each act.
    """
    (version,) = db.execute("PRAGMA schema_version").fetchone()
    if db.rules_seen == version:
        return
    check_triggers(db)
    _check_tables(db)
    db.rules_seen = version


def _check_tables(db: EncryptedDatabase) -> None:
    for table, name, text in sorted(_texts(db) ^ _ours()):
        # What only another program spells otherwise has the same rules.
        if _NO_WORDS_OF_OURS.search(text) or _shape(db, table) != _our_shapes().get(table):
            raise BadDataFile("trigger-foreign", trigger=name)


def _texts(db: Database) -> frozenset[tuple[str, str, str]]:
    # Strict tables take less than others, and say no more.
    rows = db.query(_OBJECTS)
    return frozenset((row["tbl_name"], row["name"], row["sql"].removesuffix(" STRICT")) for row in rows)


def _shapes(db: Database) -> dict[str, Any]:
    """What each table lets in and does: its columns, what they refer to, and what must be unique."""
    tables = db.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: _shape(db, name) for name in [row["name"] for row in tables]}


def _shape(db: Database, table: str) -> Any:
    asked = "SELECT {} FROM pragma_{}(?)"
    wanted = {
        "table_xinfo": "name, [notnull], dflt_value, pk, hidden",
        "foreign_key_list": "[table], [from], [to], on_update, on_delete",
    }
    parts = [set(db.execute(asked.format(what, pragma), [table])) for pragma, what in wanted.items()]
    unique = db.execute("SELECT name, partial FROM pragma_index_list(?) WHERE [unique]", [table]).fetchall()
    indexes = [(partial, *db.execute("SELECT name FROM pragma_index_info(?)", [n])) for n, partial in unique]
    return (*parts, sorted(map(str, indexes)))


@cache
def _ours() -> frozenset[tuple[str, str, str]]:
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        db = Database(connection, execute_plugins=False)
        records_migrations.apply(db)
        return _texts(db)


@cache
def _our_shapes() -> dict[str, Any]:
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        db = Database(connection, execute_plugins=False)
        records_migrations.apply(db)
        return _shapes(db)
