"""A file that a person gives: from a disk, an upload or a camera."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Incoming:
    """A file to take in. `name` is said back to who gave it and never kept; `read` gives its bytes.

    `read` raises InvalidInput (file-not-found) where there is nothing to read.
    """

    name: str
    read: Callable[[], bytes]
