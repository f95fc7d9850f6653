"""The log: every act, found by filters, verified, and its head carried away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.checkups import CheckupFinding
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.events import EventName, may_record
from consentkit.domain.problems import MAY_BE_ACCEPTED, SAID_WHY, Problem
from consentkit.domain.progress import Watcher
from consentkit.pages.files import write_file
from consentkit.pages.log.forms import against_form, clock_form, filter_form, row_form
from consentkit.pages.log.words import event_in_full, event_row, verdict_in_words, wanted_in_words
from consentkit.pages.office.words import checkup_lines
from consentkit.store.log.audits import Head
from consentkit.store.log.verifications import Verification
from consentkit.tui.screens.log.signatures import SignatureActs
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.saving import file_form
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.log.audits import (
    AuditFilter,
    find_events,
    give_head,
    read_events_numbered,
    verify_audit,
)
from consentkit.usecases.office.outsiders import look_outside
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _, _n

_NOBODY: Sequence[int] = ()
_ROW_ACTS = (EventName.ROW_ACCEPTANCE_ASKED, EventName.ROW_ACCEPTED)


class LogScreen(SignatureActs):
    """Every act, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/"),
        Binding("backspace", "clear", "Show all"),
        Binding("v", "verify", "Verify"),
        Binding("V", "verify_against", "Against a head"),
        Binding("h", "head", "Carry head away"),
        Binding("g", "others", "For others"),
        Binding("t", "clock", "Clock"),
        Binding("o", "accept_row", "Take a row over"),
        Binding("x", "stop", "Stop"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wanted = AuditFilter()
        self._numbers = _NOBODY
        self._problems: Sequence[Problem] = ()

    def _has_rows(self) -> bool:
        may = self.consentkit.is_unlocked and any(
            may_record(self.desk.workspace.actor, name) for name in _ROW_ACTS
        )
        return may and any(
            one.table in MAY_BE_ACCEPTED and one.kind not in SAID_WHY for one in self._problems
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to say why the clock went back to who may."""
        if action == "accept_row":
            return self._has_rows() and super().check_action(action, parameters)
        if action == "clock":
            return self.consentkit.is_unlocked and may_record(
                self.desk.workspace.actor, EventName.CLOCK_EXPLAINED
            )
        return super().check_action(action, parameters)

    def compose(self) -> ComposeResult:
        """Lay out the filter, the events, the one under the cursor, and what a verification said."""
        yield self.title_bar(_("Log"))
        yield Static("", id="log-filter", markup=False)
        yield VirtualTable(
            [
                (_("No."), 8),
                (_("When (UTC)"), 16),
                (_("Who"), 14),
                (_("Act"), 19),
                (_("What"), 12),
            ]
        )
        with VerticalScroll(id="log-detail"):
            yield Static("", id="log-words", markup=False)
        with VerticalScroll(id="log-verdict"):
            yield Static("", id="log-verdict-words", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Show the newest."""
        table = self.query_one(VirtualTable)
        self.watch(table, "cursor", self._describe, init=False)
        self.refresh_rows()
        table.focus()

    def refresh_rows(self) -> None:
        """Look for the events that are wanted; a filter over a long log is looked up beside the screen."""
        if self._wanted == AuditFilter():
            try:
                self._show(find_events(self.desk.workspace, self._wanted))
            except ConsentkitError as error:
                self.query_one("#log-filter", Static).update(sentence_of_error(error))
            return
        self.run_long("find", _("Looking"), partial(_find, self._wanted))

    def _show(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self.query_one(VirtualTable).show_rows(len(numbers), self._rows)
        self.query_one("#log-filter", Static).update(
            _n("{count} event", "{count} events", len(numbers)).format(count=len(numbers))
            + wanted_in_words(self._wanted)
        )
        self._describe()

    def _rows(self, first: int, count: int) -> Sequence[Row]:
        numbers = self._numbers[first : first + count]
        events = read_events_numbered(self.desk.workspace, numbers)
        return [event_row(number, events.get(number)) for number in numbers]

    def _describe(self) -> None:
        key = self.query_one(VirtualTable).key
        number = int(key) if key else 0
        event = read_events_numbered(self.desk.workspace, (number,)).get(number) if number else None
        self.query_one("#log-words", Static).update(event_in_full(event) if event else "")

    def leave(self) -> None:
        """Go to Home."""
        self.consentkit.action_go("home")

    def action_filter(self) -> None:
        """Ask which events."""
        form = filter_form(self._wanted)
        self.app.push_screen(FormScreen(form), self._filtered)

    def _filtered(self, wanted: object) -> None:
        if isinstance(wanted, AuditFilter):
            self._wanted = wanted
            self.query_one(VirtualTable).cursor = 0
            self.refresh_rows()

    def action_clear(self) -> None:
        """Show everything again."""
        self._filtered(AuditFilter())

    def action_verify(self) -> None:
        """Recompute the whole log."""
        self.run_long("verify", _("Checking the log"), partial(_verify, None))

    def action_verify_against(self) -> None:
        """Recompute the whole log, and hold it against a head that was carried away."""
        self.app.push_screen(FormScreen(against_form()), self._verify_against)

    def _verify_against(self, head: object) -> None:
        if isinstance(head, Incoming):
            self.run_long("verify", _("Checking the log"), partial(_verify, head))

    def action_clock(self) -> None:
        """Say as a manager why the log holds times that have not come."""
        self.app.push_screen(FormScreen(clock_form(self.desk.workspace)), self._explained)

    def _explained(self, event: object) -> None:
        if isinstance(event, int):
            words = _("Recorded. Event {event} and those before it stand in nobody's way.")
            self.say(words.format(event=event))
            self.refresh_rows()

    def action_accept_row(self) -> None:
        """Ask that a row which a verification named be taken over, or do it as a second person."""
        problems = [one for one in self._problems if one.kind not in SAID_WHY]
        self.app.push_screen(FormScreen(row_form(self.desk.workspace, problems)), self._row_accepted)

    def _row_accepted(self, is_done: object) -> None:
        if isinstance(is_done, bool):
            asked = _("Asked. Another person takes it over on this screen.")
            self.say(_("Taken over as it is. The log tells of it for ever.") if is_done else asked)
            self.refresh_rows()

    def action_head(self) -> None:
        """Write the newest signed head to a file."""
        form = file_form(
            "log-head",
            _("Carry the head away"),
            self._carry,
            help_text=_(
                "Keep it where this machine cannot reach it: it shows whether the log was cut off later."
            ),
        )
        self.app.push_screen(FormScreen(form), self._carried)

    def _carry(self, out: Path) -> Head:
        head, file = give_head(self.desk.workspace)
        write_file(out, file.data)
        return head

    def _carried(self, head: object) -> None:
        if head is not None:
            self.say(_("Written. Keep the file where this machine cannot reach it."))

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        elif done.name == "find":
            self._show(cast("Sequence[int]", done.result))
        else:
            self.query_one("#log-verdict").add_class("shown")
            found, outside = cast("_Verdict", done.result)
            self._problems = found.problems
            self.refresh_bindings()
            words = "\n".join([verdict_in_words(found), *checkup_lines(outside)])
            self.query_one("#log-verdict-words", Static).update(words)


def _find(wanted: AuditFilter, workspace: Workspace, _watch: Watcher) -> Sequence[int]:
    return find_events(workspace, wanted)


_Verdict = tuple[Verification, tuple[CheckupFinding, ...]]
"""What the log says of itself, and what lies beside the records that it does not know."""


def _verify(against: Incoming | None, workspace: Workspace, watch: Watcher) -> _Verdict:
    return verify_audit(workspace, against, watch=watch), look_outside(workspace)
