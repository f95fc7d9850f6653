"""The HOG detector of face-recognition, as a second opinion.

Only `face_locations` is ever called: no encoding, no template.
"""

import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from consentkit.domain.errors import Unavailable
from consentkit.domain.images import Detection
from consentkit.imaging.boxes import detections
from consentkit.imaging.pixels import Pixels

NAME = "face-recognition"
_MOST_PX_ENLARGED = 4_000_000
_SCORE = 0.5
"""face_locations gives no score; half says that it is a yes without a measure."""


class FaceRecognitionHog:
    """Upright, uncovered faces of about 40 px and more (80 px in pictures above 4 megapixels)."""

    name = NAME
    passes = ("face-recognition-hog",)

    def __init__(self, library: Any) -> None:
        self._library = library
        self.version = f"face-recognition {version('face-recognition')}, dlib-bin {version('dlib-bin')}"

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Return the faces."""
        height, width = pixels.shape[:2]
        enlargements = 1 if height * width <= _MOST_PX_ENLARGED else 0
        # dlib asks for memory that it could write to, and in one piece.
        found = self._library.face_locations(np.array(pixels), enlargements, "hog")
        boxes = [(left, top, right, bottom, _SCORE) for top, right, bottom, left in found]
        candidates = np.array(boxes, dtype=np.float64).reshape(-1, 5)
        return detections(candidates, detector=NAME, width_px=width, height_px=height)


def face_recognition_hog(models: Path) -> FaceRecognitionHog:  # noqa: ARG001  every factory takes them
    """Load face-recognition; raise Unavailable (detector-missing) without its extra."""
    return FaceRecognitionHog(_library())


def _library() -> Any:
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        with warnings.catch_warnings():
            # Its model packages warn of pkg_resources and of invalid escapes; neither is ours to mend.
            warnings.simplefilter("ignore")
            import face_recognition
    except SystemExit:
        # face-recognition 1.3.0 calls quit() when its models are missing.
        raise Unavailable("detector-missing", detector=NAME) from None
    finally:
        # face-recognition 1.3.0 switches this on for the whole program: half a picture would count as one.
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return face_recognition
