"""What the log's page says, in sentences."""

from consentkit.domain.problems import SAID_WHY, Problem
from consentkit.store.log.audits import Event
from consentkit.store.log.verifications import Verification
from consentkit.usecases.log.audits import AuditFilter
from consentkit.wording import day_in_language, fact_in_words
from consentkit.wording.languages import _, _n
from consentkit.wording.office.acts import act_in_words
from consentkit.wording.problems import problem_in_words


def event_row(number: int, event: Event | None) -> tuple[str, ...]:
    """Return an event's line; one that somebody removed has a number alone."""
    if event is None:
        return (str(number), "", "", _("removed"), "")
    return (str(number), event.at[:16].replace("T", " "), event.actor, event.action, event.subject)


def event_in_full(event: Event) -> str:
    """Say all of an event: it holds no name and no free text."""
    facts = " ".join(f"{key}={_fact(key, value)}" for key, value in event.body.items())
    words = act_in_words(event.action)
    return f"{words}: {event.action} {event.subject} · {event.actor} · {event.at[:19]}\n{facts}"


def _fact(name: str, value: str | int | bool | list[str]) -> str:
    return fact_in_words(name, tuple(value) if isinstance(value, list) else value)


def wanted_in_words(wanted: AuditFilter) -> str:
    """Say what is looked for; `""` where everything is."""
    parts = [
        wanted.subject,
        act_in_words(wanted.action.value) if wanted.action else "",
        wanted.actor,
        day_in_language(wanted.on) if wanted.on else "",
    ]
    chosen = [part for part in parts if part]
    return f" · {_('only:')} {', '.join(chosen)}" if chosen else ""


def verdict_in_words(found: Verification) -> str:
    """Say whether the log is intact, and what is wrong with it."""
    events = _n("{count} event", "{count} events", found.events).format(count=found.events)
    held = _n("held against {count} signed head", "held against {count} signed heads", found.heads_checked)
    rows = _n("{count} row", "{count} rows", found.rows).format(count=found.rows)
    counted = f"{events}, {rows}, " + held.format(count=found.heads_checked)
    if found.is_intact:
        lines = [f"✓ {_('The log is intact.')} {counted}."]
    else:
        lines = [f"✗ {_('The log is not intact.')} {counted}."]
    return "\n".join([*lines, *map(problem_line, found.problems)])


def problem_line(problem: Problem) -> str:
    """Say one problem, with its mark: what a manager explained is told, and is none any more."""
    mark = "·" if problem.kind in SAID_WHY else "✗"
    return f"{mark} {problem_in_words(problem)}"
