"""What the document reader passes on inside its process."""

from collections.abc import Callable
from dataclasses import dataclass

from consentkit.domain.words.drafts import DraftFormat, Holds, Location

Take = Callable[[], bytes]
"""Gives a picture as a file that the decoder opens; may raise anything, as hostile files do."""


@dataclass(frozen=True)
class Found:
    """One thing in a document: where, what, and how to get it where it is a picture."""

    location: Location
    position: int
    holds: Holds
    take: Take | None = None
    words: tuple[str, ...] = ()
    """What of it can be listed for a person to read."""


@dataclass(frozen=True)
class Opened:
    """A document that was looked into: its kind, its pages, and everything that is no text."""

    format: DraftFormat
    pages: int
    parts: tuple[Found, ...]
    has_words: bool = True
    """`False` where it is known that not one letter or digit stands in what is read of it."""
