"""The audit log: read it, verify it, carry its head away."""

from pathlib import Path

from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName
from consentkit.domain.roles import Role
from consentkit.store.audits import (
    Event,
    Head,
    Verification,
    current_head,
    heads_in,
    read_events,
    read_head,
    verify,
)
from consentkit.store.files import write_atomically
from consentkit.usecases.workspaces import Workspace

_AUDITORS = (Role.AUDITOR, Role.MANAGER, Role.KEEPER, Role.SAFEGUARDING)


def verify_audit(workspace: Workspace, against: Path | None = None) -> Verification:
    """Recompute the chain and hold it against every kept head, and `against` one carried away.

    Raises NotFound or BadDataFile for that one.
    """
    heads: list[tuple[str, Head | None]] = []
    if against is not None:
        heads.append((against.name, read_head(against)))
    for folder in workspace.records.heads:
        heads += heads_in(folder)
    keys = workspace.records.keys
    return verify(workspace.records.db, keys.signing_key(), keys.workspace, heads)


def read_audit(
    workspace: Workspace, *, subject: str | None = None, action: EventName | None = None, limit: int = 100
) -> tuple[Event, ...]:
    """Return the newest events, newest first. Raises Refused for roles that do not audit."""
    if not workspace.actor.has(*_AUDITORS):
        raise Refused("role-may-not-read", roles=tuple(sorted(_AUDITORS)))
    return read_events(
        workspace.records.db, subject=subject, action=action.value if action else None, limit=limit
    )


def export_head(workspace: Workspace, out: Path) -> Head:
    """Write the newest signed head to a file, to be kept where this machine cannot reach it."""
    keys = workspace.records.keys
    head = current_head(workspace.records.db, keys.signing_key(), keys.workspace)
    write_atomically(out, head.model_dump_json(indent=2).encode(), mode=0o644)
    return head
