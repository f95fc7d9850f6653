"""A print of a contact sheet is for review: no part of it is a picture that could be shown."""

import io

import numpy as np
from PIL import Image

from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.redactions import SOLID, Cover
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.previews.contact_prints import print_copy, print_marked

_EVERYWHERE_PX = 160


def _grey(value, size=(600, 800)):
    return Picture(np.full((*size, 3), value, np.uint8), "image/png")


def _read(drawn):
    return np.asarray(Image.open(io.BytesIO(drawn.jpeg)).convert("L")).astype(int)


def test_every_part_of_a_print_says_what_it_is_on_any_ground():
    for value in (40, 128, 230):
        for printed in (print_copy(_grey(value), (), (800, 600)), print_marked(_grey(value), (), ())):
            read = _read(printed)
            for top in range(0, read.shape[0] - _EVERYWHERE_PX + 1, 40):
                for left in range(0, read.shape[1] - _EVERYWHERE_PX + 1, 40):
                    part = read[top : top + _EVERYWHERE_PX, left : left + _EVERYWHERE_PX]
                    assert np.ptp(part) > 40, (value, top, left)


def test_what_is_covered_black_stays_black():
    covered = Cover(face=Box(left=200, top=200, right=400, bottom=400), redaction=SOLID)
    assert _read(print_marked(_grey(200), (), (covered,)))[210:390, 210:390].max() < 12
