"""A HEIC or AVIF: the primary item, its tiles and its transparency are needed. Nothing else is."""

from collections.abc import Iterator

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import Damaged
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.exif import EXIF_START, exif_blocks
from consentkit.imaging.walkers.heif_items import Item, Items, boxes, read_items
from consentkit.imaging.walkers.heif_streams import beside_pixels, is_plain_av1, is_plain_hevc

# ISO/IEC 14496-12 and 23008-12: boxes of a file, of its `meta`, and properties that pixels need.
_FILM = frozenset({b"moov", b"moof", b"mpvd", b"mfra", b"sidx", b"edts"})
_IN_META = frozenset({b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat"})
_PROPERTIES = frozenset(
    {b"ispe", b"pixi", b"hvcC", b"av1C", b"irot", b"imir", b"pasp", b"auxC", b"ipma", b"ipco", b"a1lx",
     b"a1op", b"lsel", b"clap"}
)  # fmt: skip
_PIXELS = frozenset({b"hvc1", b"av01", b"grid"})
_XMP_TYPE = b"application/rdf+xml"
# Names that libavif gives to its items.
_PLAIN_NAMES = frozenset({b"", b"Color", b"Alpha", b"Exif", b"XMP"})
_ALPHA = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\x00", b"urn:mpeg:hevc:2015:auxid:1\x00")
_HANDLER_LENGTH = 24
_NCLX_LENGTH, _PIXI_HEAD, _DEPTHS = 11, 5, frozenset({8, 10, 12, 16})
_LENGTHS = {
    b"ispe": (12,), b"irot": (1,), b"imir": (1,), b"clap": (32,), b"a1op": (1,), b"lsel": (2,),
    b"a1lx": (7, 13),
}  # fmt: skip
_SETTINGS = {b"hvcC": is_plain_hevc, b"av1C": is_plain_av1}
_FULL = frozenset({b"ispe"})
_LINKS = frozenset({b"dimg", b"auxl", b"thmb", b"cdsc", b"prem", b"base", b"tmap"})
_BRANDS = frozenset(
    b"mif1 mif2 mif3 msf1 miaf MiHE MiHB MiHA MiAn MiPr MiCm miac heic heix heim heis hevc hevx hevm hevs"
    b" avif avis avio MA1A MA1B iso2 iso3 iso4 iso5 iso6 iso8 isom mp41 mp42 tmap 1pic geo1 unif".split()
)
"""As MP4RA lists them for pictures, and those of films that telephones write beside."""

_FILLING_PX, _BLOCK_PX = 16, 64
"""Encoders fill the sides up to whole blocks, and small pictures up to one, and cut the filling off again."""


def heif_blocks(data: bytes) -> Blocks:
    """Yield what a HEIC or AVIF holds beside the pixels that it is opened for."""
    top = list(boxes(data, 0, len(data)))
    if sum(kind == b"meta" for kind, _, _ in top) != 1 or top[0][0] != b"ftyp":
        raise Damaged
    items = None
    for kind, start, end in top:
        if kind == b"meta":
            items = read_items(data, start, end)
            yield from _in_meta(data, start, end)
        elif kind == b"ftyp":
            yield from _brands(data[start:end])
        elif kind != b"mdat":
            yield from _beside(kind, data[start:end])
    assert items is not None  # noqa: S101 - counted above
    used: list[tuple[int, int]] = []
    needed = _needed(items)
    yield from _cut_off(data, items)
    for item in items.all.values():
        used += item.extents
        yield from _item(data, item, items, needed)
    yield from _beside_items(items)
    for kind, start, end in (*top, *items.inside):
        if kind in {b"mdat", b"idat"}:
            yield from _unaccounted(data, start, end, used)


def _beside_items(items: Items) -> Blocks:
    """Yield properties that no item has, links of no kind, and what the lists of items hold beside them."""
    has = {index for many in items.of_items.values() for index in many}
    for number, (kind, _, _) in enumerate(items.properties, start=1):
        if number not in has and kind not in {b"free", b"skip"}:
            yield Block(Leak.UNKNOWN_BLOCK, f"HEIF {kind.decode('latin-1')}")
    if any(kind not in _LINKS for kind, _, _ in items.links) or items.has_more:
        yield Block(Leak.UNKNOWN_BLOCK, "HEIF items")


def _brands(content: bytes) -> Blocks:
    """Yield a list of brands that says more than which kinds of file this is."""
    brands = [content[at : at + 4] for at in range(8, len(content), 4)]
    if any(content[4:8]) or len(content) % 4 or not {content[:4], *brands} <= _BRANDS:
        yield Block(Leak.UNKNOWN_BLOCK, "HEIF ftyp", content)


def _beside(kind: bytes, content: bytes) -> Blocks:
    name = f"HEIF {kind.decode('latin-1')}"
    if kind in _FILM:
        yield Block(Leak.OTHER_FRAMES, name, content)
    elif kind not in {b"free", b"skip"} or any(content):
        yield Block(Leak.UNKNOWN_BLOCK, name, content)


def _in_meta(data: bytes, start: int, end: int) -> Blocks:
    for kind, at, stop in boxes(data, start + 4, end):
        if kind == b"hdlr":
            is_empty = not any(data[at : at + 8] + data[at + 12 : at + _HANDLER_LENGTH])
            if not is_empty or any(data[at + _HANDLER_LENGTH : stop]) or data[at + 8 : at + 12] != b"pict":
                yield Block(Leak.COMMENT, "HEIF hdlr", data[at:stop])
        elif kind == b"iprp":
            yield from _properties(data, at, stop)
        elif kind == b"idat":
            pass  # looked at with the items that lie there
        elif kind not in _IN_META:
            yield from _beside(kind, data[at:stop])


def _properties(data: bytes, start: int, end: int) -> Blocks:
    for kind, at, stop in boxes(data, start, end):
        name = f"HEIF {kind.decode('latin-1')}"
        if kind == b"ipco":
            yield from _properties(data, at, stop)
        elif kind == b"colr":
            if data[at : at + 4] != b"nclx":
                yield Block(Leak.COLOUR_PROFILE, name, data[at:stop])
            elif stop - at != _NCLX_LENGTH:
                yield Block(Leak.UNKNOWN_BLOCK, name, data[at:stop])
        elif kind not in _PROPERTIES:
            yield from _beside(kind, data[at:stop])
        elif not _is_usual(kind, data[at:stop]):
            yield Block(Leak.UNKNOWN_BLOCK, name, data[at:stop])


def _is_usual(kind: bytes, content: bytes) -> bool:
    """Tell whether a property is as long as what it says, and says what pixels need."""
    if (check := _SETTINGS.get(kind)) is not None:
        return check(content)
    if kind == b"auxC":
        return content[4:] in _ALPHA
    if kind == b"pixi":
        return (
            not any(content[:4])
            and len(content) == _PIXI_HEAD + content[4]
            and set(content[_PIXI_HEAD:]) <= _DEPTHS
        )
    if kind == b"pasp":
        return len(content) == 8 and content[:4] == content[4:]  # noqa: PLR2004 - two numbers
    if kind in _FULL and any(content[:4]):
        return False
    lengths = _LENGTHS.get(kind)
    return lengths is None or len(content) in lengths


def _cut_off(data: bytes, items: Items) -> Blocks:
    """Yield a crop that leaves out more than filling: what is cut off stays in the file."""
    sizes = {kind: (at, stop) for kind, at, stop in items.properties_of(items.primary)}
    if b"clap" not in sizes:
        return
    at, stop = sizes[b"clap"]
    across, down = (_fraction(data, at + 8 * number) for number in range(2))
    width, height = items.shown_px(items.primary, data)
    if not all(_is_filling(whole, shown) for whole, shown in ((width, across), (height, down))):
        yield Block(Leak.HIDDEN_COLOURS, "HEIF crop", data[at:stop])


def _is_filling(whole: int, shown: float) -> bool:
    return shown <= whole <= max(_BLOCK_PX, shown + _FILLING_PX)


def _fraction(data: bytes, at: int) -> float:
    top, bottom = (int.from_bytes(data[place : place + 4], "big") for place in (at, at + 4))
    return top / max(bottom, 1)


def _needed(items: Items) -> frozenset[int]:
    """Return the primary item, the tiles that it is laid from, and what says where each shows through."""
    needed = {items.primary}
    for _ in range(2):
        for kind, source, targets in items.links:
            if kind == b"dimg" and source in needed:
                needed.update(targets)
            elif kind == b"auxl" and needed & set(targets) and items.is_aux(source, _ALPHA):
                needed.add(source)
    return frozenset(needed)


def _item(data: bytes, item: Item, items: Items, needed: frozenset[int]) -> Blocks:
    where = f"HEIF {item.kind.decode('latin-1')}"
    content = b"".join(data[start:end] for start, end in item.extents)
    if item.name not in _PLAIN_NAMES:
        yield Block(Leak.COMMENT, f"{where} name", item.name)
    if item.number in needed and item.kind in _PIXELS:
        yield from beside_pixels(
            item.kind, content, items.settings_of(item.number, data), items.size_px(item.number, data)
        )
    elif item.kind == b"Exif":
        yield from exif_blocks(content[4:].removeprefix(EXIF_START), where)
    elif item.kind == b"mime":
        leak = Leak.XMP if item.content_type == _XMP_TYPE else Leak.UNKNOWN_BLOCK
        yield Block(leak, where, content)
    elif any(kind == b"thmb" and source == item.number for kind, source, _ in items.links):
        yield Block(Leak.THUMBNAIL, where, content)
    else:
        yield Block(Leak.OTHER_FRAMES if item.kind in _PIXELS else Leak.UNKNOWN_BLOCK, where, content)


def _unaccounted(data: bytes, start: int, end: int, used: list[tuple[int, int]]) -> Blocks:
    for first, last in _gaps(start, end, used):
        if any(data[first:last]):
            yield Block(Leak.UNKNOWN_BLOCK, "HEIF between", data[first:last])


def _gaps(start: int, end: int, used: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = start
    for first, last in sorted(used):
        if first > at and first <= end:
            yield at, first
        if start <= first < end:
            at = max(at, last)
    if at < end:
        yield at, end
