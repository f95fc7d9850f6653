"""When the log holds a time that has not come: a manager says why, and days count again."""

from datetime import date

from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.problems import ClockReason
from consentkit.store.log.clocks import behind_event
from consentkit.usecases.workspaces import Workspace


def clock_is_behind(workspace: Workspace) -> int | None:
    """Return the event that was recorded at a time that has not come, `None` where there is none."""
    return behind_event(workspace.records.db, workspace.clock())


def explain_clock(workspace: Workspace, why: ClockReason, today: date) -> int:
    """Record as a manager why the log goes back; returns the event whose time has not come.

    `today` is the day by another clock than this machine's, such as a telephone's. From then on what was
    recorded at later times stands in nobody's way; the log tells of it for ever. Raises Refused, Conflict
    (clock-not-behind), InvalidInput (day-is-another: day) where this machine has another day.
    """
    with workspace.change(EventName.CLOCK_EXPLAINED) as change:
        event = behind_event(change.db, change.at)
        if event is None:
            raise Conflict("clock-not-behind")
        if today != change.today:
            raise InvalidInput("day-is-another", given=today, day=change.today)
        change.record(workspace.records.keys.workspace, why=why, later=event)
    return event
