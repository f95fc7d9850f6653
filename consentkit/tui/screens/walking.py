"""Walking through questions, one a page: what the checklist and its practice share."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.checklists import Reply
from consentkit.pages.checks.words import (
    SETTLED,
    heading_line,
    known_lines,
    principles_line,
    progress_line,
    question_lines,
    text_of,
)
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.usecases.checks.checklists import AskedQuestion
from consentkit.wording.languages import _


class _Page(VerticalScroll, inherit_bindings=False):
    """Scrolls a long question by the arrows; home and end stay the first and the last question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class WalkScreen(ActingScreen):
    """One question a page. Subclasses say what an answer does and what stands below the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('yes')", "Yes"),
        Binding("n", "answer('no')", "No"),
        Binding("u", "answer('unknown')", "Don't know"),
        Binding("right,space", "step(1)", "Next", key_display="→"),
        Binding("left,p", "step(-1)", "Back", key_display="←"),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.asked: tuple[AskedQuestion, ...] = ()
        self.place = 0

    @property
    def current(self) -> AskedQuestion | None:
        """The question that is shown; `None` before there are any."""
        return self.asked[self.place] if self.asked else None

    def heading(self) -> str:
        """Say where one is."""
        raise NotImplementedError

    def act_on(self, reply: Reply) -> None:
        """Take an answer to the current question."""
        raise NotImplementedError

    def lines_below(self, asked: AskedQuestion) -> Iterator[str]:
        """Say what stands below the question's own words."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield self.title_bar(self.heading())
        yield Static("", id="progress", markup=False)
        yield Static("", id="principles", markup=False)
        with _Page(id="page"):
            yield Static("", id="principle", classes="body", markup=False)
            yield Static("", id="question", classes="body", markup=False)
            yield Static("", id="below", classes="body", markup=False)
            yield Static("", id="about", classes="body", markup=False)
            yield from self.compose_explanation()
        yield KeyLines()

    def compose_explanation(self) -> ComposeResult:
        """Lay out what asks for an explanation, where that is asked."""
        yield from ()

    def on_mount(self) -> None:
        """Let the keys work at once."""
        self.query_one("#page").focus()

    def show_page(self) -> None:
        """Draw the current question."""
        asked = self.current
        if asked is None:
            self.query_one("#question", Static).update(_("There is no question to ask."))
            return
        settled = sum(one.state.standing in SETTLED for one in self.asked)
        self.query_one("#progress", Static).update(progress_line(self.place + 1, settled, len(self.asked)))
        self.query_one("#principles", Static).update(principles_line(self.asked, asked))
        self.query_one("#principle", Static).update(heading_line(asked))
        self.query_one("#question", Static).update(text_of(asked))
        below = [*known_lines(asked), *self.lines_below(asked)]
        self.query_one("#below", Static).update("\n".join(below))
        self.query_one("#about", Static).update("\n".join(question_lines(asked)))

    def action_answer(self, reply: str) -> None:
        """Answer the current question."""
        if self.current is not None:
            self.act_on(Reply(reply))

    def action_step(self, by: int) -> None:
        """Go back and forth."""
        self.go_to(self.place + by)

    def action_edge(self, place: int) -> None:
        """Go to the first or the last question."""
        self.go_to(place % len(self.asked) if self.asked else 0)

    def go_to(self, place: int) -> None:
        """Show another question, where there is one."""
        if 0 <= place < len(self.asked):
            self.place = place
            self.query_one("#page").scroll_home(animate=False)
            self.show_page()

    def action_leave(self) -> None:
        """Leave the walk."""
        self.dismiss(None)
