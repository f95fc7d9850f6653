"""What can be wrong with the log, and with the rows that it speaks of."""

from enum import StrEnum

from consentkit.domain.values import Value


class ProblemKind(StrEnum):
    """One kind of thing that a verification finds; `wording` holds the sentence for each."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    CUT_OFF = "cut-off"
    REWRITTEN = "rewritten"
    TIME_BACK = "time-back"
    CLOCK_BEHIND = "clock-behind"
    HEAD_UNREADABLE = "head-unreadable"
    HEAD_OF_ANOTHER = "head-of-another"
    HEAD_FORGED = "head-forged"
    HEADS_MISSING = "heads-missing"
    ROW_CHANGED = "row-changed"
    ROW_REMOVED = "row-removed"
    ROW_ADDED = "row-added"
    ROW_ROLLED_BACK = "row-rolled-back"
    ROW_FOUND_CHANGED = "row-found-changed"


ABOUT_ROWS = frozenset(
    {
        ProblemKind.ROW_CHANGED,
        ProblemKind.ROW_REMOVED,
        ProblemKind.ROW_ADDED,
        ProblemKind.ROW_ROLLED_BACK,
        ProblemKind.ROW_FOUND_CHANGED,
    }
)
"""What is said of one row; the others are said of events, of heads and of clocks."""

ABOUT_CLOCKS = frozenset({ProblemKind.TIME_BACK, ProblemKind.CLOCK_BEHIND})
"""A wrong clock changes no event and no row."""


class Problem(Value):
    """One thing wrong.

    `seq` is the number of the event concerned: for a head the one that it claims, for a row the one that
    left it last (0: none did), and `subject` is then that event's. `earlier` is the event before which
    another's time lies, or the one that left a row as it is again.
    """

    kind: ProblemKind
    seq: int
    head: str = ""
    table: str = ""
    key: str = ""
    earlier: int = 0
    subject: str = ""
