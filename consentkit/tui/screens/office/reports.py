"""The report: prevented harms between two days."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.reports import Figure, Report
from consentkit.pages.fields import Values
from consentkit.pages.report_files import write_report
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.old_forms import FormField, day, old_form
from consentkit.usecases.office.reports import make_report
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.office.reports import (
    FIGURES,
    GROUPS,
    notes,
    notes_outside,
    number_in_full,
    number_outside,
)


class ReportScreen(DeskScreen):
    """What was recorded this year, or between two days, in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "choose_days", "Other days"),
        Binding("e", "export", "Export"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        """Lay out the figures."""
        yield self.title_bar(_("Report"))
        with VerticalScroll(id="report-lines"):
            yield Static("", id="report-words", markup=False)
        yield KeyLines()

    def on_mount(self) -> None:
        """Begin with this year."""
        self.query_one("#report-lines").focus()
        today = self.desk.workspace.today
        self._show(self.try_act(lambda: make_report(self.desk.workspace, date(today.year, 1, 1), today)))

    def _show(self, report: object) -> None:
        if isinstance(report, Report):
            self._report = report
            self.query_one("#report-words", Static).update(_words(report))

    def action_choose_days(self) -> None:
        """Ask for other days."""
        fields = [
            FormField("from_on", _("First day"), help=_("Such as 2026-01-01.")),
            FormField("until", _("Last day"), facts=("report-ends-before-it-begins",)),
        ]

        def make(values: Values) -> Report:
            return make_report(self.desk.workspace, day(values, "from_on"), day(values, "until"))

        self.app.push_screen(old_form("report-days", _("Report between two days"), fields, make), self._show)

    def action_export(self) -> None:
        """Ask for a file."""
        report = self._report
        if report is None:
            return

        def describe(figure: Figure) -> tuple[str, str]:
            return _(FIGURES[figure.code]), number_outside(report, figure)

        def save(values: Values) -> bool:
            write_report(report, Path(values["file"].strip()).expanduser(), describe, notes=notes_outside())
            return True

        field = FormField(
            "file",
            _("New file"),
            help=_("Ends in .csv for a table, else it is text. Small numbers are told as “fewer than 5”."),
            facts=("file-exists", "folder-not-usable"),
        )
        self.app.push_screen(old_form("report-export", _("Export the report"), [field], save), self._exported)

    def _exported(self, is_done: object) -> None:
        if is_done:
            self.say(_("The report is written, with small numbers left out."))

    def action_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _words(report: Report) -> str:
    period = f"{day_in_language(report.from_on)} – {day_in_language(report.until)}"
    lines = [period + " · " + _("in full, for inside only")]
    group = None
    for figure in report.figures:
        if figure.group is not group:
            group = figure.group
            lines += ["", _(GROUPS[group])]
        lines.append(f"{number_in_full(figure):>8}  {_(FIGURES[figure.code])}")
    return "\n".join([*lines, "", *notes()])
