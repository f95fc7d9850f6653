"""Covers of every kind, and that nothing under them is left in the file."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.public_copies import CopyFormat
from consentkit.domain.pictures.redactions import Cover, CoverShape, Redaction, RedactionMethod
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.redaction.redacting import covered_exactly, make_public_copy, scaled_covers

from .conftest import saved

WIDTH, HEIGHT = 160, 120
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def boxes(draw):
    left, top = draw(st.integers(0, WIDTH - 9)), draw(st.integers(0, HEIGHT - 9))
    right = draw(st.integers(left + 8, min(WIDTH, left + 80)))
    bottom = draw(st.integers(top + 8, min(HEIGHT, top + 80)))
    return Box(left=left, top=top, right=right, bottom=bottom)


def noise(seed):
    return np.random.default_rng(seed).integers(40, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)


def solid(face, shape=CoverShape.BOX):
    return Cover(face=face, redaction=Redaction(shape=shape))


@SLOW
@given(
    faces=st.lists(boxes(), min_size=1, max_size=3),
    shape=st.sampled_from(CoverShape),
    kind=st.sampled_from(CopyFormat),
    longest=st.sampled_from([None, 100, 77]),
    seed=st.integers(0, 1000),
)
def test_what_lies_under_black_covers_makes_no_difference_to_a_single_byte(faces, shape, kind, longest, seed):
    covers = [solid(face, shape) for face in faces]
    one = noise(seed)
    two = one.copy()
    for face in faces:
        two[face.top : face.bottom, face.left : face.right] = noise(seed + 1)[
            face.top : face.bottom, face.left : face.right
        ]
    made = [
        make_public_copy(Picture(pixels, "image/png"), covers, longest_side_px=longest, kind=kind)
        for pixels in (one, two)
    ]
    assert made[0] == made[1]
    copy = open_picture(made[0])
    sizes = (WIDTH, HEIGHT), (copy.width_px, copy.height_px)
    assert covered_exactly(copy, scaled_covers(covers, *sizes))


@SLOW
@given(face=boxes(), method=st.sampled_from(RedactionMethod), shape=st.sampled_from(CoverShape))
def test_no_block_of_the_hidden_face_is_in_the_copy(face, method, shape):
    cover = Cover(face=face, redaction=Redaction(method=method, shape=shape))
    original = noise(3)
    copy = open_picture(make_public_copy(Picture(original, "image/png"), [cover])).pixels
    hidden = {
        original[y : y + 4, x : x + 4].tobytes()
        for y in range(face.top, face.bottom - 3)
        for x in range(face.left, face.right - 3)
    }
    seen = {
        copy[y : y + 4, x : x + 4].tobytes()
        for y in range(face.top, face.bottom - 3)
        for x in range(face.left, face.right - 3)
    }
    assert not hidden & seen


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_mosaic_beside_a_black_cover_does_not_average_what_the_black_one_hides(kind):
    protected, other = Box(left=40, top=30, right=80, bottom=80), Box(left=78, top=30, right=118, bottom=80)
    covers = [solid(protected), Cover(face=other, redaction=Redaction(method="mosaic"))]
    one, two = noise(5), noise(5)
    two[30:80, 40:80] = 255
    made = [make_public_copy(Picture(p, "image/png"), covers, kind=kind.lower()) for p in (one, two)]
    assert made[0] == made[1]


def test_a_mosaic_has_no_more_cells_across_the_face_than_it_says(hopper):
    picture = open_picture(saved(hopper, "PNG"))
    face = Box(left=174, top=131, right=358, bottom=337)
    copy = open_picture(
        make_public_copy(picture, [Cover(face=face, redaction=Redaction(method="mosaic", cells=6))])
    )
    row = copy.pixels[240, face.left : face.right].astype(int)
    assert np.count_nonzero(np.abs(np.diff(row, axis=0)).max(axis=1)) <= 6


@pytest.mark.parametrize("shape", list(CoverShape))
def test_a_cover_holds_the_whole_box_and_grows_past_it(shape):
    face = Box(left=60, top=40, right=90, bottom=80)
    pixels = np.full((HEIGHT, WIDTH, 3), 200, dtype=np.uint8)
    copy = open_picture(make_public_copy(Picture(pixels, "image/png"), [solid(face, shape)])).pixels
    assert not copy[40:80, 60:90].any()
    assert not copy[35:40, 72:78].any()  # hair
    assert not copy[58:62, 56:60].any()  # an ear
    assert copy[0:15].all()


def test_a_face_cut_by_the_frame_is_covered_to_the_frame_and_as_far_as_its_longer_side_asks():
    slice_of_a_face = Box(left=1, top=40, right=9, bottom=80)
    area = solid(slice_of_a_face).area(width_px=WIDTH, height_px=HEIGHT)
    assert (area.left, area.right) == (0, 15)
    corner = solid(Box(left=0, top=0, right=20, bottom=20), CoverShape.OVAL)
    pixels = np.full((HEIGHT, WIDTH, 3), 200, dtype=np.uint8)
    copy = open_picture(make_public_copy(Picture(pixels, "image/png"), [corner])).pixels
    assert not copy[0:20, 0:20].any()


@pytest.mark.parametrize(
    ("redaction", "is_weak"),
    [
        ({"method": "mosaic", "cells": 7}, True),
        ({"method": "mosaic", "cells": 6}, False),
        ({"method": "blur", "sigma": 0.19}, True),
        ({"method": "blur", "sigma": 0.2}, False),
        ({"cells": 100, "sigma": 0.01}, False),
    ],
)
def test_a_cover_through_which_faces_were_matched_is_refused(redaction, is_weak):
    made = Redaction.model_validate(redaction)
    if not is_weak:
        made.check()
        return
    with pytest.raises(InvalidInput, match="redaction-too-weak"):
        made.check()


def test_a_copy_is_no_larger_than_asked_and_never_enlarged(hopper):
    picture = open_picture(saved(hopper, "PNG"))
    small = open_picture(make_public_copy(picture, [], longest_side_px=300))
    assert (small.width_px, small.height_px) == (256, 300)
    same = open_picture(make_public_copy(picture, [], longest_side_px=3000))
    assert (same.width_px, same.height_px) == (512, 600)
