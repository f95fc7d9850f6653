"""What lies in a PDF beside its objects, and objects that nothing leads to.

Runs only in the document reader's process.
"""

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from consentkit.documents.fonts import is_font_of_page

# The version, and bytes by which a program that copies the file knows that it is no text.
_HEAD = re.compile(
    rb"%PDF-\d\.\d[ \r\n]+(?:%[\x80-\xff]{1,12}(?: ReportLab Generated PDF document[ -~]{0,40})?[\r\n]+)?"
)
_OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_END_STREAM = re.compile(rb"\s*endstream\s*endobj")
_TABLE = re.compile(rb"xref\s+(?:\d+\s+\d+\s+(?:\d{10} \d{5} [nf]\s+)*)+")
_TRAILER = re.compile(rb"trailer\s*<<")
_START = re.compile(rb"startxref\s+\d+\s+%%EOF\s*")
_SPACE = re.compile(rb"[\s\x00]*")
_REFERENCE = re.compile(rb"(\d+)\s+(\d+)\s+R\b")
_ROOTS = re.compile(rb"/(?:Root|Info)\s+(\d+)\s+\d+\s+R")
# What no other object names: the streams of packed objects, the list of objects, how a page is sent first.
_NAMED_BY_NONE = re.compile(
    rb"/Type\s*/(?:ObjStm|XRef)\b|/Linearized\b|/S\s+\d+\s*(?:/|>>).*stream", re.DOTALL
)
_PAGE = re.compile(rb"/Type\s*/Page\b")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_HIGHEST_GENERATION = 65_535
_MOST_BYTES = 100_000_000


@dataclass
class PdfBytes:
    """The objects of a PDF by number, what of them can be searched, and whether anything lies beside them."""

    objects: dict[int, bytes] = field(default_factory=dict)
    """Each object's own words, without its stream; those that are packed together, too."""
    streams: dict[int, bytes] = field(default_factory=dict)
    """What the streams say that hold no picture and no font, unpacked."""
    fonts: list[bytes] = field(default_factory=list)
    trailers: list[bytes] = field(default_factory=list)
    """What is written behind the list of objects."""
    roots: set[int] = field(default_factory=set)
    has_more: bool = False
    is_repeated: bool = False
    """Whether an object of one number is written twice: the last is read."""

    @property
    def words(self) -> bytes:
        """Everything that is written in the objects themselves."""
        return b"\n".join(self.objects.values())

    @property
    def pages(self) -> int:
        """How many objects are pages: more than are shown are in no list of pages."""
        return sum(_PAGE.search(one) is not None for one in self.objects.values())

    @property
    def left_over(self) -> tuple[int, ...]:
        """The objects that nothing leads to: what was deleted and is still there."""
        reached, waiting = set(self.roots), list(self.roots)
        while waiting:
            for found in _REFERENCE.finditer(self.objects.get(waiting.pop(), b"")):
                number = int(found.group(1))
                if number not in reached:
                    reached.add(number)
                    waiting.append(number)
        left = self.objects.keys() - reached
        return tuple(sorted(one for one in left if not _NAMED_BY_NONE.search(self.objects[one])))


def read_bytes(data: bytes) -> PdfBytes:
    """Walk a PDF from its first byte to its last."""
    found = PdfBytes()
    head = _HEAD.match(data)
    at = head.end() if head else 0
    found.has_more = head is None
    while (at := _space(data, at)) < len(data):
        following = _next(data, at, found)
        if following is None:
            found.has_more = True
            place = _OBJECT.search(data, at + 1)
            following = place.start() if place else len(data)
        at = following
    return found


def _space(data: bytes, at: int) -> int:
    space = _SPACE.match(data, at)
    return space.end() if space else at


def _next(data: bytes, at: int, found: PdfBytes) -> int | None:
    """Return where what stands here ends; `None` for what is no part of a PDF."""
    if opened := _OBJECT.match(data, at):
        return _object(data, opened, found)
    if table := _TABLE.match(data, at):
        found.has_more = found.has_more or not _is_plain_table(data, table)
        return table.end()
    if trailer := _TRAILER.match(data, at):
        end = data.find(b"startxref", trailer.end())
        said = data[at : end if end >= 0 else len(data)]
        found.roots.update(int(one) for one in _ROOTS.findall(said))
        found.trailers.append(said)
        closed = said.rfind(b">>") + 2
        return at + closed
    ended = _START.match(data, at)
    return ended.end() if ended else None


def _is_plain_table(data: bytes, table: re.Match[bytes]) -> bool:
    """Tell whether each entry leads to an object, or to the next free number."""
    entries = _ENTRY.findall(table.group())
    return all(
        int(place) <= len(entries) and int(generation) in {0, 1, _HIGHEST_GENERATION}
        if kind == b"f"
        else (opened := _OBJECT.search(data, int(place), int(place) + 40)) is not None
        and int(opened.group(2)) == int(generation)
        for place, generation, kind in entries
    )


def _object(data: bytes, opened: re.Match[bytes], found: PdfBytes) -> int | None:
    number, start = int(opened.group(1)), opened.end()
    end = data.find(b"endobj", start)
    stream = _STREAM.search(data, start, end if end >= 0 else len(data))
    if end < 0:
        return None
    if stream is None:
        found.is_repeated = found.is_repeated or number in found.objects
        found.objects[number] = data[start:end]
        return end + 6
    said = data[start : stream.start()]
    length = _LENGTH.search(said)
    ended = _END_STREAM.match(data, stream.end() + int(length.group(1))) if length else None
    ended = ended or _END_STREAM.search(data, stream.end())
    if ended is None:
        return None
    found.is_repeated = found.is_repeated or number in found.objects
    found.objects[number] = said + b" stream"
    _unpack(number, data[stream.end() : ended.start()], found)
    return ended.end()


def _unpack(number: int, packed: bytes, found: PdfBytes) -> None:
    """Keep what a stream says, where it is words and not a picture or a font."""
    said = found.objects[number]
    if re.search(rb"/Subtype\s*/Image\b", said):
        return
    if b"/FlateDecode" in said:
        try:
            packed = zlib.decompressobj().decompress(_plain_bytes(said, packed), _MOST_BYTES)
        except (zlib.error, ValueError):
            return
    if re.search(rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b", said):
        found.has_more = found.has_more or not is_font_of_page(packed)
        found.fonts.append(packed)
        return
    if re.search(rb"/Type\s*/XRef\b", said):
        found.roots.update(int(one) for one in _ROOTS.findall(said))
    elif re.search(rb"/Type\s*/ObjStm\b", said):
        inside = dict(_packed_objects(said, packed))
        found.is_repeated = found.is_repeated or bool(inside.keys() & found.objects.keys())
        found.objects.update(inside)
    else:
        found.streams[number] = packed


def _plain_bytes(said: bytes, packed: bytes) -> bytes:
    return base64.a85decode(b"<~" + packed.strip(), adobe=True) if b"/ASCII85Decode" in said else packed


def _packed_objects(said: bytes, unpacked: bytes) -> Iterator[tuple[int, bytes]]:
    first = re.search(rb"/First\s+(\d+)", said)
    if first is None:
        return
    start = int(first.group(1))
    numbers = [int(one) for one in unpacked[:start].split()]
    places = list(zip(numbers[::2], numbers[1::2], strict=False))
    for order, (number, offset) in enumerate(places):
        end = start + places[order + 1][1] if order + 1 < len(places) else len(unpacked)
        yield number, unpacked[start + offset : end]
