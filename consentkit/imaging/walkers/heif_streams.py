"""What a HEVC or AV1 picture holds beside the parts that a decoder makes pixels of."""

from collections.abc import Iterator

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import Damaged
from consentkit.imaging.walkers.blocks import Block, Blocks
from consentkit.imaging.walkers.heif_sizes import av1_size, hevc_cut_px

# ITU-T H.265, table 7-1: slices of a picture that is decoded alone or from others, and parameter sets.
_SLICES, _PARAMETERS, _SEQUENCE = range(32), range(32, 35), 33
_FIRST_SLICE = 0x80
# Where the arrays of parameter sets begin in hvcC; the byte whose lowest two bits say how long lengths are.
_ARRAYS, _LENGTHS = 22, 21
# AV1, 6.2.2: sequence header, temporal delimiter, frame header, tile group, frame, redundant header.
_AV1_NEEDED = frozenset({1, 2, 3, 4, 6, 7})
_AV1_SEQUENCE, _AV1_FRAME_HEADER, _AV1_FRAME = 1, 3, 6
_AV1_SETTINGS = 4
_GRID_LENGTHS = frozenset({8, 12})
_MOST_FILLING_PX = 64
"""Encoders fill the sides of a picture up to whole blocks of at most 64 px, and cut the filling off again."""


def beside_pixels(kind: bytes, content: bytes, settings: bytes, size: tuple[int, int]) -> Blocks:
    """Yield what an item's own bytes hold beside one picture; `settings` are its hvcC or av1C.

    `size` is that which the item says it has; of a grid, that of one of its tiles.
    """
    if kind == b"grid":
        yield from _grid(content, size)
    elif kind == b"hvc1":
        yield from _hevc(content, settings)
    else:
        yield from _av1(content, size)
        yield from _av1_settings(settings)


def _grid(content: bytes, tile: tuple[int, int]) -> Blocks:
    if len(content) not in _GRID_LENGTHS:
        raise Damaged
    wide = 4 if content[1] & 1 else 2
    sides = (int.from_bytes(content[at : at + wide], "big") for at in (4, 4 + wide))
    laid = ((content[3] + 1) * tile[0], (content[2] + 1) * tile[1])
    if any(not 0 <= whole - side <= _MOST_FILLING_PX for whole, side in zip(laid, sides, strict=True)):
        yield Block(Leak.HIDDEN_COLOURS, "HEIF grid", content)


def _hevc(content: bytes, settings: bytes) -> Blocks:
    if len(settings) <= _ARRAYS:
        raise Damaged
    wide, pictures = (settings[_LENGTHS] & 3) + 1, 0
    for unit in (*_arrays(settings), *_units(content, wide)):
        kind = unit[0] >> 1 & 0x3F
        if kind == _SEQUENCE and max(hevc_cut_px(unit)) > _MOST_FILLING_PX:
            yield Block(Leak.HIDDEN_COLOURS, "HEVC crop", unit)
        if kind in _SLICES:
            pictures += bool(unit[2] & _FIRST_SLICE)
        elif kind not in _PARAMETERS:
            yield Block(Leak.UNKNOWN_BLOCK, f"HEVC {kind}", unit)
    if pictures != 1:
        yield Block(Leak.OTHER_FRAMES, "HEVC")


def is_plain_hevc(settings: bytes) -> bool:
    """Tell whether hvcC says in its head what its sequence says, and nothing in the bits that are free."""
    if len(settings) <= _ARRAYS:
        return False
    free = ((13, 0xF0), (15, 0xFC), (16, 0xFC), (17, 0xF8), (18, 0xF8))
    is_free = all(settings[at] & mask == mask for at, mask in free)
    units = (unit for unit in _arrays(settings) if unit[0] >> 1 & 0x3F == _SEQUENCE)
    profiles = [unit.replace(b"\x00\x00\x03", b"\x00\x00")[3:15] for unit in units]
    return settings[0] == 1 and is_free and all(one[:5] == settings[1:6] for one in profiles)


def is_plain_av1(settings: bytes) -> bool:
    """Tell whether av1C leaves its free bits empty (AV1 in ISOBMFF, 2.3.3)."""
    delay = settings[3] if len(settings) >= _AV1_SETTINGS else 0xFF
    return settings[:1] == b"\x81" and not delay & 0xE0 and (bool(delay & 0x10) or not delay & 0x0F)


def _units(content: bytes, wide: int) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        length = int.from_bytes(content[at : at + wide], "big")
        if length < 3 or at + wide + length > len(content):  # noqa: PLR2004 - a header of two, and something
            raise Damaged
        yield content[at + wide : at + wide + length]
        at += wide + length


def _arrays(settings: bytes) -> Iterator[bytes]:
    at = _ARRAYS + 1
    for _ in range(settings[_ARRAYS]):
        count, at = int.from_bytes(settings[at + 1 : at + 3], "big"), at + 3
        for _ in range(count):
            length = int.from_bytes(settings[at : at + 2], "big")
            if length < 3 or at + 2 + length > len(settings):  # noqa: PLR2004 - as above
                raise Damaged
            yield settings[at + 2 : at + 2 + length]
            at += 2 + length
    if at != len(settings):
        raise Damaged


def _av1_settings(settings: bytes) -> Blocks:
    if len(settings) < _AV1_SETTINGS:
        raise Damaged
    for kind, unit in _obus(settings[_AV1_SETTINGS:]):
        if kind != _AV1_SEQUENCE:
            yield Block(Leak.UNKNOWN_BLOCK, f"AV1 {kind}", unit)


def _av1(content: bytes, size: tuple[int, int]) -> Blocks:
    frames = 0
    for kind, unit in _obus(content):
        if kind == _AV1_SEQUENCE and av1_size(unit) != size:
            yield Block(Leak.HIDDEN_COLOURS, "AV1 crop", unit)
        frames += kind in {_AV1_FRAME, _AV1_FRAME_HEADER}
        if kind not in _AV1_NEEDED:
            yield Block(Leak.UNKNOWN_BLOCK, f"AV1 {kind}", unit)
    if frames != 1:
        yield Block(Leak.OTHER_FRAMES, "AV1")


def _obus(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        head = content[at]
        kind, has_length = head >> 3 & 15, head & 2
        at += 2 if head & 4 else 1
        length, at = _leb128(content, at) if has_length else (len(content) - at, at)
        if at + length > len(content):
            raise Damaged
        yield kind, content[at : at + length]
        at += length


def _leb128(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = content[at + place]
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            return value, at + place + 1
    raise Damaged
