"""The detectors: each is one module here and one line in `DETECTORS`."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from consentkit.domain.errors import ConsentkitError, Unavailable
from consentkit.domain.pictures.images import Detection, Profile
from consentkit.imaging.opening.pixels import Pixels

DETECTORS = {
    "centerface": "consentkit.imaging.detectors.centerface:centerface",
    "face-recognition": "consentkit.imaging.detectors.face_recognition_hog:face_recognition_hog",
    "rapidocr": "consentkit.imaging.detectors.rapidocr_texts:rapidocr_texts",
    "zxing-cpp": "consentkit.imaging.detectors.zxing_codes:zxing_codes",
}
"""Name to `module:factory`; a factory takes the folder of models and returns a Detector."""

_FROM = {"face-recognition": Profile.THOROUGH, "rapidocr": Profile.STANDARD}
"""The least profile that runs a detector, where that is not every one: dlib takes seconds to load, and
looking for words as long as all else that `fast` does."""

REQUIRED = "centerface"
"""Without it no scan can come to none-found."""


class Detected(NamedTuple):
    """What the augmentations of a profile found: faces (or words), and candidates too weak to be called one
    and too strong to be ignored.
    """

    detections: list[Detection]
    doubts: list[Detection]


class Detector(Protocol):
    """Finds faces, or words. It says where they are and never whose: no template is computed or kept."""

    @property
    def name(self) -> str:
        """Its key in `DETECTORS`."""

    @property
    def version(self) -> str:
        """What exactly ran: versions, and the digest of the model where there is one."""

    def passes(self, profile: Profile) -> tuple[str, ...]:
        """Return the names of the augmentations that it runs in a profile."""

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:
        """Run these augmentations; best first, boxes cut at the picture, `[]` where it found none."""


def takes_part(name: str, profile: Profile) -> bool:
    """Tell whether a detector of this name runs at all in a profile."""
    return profile.depth >= _FROM.get(name, Profile.FAST).depth


def load_detector(name: str, models: Path) -> Detector:
    """Return a detector ready to run; `models` is the folder with the model files.

    Raises Unavailable: detector-missing (detector) when it or its model is not there or does not start,
    model-altered (detector) when the model's SHA-256 is not the one in its TOML file.
    """
    try:
        return _load(DETECTORS[name], models)
    except ConsentkitError:
        raise
    except Exception:  # noqa: BLE001  whatever keeps it from starting, it is missing
        raise Unavailable("detector-missing", detector=name) from None


@lru_cache(maxsize=16)
def _load(place: str, models: Path) -> Detector:
    """Load once a process: reading and checking a model takes as long as a look at a small picture."""
    module, factory = place.split(":")
    return cast("Detector", getattr(import_module(module), factory)(models))
