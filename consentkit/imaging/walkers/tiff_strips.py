"""Tell whether a strip of a TIFF holds more than its pixels."""

import io
import struct

from PIL import Image

from consentkit.imaging.formats.containers import Damaged
from consentkit.imaging.formats.deflate import inflated_length

# TIFF 6.0 and Adobe's notes, tag 259: none, LZW, Deflate (two numbers), PackBits.
_NONE, _LZW, DEFLATES, _PACK_BITS = 1, 5, frozenset({8, 32946}), 32773
_TAIL_BYTES = 8
"""Every code stands for a byte at least, so a strip without its last eight bytes lacks some."""


def is_followed(compression: int) -> bool:
    """Tell whether strips so packed can be followed to their end; a fax's and a JPEG's are not."""
    return compression in {_NONE, _LZW, _PACK_BITS} | DEFLATES


def has_slack(packed: bytes, compression: int, rows: int, row_bytes: int) -> bool:
    """Tell whether a strip of so many rows goes on where its pixels have ended."""
    if compression == _NONE:
        return len(packed) != rows * row_bytes
    if compression in DEFLATES:
        return not _ends_with(packed, rows * row_bytes)
    return len(packed) > _TAIL_BYTES and _decodes(packed[:-_TAIL_BYTES], compression, rows, row_bytes)


def _ends_with(packed: bytes, wanted: int) -> bool:
    try:
        size, is_ended, behind = inflated_length(packed, wanted)
    except Damaged:
        return False
    return is_ended and size == wanted and not behind


def _decodes(packed: bytes, compression: int, rows: int, row_bytes: int) -> bool:
    """Tell whether a strip decodes as it is, its bytes being those of a grey picture."""
    tags = [
        (256, row_bytes), (257, rows), (258, 8), (259, compression), (262, 1), (273, 8), (277, 1),
        (278, rows), (279, len(packed)),
    ]  # fmt: skip
    start = 8 + 2 + 12 * len(tags) + 4
    values = dict(tags) | {273: start}
    listed = b"".join(struct.pack("<HHII", tag, 4, 1, values[tag]) for tag, _ in tags)
    whole = b"II*\x00" + struct.pack("<IH", 8, len(tags)) + listed + struct.pack("<I", 0) + packed
    try:
        with Image.open(io.BytesIO(whole), formats=("TIFF",)) as image:
            image.load()
    except Exception:  # noqa: BLE001  whatever it says, it did not decode
        return False
    return True
