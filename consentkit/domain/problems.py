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
    TIME_EXPLAINED = "time-explained"
    CLOCK_BEHIND = "clock-behind"
    HEAD_UNREADABLE = "head-unreadable"
    HEAD_OF_ANOTHER = "head-of-another"
    HEAD_FORGED = "head-forged"
    HEADS_MISSING = "heads-missing"
    KEY_FILE_OTHER = "key-file-other"
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

TOLD_FOR_EVER = frozenset({ProblemKind.TIME_BACK, ProblemKind.TIME_EXPLAINED})
"""That a clock was once set back; it stands in nobody's way once now follows what was recorded."""

ABOUT_CLOCKS = TOLD_FOR_EVER | {ProblemKind.CLOCK_BEHIND}
"""A wrong clock changes no event and no row."""

ABOUT_FILES = frozenset({ProblemKind.KEY_FILE_OTHER})
"""What is said of a file beside the records: neither an event nor a row is other."""


class ClockReason(StrEnum):
    """Why the log holds times that have not come; a manager says it. `wording` holds the words for each."""

    WAS_AHEAD = "was-ahead"
    """This machine's clock was ahead, and was set right."""
    ANOTHER_MACHINE = "another-machine"
    """The clock of another machine was ahead on which somebody worked in this workspace."""
    TRIED_OUT = "tried-out"
    """Somebody set the clock to another day on purpose, to see what happens then."""


class Problem(Value):
    """One thing wrong.

    `seq` is the number of the event concerned: for a head the one that it claims, for a row the one that
    left it last (0: none did), and `subject` is then that event's. `earlier` is the event before which
    another's time lies, or the one that left a row as it is again. Of a step back that was explained,
    `subject` said why, and `key` is the `ClockReason`.
    """

    kind: ProblemKind
    seq: int
    head: str = ""
    table: str = ""
    key: str = ""
    earlier: int = 0
    subject: str = ""
