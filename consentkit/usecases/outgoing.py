"""What goes to a person: a file, or a folder of them, to a disk or down to a browser."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Outgoing:
    """A file to give away. `name` tells nothing of anybody; what becomes of it is for who asked."""

    name: str
    data: bytes


class NewFolder(Protocol):
    """A folder to give away. Nobody has it before `finish`, and nothing of it stays without."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file."""

    def read(self, name: str) -> bytes:
        """Return a file as it lies there."""

    def names(self) -> frozenset[str]:
        """Return the name of everything that lies there."""

    def finish(self) -> None:
        """Give the folder away. Raises Conflict where its name was taken meanwhile."""
