"""Actors: add, remove, change a passphrase, come back with the recovery code."""

import secrets
from collections.abc import Iterable
from pathlib import Path

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.roles import Actor, Role
from consentkit.store.keys import (
    KdfCost,
    unlock,
    unlock_with_recovery_code,
    with_slot,
    without_actor,
    wrap_keys,
)
from consentkit.store.office.actors import list_actors as stored_actors
from consentkit.store.office.actors import remove_actor as store_removal
from consentkit.store.office.actors import save_actor
from consentkit.usecases.workspaces import (
    DEFAULT_COST,
    Clock,
    Workspace,
    key_file_of,
    opened_with,
    system_clock,
)


def add_actor(workspace: Workspace, actor: Actor, passphrase: str, *, cost: KdfCost = DEFAULT_COST) -> None:
    """Give someone a passphrase and roles. Only a keeper can make a keeper.

    Raises Conflict where the handle is in use, InvalidInput for a short passphrase or no role.
    """
    require(workspace.actor, EventName.ACTOR_ADDED)
    if not actor.roles:
        raise InvalidInput("role-missing")
    slot = wrap_keys(workspace.records.keys, actor, passphrase, cost=cost)
    with workspace.change(EventName.ACTOR_ADDED) as change:
        file = change.key_file()
        if actor.handle in file.handles:
            raise Conflict("actor-known", actor=actor.handle)
        save_actor(change.db, actor)
        digest = change.replace_key_file(with_slot(file, slot))
        change.record(actor.handle, roles=actor.roles, keyfile=digest)


def remove_actor(workspace: Workspace, handle: str) -> None:
    """Take an actor's passphrase away. Raises Refused for oneself and for the last manager, NotFound."""
    with workspace.change(EventName.ACTOR_REMOVED) as change:
        if handle == change.actor.handle:
            raise Refused("actor-is-oneself")
        others = [a for a in stored_actors(change.db) if a.handle != handle]
        if not any(a.has(Role.MANAGER) for a in others):
            raise Refused("last-manager", actor=handle)
        updated = without_actor(change.key_file(), handle)
        store_removal(change.db, handle, at=change.at.isoformat())
        change.record(handle, keyfile=change.replace_key_file(updated))


def list_actors(workspace: Workspace) -> tuple[Actor, ...]:
    """Return everyone who may use the workspace."""
    return stored_actors(workspace.records.db)


def change_passphrase(workspace: Workspace, old: str, new: str, *, cost: KdfCost = DEFAULT_COST) -> None:
    """Wrap the same keys under a new passphrase; no data is written again.

    Raises Refused for a wrong old one, InvalidInput for a short new one, NotFound for who was removed
    meanwhile, Conflict where the passphrase was changed meanwhile.
    """
    before = key_file_of(workspace.folders.root)
    actor, keys = unlock(before, workspace.actor.handle, old)
    try:
        slot = wrap_keys(keys, actor, new, cost=cost)
    finally:
        keys.wipe()
    with workspace.change(EventName.PASSPHRASE_CHANGED) as change:
        file = change.key_file()
        known = file.slot_of(actor.handle)
        if known is None:
            raise NotFound("actor-unknown", actor=actor.handle)
        if known != before.slot_of(actor.handle):
            raise Conflict("record-changed", kind="actor", id=actor.handle, changed=("passphrase",))
        change.record(actor.handle, keyfile=change.replace_key_file(with_slot(file, slot)))


def recover_actor(
    folder: Path,
    handle: str,
    code: str,
    new: str,
    *,
    cost: KdfCost = DEFAULT_COST,
    clock: Clock = system_clock,
) -> None:
    """Set a new passphrase for a known actor with the printed recovery code.

    Raises NotFound for an unknown actor, Refused for a wrong code.
    """
    keys = unlock_with_recovery_code(key_file_of(folder), code)
    # Who holds the code acts for the actor named; the event says that the code was used.
    nobody = Actor(handle="recovery", roles=frozenset({Role.AUDITOR}))
    with opened_with(folder, nobody, keys, clock=clock) as workspace:
        actor = _known(list_actors(workspace), handle)
        slot = wrap_keys(keys, actor, new, cost=cost)
        with workspace.change(EventName.ACTOR_RECOVERED) as change:
            if _known(stored_actors(change.db), handle) != actor:
                raise Conflict("record-changed", kind="actor", id=handle, changed=("roles",))
            digest = change.replace_key_file(with_slot(change.key_file(), slot))
            change.record(handle, keyfile=digest)


def _known(actors: Iterable[Actor], handle: str) -> Actor:
    found = next((a for a in actors if a.handle == handle), None)
    if found is None:
        raise NotFound("actor-unknown", actor=handle)
    return found


def new_unattended_secret() -> str:
    """Return a random passphrase for a key file that a machine keeps."""
    return secrets.token_urlsafe(32)
