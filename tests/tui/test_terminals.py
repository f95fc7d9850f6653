"""The terminal is asked before the application takes it, in a process of its own as at a real start."""

import os
import subprocess
import sys

import pytest

_CODE = """
import sys
from consentkit.tui.terminals import ask_terminal
ask_terminal()
assert "textual_image.renderable" in sys.modules
assert "numpy" not in sys.modules
import numpy
assert numpy.array([1]).sum() == 1
"""


def test_asking_the_terminal_loads_no_numpy_and_leaves_it_to_be_loaded():
    subprocess.run([sys.executable, "-c", _CODE], check=True)


def test_numpy_that_is_there_already_stays():
    code = "import numpy, sys; from consentkit.tui.terminals import ask_terminal; ask_terminal()"
    code += "; assert sys.modules['numpy'] is numpy"
    subprocess.run([sys.executable, "-c", code], check=True)


_COUNTED = """
import sys
from consentkit.tui.terminals import count_signs_as_terminal
count_signs_as_terminal()
from rich.cells import cell_len, chop_cells
texts = "\u1780\u17b6", "\u1780\u17b7", "\u1019\u102c", "\u0e44\u0e17\u0e22\u4e2d"
print(*map(cell_len, texts), max(map(len, chop_cells(texts[0] * 20, 10))), file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        # The vowel beside its letter has its own cell, the one above it never has; no other script changes.
        ("\x1b[12;3R", "2 1 2 5 10\n"),
        ("\x1b[12;2R", "1 1 1 5 20\n"),
        # Keys that were pressed meanwhile.
        ("x", "1 1 1 5 20\n"),
    ],
)
def test_signs_beside_a_letter_are_counted_as_the_terminal_draws_them(answer, counted):
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", _COUNTED], stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True
    ) as process:
        os.close(theirs)
        shown = b""
        while b"\x1b[6n" not in shown:
            shown += os.read(ours, 100)
        os.write(ours, answer.encode())
        assert process.communicate()[1] == counted
    os.close(ours)
