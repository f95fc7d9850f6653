"""`consentkit report`: prevented harms, counted."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from consentkit.cli.options import DAY, json_option
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.reports import Report
from consentkit.pages.report_files import write_report
from consentkit.usecases.office import reports
from consentkit.wording.languages import _
from consentkit.wording.office.reports import (
    FIGURES,
    GROUPS,
    notes,
    notes_outside,
    number_in_full,
    number_outside,
)


@click.command(
    epilog="\b\nExamples:\n  consentkit report --from 2026-01-01 --until 2026-12-31\n"
    "  consentkit report --from 2026-01-01 --until 2026-12-31 --out year.csv"
)
@click.option("--from", "from_on", type=DAY, required=True, help="The first day.")
@click.option("--until", type=DAY, required=True, help="The last day, inclusive.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Also write it for others to this file (CSV or text)."
)
@json_option
@pass_session
def report(session: Session, from_on: date, until: date, out: Path | None) -> None:
    """Count prevented harms: withdrawals honoured, days to takedown, faces covered. In full, for inside."""
    with session.opened() as workspace:
        made = reports.make_report(workspace, from_on, until)
    if out is not None:
        write_report(
            made, out, lambda figure: (_(FIGURES[figure.code]), number_outside(made, figure)),
            notes=notes_outside(),
        )  # fmt: skip
    written = {"written": str(out) if out else None}
    show(plain(made) | written, _lines(made, out), as_json=session.as_json)


def _lines(made: Report, out: Path | None) -> Iterable[str]:
    group = None
    for figure in made.figures:
        if figure.group is not group:
            group = figure.group
            yield f"\n{_(GROUPS[group])}" if figure is not made.figures[0] else _(GROUPS[group])
        yield f"{number_in_full(figure):>8}  {_(FIGURES[figure.code])}"
    yield ""
    yield from notes()
    if out is not None:
        yield f"Written to {out}, with small numbers left out."
