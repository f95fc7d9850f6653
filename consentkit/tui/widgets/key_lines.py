"""The keys of a screen: on as many lines as they need, so that none is out of sight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import ActiveBinding
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from consentkit.wording.languages import _

_ROOM = 3
"""Cells that are kept free around a key and its label."""


@dataclass(frozen=True)
class ShownKey:
    """One key as it stands on the screen."""

    key: str
    display: str
    label: str
    action: str
    is_enabled: bool
    tip: str
    room: str = " "
    """What stands before the key and after its label."""

    @property
    def parts(self) -> tuple[str, str]:
        """The key and its label, with the room around them."""
        return f"{self.room}{self.display} ", f"{self.label}{self.room}"

    @property
    def width(self) -> int:
        """Cells that the key takes, with the room around it."""
        return sum(map(cell_len, self.parts))


class KeyLines(Widget):
    """Every key that the screen answers to, drawn by one widget: a widget for each took a fifth of the time.

    It wraps at the width of the screen: one line where that is enough.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-lines--key",
        "key-lines--label",
        "key-lines--hovered",
        "key-lines--hovered-label",
    }
    DEFAULT_CSS = """
    KeyLines {
        dock: bottom;
        height: auto;
        color: $footer-foreground;
        background: $footer-background;
    }
    KeyLines .key-lines--key {
        color: $footer-key-foreground;
        background: $footer-key-background;
        text-style: bold;
    }
    KeyLines .key-lines--label {
        color: $footer-description-foreground;
        background: $footer-description-background;
    }
    KeyLines .key-lines--hovered {
        color: $footer-key-foreground;
        background: $block-hover-background;
        text-style: bold;
    }
    KeyLines .key-lines--hovered-label {
        color: $footer-description-foreground;
        background: $block-hover-background;
    }
    """

    keys: reactive[tuple[ShownKey, ...]] = reactive((), layout=True)
    """The keys of the screen, in the order in which they are shown."""
    hovered: reactive[ShownKey | None] = reactive(None)
    """The key under the mouse."""

    def on_mount(self) -> None:
        """Show the keys, and follow the screen's bindings as they change."""
        self.keys = tuple(self._keys_now())
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if screen is self.screen and screen.app.app_focus:
            self.keys = tuple(self._keys_now())

    def _keys_now(self) -> Iterator[ShownKey]:
        """Yield one key for each act that is shown, the palette's last."""
        active = dict(self.screen.active_bindings)
        palette = self.app.COMMAND_PALETTE_BINDING
        last = [active.pop(palette)] if self.app.ENABLE_COMMAND_PALETTE and palette in active else []
        shown: dict[str, ActiveBinding] = {}
        for one in active.values():
            if one.binding.show:
                shown.setdefault(one.binding.action, one)
        for one in (*shown.values(), *last):
            binding = one.binding
            shown_key = ShownKey(
                key=binding.key,
                display=self.app.get_key_display(binding),
                label=binding.description,
                action=binding.action,
                is_enabled=one.enabled,
                tip=one.tooltip,
            )
            # The palette's key stands close, and says more under the mouse. Textual has its words in English.
            in_words = replace(shown_key, label=_("palette"), tip=_("Open the command palette"), room="")
            yield in_words if one in last else shown_key

    def lines(self, width: int) -> list[list[ShownKey]]:
        """Return the keys line by line, none of the lines wider than `width` cells."""
        return list(_wrapped(self.keys, width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return how many lines the keys take."""
        return max(1, len(self.lines(width)))

    def render(self) -> Text:
        """Draw the keys, each line as wide as the keys on it."""
        lines = [
            Text().join(self._drawn(key) for key in line) for line in self.lines(self.content_size.width)
        ]
        drawn = Text("\n", no_wrap=True, end="").join(lines)
        drawn.no_wrap = True
        return drawn

    def _drawn(self, key: ShownKey) -> Text:
        hovered = "hovered" if key == self.hovered else ""
        styles = (f"key-lines--{hovered or 'key'}", f"key-lines--{hovered + '-' * bool(hovered)}label")
        pressed, label = (self.get_component_rich_style(name) for name in styles)
        dim = Style(dim=not key.is_enabled or None)
        shown, words = key.parts
        return Text.assemble((shown, pressed + dim), (words, label + dim))

    def key_at(self, column: int, row: int) -> ShownKey | None:
        """Return the key that stands in a cell, counted from the left and the top."""
        lines = self.lines(self.content_size.width)
        end = 0
        for key in lines[row] if 0 <= row < len(lines) else ():
            end += key.width
            if column < end:
                return key
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Do what the key does, or say that it cannot be done now."""
        key = self.key_at(event.x, event.y)
        if key is None:
            return
        if key.is_enabled:
            self.app.simulate_key(key.key)
        else:
            self.app.bell()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key a click would press."""
        self.hovered = self.key_at(event.x, event.y)

    def on_leave(self) -> None:
        """No key is under the mouse."""
        self.hovered = None

    def watch_hovered(self, hovered: ShownKey | None) -> None:
        """Tell what the key is for, where it has more to say."""
        self.tooltip = hovered.tip or None if hovered else None
        self.styles.pointer = "pointer" if hovered else "default"


def _wrapped(keys: Sequence[ShownKey], width: int) -> Iterator[list[ShownKey]]:
    """Yield the keys of each line, none of them wider than `width` cells."""
    line: list[ShownKey] = []
    left = width
    for key in keys:
        needed = cell_len(key.display) + cell_len(key.label) + _ROOM
        if line and needed > left:
            yield line
            line, left = [], width
        line.append(key)
        left -= needed
    if line:
        yield line
