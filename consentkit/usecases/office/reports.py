"""Reports: harms that were prevented, counted from what is recorded."""

import csv
import io
from collections.abc import Callable
from datetime import date

from consentkit.domain.errors import InvalidInput
from consentkit.domain.reports import Figure, FigureCode, FigureGroup, Report
from consentkit.store.office.reports import count_all
from consentkit.usecases.log.audits import check_auditor, instants_of
from consentkit.usecases.workspaces import Workspace

_C = FigureCode
_ORDER: dict[FigureGroup, tuple[FigureCode, ...]] = {
    FigureGroup.WITHDRAWALS: (
        _C.WITHDRAWALS, _C.WITHDRAWALS_WAITING, _C.TAKEDOWNS_OPENED, _C.TAKEDOWNS_CONFIRMED,
        _C.TAKEDOWN_DAYS_MEDIAN, _C.TAKEDOWN_DAYS_WORST, _C.TAKEDOWNS_OPEN,
    ),
    FigureGroup.CONSENTS: (
        _C.CONSENTS_HOLDING, _C.CONSENTS_IN_PART, _C.CONSENTS_WITHDRAWN, _C.CONSENTS_ENDED,
        _C.CONSENTS_REFUSED,
    ),
    FigureGroup.ENDINGS: (_C.ENDED_IN_TIME, _C.ENDED_RENEWED, _C.ENDED_STILL_UP),
    FigureGroup.CHILDREN: (_C.CHILDREN, _C.STORIES_WITH_CHILDREN),
    FigureGroup.FACES: (
        _C.FACES_COVERED, _C.FACES_SHOWN, _C.FACES_DECLARED, _C.FACES_OPEN, _C.COPIES_STOPPED,
        _C.SCANS_UNDECIDED,
    ),
    FigureGroup.GATE: (_C.ATTEMPTS_STOPPED, _C.FIRST_REFUSALS),
    FigureGroup.ANSWERS: (_C.SAFEGUARDING_NO, _C.SIGNED_OFF),
}  # fmt: skip
_WHOLES = {_C.WITHDRAWALS_WAITING: _C.WITHDRAWALS}
_MEASURED = {
    _C.TAKEDOWN_DAYS_MEDIAN: _C.TAKEDOWNS_CONFIRMED,
    _C.TAKEDOWN_DAYS_WORST: _C.TAKEDOWNS_CONFIRMED,
}


def make_report(workspace: Workspace, from_on: date, until: date) -> Report:
    """Count what was recorded from one day until another, both inclusive.

    Raises Refused for roles that do not audit, InvalidInput for days in the wrong order.
    """
    check_auditor(workspace)
    if until < from_on:
        raise InvalidInput("report-ends-before-it-begins", from_on=from_on, until=until)
    since, before = instants_of(workspace, from_on, until)
    period = {
        "from_on": from_on.isoformat(),
        "until": until.isoformat(),
        "since": since,
        "before": before,
        "today": workspace.today.isoformat(),
    }
    numbers = count_all(workspace.records.db, period)
    figures = tuple(
        Figure(
            group=group,
            code=code,
            number=numbers[code],
            whole=_WHOLES.get(code),
            measured=_MEASURED.get(code),
        )
        for group, codes in _ORDER.items()
        for code in codes
    )
    return Report(from_on=from_on, until=until, figures=figures)


Described = tuple[str, str]
"""What a figure counts, and its number as it may be told outside."""


def report_as_csv(
    report: Report, describe: Callable[[Figure], Described], *, notes: tuple[str, ...]
) -> bytes:
    """Return a report as a table for others; small counts are not told."""
    return _csv(report, _lines(report, describe), notes).encode()


def report_as_text(
    report: Report, describe: Callable[[Figure], Described], *, notes: tuple[str, ...]
) -> bytes:
    """Return a report as text for others; small counts are not told."""
    return _text(report, _lines(report, describe), notes).encode()


def _lines(report: Report, describe: Callable[[Figure], Described]) -> list[tuple[str, str, str]]:
    return [(figure.code.value, *describe(figure)) for figure in report.figures]


def _csv(report: Report, lines: list[tuple[str, str, str]], notes: tuple[str, ...]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(("code", "figure", "number"))
    writer.writerow(("from", "", report.from_on.isoformat()))
    writer.writerow(("until", "", report.until.isoformat()))
    writer.writerows(lines)
    writer.writerows(("note", note, "") for note in notes)
    return sheet.getvalue()


def _text(report: Report, lines: list[tuple[str, str, str]], notes: tuple[str, ...]) -> str:
    period = f"{report.from_on.isoformat()} – {report.until.isoformat()}"
    return "\n".join((period, "", *(f"{words}: {number}" for _, words, number in lines), "", *notes, ""))
