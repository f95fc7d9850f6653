"""Records with a row in every table, which an act left there; and somebody with the key who changes them."""

import json
from contextlib import closing, contextmanager
from pathlib import Path

from consentkit.domain.events import EventName
from consentkit.store.database.encrypted import open_database
from consentkit.store.log.row_digests import covered_table, covered_tables, quoted
from consentkit.store.log.verifications import verify

ROWS = json.loads((Path(__file__).parent / "data" / "schemas" / "rows.json").read_text(encoding="utf-8"))
ACT = EventName.STORY_CHANGED
SUBJECT = "S-4ZRD-XX4V"


def fill(records, actor, at):
    """Add the rows of `rows.json`, in one act."""
    records.db.conn.execute("PRAGMA foreign_keys = OFF")
    with records.transaction(actor, lambda: at) as transaction:
        for table in covered_tables(records.db):
            for row in ROWS[table.name]:
                transaction.db.table(table.name).insert(_of_its_type(table.name, row))
        transaction.record(ACT, SUBJECT)


def _of_its_type(table, row):
    is_bytes = table == "image_hashes"
    return {name: value.encode() if is_bytes and name == "hashes" else value for name, value in row.items()}


@contextmanager
def insider(records):
    """Somebody with the key: another connection, no trigger in the way, each put back as it was."""
    path = records.db.execute("PRAGMA database_list").fetchone()[2]
    with closing(open_database(Path(path), records.keys.records_database())) as db:
        db.conn.execute("PRAGMA foreign_keys = OFF")
        db.conn.execute("PRAGMA synchronous = OFF")
        with db.writing():
            triggers = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers:
                db.execute(f"DROP TRIGGER {trigger['name']}")
            yield db
            for trigger in triggers:
                db.execute(trigger["sql"])


def verified(records, db=None):
    """What a verification finds in the records, or through another connection to them."""
    keys = records.keys
    return verify(db or records.db, keys.signing_key(), keys.workspace, []).problems


def problems(records, db=None):
    """The kind, table and key of each problem that a verification finds."""
    return {(problem.kind.value, problem.table, problem.key) for problem in verified(records, db)}


class Rows:
    """A table's rows as they are, to be put back."""

    def __init__(self, records, name):
        self.records = records
        self.table = covered_table(records.db, name)
        self.kept = list(records.db.execute(f"SELECT {self.table.selected} FROM {quoted(name)}"))  # noqa: S608
        self.keys = [key for (key,) in records.db.execute(f"SELECT {self.table.key_of()} FROM {name}")]  # noqa: S608

    def first(self, column):
        """The first row's value in a column."""
        return self.kept[0][self.table.columns.index(column)]

    def put_back(self):
        """Put them back as they were, past the log."""
        marks = ", ".join("?" * len(self.table.columns))
        with insider(self.records) as db:
            db.execute(f"DELETE FROM {self.table.name}")  # noqa: S608
            sql = f"INSERT INTO {self.table.name} ({self.table.selected}) VALUES ({marks})"  # noqa: S608
            db.conn.executemany(sql, self.kept)
