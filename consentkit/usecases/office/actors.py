"""Actors: add, remove, vouch for, give roles, change a passphrase."""

import secrets
from pathlib import Path

from consentkit.domain.accounts import Account, check_new_handle
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.key_files import KdfCost, Slot, with_slot, without_actor
from consentkit.store.keys import unlock, with_roles, wrap_keys
from consentkit.store.office.actors import find_account, list_accounts, save_account
from consentkit.store.office.actors import list_actors as stored_actors
from consentkit.store.office.actors import remove_actor as store_removal
from consentkit.usecases.changes import Change
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.workspaces import (
    DEFAULT_COST,
    Clock,
    Workspace,
    key_file_of,
    open_for_passphrase,
    system_clock,
)


def add_actor(workspace: Workspace, actor: Actor, passphrase: str, *, cost: KdfCost = DEFAULT_COST) -> None:
    """Give someone roles and a passphrase for once: with it they set one of their own, and nothing before.

    Only a keeper can make a keeper. Raises Conflict where the handle is or was in use, InvalidInput for a
    passphrase that is not taken or no role.
    """
    _add(workspace, actor, passphrase, cost, is_unattended=False)


def add_unattended(workspace: Workspace, actor: Actor, secret: str, *, cost: KdfCost = DEFAULT_COST) -> None:
    """Give a machine an account that only reads; its secret stays as it is.

    Raises InvalidInput for another role than auditor, and as `add_actor` does.
    """
    if actor.roles != {Role.AUDITOR}:
        raise InvalidInput("unattended-reads-only")
    _add(workspace, actor, secret, cost, is_unattended=True)


def _add(workspace: Workspace, actor: Actor, secret: str, cost: KdfCost, *, is_unattended: bool) -> None:
    require(workspace.actor, EventName.ACTOR_ADDED)
    check_new_handle(actor.handle)
    if not actor.roles:
        raise InvalidInput("role-missing")
    slot = _wrapped(workspace, actor, secret, cost)
    with workspace.change(EventName.ACTOR_ADDED) as change:
        change.check_day()
        file = change.key_file()
        known = find_account(change.db, actor.handle)
        if known is not None and known.is_removed:
            # Who comes after is not who said what stands under this handle in the log.
            raise Conflict("actor-was-known", actor=actor.handle)
        if known is not None or actor.handle in file.handles:
            raise Conflict("actor-known", actor=actor.handle)
        save_account(change.db, _made(change, actor, is_unattended=is_unattended))
        digest = change.replace_key_file(with_slot(file, slot))
        change.record(actor.handle, roles=actor.roles, keyfile=digest)


def _made(change: Change, actor: Actor, *, is_unattended: bool = False) -> Account:
    return Account(
        handle=actor.handle,
        roles=actor.roles,
        made_by=change.actor.handle,
        made_at=change.at,
        since=change.at,
        is_unattended=is_unattended,
    )


def remove_actor(workspace: Workspace, handle: str) -> None:
    """Take an actor's passphrase away.

    Raises Refused for oneself, and for the last manager or keeper, NotFound.
    """
    with workspace.change(EventName.ACTOR_REMOVED) as change:
        if handle == change.actor.handle:
            raise Refused("actor-is-oneself")
        _check_not_last(change.db, known_account(change.db, handle), frozenset())
        updated = without_actor(change.key_file(), handle)
        store_removal(change.db, handle, at=change.at.isoformat())
        change.record(handle, keyfile=change.replace_key_file(updated))


_NEVER_NONE = ((Role.MANAGER, "last-manager"), (Role.KEEPER, "last-keeper"))
"""Roles that somebody must hold who can use them, and how it is said that there is nobody else."""


def _check_not_last(db: EncryptedDatabase, account: Account, left: frozenset[Role]) -> None:
    """Raise Refused where an account would keep only `left` roles, and nobody else had one that must be."""
    others = [one for one in list_accounts(db) if one.handle != account.handle and not one.is_removed]
    for role, code in _NEVER_NONE:
        if role in account.roles - left and not any(role in one.roles and one.may_act for one in others):
            raise Refused(code, actor=account.handle)


def change_roles(
    workspace: Workspace,
    handle: str,
    roles: frozenset[Role],
    *,
    passphrase: str | None = None,
    cost: KdfCost = DEFAULT_COST,
) -> Actor:
    """Give an actor these roles in place of those they have; the passphrase stays, and what they did.

    Only a keeper makes a keeper, under a passphrase for once, as a new account gets it. Who got a role is no
    second person beside whoever gave it, as with a new account. Raises NotFound, InvalidInput for no role or
    a keeper without a passphrase, Conflict where nothing would change, Refused where the last manager or
    keeper would go.
    """
    require(workspace.actor, EventName.ACTOR_ROLES_CHANGED)
    if not roles:
        raise InvalidInput("role-missing")
    actor = Actor(handle=handle, roles=roles)
    slot = _slot_for_keeper(workspace, actor, passphrase, cost)
    with workspace.change(EventName.ACTOR_ROLES_CHANGED) as change:
        change.check_day()
        account = known_account(change.db, handle)
        if account.roles == roles:
            raise Conflict("roles-unchanged", actor=handle)
        _check_not_last(change.db, account, roles)
        becomes_keeper = Role.KEEPER in roles - account.roles
        if becomes_keeper and slot is None:
            raise InvalidInput("keeper-needs-passphrase", actor=handle)
        used = slot if becomes_keeper else None
        save_account(change.db, _with_roles(change, account, roles, is_new=used is not None))
        file = change.key_file()
        changed = with_slot(file, used) if used else with_roles(file, workspace.records.keys, actor)
        digest = change.replace_key_file(changed)
        change.record(handle, roles=roles, before=account.roles, keyfile=digest)
    return actor


