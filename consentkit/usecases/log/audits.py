"""The audit log: read it, verify it, carry its head away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from consentkit.domain.errors import InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.problems import Problem, ProblemKind
from consentkit.domain.progress import Watcher, stopping, unwatched
from consentkit.domain.roles import Role
from consentkit.store.key_changes import other_than_named
from consentkit.store.log.audits import (
    Event,
    Head,
    current_head,
    find_numbers,
    heads_in,
    parse_head,
    read_events,
    read_numbered,
)
from consentkit.store.log.verifications import Verification, verify
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.outgoing import Outgoing
from consentkit.usecases.workspaces import Workspace

_AUDITORS = (Role.AUDITOR, Role.MANAGER, Role.KEEPER, Role.SAFEGUARDING)


@dataclass(frozen=True)
class AuditFilter:
    """Which events: of one record, one act, one actor, one day where the organisation works. Not set: all."""

    subject: str = ""
    action: EventName | None = None
    actor: str = ""
    on: date | None = None


def verify_audit(
    workspace: Workspace, against: Incoming | None = None, *, watch: Watcher = unwatched
) -> Verification:
    """Recompute the chain; hold it against kept heads and `against` one carried away, and rows against it.

    Raises NotFound or BadDataFile for that one, Stopped when `watch` cancels.
    """
    with stopping(watch) as watched:
        return _verify(workspace, against, watched)


def _verify(workspace: Workspace, against: Incoming | None, watch: Watcher) -> Verification:
    heads: list[tuple[str, Head | None]] = []
    if against is not None:
        heads.append((against.name, _carried(against)))
    for folder in workspace.records.heads:
        heads += heads_in(folder)
    records = workspace.records
    found = verify(
        records.db,
        records.keys.signing_key(),
        records.keys.workspace,
        heads,
        folder=records.heads[0],
        now=workspace.clock(),
        watch=watch,
    )
    named = other_than_named(records.db, workspace.folders.key_file)
    if named is None:
        return found
    other = Problem(kind=ProblemKind.KEY_FILE_OTHER, seq=named)
    return found.model_copy(update={"problems": (*found.problems, other)})


def _carried(against: Incoming) -> Head:
    try:
        data = against.read()
    except InvalidInput:
        raise NotFound("head-missing", file=against.name) from None
    return parse_head(data, against.name)


def read_audit(
    workspace: Workspace, *, subject: str | None = None, action: EventName | None = None, limit: int = 100
) -> tuple[Event, ...]:
    """Return the newest events, newest first. Raises Refused for roles that do not audit."""
    check_auditor(workspace)
    return read_events(
        workspace.records.db, subject=subject, action=action.value if action else None, limit=limit
    )


def check_auditor(workspace: Workspace) -> None:
    """Raise Refused for roles that do not audit."""
    if not workspace.actor.has(*_AUDITORS):
        raise Refused("role-may-not-read", roles=tuple(sorted(_AUDITORS)))


def find_events(workspace: Workspace, wanted: AuditFilter) -> Sequence[int]:
    """Return the numbers of the events that a filter wants, newest first. Raises Refused as `read_audit`."""
    check_auditor(workspace)
    since, before = instants_of(workspace, wanted.on, wanted.on) if wanted.on else ("", "")
    return find_numbers(
        workspace.records.db,
        subject=wanted.subject,
        action=wanted.action.value if wanted.action else "",
        actor=wanted.actor,
        since=since,
        before=before,
    )


def read_events_numbered(workspace: Workspace, numbers: Sequence[int]) -> dict[int, Event]:
    """Return the events with these numbers; one that was removed is left out. Raises Refused."""
    check_auditor(workspace)
    return read_numbered(workspace.records.db, numbers)


def instants_of(workspace: Workspace, from_on: date, until: date) -> tuple[str, str]:
    """Return where these days begin and end, as recorded instants compare: the end is exclusive."""
    zone = ZoneInfo(workspace.settings.timezone)
    edges = (datetime.combine(day, time(), zone) for day in (from_on, until + timedelta(days=1)))
    begin, end = (edge.astimezone(UTC).isoformat(timespec="seconds")[:19] for edge in edges)
    return begin, end


def give_head(workspace: Workspace) -> tuple[Head, Outgoing]:
    """Return the newest signed head, and its file to be kept where this machine cannot reach it.

    Who keeps it replaces no older one: that may be the one that shows what was cut off since.
    """
    keys = workspace.records.keys
    head = current_head(workspace.records.db, keys.signing_key(), keys.workspace)
    return head, Outgoing("head.json", head.model_dump_json(indent=2).encode())
