"""Rows that no act left, taken into the log: those of before, and what a migration rewrites."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from consentkit.domain.accounts import PROGRAM
from consentkit.domain.events import EventName
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.audits import LeftRow, append
from consentkit.store.log.row_digests import RowState, differing_rows

ROWS_AN_EVENT = 1_000
"""What one event takes in: few enough to read it whole when one of its rows is asked about."""


@dataclass(frozen=True)
class Opener:
    """Who opened the records, when, and which workspace's they are: what the taking in is recorded with."""

    workspace: str
    handle: str = PROGRAM
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True)
class Cover:
    """What holds the rows and the log together while migrations are applied."""

    opener: Opener
    events: list[int] = field(default_factory=list)
    """The numbers of the events that were needed."""

    @contextmanager
    def held(self, db: EncryptedDatabase) -> Iterator[None]:
        """Take in, at the end, each row that is no longer as the log left it. Only inside `writing`.

        A row that somebody had changed past the log before, and that the migration left alone, stays for a
        verification to find; one that was written over is told in the event.
        """
        had = db.rows("SELECT 1 FROM sqlite_master WHERE name = 'audit_rows'")
        unlike = {(row.tab, row.key): row.now for row in _differing(db)} if had else {}
        yield
        waiting = _rewritten(db, unlike)
        while rows := dict(islice(waiting, ROWS_AN_EVENT)):
            event = append(
                db,
                at=self.opener.clock().isoformat(timespec="microseconds"),
                actor=self.opener.handle,
                action=EventName.ROWS_COVERED,
                subject=self.opener.workspace,
                body={"rows": len(rows)},
                rows=rows,
            )
            self.events.append(event.seq)


def _rewritten(
    db: EncryptedDatabase, unlike: dict[tuple[str, str], bytes]
) -> Iterator[tuple[tuple[str, str], LeftRow]]:
    for row in _differing(db):
        found = unlike.get((row.tab, row.key))
        if found != row.now:
            yield (row.tab, row.key), LeftRow(row.now, found)


def _differing(db: EncryptedDatabase) -> Iterator[RowState]:
    return differing_rows(db, lambda _key: None)