def _slot_for_keeper(
    workspace: Workspace, actor: Actor, passphrase: str | None, cost: KdfCost
) -> Slot | None:
    if passphrase is None or not actor.has(Role.KEEPER):
        return None
    return _wrapped(workspace, actor, passphrase, cost)


def _wrapped(workspace: Workspace, actor: Actor, passphrase: str, cost: KdfCost) -> Slot:
    organisation = workspace.settings.organisation
    return wrap_keys(workspace.records.keys, actor, passphrase, cost=cost, organisation=organisation)


def _with_roles(change: Change, account: Account, roles: frozenset[Role], *, is_new: bool) -> Account:
    """What is known of an account once it has other roles. One with another passphrase is begun anew."""
    changed = account.model_copy(update={"roles": roles})
    if roles <= account.roles or account.handle == change.actor.handle:
        return changed
    given: dict[str, object] = {"given_by": change.actor.handle, "given_at": change.at}
    anew = {"since": change.at, "own_since": None, "is_from_before": False} if is_new else {}
    return changed.model_copy(update=given | anew)


def vouch_for(workspace: Workspace, handle: str) -> Account:
    """Say as a keeper that a new account is another person's than whoever made it.

    Raises NotFound, Refused for oneself, and where one hand made both accounts, Conflict where a keeper
    vouched already.
    """
    with workspace.change(EventName.ACTOR_VOUCHED_FOR) as change:
        change.check_day()
        account = known_account(change.db, handle)
        separation_of(workspace, change.db).require_voucher(change.actor.handle, handle, change.at)
        if account.vouched_by is not None:
            raise Conflict("vouched-already", actor=handle, by=account.vouched_by)
        vouched = account.model_copy(update={"vouched_by": change.actor.handle, "vouched_at": change.at})
        save_account(change.db, vouched)
        change.record(handle)
    return vouched


def list_actors(workspace: Workspace) -> tuple[Actor, ...]:
    """Return everyone who may use the workspace."""
    return stored_actors(workspace.records.db)


def accounts_of(workspace: Workspace) -> tuple[Account, ...]:
    """Return the account of everyone who may use the workspace."""
    return tuple(one for one in list_accounts(workspace.records.db) if not one.is_removed)


def change_passphrase(workspace: Workspace, old: str, new: str, *, cost: KdfCost = DEFAULT_COST) -> None:
    """Wrap the same keys under a new passphrase of one's own; no data is written again.

    Raises Refused for a wrong old one, InvalidInput for a new one that is not taken or the same, NotFound for
    who was removed meanwhile, Conflict where the passphrase was changed meanwhile.
    """
    before = key_file_of(workspace.folders.root)
    actor, keys = unlock(before, workspace.actor.handle, old)
    try:
        if new == old:
            raise InvalidInput("passphrase-same")
        organisation = workspace.settings.organisation
        slot = wrap_keys(keys, actor, new, cost=cost, organisation=organisation)
    finally:
        keys.wipe()
    with workspace.change(EventName.PASSPHRASE_CHANGED) as change:
        file = change.key_file()
        known = file.slot_of(actor.handle)
        if known is None:
            raise NotFound("actor-unknown", actor=actor.handle)
        if known != before.slot_of(actor.handle):
            raise Conflict("record-changed", kind="actor", id=actor.handle, changed=("passphrase",))
        account = known_account(change.db, actor.handle)
        is_first = account.own_since is None
        save_account(change.db, account.model_copy(update={"own_since": account.own_since or change.at}))
        digest = change.replace_key_file(with_slot(file, slot))
        change.record(actor.handle, is_first_own=is_first or None, keyfile=digest)


def set_own_passphrase(
    folder: Path,
    handle: str,
    old: str,
    new: str,
    *,
    cost: KdfCost = DEFAULT_COST,
    clock: Clock = system_clock,
) -> None:
    """Set a passphrase of one's own with the one that was given for once, before anything else.

    Raises what `open_for_passphrase` and `change_passphrase` do.
    """
    with open_for_passphrase(folder, handle, old, clock=clock) as workspace:
        change_passphrase(workspace, old, new, cost=cost)


def known_account(db: EncryptedDatabase, handle: str) -> Account:
    """Return an account that was not removed. Raises NotFound."""
    found = find_account(db, handle)
    if found is None or found.is_removed:
        raise NotFound("actor-unknown", actor=handle)
    return found


def new_unattended_secret() -> str:
    """Return a random passphrase for a key file that a machine keeps."""
    return secrets.token_urlsafe(32)
