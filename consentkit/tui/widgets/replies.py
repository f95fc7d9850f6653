"""What is answered to a question in a form: chosen from a list, or with the keys of the checklist."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Select

from consentkit.domain.checklists import Reply


class ReplySelect(Select[str]):
    """Takes a reply with one key, and goes on to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "reply('yes')", "Yes"),
        Binding("n", "reply('no')", "No"),
        Binding("u", "reply('unknown')", "Don't know"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the list is open, keys find what is in it."""
        if action == "reply":
            return not self.expanded
        return super().check_action(action, parameters)

    def action_reply(self, reply: str) -> None:
        """Choose a reply."""
        self.value = Reply(reply).value
        self.screen.focus_next()
