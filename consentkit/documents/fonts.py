"""Fonts inside documents, read from their first byte to their last: what is called one may be anything.

Runs only in the document reader's process.
"""

import struct
from collections.abc import Iterator

_SFNT = (b"\0\1\0\0", b"OTTO", b"true")
_NAMES = (
    "avar", "BASE", "CBDT", "CBLC", "CFF", "CFF2", "cmap", "COLR", "CPAL", "cvar", "cvt", "DSIG",
    "EBDT", "EBLC", "EBSC", "fpgm", "fvar", "gasp", "GDEF", "glyf", "GPOS", "GSUB", "gvar", "hdmx",
    "head", "hhea", "hmtx", "HVAR", "JSTF", "kern", "loca", "LTSH", "MATH", "maxp", "MERG", "MVAR",
    "name", "OS/2", "PCLT", "post", "prep", "STAT", "VDMX", "vhea", "vmtx", "VORG", "VVAR", "FFTM",
    "TTFA", "morx", "mort", "feat", "trak", "prop", "meta",
)  # fmt: skip
_TAGS = frozenset(tag.ljust(4).encode() for tag in _NAMES)
"""The tables that fonts have."""

_HEAD, _RECORD = 12, 16
_FILLING = 3
_PICTURES = (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xdb", b"\x89PNG\r\n\x1a\n")
# WOFF 1 and 2: where the file's length stands, and those of what it may carry beside the font.
_WOFF_BESIDE = {b"wOFF": (28, 40), b"wOF2": (32, 44)}
_EOT_MARK = slice(34, 36)
# ECMA-376, part 4, 2.8.1: the first 32 bytes are mixed with a key of 16, twice.
_MIXED, _KEY = 32, 16


def is_whole_font(data: bytes, name: str) -> bool:
    """Tell whether a file is a font, and nothing but one."""
    if data.startswith(_SFNT):
        return _is_sfnt(data)
    if (beside := _WOFF_BESIDE.get(data[:4])) is not None:
        return _number(data, 8) == len(data) and not any(_number(data, at) for at in beside)
    if name.lower().endswith(".odttf"):
        return any(_is_sfnt(plain) for plain in _unmixed(data))
    is_eot = data[_EOT_MARK] == b"LP" and int.from_bytes(data[:4], "little") == len(data)
    return is_eot and not holds_picture(data)


def holds_picture(data: bytes) -> bool:
    """Tell whether a picture's first bytes stand anywhere in these."""
    return any(mark in data for mark in _PICTURES)


def is_font_of_page(data: bytes) -> bool:
    """Tell whether a font that a PDF embeds is one: such are cut down, so that only their kind is told."""
    is_kind = data.startswith((*_SFNT, b"%!", b"\x80\x01", b"\x01\x00\x04", b"\x01\x00\x05", b"ttcf"))
    return is_kind and not holds_picture(data)


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _is_sfnt(data: bytes) -> bool:
    """Tell whether its tables are ones that fonts have, and fill it."""
    count = int.from_bytes(data[4:6], "big")
    end = _HEAD + count * _RECORD
    if count == 0 or end > len(data):
        return False
    known = [(0, end)]
    for at in range(_HEAD, end, _RECORD):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, at)
        if tag not in _TAGS or offset + length > len(data):
            return False
        known.append((offset, offset + length))
    return not any(any(gap) or len(gap) > _FILLING for gap in _gaps(data, known))


def _gaps(data: bytes, known: list[tuple[int, int]]) -> Iterator[bytes]:
    at = 0
    for start, end in sorted(known):
        yield data[at:start]
        at = max(at, end)
    yield data[at:]


def _unmixed(data: bytes) -> Iterator[bytes]:
    """Yield what a mixed font may be: what stands in its head is known, so that its key is, but for a tag."""
    if len(data) < _MIXED:
        return
    count = int.from_bytes(data[4:6], "big") ^ int.from_bytes(data[20:22], "big")
    power = max(count.bit_length() - 1, 0)
    sizes = struct.pack(">HHHH", count, 16 << power & 0xFFFF, power, (count - (1 << power)) * 16 & 0xFFFF)
    for kind in _SFNT:
        head = bytes(a ^ b for a, b in zip(data[:_HEAD], kind + sizes, strict=True))
        for tag in _TAGS:
            key = head + bytes(a ^ b for a, b in zip(data[_HEAD:_KEY], tag, strict=True))
            second = bytes(a ^ b for a, b in zip(data[28:32], key[_HEAD:], strict=True))
            if second in _TAGS and second > tag:
                yield bytes(a ^ b for a, b in zip(data[:_MIXED], key * 2, strict=True)) + data[_MIXED:]
