"""The report: prevented harms between two days."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.reports import Report
from consentkit.pages.office.forms import report_form
from consentkit.pages.office.words import figure_outside, report_in_words
from consentkit.pages.report_files import write_report
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.saving import file_form
from consentkit.usecases.office.reports import make_report
from consentkit.wording.languages import _
from consentkit.wording.office.reports import (
    notes_outside,
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
            self.query_one("#report-words", Static).update(report_in_words(report))

    def action_choose_days(self) -> None:
        """Ask for other days."""
        self.app.push_screen(FormScreen(report_form(self.desk.workspace)), self._show)

    def action_export(self) -> None:
        """Ask for a file."""
        report = self._report
        if report is None:
            return

        def write(out: Path) -> bool:
            write_report(report, out, partial(figure_outside, report), notes=notes_outside())
            return True

        form = file_form(
            "report-export",
            _("Export the report"),
            write,
            help_text=_(
                "Ends in .csv for a table, else it is text. Small numbers are told as “fewer than 5”."
            ),
        )
        self.app.push_screen(FormScreen(form), self._exported)

    def _exported(self, is_done: object) -> None:
        if is_done:
            self.say(_("The report is written, with small numbers left out."))

    def action_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()
