"""Where a track is at any moment, also between its sightings, and what of the frame its cover must hide."""

from bisect import bisect_left
from collections.abc import Sequence

from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.redactions import Cover
from consentkit.domain.videos.videos import Track, TrackPoint

LEAD_MS = 600
"""A cover begins this long before the first sighting and ends this long after the last: a head that turns
into the picture, or away, is seen by people before and after a detector sees its face."""

JITTER_MS = 150
"""A cover holds everything that its track passed within this time on both sides: detectors jitter, and a
frame between two sightings may show the face a little off the straight line."""

MOST_GROWTH = 1.6
"""How far a cover grows, at most, about the middle of a gap or at the end of its lead."""

SAME_TRACK_OVERLAP = 0.4
"""Intersection over union from which two boxes of one moment are one face."""


def is_there(track: Track, at_ms: int) -> bool:
    """Tell whether a track is taken to be in the frame at a moment."""
    return track.from_ms - LEAD_MS <= at_ms <= track.until_ms + LEAD_MS


def box_at(path: Sequence[TrackPoint], at_ms: int) -> Box:
    """Return the box at a moment: on the straight line between two sightings, else the nearest one's."""
    place = bisect_left(path, at_ms, key=lambda one: one.at_ms)
    if place == 0:
        return path[0].box
    if place == len(path):
        return path[-1].box
    before, after = path[place - 1], path[place]
    share = (at_ms - before.at_ms) / (after.at_ms - before.at_ms)
    left, top, right, bottom = (
        round(a + (b - a) * share) for a, b in zip(before[1:], after[1:], strict=True)
    )
    return Box(left=left, top=top, right=max(right, left + 1), bottom=max(bottom, top + 1))


def cover_at(track: Track, at_ms: int, *, width_px: int, height_px: int) -> Box | None:
    """Return what must be black at a moment in a frame of this size, `None` where the track is not there.

    The union of where the track is, was and will be within JITTER_MS, carried on by its speed before the
    first and after the last sighting; grown by the distance in time to the nearest sighting, and then past
    hairline and ears as a picture's cover is.
    """
    if not is_there(track, at_ms):
        return None
    times = {at_ms, at_ms - JITTER_MS, at_ms + JITTER_MS}
    times |= {one.at_ms for one in _near(track.path, at_ms)}
    face = _union([box_at(track.path, moment) for moment in times] + _carried_on(track.path, at_ms))
    face = face.grown(_growth(track.path, at_ms), width_px=_far(face.right), height_px=_far(face.bottom))
    inside = _cut(face, width_px, height_px)
    return Cover(face=inside).area(width_px=width_px, height_px=height_px) if inside else None


def _near(path: Sequence[TrackPoint], at_ms: int) -> Sequence[TrackPoint]:
    first = bisect_left(path, at_ms - JITTER_MS, key=lambda one: one.at_ms)
    last = bisect_left(path, at_ms + JITTER_MS + 1, key=lambda one: one.at_ms)
    return path[first:last]


def _carried_on(path: Sequence[TrackPoint], at_ms: int) -> list[Box]:
    """Return where the face would be by now at the speed it had when it was seen first, or last."""
    if path[0].at_ms <= at_ms <= path[-1].at_ms or len(path) == 1:
        return []
    is_early = at_ms < path[0].at_ms
    edge = path[0] if is_early else path[-1]
    inner_ms = edge.at_ms + (2 if is_early else -2) * JITTER_MS
    inner_ms = min(max(inner_ms, path[0].at_ms), path[-1].at_ms)
    inner = box_at(path, inner_ms)
    share = (at_ms - edge.at_ms) / (edge.at_ms - inner_ms)
    across = round(((edge.left + edge.right) - (inner.left + inner.right)) / 2 * share)
    down = round(((edge.top + edge.bottom) - (inner.top + inner.bottom)) / 2 * share)
    right, bottom = edge.right + across, edge.bottom + down
    if right <= 0 or bottom <= 0:
        return []
    return [Box(left=max(0, edge.left + across), top=max(0, edge.top + down), right=right, bottom=bottom)]


def _growth(path: Sequence[TrackPoint], at_ms: int) -> float:
    place = bisect_left(path, at_ms, key=lambda one: one.at_ms)
    beside = path[max(0, place - 1) : place + 1]
    away_ms = min(abs(one.at_ms - at_ms) for one in beside)
    return 1 + (MOST_GROWTH - 1) * min(1.0, away_ms / LEAD_MS)


def _union(boxes: Sequence[Box]) -> Box:
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _far(edge: int) -> int:
    # Grown as if the frame had no end; it is cut at the frame afterwards.
    return edge * 4 + 10_000


def _cut(box: Box, width_px: int, height_px: int) -> Box | None:
    if box.left >= width_px or box.top >= height_px:
        return None
    return Box(left=box.left, top=box.top, right=min(box.right, width_px), bottom=min(box.bottom, height_px))


def is_track_explained(path: Sequence[TrackPoint], known: Sequence[Track]) -> bool:
    """Tell whether one known track was at every place of a path at its moment: then it is the same face."""
    return any(all(_is_on(one, track) for one in path) for track in known)


def _is_on(one: TrackPoint, track: Track) -> bool:
    if not is_there(track, one.at_ms):
        return False
    return box_at(track.path, one.at_ms).overlap(one.box) >= SAME_TRACK_OVERLAP
