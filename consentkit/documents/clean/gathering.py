"""Gathers what a reader sees into blocks. Runs only in the document reader's process."""

import re

from consentkit.domain.words.blocks import MAX_LEVEL, Block, BlockKind

# Tags, operators and overrides that nobody sees and that spell or turn round; of other unseen signs, which
# Thai, Khmer and Burmese are written with, one stays of several.
_SPELLING = re.compile("[\u202a-\u202e\u2061-\u2064\U000e0000-\U000e007f\U000e0100-\U000e01ef]")
_UNSEEN = re.compile("([\u200b-\u200d\u2060\ufeff])[\u200b-\u200d\u2060\ufeff]+")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile("[ \t\u00a0]+")


def tidy(text: str) -> str:
    """Return words without what nobody sees, with one space for several."""
    text = _CONTROLS.sub(" ", _UNSEEN.sub(r"\1", _SPELLING.sub("", text)))
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


class Gathered:
    """Blocks as they come: `say` adds to the one that is open, `end` closes it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._kind, self._level = BlockKind.PARAGRAPH, 0

    def begin(self, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        """Close the block before, and begin one."""
        self.end()
        self.become(kind, level)

    def become(self, kind: BlockKind, level: int = 0) -> None:
        """Say of the open block what it is."""
        self._kind, self._level = kind, min(level, MAX_LEVEL)

    def say(self, words: str) -> None:
        """Add words to the open block."""
        self._pieces.append(words)

    def end(self) -> None:
        """Close the open block; one without words is none."""
        text = tidy("".join(self._pieces))
        if text:
            self.blocks.append(Block(self._kind, self._level, text))
        self._pieces.clear()
        self.become(BlockKind.PARAGRAPH)
