"""The sentence for each code, once for all faces of the program.

They are loaded when the first is asked for: the lock of the terminal needs the languages alone.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consentkit.wording.sentences import (
        checkup_sentence,
        cure_of,
        day_in_language,
        fact_in_words,
        in_words,
        need_sentence,
        scene_sentence,
        sentence_of,
        sentence_of_error,
    )

__all__ = [
    "checkup_sentence",
    "cure_of",
    "day_in_language",
    "fact_in_words",
    "in_words",
    "need_sentence",
    "scene_sentence",
    "sentence_of",
    "sentence_of_error",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(importlib.import_module("consentkit.wording.sentences"), name)
    raise AttributeError(name)
