"""How a reviewer moved or merged boxes: what was before, what is after, who did it and why."""

from datetime import datetime
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.pictures.images import Box, Settlement
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value

MERGED_SHARE = 0.3
"""Boxes are merged only where they share this much of the smaller one: one person has one face, and two
people who stand apart must never become one, who may be shown."""


class BoxChangeKind(StrEnum):
    """What was done with a box."""

    MOVED = "moved"
    MERGED = "merged"


class BoxBefore(Value):
    """A box as it was before: whose decision it carried, and what had found it."""

    id: Code
    box: Box
    detector: str
    settlement: Settlement
    contributor: Code | None = None


class BoxChange(Value):
    """One change; `face` is the box that stays. `before` are all the boxes that there were."""

    image: Code
    face: Code
    change: BoxChangeKind
    before: tuple[BoxBefore, ...]
    after: Box
    why: str
    by: Handle
    at: datetime


def share_of_smaller(one: Box, other: Box) -> float:
    """Return how much of the smaller box lies in the other, 0 to 1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / min(one.area_px, other.area_px)


def around_all(boxes: tuple[Box, ...]) -> Box:
    """Return the smallest box that holds them all."""
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )
