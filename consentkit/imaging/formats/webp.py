"""Tell a damaged lossy WebP from a sound one.

VP8 has no checksum, and libwebp reports only a stream that ends too early. But a sound stream is used up to
its last bytes, while a damaged one is decoded into noise of another length. So each part of the stream is
decoded again without its tail: a sound one then ends too early; one that does not has been damaged.
Measured on 390 sound files: without 4 bytes or more, none decodes.
"""

import io
from collections.abc import Iterator

from PIL import Image

from consentkit.imaging.formats.containers import Damaged, riff_chunks

# Twice what the measurement above needs.
_TAIL_BYTES = 8
# RFC 6386, section 9: the frame header (tag 3, start code 3, sizes 4), three bytes for the size of each
# further partition, and in the first three bytes 5 bits of flags before 19 of length.
_HEADER_BYTES = 10
_MORE_PARTS_BYTES = 3
_FLAG_BITS = 0x1F
# RFC 6386, sections 9.3 and 9.6; the arithmetic decoder keeps its range from 128 to 255 (section 7.3).
_SEGMENTS, _SEGMENT_LIMITS = 4, 3
_FILTER_DELTAS = 8
_LEAST_RANGE = 128
_BITS_PER_BYTE = 8


def check_webp(data: bytes) -> None:
    """Raise Damaged when a lossy frame is not used up to its end, or when chunks do not fit together."""
    for name, content in riff_chunks(data):
        if name == b"VP8 ":
            _check_frame(content)
        elif name == b"ANMF":
            _check_animation_frame(content)


def _check_animation_frame(content: bytes) -> None:
    at = 16
    while at + 8 <= len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        if content[at : at + 4] == b"VP8 ":
            _check_frame(content[at + 8 : at + 8 + length])
        at += 8 + length + length % 2


def _check_frame(frame: bytes) -> None:
    for shortened in _without_tails(frame):
        if _decodes(shortened):
            raise Damaged


def _without_tails(frame: bytes) -> Iterator[bytes]:
    """Yield the frame without the tail of its first partition, then of each token partition."""
    tag = int.from_bytes(frame[:3], "little")
    first = tag >> 5
    modes_end = _HEADER_BYTES + first
    if first <= _TAIL_BYTES or modes_end > len(frame):
        raise Damaged
    shorter_tag = (tag & _FLAG_BITS) | (first - _TAIL_BYTES) << 5
    yield shorter_tag.to_bytes(3, "little") + frame[3 : modes_end - _TAIL_BYTES] + frame[modes_end:]
    sizes_end = modes_end + _MORE_PARTS_BYTES * (_token_partitions(frame[_HEADER_BYTES:modes_end]) - 1)
    start = sizes_end
    for at in range(modes_end, sizes_end, _MORE_PARTS_BYTES):
        size = int.from_bytes(frame[at : at + _MORE_PARTS_BYTES], "little")
        if size > _TAIL_BYTES:
            shorter = (size - _TAIL_BYTES).to_bytes(3, "little")
            kept_end = start + size - _TAIL_BYTES
            yield frame[:at] + shorter + frame[at + 3 : kept_end] + frame[start + size :]
        start += size
    if len(frame) - start > _TAIL_BYTES:
        yield frame[:-_TAIL_BYTES]


def _decodes(frame: bytes) -> bool:
    padding = b"\x00" * (len(frame) % 2)
    chunk = b"WEBPVP8 " + len(frame).to_bytes(4, "little") + frame + padding
    alone = b"RIFF" + len(chunk).to_bytes(4, "little") + chunk
    try:
        with Image.open(io.BytesIO(alone), formats=("WEBP",)) as image:
            image.load()
    except (OSError, EOFError, ValueError):
        return False
    return True


def _token_partitions(modes: bytes) -> int:
    """Read the frame header up to the number of token partitions (RFC 6386, section 19.2)."""
    bits = _Bits(modes)
    bits.number(2)  # colour space, clamping
    if bits.number(1):
        _skip_segments(bits)
    bits.number(1 + 6 + 3)  # loop filter: kind, level, sharpness
    if bits.number(1) and bits.number(1):
        for _ in range(_FILTER_DELTAS):
            if bits.number(1):
                bits.number(6 + 1)
    return 1 << bits.number(2)


def _skip_segments(bits: "_Bits") -> None:
    has_map, has_values = bits.number(1), bits.number(1)
    if has_values:
        bits.number(1)  # absolute or relative
        for width in (7, 6):  # quantiser, filter strength
            for _ in range(_SEGMENTS):
                if bits.number(1):
                    bits.number(width + 1)
    if has_map:
        for _ in range(_SEGMENT_LIMITS):
            if bits.number(1):
                bits.number(8)


class _Bits:
    """VP8's boolean decoder (RFC 6386, section 7) for bits of even chance, as headers have."""

    def __init__(self, data: bytes) -> None:
        self._rest = iter(data)
        self._value = next(self._rest, 0) << 8 | next(self._rest, 0)
        self._range = 255
        self._shifted = 0

    def number(self, bits: int) -> int:
        """Return the next `bits` bits, the first the highest."""
        value = 0
        for _ in range(bits):
            value = value << 1 | self._bit()
        return value

    def _bit(self) -> int:
        split = 1 + ((self._range - 1) * 128 >> 8)
        bit = self._value >= split << 8
        if bit:
            self._range -= split
            self._value -= split << 8
        else:
            self._range = split
        while self._range < _LEAST_RANGE:
            self._value <<= 1
            self._range <<= 1
            self._shifted += 1
            if self._shifted == _BITS_PER_BYTE:
                self._shifted = 0
                self._value |= next(self._rest, 0)
        return int(bit)
