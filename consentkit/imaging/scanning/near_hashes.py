"""Tell near copies: 64 bits for the whole picture and for many parts of it, by the cosine transform.

A hash says how light and dark lie in a picture at a glance; nobody can be told by it, and no face is looked
at. The method is the usual perceptual hash (8 x 8 lowest frequencies of 32 x 32 grey values, each above or
below their median), as in ImageHash, which needs SciPy; pdqhash ships no wheel for every machine.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from consentkit.imaging.opening.pixels import Pixels

_SIDE, _LOW = 32, 8
# Parts are cut from a small picture: half of it still has four px for each of the 32.
_GLANCE_PX = 256
# Crops of each side in tenths: 21 spans across times 21 down are 441 parts. A crop between two steps is
# at most a twentieth off.
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_STEP = 0.1
_FLAT = 2.0
"""Below this spread of grey values there is nothing to tell a picture by."""

# So many pictures' parts are compared at once: about a megabyte, which stays near the processor.
_PICTURES_AT_ONCE = 256
_MANY_PAIRS = 1_000_000
"""From so many pairs of pictures on it pays to sort the hashes first."""
_CHUNKS = ((0, 13), (13, 13), (26, 13), (39, 13), (52, 12))
"""Where each fifth of a hash begins, and its bits."""
_ASKED_AT_ONCE, _KNOWN_AT_ONCE = 512, 4_096

Hashes = npt.NDArray[np.uint64]


def part_hashes(pixels: Pixels) -> Hashes:
    """Return the hash of the whole and of 440 parts, down to half of each side; the whole comes first.

    A copy that was cut is compared as a whole with the parts of the original. `[]` for a flat picture.
    """
    grey = _glance(pixels)
    parts = [_part(grey, left, top, across, down) for left, across in _spans() for top, down in _spans()]
    kept = [one for one in parts if one.std() >= _FLAT]
    return _hashes(np.array(kept)) if kept and parts[0].std() >= _FLAT else np.zeros(0, dtype=np.uint64)


def whole_hashes(pixels: Pixels) -> Hashes:
    """Return the hashes of the whole picture as it is and mirrored; `[]` for a flat picture."""
    grey = _glance(pixels)
    whole = _part(grey, 0, 0, 1, 1)
    if whole.std() < _FLAT:
        return np.zeros(0, dtype=np.uint64)
    return _hashes(np.array([whole, whole[:, ::-1]]))


def least_distance(whole: Hashes, parts: Hashes) -> int:
    """Return the fewest differing bits of 64 between any two; 64 where one has no hash."""
    if not len(whole) or not len(parts):
        return 64
    return int(np.bitwise_count(whole[:, None] ^ parts[None, :]).min())


def pack_hashes(pixels: Pixels) -> bytes:
    """Return what is kept of a picture: its hash mirrored, then those of the whole and of its parts."""
    whole = whole_hashes(pixels)
    return np.concatenate([whole[1:], part_hashes(pixels)]).astype("<u8").tobytes() if len(whole) else b""


def bits_apart(one: bytes, other: bytes) -> int:
    """Return in how many bits of 64 two pictures differ where one is the other, cut, mirrored or neither."""
    mine, theirs = np.frombuffer(one, dtype="<u8"), np.frombuffer(other, dtype="<u8")
    # The first is the mirrored whole, the second the whole: each against all parts of the other.
    return min(least_distance(mine[:2], theirs[1:]), least_distance(theirs[1:2], mine[1:]))


def near_pairs(own: Sequence[bytes], others: Sequence[bytes], most_bits: int) -> list[tuple[int, int, int]]:
    """Return which of `own` look like which of `others`: both numbers, and the bits in which they differ.

    It says what `bits_apart` says of every pair, up to `most_bits`; a flat picture (`b""`) looks like none.
    """
    mine = [(number, np.frombuffer(packed, dtype="<u8")) for number, packed in enumerate(own) if packed]
    theirs = [(number, np.frombuffer(packed, dtype="<u8")) for number, packed in enumerate(others) if packed]
    maybe = _by_chunks if len(mine) * len(theirs) > _MANY_PAIRS else _each_with_each
    return [
        (one, other, bits)
        for one, other in maybe(mine, theirs, most_bits)
        if (bits := bits_apart(own[one], others[other])) <= most_bits
    ]


Numbered = tuple[int, Hashes]
"""A picture's number and what is kept of it: its hash mirrored, that of the whole, and those of its parts."""


def _each_with_each(
    mine: list[Numbered], others: list[Numbered], most_bits: int
) -> Iterator[tuple[int, int]]:
    """Yield each pair with any two hashes so near."""
    for first in range(0, len(others), _PICTURES_AT_ONCE):
        some = others[first : first + _PICTURES_AT_ONCE]
        wholes = np.array([hashes[1] for _number, hashes in some])
        parts, owners = _owned(some, slice(1, None))
        apart, bits = np.empty_like(parts), np.empty(len(parts), dtype=np.uint8)
        for number, hashes in mine:
            found: set[int] = set()
            for whole in hashes[:2]:
                np.bitwise_xor(parts, whole, out=apart)
                near = np.bitwise_count(apart, out=bits) <= most_bits
                if near.any():
                    found.update(owners[near].tolist())
            near_parts = np.bitwise_count(wholes[:, None] ^ hashes[None, 1:]) <= most_bits
            if near_parts.any():
                found.update(some[other][0] for other in np.flatnonzero(near_parts.any(axis=1)))
            yield from ((number, other) for other in sorted(found))


