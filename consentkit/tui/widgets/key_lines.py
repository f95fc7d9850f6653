"""The keys of a screen that has many: on as many lines as they need, so that none is out of sight."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_ROOM = 3
"""Cells around a key and its label."""


class KeyLines(Footer):
    """A footer that wraps at the width of the screen."""

    DEFAULT_CSS = """
    KeyLines { layout: grid; grid-rows: 1; grid-gutter: 0 0; height: auto; }
    KeyLines FooterKey { width: 100%; }
    KeyLines FooterKey.-command-palette { dock: none; border-left: none; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the keys in as few lines as hold them all."""
        keys = list(super().compose())
        widths = [
            cell_len(key.key_display) + cell_len(key.description) + _ROOM
            for key in keys
            if isinstance(key, FooterKey)
        ]
        columns = max(1, self.screen.size.width // max(widths, default=1))
        self.styles.grid_size_columns = columns
        self.styles.height = max(1, -(-len(keys) // columns))
        yield from keys

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self.recompose)
