"""How long work tells where it is, and how it is stopped."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """About to do item `done + 1` of `total`; `item` is a record's code."""

    done: int
    total: int
    item: str


Watcher = Callable[[Step], None]
"""Called before each item; raise `Cancelled` to stop there."""


class Cancelled(Exception):
    """Raised by a watcher to stop long work before its next item."""


def unwatched(step: Step) -> None:
    """Watch nothing."""
