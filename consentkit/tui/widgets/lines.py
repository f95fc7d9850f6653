"""Sentences below each other, each with what enter does; a long one goes on in the next row."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from consentkit.pages.lines import PageLine
from consentkit.wording.languages import _

_LOOKS = {"heading": "bold $primary", "good": "$text-success", "bad": "$text-error", "quiet": "$text-muted"}


Act = Callable[[], object]
"""What enter does."""


class Lines(OptionList):
    """A list of sentences that are opened by enter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]
    DEFAULT_CSS = """
    Lines { height: 1fr; border: none; padding: 0; background: $background; }
    Lines:focus { border: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._shown: tuple[PageLine[Act], ...] = ()

    def show(self, lines: Sequence[PageLine[Act]]) -> None:
        """Show other lines; the cursor stays where it can."""
        at = self.highlighted
        self._shown = tuple(lines)
        self.clear_options()
        self.add_options([Option(_drawn(line), disabled=line.look == "heading") for line in lines])
        open_ones = [place for place, line in enumerate(lines) if line.look != "heading"]
        if open_ones:
            self.highlighted = min(open_ones, key=lambda place: abs(place - (at or 0)))

    @property
    def lines(self) -> tuple[PageLine[Act], ...]:
        """What is shown."""
        return self._shown

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        act = self._shown[event.option_index].open
        if act is not None:
            act()


def _drawn(line: PageLine[Act]) -> Content:
    invitation = _("Enter: {words}").format(words=line.invitation) if line.invitation else ""
    if not line.more:
        return _worded(line, f"{line.words} {invitation}".rstrip())
    below = f"{line.more.rstrip()} {invitation}" if line.more.strip() else line.more + invitation
    return Content.assemble(_worded(line, line.words), "\n", Content.styled(below.rstrip(), "$text-muted"))


def _worded(line: PageLine[Act], said: str) -> Content:
    if line.look in {"good", "bad"}:
        # The mark alone is coloured: on the cursor's own colour a whole line could not be read.
        mark, rest = said[:2], said[2:]
        return Content.assemble(Content.styled(mark, _LOOKS[line.look]), Content.styled(rest, "bold"))
    return Content.styled(said, _LOOKS[line.look]) if line.look else Content(said)
