"""The workspace: one folder with an organisation's records, and how it is made and opened."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from consentkit.catalogue.policies import Catalogue, load_policies
from consentkit.catalogue.settings import load_settings
from consentkit.catalogue.shipped import assets_folder, policies_folder
from consentkit.catalogue.words.terms import load_terms
from consentkit.domain.accounts import Account
from consentkit.domain.errors import BadDataFile, Conflict, NotFound, Refused, Unavailable
from consentkit.domain.events import EventName
from consentkit.domain.gate.reopenings import Agreement
from consentkit.domain.roles import LETTER_READERS, READERS, Actor
from consentkit.domain.settings import Settings
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.records import Records, open_records
from consentkit.store.disk.files import close_to_others
from consentkit.store.disk.leftovers import sweep_leftovers
from consentkit.store.disk.new_folders import is_unfinished
from consentkit.store.key_changes import KeyFileChange, settle_key_file, staged_files
from consentkit.store.key_files import KdfCost, KeyFile, Slot, read_key_file, with_slot
from consentkit.store.keys import Keys, unlock
from consentkit.store.log.choices import last_choice
from consentkit.store.log.covers import Opener
from consentkit.store.machine import failures_told
from consentkit.store.office.actors import check_actor, check_roles
from consentkit.store.office.own_file_changes import (
    OwnFileChange,
    digest_of_own_file,
    own_folders,
    settle_own_files,
    staged_own_files,
)
from consentkit.usecases.changes import Change, begin_change

Clock = Callable[[], datetime]

DEFAULT_COST = KdfCost()


def system_clock() -> datetime:
    """Return the instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class WorkspaceFolders:
    """Where the parts of a workspace lie."""

    root: Path

    @property
    def key_file(self) -> Path:
        """The wrapped keys."""
        return self.root / "keyfile.json"

    @property
    def settings(self) -> Path:
        """The organisation's settings."""
        return self.root / "config.toml"

    @property
    def records(self) -> Path:
        """The records by code."""
        return self.root / "records.db"

    @property
    def identities(self) -> Path:
        """The identities, for keepers."""
        return self.root / "identities.db"

    @property
    def inbox(self) -> Path:
        """Sealed identities that no keeper has taken in yet."""
        return self.root / "inbox"

    @property
    def vault(self) -> Path:
        """Sealed files."""
        return self.root / "vault"

    @property
    def resealing(self) -> Path:
        """Files that are sealed anew and not yet in the vault."""
        return self.root / "resealing"

    @property
    def heads(self) -> Path:
        """Signed audit heads."""
        return self.root / "heads"

    @property
    def unfinished_forms(self) -> Path:
        """Unfinished forms, sealed."""
        # The folder keeps its first name, so that nobody loses what was typed with an older version.
        return self.root / "form-drafts"

    @property
    def policies(self) -> Path:
        """The organisation's own policies."""
        return self.root / "policies"

    @property
    def forms(self) -> Path:
        """The organisation's own forms."""
        return self.root / "forms"


@dataclass(frozen=True)
class Workspace:
    """What the use-cases share: folders, keys, catalogue, actor, clock."""

    folders: WorkspaceFolders
    actor: Actor
    records: Records
    all_policies: Catalogue
    """Those that are shipped and the organisation's own, chosen or not."""
    settings: Settings
    clock: Clock
    agreement: Agreement | None = None
    """What the actor was told that an act asks again; `None`: no person acts through a face."""

    @property
    def catalogue(self) -> Catalogue:
        """The policies that are asked here, as they were chosen last."""
        return self.all_policies.with_chosen(
            last_choice(self.records.db, self.records.keys.workspace).policies
        )

    @property
    def today(self) -> date:
        """The day it is where the organisation works."""
        return self.day_of(self.clock())

    def day_of(self, at: datetime) -> date:
        """Return the day that an instant falls on where the organisation works."""
        return at.astimezone(ZoneInfo(self.settings.timezone)).date()

    @property
    def reading(self) -> EncryptedDatabase:
        """The records, for reading. Raises Refused for who handles letters only."""
        if not self.actor.has(*READERS):
            raise Refused("role-may-not-read", roles=tuple(sorted(READERS)))
        return self.records.db

    @property
    def reading_letters(self) -> EncryptedDatabase:
        """The records, for reading which letters there are. Raises Refused for every other role."""
        if not self.actor.has(*LETTER_READERS):
            raise Refused("role-may-not-read", roles=tuple(sorted(LETTER_READERS)))
        return self.records.db

    @property
    def models(self) -> Path:
        """The folder of the detectors' models."""
        return assets_folder() / "models"

    def own_file_digest(self, name: str) -> str | None:
        """Return the digest of a file of the organisation's own, by its name from here; `None`: none."""
        return digest_of_own_file(self.folders.root, name)

    def change(self, name: EventName) -> AbstractContextManager[Change]:
        """Hold the lock for one act: read, decide, write and record it in there; all or nothing.

        Raises Refused when the actor's role does not allow it, Unavailable (records-busy).
        """
        return begin_change(
            self.records,
            self.actor,
            name,
            key_file=KeyFileChange(self.folders.key_file),
            own_files=OwnFileChange(self.folders.root),
            clock=self.clock,
            day_of=self.day_of,
            agreement=self.agreement,
            policies=lambda: self.catalogue.policies,
        )


