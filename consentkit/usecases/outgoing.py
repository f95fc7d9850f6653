"""A file that goes to a person: to a disk, or down to a browser."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outgoing:
    """A file to give away. `name` tells nothing of anybody; what becomes of it is for who asked."""

    name: str
    data: bytes
