"""What is chosen in a form with one key: a reply to a question, how far a risk is left."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Select

from consentkit.tui.labels import label_keys


class KeyedSelect(Select[str]):
    """Takes what its keys name, and goes on to the next field."""

    def on_mount(self) -> None:
        """Name the keys in the language that is spoken."""
        label_keys(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the list is open, keys find what is in it."""
        if action == "take":
            return not self.expanded
        return super().check_action(action, parameters)

    def action_take(self, value: str) -> None:
        """Choose it."""
        self.value = value
        self.screen.focus_next()


class ReplySelect(KeyedSelect):
    """A reply, with the keys of the checklist."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "take('yes')", "Yes"),
        Binding("n", "take('no')", "No"),
        Binding("u", "take('unknown')", "Don't know"),
    ]


class RiskSelect(KeyedSelect):
    """How far a risk is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "take('none')", "none"),
        Binding("l", "take('low')", "low"),
        Binding("h", "take('high')", "high"),
        Binding("u", "take('unknown')", "not known"),
    ]
