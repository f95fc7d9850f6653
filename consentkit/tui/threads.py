"""Threads in which work speaks as the screen that began it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class ContextThreads(ThreadPoolExecutor):
    """Runs each piece of work in a copy of the context in which it was handed in.

    Textual's thread workers run in the loop's executor, whose threads begin in an empty context (textual
    8.2.8, `Worker._run_threaded`).
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run it, with what its caller speaks."""
        return super().submit(copy_context().run, partial(fn, *args, **kwargs))
