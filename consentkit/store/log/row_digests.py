"""Which rows the log covers, and the digest by which an event says how it left one."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from consentkit.store.database.encrypted import EncryptedDatabase

EXEMPT = frozenset(
    {
        # The log itself: chained, and what it says of rows stands in the hash of its events.
        "audit",
        "audit_rows",
        # Which migrations were applied: a program opens nothing that it does not know.
        "_sqlite_migrations",
        # The words by which stories are found, which triggers make of the covered titles.
        "story_titles",
        "story_titles_data",
        "story_titles_idx",
        "story_titles_docsize",
        "story_titles_config",
    }
)
"""The tables that no event covers. Every other one is covered, whoever adds it."""

GONE = b""
"""What stands for the digest of a row that is not there."""

DIGEST_BYTES = 24
_MAGIC = b"consentkit/row/v1\n"
_ENCODER = json.JSONEncoder(
    separators=(",", ":"), ensure_ascii=False, default=lambda value: {"bytes": value.hex()}
)


class RowState(NamedTuple):
    """A row's digest now (`GONE`: no such row), and the one that the newest event about it says.

    `logged` is `None` where no event speaks of the row.
    """

    tab: str
    key: str
    now: bytes
    logged: bytes | None

    @property
    def is_as_logged(self) -> bool:
        """Tell whether the row is as the log left it."""
        return self.now == (GONE if self.logged is None else self.logged)


@dataclass(frozen=True)
class CoveredTable:
    """A table whose rows the log covers: its columns in the order of their names, and what its key is."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @cached_property
    def selected(self) -> str:
        """The columns, for a SELECT from this table alone."""
        return self.of("")

    def of(self, prefix: str) -> str:
        """Return the columns of `old.`, `new.` or nothing, in the order in which `digest` takes values."""
        return ", ".join(prefix + quoted(column) for column in self.columns)

    def key_of(self, prefix: str = "") -> str:
        """Return the SQL for a row's key as text; a key with a NULL in it tells no rows apart."""
        parts = " || '/' || ".join(f"CAST({prefix}{quoted(column)} AS TEXT)" for column in self.key)
        return f"coalesce({parts}, 'row ' || {prefix}rowid)"

    def digest(self, key: str, values: Sequence[Any]) -> bytes:
        """Return the digest of a row: of table, key, and every value that is there, by its column's name.

        What is NULL is left out, so that a column which is added later changes no digest.
        """
        held = {name: value for name, value in zip(self.columns, values, strict=True) if value is not None}
        text = _ENCODER.encode([self.name, key, held])
        # A text that is no UTF-8 was read with these; its own bytes are taken.
        return hashlib.sha256(_MAGIC + text.encode("utf-8", "surrogateescape")).digest()[:DIGEST_BYTES]

    def rows(self, db: EncryptedDatabase) -> Iterator[RowState]:
        """Yield every row, with what the newest event about it says."""
        newest = f"SELECT digest FROM audit_rows WHERE tab = ? AND key = {self.key_of('t.')}"  # noqa: S608
        sql = (
            f"SELECT {self.key_of('t.')}, ({newest} ORDER BY seq DESC LIMIT 1), {self.of('t.')}"  # noqa: S608
            f" FROM {quoted(self.name)} AS t"
        )
        for key, logged, *values in db.execute(sql, (self.name,)):
            yield RowState(self.name, key, self.digest(key, values), logged)

    def digest_at(self, db: EncryptedDatabase, rowid: int, key: str) -> bytes:
        """Return the digest of the row with this number, `GONE` where no row with this key has it."""
        sql = f"SELECT {self.key_of()}, {self.selected} FROM {quoted(self.name)} WHERE rowid = ?"  # noqa: S608
        for found, *values in db.execute(sql, (rowid,)):
            if found == key:
                return self.digest(key, values)
        return GONE

    def digest_of(self, db: EncryptedDatabase, key: str) -> bytes:
        """Return the digest of the row with this key, `GONE` where there is none."""
        parts = key.split("/")
        # By the columns themselves an index finds it; as one text only where that does not tell them apart.
        is_plain = len(parts) == len(self.key)
        condition = (
            " AND ".join(f"{quoted(column)} = ?" for column in self.key) if is_plain else self.key_of()
        )
        sql = f"SELECT {self.key_of()}, {self.selected} FROM {quoted(self.name)} WHERE {condition}"  # noqa: S608
        for found, *values in db.execute(sql if is_plain else f"{sql} = ?", parts if is_plain else [key]):
            if found == key:
                return self.digest(key, values)
        return GONE


