"""Walk the blocks of JPEG, PNG, GIF and WebP files byte by byte."""

from collections.abc import Iterator
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# ITU-T T.81, table B.1: markers without a length (TEM, RST0 to RST7), and what may follow FF inside a
# scan: a stuffed 00, or a restart.
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_INSIDE_SCAN = frozenset({0x00, *range(0xD0, 0xD8)})
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_FILLING, _MARKER_LENGTH = 0xFF, 2
# GIF89a: LZW codes begin with 1 to 8 bits a pixel; the three introducers of blocks.
_GIF_DEPTHS = range(1, 9)
_GIF_IMAGE, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B


class Damaged(ValueError):
    """The blocks do not fit together."""


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (marker, content) of each segment; the last is (0xD9, what follows the picture).

    Filling between segments is (0xFF, the filling), and a marker without a length has no content.
    """
    if data[:2] != b"\xff\xd8":
        raise Damaged
    at = 2
    while True:
        start = at
        at, marker = _next_marker(data, at)
        if at - start > _MARKER_LENGTH:
            yield _FILLING, data[start : at - _MARKER_LENGTH]
        if marker == _EOI:
            yield _EOI, data[at:]
            return
        if marker in _STANDALONE:
            yield marker, b""
            continue
        length = int.from_bytes(_exactly(data, at, 2), "big") - 2
        if length < 0 or marker == _SOI:
            raise Damaged
        yield marker, _exactly(data, at + 2, length)
        at += 2 + length
        if marker == _SOS:
            at = _end_of_scan(data, at)


def _next_marker(data: bytes, at: int) -> tuple[int, int]:
    if _exactly(data, at, 1) != b"\xff":
        raise Damaged
    while _exactly(data, at, 1) == b"\xff":
        at += 1
    return at + 1, data[at]


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker that is neither a stuffed byte nor a restart begins."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Damaged
        if data[at + 1] not in _INSIDE_SCAN:
            return at
        at += 2


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield (name, content, checksum) of each chunk; the last is (b"IEND", …); what follows is left."""
    if data[:8] != PNG_SIGNATURE:
        raise Damaged
    at = 8
    while True:
        length = int.from_bytes(_exactly(data, at, 4), "big")
        name = _exactly(data, at + 4, 4)
        content = _exactly(data, at + 8, length)
        yield name, content, int.from_bytes(_exactly(data, at + 8 + length, 4), "big")
        at += 12 + length
        if name == b"IEND":
            return


def png_length(data: bytes) -> int:
    """Return how many bytes the PNG takes, up to the end of IEND."""
    return 8 + sum(12 + len(content) for _, content, _ in png_chunks(data))


def riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, content) of each chunk of a WebP file; they must fill the length that it claims."""
    end = 8 + int.from_bytes(_exactly(data, 4, 4), "little")
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or end > len(data):
        raise Damaged
    at = 12
    while at < end:
        length = int.from_bytes(_exactly(data, at + 4, 4), "little")
        yield data[at : at + 4], _exactly(data, at + 8, length)
        at += 8 + length + length % 2
    if at != end:
        raise Damaged


def riff_length(data: bytes) -> int:
    """Return how many bytes the WebP file claims to take."""
    return 8 + int.from_bytes(_exactly(data, 4, 4), "little")


@dataclass(frozen=True)
class GifPart:
    """One block of a GIF: an extension with its label, or a frame (`None`) with its codes.

    `corner` and `size` are those of a frame, `end` is where the next block begins.
    """

    label: int | None
    content: bytes
    end: int
    least_bits: int = 0
    corner: tuple[int, int] = (0, 0)
    size: tuple[int, int] = (0, 0)
    has_palette: bool = False
    pieces: tuple[int, ...] = ()
    """How many bytes each piece of a frame's codes has."""
    flags: int = 0


def gif_parts(data: bytes) -> Iterator[GifPart]:
    """Yield each block, up to the trailer."""
    at = 13 + _palette_length(_exactly(data, 10, 1)[0])
    while (kind := _exactly(data, at, 1)[0]) != _GIF_END:
        if kind == _GIF_EXTENSION:
            label = _exactly(data, at + 1, 1)[0]
            content, at = _sub_blocks(data, at + 2)
            yield GifPart(label, content, at)
        elif kind == _GIF_IMAGE:
            part = _gif_frame(data, at)
            at = part.end
            yield part
        else:
            raise Damaged


def _gif_frame(data: bytes, at: int) -> GifPart:
    header = _exactly(data, at, 10)
    start = at + 10 + _palette_length(header[9])
    least_bits = _exactly(data, start, 1)[0]
    if least_bits not in _GIF_DEPTHS:
        raise Damaged
    packed, end = _sub_blocks(data, start + 1)
    pieces = tuple(_pieces(data, start + 1))
    left, top, width, height = (int.from_bytes(header[i : i + 2], "little") for i in (1, 3, 5, 7))
    return GifPart(
        None, packed, end, least_bits, (left, top), (width, height), bool(header[9] & 0x80), pieces, header[9]
    )


def _palette_length(flags: int) -> int:
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _pieces(data: bytes, at: int) -> Iterator[int]:
    while length := data[at]:
        yield length
        at += 1 + length


def _sub_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    parts = []
    while length := _exactly(data, at, 1)[0]:
        parts.append(_exactly(data, at + 1, length))
        at += 1 + length
    return b"".join(parts), at + 1


def _exactly(data: bytes, at: int, length: int) -> bytes:
    part = data[at : at + length]
    if len(part) != length:
        raise Damaged
    return part
