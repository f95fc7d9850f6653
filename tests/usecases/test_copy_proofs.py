"""What the second scan of a public copy finds counts, or is known to be nothing."""

import pytest

from consentkit.domain.pictures.images import Box, BoxKind, Detection
from consentkit.usecases.pictures.copy_proofs import _tells

COVER = Box(left=100, top=100, right=200, bottom=150)


def found(left, right, kind=BoxKind.TEXT, reads=None):
    """Something 100 px wide if `right` is `left` + 100, as high as the cover."""
    box = Box(left=left, top=100, right=right, bottom=150)
    return Detection(box=box, score=0.9, detector="rapidocr", kind=kind, reads=reads)


@pytest.mark.parametrize(
    ("left", "counts"), [(100, True), (110, True), (150, True), (151, False), (199, False), (50, True),
                         (49, False), (300, False)],
)  # fmt: skip
def test_words_that_nobody_can_read_count_where_at_least_half_of_them_is_covered(left, counts):
    assert _tells(found(left, left + 100), [COVER]) is counts


def test_one_cover_of_several_is_enough():
    elsewhere = Box(left=0, top=0, right=10, bottom=10)
    assert _tells(found(100, 200), [elsewhere, COVER])
    assert not _tells(found(100, 200), [])


@pytest.mark.parametrize("left", [100, 300])
def test_words_that_can_be_read_and_faces_count_wherever_they_are(left):
    assert _tells(found(left, left + 100, reads="Riverside"), [COVER])
    assert _tells(found(left, left + 100, kind=BoxKind.FACE), [COVER])
