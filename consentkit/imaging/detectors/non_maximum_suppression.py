"""Arithmetic on candidate boxes: merge what covers the same face, cut at the picture, turn back."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from consentkit.domain.pictures.images import Box, Detection

Candidates = npt.NDArray[np.float64]
"""N x 5: left, top, right, bottom (px, not yet cut) and score; `NOTHING` when there are none."""

Fused = npt.NDArray[np.float64]
"""N x 6: left, top, right, bottom (px), the best score of a pass, and the best one of another pass."""

NOTHING: Candidates = np.zeros((0, 5))

MERGE_OVERLAP = 0.4
"""Above this intersection over union two boxes are one face. Never merge because one box lies inside
another: measured, a small false box then deletes a large true face, and a large false one swallows a
face at the edge."""


def joined(parts: Iterable[Candidates]) -> Candidates:
    """Return all candidates as one array."""
    return np.concatenate([NOTHING, *parts])


def without_doubles(candidates: Candidates, overlap: float = MERGE_OVERLAP) -> Candidates:
    """Keep the best of each heap of boxes that overlap by more than this; best first."""
    left = candidates[np.argsort(-candidates[:, 4], kind="stable")]
    kept = []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[_overlaps(best, left) < overlap]
    return np.array(kept).reshape(-1, 5)


def fused(passes: Sequence[Candidates], overlap: float = MERGE_OVERLAP) -> Fused:
    """Put together what several passes saw: one row for each place, the best seen first.

    Its box is the mean of what each pass saw there, weighed by the scores: a pass that is a little beside
    is put right by the others.
    """
    marked = [np.column_stack([seen, np.full(len(seen), n)]) for n, seen in enumerate(passes)]
    left = np.concatenate([np.zeros((0, 6)), *marked])
    left = left[np.argsort(-left[:, 4], kind="stable")]
    places = []
    while len(left):
        is_same = _overlaps(left[0], left) >= overlap
        is_same[0] = True
        places.append(_place(left[is_same]))
        left = left[~is_same]
    return np.array(places).reshape(-1, 6)


def _place(seen: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return one place from what the passes saw there, best first; the sixth column is the pass."""
    _, firsts = np.unique(seen[:, 5], return_index=True)
    best = seen[np.sort(firsts)]
    box = np.average(best[:, :4], axis=0, weights=best[:, 4])
    return np.array([*box, best[0, 4], best[1, 4] if len(best) > 1 else 0.0])


def overlaps(candidates: Candidates, others: Candidates, least: float) -> npt.NDArray[np.bool_]:
    """Tell which candidates overlap any of the others by at least this much."""
    return np.array([bool((_overlaps(one, others) >= least).any()) for one in candidates], dtype=bool)


def _overlaps(box: npt.NDArray[np.float64], others: Candidates) -> npt.NDArray[np.float64]:
    width = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    height = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    area = (box[2] - box[0]) * (box[3] - box[1])
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return np.asarray(shared / np.maximum(area + areas - shared, 1e-9))


def moved(candidates: Candidates, *, x: float, y: float) -> Candidates:
    """Return the boxes moved by px."""
    return np.asarray(candidates + np.array([x, y, x, y, 0.0]))


def shrunk(candidates: Candidates, *, x_factor: float, y_factor: float) -> Candidates:
    """Return the boxes of an enlarged (or shrunk: factor < 1) picture in px of the original."""
    return np.asarray(candidates / np.array([x_factor, y_factor, x_factor, y_factor, 1.0]))


def mirrored(candidates: Candidates, *, width_px: int) -> Candidates:
    """Return the boxes of a picture mirrored left to right in px of the original."""
    turned = candidates.copy()
    turned[:, 0], turned[:, 2] = width_px - candidates[:, 2], width_px - candidates[:, 0]
    return turned


def turned_back(candidates: Candidates, *, width_px: int) -> Candidates:
    """Return the boxes of a picture turned a quarter counter-clockwise (numpy.rot90), turned back.

    `width_px` is the width before that turn.
    """
    turned = candidates.copy()
    turned[:, 0], turned[:, 2] = width_px - candidates[:, 3], width_px - candidates[:, 1]
    turned[:, 1], turned[:, 3] = candidates[:, 0], candidates[:, 2]
    return turned


def detections(candidates: Candidates, *, detector: str, width_px: int, height_px: int) -> list[Detection]:
    """Return the candidates as detections, rounded outwards and cut at the picture; best first."""
    found = []
    for left, top, right, bottom, score in candidates:
        box = _cut(left, top, right, bottom, width_px=width_px, height_px=height_px)
        if box is not None:
            found.append(Detection(box=box, score=round(float(score), 4), detector=detector))
    return sorted(found, key=lambda detection: -detection.score)


def _cut(
    left: float, top: float, right: float, bottom: float, *, width_px: int, height_px: int
) -> Box | None:
    x0, y0 = max(0, int(np.floor(left))), max(0, int(np.floor(top)))
    x1, y1 = min(width_px, int(np.ceil(right))), min(height_px, int(np.ceil(bottom)))
    if x1 <= x0 or y1 <= y0:
        return None
    return Box(left=x0, top=y0, right=x1, bottom=y1)
