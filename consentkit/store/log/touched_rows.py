"""Which rows a connection changes: noted by triggers of its own, so that no act can forget one.

The triggers are temporary: they stand in this connection alone, and are made anew from the tables that are
there. Whoever changes a row past them changes it past the log, and a verification finds it.
"""

from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.row_digests import (
    CoveredTable,
    covered_table,
    covered_tables,
    digest_function,
)

_NOTES = "touched_rows"
_DIGEST = "consentkit_row_digest"


def watch_rows(db: EncryptedDatabase) -> None:
    """Note from now on each row that this connection changes. Only inside `writing`."""
    if db.rows("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (_NOTES,)):
        return
    tables = covered_tables(db)
    db.define(_DIGEST, digest_function(tables))
    db.execute(f"CREATE TEMP TABLE {_NOTES} (tab TEXT, key TEXT, number INTEGER, was BLOB)")
    for place, table in enumerate(tables):
        for act, notes in _notes(table).items():
            name = f"touched_{place}_{act.lower()}"
            db.execute(f'CREATE TEMP TRIGGER {name} AFTER {act} ON main."{table.name}" BEGIN {notes} END')


def _notes(table: CoveredTable) -> dict[str, str]:
    name = "'" + table.name.replace("'", "''") + "'"
    was = f"{_DIGEST}({name}, {table.key_of('old.')}, {table.of('old.')})"
    old, new = table.key_of("old."), table.key_of("new.")
    note = f"INSERT INTO {_NOTES}"
    return {
        "INSERT": f"{note} VALUES ({name}, {new}, new.rowid, x'');",
        "DELETE": f"{note} VALUES ({name}, {old}, old.rowid, {was});",
        "UPDATE": (
            f"{note} VALUES ({name}, {old}, new.rowid, {was});"
            f"{note} SELECT {name}, {new}, new.rowid, x'' WHERE {new} IS NOT {old};"
        ),
    }


def take_touched(db: EncryptedDatabase) -> dict[tuple[str, str], tuple[bytes, bytes]]:
    """Return, by table and key, each row that was touched since this was last asked.

    What stands there are its digests before and now; `GONE` where there was, or is, no row.
    """
    before: dict[tuple[str, str], bytes] = {}
    numbers: dict[tuple[str, str], int] = {}
    for tab, key, number, was in db.execute(f"SELECT tab, key, number, was FROM {_NOTES} ORDER BY rowid"):  # noqa: S608
        before.setdefault((tab, key), was)
        numbers[tab, key] = number
    if before:
        db.execute(f"DELETE FROM {_NOTES}")  # noqa: S608
    tables = {tab: covered_table(db, tab) for tab in {tab for tab, _key in before}}
    return {
        (tab, key): (was, tables[tab].digest_at(db, numbers[tab, key], key))
        for (tab, key), was in before.items()
    }
