"""The keys of a screen: on as many lines as they need, so that none is out of sight."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_ROOM = 3
"""Cells around a key and its label."""


class KeyLines(Footer):
    """A footer that wraps at the width of the screen: one line where that is enough."""

    DEFAULT_CSS = """
    KeyLines { layout: vertical; height: auto; }
    KeyLines HorizontalGroup { height: 1; }
    KeyLines FooterKey.-command-palette { dock: none; border-left: none; padding-right: 0; }
    """

    _columns = 0
    """The width that the keys were laid out for."""

    def compose(self) -> ComposeResult:
        """Lay out the keys in as few lines as hold them all."""
        self._columns = self.screen.size.width
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        lines = list(_wrapped(keys, self._columns))
        self.styles.height = max(1, len(lines))
        for line in lines:
            yield HorizontalGroup(*line)

    def on_resize(self) -> None:
        """Wrap anew where the screen is as wide no more; it is told of its first size, too."""
        if self.screen.size.width != self._columns:
            self.call_after_refresh(self.recompose)


def _wrapped(keys: Sequence[FooterKey], width: int) -> Iterator[list[FooterKey]]:
    """Yield the keys of each line, none of them wider than `width` cells."""
    line: list[FooterKey] = []
    left = width
    for key in keys:
        needed = cell_len(key.key_display) + cell_len(key.description) + _ROOM
        if line and needed > left:
            yield line
            line, left = [], width
        line.append(key)
        left -= needed
    if line:
        yield line
