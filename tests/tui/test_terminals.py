"""The terminal is asked before the application takes it, in a process of its own as at a real start."""

import subprocess
import sys

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
