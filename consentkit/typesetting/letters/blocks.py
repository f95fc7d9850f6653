"""From the blocks of a letter to groups of pieces: what must stand together does."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from consentkit.domain.letters.letters import (
    Block,
    Choices,
    Heading,
    LetterText,
    Paragraph,
    Points,
    Rows,
    Signature,
    WriteIn,
)
from consentkit.typesetting.letters.choice_blocks import choices
from consentkit.typesetting.letters.pieces import Group, Piece
from consentkit.typesetting.letters.setters import Setter
from consentkit.typesetting.letters.signing_blocks import signatures, write_in
from consentkit.typesetting.letters.text_blocks import heading, points, running_text, table


def groups_of(setter: Setter, text: LetterText) -> list[Group]:
    """Return the letter's blocks as groups, in reading order."""
    return [group_of(setter, blocks) for blocks in _signed(together(text.blocks))]


def _signed(groups: Iterable[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """Keep signatures with what stands before them: nobody signs an empty page."""
    joined: list[tuple[Block, ...]] = []
    for blocks in groups:
        if joined and all(isinstance(block, Signature) for block in blocks):
            joined[-1] += blocks
        else:
            joined.append(blocks)
    return joined


def together(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Give the blocks that share a group: a title with what follows, a question with its ticks or lines."""
    group: list[Block] = []
    for block, following in pairwise((*blocks, None)):
        if block is None:
            continue
        group.append(block)
        if following is None or not _holds(group, block, following):
            yield tuple(group)
            group = []


def _holds(group: Sequence[Block], block: Block, following: Block) -> bool:
    if isinstance(block, Heading):
        return True
    if isinstance(block, Paragraph):
        return isinstance(following, Choices | WriteIn)
    if isinstance(block, Choices | WriteIn):
        # A question's other lines, such as the name that stands for someone.
        return isinstance(following, WriteIn)
    return isinstance(block, Signature) and isinstance(following, Signature) and len(group) == 1


def pieces_of(setter: Setter, block: Block, width: float) -> list[Piece]:  # noqa: PLR0911 - one a kind
    """Return one block's pieces at a width."""
    match block:
        case Heading():
            return heading(setter, block, width)
        case Paragraph():
            return running_text(setter, block, width)
        case Points():
            return points(setter, block, width)
        case Choices():
            return choices(setter, block, width)
        case WriteIn():
            return write_in(setter, block, width)
        case Signature():
            return signatures(setter, (block,), width)
        case Rows():
            return table(setter, block, width)


def group_of(setter: Setter, blocks: tuple[Block, ...]) -> Group:
    """Return the group of blocks that `together` gave."""
    signing = tuple(block for block in blocks if isinstance(block, Signature))

    def made(width: float) -> list[Piece]:
        others = [
            piece for block in blocks if block not in signing for piece in pieces_of(setter, block, width)
        ]
        pairs = (signing[at : at + 2] for at in range(0, len(signing), 2))
        return [*others, *(piece for pair in pairs for piece in signatures(setter, pair, width))]

    return made
