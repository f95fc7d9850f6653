"""What must hold of the log: nobody may be cleared by records that it does not bear out."""

from collections.abc import Iterable

from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.problems import ABOUT_ROWS, TOLD_FOR_EVER, Problem, ProblemKind

_MOST_ROWS = 10

ABOUT_THE_LOG = frozenset(
    {ReasonCode.RECORDS_CHANGED, ReasonCode.HEADS_MISSING, ReasonCode.CLOCK_BEHIND, ReasonCode.LOG_BROKEN}
)
"""Reasons that say of the log itself that it cannot be relied on."""


def log_findings(story: str, problems: Iterable[Problem]) -> Findings:
    """Yield what a verification found that stands in the way.

    That a clock was once set back does not: `verify` tells of it for ever.
    """
    told = [problem for problem in problems if problem.kind not in TOLD_FOR_EVER]
    rows = [problem for problem in told if problem.kind in ABOUT_ROWS]
    for row in rows[:_MOST_ROWS]:
        yield finding(ReasonCode.RECORDS_CHANGED, row.key, row=row.table, key=row.key, event=row.seq)
    others = {problem.kind: problem.seq for problem in told if problem.kind not in ABOUT_ROWS}
    if ProblemKind.HEADS_MISSING in others:
        yield finding(ReasonCode.HEADS_MISSING, story)
    if ProblemKind.CLOCK_BEHIND in others:
        yield finding(ReasonCode.CLOCK_BEHIND, story, event=others[ProblemKind.CLOCK_BEHIND])
    if others.keys() - {ProblemKind.HEADS_MISSING, ProblemKind.CLOCK_BEHIND}:
        yield finding(ReasonCode.LOG_BROKEN, story)