def first_account(actor: Actor, at: datetime) -> Account:
    """Return the account of who makes a workspace: nobody else made it, and the passphrase is their own."""
    return Account(
        handle=actor.handle, roles=actor.roles, made_by=actor.handle, made_at=at, since=at, own_since=at
    )


@contextmanager
def open_workspace(
    folder: Path, handle: str, passphrase: str, *, clock: Clock = system_clock
) -> Iterator[Workspace]:
    """Open a workspace as an actor.

    Raises NotFound where there is none or no such actor, Refused for a wrong passphrase, for roles that
    the records do not confirm, and before the actor set a passphrase of their own (passphrase-not-own),
    BadDataFile for damaged files.
    """
    actor, keys = unlock_keys(folder, handle, passphrase, clock=clock)
    try:
        with enter_workspace(folder, actor, keys, clock=clock) as workspace:
            yield workspace
    finally:
        keys.wipe()


def unlock_keys(
    folder: Path, handle: str, passphrase: str, *, clock: Clock = system_clock
) -> tuple[Actor, Keys]:
    """Return the actor and the opened keys: the slow part, which touches no database.

    After a crash it settles first which key file holds. Who comes for the first time since the keys were
    replaced wraps them under their own passphrase. Raises NotFound, Refused for a wrong passphrase,
    BadDataFile for a damaged key file, Conflict (workspace-unfinished).
    """
    path = WorkspaceFolders(folder).key_file
    staged = staged_files(path)
    for one in (path, *staged) if staged else ():
        # By the present key file or by one that waits to be it; which of them holds, the log says.
        with suppress(Refused, NotFound, BadDataFile, Conflict):
            _settle(folder, handle, unlock(read_key_file(one), handle, passphrase)[1])
            break
    actor, keys = unlock(key_file_of(folder), handle, passphrase)
    if keys.renewed is not None:
        _renew(folder, actor, keys, keys.renewed, clock)
    return actor, replace(keys, renewed=None)


def _renew(folder: Path, actor: Actor, keys: Keys, slot: Slot, clock: Clock) -> None:
    """Keep an actor's slot as it should be; where that cannot be done now, it is done the next time."""
    with (
        suppress(Unavailable, Refused, Conflict),
        enter_workspace(folder, actor, keys, clock=clock) as workspace,
        workspace.change(EventName.KEYS_TAKEN_OVER) as change,
    ):
        file = change.key_file()
        known = file.slot_of(actor.handle)
        # Another passphrase was set meanwhile: its slot is whole.
        if known is not None and known.salt == slot.salt:
            change.record(actor.handle, keyfile=change.replace_key_file(with_slot(file, slot)))


def _settle(folder: Path, handle: str, keys: Keys) -> None:
    folders = WorkspaceFolders(folder)
    opener = Opener(keys.workspace, handle)
    with closing(open_records_of(folders, keys, load_settings(folders.settings), opener)) as records:
        _settle_in(records, folders)


def _settle_in(records: Records, folders: WorkspaceFolders) -> None:
    # A write-protected workspace stays as it is.
    with suppress(Unavailable), records.db.writing():
        settle_key_file(records.db, folders.key_file)
        settle_own_files(records.db, folders.root)


