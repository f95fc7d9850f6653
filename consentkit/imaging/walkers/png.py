"""A PNG: its header, its palette where it has one, its pixels and its end are needed. Nothing else is."""

import re
import zlib

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import Damaged, png_chunks, png_length
from consentkit.imaging.formats.deflate import inflated_length
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.exif import exif_blocks
from consentkit.imaging.walkers.spare_bits import are_odd_pieces, has_filling, inflated

_LEAKS = {
    b"zTXt": Leak.COMMENT,
    b"tEXt": Leak.COMMENT,
    b"iTXt": Leak.COMMENT,
    b"iCCP": Leak.COLOUR_PROFILE,
    b"sRGB": Leak.COLOUR_PROFILE,
    b"gAMA": Leak.COLOUR_PROFILE,
    b"cHRM": Leak.COLOUR_PROFILE,
    b"cICP": Leak.COLOUR_PROFILE,
    b"acTL": Leak.OTHER_FRAMES,
    b"fcTL": Leak.OTHER_FRAMES,
    b"fdAT": Leak.OTHER_FRAMES,
}
_TEXT_LEAKS = (
    (b"XML:com.adobe.xmp", Leak.XMP),
    (b"Raw profile type xmp", Leak.XMP),
    (b"Raw profile type exif", Leak.EXIF),
    (b"Raw profile type APP1", Leak.EXIF),
    (b"Raw profile type iptc", Leak.IPTC),
    (b"Raw profile type icc", Leak.COLOUR_PROFILE),
)
_PROFILE = re.compile(rb"Raw profile type \w+\0\n[^\n]*\n *(\d{1,9})\n([0-9a-fA-F\s]*)")
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_IHDR_LENGTH = 13
# PNG, third edition, 11.2.1: samples of a pixel by colour type; 3 is the palette's.
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE = 3
_ONE_COLOUR, _BYTE_BITS = {0: 2, 2: 6}, 8
# The same, 8.2: (left, top, step across, step down) of the seven passes of an interlaced picture.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_STEP_BYTES = 1 << 20


def png_blocks(data: bytes) -> Blocks:
    """Yield what a PNG holds beside its header, palette and pixels."""
    chunks = list(png_chunks(data))
    header = _header(chunks[0][0], chunks[0][1])
    seen: set[bytes] = set()
    for name, content, _ in chunks[1:]:
        if not _is_needed(name, content, header, seen):
            yield from _beside(name, content)
        seen.add(name)
    pieces = [content for name, content, _ in chunks if name == b"IDAT"]
    yield from _behind_pixels(b"".join(pieces), header)
    if are_odd_pieces([len(one) for one in pieces]) or _has_filling(b"".join(pieces), header):
        yield Block(Leak.UNKNOWN_BLOCK, "PNG pixels")
    length = png_length(data)
    if length != len(data):
        yield Block(Leak.TRAILING_BYTES, "after the picture", data[length:])


def _header(name: bytes, content: bytes) -> bytes:
    if name != b"IHDR" or len(content) != _IHDR_LENGTH or content[9] not in _SAMPLES:
        raise Damaged
    return content


def _is_needed(name: bytes, content: bytes, header: bytes, seen: set[bytes]) -> bool:
    colour_type, bits = header[9], header[8]
    if name == b"IDAT":
        return True
    if name in seen:
        return False
    if name == b"PLTE":
        return colour_type == _PALETTE and len(content) % 3 == 0 and len(content) <= 3 << bits
    if name == b"tRNS":
        # One colour, which is written in more bits than the samples have.
        is_sample = not any(content[0::2]) and bits <= _BYTE_BITS
        return (
            len(content) <= 1 << bits
            if colour_type == _PALETTE
            else (is_sample and len(content) == _ONE_COLOUR.get(colour_type))
        )
    return name == b"IEND" and not content


def _beside(name: bytes, content: bytes) -> Blocks:
    where = f"PNG {name.decode('latin-1')}"
    if name == b"eXIf":
        yield from exif_blocks(content, where)
    elif name in _TEXTS:
        leak = next((leak for key, leak in _TEXT_LEAKS if content.startswith(key)), Leak.COMMENT)
        text = _unpacked_text(name, content)
        block = _from_digits(text)
        if leak is Leak.EXIF and block is not None:
            yield from exif_blocks(block, where)
        else:
            yield Block(leak, where, text if block is None else block)
    else:
        yield Block(_LEAKS.get(name, Leak.UNKNOWN_BLOCK), where, content)


def _unpacked_text(name: bytes, content: bytes) -> bytes:
    """Return a text as its key, a zero and its words; one that cannot be unpacked stays as it is."""
    key, _, rest = content.partition(b"\x00")
    is_packed = name == b"zTXt"
    if name == b"iTXt":
        is_packed = rest[:1] == b"\x01"
        # Two bytes of how it is packed, then language and translated key, each ended by a zero.
        rest = rest[2:].split(b"\x00", 2)[-1]
    elif is_packed:
        rest = rest[1:]
    if not is_packed:
        return key + b"\x00" + rest
    try:
        return key + b"\x00" + zlib.decompressobj().decompress(rest, _STEP_BYTES)
    except zlib.error:
        return content


def _from_digits(text: bytes) -> bytes | None:
    """Return a block that stands as digits in a text, behind a line of its kind and one of its length."""
    found = _PROFILE.fullmatch(text)
    if found is None:
        return None
    digits = found.group(2).translate(None, b" \t\r\n").decode()
    return bytes.fromhex(digits) if len(digits) == 2 * int(found.group(1)) else None


def _behind_pixels(packed: bytes, header: bytes) -> Blocks:
    """Yield what the pixels' own stream holds beyond the picture's size: rows cut off, or bytes behind."""
    wanted = _unpacked_length(header)
    size, is_ended, behind = inflated_length(packed, wanted)
    if size > wanted or not is_ended or behind:
        yield Block(Leak.UNKNOWN_BLOCK, "PNG IDAT", behind)


def _has_filling(packed: bytes, header: bytes) -> bool:
    """Tell whether rows end in bits of no pixel; where pixels come in passes it is not looked."""
    width, bits = int.from_bytes(header[:4], "big"), _SAMPLES[header[9]] * header[8]
    row_bytes = -(-width * bits // 8)
    if header[12] or row_bytes * 8 == width * bits:
        return False
    return has_filling(inflated(packed, _unpacked_length(header)), row_bytes, width * bits)


def _unpacked_length(header: bytes) -> int:
    """Return how many bytes the pixels take: each row has one byte more, which says how it is filtered."""
    width, height = (int.from_bytes(header[at : at + 4], "big") for at in (0, 4))
    pixel_bits = _SAMPLES[header[9]] * header[8]
    passes = _PASSES if header[12] else ((0, 0, 1, 1),)
    total = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + -(-columns * pixel_bits // 8))
    return total
