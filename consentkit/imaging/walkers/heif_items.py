"""Read which items a HEIC or AVIF has, where their bytes are, and what belongs to what (ISO/IEC 23008-12)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from consentkit.imaging.formats.containers import Damaged

_HEADER = 8
_MOST_ITEMS = 5000


@dataclass
class Item:
    """One item: what kind it is, and where its bytes are."""

    number: int
    kind: bytes = b""
    name: bytes = b""
    content_type: bytes = b""
    extents: tuple[tuple[int, int], ...] = ()


@dataclass
class Items:
    """All items, which one is shown, what leads from one to others, and each one's properties."""

    primary: int = 0
    all: dict[int, Item] = field(default_factory=dict)
    links: list[tuple[bytes, int, tuple[int, ...]]] = field(default_factory=list)
    properties: list[tuple[bytes, int, int]] = field(default_factory=list)
    of_items: dict[int, tuple[int, ...]] = field(default_factory=dict)
    aux: dict[int, bytes] = field(default_factory=dict)
    inside: tuple[tuple[bytes, int, int], ...] = ()
    """The boxes of `meta`: kind, where each begins, where it ends."""

    has_more: bool = False
    """Whether a list of items says more than its items."""

    def is_aux(self, number: int, kinds: tuple[bytes, ...]) -> bool:
        """Tell whether an item says that it is one of these kinds, and nothing more."""
        return self.aux.get(number) in kinds

    def settings_of(self, number: int, data: bytes) -> bytes:
        """Return what a decoder is told of an item before its pixels."""
        found = (
            data[start:end] for kind, start, end in self.properties_of(number) if kind in {b"hvcC", b"av1C"}
        )
        return next(found, b"")

    def size_px(self, number: int, data: bytes) -> tuple[int, int]:
        """Return the width and height of an item, or of the first tile that a grid is laid from."""
        tiles = next((to for kind, source, to in self.links if kind == b"dimg" and source == number), ())
        return self.shown_px(tiles[0] if tiles else number, data)

    def shown_px(self, number: int, data: bytes) -> tuple[int, int]:
        """Return the width and height that an item says it has; noughts where it does not."""
        for kind, at, _ in self.properties_of(number):
            if kind == b"ispe":
                width, height = (_number(data, place, 4) for place in (at + 4, at + 8))
                return width, height
        return 0, 0

    def properties_of(self, number: int) -> Iterator[tuple[bytes, int, int]]:
        """Yield an item's properties: kind, where it begins, where it ends."""
        for index in self.of_items.get(number, ()):
            if 0 < index <= len(self.properties):
                yield self.properties[index - 1]


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (kind, where its content begins, where it ends); they must fill what holds them."""
    at = start
    while at < end:
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], _HEADER
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise Damaged
        yield kind, at + head, at + size
        at += size


def read_items(data: bytes, start: int, end: int) -> Items:
    """Read the items of a `meta` box. Raises Damaged, IndexError."""
    items = Items()
    items.inside = tuple(boxes(data, start + 4, end))
    inside = {kind: (at, stop) for kind, at, stop in items.inside}
    # Of a kind that stands twice the last is read.
    items.has_more = any(data[start : start + 4]) or len(inside) < sum(
        kind not in {b"free", b"skip"} for kind, _, _ in items.inside
    )
    if not {b"pitm", b"iinf", b"iloc"} <= inside.keys():
        raise Damaged
    flagged = ((kind, inside[kind][0]) for kind in (b"pitm", b"iinf", b"iloc", b"iref") if kind in inside)
    items.has_more = items.has_more or any(any(data[at + 1 : at + 4]) for _, at in flagged)
    at, stop = inside[b"pitm"]
    items.primary = _number(data, at + 4, wide := 4 if data[at] else 2)
    items.has_more = items.has_more or stop - at != 4 + wide
    _read_infos(data, *inside[b"iinf"], items)
    ended = _read_places(data, inside[b"iloc"][0], inside.get(b"idat", (0, 0)), items)
    items.has_more = items.has_more or ended != inside[b"iloc"][1]
    if b"iref" in inside:
        _read_links(data, *inside[b"iref"], items)
    if b"iprp" in inside:
        _read_properties(data, *inside[b"iprp"], items)
    return items


def _number(data: bytes, at: int, length: int) -> int:
    if at + length > len(data):
        raise Damaged
    return int.from_bytes(data[at : at + length], "big")


def _read_infos(data: bytes, start: int, end: int, items: Items) -> None:
    head = 6 if data[start] == 0 else 8
    for kind, at, stop in boxes(data, start + head, end):
        version = data[at]
        if kind != b"infe" or version not in {2, 3}:
            raise Damaged
        wide = 2 if version == 2 else 4  # noqa: PLR2004 - item numbers are wider from version 3 on
        item = Item(_number(data, at + 4, wide))
        item.kind = data[at + 6 + wide : at + 10 + wide]
        item.name, *more = data[at + 10 + wide : stop].split(b"\x00")
        item.content_type = more[0] if item.kind == b"mime" and more else b""
        beside = more[1:] if item.kind == b"mime" else more
        items.has_more = items.has_more or any(data[at + 1 : at + 3]) or data[at + 3] > 1
        items.has_more = items.has_more or any(beside) or any(data[at + 4 + wide : at + 6 + wide])
        if item.number in items.all or len(items.all) > _MOST_ITEMS:
            raise Damaged
        items.all[item.number] = item


def _read_places(data: bytes, at: int, idat: tuple[int, int], items: Items) -> int:
    """Read where the bytes of items are; return where the list ends."""
    version = data[at]
    offset, length, base, index = (
        data[at + 4] >> 4,
        data[at + 4] & 15,
        data[at + 5] >> 4,
        data[at + 5] & 15 if version else 0,
    )
    wide = 4 if version > 1 else 2
    count, at = _number(data, at + 6, wide), at + 6 + wide
    for _ in range(count):
        number, at = _number(data, at, wide), at + wide
        method, at = (_number(data, at, 2) & 15, at + 2) if version else (0, at)
        start, at = _number(data, at + 2, base), at + 2 + base
        parts, at = _number(data, at, 2), at + 2
        if method > 1 or number not in items.all or parts > _MOST_ITEMS:
            raise Damaged
        extents = []
        for _ in range(parts):
            at += index
            first = start + _number(data, at, offset) + (idat[0] if method else 0)
            long = _number(data, at + offset, length)
            at += offset + length
            if first + long > len(data):
                raise Damaged
            extents.append((first, first + long))
        items.all[number].extents = tuple(extents)
    return at


def _read_links(data: bytes, start: int, end: int, items: Items) -> None:
    wide = 4 if data[start] else 2
    for kind, at, stop in boxes(data, start + 4, end):
        source, count = _number(data, at, wide), _number(data, at + wide, 2)
        targets = [_number(data, at + wide + 2 + wide * number, wide) for number in range(count)]
        if at + wide + 2 + wide * count != stop:
            raise Damaged
        items.links.append((kind, source, tuple(targets)))


def _read_properties(data: bytes, start: int, end: int, items: Items) -> None:
    for kind, at, stop in boxes(data, start, end):
        if kind == b"ipco":
            items.properties = list(boxes(data, at, stop))
        elif kind == b"ipma":
            ended = _read_associations(data, at, items)
            items.has_more = items.has_more or ended != stop
        elif kind not in {b"free", b"skip"}:
            items.has_more = True
    for number in items.of_items:
        for kind, at, stop in items.properties_of(number):
            if kind == b"auxC":
                items.aux[number] = data[at + 4 : stop]


def _read_associations(data: bytes, at: int, items: Items) -> int:
    """Read which properties each item has; return where the list ends."""
    wide, is_long = (4 if data[at] else 2), data[at + 3] & 1
    items.has_more = items.has_more or any(data[at + 1 : at + 3]) or data[at + 3] > 1
    count, at = _number(data, at + 4, 4), at + 8
    if count > _MOST_ITEMS:
        raise Damaged
    for _ in range(count):
        number, many, at = _number(data, at, wide), data[at + wide], at + wide + 1
        size, mask = (2, 0x7FFF) if is_long else (1, 0x7F)
        items.of_items[number] = tuple(_number(data, at + size * one, size) & mask for one in range(many))
        at += size * many
    return at
