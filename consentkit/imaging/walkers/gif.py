"""A GIF: one frame, with its palette and when it is shown, is needed. Nothing else is."""

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import Damaged, GifPart, gif_parts
from consentkit.imaging.formats.gif_codes import BrokenCodes, lzw_length
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.spare_bits import are_uneven

# GIF89a, 23 to 26: extensions by label.
_PLAIN_TEXT, _CONTROL, _COMMENT, _APPLICATION = 0x01, 0xF9, 0xFE, 0xFF
_LEAKS = {_COMMENT: Leak.COMMENT}
_NAMES = {_PLAIN_TEXT: "plain text", _COMMENT: "comment", _APPLICATION: "application"}
_CONTROL_LENGTH = 4
# GIF89a, 18 and 23: a pixel's shape is 0 or 49 where it is square; three bits of a control are free.
_SQUARE = frozenset({0, 49})
_HAS_PALETTE, _IS_SEEN_THROUGH, _FREE_BITS = 0x80, 0x01, 0xE0
_FREE_FRAME_BITS, _SORTED, _ASKS, _WAYS = 0x38, 0x08, 0x02, 0x1C
_LAST_WAY = 3
_NO_COLOUR = frozenset({0, 0x1F, 0xFF})
"""What programs write for a colour that is not there; 31 is ffmpeg's."""


def gif_blocks(data: bytes) -> Blocks:
    """Yield what a GIF holds beside its first frame, with at most one control block before each."""
    canvas = tuple(int.from_bytes(data[at : at + 2], "little") for at in (6, 8))
    frames, control, is_shared = 0, None, False
    for part in gif_parts(data):
        end = part.end
        if part.label is None:
            frames += 1
            control = None
            is_shared = is_shared or not part.has_palette
            yield from _frame(part, frames)
            if part.corner != (0, 0) or part.size != canvas:
                yield Block(Leak.UNKNOWN_BLOCK, "GIF frame")
        elif part.label == _CONTROL and control is None and _is_control(part.content):
            control = part
        else:
            yield _extension(part.label, part.content)
    if not frames:
        raise Damaged
    if data[10] & 0x80 and not is_shared:
        yield Block(Leak.UNKNOWN_BLOCK, "GIF palette", data[13 : 13 + (6 << (data[10] & 7))])
    if _says_more(data):
        yield Block(Leak.UNKNOWN_BLOCK, "GIF screen", data[11:13])
    if control is not None:
        yield _extension(_CONTROL, control.content)
    # The trailer is one byte.
    if end + 1 != len(data):
        yield Block(Leak.TRAILING_BYTES, "after the picture", data[end + 1 :])


def _says_more(data: bytes) -> bool:
    """Tell whether the screen names a colour that it does not have, or a shape of pixels that none have."""
    colours = 2 << (data[10] & 7) if data[10] & _HAS_PALETTE else 0
    if data[10] & _SORTED:
        return True
    return (data[11] >= colours and data[11] not in _NO_COLOUR) or data[12] not in _SQUARE


def _is_control(content: bytes) -> bool:
    """Tell whether a control block holds its four bytes, and no colour to see through where there is none."""
    if len(content) != _CONTROL_LENGTH or content[0] & (_FREE_BITS | _ASKS):
        return False
    if (content[0] & _WAYS) >> 2 > _LAST_WAY:
        return False
    return bool(content[0] & _IS_SEEN_THROUGH) or content[3] in _NO_COLOUR


def _frame(part: GifPart, number: int) -> Blocks:
    try:
        pixels, used = lzw_length(part.content, part.least_bits)
    except BrokenCodes:
        raise Damaged from None
    if are_uneven(part.pieces) or part.flags & _FREE_FRAME_BITS:
        yield Block(Leak.UNKNOWN_BLOCK, "GIF frame")
    if number > 1:
        yield Block(Leak.OTHER_FRAMES, "GIF", part.content)
    if used != len(part.content) or pixels != part.size[0] * part.size[1]:
        yield Block(Leak.UNKNOWN_BLOCK, "GIF pixels", part.content[used:])


def _extension(label: int, content: bytes) -> Block:
    leak = Leak.XMP if content.startswith(b"XMP DataXMP") else _LEAKS.get(label, Leak.UNKNOWN_BLOCK)
    return Block(leak, f"GIF {_NAMES.get(label, f'{label:02X}')}", content)
