"""Lines: sentences below each other, each with what it opens."""

from dataclasses import dataclass
from typing import Generic, TypeVar

A = TypeVar("A")


@dataclass(frozen=True)
class PageLine(Generic[A]):
    """One sentence. `open` is what opens it in a face: an act in a terminal, a link on a web page.

    `more` stands below, quieter; `invitation` says what opening it is for. A `heading` opens nothing.
    """

    words: str
    open: A | None = None
    look: str = ""
    more: str = ""
    invitation: str = ""
