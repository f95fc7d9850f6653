"""The field for an explanation, within a page: it shows when it is asked for."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, TextArea


class Explanation(Vertical):
    """Says what is explained, takes the text, and complains below it."""

    DEFAULT_CSS = """
    Explanation { height: auto; display: none; }
    Explanation TextArea { height: 5; border: tall $primary; margin: 0 1; }
    Explanation Label { padding: 0 1; width: 100%; }
    Explanation .field-label { margin-top: 1; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        yield Label("", classes="field-label", markup=False)
        yield TextArea("", compact=True)
        yield Label("", classes="complaint", markup=False)

    @property
    def text(self) -> str:
        """What is written, without blanks around it."""
        return self.query_one(TextArea).text.strip()

    def ask(self, words: str, text: str) -> None:
        """Show the field under `words`, with what was written before."""
        self.query_one(".field-label", Label).update(words)
        self.query_one(".complaint").remove_class("shown")
        self.display = True
        field = self.query_one(TextArea)
        field.text = text
        field.focus()
        field.scroll_visible(animate=False)

    def complain(self, words: str) -> None:
        """Say below the field what stands against it."""
        label = self.query_one(".complaint", Label)
        label.update(words)
        label.add_class("shown")
        label.scroll_visible(animate=False)
