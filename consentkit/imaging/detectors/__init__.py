"""The detectors: each is one module here and one line in `DETECTORS`."""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast, runtime_checkable

from consentkit.domain.errors import ConsentkitError, Unavailable
from consentkit.domain.images import Detection
from consentkit.imaging.pixels import Pixels

DETECTORS = {
    "centerface": "consentkit.imaging.detectors.centerface:centerface",
    "face-recognition": "consentkit.imaging.detectors.face_recognition_hog:face_recognition_hog",
}
"""Name to `module:factory`; a factory takes the folder of models and returns a Detector."""

REQUIRED = "centerface"
"""Without it no scan can come to none-found."""


class Detector(Protocol):
    """Finds faces. It says where they are and never whose: no template is computed or kept."""

    @property
    def name(self) -> str:
        """Its key in `DETECTORS`."""

    @property
    def version(self) -> str:
        """What exactly ran: versions, and the digest of the model where there is one."""

    @property
    def passes(self) -> tuple[str, ...]:
        """The names of the looks that `detect` takes at a picture."""

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Return the faces, best first; boxes are cut at the picture; `[]` when it saw none."""


class Look(NamedTuple):
    """What some passes saw: faces, and candidates too weak to be called one and too strong to be ignored."""

    detections: list[Detection]
    doubts: list[Detection]


@runtime_checkable
class LooksAgain(Protocol):
    """A detector that can look harder when nothing was found, and tell how sure it is of nothing."""

    @property
    def again_passes(self) -> tuple[str, ...]:
        """The names of the looks that `look_again` takes."""

    def look(self, pixels: Pixels) -> Look:
        """Take the standard passes."""

    def look_again(self, pixels: Pixels) -> Look:
        """Take the slower passes."""


def load_detector(name: str, models: Path) -> Detector:
    """Return a detector ready to run; `models` is the folder with the model files.

    Raises Unavailable: detector-missing (detector) when it or its model is not there or does not start,
    model-altered (detector) when the model's SHA-256 is not the one in its TOML file.
    """
    try:
        module, factory = DETECTORS[name].split(":")
        return cast("Detector", getattr(import_module(module), factory)(models))
    except ConsentkitError:
        raise
    except Exception:  # noqa: BLE001  whatever keeps it from starting, it is missing
        raise Unavailable("detector-missing", detector=name) from None
