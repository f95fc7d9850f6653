"""The words that a reader of a document sees, one after the other: headings, paragraphs, items of lists."""

from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a piece of text is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"


MAX_LEVEL = 6
"""Of headings, as HTML has them."""


class Block(NamedTuple):
    """One piece of text; `level` is that of a heading, from one, and nought for anything else.

    A line end in `text` is one that the writer put there.
    """

    kind: BlockKind
    level: int
    text: str
