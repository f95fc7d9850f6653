"""A font face's outlines at its weight, read once, and the small TrueType files that are cut from them."""

import struct
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import uharfbuzz as hb

from consentkit.typesetting.text.fonts import FontFace
from consentkit.typesetting.text.shaping import Glyphs

# OpenType 1.9, `glyf`: flags of a composite's parts; an outline's header is 10 bytes.
_MOVES_XY, _WORDS, _MORE, _SCALE, _SCALE_XY, _SCALE_2X2 = 0x0002, 0x0001, 0x0020, 0x0008, 0x0040, 0x0080
_UNUSED = ("GSUB", "GPOS", "GDEF", "STAT", "BASE", "vhea", "vmtx", "VORG", "name", "cmap", "gasp", "DSIG")
_KEPT = ("head", "hhea", "maxp", "glyf", "loca", "hmtx")
_HEADER = 10
# OpenType 1.9, `head`: the whole file's checksum and checkSumAdjustment come to this.
_CHECKSUM_GOAL = 0xB1B0AFBA


class Glyph(NamedTuple):
    """An outline as the `glyf` table holds it, with its width and left side; font units."""

    outline: bytes
    advance: int
    left: int

    def bounds(self) -> tuple[int, int, int, int] | None:
        """Return left, bottom, right, top; `None` for a glyph without ink."""
        return struct.unpack(">4h", self.outline[2:10]) if self.outline else None


_EMPTY = Glyph(b"", 0, 0)


class GlyphStore:
    """Every glyph of a font face at its weight, as static outlines."""

    def __init__(self, font_face: FontFace) -> None:
        wanted = hb.SubsetInput()
        wanted.keep_everything()
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _UNUSED)
        # Glyph ids must stay: clusters were shaped with them. Hinting is for screens of another age.
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )  # fmt: skip
        for tag, value in font_face.axes.items():
            wanted.pin_axis_location(font_face.source, tag, value)
        # A font face without axes has nothing to pin, and a plain copy keeps its hinting out just the same.
        static = hb.subset(font_face.source, wanted)
        tables = {tag: bytes(static.reference_table(tag).data) for tag in _KEPT}
        self.head, self.hhea, self.maxp = tables["head"], tables["hhea"], tables["maxp"]
        self._glyf = tables["glyf"]
        is_long = struct.unpack(">h", self.head[50:52])[0]
        self._loca = _offsets(tables["loca"], bool(is_long))
        self._widths = _Widths(tables["hmtx"], struct.unpack(">H", self.hhea[34:36])[0])

    def glyph(self, number: int) -> Glyph:
        """Return one glyph; a composite names others by the numbers of this store."""
        advance, left = self._widths(number)
        return Glyph(self._glyf[self._loca[number] : self._loca[number + 1]], advance, left)


@cache
def store_of(font_face: FontFace) -> GlyphStore:
    """Return the outlines of a font face, read once a process."""
    return GlyphStore(font_face)


