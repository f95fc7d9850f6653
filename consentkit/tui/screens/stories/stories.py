"""The stories: found by typing, narrowed by state, a million of them as quick as ten."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.events import EventName
from consentkit.domain.stories import StoryState
from consentkit.pages.stories.lists import STATES, story_in_full, story_row
from consentkit.tui.desk import Desk
from consentkit.tui.line_inputs import LineInput
from consentkit.tui.opening import new_story_screen, story_screen
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.stories.lists import (
    MOST_FOUND,
    FoundStories,
    find_stories,
    lines_of,
)
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _

_WAIT_SECONDS = 0.15
"""Typing goes on for this long before a search begins."""


class StoriesScreen(ActingScreen):
    """Every story, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New story"),
        Binding("slash", "search", "Search"),
        Binding("s", "state", "Show"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {"new": EventName.STORY_ADDED}

    def __init__(self) -> None:
        super().__init__()
        self._state = StoryState.ALL
        self._timer: Timer | None = None
        self._found = FoundStories(0, is_cut=False, numbers=())

    def compose(self) -> ComposeResult:
        """Lay out the search and the list."""
        yield self.title_bar(_("Stories"))
        yield LineInput(
            placeholder=_("Search: words of the title, or a code. Press / and type."),
            id="search",
            compact=True,
        )
        yield Static("", id="found", classes="hint", markup=False)
        yield VirtualTable(
            [(_("Story"), 11), ("", 1), (_("People"), 7), (_("Pictures"), 9), (_("Title"), 20)], id="stories"
        )
        yield Static("", id="in-full", classes="hint", markup=False)
        yield KeyLines()

    def on_mount(self) -> None:
        """Begin in the list, where the arrows work."""
        table = self.query_one(VirtualTable)
        table.focus()
        self.watch(table, "cursor", self._tell_in_full, init=False)

    def on_screen_resume(self) -> None:
        """Look again whenever it is shown; a lock uncovers it on its way, when nothing can be read."""
        if self.consentkit.is_unlocked:
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Look for the stories again, beside the screen."""
        self._find(self.desk, self.query_one("#search", Input).value, self._state)

    @work(thread=True, exclusive=True, group="stories")
    def _find(self, desk: Desk, words: str, state: StoryState) -> None:
        try:
            with desk.elsewhere() as workspace:
                found: FoundStories | ConsentkitError = find_stories(workspace, words, state)
        except ConsentkitError as error:
            found = error
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _show(self, found: FoundStories | ConsentkitError) -> None:
        if not self.is_open:
            return
        if isinstance(found, ConsentkitError):
            self.query_one("#found", Static).update(sentence_of_error(found))
            return
        self.query_one("#found", Static).update(self._said(found))
        self._found = found
        self.query_one(VirtualTable).show_rows(found.count, partial(self._rows, found))
        self._tell_in_full()

    def _rows(self, found: FoundStories, first: int, count: int) -> Sequence[Row]:
        return [story_row(line) for line in lines_of(self.desk.workspace, found, first, count)]

    def _tell_in_full(self) -> None:
        at = self.query_one(VirtualTable).cursor
        lines = lines_of(self.desk.workspace, self._found, at, 1) if at < self._found.count else ()
        self.query_one("#in-full", Static).update("".join(story_in_full(line) for line in lines))

    def _said(self, found: FoundStories) -> str:
        words = _(STATES[self._state])
        if not found.count:
            return words + ": " + _("none. n begins a new story.")
        if found.is_cut:
            return (
                words + ": " + _("the newest {count}; more words find less.").format(count=f"{MOST_FOUND:,}")
            )
        return words + f": {found.count:,}"

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_WAIT_SECONDS, self._search_again)

    def _search_again(self) -> None:
        self.query_one(VirtualTable).cursor = 0
        self.refresh_rows()

    @on(Input.Submitted, "#search")
    def _to_list(self) -> None:
        self.query_one(VirtualTable).focus()

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        if event.key:
            self.app.push_screen(story_screen(event.key))

    def action_new(self) -> None:
        """Begin a story."""
        self.app.push_screen(new_story_screen())

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_state(self) -> None:
        """Narrow the list."""
        options = [(state.value, _(words)) for state, words in STATES.items()]
        self.app.push_screen(Choose(_("Which stories?"), options), self._narrow)

    def _narrow(self, chosen: str | None) -> None:
        if chosen is not None:
            self._state = StoryState(chosen)
            self._search_again()

    def action_back(self) -> None:
        """Leave the search first, then the list."""
        search = self.query_one("#search", Input)
        if search.has_focus or search.value:
            search.value = ""
            self.query_one(VirtualTable).focus()
            self._search_again()
            return
        self.consentkit.action_go("home")
