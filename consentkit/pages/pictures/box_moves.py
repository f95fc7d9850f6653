"""Where a box goes when it is moved, sized or spanned, within its picture. Sizes: (width, height), px."""

from consentkit.domain.pictures.images import Box

_LEAST_PX = 4
"""A box never gets narrower or lower by a key."""

Pair = tuple[int, int]


def steps(size_px: Pair) -> tuple[int, ...]:
    """Return by how many px a key moves: coarse, fine, finest."""
    longer = max(size_px)
    return tuple(dict.fromkeys((max(1, longer // 24), max(1, longer // 120), 1)))


def around(size_px: Pair) -> Box:
    """Return a square in the middle, as a beginning."""
    side = max(1, min(size_px) // 4)
    left, top = (size_px[0] - side) // 2, (size_px[1] - side) // 2
    return Box(left=left, top=top, right=left + side, bottom=top + side)


def moved(box: Box, by: Pair, size_px: Pair) -> Box:
    """Return the box moved by so many px across and down, no further than the picture's edges."""
    left, right = _slid(box.left, box.right, by[0], size_px[0])
    top, bottom = _slid(box.top, box.bottom, by[1], size_px[1])
    return Box(left=left, top=top, right=right, bottom=bottom)


def _slid(start: int, end: int, by: int, limit: int) -> Pair:
    length = min(end - start, limit)
    start = max(0, min(limit - length, start + by))
    return start, start + length


def sized(box: Box, by: Pair, size_px: Pair) -> Box:
    """Return the box with its right and bottom edges moved by so many px."""
    left, top = min(box.left, size_px[0] - 1), min(box.top, size_px[1] - 1)
    return Box(
        left=left,
        top=top,
        right=_edge(left, box.right, by[0], size_px[0]),
        bottom=_edge(top, box.bottom, by[1], size_px[1]),
    )


def _edge(start: int, end: int, by: int, limit: int) -> int:
    return min(limit, max(start + _LEAST_PX, end + by))


def between(corner: Pair, other: Pair, *, cells: Pair, size_px: Pair) -> Box:
    """Return the box from one cell to another (column, row), both whole; `cells` are the picture's."""
    left, right = _span(corner[0], other[0], cells[0], size_px[0])
    top, bottom = _span(corner[1], other[1], cells[1], size_px[1])
    return Box(left=left, top=top, right=right, bottom=bottom)


def _span(one: int, other: int, cells: int, length_px: int) -> Pair:
    first, last = sorted((max(0, min(cells - 1, one)), max(0, min(cells - 1, other))))
    start = first * length_px // cells
    return start, max(start + 1, (last + 1) * length_px // cells)
