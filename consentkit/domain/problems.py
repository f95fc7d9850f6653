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
    ROW_ACCEPTED = "row-accepted"


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

TOLD_FOR_EVER = frozenset({ProblemKind.TIME_BACK, ProblemKind.TIME_EXPLAINED, ProblemKind.ROW_ACCEPTED})
"""That a clock was once set back, or a row changed that two people took over; it stands in nobody's way."""

SAID_WHY = frozenset({ProblemKind.TIME_EXPLAINED, ProblemKind.ROW_ACCEPTED})
"""What people said why it is so: no problem any more."""

ABOUT_CLOCKS = frozenset({ProblemKind.TIME_BACK, ProblemKind.TIME_EXPLAINED, ProblemKind.CLOCK_BEHIND})
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


class RowReason(StrEnum):
    """Why a row is other than the log left it; who takes it over says it. `wording` has the words."""

    DISK_DAMAGE = "disk-damage"
    """The disk, or the file of the records, was damaged."""
    REPAIRED_BY_HAND = "repaired-by-hand"
    """Somebody repaired the records with another program, in good faith."""


MAY_BE_ACCEPTED = frozenset(
    {
        "belongings",
        "box_changes",
        "captures",
        "certificates",
        "draft_parts",
        "drafts",
        "word_checks",
        "faces",
        "image_hashes",
        "images",
        "interpreters",
        "origins",
        "plans",
        "public_copies",
        "recordings",
        "stories",
        "tracks",
        "video_copies",
        "videos",
        "wording_reviews",
    }
)
"""The tables whose rows people may take over as they are. By name: what says no, who somebody is, what was
signed, where it went out and who may act come back from a backup alone."""


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
