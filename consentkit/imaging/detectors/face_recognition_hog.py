"""The HOG detector of face-recognition, as a second opinion.

Only `face_locations` is called here: no encoding, no template. `matching` loads the same library.
"""

import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.images import Profile
from consentkit.imaging.detectors import Detected
from consentkit.imaging.detectors.non_maximum_suppression import detections, shrunk
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.opening.resizing import shrunk_to

NAME = "face-recognition"
# dlib's detector starts at 80 px. Enlarged once it starts at 40, for four times the pixels: 4 megapixels
# then come to more than _MOST_PX already.
_MOST_PX_ENLARGED = 4_000_000
_MOST_PX = 12_000_000
"""dlib keeps every size of the picture at once; of more than this it would take gigabytes."""

_SCORE = 0.5
"""face_locations gives no score; half says that it is a yes without a measure."""


class FaceRecognitionHog:
    """Upright, uncovered faces of about 40 px and more, twice that in pictures above 4 megapixels.

    It finds next to nothing that centerface does not, and takes as long: only the thorough profile runs it.
    """

    name = NAME

    def __init__(self, library: Any) -> None:
        self._library = library
        self.version = f"face-recognition {version('face-recognition')}, dlib-bin {version('dlib-bin')}"

    def passes(self, profile: Profile) -> tuple[str, ...]:  # noqa: ARG002  it runs in one way
        """Name the one way in which it runs."""
        return ("face-recognition-hog",)

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:  # noqa: ARG002  it runs in one way
        """Return the faces."""
        small, x_factor, y_factor = shrunk_to(pixels, _MOST_PX)
        enlargements = 1 if small.shape[0] * small.shape[1] <= _MOST_PX_ENLARGED else 0
        # dlib asks for memory that it could write to, and in one piece.
        found = self._library.face_locations(np.array(small), enlargements, "hog")
        boxes = [(left, top, right, bottom, _SCORE) for top, right, bottom, left in found]
        candidates = shrunk(
            np.array(boxes, dtype=np.float64).reshape(-1, 5), x_factor=x_factor, y_factor=y_factor
        )
        return Detected(
            detections(candidates, detector=NAME, width_px=pixels.shape[1], height_px=pixels.shape[0]), []
        )


def face_recognition_hog(models: Path) -> FaceRecognitionHog:  # noqa: ARG001  every factory takes them
    """Load face-recognition; raise Unavailable (detector-missing) without its extra."""
    return FaceRecognitionHog(load_library())


def load_library() -> Any:
    """Import face-recognition. Raises Unavailable (detector-missing) without its extra."""
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
