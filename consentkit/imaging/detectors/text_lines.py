"""Lines of words in a picture: which are the same, what lies in them, and which stand together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from consentkit.domain.pictures.images import Box
from consentkit.imaging.opening.pixels import Pixels

Corners = npt.NDArray[np.float32]
"""4 x 2: x and y of top left, top right, bottom right, bottom left, as the line lies; px."""

# All five were chosen by eye; benchmarks/texts.py measures what comes of them together (docs/detection.md).
# A line goes where others cover this share of it,
_SAME_SHARE = 0.6
# others with letters up to twice as high;
_SAME_LETTERS = 2.0
# lines join a block up to one letter's height apart,
_NEAR = 1.0
# with letters up to four times as high: a headline belongs to its text,
_ALIKE = 4.0
# while the box around the block is at most three times what its lines fill.
_MOST_EMPTY = 3.0


@dataclass(frozen=True)
class TextLine:
    """One line of words, however it lies, and how sure the network is that it is one, 0 to 1."""

    corners: Corners
    score: float

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom; px."""
        (left, top), (right, bottom) = self.corners.min(axis=0), self.corners.max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    @property
    def area_px(self) -> float:
        """The area within the corners in square px."""
        x, y = self.corners.T.astype(np.float64)
        return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)

    @property
    def sides_px(self) -> tuple[float, float]:
        """The length along the words as they lie, and across."""
        top_left, top_right, bottom_right, bottom_left = self.corners
        along = max(np.linalg.norm(top_left - top_right), np.linalg.norm(bottom_left - bottom_right))
        across = max(np.linalg.norm(top_left - bottom_left), np.linalg.norm(top_right - bottom_right))
        return float(along), float(across)

    @property
    def letter_px(self) -> float:
        """About how high its letters are, with what is left free around them."""
        return min(self.sides_px)

    def moved(self, *, x: float, y: float) -> "TextLine":
        """Return the line moved by px."""
        return TextLine(self.corners + np.array([x, y], dtype=np.float32), self.score)

    def shrunk(self, *, x_factor: float, y_factor: float) -> "TextLine":
        """Return the line of an enlarged (or shrunk: factor < 1) picture in px of the original."""
        return TextLine((self.corners / (x_factor, y_factor)).astype(np.float32), self.score)


