"""Follow faces from frame to frame, by places, sizes and colours: nothing that could recognise a person.

Two people in one track would be settled as one: where a track might change hands, a new one begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from consentkit.domain.pictures.images import Box, Detection
from consentkit.domain.videos.videos import TrackPoint, track_point
from consentkit.imaging.opening.pixels import Pixels

LONGEST_GAP_MS = 1000
"""A face that was not seen for longer is a new track: it may be somebody else's."""

# These limits were chosen by eye. A track that breaks in two is settled twice; one that joins two people
# shows the wrong one: so each is on the strict side.
_LEAST_OVERLAP = 0.2
_MOST_DISTANCE = 0.8
"""Where boxes do not overlap: how far apart their middles may be, in their own sizes."""

# Nobody grows by more between two frames that are looked at, a fifth of a second apart.
_MOST_SCALE = 1.8
_MOST_COLOUR_CHANGE = 60.0
"""Mean difference (0 to 255) of the colours in two boxes; a face that turns or a lamp changes less."""

_CUT = 28.0
"""Mean difference (0 to 255) of two frames, made tiny, from which they are two scenes."""

# Cells, rows by columns: coarse enough that a step or a turned head changes few of them.
_TINY = (24, 32)
_PATCH = (6, 6)

Colours = npt.NDArray[np.float64]


class Seen(NamedTuple):
    """A detection in a frame with the colours in its box."""

    detection: Detection
    colours: Colours


@dataclass
class Trail:
    """A track as it grows."""

    sightings: list[TrackPoint]
    score: float
    detector: str
    colours: Colours = field(repr=False)

    def predicted(self, at_ms: int) -> Box:
        """Return where it would be now if it went on as it did."""
        last = self.sightings[-1]
        # Within 60 ms a box's own trembling is larger than its movement. Both numbers by eye.
        before = next((s for s in reversed(self.sightings) if last.at_ms - s.at_ms >= 60), None)  # noqa: PLR2004
        if before is None:
            return last.box
        # Who is hidden for long is looked for no further on than twice the last movement.
        share = min(2.0, (at_ms - last.at_ms) / (last.at_ms - before.at_ms))
        across = round((last.left + last.right - before.left - before.right) / 2 * share)
        down = round((last.top + last.bottom - before.top - before.bottom) / 2 * share)
        box = last.box
        left, top = max(0, box.left + across), max(0, box.top + down)
        return Box(left=left, top=top, right=left + box.width_px, bottom=top + box.height_px)


class Tracker:
    """Gathers detections, frame after frame, into paths."""

    def __init__(self) -> None:
        self._live: list[Trail] = []
        self._ended: list[Trail] = []
        self._scene: Colours | None = None

    @property
    def paths(self) -> list[Trail]:
        """Every path, in the order in which they began."""
        return sorted([*self._ended, *self._live], key=lambda path: path.sightings[0])

    def watch(self, pixels: Pixels) -> None:
        """Look at a frame for a cut: after one, whoever is at the same place is somebody else."""
        scene = _shrunk(pixels, _TINY)
        if self._scene is not None and float(np.abs(scene - self._scene).mean()) > _CUT:
            self._ended += self._live
            self._live = []
        self._scene = scene

    def add(self, at_ms: int, pixels: Pixels, detections: Sequence[Detection]) -> None:
        """Go on with what was found in a frame that was watched."""
        old = [path for path in self._live if at_ms - path.sightings[-1].at_ms > LONGEST_GAP_MS]
        self._ended += old
        self._live = [path for path in self._live if path not in old]
        seen = [Seen(one, _colours(pixels, one.box)) for one in detections]
        for path, one in self._pairs(at_ms, seen):
            path.sightings.append(track_point(at_ms, one.detection.box))
            path.score = max(path.score, one.detection.score)
            path.colours = one.colours
            seen = [other for other in seen if other is not one]
        for one in seen:
            self._live.append(
                Trail(
                    [track_point(at_ms, one.detection.box)],
                    one.detection.score,
                    one.detection.detector,
                    one.colours,
                )
            )

    def _pairs(self, at_ms: int, seen: Sequence[Seen]) -> list[tuple[Trail, Seen]]:
        """Pair each path with at most one detection, the surest pairs first."""
        fits = []
        for number, path in enumerate(self._live):
            there = path.predicted(at_ms)
            for other, one in enumerate(seen):
                fit = _fit(there, path, one)
                if fit > 0:
                    fits.append((fit, number, other))
        pairs, paths, taken = [], set(), set()
        for _, number, other in sorted(fits, reverse=True):
            if number not in paths and other not in taken:
                paths.add(number)
                taken.add(other)
                pairs.append((self._live[number], seen[other]))
        return pairs


def _fit(there: Box, path: Trail, one: Seen) -> float:
    """Return how well a detection goes on with a path; 0 where it may be somebody else."""
    box, last = one.detection.box, path.sightings[-1].box
    # At the edge of the frame a face gets narrower without getting smaller.
    scale = min(_ratio(box.width_px, last.width_px), _ratio(box.height_px, last.height_px))
    if scale > _MOST_SCALE or float(np.abs(one.colours - path.colours).mean()) > _MOST_COLOUR_CHANGE:
        return 0.0
    overlap = max(box.overlap(there), box.overlap(last))
    if overlap >= _LEAST_OVERLAP:
        return 1 + overlap
    return max(0.0, _MOST_DISTANCE - _distance(box, there)) / _MOST_DISTANCE


def _ratio(one: int, other: int) -> float:
    return max(one, other) / min(one, other)


def _distance(box: Box, other: Box) -> float:
    across = (box.left + box.right - other.left - other.right) / 2
    down = (box.top + box.bottom - other.top - other.bottom) / 2
    size = max(1.0, (box.width_px + box.height_px + other.width_px + other.height_px) / 4)
    return float(np.hypot(across, down)) / size


def _colours(pixels: Pixels, box: Box) -> Colours:
    return _shrunk(pixels[box.top : box.bottom, box.left : box.right], _PATCH)


def _shrunk(pixels: Pixels, size: tuple[int, int]) -> Colours:
    """Return the mean colour of each cell of a grid."""
    rows = [part.mean(axis=0) for part in np.array_split(pixels.astype(np.float64), size[0]) if len(part)]
    by_row = np.stack(rows)
    cells = [part.mean(axis=1) for part in np.array_split(by_row, size[1], axis=1) if part.shape[1]]
    whole = np.stack(cells, axis=1)
    padded = np.zeros((*size, 3))
    padded[: whole.shape[0], : whole.shape[1]] = whole
    return padded