def _by_chunks(mine: list[Numbered], others: list[Numbered], most_bits: int) -> Iterator[tuple[int, int]]:
    """Yield what `_each_with_each` does, a few bits of each hash compared with all others at a time."""
    whole, part = slice(0, 2), slice(1, None)
    found = set(_near_hashes(_owned(mine, whole), _owned(others, part), most_bits))
    back = _near_hashes(_owned(others, slice(1, 2)), _owned(mine, part), most_bits)
    yield from sorted(found.union((one, other) for other, one in back))


def _owned(pictures: list[Numbered], which: slice) -> tuple[Hashes, npt.NDArray[np.intp]]:
    """Return these hashes of all pictures, and whose each is."""
    kept = [(number, hashes[which]) for number, hashes in pictures]
    owners = np.repeat([number for number, _hashes in kept], [len(hashes) for _number, hashes in kept])
    return np.concatenate([hashes for _number, hashes in kept]), owners


def _near_hashes(
    asked: tuple[Hashes, npt.NDArray[np.intp]], known: tuple[Hashes, npt.NDArray[np.intp]], most_bits: int
) -> Iterator[tuple[int, int]]:
    """Yield whose hashes are so near whose, some of them more than once.

    Where 64 bits in five chunks differ in at most 12, one of the first three differs in at most 2, or one of
    the others in at most 1: only hashes with a chunk that near are compared whole (multi-index hashing:
    Norouzi, Punjani, Fleet 2012).
    """
    each, more = divmod(most_bits, len(_CHUNKS))
    for place, (shift, width) in enumerate(_CHUNKS):
        least = each if place <= more else each - 1
        asked_order, asked_starts = _by_value(
            _chunk(asked[0], shift, width), width, _near_values(width, least)
        )
        order, starts = _by_value(_chunk(known[0], shift, width), width, _near_values(width, 0))
        asked_hashes, sorted_hashes, owners = asked[0][asked_order], known[0][order], known[1][order]
        for value in np.flatnonzero(np.diff(starts) * np.diff(asked_starts)):
            for here in _slices(asked_starts[value], asked_starts[value + 1], _ASKED_AT_ONCE):
                for there in _slices(starts[value], starts[value + 1], _KNOWN_AT_ONCE):
                    apart = np.bitwise_count(asked_hashes[here, None] ^ sorted_hashes[None, there])
                    if apart.min() <= most_bits:
                        ones, others = np.divmod(np.flatnonzero(apart <= most_bits), apart.shape[1])
                        askers = asked[1][asked_order[here][ones]]
                        yield from zip(askers.tolist(), owners[there][others].tolist(), strict=True)


def _near_values(width: int, most_bits: int) -> npt.NDArray[np.uint16]:
    """Return what a chunk of this width is turned into by changing at most so many of its bits."""
    every = np.arange(1 << width, dtype=np.uint16)
    return every[np.bitwise_count(every) <= most_bits]


def _by_value(
    chunks: npt.NDArray[np.uint16], width: int, near: npt.NDArray[np.uint16]
) -> tuple[npt.NDArray[np.intp], list[int]]:
    """Return whose chunk comes near each value, value by value, and where each value's begin."""
    values = (chunks[:, None] ^ near[None, :]).ravel()
    order = np.argsort(values, kind="stable")
    ends = np.bincount(values, minlength=1 << width).cumsum()
    return order // len(near), [0, *ends.tolist()]


def _chunk(hashes: Hashes, shift: int, width: int) -> npt.NDArray[np.uint16]:
    return (hashes >> np.uint64(shift) & np.uint64((1 << width) - 1)).astype(np.uint16)


def _slices(first: int, last: int, size: int) -> Iterator[slice]:
    return (slice(start, min(start + size, last)) for start in range(first, last, size))


def _glance(pixels: Pixels) -> Image.Image:
    grey = Image.fromarray(np.asarray(pixels)).convert("L")
    grey.thumbnail((_GLANCE_PX, _GLANCE_PX), Image.Resampling.BOX)
    return grey


def _spans() -> list[tuple[float, float]]:
    """Return where a part begins and how long it is, in shares of a side; the whole first."""
    return [(place * _STEP, share) for share in _SHARES for place in range(round((1 - share) / _STEP) + 1)]


def _part(grey: Image.Image, left: float, top: float, across: float, down: float) -> npt.NDArray[np.float64]:
    box = (left * grey.width, top * grey.height, (left + across) * grey.width, (top + down) * grey.height)
    part = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX, box=box)
    return np.asarray(part, dtype=np.float64)


def _cosines() -> npt.NDArray[np.float64]:
    angles = (np.arange(_SIDE)[None, :] + 0.5) * np.arange(_LOW)[:, None]
    return np.asarray(np.cos(np.pi / _SIDE * angles))


def _hashes(parts: npt.NDArray[np.float64]) -> Hashes:
    cosines = _cosines()
    low = np.einsum("ui,nij,vj->nuv", cosines, parts, cosines).reshape(len(parts), -1)
    low[:, 0] = 0  # the mean: a lighter copy is the same picture
    bits = low > np.median(low, axis=1, keepdims=True)
    return np.asarray(np.packbits(bits, axis=1).view(">u8").astype(np.uint64).ravel())