def covered_tables(db: EncryptedDatabase) -> tuple[CoveredTable, ...]:
    """Return every table that is not exempt, as the schema has it now."""
    rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [name for (name,) in rows if name not in EXEMPT and not name.startswith("sqlite_")]
    return tuple(covered_table(db, name) for name in names)


def covered_table(db: EncryptedDatabase, name: str) -> CoveredTable:
    """Return a table with this name, as the schema has it now."""
    found = db.rows(f"PRAGMA table_info({quoted(name)})")
    key = tuple(row["name"] for row in sorted(found, key=_place_in_key) if row["pk"])
    columns = {row["name"] for row in found}
    is_numbered = len(key) == 1 and any(row["pk"] and row["type"].upper() == "INTEGER" for row in found)
    if not is_numbered:
        # Its number is no column then, and rows are read in the order of their numbers.
        columns.add("rowid")
    # People know a row by its code, where it has one beside its number.
    return CoveredTable(name, tuple(sorted(columns)), ("id",) if "id" in columns else key or ("rowid",))


def _place_in_key(row: dict[str, Any]) -> int:
    return int(row["pk"])


def quoted(name: str) -> str:
    """Return a table's or column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


DigestOf = Callable[..., bytes]


def digest_function(tables: Sequence[CoveredTable]) -> DigestOf:
    """Return the function that SQL calls with a table's name, a row's key and its values."""
    by_name = {table.name: table for table in tables}

    def digest(name: str, key: str, *values: Any) -> bytes:
        return by_name[name].digest(key, values)

    return digest


def differing_rows(db: EncryptedDatabase, seen: Callable[[str], None]) -> Iterator[RowState]:
    """Yield each row, of any covered table, that is not as the log left it; `seen` gets every row's key."""
    tables = covered_tables(db)
    for table in tables:
        yield from _differing(db, table, seen)
    known = {table.name for table in tables}
    for (tab,) in db.execute("SELECT DISTINCT tab FROM audit_rows"):
        if tab not in known:
            yield from _missing(db, tab, "")


def _differing(db: EncryptedDatabase, table: CoveredTable, seen: Callable[[str], None]) -> Iterator[RowState]:
    found = 0
    for row in table.rows(db):
        seen(row.key)
        found += bool(row.logged)
        if not row.is_as_logged:
            yield row
    newest = "SELECT digest, max(seq) FROM audit_rows WHERE tab = ? GROUP BY key"
    counted = db.execute(f"SELECT count(*) FROM ({newest}) WHERE digest <> x''", (table.name,))  # noqa: S608
    if found != counted.fetchone()[0]:
        there = f"SELECT {table.key_of()} FROM {quoted(table.name)}"  # noqa: S608 - our own words
        yield from _missing(db, table.name, f"EXCEPT {there}")


def _missing(db: EncryptedDatabase, tab: str, but_those: str) -> Iterator[RowState]:
    """Yield what the log left and is not there."""
    newest = "SELECT key, digest, max(seq) FROM audit_rows WHERE tab = ? GROUP BY key"
    sql = f"SELECT key FROM ({newest}) WHERE digest <> x'' {but_those}"  # noqa: S608 - our own words
    for (key,) in list(db.execute(sql, (tab,))):
        logged = db.execute(_NEWEST, (tab, key)).fetchone()[0]
        yield RowState(tab, key, GONE, logged)


_NEWEST = "SELECT digest FROM audit_rows WHERE tab = ? AND key = ? ORDER BY seq DESC LIMIT 1"
