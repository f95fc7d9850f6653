"""What this terminal can show of a picture and of a script, asked before the application takes it."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from consentkit.tui.textual_internals import cell_size, cells_taken, give_signs_cells

_NEEDED_TO_ASK = ("rich.console", "PIL.Image")
_LETTER_AND_SIGN = "\u1780\u17b6"
"""A Khmer letter and the vowel that stands beside it."""


@contextmanager
def asking_terminal() -> Iterator[None]:
    """Ask while something else is done: a terminal that knows no answer is waited for, 0.1 s a question."""
    # Loaded by both: first, so that the waiting begins at once and nothing waits after it.
    for module in _NEEDED_TO_ASK:
        importlib.import_module(module)
    asking = Thread(target=ask_terminal)
    asking.start()
    try:
        yield
    finally:
        asking.join()


def ask_terminal() -> None:
    """Load textual-image, which asks the terminal when it is loaded, without numpy.

    numpy would be a fifth of the time to the first screen, and draws no faster here: 0.3 s without it and
    0.4 s with it for 640 by 480 px as sixels (textual-image 0.12, measured 2026-11-21).
    """
    is_absent = "numpy" not in sys.modules
    if is_absent:
        sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("textual_image.renderable")
        # How big a cell is; asked later, the answer would arrive as keys in the application.
        cell_size()
    finally:
        if is_absent:
            del sys.modules["numpy"]
    count_signs_as_terminal()


def count_signs_as_terminal() -> None:
    """Make Khmer and Burmese lines as long as this terminal draws them.

    Signs that stand beside their letter take a cell of their own in some terminals (tmux 3.3a), and none in
    others. Counted otherwise than they are drawn, the end of a line is lost, or that of an older one stays.
    """
    if cells_taken(_LETTER_AND_SIGN) == len(_LETTER_AND_SIGN):
        give_signs_cells()
