"""The CenterFace detector (MIT), run with onnxruntime.

The passes, sizes and thresholds were chosen by measurement; benchmarks/faces_recall.py measures them again.
"""

import hashlib
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from consentkit import __version__
from consentkit.domain.errors import Unavailable
from consentkit.domain.images import Detection
from consentkit.imaging.boxes import (
    NOTHING,
    Candidates,
    detections,
    joined,
    mirrored,
    moved,
    shrunk,
    turned_back,
    without_doubles,
)
from consentkit.imaging.detectors import Look
from consentkit.imaging.pixels import Pixels

NAME = "centerface"
_INPUT, _HEATMAP, _SIZES, _OFFSETS = "input.1", "537", "538", "539"
_CELL_PX = 4
_MULTIPLE_PX = 32
_TILE_PX = 1280
_TILE_OVERLAP_PX = 192
_RAW_OVERLAP = 0.3
_LONGEST_TURNED_PX = 1600
_MOST_PX_DOUBLED = 6_000_000
_FAINTEST = 0.05
_DOUBT, _TURNED_DOUBT = 0.15, 0.30
"""Measured on 35 pictures without a face and on 45 faces of 20 px and more that every pass misses: at 0.15
17 % of the former and 51 % of the latter raise a doubt, at 0.12 29 % and 69 %, at 0.20 11 % and 29 %."""

_COVERED_SHARE = 0.6

See = Callable[[Pixels], Candidates]


@dataclass(frozen=True)
class _Pass:
    """One look at the picture: from which score on it is a face, from which on a doubt."""

    name: str
    face_from: float
    doubt_from: float
    see: See


