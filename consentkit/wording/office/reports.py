"""What each figure of a report counts, in words."""

from consentkit.domain.reports import SMALL_COUNT, Figure, FigureCode, FigureGroup, Report
from consentkit.wording.languages import _

FIGURES: dict[FigureCode, str] = {
    FigureCode.WITHDRAWALS: "Consents taken back, wholly or in part",
    FigureCode.WITHDRAWALS_WAITING: "of these, with a publication that nobody has confirmed as gone",
    FigureCode.TAKEDOWNS_OPENED: "Takedowns opened",
    FigureCode.TAKEDOWNS_CONFIRMED: "Takedowns confirmed as gone",
    FigureCode.TAKEDOWN_DAYS_MEDIAN: "Days from opened to gone, half took no longer than",
    FigureCode.TAKEDOWN_DAYS_WORST: "Days from opened to gone, the longest",
    FigureCode.TAKEDOWNS_OPEN: "Takedowns still open on the last day",
    FigureCode.CONSENTS_HOLDING: "Consents that hold on the last day",
    FigureCode.CONSENTS_IN_PART: "Consents taken back for some channels",
    FigureCode.CONSENTS_WITHDRAWN: "Consents taken back wholly",
    FigureCode.CONSENTS_ENDED: "Consents that have ended",
    FigureCode.CONSENTS_REFUSED: "Contributors' answers that were no",
    FigureCode.ENDED_IN_TIME: "Ended, and nothing recorded as still published",
    FigureCode.ENDED_RENEWED: "Renewed before the end",
    FigureCode.ENDED_STILL_UP: "Ended, and a publication not recorded as gone by then",
    FigureCode.CHILDREN: "Children in stories, with those whose age rests on nothing",
    FigureCode.STORIES_WITH_CHILDREN: "Stories with children in them",
    FigureCode.FACES_COVERED: "Faces settled: covered",
    FigureCode.FACES_SHOWN: "Faces settled: a contributor's, shown",
    FigureCode.FACES_DECLARED: "Faces settled: declared as somebody else's, shown",
    FigureCode.FACES_OPEN: "Faces and words in pictures that nobody has settled, now",
    FigureCode.COPIES_STOPPED: "Public copies stopped by their own second scan",
    FigureCode.SCANS_UNDECIDED: "Scans that could not decide, and so refuse",
    FigureCode.ATTEMPTS_STOPPED: "Attempts to certify, export or publish that the gate stopped",
    FigureCode.FIRST_REFUSALS: "Stories refused for a channel for the first time",
    FigureCode.SAFEGUARDING_NO: "Answers of safeguarding that were no",
    FigureCode.SIGNED_OFF: "Explained answers signed off by a second person",
}

GROUPS: dict[FigureGroup, str] = {
    FigureGroup.WITHDRAWALS: "Withdrawals honoured",
    FigureGroup.CONSENTS: "Consents on the last day",
    FigureGroup.ENDINGS: "Consents whose last day fell in this time",
    FigureGroup.CHILDREN: "Children",
    FigureGroup.FACES: "Pictures and faces",
    FigureGroup.GATE: "Stopped by the gate",
    FigureGroup.ANSWERS: "Answers",
}

NOTES: tuple[str, ...] = (
    "A first refusal counts once for a story and a channel, on the day somebody asked. Nothing is known of"
    " refusals before the program recorded them.",
    "Faces count by the decision that holds now. Children count by the stories as they are now.",
)
SMALL = "fewer than {small}"
SMALL_NOTE = "Small numbers are told as “fewer than {small}”, and so is what would give one away."


def number_in_full(figure: Figure) -> str:
    """Return a figure's number as it is; a dash where there was nothing to measure."""
    return "–" if figure.number is None else f"{figure.number:g}"


def number_outside(report: Report, figure: Figure) -> str:
    """Return a figure's number as it may be told outside."""
    if report.may_leave(figure):
        return number_in_full(figure)
    return "–" if figure.measured else _(SMALL).format(small=SMALL_COUNT)


def notes() -> tuple[str, ...]:
    """Return what a reader must know."""
    return tuple(_(note) for note in NOTES)


def notes_outside() -> tuple[str, ...]:
    """Return what a reader outside must know."""
    return (*notes(), _(SMALL_NOTE).format(small=SMALL_COUNT))
