"""One thing in a picture's file that its pixels do not need."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from consentkit.domain.pictures.images import Leak


@dataclass(frozen=True)
class Block:
    """Something that is told and refused: what it is, where in the file it stands, and its own bytes."""

    leak: Leak
    where: str
    content: bytes = b""


Blocks = Iterator[Block]
Walker = Callable[[bytes], Blocks]
"""Yields each block of a file, to its last byte. Raises Damaged where it cannot be followed.

A walker has a list of what the pixels of its format need. Everything else is a block: a kind that nobody has
thought of is never left out.
"""