class CenterFace:
    """CenterFace over tiles at native size, and over the whole picture for faces too big for a tile."""

    name = NAME

    def __init__(self, session: Any, version: str) -> None:
        self._session = session
        self.version = version
        self._standard = (
            _Pass("centerface-native", 0.25, _DOUBT, self._native),
            _Pass("centerface-whole-640", 0.30, _DOUBT, self._whole(640, least_height_px=48)),
        )
        self._again = (
            _Pass("centerface-doubled", 0.30, _DOUBT, self._doubled),
            _Pass("centerface-whole-640-again", 0.25, _DOUBT, self._whole(640, least_height_px=40)),
            _Pass("centerface-whole-320", 0.30, _DOUBT, self._whole(320, least_height_px=40)),
            _Pass("centerface-turned-90", 0.35, _TURNED_DOUBT, self._turned(1)),
            _Pass("centerface-turned-180", 0.35, _TURNED_DOUBT, self._turned(2)),
            _Pass("centerface-turned-270", 0.35, _TURNED_DOUBT, self._turned(3)),
            _Pass("centerface-mirrored", 0.25, _DOUBT, self._mirrored),
        )
        self.passes = tuple(one.name for one in self._standard)
        self.again_passes = tuple(one.name for one in self._again)

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Return the faces of the standard passes, best first."""
        return self.look(pixels).detections

    def look(self, pixels: Pixels) -> Look:
        """Take the standard passes."""
        return self._look(pixels, self._standard)

    def look_again(self, pixels: Pixels) -> Look:
        """Take the slower passes: enlarged, shrunk, turned and mirrored."""
        return self._look(pixels, self._again)

    def _look(self, pixels: Pixels, passes: tuple[_Pass, ...]) -> Look:
        faces, doubts = [], []
        for one in passes:
            seen = one.see(pixels)
            is_face = seen[:, 4] >= one.face_from
            faces.append(seen[is_face])
            doubts.append(seen[~is_face & (seen[:, 4] >= one.doubt_from)])
        weak = [box for box in _detections(doubts, pixels) if not _is_covered(pixels, box)]
        return Look(_detections(faces, pixels), weak)

    def _native(self, pixels: Pixels) -> Candidates:
        """Look at each tile; a tile owns the boxes centred in its core, so that no face is found twice."""
        height, width = pixels.shape[:2]
        found = []
        for top in _tile_starts(height):
            for left in _tile_starts(width):
                tile = pixels[top : top + _TILE_PX, left : left + _TILE_PX]
                seen = moved(self._raw(tile), x=left, y=top)
                across = _is_owned((seen[:, 0] + seen[:, 2]) / 2, left, width)
                down = _is_owned((seen[:, 1] + seen[:, 3]) / 2, top, height)
                found.append(seen[across & down])
        return joined(found)

    def _doubled(self, pixels: Pixels) -> Candidates:
        height, width = pixels.shape[:2]
        if height * width > _MOST_PX_DOUBLED:
            return NOTHING
        twice = _resized(pixels, width * 2, height * 2)
        return shrunk(self._native(twice), x_factor=2.0, y_factor=2.0)

    def _whole(self, long_px: int, *, least_height_px: int = 0) -> See:
        def see(pixels: Pixels) -> Candidates:
            small, x_factor, y_factor = _fitted(pixels, long_px)
            seen = self._raw(small)
            tall = seen[seen[:, 3] - seen[:, 1] >= least_height_px]
            return shrunk(tall, x_factor=x_factor, y_factor=y_factor)

        return see

    def _turned(self, quarters: int) -> See:
        def see(pixels: Pixels) -> Candidates:
            small, x_factor, y_factor = _fitted(pixels, _LONGEST_TURNED_PX)
            seen = self._native(np.rot90(small, quarters))
            for turn in reversed(range(quarters)):
                seen = turned_back(seen, width_px=np.rot90(small, turn).shape[1])
            return shrunk(seen, x_factor=x_factor, y_factor=y_factor)

        return see

    def _mirrored(self, pixels: Pixels) -> Candidates:
        small, x_factor, y_factor = _fitted(pixels, _LONGEST_TURNED_PX)
        seen = mirrored(self._native(small[:, ::-1]), width_px=small.shape[1])
        return shrunk(seen, x_factor=x_factor, y_factor=y_factor)

    def _raw(self, pixels: Pixels) -> Candidates:
        """Run the network once. It takes 0 to 255 without a mean; sizes must be multiples of 32, padded:
        a stretched face is a different face."""
        height, width = pixels.shape[:2]
        padded = np.zeros((3, _multiple(height), _multiple(width)), dtype=np.float32)
        padded[:, :height, :width] = pixels.transpose(2, 0, 1)
        wanted = [_HEATMAP, _SIZES, _OFFSETS]
        heat, sizes, offsets = self._session.run(wanted, {_INPUT: padded[None]})
        rows, columns = np.where(heat[0, 0] >= _FAINTEST)
        tall, wide = (np.exp(sizes[0, axis, rows, columns]) * _CELL_PX for axis in (0, 1))
        middle_y = (rows + offsets[0, 0, rows, columns] + 0.5) * _CELL_PX
        middle_x = (columns + offsets[0, 1, rows, columns] + 0.5) * _CELL_PX
        edges = (middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2)
        seen = np.stack([*edges, heat[0, 0, rows, columns]], axis=1).astype(np.float64)
        seen[:, [0, 2]] = seen[:, [0, 2]].clip(0, width)
        seen[:, [1, 3]] = seen[:, [1, 3]].clip(0, height)
        has_area = (seen[:, 2] > seen[:, 0]) & (seen[:, 3] > seen[:, 1])
        return without_doubles(seen[has_area], _RAW_OVERLAP)


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
    model = (models / f"{NAME}.onnx").read_bytes()
    described = tomllib.loads((models / f"{NAME}.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256(model).hexdigest()
    if digest != described["sha256"]["made"]:
        raise Unavailable("model-altered", detector=NAME)
    session, runtime = _session(model)
    return CenterFace(session, f"consentkit {__version__}, onnxruntime {runtime}, model {digest[:12]}")


@lru_cache(maxsize=1)
def _session(model: bytes) -> tuple[Any, str]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # The arena would keep the memory of the largest picture for ever.
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = _cores()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return session, onnxruntime.__version__


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _multiple(length_px: int) -> int:
    return -(-length_px // _MULTIPLE_PX) * _MULTIPLE_PX


def _tile_starts(length_px: int) -> range:
    return range(0, max(1, length_px - _TILE_OVERLAP_PX), _TILE_PX - _TILE_OVERLAP_PX)


def _is_owned(middles: Any, start: int, length_px: int) -> Any:
    """Tell which middles lie in the core of the tile at `start`: half of each overlap is its own."""
    margin = _TILE_OVERLAP_PX / 2
    after = (middles >= start + margin) if start else np.ones(len(middles), dtype=bool)
    is_last = start + _TILE_PX >= length_px
    before = np.ones(len(middles), dtype=bool) if is_last else (middles < start + _TILE_PX - margin)
    return after & before


def _fitted(pixels: Pixels, long_px: int) -> tuple[Pixels, float, float]:
    """Return the picture with its long side at most this, and by what it was scaled across and down."""
    height, width = pixels.shape[:2]
    if max(height, width) <= long_px:
        return pixels, 1.0, 1.0
    factor = long_px / max(height, width)
    new_width, new_height = max(1, round(width * factor)), max(1, round(height * factor))
    return _resized(pixels, new_width, new_height), new_width / width, new_height / height


def _resized(pixels: Pixels, width_px: int, height_px: int) -> Pixels:
    shrinks = width_px < pixels.shape[1] or height_px < pixels.shape[0]
    # Averaging when shrinking: picking single pixels would make small faces noise.
    method = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(pixels).resize((width_px, height_px), method))
