"""What several passes saw is put together: one place each, its box their mean, its two best scores."""

import numpy as np
import pytest
from PIL import Image

from consentkit.domain.pictures.images import Profile
from consentkit.imaging.detectors.centerface import CenterFace
from consentkit.imaging.detectors.non_maximum_suppression import NOTHING, fused, overlaps
from consentkit.imaging.detectors.sessions import Network
from consentkit.imaging.opening.resizing import fitted

FACE = (100.0, 100.0, 140.0, 150.0)
BESIDE = (104.0, 100.0, 144.0, 150.0)
AWAY = (300.0, 100.0, 340.0, 150.0)


def seen(*boxes: tuple[tuple[float, ...], float]) -> np.ndarray:
    return np.array([(*box, score) for box, score in boxes]).reshape(-1, 5)


def test_a_place_has_the_mean_box_and_the_best_score_of_two_passes() -> None:
    (place,) = fused([seen((FACE, 0.6)), seen((BESIDE, 0.2)), NOTHING])
    assert place == pytest.approx([101, 100, 141, 150, 0.6, 0.2])


def test_one_pass_is_no_second_opinion_of_itself() -> None:
    (place,) = fused([seen((FACE, 0.6), (BESIDE, 0.5)), NOTHING])
    assert place == pytest.approx([*FACE, 0.6, 0.0])


def test_places_apart_stay_apart_the_best_first() -> None:
    places = fused([seen((FACE, 0.3)), seen((AWAY, 0.7))])
    assert [tuple(place) for place in places] == [(*AWAY, 0.7, 0.0), (*FACE, 0.3, 0.0)]
    assert fused([NOTHING, NOTHING]).shape == (0, 6)


def test_overlaps_are_told_one_by_one() -> None:
    assert list(overlaps(seen((BESIDE, 0.5), (AWAY, 0.5)), seen((FACE, 0.5)), 0.2)) == [True, False]
    assert list(overlaps(seen((BESIDE, 0.5)), NOTHING, 0.2)) == [False]


class Scripted(CenterFace):
    """It sees what it is told to see: once for the picture as it is, once for its mirror image."""

    def __init__(self, upright: float, in_mirror: float) -> None:
        super().__init__(Network(b"", "0" * 64))
        for passes in self._upright.values():
            for name in passes:
                score = {"centerface-native": upright, "centerface-mirrored": in_mirror}.get(name, 0.0)
                passes[name] = lambda _pixels, score=score: seen((FACE, score)) if score else NOTHING


@pytest.mark.parametrize(
    ("profile", "upright", "in_mirror", "faces", "doubts"),
    [
        (Profile.FAST, 0.20, 0.0, 1, 0),
        (Profile.FAST, 0.19, 0.0, 0, 1),
        (Profile.STANDARD, 0.22, 0.22, 1, 0),
        (Profile.STANDARD, 0.30, 0.21, 0, 1),
        (Profile.STANDARD, 0.40, 0.0, 1, 0),
        (Profile.STANDARD, 0.39, 0.0, 0, 1),
        (Profile.STANDARD, 0.14, 0.14, 0, 0),
    ],
)
def test_two_passes_agree_or_one_is_sure(
    profile: Profile, upright: float, in_mirror: float, faces: int, doubts: int
) -> None:
    pixels = np.full((400, 400, 3), 128, dtype=np.uint8)
    look = Scripted(upright, in_mirror).detect(pixels, profile)
    assert (len(look.detections), len(look.doubts)) == (faces, doubts)


@pytest.mark.slow
def test_a_huge_picture_is_shrunk_in_strips_to_what_it_would_be_in_one() -> None:
    ramp = np.linspace(0, 255, 4501)[None, :] * np.linspace(0, 1, 3207)[:, None]
    pixels = np.repeat(ramp.astype(np.uint8)[..., None], 3, axis=2)
    small, x_factor, y_factor = fitted(pixels, 640)
    assert small.shape == (456, 640, 3)
    assert (x_factor, y_factor) == (640 / 4501, 456 / 3207)
    whole = np.asarray(Image.fromarray(pixels).resize((640, 456), Image.Resampling.BOX))
    assert np.abs(small.astype(int) - whole).max() <= 1
