"""The edge to the terminal: every line of every screen passes here before it is written."""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from consentkit.domain.characters import visible


class NothingSteers(LineFilter):
    """Makes visible what would steer the terminal; pictures' own sequences (control segments) pass."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's
        """Return the line as wide as it was; what does not fit any more is cut off its end."""
        if not any(_steers(one) for one in segments):
            return segments
        left = sum(cell_len(one.text) for one in segments if not one.control)
        line = []
        for one in segments:
            if not one.control:
                text = visible(one.text)
                text = text if cell_len(text) <= left else set_cell_size(text, left)
                left -= cell_len(text)
                line.append(Segment(text, one.style))
            else:
                line.append(one)
        return line


def _steers(segment: Segment) -> bool:
    return not segment.control and visible(segment.text) != segment.text
