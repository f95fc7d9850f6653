"""A picture in the terminal: only on request, and nothing of it is kept."""

import io
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Label

from consentkit.tui.textual_internals import cell_size


@dataclass(frozen=True)
class Fit:
    """How big a picture is drawn: in cells, and in the dots that this terminal can show in them."""

    columns: int
    rows: int
    width_px: int
    height_px: int


def fitted(size_px: tuple[int, int], columns: int, rows: int) -> Fit:
    """Return the biggest fit of a picture (width, height; px) in so many cells."""
    # Both were imported before the application took the terminal; here it is a look-up.
    from textual_image.renderable import HalfcellImage, Image, UnicodeImage

    cell = cell_size()
    width, height = size_px
    scale = min(max(1, columns) * cell.width / width, max(1, rows) * cell.height / height)
    wide = max(1, round(width * scale / cell.width))
    tall = max(1, round(height * scale / cell.height))
    across, down = {HalfcellImage: (1, 2), UnicodeImage: (1, 1)}.get(Image, (cell.width, cell.height))
    return Fit(wide, tall, wide * across, tall * down)


class PictureView(Horizontal):
    """One picture, or two side by side; hidden until it is given some."""

    def show(self, *pictures: tuple[str, bytes, Fit]) -> None:
        """Show pictures (what it is, PNG, how big) in place of what was shown."""
        self.hide()
        self.mount(*[_Framed(*picture) for picture in pictures])
        self.add_class("shown")

    def hide(self) -> None:
        """Show nothing and let go of the pixels."""
        self.remove_children()
        self.remove_class("shown")

    @property
    def is_shown(self) -> bool:
        """Tell whether a picture is seen."""
        return self.has_class("shown")


class _Framed(Vertical):
    def __init__(self, words: str, data: bytes, fit: Fit) -> None:
        super().__init__()
        self._words, self._data, self._fit = words, data, fit

    def compose(self) -> ComposeResult:
        yield Label(self._words, markup=False)
        yield drawn(self._data, self._fit)


def drawn(data: bytes, fit: Fit) -> Widget:
    """Return a picture (PNG) as a widget of this size."""
    from textual_image.widget import Image

    image = Image(io.BytesIO(data))
    image.styles.width, image.styles.height = fit.columns, fit.rows
    return image
