"""The open records: the database, the vault, and transactions that cannot forget their event."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from consentkit.domain.events import EventName, checked_body, checked_subject, require
from consentkit.domain.roles import Actor
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.schema import check_known, open_current
from consentkit.store.database.triggers import check_triggers
from consentkit.store.keys import Keys
from consentkit.store.log import audits
from consentkit.store.vault import Vault


class UnrecordedChangeError(RuntimeError):
    """A bug: rows were changed and no event says so. The transaction was rolled back."""


@dataclass(frozen=True)
class Records:
    """What the records key opens. `heads` are the folders where signed heads are kept."""

    db: EncryptedDatabase
    vault: Vault
    keys: Keys
    heads: tuple[Path, ...]

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    @contextmanager
    def transaction(self, actor: Actor, clock: Callable[[], datetime]) -> Iterator["Transaction"]:
        """Change rows and record why, all or nothing; then keep the signed head outside the database.

        The clock is read once the lock is held, so that events stand in the order of their instants.
        Raises Refused when the actor's role does not allow a recorded event, Unavailable (records-busy)
        when others hold the lock too long or a newer program has come in meanwhile, UnrecordedChangeError
        when rows changed and nothing was recorded.
        """
        with self.db.writing():
            check_known(self.db, records_migrations)
            transaction = Transaction(self.db, actor, clock())
            before = self.db.conn.total_changes
            yield transaction
            changed = self.db.conn.total_changes - before - len(transaction.events)
            if changed and not transaction.events:
                raise UnrecordedChangeError
        for follow_up in transaction.afterwards:
            follow_up()
        if transaction.events:
            self.keep_head()

    def keep_head(self) -> None:
        """Write the signed head to every heads folder. Raises Unavailable; what was recorded stays so."""
        head = audits.current_head(self.db, self.keys.signing_key(), self.keys.workspace)
        for folder in self.heads:
            audits.keep_head(self.db, folder, head)


@dataclass(frozen=True)
class Transaction:
    """An open transaction of one actor at one instant."""

    db: EncryptedDatabase
    actor: Actor
    at: datetime
    events: list[audits.Event] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """What is done once it is committed."""

    def record(self, name: EventName, subject: str, **facts: object) -> None:
        """Record an event. Raises Refused when the actor's role does not allow it."""
        require(self.actor, name)
        event = audits.append(
            self.db,
            at=self.at.isoformat(timespec="microseconds"),
            actor=self.actor.handle,
            action=name.value,
            subject=checked_subject(subject),
            body=checked_body(facts),
        )
        self.events.append(event)


def open_records(database: Path, vault: Path, keys: Keys, heads: tuple[Path, ...]) -> Records:
    """Open (or make) the records; apply what migrations are missing; check every trigger.

    Raises Unavailable for a newer program's records, before anything is touched.
    """
    db = open_current(database, keys.records_database(), records_migrations)
    try:
        check_triggers(db)
    except BaseException:
        db.close()
        raise
    return Records(db, Vault(vault, keys), keys, heads)
