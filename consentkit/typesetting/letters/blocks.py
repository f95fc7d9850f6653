"""From the blocks of a letter to groups of pieces: what must stand together does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from consentkit.typesetting.letters.people_rows import people_rows
from consentkit.typesetting.letters.pieces import Group, Piece
from consentkit.typesetting.letters.setters import Setter
from consentkit.typesetting.letters.signing_blocks import signatures, write_in
from consentkit.typesetting.letters.text_blocks import heading, points, running_text, table

# What a person fills in: it stands on one page with what it answers.
_ANSWERED = Choices | WriteIn | Signature


def groups_of(setter: Setter, text: LetterText) -> list[Group]:
    """Return the letter's blocks as groups, in reading order."""
    return [group_of(setter, blocks) for blocks in signed_together(text.blocks)]


def signed_together(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Keep signatures with what stands before them: nobody signs an empty page."""
    joined: list[tuple[Block, ...]] = []
    for group in together(blocks):
        if joined and all(isinstance(block, Signature) for block in group):
            joined[-1] += group
        else:
            joined.append(group)
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
            return people_rows(setter, block, width) if block.columns else table(setter, block, width)


def group_of(setter: Setter, blocks: tuple[Block, ...]) -> Group:
    """Return the group of blocks that `together` gave."""

    def made(width: float) -> list[Piece]:
        pieces = [
            replace(piece, block=place)
            for place, part in enumerate(_parts(blocks))
            for piece in _pieces_of_part(setter, part, width)
        ]
        return _held(pieces) if any(isinstance(block, _ANSWERED) for block in blocks) else pieces

    return made


def _parts(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Return each block by itself, and the signatures two by two, which stand beside each other."""
    signing = tuple(block for block in blocks if isinstance(block, Signature))
    alone = [(block,) for block in blocks if not isinstance(block, Signature)]
    return [*alone, *(signing[at : at + 2] for at in range(0, len(signing), 2))]


def _pieces_of_part(setter: Setter, part: tuple[Block, ...], width: float) -> list[Piece]:
    signing = [block for block in part if isinstance(block, Signature)]
    return signatures(setter, signing, width) if signing else pieces_of(setter, part[0], width)


def _held(pieces: Sequence[Piece]) -> list[Piece]:
    return [*(replace(piece, holds_next=True) for piece in pieces[:-1]), *pieces[-1:]]
