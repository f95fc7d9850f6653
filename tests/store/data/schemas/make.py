"""Write the newest schema with a few rows as SQL, so that it still opens when it is old.

    uv run python tests/store/data/schemas/make.py

Run it once when a migration is added, after adding rows for its tables to `rows.json`. A file that is there
is never written again: the point of it is that it stays old.
"""

import json
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from consentkit.store.database.encrypted import Database
from consentkit.store.database.migrations import records_migrations

FOLDER = Path(__file__).parent
_OF_SQLITE_UTILS = "_sqlite_migrations"
# Made by the virtual table itself.
_SHADOWS = ("story_titles_data", "story_titles_idx", "story_titles_docsize", "story_titles_config")
_WAS_TEXT = 10
"""Before this schema, what was not there was the text "null"."""


def main() -> None:
    """Write what is missing."""
    for place, migration in enumerate(records_migrations._migrations):
        path = FOLDER / f"records-{migration.name[1:4]}.sql"
        if not path.exists():
            path.write_text("".join(f"{line};\n" for line in _statements(place + 1)), encoding="utf-8")


def _statements(version: int) -> list[str]:
    following = records_migrations._migrations[version : version + 1]
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        db = Database(connection)
        records_migrations.apply(db, stop_before=[migration.name for migration in following])
        made = list(db.query("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        tables = [one["name"] for one in made if one["type"] == "table" and one["name"] not in _SHADOWS]
        return [
            *(one["sql"] for one in made if one["name"] in tables),
            *(line for table in tables for line in _rows(db, table, version)),
            *_words_to_find(tables),
            *(one["sql"] for one in made if one["type"] != "table"),
        ]


def _rows(db: Database, table: str, version: int) -> list[str]:
    if table == _OF_SQLITE_UTILS:
        rows = [row | {"applied_at": "2026-11-21 09:00:00+00:00"} for row in db[table].rows]
    else:
        rows = json.loads((FOLDER / "rows.json").read_text(encoding="utf-8")).get(table, [])
    columns = [column.name for column in db[table].columns]
    return [_insert(table, {c: _as_it_was(table, c, row.get(c), version) for c in columns}) for row in rows]


def _as_it_was(table: str, column: str, value: object, version: int) -> object:
    is_absent = value is None and (table, column) in {("images", "scan"), ("consents", "scope")}
    return "null" if is_absent and version < _WAS_TEXT else value


def _insert(table: str, row: dict[str, object]) -> str:
    with closing(dbapi2.connect(":memory:")) as connection:
        values = [connection.execute("SELECT quote(?)", [value]).fetchone()[0] for value in row.values()]
    columns = ", ".join(f'"{column}"' for column in row)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join(values)})'  # noqa: S608 - our own words


def _words_to_find(tables: list[str]) -> list[str]:
    if "story_titles" not in tables:
        return []
    asks = ("('secure-delete', 1)", "('rebuild', NULL)")
    return [f"INSERT INTO story_titles(story_titles, rank) VALUES {ask}" for ask in asks]  # noqa: S608


if __name__ == "__main__":
    main()
