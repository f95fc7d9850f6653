"""Notice damage in a PDF, which carries no checksum of its own: its compressed parts do. Runs only in the
document reader's process.
"""

import base64
import re
import zlib
from typing import Any

from consentkit.imaging.opening.decoding import Refusal

# Ten times the largest file that is opened: honest documents hold pictures, which hardly unpack at all.
MAX_UNPACKED_BYTES = 500 * 1000 * 1000
# A line's end behind the last row.
_FILLING = 2
_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/Filter\s*\[?\s*((?:/\w+\s*)+)")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_IMAGES = (re.compile(rb"/Subtype\s*/Image\b"), re.compile(rb"/BitsPerComponent\b"))
_PREDICTED = re.compile(rb"/DecodeParms\s*\[?\s*<<[^<>]*>>")
"""How pixels are packed has words of a picture in it."""

_MASKS = re.compile(rb"/S?Mask\s+(\d+\s+\d+)\s+R")
# Bytes; an honest dictionary before a stream has hundreds. Unpacking goes in steps of 1 MiB, so that a
# bomb is noticed before it fills the memory.
_LONGEST_DICTIONARY = 20_000
_STEP_BYTES = 1 << 20


def check_pdf(data: bytes) -> bool:
    """Tell whether bytes follow a compressed part that do not belong to it.

    Refuse a PDF whose table of contents is not where it says, or whose compressed parts are damaged: its
    readers mend both in silence, and leave out what they cannot read.
    """
    starts = _START.findall(data)
    if not starts or not _TABLE.match(data[int(starts[-1]) : int(starts[-1]) + 40]):
        raise Refusal("draft-damaged")
    left, has_more = MAX_UNPACKED_BYTES, False
    for found in _STREAM.finditer(data):
        if data[max(0, found.start() - 3) : found.start()] == b"end":
            continue
        filters = _filters(data, found.start())
        if filters[:1] == ["FlateDecode"] or filters[:2] == ["ASCII85Decode", "FlateDecode"]:
            end = data.find(b"endstream", found.end())
            size, behind = _unpacked(data[found.end() : end], filters[0] == "ASCII85Decode", left)
            left, has_more = left - size, has_more or behind
    return has_more


def _filters(data: bytes, at: int) -> list[str]:
    start = data.rfind(b" obj", max(0, at - _LONGEST_DICTIONARY), at)
    found = _FILTERS.search(data, max(0, start), at)
    return [name.decode() for name in re.findall(rb"/(\w+)", found.group(1))] if found else []


def _unpacked(packed: bytes, is_ascii: bool, left: int) -> tuple[int, bool]:
    """Return how much a compressed part unpacks to, and whether anything follows; its checksum is checked, a
    bomb stops.
    """
    if is_ascii:
        packed = base64.a85decode(b"<~" + packed.strip(), adobe=True)
    unpacker, size, rest = zlib.decompressobj(), 0, packed
    while not unpacker.eof:
        got = len(unpacker.decompress(rest, _STEP_BYTES))
        size, rest = size + got, unpacker.unconsumed_tail
        if size > left:
            raise Refusal("draft-unpacks-too-large")
        if not got and not rest:
            break
    if not unpacker.eof:
        raise Refusal("draft-damaged")
    return size, bool((unpacker.unused_data + rest).strip())


def count_pictures(data: bytes) -> int:
    """Return how many pictures the file holds, on pages and left over, but for the masks of others."""
    masks = len(set(_MASKS.findall(data)))
    data = _PREDICTED.sub(b"", data)
    return max(len(pattern.findall(data)) for pattern in _IMAGES) - masks


def is_whole(image: Any) -> bool:
    """Tell whether a picture that is no JPEG is as long as its size asks for: else it shows noise."""
    return _bytes_behind(image) == 0


def goes_on(image: Any) -> bool:
    """Tell whether a picture that is no JPEG is longer than its size asks for: nobody sees what follows."""
    behind = _bytes_behind(image)
    return behind is not None and behind > _FILLING


def _bytes_behind(image: Any) -> int | None:
    filters = image.get_filters()
    if [name for name in filters if name not in {"FlateDecode", "ASCII85Decode"}]:
        return None
    width, height = image.get_px_size()
    row = -(-width * int(image.get_metadata().bits_per_pixel) // 8)
    return len(image.get_data(decode_simple=True)) - int(row * height)
