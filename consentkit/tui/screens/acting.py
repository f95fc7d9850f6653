"""What screens with acts share: keys that a role may not use are left out, and lists found by code."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.events import EventName, may_record
from consentkit.tui.desk import Desk
from consentkit.tui.line_inputs import LineInput
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.consents.lists import code_start
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

LIST_KEYS: tuple[BindingType, ...] = (
    Binding("slash", "search", "Search"),
    Binding("escape", "back", "Back"),
)
"""What every list found by code has; it stands after the list's own keys."""


class ActingScreen(DeskScreen):
    """A screen with acts. `NEEDS` names the event that an action records, and so who may do it."""

    NEEDS: ClassVar[dict[str, EventName]] = {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave out what this actor's role may not do."""
        event = self.NEEDS.get(action)
        return event is None or (self.consentkit.is_unlocked and self.may(event))

    def may(self, event: EventName) -> bool:
        """Tell whether this actor's role allows an act."""
        return may_record(self.desk.workspace.actor, event)

    def on_screen_resume(self) -> None:
        """Show what is recorded now; a lock uncovers screens on its way, when there is nothing to read."""
        if self.consentkit.is_unlocked:
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read again what is shown, and show it."""

    def action_back(self) -> None:
        """Go back to what lies below."""
        self.dismiss(None)


class CodeListScreen(ActingScreen):
    """A list of any length, searched by code. Subclasses say what is counted, fetched and opened."""

    KINDS: ClassVar[str] = ""
    """The letters of the codes that can be searched for."""

    def heading(self) -> str:
        """Say where one is."""
        raise NotImplementedError

    def columns(self) -> Sequence[tuple[str, int]]:
        """Return the columns."""
        raise NotImplementedError

    def count(self, workspace: Workspace, start: str) -> int:
        """Return how many rows there are; runs beside the screen."""
        raise NotImplementedError

    def rows(self, start: str, first: int, count: int) -> Sequence[Row]:
        """Return a page of rows."""
        raise NotImplementedError

    def summary(self, total: int, start: str) -> str:
        """Say what is shown."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the search and the rows."""
        yield self.title_bar(self.heading())
        yield Static("", classes="list-summary", markup=False)
        yield LineInput(placeholder=_("Search by code: press / and type"), id="search", compact=True)
        yield VirtualTable(self.columns(), id="rows")
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the rows."""
        self.query_one(VirtualTable).focus()

    @property
    def start(self) -> str:
        """How the code begins that is searched for; `""` for all."""
        return code_start(self.query_one("#search", Input).value, self.KINDS)

    def refresh_rows(self) -> None:
        """Count again, and show the rows from there."""
        self._count(self.desk, self.start)

    @work(thread=True, exclusive=True, group="count")
    def _count(self, desk: Desk, start: str) -> None:
        error: ConsentkitError | None = None
        total = 0
        try:
            with desk.elsewhere() as workspace:
                total = self.count(workspace, start)
        except ConsentkitError as found:
            error = found
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, start, total, error)

    def _show(self, start: str, total: int, error: ConsentkitError | None) -> None:
        if not self.is_open:
            return
        words = self.summary(total, start) if error is None else self.without_rows(error)
        self.query_one(".list-summary", Static).update(words)
        self.query_one(VirtualTable).show_rows(total, lambda first, count: self.rows(start, first, count))

    def without_rows(self, error: ConsentkitError) -> str:
        """Say why there are no rows."""
        self.show_error(error)
        return ""

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    @on(Input.Changed, "#search")
    def _searched(self) -> None:
        self.refresh_rows()

    @on(Input.Submitted, "#search")
    def _to_rows(self) -> None:
        self.query_one(VirtualTable).focus()

    def action_back(self) -> None:
        """Leave the search first, then the list."""
        search = self.query_one("#search", Input)
        if search.value or search.has_focus:
            search.value = ""
            self.query_one(VirtualTable).focus()
            return
        super().action_back()
