"""Rows that an event found changed past the log, and whether two people took them over since."""

from consentkit.domain.problems import Problem, ProblemKind
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.audits import EventRow, newest_digest
from consentkit.store.log.row_digests import GONE, covered_table


def found_problem(db: EncryptedDatabase, event: EventRow, tab: str, key: str) -> Problem:
    """Say that an event found a row changed past the log, and whether people took that over since."""
    kind = ProblemKind.ROW_ACCEPTED if is_accepted(db, event.seq, tab, key) else ProblemKind.ROW_FOUND_CHANGED
    return Problem(kind=kind, seq=event.seq, table=tab, key=key, subject=event.subject)


def was_found_changed(db: EncryptedDatabase, tab: str, key: str) -> bool:
    """Tell whether an event found a row changed past the log, and nobody took it over since."""
    sql = "SELECT max(seq) FROM audit_rows WHERE tab = ? AND key = ? AND found IS NOT NULL"
    (seq,) = db.execute(sql, (tab, key)).fetchone()
    return seq is not None and not is_accepted(db, seq, tab, key)


def is_accepted(db: EncryptedDatabase, seq: int, tab: str, key: str) -> bool:
    """Tell whether people took a row over as it was, in this event or after it."""
    sql = (
        "SELECT 1 FROM audit_rows AS r JOIN audit AS a ON a.seq = r.seq"
        " WHERE r.tab = ? AND r.key = ? AND r.seq >= ? AND a.action = 'row-accepted' LIMIT 1"
    )
    return db.execute(sql, (tab, key, seq)).fetchone() is not None


def is_as_logged(db: EncryptedDatabase, table: str, key: str) -> bool:
    """Tell whether a row is as the newest event about it left it."""
    return covered_table(db, table).digest_of(db, key) == (newest_digest(db, table, key) or GONE)
