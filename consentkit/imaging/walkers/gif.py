"""A GIF: one frame, with its palette and when it is shown, is needed. Nothing else is."""

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import Damaged, GifPart, gif_parts
from consentkit.imaging.formats.gif_codes import BrokenCodes, lzw_length
from consentkit.imaging.walkers.blocks import Block, Blocks

# GIF89a, 23 to 26: extensions by label.
_PLAIN_TEXT, _CONTROL, _COMMENT, _APPLICATION = 0x01, 0xF9, 0xFE, 0xFF
_LEAKS = {_COMMENT: Leak.COMMENT}
_NAMES = {_PLAIN_TEXT: "plain text", _COMMENT: "comment", _APPLICATION: "application"}
_CONTROL_LENGTH = 4


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
        elif part.label == _CONTROL and len(part.content) == _CONTROL_LENGTH and control is None:
            control = part
        else:
            yield _extension(part.label, part.content)
    if not frames:
        raise Damaged
    if data[10] & 0x80 and not is_shared:
        yield Block(Leak.UNKNOWN_BLOCK, "GIF palette", data[13 : 13 + (6 << (data[10] & 7))])
    if control is not None:
        yield _extension(_CONTROL, control.content)
    # The trailer is one byte.
    if end + 1 != len(data):
        yield Block(Leak.TRAILING_BYTES, "after the picture", data[end + 1 :])


def _frame(part: GifPart, number: int) -> Blocks:
    try:
        pixels, used = lzw_length(part.content, part.least_bits)
    except BrokenCodes:
        raise Damaged from None
    if number > 1:
        yield Block(Leak.OTHER_FRAMES, "GIF", part.content)
    if used != len(part.content) or pixels != part.size[0] * part.size[1]:
        yield Block(Leak.UNKNOWN_BLOCK, "GIF pixels", part.content[used:])


def _extension(label: int, content: bytes) -> Block:
    leak = Leak.XMP if content.startswith(b"XMP DataXMP") else _LEAKS.get(label, Leak.UNKNOWN_BLOCK)
    return Block(leak, f"GIF {_NAMES.get(label, f'{label:02X}')}", content)
