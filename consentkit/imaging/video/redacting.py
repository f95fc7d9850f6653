"""The public copy of a video: every frame rebuilt, tracks covered; and the proof that it is so."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from consentkit.domain.pictures.images import Box
from consentkit.domain.videos.tracks import SAME_TRACK_OVERLAP, box_at, cover_at, is_there
from consentkit.domain.videos.videos import Sound, Track, TrackPoint, VideoProfile, VideoScan, track_point
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.redaction.redacting import scaled_box
from consentkit.imaging.video.opening import Frame, FrameWatcher, open_video, unwatched_frame
from consentkit.imaging.video.rebuilding import rebuilt
from consentkit.imaging.video.scanning import Course, LookWith, look_at_frames

_GRID_PX = 16
"""H.264 codes blocks of this size: black reaches to the next whole one."""

# x264's deblocking filter smooths up to 3 px beyond a block's edge, and shrinking some more: this rim may
# be grey. Chosen by eye, as what black may have become.
_EDGE_PX = 8
_BLACK_MEAN, _BLACK_MOST = 12.0, 90
"""What black may have become in a file that loses a little; a face is far from it."""

_OWN_BLACK_SHARE = 0.6
"""A detection that is mostly our own black is the cover, not a face beside it."""


def make_video_copy(
    data: bytes, tracks: Sequence[Track], sound: Sound, *, watch: FrameWatcher = unwatched_frame
) -> bytes:
    """Return a new file: each frame decoded, its covers painted, and encoded again.

    Covers are painted before the frame is shrunk, so that nothing hidden is blended into what is shown, and
    again afterwards, out to whole blocks. Raises InvalidInput for a file that is not whole.
    """

    full = (0, 0)

    def paint(pixels: Pixels, at_ms: int) -> None:
        nonlocal full
        full = (pixels.shape[1], pixels.shape[0])
        for box in covers_at(tracks, at_ms, full):
            pixels[box.top : box.bottom, box.left : box.right] = 0

    def paint_again(pixels: Pixels, at_ms: int) -> None:
        for box in covers_at(tracks, at_ms, full):
            black = scaled_box(box, full, (pixels.shape[1], pixels.shape[0]))
            left, top = black.left // _GRID_PX * _GRID_PX, black.top // _GRID_PX * _GRID_PX
            right, bottom = -(-black.right // _GRID_PX) * _GRID_PX, -(-black.bottom // _GRID_PX) * _GRID_PX
            pixels[top:bottom, left:right] = 0

    return rebuilt(data, (paint, paint_again), sound, watch=watch)


def covers_at(tracks: Sequence[Track], at_ms: int, size: tuple[int, int]) -> list[Box]:
    """Return what is black at a moment in a frame of a size (width, height); px."""
    found = [cover_at(track, at_ms, width_px=size[0], height_px=size[1]) for track in tracks]
    return [box for box in found if box is not None]


@dataclass
class Proof:
    """What reading a copy back came to."""

    scan: VideoScan
    is_black: bool = True
    times: list[int] = field(default_factory=list)
    unsettled: list[TrackPoint] = field(default_factory=list)
    """In px of the original."""


def prove_video_copy(
    copy: bytes,
    tracks: Sequence[Track],
    full: tuple[int, int],
    look_with: LookWith,
    *,
    watch: FrameWatcher = unwatched_frame,
) -> Proof:
    """Open a copy as a stranger would, look at every frame, and compare with what each track asks for.

    `full` is the original's size (width, height). Raises InvalidInput for a copy that cannot be read.
    """
    course = Course()
    covered = [track for track in tracks if track.must_be_covered]
    visible = [track for track in tracks if not track.must_be_covered]
    proof = Proof(course.scan(is_found=False))
    with open_video(copy) as video:
        for frame, looked in look_at_frames(video.frames(), VideoProfile.THOROUGH, look_with, course, watch):
            proof.times.append(frame.at_ms)
            size = (video.about.width_px, video.about.height_px)
            black = [scaled_box(box, full, size) for box in covers_at(covered, frame.at_ms, full)]
            is_black = all(_is_black(frame, box) for box in black)
            proof.is_black = proof.is_black and is_black
            for found in looked.found:
                box = scaled_box(found.box, size, full)
                if not (
                    (is_black and _is_ours(frame, found.box, black)) or _is_shown(box, frame.at_ms, visible)
                ):
                    proof.unsettled.append(track_point(frame.at_ms, box))
    proof.scan = course.scan(is_found=bool(proof.unsettled))
    return proof


def _is_black(frame: Frame, box: Box) -> bool:
    inside = frame.pixels[box.top : box.bottom, box.left : box.right]
    if min(inside.shape[:2]) > 2 * _EDGE_PX:
        inside = inside[_EDGE_PX:-_EDGE_PX, _EDGE_PX:-_EDGE_PX]
    return float(inside.mean()) <= _BLACK_MEAN and int(inside.max()) <= _BLACK_MOST


def _is_ours(frame: Frame, box: Box, black: Sequence[Box]) -> bool:
    """Tell whether a detection lies mostly on our own black."""
    mask = np.zeros(frame.pixels.shape[:2], dtype=bool)
    for cover in black:
        mask[cover.top : cover.bottom, cover.left : cover.right] = True
    return float(mask[box.top : box.bottom, box.left : box.right].mean()) >= _OWN_BLACK_SHARE


def _is_shown(box: Box, at_ms: int, visible: Sequence[Track]) -> bool:
    return any(
        is_there(track, at_ms) and box_at(track.path, at_ms).overlap(box) >= SAME_TRACK_OVERLAP
        for track in visible
    )
