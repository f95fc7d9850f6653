"""A list of any length: it draws only the rows that are seen, and fetches them by the page."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from consentkit.domain.characters import visible
from consentkit.domain.errors import Conflict

Row = tuple[str, ...]
Fetch = Callable[[int, int], Sequence[Row]]
"""`fetch(first, count)` gives up to `count` rows from row `first` (from 0) on; the first cell is a key."""

_PAGE_ROWS = 50
_PAGES_KEPT = 80


def _nothing(first: int, count: int) -> Sequence[Row]:  # noqa: ARG001 - a table without rows
    return ()


class VirtualTable(ScrollView, can_focus=True):
    """Rows under headings. `columns` are (heading, width in cells); the last column takes what is left.

    Text in local scripts belongs into the last column: terminals disagree about its width.
    """

    DEFAULT_CSS = """
    VirtualTable { height: 1fr; overflow-x: hidden; }
    VirtualTable > .table--heading { background: $panel; color: $text; text-style: bold; }
    VirtualTable > .table--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--heading", "table--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]
    cursor: var[int] = var(0)

    class Chosen(Message):
        """A row was opened; `key` is its first cell."""

        def __init__(self, table: "VirtualTable", key: str) -> None:
            super().__init__()
            self.table, self.key = table, key

        @property
        def control(self) -> "VirtualTable":
            """The table."""
            return self.table

    def __init__(self, columns: Sequence[tuple[str, int]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._fetch: Fetch = _nothing
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.row_count = 0

    def show_rows(self, row_count: int, fetch: Fetch) -> None:
        """Show other rows; the cursor stays where it can."""
        self.row_count, self._fetch = row_count, fetch
        self._pages.clear()
        self.virtual_size = Size(self.size.width, row_count + 1)
        self.cursor = max(0, min(self.cursor, row_count - 1))
        self.refresh()

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor; `None` for an empty table."""
        return self._row(self.cursor)[0] if self.row_count else None

    def _row(self, index: int) -> Row:
        page = index // _PAGE_ROWS
        if page not in self._pages:
            try:
                self._pages[page] = self._fetch(page * _PAGE_ROWS, _PAGE_ROWS)
            except Conflict as error:
                # A line is drawn after the keys were replaced and before the application locks for it.
                if error.code != "keys-replaced":
                    raise
                return ("",) * len(self._columns)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        rows = self._pages[page]
        place = index % _PAGE_ROWS
        # Rows may have gone since they were counted.
        return rows[place] if place < len(rows) else ("",) * len(self._columns)

    def render_line(self, y: int) -> Strip:
        """Draw one line: the headings stay at the top."""
        width = self.size.width
        if y == 0:
            style = self.get_component_rich_style("table--heading")
            return self._strip(tuple(heading for heading, _ in self._columns), width).apply_style(style)
        index = self.scroll_offset.y + y - 1
        if index >= self.row_count:
            return Strip.blank(width, self.rich_style)
        strip = self._strip(self._row(index), width)
        if index == self.cursor and self.has_focus:
            return strip.apply_style(self.get_component_rich_style("table--cursor"))
        mark = self.rich_style if index != self.cursor else self.get_component_rich_style("table--heading")
        return strip.apply_style(mark)

    def _strip(self, cells: Sequence[str], width: int) -> Strip:
        # What others wrote is made visible before it is measured, and no longer than it can be seen.
        seen = [visible(cell[:width]) for cell in cells]
        parts = [
            set_cell_size(cell, size) + " " for cell, (_, size) in zip(seen, self._columns, strict=False)
        ]
        fixed = "".join(parts[:-1])
        last = set_cell_size(seen[-1], max(0, width - cell_len(fixed)))
        return Strip([Segment(fixed + last)]).adjust_cell_length(width)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        seen = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + seen:
            self.scroll_to(y=self.cursor - seen + 1, animate=False)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.cursor = max(0, min(self.row_count - 1, self.cursor + by))

    def action_turn(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.action_move(pages * max(1, self.size.height - 2))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first or the last row."""
        self.cursor = max(0, self.row_count - 1) * end

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Take the mouse too: the first click moves the cursor, one on the cursor opens."""
        index = self.scroll_offset.y + event.y - 1
        if event.y == 0 or index >= self.row_count:
            return
        if index == self.cursor:
            self.action_choose()
        self.cursor = index
