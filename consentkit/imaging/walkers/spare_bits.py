"""Bits that a format asks for and no pixel needs: where encoders leave nothing, something else may lie."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import simplejpeg

# ITU-T T.81, table B.1.
_SOS, _EOI, _DRI = 0xDA, 0xD9, 0xDD
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_RESTARTS = range(0xD0, 0xD8)
_ALONE = frozenset({0x01, *_RESTARTS})
_BLOCK_PX = 8
_STRUCTURE = 28.0
"""Of 255: how much the filling beside a picture varies against its edge before it shows something. By eye."""

_MOST_PIXELS, _LONGEST_SIDE = 40_000_000, 0xFFFF
_SHORT_CHUNK, _MOST_SHORT = 256, 3
_ROW_HEAD, _UP = 1, 2
_BYTE_BITS = 8


def has_more_in_scans(data: bytes) -> bool:
    """Tell whether scans of a JPEG go on behind their last pixel, or restart where no interval says so."""
    intervals, scans = False, []
    for marker, at, length in _segments(data):
        intervals = intervals or (marker == _DRI and any(data[at : at + length]))
        if marker == _SOS:
            scans.append((at + length, _end_of(data, at + length)))
    for start, end in scans:
        found = sum(data.count(bytes((0xFF, one)), start, end) for one in _RESTARTS)
        if (found and not intervals) or (data[end - 2 : end - 1] == b"\xff" and data[end - 1] in _RESTARTS):
            return True
    return bool(scans) and _decodes_without_last(data, scans[-1][1])


def _decodes_without_last(data: bytes, end: int) -> bool:
    """Without its last byte a sound picture lacks some bits of its last block, and the decoder says so."""
    cut = 2 if data[end - 2 : end] == b"\xff\x00" else 1
    return _decoded(data[: end - cut] + data[end:]) is not None


def shows_beside(data: bytes) -> bool:
    """Tell whether blocks at the sides of a JPEG show more than filling: it was cropped without a cut."""
    frame = next(((at, length) for marker, at, length in _segments(data) if marker in _FRAMES), None)
    if frame is None:
        return False
    at, length = frame
    height, width = (int.from_bytes(data[at + place : at + place + 2], "big") for place in (1, 3))
    sizes = [(data[one] >> 4, data[one] & 15) for one in range(at + 7, at + length, 3)]
    across, down = (max(one) * _BLOCK_PX for one in zip(*sizes, strict=True))
    full = (-(-height // down) * down, -(-width // across) * across)
    if full == (height, width) or max(full) > _LONGEST_SIDE or full[0] * full[1] > _MOST_PIXELS:
        return False
    sides = full[0].to_bytes(2, "big") + full[1].to_bytes(2, "big")
    pixels = _decoded(data[: at + 1] + sides + data[at + 5 :])
    if pixels is None:
        return False
    right = pixels[:, width:].astype(np.int16) - pixels[:, width - 1 : width]
    below = pixels[height:].astype(np.int16) - pixels[height - 1 : height]
    return any(one.size > 0 and float(one.std(axis=(0, 1)).max()) > _STRUCTURE for one in (right, below))


def _decoded(data: bytes) -> Any:
    try:
        return simplejpeg.decode_jpeg(data, strict=True)
    except ValueError:
        return None


def _segments(data: bytes) -> Sequence[tuple[int, int, int]]:
    found, at = [], 2
    while at + 3 < len(data) and data[at + 1] != _EOI:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:  # noqa: PLR2004 - filling
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - filling
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big") - 2
        found.append((marker, at + 4, length))
        at += 4 + length
        if marker == _SOS:
            at = _end_of(data, at)
    return found


def _end_of(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0 and (data[at + 1] == 0 or data[at + 1] in _RESTARTS):
        at += 2
    return at if at >= 0 else len(data)


def are_odd_pieces(lengths: Sequence[int]) -> bool:
    """Tell whether pixels lie in pieces as no encoder cuts them: empty, or short ones before the last."""
    before = lengths[:-1]
    return 0 in lengths or sum(one < _SHORT_CHUNK for one in before) > _MOST_SHORT


def are_uneven(lengths: Sequence[int]) -> bool:
    """Tell whether pieces that encoders make equal are not, but for the last."""
    return len(set(lengths[:-1])) > 1


def has_filling(rows: bytes, row_bytes: int, used_bits: int) -> bool:
    """Tell whether rows of a PNG, each behind its filter, end in bits of no pixel that are not nought.

    Rows whose last byte rests on those before it are passed over, until one stands by itself again.
    """
    free = row_bytes * _BYTE_BITS - used_bits
    if not free:
        return False
    mask, above = (1 << free) - 1, None
    for at in range(0, len(rows), row_bytes + _ROW_HEAD):
        how, last = rows[at], rows[at + row_bytes]
        above = last if how == 0 else (last + above) & 0xFF if how == _UP and above is not None else None
        if above is not None and above & mask:
            return True
    return False


def has_filled_rows(rows: bytes, row_bytes: int, used_bits: int) -> bool:
    """Tell whether plain rows end in bits that belong to no pixel and are not nought."""
    free = row_bytes * _BYTE_BITS - used_bits
    return bool(free) and any(one & ((1 << free) - 1) for one in rows[row_bytes - 1 :: row_bytes])


def inflated(packed: bytes, most: int) -> bytes:
    """Return what is packed, up to so many bytes; empty where it cannot be unpacked."""
    try:
        return zlib.decompressobj().decompress(packed, max(most, 1))
    except zlib.error:
        return b""