@contextmanager
def enter_workspace(
    folder: Path, actor: Actor, keys: Keys, *, clock: Clock = system_clock
) -> Iterator[Workspace]:
    """Open a workspace with keys that are open; the database belongs to the thread that does this.

    Raises Refused for roles that the records do not confirm and before the actor set a passphrase of their
    own (passphrase-not-own), BadDataFile for damaged files.
    """
    with opened_with(folder, actor, keys, clock=clock) as workspace:
        check_actor(workspace.records.db, actor)
        yield workspace


def check_known(workspace: Workspace) -> None:
    """Raise Refused for an actor who was removed, or has other roles, since this workspace was opened."""
    check_actor(workspace.records.db, workspace.actor)


@contextmanager
def open_for_passphrase(
    folder: Path, handle: str, passphrase: str, *, clock: Clock = system_clock
) -> Iterator[Workspace]:
    """Open a workspace to change the actor's passphrase: all that a new account may do.

    Raises as `open_workspace` does, but for an account without a passphrase of its own.
    """
    actor, keys = unlock_keys(folder, handle, passphrase, clock=clock)
    with opened_with(folder, actor, keys, clock=clock) as workspace:
        check_roles(workspace.records.db, actor)
        yield workspace


@contextmanager
def opened_with(folder: Path, actor: Actor, keys: Keys, *, clock: Clock) -> Iterator[Workspace]:
    """Open a workspace without asking the records about the actor's roles."""
    folders = WorkspaceFolders(folder)
    settings = load_settings(folders.settings)
    close_to_others(folders.settings)
    sweep_leftovers(_staging_folders(folders, settings))
    with failures_told(folders.records.name):
        records = open_records_of(folders, keys, settings, Opener(keys.workspace, actor.handle, clock))
        try:
            if staged_files(folders.key_file) or staged_own_files(folders.root):
                _settle_in(records, folders)
            catalogue = _catalogue_of(folders)
            yield Workspace(folders, actor, records, catalogue, settings, clock)
        finally:
            records.close()


def _catalogue_of(folders: WorkspaceFolders) -> Catalogue:
    """The policies and the words that may hurt; a list that is broken stops as a broken policy does."""
    found = load_policies(policies_folder(), folders.policies)
    terms, broken = load_terms(policies_folder(), folders.policies)
    return replace(found, terms=terms, broken=(*found.broken, *broken))


def actors_of(folder: Path) -> tuple[str, ...]:
    """Return the handles that have a passphrase here; needs none itself."""
    return key_file_of(folder).handles


def key_file_of(folder: Path) -> KeyFile:
    """Return the key file. Raises NotFound, BadDataFile, Conflict for a workspace never made whole."""
    if is_unfinished(folder):
        raise Conflict("workspace-unfinished", folder=folder.name)
    return read_key_file(WorkspaceFolders(folder).key_file)


def open_records_of(folders: WorkspaceFolders, keys: Keys, settings: Settings, opener: Opener) -> Records:
    """Open (or make) the records that lie in these folders, in the name of who opens them.

    Raises Conflict (keys-replaced) for keys that are not today's.
    """
    heads = _heads_folders(folders, settings)

    def has_other_keys() -> bool:
        with suppress(NotFound, BadDataFile, Unavailable):
            return read_key_file(folders.key_file).epoch != keys.epoch
        return False

    try:
        records = open_records(folders.records, folders.vault, keys, heads, opener=opener)
    except BadDataFile as error:
        if error.code == "database-damaged" and has_other_keys():
            raise Conflict("keys-replaced") from None
        raise
    records.db.has_other_keys = has_other_keys
    return records


def _staging_folders(folders: WorkspaceFolders, settings: Settings) -> tuple[Path, ...]:
    """Return where files are half written for a moment; what goes into the vault is so in the root."""
    own = (folders.root, folders.inbox, folders.unfinished_forms, *own_folders(folders.root))
    return (*own, *_heads_folders(folders, settings))


def _heads_folders(folders: WorkspaceFolders, settings: Settings) -> tuple[Path, ...]:
    """Return where signed heads are kept; the settings' own folder is meant from the workspace's."""
    if not settings.heads_folder:
        return (folders.heads,)
    return (folders.heads, folders.root / Path(settings.heads_folder).expanduser())
