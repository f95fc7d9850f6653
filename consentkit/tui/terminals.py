"""What this terminal can show of a picture, asked before the application takes it."""

import importlib
import sys
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module that is loaded when something of it is first used."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


def ask_terminal() -> None:
    """Load textual-image, which asks the terminal when it is loaded, without the numpy that it uses later.

    numpy would be a fifth of the time to the first screen (textual-image 0.12 to 0.14).
    """
    is_absent = "numpy" not in sys.modules
    if is_absent:
        sys.modules["numpy"] = _Later("numpy")
    try:
        importlib.import_module("textual_image.renderable")
    finally:
        if is_absent:
            del sys.modules["numpy"]
