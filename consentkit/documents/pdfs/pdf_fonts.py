"""Words in the fonts that a PDF holds: what they and their letters are called, and who made them.

Runs only in the document reader's process.
"""

import itertools
import re
import struct
from collections.abc import Iterator

from consentkit.documents.names.font_texts import is_of_known_font
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.told import Told
from consentkit.documents.pdfs.pdf_names import is_glyph
from consentkit.documents.pdfs.pdf_tokens import as_words, text_of, tokens

_SFNT = (b"\0\1\0\0", b"OTTO", b"true")
_IN_TYPE_1 = re.compile(rb"\A%!.*?(?=currentfile eexec|\Z)", re.DOTALL)
_NOTE = re.compile(r"!(?:PS-AdobeFont|FontType1)-\d\.\d:? [\w .+-]{0,60}|Copyright.*|%.*")
_MOST_NAMES = 2000


def told_in_font(font: bytes) -> Iterator[Told]:
    """Yield the words of a font that are neither those of usual fonts nor names of letters."""
    for said in _words(font):
        text = text_of(said)
        is_plain = is_glyph(text.strip()) or says_nothing(_bare(text)) or is_of_known_font(text)
        if any(one.isalpha() for one in text) and not is_plain:
            yield as_words(said)


def _bare(text: str) -> str:
    return re.sub(r"\b[A-Z]{6}\+|PSMT\b|MT\b", "", text)


def _words(font: bytes) -> Iterator[bytes]:
    if font.startswith(_SFNT):
        yield from _in_sfnt(font)
    elif font.startswith(b"\1\0"):
        yield from _in_cff(font)
    elif found := _IN_TYPE_1.match(font):
        for key, value in tokens(found.group()):
            if key == "string" or (key == "note" and not _NOTE.fullmatch(text_of(value))):
                yield value


def _in_sfnt(font: bytes) -> Iterator[bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    for at in range(12, min(12 + 16 * count, len(font) - 15), 16):
        tag, _, start, length = struct.unpack_from(">4sIII", font, at)
        table = font[start : start + length]
        if tag == b"name":
            yield from _in_names(table)
        elif tag == b"post" and table[:4] == b"\0\2\0\0":
            yield from _in_post(table)
        elif tag == b"CFF ":
            yield from _in_cff(table)


def _in_names(table: bytes) -> Iterator[bytes]:
    if len(table) < 6:  # noqa: PLR2004 - the table's head
        return
    _, count, texts = struct.unpack_from(">HHH", table)
    for at in range(6, min(6 + 12 * count, len(table) - 11), 12):
        platform, _, _, _, length, start = struct.unpack_from(">HHHHHH", table, at)
        said = table[texts + start : texts + start + length]
        yield said if platform == 1 else b"\xfe\xff" + said


def _in_post(table: bytes) -> Iterator[bytes]:
    (count,) = struct.unpack_from(">H", table, 32)
    at = 34 + 2 * count
    for _ in range(_MOST_NAMES):
        if at >= len(table):
            return
        yield table[at + 1 : at + 1 + table[at]]
        at += 1 + table[at]


def _in_cff(table: bytes) -> Iterator[bytes]:
    """Yield its names and its strings (Adobe technical note 5176, 5 to 10)."""
    names, at = _index(table, table[2])
    _, at = _index(table, at)
    strings, _ = _index(table, at)
    yield from names
    yield from strings


def _index(table: bytes, at: int) -> tuple[list[bytes], int]:
    count = int.from_bytes(table[at : at + 2], "big")
    if not count:
        return [], at + 2
    size = table[at + 2]
    places = [
        int.from_bytes(table[p : p + size], "big") for p in range(at + 3, at + 3 + size * (count + 1), size)
    ]
    base = at + 2 + size * (count + 1)
    found = [table[base + one : base + other] for one, other in itertools.pairwise(places)]
    return found, base + places[-1]
