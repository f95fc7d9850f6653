"""What a report counts: prevented harms, and how much of it may leave the house."""

from datetime import date
from enum import StrEnum

from consentkit.domain.values import Value

SMALL_COUNT = 5
"""Counts below this are not told to the outside: few people could be recognised behind one."""


class FigureCode(StrEnum):
    """What is counted; each has its words in `wording`."""

    WITHDRAWALS = "withdrawals"
    WITHDRAWALS_WAITING = "withdrawals-waiting"
    TAKEDOWNS_OPENED = "takedowns-opened"
    TAKEDOWNS_CONFIRMED = "takedowns-confirmed"
    TAKEDOWN_DAYS_MEDIAN = "takedown-days-median"
    TAKEDOWN_DAYS_WORST = "takedown-days-worst"
    TAKEDOWNS_OPEN = "takedowns-open"
    CONSENTS_HOLDING = "consents-holding"
    CONSENTS_IN_PART = "consents-in-part"
    CONSENTS_WITHDRAWN = "consents-withdrawn"
    CONSENTS_ENDED = "consents-ended"
    CONSENTS_REFUSED = "consents-refused"
    ENDED_IN_TIME = "ended-in-time"
    ENDED_RENEWED = "ended-renewed"
    ENDED_STILL_UP = "ended-still-up"
    CHILDREN = "children"
    STORIES_WITH_CHILDREN = "stories-with-children"
    FACES_COVERED = "faces-covered"
    FACES_SHOWN = "faces-shown"
    FACES_DECLARED = "faces-declared"
    FACES_OPEN = "faces-open"
    COPIES_STOPPED = "copies-stopped"
    SCANS_UNDECIDED = "scans-undecided"
    ATTEMPTS_STOPPED = "attempts-stopped"
    FIRST_REFUSALS = "first-refusals"
    SAFEGUARDING_NO = "safeguarding-no"
    SIGNED_OFF = "signed-off"


class FigureGroup(StrEnum):
    """Figures that belong together, in the order in which a report shows them."""

    WITHDRAWALS = "withdrawals"
    CONSENTS = "consents"
    ENDINGS = "endings"
    CHILDREN = "children"
    FACES = "faces"
    GATE = "gate"
    ANSWERS = "answers"


class Figure(Value):
    """One count, or a number of days (`None`: there was nothing to measure).

    `whole` is the figure that this one is a part of, where there is one.
    """

    group: FigureGroup
    code: FigureCode
    number: float | None
    whole: FigureCode | None = None
    measured: FigureCode | None = None
    """For days: the count of what was measured."""


class Report(Value):
    """What was recorded from one day until another, both inclusive; states are those at its end."""

    from_on: date
    until: date
    figures: tuple[Figure, ...]

    def number(self, code: FigureCode) -> float | None:
        """Return one figure's number."""
        return next(figure.number for figure in self.figures if figure.code is code)

    def may_leave(self, figure: Figure) -> bool:
        """Tell whether a figure may be told outside: it, and what it leaves of its whole, are not small."""
        basis = self.number(figure.measured) if figure.measured else figure.number
        if basis is None or basis < SMALL_COUNT:
            return False
        rest = (self.number(figure.whole) or 0) - basis if figure.whole else 0
        return not 0 < rest < SMALL_COUNT
