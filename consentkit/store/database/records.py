"""The open records: the database, the vault, and transactions that cannot forget their event."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import get_ident

from consentkit.domain.events import Body, EventName, checked_body, checked_subject, require
from consentkit.domain.problems import Problem
from consentkit.domain.roles import Actor
from consentkit.store.database.encrypted import EncryptedDatabase, look_into_database
from consentkit.store.database.foreign_rules import check_rules
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.replaced_keys import database_key
from consentkit.store.database.schema import check_known, open_current
from consentkit.store.database.triggers import check_triggers
from consentkit.store.files_named import all_sealed_anew, sealed_as
from consentkit.store.keys import Keys
from consentkit.store.log import audits
from consentkit.store.log.audits import LeftRow, newest_digest
from consentkit.store.log.covers import Cover, Opener
from consentkit.store.log.key_epochs import check_epoch
from consentkit.store.log.row_digests import GONE
from consentkit.store.log.touched_rows import take_touched, watch_rows
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
    seen: dict[object, tuple[Problem, ...]] = field(default_factory=dict)
    """What was found wrong, by the stamp of when it was looked for; the newest alone."""

    def stamp(self) -> object:
        """Return what is another value once anybody has written, or a head has changed."""
        (version,) = self.db.execute("PRAGMA data_version").fetchone()
        heads = [sorted((one.name, one.stat().st_mtime_ns) for one in f.glob("*.json")) for f in self.heads]
        return version, self.db.conn.total_changes, str(heads)

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    @contextmanager
    def transaction(self, actor: Actor, clock: Callable[[], datetime]) -> Iterator["Transaction"]:
        """Change rows and record why, all or nothing; then keep the signed head outside the database.

        The clock is read once the lock is held, so that events stand in the order of their instants.
        Raises Refused when the actor's role does not allow a recorded event, Unavailable (records-busy)
        when others hold the lock too long or a newer program has come in meanwhile, BadDataFile for a trigger
        or a table with a rule that is not the program's, Conflict (keys-replaced)
        for keys that are not today's, UnrecordedChangeError when rows changed and nothing was recorded.
        """
        with self.db.writing():
            check_known(self.db, records_migrations)
            check_rules(self.db)
            check_epoch(self.db, self.keys)
            watch_rows(self.db)
            transaction = Transaction(self.db, actor, clock())
            before = self.db.conn.total_changes
            yield transaction
            if not transaction.acts and self.db.conn.total_changes > before:
                raise UnrecordedChangeError
            transaction.append()
        for follow_up in transaction.afterwards:
            follow_up()
        if transaction.acts:
            self.keep_head()

    def keep_head(self) -> None:
        """Write the signed head to every heads folder. Raises Unavailable; what was recorded stays so."""
        head = audits.current_head(self.db, self.keys.signing_key(), self.keys.workspace)
        for folder in self.heads:
            audits.keep_head(self.db, folder, head)


@dataclass(frozen=True)
class _Act:
    """An event that is not appended yet, and how it left the rows that were changed up to it."""

    name: EventName
    subject: str
    body: Body
    rows: dict[tuple[str, str], LeftRow]


@dataclass(frozen=True)
class Transaction:
    """An open transaction of one actor at one instant. Its events are appended when it ends.

    Each takes in the rows that were changed before it was recorded; the last also what is changed after.
    """

    db: EncryptedDatabase
    actor: Actor
    at: datetime
    acts: list[_Act] = field(default_factory=list)
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """What is done once it is committed."""
    _left: dict[tuple[str, str], LeftRow] = field(default_factory=dict)
    """How the acts so far leave rows."""

    def record(self, name: EventName, subject: str, **facts: object) -> None:
        """Record an event. Raises Refused when the actor's role does not allow it."""
        require(self.actor, name)
        act = _Act(name, checked_subject(subject), checked_body(facts), rows={})
        self.acts.append(act)
        self._take_rows(act)

    def take_over(self, tab: str, key: str, digest: bytes) -> None:
        """Have the event that was recorded last leave a row as it was found, whatever the log said of it."""
        self.acts[-1].rows[tab, key] = self._left[tab, key] = LeftRow(digest, found=digest)

    def append(self) -> None:
        """Append the events that were recorded."""
        if self.acts:
            self._take_rows(self.acts[-1])
        for act in self.acts:
            audits.append(
                self.db,
                at=self.at.isoformat(timespec="microseconds"),
                actor=self.actor.handle,
                action=act.name.value,
                subject=act.subject,
                body=act.body,
                rows=act.rows,
            )

    def _take_rows(self, act: _Act) -> None:
        for row, (was, now) in take_touched(self.db).items():
            left = self._left.get(row) or LeftRow(newest_digest(self.db, *row) or GONE)
            found = None if was == left.digest else was
            if act.rows.get(row) is left:
                # The same event as before: what it found then is what it found.
                found = left.found
            if now != left.digest or found is not None:
                act.rows[row] = self._left[row] = LeftRow(now, found)


@dataclass(frozen=True)
class _Whereabouts:
    """Says where a file of the vault lies, in any thread: the records' connection belongs to one."""

    db: EncryptedDatabase
    path: Path
    keys: Keys
    thread: int = field(default_factory=get_ident)

    def __call__(self, name: str) -> str:
        if get_ident() == self.thread:
            return sealed_as(self.db, name)
        with (
            database_key(self.path, self.keys, Keys.records_database) as key,
            closing(look_into_database(self.path, key)) as db,
        ):
            return sealed_as(db, name)


def open_records(
    database: Path, vault: Path, keys: Keys, heads: tuple[Path, ...], *, opener: Opener | None = None
) -> Records:
    """Open (or make) the records; apply what migrations are missing; check every trigger.

    What a migration rewrites is taken into the log, under the name of who opens them.
    Raises Unavailable for a newer program's records, before anything is touched.
    """
    cover = Cover(opener or Opener(keys.workspace))
    with database_key(database, keys, Keys.records_database) as key:
        db = open_current(database, key, records_migrations, cover.held)
    sealed_anew = all_sealed_anew(db)
    box = Vault(vault, keys, lambda name: sealed_anew.get(name, name), _Whereabouts(db, database, keys))
    records = Records(db, box, keys, heads)
    try:
        check_triggers(db)
        if cover.events:
            records.keep_head()
    except BaseException:
        db.close()
        raise
    return records
