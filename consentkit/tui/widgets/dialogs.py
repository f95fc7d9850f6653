"""Small questions over a screen."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Label, OptionList
from textual.widgets.option_list import Option

from consentkit.wording.languages import _


class Confirm(ModalScreen[bool]):
    """Ask before what cannot be undone: says what will happen; the safe answer has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", show=False),
        Binding("y", "dismiss(True)", show=False),
    ]

    def __init__(self, question: str, consequence: str) -> None:
        super().__init__()
        self._question, self._consequence = question, consequence

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="dialog-question", markup=False)
            yield Label(self._consequence, markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(_("No (n)"), id="no")
                yield Button(_("Yes (y)"), id="yes", variant="warning")

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class Told(ModalScreen[None]):
    """Tell what came out, on as many lines as it needs, until it is read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", show=False)]

    def __init__(self, title: str, lines: Iterable[str]) -> None:
        super().__init__()
        self._title, self._lines = title, tuple(lines)

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-question", markup=False)
            with VerticalScroll(classes="dialog-told"):
                yield Label("\n".join(self._lines), markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(_("Close"), id="close")

    @on(Button.Pressed)
    def _read(self) -> None:
        self.dismiss()


class Choose(ModalScreen[str | None]):
    """Ask for one of several: (key, what it says)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, question: str, options: list[tuple[str, str]]) -> None:
        super().__init__()
        self._question, self._options = question, options

    def compose(self) -> ComposeResult:
        """Lay out the options."""
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="dialog-question", markup=False)
            yield OptionList(*[Option(text, id=key) for key, text in self._options], markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