class SmallFont:
    """The glyphs that one document uses, numbered again as they are asked for."""

    def __init__(self, store: GlyphStore) -> None:
        self._store = store
        self._numbers: dict[int, int] = {}
        self.glyphs: list[Glyph] = []
        self.number_of(0)

    def number_of(self, source: int) -> int:
        """Return the new number of a glyph of the store, taking in what it is composed of."""
        if source not in self._numbers:
            number = self._numbers[source] = len(self.glyphs)
            self.glyphs.append(_EMPTY)
            glyph = self._store.glyph(source)
            self.glyphs[number] = glyph._replace(outline=self._renumbered(glyph.outline))
        return self._numbers[source]

    def composed(self, glyphs: Glyphs, advance: int) -> int:
        """Return the number of the glyph that draws `glyphs` as HarfBuzz placed them, `advance` wide."""
        if len(glyphs) == 1 and glyphs[0][1:] == (0, 0):
            number = self.number_of(glyphs[0][0])
            if self.glyphs[number].advance == advance:
                return number
        parts = [(self.number_of(source), right, up) for source, right, up in glyphs]
        seen = [part for part in parts if self.glyphs[part[0]].outline]
        outline, left = self._composite(seen) if seen else (b"", 0)
        self.glyphs.append(Glyph(outline, advance, left))
        return len(self.glyphs) - 1

    def _composite(self, parts: Sequence[tuple[int, int, int]]) -> tuple[bytes, int]:
        placed = [
            (bounds[0] + right, bounds[1] + up, bounds[2] + right, bounds[3] + up)
            for number, right, up in parts
            if (bounds := self.glyphs[number].bounds())
        ]
        lefts, bottoms, rights, tops = zip(*placed, strict=True)
        # A negative number of contours says that it is composed.
        outline = struct.pack(">5h", -1, min(lefts), min(bottoms), max(rights), max(tops))
        for index, (number, right, up) in enumerate(parts, 1):
            more = _MORE if index < len(parts) else 0
            outline += struct.pack(">HHhh", _WORDS | _MOVES_XY | more, number, right, up)
        return outline, min(lefts)

    def _renumbered(self, outline: bytes) -> bytes:
        if len(outline) < _HEADER or struct.unpack(">h", outline[:2])[0] >= 0:
            return outline
        changed = bytearray(outline)
        for place in _component_places(outline):
            (source,) = struct.unpack(">H", outline[place : place + 2])
            changed[place : place + 2] = struct.pack(">H", self.number_of(source))
        return bytes(changed)

    def file(self) -> bytes:
        """Return the TrueType file, with the tables that a PDF needs and no others."""
        outlines = [glyph.outline + b"\0" * (-len(glyph.outline) % 4) for glyph in self.glyphs]
        places = [0]
        for outline in outlines:
            places.append(places[-1] + len(outline))
        count = len(self.glyphs)
        head = bytearray(self._store.head)
        # checkSumAdjustment is nought while the sum is made; indexToLocFormat 1: offsets of four bytes.
        head[8:12] = b"\0\0\0\0"
        head[50:52] = struct.pack(">h", 1)
        # Composites of composites, and marks by the dozen: the limits say at least as much as there is.
        maxp = bytearray(self._store.maxp)
        maxp[4:6] = struct.pack(">H", count)
        # maxCompositePoints and maxCompositeContours, then maxComponentElements and maxComponentDepth.
        maxp[10:14] = struct.pack(">HH", 0x7FFF, 0x3FFF)
        maxp[28:32] = struct.pack(">HH", 64, 6)
        return _sfnt({
            b"glyf": b"".join(outlines),
            b"head": bytes(head),
            b"hhea": self._store.hhea[:34] + struct.pack(">H", count),
            b"hmtx": b"".join(struct.pack(">Hh", glyph.advance, glyph.left) for glyph in self.glyphs),
            b"loca": struct.pack(f">{count + 1}I", *places),
            b"maxp": bytes(maxp),
        })  # fmt: skip


def _component_places(outline: bytes) -> Iterator[int]:
    """Where a composite outline says which glyph each part is."""
    place = _HEADER
    while True:
        (flags,) = struct.unpack(">H", outline[place : place + 2])
        yield place + 2
        place += 8 if flags & _WORDS else 6
        place += 2 * bool(flags & _SCALE) + 4 * bool(flags & _SCALE_XY) + 8 * bool(flags & _SCALE_2X2)
        if not flags & _MORE:
            return


def _offsets(loca: bytes, is_long: bool) -> Sequence[int]:
    if is_long:
        return struct.unpack(f">{len(loca) // 4}I", loca)
    return [2 * half for half in struct.unpack(f">{len(loca) // 2}H", loca)]


class _Widths:
    """Width and left side by glyph number; the last full entry holds for the rest."""

    def __init__(self, table: bytes, full: int) -> None:
        self._table, self._full = table, full

    def __call__(self, number: int) -> tuple[int, int]:
        advance, left = struct.unpack_from(">Hh", self._table, 4 * min(number, self._full - 1))
        if number >= self._full:
            (left,) = struct.unpack_from(">h", self._table, 4 * self._full + 2 * (number - self._full))
        return advance, left


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    out = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    place = len(out) + 16 * count
    body = b""
    for tag, table in sorted(tables.items()):
        out += tag + struct.pack(">III", _checksum(table), place + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    whole = out + body
    adjusted = (_CHECKSUM_GOAL - _checksum(whole)) & 0xFFFFFFFF
    head = place + sum(len(t) + -len(t) % 4 for tag, t in sorted(tables.items()) if tag < b"head") + 8
    return whole[:head] + struct.pack(">I", adjusted) + whole[head + 4 :]


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
