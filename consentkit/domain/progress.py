"""How long work tells where it is, and how it is stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from consentkit.domain.errors import Stopped


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


@contextmanager
def stopping(watch: Watcher) -> Iterator[Watcher]:
    """Give a watcher to work with; raises Stopped (done, total) after its last step where `watch` cancels."""
    last = Step(0, 0, "")

    def noted(step: Step) -> None:
        nonlocal last
        last = step
        watch(step)

    try:
        yield noted
    except Cancelled:
        raise Stopped("stopped", done=last.done, total=last.total) from None
