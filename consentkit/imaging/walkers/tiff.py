"""A TIFF: the first directory's tags about pixels, and the strips or tiles, are needed. Nothing else is."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import Damaged
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.spare_bits import has_filled_rows, inflated
from consentkit.imaging.walkers.tiff_strips import DEFLATES, has_slack, is_followed

# TIFF 6.0: tags by number that say how the pixels are stored, with how many values one may have at most;
# every other tag says something about the picture. 0: as many as there are strips.
_NEEDED = {
    254: 1, 256: 1, 257: 1, 258: 5, 259: 1, 262: 1, 266: 1, 273: 0, 274: 1, 277: 1, 278: 1, 279: 0, 282: 1,
    283: 1, 284: 1, 296: 1, 317: 1, 320: 3 << 8, 322: 1, 323: 1, 324: 0, 325: 0, 338: 1, 339: 5, 530: 2,
    531: 1, 532: 6,
}  # fmt: skip
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _COLOURS = 256, 257, 258, 259, 262
_SAMPLES, _ROWS, _PLANES, _EXTRA = 277, 278, 284, 338
_COLOUR_MAP, _PALETTE = 320, 3
_OFFSETS, _COUNTS = (273, 324), (279, 325)
_TILE_WIDTH, _TILE_HEIGHT = 322, 323
# Samples by what they mean (262): grey twice, RGB, palette, mask, CMYK, YCbCr, Lab.
_USUAL_SAMPLES = {0: 1, 1: 1, 2: 3, 3: 1, 4: 1, 5: 4, 6: 3, 8: 3}
_SUB_DIRECTORIES = frozenset({34665, 34853, 40965})
_LEAKS = {34853: Leak.GPS, 700: Leak.XMP, 33723: Leak.IPTC, 34377: Leak.IPTC, 34675: Leak.COLOUR_PROFILE}
_NAMES = {700: "XMP", 33723: "IPTC", 34377: "Photoshop", 34675: "profile", 34665: "EXIF", 34853: "GPS"}
# Bytes of a value by its type.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_ENTRY_LENGTH, _INLINE = 12, 4
_MOST_TAGS, _MOST_STRIPS = 1000, 20_000
_RESOLUTIONS, _BLACK_AND_WHITE, _RATIO = frozenset({282, 283}), 532, 5
_MOST_TO_AN_INCH, _TENS = 12_000, frozenset(10**power for power in range(10))
_ENDS = frozenset({0, 128, 255})
_VALUES = {
    254: frozenset({0}), 266: frozenset({1, 2}), 274: frozenset(range(1, 9)), 284: frozenset({1, 2}),
    296: frozenset({1, 2, 3}), 317: frozenset({1, 2, 3}), 339: frozenset(range(1, 7)),
    530: frozenset({1, 2, 4}), 531: frozenset({1, 2}),
}  # fmt: skip
"""What a tag may say, by its number (TIFF 6.0)."""

_LONGEST_FILLING = 15
"""Bytes between two parts that fill up to a word: zeros tell nothing."""


@dataclass
class _File:
    """The bytes, how numbers are written in them, and which of them are accounted for."""

    data: bytes
    order: str
    known: list[tuple[int, int]] = field(default_factory=list)

    def numbers(self, form: str, at: int) -> tuple[int, ...]:
        """Read numbers; they are accounted for."""
        try:
            found = struct.unpack_from(self.order + form, self.data, at)
        except struct.error:
            raise Damaged from None
        self.known.append((at, at + struct.calcsize("=" + form)))
        return tuple(int(one) for one in found)

    def part(self, at: int, length: int) -> bytes:
        """Read bytes; they are accounted for."""
        if at + length > len(self.data):
            raise Damaged
        self.known.append((at, at + length))
        return self.data[at : at + length]


@dataclass(frozen=True)
class _Tag:
    number: int
    count: int
    kind: int
    content: bytes

    def values(self, order: str) -> tuple[int, ...]:
        form = {1: "B", 3: "H", 4: "I", 7: "B", 13: "I"}.get(self.kind)
        if form is None:
            raise Damaged
        return struct.unpack(f"{order}{self.count}{form}", self.content)


def tiff_blocks(data: bytes) -> Blocks:
    """Yield what a TIFF holds beside the pixels of its first directory."""
    file = _File(data, "<" if data[:2] == b"II" else ">")
    _, first = file.numbers("II", 0)
    tags, following = _directory(file, first)
    for tag in tags.values():
        yield from _beside(file, tag)
    if following:
        yield Block(Leak.OTHER_FRAMES, "TIFF")
    yield from _channels(file, tags)
    if _COLOUR_MAP in tags and _one(file, tags, _COLOURS, -1) != _PALETTE:
        yield Block(Leak.UNKNOWN_BLOCK, "TIFF palette", tags[_COLOUR_MAP].content)
    yield from _beside_tiles(file, tags)
    yield from _strips(file, tags)
    yield from _unaccounted(file)


def _directory(file: _File, at: int) -> tuple[dict[int, _Tag], int]:
    (count,) = file.numbers("H", at)
    if count > _MOST_TAGS:
        raise Damaged
    tags: dict[int, _Tag] = {}
    for entry in range(at + 2, at + 2 + count * _ENTRY_LENGTH, _ENTRY_LENGTH):
        tag = _tag(file, entry)
        if tag.number in tags:
            raise Damaged
        tags[tag.number] = tag
    (following,) = file.numbers("I", at + 2 + count * _ENTRY_LENGTH)
    return tags, following


def _tag(file: _File, at: int) -> _Tag:
    number, kind, values = file.numbers("HHI", at)
    length = values * _SIZES.get(kind, 0)
    if kind not in _SIZES:
        raise Damaged
    if length <= _INLINE:
        whole = file.part(at + 8, _INLINE)
        if any(whole[length:]):
            raise Damaged
        return _Tag(number, values, kind, whole[:length])
    (start,) = file.numbers("I", at + 8)
    return _Tag(number, values, kind, file.part(start, length))


def _beside(file: _File, tag: _Tag) -> Blocks:
    most = _NEEDED.get(tag.number)
    if most is not None and tag.count <= (most or _MOST_STRIPS) and _is_usual(file, tag):
        return
    yield Block(_LEAKS.get(tag.number, Leak.EXIF), f"TIFF {_NAMES.get(tag.number, tag.number)}", tag.content)
    if tag.number in _SUB_DIRECTORIES:
        inner, _ = _directory(file, tag.values(file.order)[0])
        for one in inner.values():
            if one.number in _SUB_DIRECTORIES:
                yield Block(Leak.EXIF, f"TIFF {one.number}", one.content)


def _is_usual(file: _File, tag: _Tag) -> bool:
    """Tell whether a value is one that says how pixels are stored: others say something else."""
    if tag.number in _RESOLUTIONS:
        top, bottom = _ratio(file, tag.content) if tag.kind == _RATIO else (0, 0)
        return _is_round(bottom) and top <= _MOST_TO_AN_INCH * bottom
    if tag.number == _BLACK_AND_WHITE:
        parts = [_ratio(file, tag.content[at : at + 8]) for at in range(0, len(tag.content), 8)]
        return tag.kind == _RATIO and all(bottom == 1 and top in _ENDS for top, bottom in parts)
    usual = _VALUES.get(tag.number)
    return usual is None or set(tag.values(file.order)) <= usual


def _ratio(file: _File, content: bytes) -> tuple[int, int]:
    top, bottom = struct.unpack(f"{file.order}II", content)
    return int(top), int(bottom)


def _is_round(bottom: int) -> bool:
    return bottom in _TENS or (bottom > 0 and bottom & bottom - 1 == 0)


def _channels(file: _File, tags: dict[int, _Tag]) -> Blocks:
    """Yield channels that nothing shows; what one lets show through is looked at with the pixels."""
    samples = _one(file, tags, _SAMPLES, 1)
    usual = _USUAL_SAMPLES.get(_one(file, tags, _COLOURS, -1), 0)
    extra = tags[_EXTRA].values(file.order) if _EXTRA in tags else ()
    if samples - usual != len(extra) or any(one not in {1, 2} for one in extra):
        yield Block(Leak.HIDDEN_COLOURS, "TIFF channels")


def _beside_tiles(file: _File, tags: dict[int, _Tag]) -> Blocks:
    """Yield that tiles reach beyond the picture: what they hold there, nobody sees."""
    for side, tile in ((_WIDTH, _TILE_WIDTH), (_HEIGHT, _TILE_HEIGHT)):
        length = _one(file, tags, tile, 0)
        if length and _one(file, tags, side, 0) % length:
            yield Block(Leak.HIDDEN_COLOURS, "TIFF tiles")


def _strips(file: _File, tags: dict[int, _Tag]) -> Blocks:
    compression, lengths = _one(file, tags, _COMPRESSION, 1), list(_lengths(file, tags))
    offsets, counts = (_first_of(file, tags, numbers) for numbers in (_OFFSETS, _COUNTS))
    is_usual = is_followed(compression) and _one(file, tags, _COLOURS, -1) != 6  # noqa: PLR2004 - YCbCr
    if not is_usual or len(offsets) != len(counts) or len(offsets) != len(lengths):
        yield Block(Leak.UNKNOWN_BLOCK, "TIFF pixels")
        for offset, count in zip(offsets, counts, strict=False):
            file.part(offset, count)
        return
    for offset, count, (rows, row_bytes) in zip(offsets, counts, lengths, strict=True):
        packed = file.part(offset, count)
        if has_slack(packed, compression, rows, row_bytes) or _has_filling(
            packed, compression, (rows, row_bytes), _row_bits(file, tags)
        ):
            yield Block(Leak.UNKNOWN_BLOCK, "TIFF pixels", packed)


def _row_bits(file: _File, tags: dict[int, _Tag]) -> int:
    bits = tags[_BITS].values(file.order) if _BITS in tags else (1,)
    across = _one(file, tags, _TILE_WIDTH, 0) or _one(file, tags, _WIDTH, 0)
    return across * (bits[0] if _one(file, tags, _PLANES, 1) == 2 else sum(bits))  # noqa: PLR2004


def _has_filling(packed: bytes, compression: int, size: tuple[int, int], bits: int) -> bool:
    """Tell whether rows end in bits of no pixel, where they lie plain or deflated."""
    rows, row_bytes = size
    if compression == 1:
        return has_filled_rows(packed, row_bytes, bits)
    plain = inflated(packed, rows * row_bytes) if compression in DEFLATES else b""
    return has_filled_rows(plain, row_bytes, bits)


def _lengths(file: _File, tags: dict[int, _Tag]) -> Iterator[tuple[int, int]]:
    """Yield how many rows each strip or tile has, and how many bytes a row of it takes."""
    width, height = _one(file, tags, _WIDTH, 0), _one(file, tags, _HEIGHT, 0)
    bits = tags[_BITS].values(file.order) if _BITS in tags else (1,)
    planes = _one(file, tags, _SAMPLES, 1) if _one(file, tags, _PLANES, 1) == 2 else 1  # noqa: PLR2004
    pixel_bits = bits[0] if planes > 1 else sum(bits)
    if min(width, height) < 1 or len(set(bits)) != 1:
        raise Damaged
    across, tall = _one(file, tags, _TILE_WIDTH, 0), _one(file, tags, _TILE_HEIGHT, 0)
    is_tiled = across > 0 and tall > 0
    rows = tall if is_tiled else min(_one(file, tags, _ROWS, height), height)
    if rows < 1 or (-(-height // rows)) * planes > _MOST_STRIPS:
        raise Damaged
    for _ in range(planes):
        for top in range(0, height, rows):
            for _ in range(-(-width // across) if is_tiled else 1):
                yield (
                    (tall, -(-across * pixel_bits // 8))
                    if is_tiled
                    else (
                        min(rows, height - top),
                        -(-width * pixel_bits // 8),
                    )
                )


def _one(file: _File, tags: dict[int, _Tag], number: int, usual: int) -> int:
    values = tags[number].values(file.order) if number in tags else ()
    return values[0] if values else usual


def _first_of(file: _File, tags: dict[int, _Tag], numbers: tuple[int, ...]) -> tuple[int, ...]:
    return next((tags[one].values(file.order) for one in numbers if one in tags), ())


def _unaccounted(file: _File) -> Blocks:
    """Yield what lies between the parts, and what follows the last."""
    at = 0
    for start, end in sorted(file.known):
        between = file.data[at:start]
        if any(between) or len(between) > _LONGEST_FILLING:
            yield Block(Leak.UNKNOWN_BLOCK, "TIFF between", between)
        at = max(at, end)
    if at < len(file.data):
        yield Block(Leak.TRAILING_BYTES, "after the picture", file.data[at:])
