"""Tell whether a covered face can still be matched to the original. Runs only in a process of its own.

The one place where an embedding is computed. It stays in this process's memory for the length of one
question; what leaves is yes or no for each face. Only the 5-point model is used: the 68-point one may not be
used commercially.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.redactions import Cover, Redaction
from consentkit.imaging.detectors.face_recognition_hog import load_library
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.redaction.covers import paint_covers
from consentkit.imaging.redaction.redacting import scaled_box

SAME_PERSON = 0.6
"""dlib's own distance below which two faces are one person's (measured: 95 % of true pairs under 0.51)."""

# Nothing at all: neither dark, as the cover is, nor light.
_GREY = 128

Embedding = npt.NDArray[np.float64]


def still_matching(
    original: Pixels, copy: Pixels, covers: Sequence[Cover], others: Sequence[Box]
) -> tuple[Box, ...]:
    """Return the covered faces that the copy still gives away; boxes in px of the original.

    A face is given away when what is seen at its place in the copy is nearer than SAME_PERSON to the
    original face, or nearer to it than to every other face at hand (`others` are those not covered), plain or
    covered in the same way: with black those are nearly the same, so only what shines through ranks first.
    Raises Unavailable without face-recognition.
    """
    library = load_library()
    size, wanted = (original.shape[1], original.shape[0]), (copy.shape[1], copy.shape[0])
    faces = [cover.face for cover in covers]
    plain = [_embedding(library, original, box) for box in (*faces, *others)]
    alike: dict[Redaction, list[Embedding]] = {}
    matching = []
    for place, cover in enumerate(covers):
        if cover.redaction not in alike:
            alike[cover.redaction] = _covered_alike(library, original, (*faces, *others), cover.redaction)
        seen = _embedding(library, copy, scaled_box(cover.face, size, wanted))
        rest = [e for at, e in enumerate(plain) if at != place]
        rest += [e for at, e in enumerate(alike[cover.redaction]) if at != place]
        distance = float(np.linalg.norm(seen - plain[place]))
        is_first = bool(rest) and all(distance < np.linalg.norm(seen - other) for other in rest)
        is_same = distance <= SAME_PERSON and not _says_nothing(library, original, cover, plain[place])
        if is_same or is_first:
            matching.append(cover.face)
    return tuple(matching)


def _says_nothing(library: Any, original: Pixels, cover: Cover, plain: Embedding) -> bool:
    """Tell whether the face itself is as near to the same black cover over nothing at all.

    So with faces on their side or wholly veiled (measured: 16 of 117 under black): the measure is blind for
    them. A mosaic or a blur has no such excuse.
    """
    if cover.redaction.is_cosmetic:
        return False
    blank = np.full_like(original, _GREY)
    paint_covers(blank, [cover])
    return bool(np.linalg.norm(plain - _embedding(library, blank, cover.face)) <= SAME_PERSON)


def _covered_alike(
    library: Any, original: Pixels, faces: Sequence[Box], redaction: Redaction
) -> list[Embedding]:
    pixels = original.copy()
    paint_covers(pixels, [Cover(face=face, redaction=redaction) for face in faces])
    return [_embedding(library, pixels, face) for face in faces]


def _embedding(library: Any, pixels: Pixels, face: Box) -> Embedding:
    # dlib asks for memory that it could write to.
    part, place = _around(pixels, face)
    # No jitter: the same picture must give the same answer. `small` is the 5-point model (see above).
    found = library.face_encodings(part, [place], num_jitters=1, model="small")
    return np.asarray(found[0])


def _around(pixels: Pixels, face: Box) -> tuple[Pixels, tuple[int, int, int, int]]:
    """Return the face with enough around it, and its place in there: top, right, bottom, left."""
    # dlib aligns by the eyes and the nose, and finds them better with some of the head around them.
    near = face.grown(3, width_px=pixels.shape[1], height_px=pixels.shape[0])
    part = np.array(pixels[near.top : near.bottom, near.left : near.right])
    return part, (
        face.top - near.top,
        face.right - near.left,
        face.bottom - near.top,
        face.left - near.left,
    )
