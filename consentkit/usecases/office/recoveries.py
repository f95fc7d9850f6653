"""Coming back with the printed recovery code: a passphrase for somebody known, and a keeper."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from consentkit.domain.accounts import RECOVERY, Account, check_new_handle
from consentkit.domain.errors import Conflict
from consentkit.domain.events import EventName
from consentkit.domain.roles import Actor, Role
from consentkit.store.key_files import KdfCost, Slot, with_slot
from consentkit.store.keys import unlock_with_recovery_code, wrap_keys
from consentkit.store.office.actors import find_account, save_account
from consentkit.usecases.changes import Change
from consentkit.usecases.office.actors import known_account
from consentkit.usecases.workspaces import (
    DEFAULT_COST,
    Clock,
    Workspace,
    key_file_of,
    opened_with,
    system_clock,
)


@dataclass(frozen=True)
class _Recovery:
    """A workspace opened with the printed code, to give one actor a passphrase."""

    workspace: Workspace
    cost: KdfCost

    def slot(self, actor: Actor, new: str) -> Slot:
        organisation = self.workspace.settings.organisation
        keys = self.workspace.records.keys
        return wrap_keys(keys, actor, new, cost=self.cost, organisation=organisation)

    def keep(self, change: Change, actor: Actor, slot: Slot) -> str:
        """Keep the account as one that whoever holds the code holds; return the key file's digest."""
        # A clock that was set back must not make the account look old.
        at = max(change.at, change.latest)
        new = Account(handle=actor.handle, roles=actor.roles, made_by=RECOVERY, made_at=at, since=at)
        begun = {"given_by": RECOVERY, "given_at": at, "since": at, "own_since": at, "is_from_before": False}
        known = find_account(change.db, actor.handle) or new
        save_account(change.db, known.model_copy(update={"roles": actor.roles, **begun}))
        return change.replace_key_file(with_slot(change.key_file(), slot))


@contextmanager
def _recovery(folder: Path, code: str, cost: KdfCost, clock: Clock) -> Iterator[_Recovery]:
    keys = unlock_with_recovery_code(key_file_of(folder), code)
    # Who holds the code acts for the actor named; the event says that the code was used.
    nobody = Actor(handle=RECOVERY, roles=frozenset({Role.AUDITOR}))
    with opened_with(folder, nobody, keys, clock=clock) as workspace:
        yield _Recovery(workspace, cost)


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

    Whoever holds the code may have done it: the account is no second person for a while, and no longer takes
    back what was said under its handle. Raises NotFound for an unknown actor, Refused for a wrong code.
    """
    with _recovery(folder, code, cost, clock) as recovery:
        actor = known_account(recovery.workspace.records.db, handle).actor
        slot = recovery.slot(actor, new)
        with recovery.workspace.change(EventName.ACTOR_RECOVERED) as change:
            if known_account(change.db, handle).actor != actor:
                raise Conflict("record-changed", kind="actor", id=handle, changed=("roles",))
            change.record(handle, keyfile=recovery.keep(change, actor, slot))


def appoint_keeper(
    folder: Path,
    handle: str,
    code: str,
    new: str,
    *,
    cost: KdfCost = DEFAULT_COST,
    clock: Clock = system_clock,
) -> Actor:
    """Make a keeper with the printed recovery code: a new actor, or one more role for a known one.

    Raises Refused for a wrong code, Conflict for the handle of somebody who was removed, or of nobody.
    """
    check_new_handle(handle)
    with _recovery(folder, code, cost, clock) as recovery:
        known = find_account(recovery.workspace.records.db, handle)
        if known is not None and known.is_removed:
            raise Conflict("actor-was-known", actor=handle)
        actor = Actor(handle=handle, roles=(known.roles if known else frozenset()) | {Role.KEEPER})
        slot = recovery.slot(actor, new)
        with recovery.workspace.change(EventName.KEEPER_APPOINTED) as change:
            if find_account(change.db, handle) != known:
                raise Conflict("record-changed", kind="actor", id=handle, changed=("roles",))
            change.record(handle, roles=actor.roles, keyfile=recovery.keep(change, actor, slot))
    return actor
