"""A list of things to tick that can be read without colours: `[x]` and `[ ]`."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import SelectionList

_BUTTON_SEGMENTS = 3


class Ticks(SelectionList[str]):
    """Textual's own shows an X in both states, told apart by colour alone."""

    def render_line(self, y: int) -> Strip:
        """Draw one line with its tick."""
        segments = list(super().render_line(y))
        index = _option(segments)
        if index is None:
            return Strip(segments)
        mark = "x" if self.get_option_at_index(index).value in self.selected else " "
        style = (segments[_BUTTON_SEGMENTS].style or Style()) + Style(meta={"option": index})
        return Strip([Segment(f"[{mark}]", style), *segments[_BUTTON_SEGMENTS:]])


def _option(segments: list[Segment]) -> int | None:
    """The option whose button the line begins with; `None` on an empty line."""
    if len(segments) <= _BUTTON_SEGMENTS or segments[0].style is None:
        return None
    index = segments[0].style.meta.get("option")
    return index if isinstance(index, int) else None
