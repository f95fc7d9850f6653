"""A report written for others, to a new file."""

from collections.abc import Callable
from pathlib import Path

from consentkit.domain.reports import Figure, Report
from consentkit.pages.files import write_file
from consentkit.usecases.office.reports import Described, report_as_csv, report_as_text


def write_report(
    report: Report, out: Path, describe: Callable[[Figure], Described], *, notes: tuple[str, ...]
) -> Path:
    """Write a report to a new file: CSV where its name ends so, else text. Raises as `check_new_file`."""
    make = report_as_csv if out.suffix.lower() == ".csv" else report_as_text
    return write_file(out, make(report, describe, notes=notes))
