"""Where shapes lie on a slide: beside it, or below another. Runs only in the document reader's process."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from consentkit.documents.members.sight_colours import child, colours_in, is_faint, local, number
from consentkit.domain.words.drafts import Holds

_SIZE = re.compile(rb"<(?:\w+:)?sldSz\b[^>]*\bcx=[\"'](\d+)[\"'][^>]*\bcy=[\"'](\d+)[\"']")
_USUAL = (9_144_000, 6_858_000)
_SEEN_SHARE, _COVERED_SHARE = 0.5, 0.9
"""Of a shape: less of it on the slide, and it is beside it; more of it below another, and it is covered."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Scale:
    """How a group draws what is in it: by how much, and from where."""

    across: float = 1.0
    down: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def drawn(self, box: Box) -> Box:
        """Return where a box of the group lies on the slide."""
        left, top, right, bottom = box
        return (
            left * self.across + self.left,
            top * self.down + self.top,
            right * self.across + self.left,
            bottom * self.down + self.top,
        )


@dataclass(frozen=True)
class _Shape:
    box: Box
    has_words: bool
    is_cover: bool


def slide_size(presentation: bytes) -> tuple[int, int]:
    """Return the width and height of slides, in EMU."""
    found = _SIZE.search(presentation)
    return (int(found.group(1)), int(found.group(2))) if found else _USUAL


def hidden_by_place(slide: bytes, size: tuple[int, int]) -> Iterator[Holds]:
    """Yield hidden words where a shape with words lies beside the slide, covered ones below another."""
    tree = next((one for one in fromstring(slide).iter() if local(one) == "spTree"), None)
    shapes = list(_shapes(tree, _Scale())) if tree is not None else []
    slide_box = (0.0, 0.0, float(size[0]), float(size[1]))
    words = [(order, one.box) for order, one in enumerate(shapes) if one.has_words]
    if any(_share(box, slide_box) < _SEEN_SHARE for _, box in words):
        yield Holds.HIDDEN_WORDS
    covers = [(order, one.box) for order, one in enumerate(shapes) if one.is_cover]
    if any(
        order < over and _share(box, cover) > _COVERED_SHARE for order, box in words for over, cover in covers
    ):
        yield Holds.COVERED_WORDS


def _shapes(holder: Element, scale: _Scale) -> Iterator[_Shape]:
    for one in holder:
        name = local(one)
        if name == "grpSp":
            yield from _shapes(one, _scaled(one, scale))
        elif name in {"sp", "cxnSp", "pic", "graphicFrame"}:
            place = child(one, "xfrm") if name == "graphicFrame" else child(one, "spPr", "xfrm")
            if (box := _box(place)) is not None:
                yield _Shape(scale.drawn(box), _has_words(one), _is_cover(one, name))


def _box(place: Element | None) -> Box | None:
    corner, size = child(place, "off"), child(place, "ext")
    if corner is None or size is None:
        return None
    left, top = number(corner, "x"), number(corner, "y")
    return left, top, left + number(size, "cx"), top + number(size, "cy")


def _scaled(group: Element, around: _Scale) -> _Scale:
    place = child(group, "grpSpPr", "xfrm")
    box, corner, inner = _box(place), child(place, "chOff"), child(place, "chExt")
    if box is None or corner is None or inner is None:
        return around
    across = (box[2] - box[0]) / (number(inner, "cx") or 1.0)
    down = (box[3] - box[1]) / (number(inner, "cy") or 1.0)
    left, top = box[0] - number(corner, "x") * across, box[1] - number(corner, "y") * down
    drawn = around.drawn((left, top, left, top))
    return _Scale(across * around.across, down * around.down, drawn[0], drawn[1])


def _has_words(shape: Element) -> bool:
    return any(local(one) == "t" and any(map(str.isalnum, one.text or "")) for one in shape.iter())


def _is_cover(shape: Element, name: str) -> bool:
    """Tell whether nothing is seen through a shape: a picture, or one with a fill of its own."""
    fill = child(shape, "spPr", "solidFill")
    return name == "pic" or (fill is not None and not any(map(is_faint, colours_in(fill))))


def _share(box: Box, other: Box) -> float:
    """Return how much of a box lies in another, 0 to 1; one without size counts by its corner."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    area = max(box[2] - box[0], 1.0) * max(box[3] - box[1], 1.0)
    return max(across, 0.0) * max(down, 0.0) / area if area > 1.0 else float(across >= 0 and down >= 0)
