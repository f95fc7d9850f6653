"""Make a workspace, whole or not at all."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from consentkit.catalogue.settings import load_settings, settings_text
from consentkit.domain.accounts import check_new_handle
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.roles import Actor, Role
from consentkit.store.disk.files import write_atomically
from consentkit.store.disk.new_folders import new_folder
from consentkit.store.key_files import KdfCost, KeyFile, key_file_bytes, write_key_file
from consentkit.store.keys import Keys, new_key_file, unlock
from consentkit.store.log.covers import Opener
from consentkit.store.machine import failures_told
from consentkit.store.office.actors import save_account
from consentkit.store.people.identities import prepare_identities
from consentkit.usecases.office.settings import accepted_files, files_to_accept
from consentkit.usecases.workspaces import (
    DEFAULT_COST,
    Clock,
    WorkspaceFolders,
    first_account,
    open_records_of,
    system_clock,
)


def create_workspace(
    folder: Path,
    actor: Actor,
    passphrase: str,
    *,
    organisation: str = "",
    timezone: str = "UTC",
    cost: KdfCost = DEFAULT_COST,
    clock: Clock = system_clock,
) -> str:
    """Make a workspace with its first actor, and return the recovery code, which is kept nowhere.

    Raises what `making_workspace` does.
    """
    with making_workspace(
        folder, actor, passphrase, organisation=organisation, timezone=timezone, cost=cost, clock=clock
    ) as code:
        return code


@contextmanager
def making_workspace(
    folder: Path,
    actor: Actor,
    passphrase: str,
    *,
    organisation: str = "",
    timezone: str = "UTC",
    cost: KdfCost = DEFAULT_COST,
    clock: Clock = system_clock,
) -> Iterator[str]:
    """Make a workspace with its first actor; show the recovery code inside, which is kept nowhere.

    Until this ends nobody opens it, and where it was stopped it is made anew. Raises Conflict where the
    folder already holds something else, or for a handle that the log keeps for nobody, InvalidInput for a
    passphrase that is not taken, an unknown time zone, or a first actor who could not add a manager and a
    keeper later, Unavailable where the folder cannot be made.
    """
    if not actor.roles >= {Role.MANAGER, Role.KEEPER}:
        raise InvalidInput("first-actor-roles")
    check_new_handle(actor.handle)
    settings = settings_text(organisation, timezone)
    file, code = new_key_file(actor, passphrase, cost=cost, organisation=organisation)
    with failures_told(), new_folder(folder):
        folders = WorkspaceFolders(folder)
        make_folders(folders)
        write_atomically(folders.settings, settings.encode())
        _, keys = unlock(file, actor.handle, passphrase)
        _begin_records(folders, keys, actor, file, clock)
        prepare_identities(folders.identities, keys)
        write_key_file(folders.key_file, file)
        yield code


def _begin_records(folders: WorkspaceFolders, keys: Keys, actor: Actor, file: KeyFile, clock: Clock) -> None:
    digest = hashlib.sha256(key_file_bytes(file)).hexdigest()
    opener = Opener(keys.workspace, actor.handle, clock)
    settings = load_settings(folders.settings)
    with (
        closing(open_records_of(folders, keys, settings, opener)) as records,
        records.transaction(actor, clock) as transaction,
    ):
        save_account(transaction.db, first_account(actor, transaction.at))
        files = accepted_files(files_to_accept(folders, settings))
        transaction.record(
            EventName.WORKSPACE_CREATED, keys.workspace, roles=actor.roles, keyfile=digest, files=files
        )


def make_folders(folders: WorkspaceFolders) -> None:
    """Make what a workspace always has."""
    for folder in (folders.inbox, folders.vault, folders.heads, folders.policies, folders.forms):
        folder.mkdir(mode=0o700, exist_ok=True)
