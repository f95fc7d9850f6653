"""The one way to write: take the lock, read, decide, write, record.

    with workspace.change(EventName.FACE_SETTLED) as change:
        face = faces.get(change.db, code)
        faces.update(change.db, settled, expected=face)
        change.record(code, settlement=settled.settlement)

What is read inside holds until it is written; what was read before may only suggest. Work too long for
the lock is done before it, and keeps its result with `expected`: what it rests on must still be so.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from consentkit.domain.checklists import Policy
from consentkit.domain.errors import Refused, Unavailable
from consentkit.domain.events import EventName, require
from consentkit.domain.gate.dossiers import FileState
from consentkit.domain.gate.reopenings import Agreement
from consentkit.domain.roles import Actor
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.records import Records, Transaction
from consentkit.store.key_changes import KeyFileChange
from consentkit.store.key_files import KeyFile
from consentkit.store.log.clocks import behind_event, newest_instant
from consentkit.store.office.actors import check_actor, check_roles
from consentkit.store.office.own_file_changes import OwnFileChange


@dataclass(frozen=True)
class Change:
    """One act of one actor while it holds the lock; `today` is the day where the organisation works."""

    name: EventName
    today: date
    _transaction: Transaction
    _records: Records
    _key_file: KeyFileChange
    _own_files: OwnFileChange
    _day_of: Callable[[datetime], date]
    agreement: Agreement | None = None
    """What the actor was told that is asked again; `None`: it need not be told, as no person acts."""
    _policies: Callable[[], tuple[Policy, ...]] = tuple
    _kept: list[str] = field(default_factory=list)

    @property
    def db(self) -> EncryptedDatabase:
        """The records as they are, and stay until this change ends. Whoever may act may read here."""
        return self._transaction.db

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self._transaction.actor

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Those that are asked here, as they were chosen last."""
        return self._policies()

    @property
    def at(self) -> datetime:
        """The instant at which the lock was taken, in UTC."""
        return self._transaction.at

    def record(self, subject: str, **facts: object) -> None:
        """Record the act that this change is for."""
        self._transaction.record(self.name, subject, **facts)

    def record_also(self, name: EventName, subject: str, **facts: object) -> None:
        """Record what follows from the act. Raises Refused when the actor's role does not allow it."""
        self._transaction.record(name, subject, **facts)

    def take_over(self, tab: str, key: str, digest: bytes) -> None:
        """Have what was recorded last leave a row as it was found; the log tells of it for ever."""
        self._transaction.take_over(tab, key, digest)

    @property
    def latest(self) -> datetime:
        """The latest instant that the log holds, in UTC; later than `at` where a clock was set back."""
        return datetime.fromisoformat(newest_instant(self.db)[0])

    @property
    def latest_day(self) -> date:
        """Today, or the day of the latest instant that the log holds where a clock was set back."""
        is_behind = behind_event(self.db, self.at) is not None
        return max(self.today, self._day_of(self.latest)) if is_behind else self.today

    def check_day(self) -> None:
        """Raise Refused (clock-behind: event) where now lies before what the log holds.

        What rests on days asks it first: nobody knows which day it is until a manager says why.
        """
        event = behind_event(self.db, self.at)
        if event is not None:
            raise Refused("clock-behind", reasons=(), event=event)

    def open_file(self, name: str) -> bytes:
        """Return a file of the vault. Raises NotFound, or BadDataFile where it was changed."""
        return self._records.vault.get(name)

    def has_file(self, name: str) -> bool:
        """Tell whether a file of the vault is there and whole."""
        return self._records.vault.state(name) is FileState.INTACT

    def keep_file(self, data: bytes) -> str:
        """Seal a file into the vault and return its name; it goes again if the change does not hold."""
        name = self._records.vault.put(data)
        self._kept.append(name)
        return name

    def key_file(self) -> KeyFile:
        """Return the key file as it stays until this change ends; what a crash left is settled first."""
        return self._key_file.read(self.db)

    def replace_key_file(self, file: KeyFile) -> str:
        """Have another key file from the moment on that this change holds.

        Returns its digest: the event must name it as `keyfile`, or it is dropped.
        """
        return self._key_file.stage(file)

    def own_file_digest(self, name: str) -> str | None:
        """Return the digest of a file of the organisation's own as it stays; `None`: there is none.

        Names are from the workspace: `forms/clauses/my.toml`. What a crash left is settled first.
        """
        return self._own_files.digest(self.db, name)

    def replace_own_file(self, name: str, data: bytes) -> str:
        """Have another file of the organisation's own from the moment on that this change holds.

        Returns its name and digest: the event must hold them as `own_file`, or it is dropped.
        """
        return self._own_files.stage(name, data)

    def drop_files(self) -> None:
        """Take the kept files away again; no row will name them."""
        for name in self._kept:
            with suppress(Unavailable):
                self._records.vault.drop(name)
        self._key_file.drop()
        self._own_files.drop()


_BY_WHO_IS_NO_ACTOR = frozenset(
    {EventName.ACTOR_RECOVERED, EventName.KEEPER_APPOINTED, EventName.WORKSPACE_RESTORED}
)
"""Whoever holds the recovery code acts for the actor named in the event, or brings a backup back."""


@contextmanager
def begin_change(
    records: Records,
    actor: Actor,
    name: EventName,
    *,
    key_file: KeyFileChange,
    own_files: OwnFileChange,
    clock: Callable[[], datetime],
    day_of: Callable[[datetime], date],
    agreement: Agreement | None = None,
    policies: Callable[[], tuple[Policy, ...]] = tuple,
) -> Iterator[Change]:
    """Hold the lock for one act; all of it is kept, or nothing. `day_of` says the day at an instant.

    Raises Refused when the actor's role does not allow the act, when the records no longer know this
    actor with these roles (one who was removed may still have the workspace open), and for any other act
    before the actor has set a passphrase of their own.
    """
    require(actor, name)
    with records.transaction(actor, clock) as transaction:
        if name is EventName.PASSPHRASE_CHANGED:
            check_roles(transaction.db, actor)
        elif name not in _BY_WHO_IS_NO_ACTOR:
            check_actor(transaction.db, actor)
        transaction.afterwards.extend((key_file.finish, own_files.finish))
        change = Change(
            name,
            day_of(transaction.at),
            transaction,
            records,
            key_file,
            own_files,
            day_of,
            agreement=agreement,
            _policies=policies,
        )
        try:
            yield change
        except BaseException:
            change.drop_files()
            raise
