"""What the log knows of time: the latest instant that it holds, and who said why it goes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from consentkit.domain.events import EventName
from consentkit.domain.problems import Problem, ProblemKind
from consentkit.store.database.encrypted import EncryptedDatabase

CLOCK_TOLERANCE = timedelta(minutes=1)
"""How far an event, or now, may lie before what was recorded: clocks are set right by a little, often."""

EXPLAINED = EventName.CLOCK_EXPLAINED.value

_LATEST = "SELECT at, seq FROM audit WHERE seq >= ? ORDER BY at DESC LIMIT 1"


@dataclass(frozen=True)
class Explanation:
    """A manager said why the log goes back: of the events after `after`, up to their own, `seq`."""

    seq: int
    after: int
    actor: str
    why: str


def is_before(at: str, latest: str) -> bool:
    """Tell whether a recorded instant lies before another by more than clocks are set right."""
    if at >= latest:
        return False
    try:
        return datetime.fromisoformat(at) + CLOCK_TOLERANCE < datetime.fromisoformat(latest)
    except (ValueError, TypeError):
        # No instant at all: the event's hash says so already.
        return False


def newest_instant(db: EncryptedDatabase) -> tuple[str, int]:
    """Return the latest recorded instant, and its event's number."""
    return _latest(db, 0)


def behind_event(db: EncryptedDatabase, now: datetime) -> int | None:
    """Return the event that was recorded at a time that has not come; `None` where now follows all of them.

    What lies before the last explanation of a manager is explained.
    """
    latest, seq = newest_instant(db)
    if not is_before(now.isoformat(), latest):
        return None
    # Looked for only here: it is rare, and no index knows it.
    said = db.execute("SELECT max(seq) FROM audit WHERE action = ?", (EXPLAINED,)).fetchone()[0]
    if said is not None:
        latest, seq = _latest(db, said)
    return seq if is_before(now.isoformat(), latest) else None


def _latest(db: EncryptedDatabase, since: int) -> tuple[str, int]:
    found = db.execute(_LATEST, (since,)).fetchone()
    return tuple(found) if found else ("", 0)


def clock_problems(newest: tuple[str, int], now: datetime | None) -> Iterator[Problem]:
    """Yield that now lies before what was recorded: a clock that was set back makes ended consents hold."""
    if now is not None and is_before(now.isoformat(), newest[0]):
        yield Problem(kind=ProblemKind.CLOCK_BEHIND, seq=newest[1])


def explained(problem: Problem, said: list[Explanation]) -> Problem:
    """Return a step back in time with who said why; any other problem as it is."""
    if problem.kind is not ProblemKind.TIME_BACK:
        return problem
    found = next((one for one in said if one.after < problem.seq <= one.seq), None)
    if found is None:
        return problem
    told = {"kind": ProblemKind.TIME_EXPLAINED, "subject": found.actor, "key": found.why}
    return problem.model_copy(update=told)
