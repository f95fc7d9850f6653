"""Ways to cover a face, and what each must be at least: black is protection, the others are cosmetic."""

import math
from datetime import date
from enum import StrEnum

from pydantic import Field

from consentkit.domain.errors import InvalidInput
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.images import Box, Face, Image, Settlement
from consentkit.domain.values import Value

BOX_GROWTH = 1.3
"""A box covers the face's box grown by this: the bare one leaks hair and outline (measured: 18 % of bare
black boxes were matched to the right one of 21 people, 6 % of grown ones; chance is 5 %)."""

OVAL_GROWTH = 1.5
"""An oval in a box grown by the square root of 2 or more holds the face's whole box."""

MOST_CELLS = 6
LEAST_SIGMA = 0.2
"""Weaker ones were recognised: 8 cells 32 % among the first five of 21, a blur of 0.1 of the width 62 %."""

_EDGE_SHARE = 0.05
"""A face whose box ends this near to the frame (in its own widths) goes on outside it."""


class RedactionMethod(StrEnum):
    """How a face is covered. Only `solid` protects; who blurs his own pictures too matches the others."""

    SOLID = "solid"
    MOSAIC = "mosaic"
    BLUR = "blur"


class CoverShape(StrEnum):
    """The outline of a cover."""

    BOX = "box"
    OVAL = "oval"


class Redaction(Value):
    """A way to cover. `cells` across the face's width for a mosaic, `sigma` in its widths for a blur."""

    method: RedactionMethod = RedactionMethod.SOLID
    shape: CoverShape = CoverShape.BOX
    cells: int = Field(default=MOST_CELLS, ge=1)
    sigma: float = Field(default=LEAST_SIGMA, gt=0)

    @property
    def is_cosmetic(self) -> bool:
        """Tell whether it only looks like protection."""
        return self.method is not RedactionMethod.SOLID

    def is_as_strong_as(self, other: "Redaction") -> bool:
        """Tell whether over the same face nothing is seen through it that the other hid."""
        if self.shape is not other.shape:
            return False
        if self.method is RedactionMethod.SOLID:
            return True
        is_mosaic = self.method is RedactionMethod.MOSAIC
        is_coarser = self.cells <= other.cells if is_mosaic else self.sigma >= other.sigma
        return self.method is other.method and is_coarser

    def check(self) -> None:
        """Raise InvalidInput (redaction-too-weak) for a mosaic or a blur through which faces were matched."""
        too_many = self.method is RedactionMethod.MOSAIC and self.cells > MOST_CELLS
        too_sharp = self.method is RedactionMethod.BLUR and self.sigma < LEAST_SIGMA
        if too_many or too_sharp:
            raise InvalidInput("redaction-too-weak", most_cells=MOST_CELLS, least_sigma=LEAST_SIGMA)


SOLID = Redaction()


class Cover(Value):
    """One face's box and how it is covered; px of the original."""

    face: Box
    redaction: Redaction = SOLID

    def area(self, *, width_px: int, height_px: int) -> Box:
        """Return what is covered in a picture of this size, past hairline and ears.

        Where the face goes on outside the frame its box is only a part: the margin then follows the longer
        side, and the cover reaches to the frame.
        """
        growth = BOX_GROWTH if self.redaction.shape is CoverShape.BOX else OVAL_GROWTH
        face, frame = self.face, (width_px, height_px)
        near_px = _EDGE_SHARE * max(face.width_px, face.height_px)
        is_cut = (
            min(face.left, face.top) <= near_px
            or min(frame[0] - face.right, frame[1] - face.bottom) <= near_px
        )
        if not is_cut:
            return face.grown(growth, width_px=width_px, height_px=height_px)
        margin = math.ceil(round((growth - 1) / 2 * max(face.width_px, face.height_px), 3))
        return Box(
            left=max(0, face.left - margin),
            top=max(0, face.top - margin),
            right=min(width_px, face.right + margin),
            bottom=min(height_px, face.bottom + margin),
        )

    def hides_all_of(self, other: "Cover", image: Image) -> bool:
        """Tell whether it hides whatever the other hid: the same face as strongly, or all of it black."""
        if self.face == other.face and self.redaction.is_as_strong_as(other.redaction):
            return True
        own, others = (one.area(width_px=image.width_px, height_px=image.height_px) for one in (self, other))
        is_black_box = not self.redaction.is_cosmetic and self.redaction.shape is CoverShape.BOX
        return is_black_box and _holds(own, others)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )


def may_be_cosmetic(face: Face, person: Contributor | None, on: date) -> bool:
    """Tell whether a mosaic or a blur may stand for this face: only where we know that nobody is at risk.

    A face that is redacted without a name may be anyone's, so it is covered black.
    """
    if face.lacks_second:
        return False
    if face.settlement is Settlement.DECLARED:
        return True
    if face.settlement is not Settlement.LINKED or person is None:
        return False
    return not (person.is_protected_on(on) or person.is_child_on(on))
