"""One table's rows as domain values, and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from consentkit.domain.characters import check_text
from consentkit.domain.codes import KINDS
from consentkit.domain.errors import BadDataFile, Conflict, NotFound
from consentkit.domain.values import Value
from consentkit.store.database.encrypted import EncryptedDatabase

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Table(Generic[V]):
    """A table of one kind of value: columns in `packed` hold JSON, those in `extra` are not the value's."""

    name: str
    value: type[V]
    key: str = "id"
    packed: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()

    def insert(self, db: EncryptedDatabase, value: V, **extra: Any) -> None:
        """Add a row; `extra` fills columns that are not the value's. Raises InvalidInput (text-steers)."""
        row = self._row(value) | extra
        check_words(row, self.packed)
        db.table(self.name).insert(row)

    def update(self, db: EncryptedDatabase, value: V, *, expected: V) -> None:
        """Replace the row with the value's key, which must still be as `expected`.

        Raises NotFound where the row is gone, Conflict (record-changed) with the fields that differ from
        what was expected: whoever decided on those saw something else.
        """
        row = self._row(value)
        found = self.get(db, row.pop(self.key))
        self._check(found, expected)
        before = self._row(found)
        check_words({column: item for column, item in row.items() if item != before[column]}, self.packed)
        marks = ", ".join(f'"{column}" = ?' for column in row)
        sql = f"UPDATE {self.name} SET {marks} WHERE {self.key} = ?"  # noqa: S608 - our own words
        db.execute(sql, [*row.values(), getattr(value, self.key)])

    def delete(self, db: EncryptedDatabase, expected: V) -> None:
        """Remove a row that must still be as `expected`. Raises NotFound, Conflict (record-changed)."""
        key = getattr(expected, self.key)
        self._check(self.get(db, key), expected)
        db.execute(f"DELETE FROM {self.name} WHERE {self.key} = ?", [key])  # noqa: S608 - our own words

    def _check(self, found: V, expected: V) -> None:
        key = getattr(found, self.key)
        check_unchanged(found, expected, kind=KINDS.get(key[:1], self.name), code=key)

    def get(self, db: EncryptedDatabase, key: str) -> V:
        """Return the row with this key. Raises NotFound."""
        found = self.where(db, f"{self.key} = ?", key)
        if not found:
            raise NotFound("record-unknown", kind=KINDS.get(key[:1], self.name), id=key)
        return found[0]

    def where(
        self, db: EncryptedDatabase, condition: str, *arguments: Any, order: str = "rowid"
    ) -> tuple[V, ...]:
        """Return the rows that meet an SQL condition, in the order in which they were recorded."""
        sql = f"SELECT * FROM {self.name} WHERE {condition} ORDER BY {order}"  # noqa: S608 - our own words
        return tuple(self._value(row) for row in db.rows(sql, arguments))

    def _row(self, value: V) -> dict[str, Any]:
        row = value.model_dump(mode="json")
        return {key: _packed(item) if key in self.packed else item for key, item in row.items()}

    def _value(self, row: dict[str, Any]) -> V:
        try:
            return self.value.model_validate(self._fields(row))
        except ValueError:
            raise BadDataFile("row-unreadable", table=self.name, id=str(row[self.key])) from None

    def _fields(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            key: json.loads(item) if key in self.packed and item is not None else item
            for key, item in row.items()
            if key not in self.extra
        }


def check_words(row: Mapping[str, Any], packed: frozenset[str] = frozenset()) -> None:
    """Raise InvalidInput (text-steers) where words of a row would steer a screen, whichever way they came.

    What is packed as JSON holds such characters as escapes.
    """
    for column, item in row.items():
        if isinstance(item, str) and column not in packed:
            check_text(item)


def check_unchanged(found: Value, expected: Value, *, kind: str, code: str) -> None:
    """Raise Conflict (record-changed), with the fields that differ, where a row is not as expected."""
    if found != expected:
        raise Conflict("record-changed", kind=kind, id=code, changed=_differing(found, expected))


def _differing(found: Value, expected: Value) -> tuple[str, ...]:
    fields = type(found).model_fields
    return tuple(name for name in fields if getattr(found, name) != getattr(expected, name))


def _packed(item: Any) -> str | None:
    # None becomes NULL, not the JSON text "null", so that SQL can ask for `IS NULL`.
    return None if item is None else json.dumps(item)
