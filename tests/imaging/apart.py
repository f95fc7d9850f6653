"""Networks at work in a process of their own: hundreds of megabytes, which go when a module of tests ends."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def apart(function: Callable[_Given, _Answer], *args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
    """Return what a function of a module returns, or raise what it raises; called in the other process.

    What a test patched is as it was there.
    """
    return _process().submit(function, *args, **kwargs).result()


def end_apart() -> None:
    """End the process where one runs; the next call starts another."""
    if _process.cache_info().currsize:
        _process().shutdown()
        _process.cache_clear()


@lru_cache(maxsize=1)
def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))
