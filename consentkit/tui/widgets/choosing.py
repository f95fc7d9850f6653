"""Choosing among records: several of a few, or one story of many."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList
from textual.widgets.option_list import Option

from consentkit.tui.line_inputs import LineInput
from consentkit.tui.widgets.ticks import Ticks
from consentkit.wording.languages import _


class ChooseSeveral(ModalScreen[tuple[str, ...]]):
    """Ask for some of a few: (key, what it says). Nothing is ticked; leaving chooses none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(())", "Back", show=False),
        Binding("ctrl+s", "done", "Go on", show=False),
    ]

    def __init__(self, question: str, options: list[tuple[str, str]]) -> None:
        super().__init__()
        self._question, self._options = question, options

    def compose(self) -> ComposeResult:
        """Lay out the options."""
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="dialog-question", markup=False)
            yield Ticks(*[(Content(text), key) for key, text in self._options], compact=True)
            yield Label(_("Space ticks, ctrl+s goes on."), classes="field-help", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(_("Go on (ctrl+s)"), id="done", variant="primary")

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Go on with what is ticked."""
        self.dismiss(tuple(self.query_one(Ticks).selected))


class PickOne(ModalScreen[str | None]):
    """Ask for one of many: typing narrows what is offered. `find` gives (key, what it says) for a text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("down", "to_options", show=False),
    ]

    def __init__(
        self, question: str, find: Callable[[str], list[tuple[str, str]]], placeholder: str = ""
    ) -> None:
        super().__init__()
        self._question, self._find = question, find
        self._placeholder = placeholder or _("Type the beginning of a code, or choose with ↓")

    def compose(self) -> ComposeResult:
        """Lay out the search and the options."""
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="dialog-question", markup=False)
            yield LineInput(placeholder=self._placeholder, compact=True)
            yield OptionList(markup=False)
            yield Label(_("Nothing here begins so."), classes="field-help none-found", markup=False)

    def on_mount(self) -> None:
        """Offer the newest."""
        self._offer("")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        found = self._find(text)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(says, id=key) for key, says in found])
        options.highlighted = 0 if found else None
        self.query_one(".none-found").display = not found

    @on(Input.Submitted)
    def _take_first(self) -> None:
        self.query_one(OptionList).action_select()

    def action_to_options(self) -> None:
        """Go down into the options."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