@dataclass(frozen=True)
class Block:
    """Lines that stand together, from top to bottom, and the box around them."""

    lines: tuple[int, ...]
    edges: tuple[float, float, float, float]

    def box(self, width_px: int, height_px: int) -> Box:
        """Return the box, rounded outwards and cut at a picture of this size."""
        left, top, right, bottom = self.edges
        x0, y0 = min(width_px - 1, max(0, int(left))), min(height_px - 1, max(0, int(top)))
        x1, y1 = min(width_px, -int(-right // 1)), min(height_px, -int(-bottom // 1))
        return Box(left=x0, top=y0, right=max(x0 + 1, x1), bottom=max(y0 + 1, y1))


def without_double_lines(passes: Iterable[Sequence[TextLine]]) -> list[TextLine]:
    """Keep each line once: an earlier pass before a later one, and in a pass the longer.

    A line goes where those that are kept cover most of it, such as the part of it that another tile saw.
    """
    kept: list[TextLine] = []
    for seen in passes:
        for line in sorted(seen, key=lambda one: -one.area_px):
            if _covered_share(line, kept) < _SAME_SHARE:
                kept.append(line)
    return kept


def _covered_share(line: TextLine, others: Sequence[TextLine]) -> float:
    # A blob as high as the picture is no line, and must not swallow those that lie on it.
    alike = [other for other in others if other.letter_px <= _SAME_LETTERS * line.letter_px]
    near = [other for other in alike if _touch(line.edges, other.edges)]
    if not near:
        return 0.0
    left, top, right, bottom = line.edges
    size = max(1, int(right - left) + 1), max(1, int(bottom - top) + 1)
    factor = min(1.0, 64 / max(size))
    own = _mask([line], (left, top), size, factor)
    theirs = _mask(near, (left, top), size, factor)
    return float((own & theirs).sum() / max(1, own.sum()))


def _mask(
    lines: Sequence[TextLine], origin: tuple[float, float], size: tuple[int, int], factor: float
) -> npt.NDArray[np.bool_]:
    """Return which cells of a small raster these lines lie on."""
    raster = Image.new("1", (max(1, round(size[0] * factor)), max(1, round(size[1] * factor))))
    draw = ImageDraw.Draw(raster)
    for line in lines:
        corners = (line.corners - np.array(origin)) * factor
        draw.polygon([(float(x), float(y)) for x, y in corners], fill=1)
    return np.asarray(raster, dtype=bool)


def part_of(pixels: Pixels, line: TextLine) -> Pixels:
    """Return the line itself, level as it lies, at its own size; at least 2 px each way."""
    left, top, right, bottom = line.edges
    x0, y0 = max(0, int(left) - 1), max(0, int(top) - 1)
    near = np.ascontiguousarray(pixels[y0 : int(bottom) + 2, x0 : int(right) + 2])
    along, across = (max(2, round(side)) for side in line.sides_px)
    corners = line.corners - np.array([x0, y0], dtype=np.float32)
    top_left, top_right, bottom_right, bottom_left = corners.tolist()
    quad = (*top_left, *bottom_left, *bottom_right, *top_right)
    level = Image.fromarray(near).transform(
        (along, across), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC
    )
    return cast("Pixels", np.asarray(level))


def blocks_of(lines: Sequence[TextLine]) -> list[Block]:
    """Put lines that stand together into blocks, so that a poster is one and not forty; largest first.

    Lines are of one block when they are nearer than a letter is high. Blocks stay apart where the box around
    them would mostly hold other things: it would swallow what lies between.
    """
    heap = _Heap(lines)
    pairs = _near_pairs(lines)
    # What was too empty to join may not be so any more.
    while sum(heap.join(one, other) for one, other in pairs):
        continue
    blocks = [_block(lines, group) for group in heap.groups()]
    return sorted(blocks, key=lambda block: -_area(block.edges))


class _Heap:
    """Which lines are of one block so far."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._group = {n: [n] for n in range(len(lines))}

    def groups(self) -> list[list[int]]:
        return list({id(group): group for group in self._group.values()}.values())

    def join(self, one: int, other: int) -> bool:
        """Put the groups of two lines together where they fill the box around them; tell whether it did."""
        first, second = self._group[one], self._group[other]
        if first is second or not self._fills([*first, *second]):
            return False
        first += second
        self._group.update(dict.fromkeys(second, first))
        return True

    def _fills(self, group: Sequence[int]) -> bool:
        filled = sum(_area(self._lines[n].edges) for n in group)
        return _area(_around(self._lines, group)) <= _MOST_EMPTY * filled


def _near_pairs(lines: Sequence[TextLine]) -> list[tuple[int, int]]:
    """Return the pairs of lines that may be of one block, those of the most alike letters first."""
    if len(lines) < 2:  # noqa: PLR2004 - it takes two
        return []
    edges = np.array([line.edges for line in lines])
    letters = np.array([line.letter_px for line in lines])
    small, large = np.minimum.outer(letters, letters), np.maximum.outer(letters, letters)
    reach = np.where(large > _ALIKE * small, 0.0, small * _NEAR)
    across = np.maximum.outer(edges[:, 0], edges[:, 0]) - np.minimum.outer(edges[:, 2], edges[:, 2])
    down = np.maximum.outer(edges[:, 1], edges[:, 1]) - np.minimum.outer(edges[:, 3], edges[:, 3])
    ones, others = np.nonzero(np.triu((across <= reach) & (down <= reach), 1))
    ratio = (large / np.maximum(small, 1e-6))[ones, others]
    return [(int(ones[n]), int(others[n])) for n in np.argsort(ratio, kind="stable")]


def _block(lines: Sequence[TextLine], group: Sequence[int]) -> Block:
    order = sorted(group, key=lambda n: (lines[n].edges[1], lines[n].edges[0]))
    return Block(tuple(order), _around(lines, group))


def _around(lines: Sequence[TextLine], group: Sequence[int]) -> tuple[float, float, float, float]:
    left, top, right, bottom = zip(*(lines[n].edges for n in group), strict=True)
    return min(left), min(top), max(right), max(bottom)


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _area(edges: tuple[float, float, float, float]) -> float:
    return (edges[2] - edges[0]) * (edges[3] - edges[1])
