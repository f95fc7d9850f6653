"""Rows that are other than the log left them: two people take one over as it is, and the log tells of it."""

from dataclasses import dataclass
from typing import Any

from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.events import EventName
from consentkit.domain.problems import MAY_BE_ACCEPTED, RowReason
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.audits import newest_digest, read_events
from consentkit.store.log.found_rows import was_found_changed
from consentkit.store.log.row_digests import GONE, covered_table
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class _Row:
    """A row as it is, and as the log says that it was left."""

    table: str
    key: str
    now: bytes
    logged: bytes | None

    @property
    def subject(self) -> str:
        return self.key.replace("/", ",")

    def facts(self, why: RowReason) -> dict[str, Any]:
        """What an event says of it; the digest of a row that is not there is not said."""
        was = self.logged.hex() if self.logged else None
        return {"table": self.table, "was": was, "now": self.now.hex() or None, "why": why}


def accept_row(workspace: Workspace, table: str, key: str, why: RowReason) -> bool:
    """Ask as a manager that a row be taken over as it is; where somebody else asked, take it over.

    Returns whether it is taken over. Raises Refused (row-never-accepted) for a table of which nothing is
    taken over, or a row that is gone: they come from a backup alone; Refused for who is no second person;
    Conflict for a row that is as the log left it, or was changed since somebody asked.
    """
    if table not in MAY_BE_ACCEPTED:
        raise Refused("row-never-accepted", row_table=table)
    asker = _asker(workspace.records.db, _found(workspace.records.db, table, key))
    if asker is None or asker == workspace.actor.handle:
        _ask(workspace, table, key, why)
        return False
    _take_over(workspace, table, key, why)
    return True


def _ask(workspace: Workspace, table: str, key: str, why: RowReason) -> None:
    with workspace.change(EventName.ROW_ACCEPTANCE_ASKED) as change:
        row = _found(change.db, table, key)
        if _asker(change.db, row) == change.actor.handle:
            raise Conflict("row-asked-already", row_table=table, row_key=key)
        change.record(row.subject, **row.facts(why))


def _take_over(workspace: Workspace, table: str, key: str, why: RowReason) -> None:
    with workspace.change(EventName.ROW_ACCEPTED) as change:
        row = _found(change.db, table, key)
        asker = _asker(change.db, row)
        if asker is None:
            raise Conflict("row-not-asked", row_table=table, row_key=key)
        tie = separation_of(workspace, change.db).tie(asker, change.actor.handle, change.at)
        if tie is not None:
            raise tie.refusal()
        change.record(row.subject, by=asker, **row.facts(why))
        change.take_over(table, key, row.now)


def _found(db: EncryptedDatabase, table: str, key: str) -> _Row:
    """Return a row that is other than the log left it, or that an event found so."""
    row = _Row(table, key, covered_table(db, table).digest_of(db, key), newest_digest(db, table, key))
    is_open = was_found_changed(db, table, key)
    if row.now == GONE and row.logged:
        # Nobody sees what it held: a face, perhaps, or a picture.
        raise Refused("row-never-accepted", row_table=table)
    if row.now == (row.logged or GONE) and not is_open:
        raise Conflict("row-as-logged", row_table=table, row_key=key)
    return row


def _asker(db: EncryptedDatabase, row: _Row) -> str | None:
    """Return who asked last that this row be taken over, just as it is; `None` where nobody did."""
    for event in read_events(db, subject=row.subject, action=EventName.ROW_ACCEPTANCE_ASKED.value, limit=1):
        same = event.body.get("table") == row.table and event.body.get("now", "") == row.now.hex()
        return event.actor if same else None
    return None
