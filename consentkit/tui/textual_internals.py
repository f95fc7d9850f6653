"""All that is used of Textual, Rich and textual-image without being their public interface, in one place.

Read it again before another major version of one of them is allowed.
"""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any

# Every terminal answers this one; longer than 0.1 s only where the machine is busy.
_ANSWER_SECONDS = 0.3

if TYPE_CHECKING:
    # The terminal is asked for its cells before Textual is loaded.
    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.driver import Driver


def bindings_of_class(kind: "type[DOMNode]") -> "dict[str, list[Binding]] | None":
    """Return the bindings of a class by key, as Textual gathered them; `None` before it has."""
    merged = kind._merged_bindings
    return None if merged is None else merged.key_to_bindings


def bindings_of(node: "DOMNode") -> "dict[str, list[Binding]]":
    """Return the bindings of a node by key: its own copy, which may be written to."""
    return node._bindings.key_to_bindings


def rebind(node: "DOMNode", bindings: "dict[str, list[Binding]]") -> None:
    """Replace some bindings of a node; its other keys stay."""
    node._bindings.key_to_bindings = node._bindings.key_to_bindings | bindings


def cell_size() -> Any:
    """Return how big a cell of the terminal is (`width`, `height`; px). Asks the terminal the first time."""
    from textual_image._terminal import get_cell_size

    return get_cell_size()


def cells_taken(text: str) -> int | None:
    """Return how many cells the terminal takes for a short text; `None` where it does not say."""
    from textual_image._terminal import TerminalError, capture_terminal_response

    terminal = sys.__stdout__
    if terminal is None or not terminal.isatty():
        return None
    try:
        with capture_terminal_response("\x1b[", "R", _ANSWER_SECONDS) as answer:
            # Write it, ask where that leads to, and wipe it away.
            terminal.write(f"\r{text}\x1b[6n\r\x1b[K")
            terminal.flush()
        return int(answer.sequence[:-1].rpartition(";")[2]) - 1
    except (TerminalError, TimeoutError, ValueError):
        return None


def give_signs_cells() -> None:
    """Count a cell for each sign that stands beside its letter, where Rich 15 counts none."""
    from rich import _unicode_data, cells

    table = _unicode_data.load()
    table = table._replace(widths=tuple(_with_cells_for_signs(table.widths)))
    vars(cells)["load_cell_table"] = lambda _unicode_version="auto": table
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


def _with_cells_for_signs(widths: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    for first, last, cells in widths:
        if cells:
            yield first, last, cells
            continue
        for is_sign, codes in groupby(range(first, last + 1), _is_sign):
            run = list(codes)
            yield run[0], run[-1], int(is_sign)


def _is_sign(code: int) -> bool:
    return unicodedata.category(chr(code)) == "Mc"


def outlasting(kind: "type[Driver]") -> "type[Driver]":
    """Return a driver that ends with the application when its terminal's window is closed.

    The thread of textual 8.2.8 that writes ends at the first write to a window that is gone, and the
    application waits for ever for it to take the next. The system also wakes whom it hangs up on (SIGCONT),
    and the driver would begin to draw again, with a second such thread.
    """

    class Outlasting(kind):  # type: ignore[misc, valid-type]  # the driver is this system's
        def __init__(self, *given: Any, **options: Any) -> None:
            super().__init__(*given, **options)
            if file := vars(self).get("_file"):
                self._file = _OutlastingFile(file)

        def resume_application_mode(self) -> None:
            if os.isatty(self._file.fileno()):
                super().resume_application_mode()

    return Outlasting


class _OutlastingFile:
    """A terminal to write to; what is written after its window is gone goes nowhere."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()
