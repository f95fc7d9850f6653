"""The networks in RapidOCR's wheel (PP-OCRv6 small; Apache-2.0): they find lines of words, and read them.

Of RapidOCR only what works on arrays is called. Its own loader fetches a model that is missing or has another
digest, and its drawing fetches fonts; neither is ever reached from here.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from consentkit.domain.errors import Unavailable
from consentkit.imaging.detectors.sessions import Network, checked_network
from consentkit.imaging.detectors.text_lines import TextLine
from consentkit.imaging.opening.pixels import Pixels

NAME = "rapidocr"
_FINDING = "PP-OCRv6_det_small.onnx"
_TURNING = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
_READING = "PP-OCRv6_rec_small.onnx"
_MODELS = {
    _FINDING: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    _TURNING: "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c",
    _READING: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}
"""Those of rapidocr 3.10.0. Others were not measured, and do not run."""

# The finding network halves the picture five times.
_MULTIPLE_PX = 32
_LIT, _LEAST_SCORE = 0.3, 0.5
_GROWTH = 1.6
_MOST_LINES = 1000
"""RapidOCR's own choices (config.yaml of 3.10.0)."""

# What the turning and the reading network were trained on (RapidOCR's cls_image_shape, cls_thresh and
# rec_img_shape in config.yaml of 3.10.0): 192 x 48 px, and lines 48 px high from 320 px on.
_TURN_SIZE_PX = (192, 48)
_SURELY_TURNED = 0.9
_LETTER_PX = 48
# A line longer than 3200 px at this height is squeezed. Chosen by eye: some 130 letters.
_NARROWEST_PX, _WIDEST_PX = 320, 3200
# RapidOCR reads six at once (rec_batch_num). Six of the narrowest are 1920 px wide: wider ones go in
# smaller batches, so that memory stays the same.
_MOST_AT_ONCE, _MOST_WIDTH_AT_ONCE_PX = 6, 1920
# RapidOCR's own: a part this much higher than wide is a line on its side.
_TALL = 1.5


class Reading(NamedTuple):
    """What a line reads, and how sure the network is of its letters, 0 to 1; `""` where it saw none."""

    words: str
    score: float


@dataclass(frozen=True)
class TextNetworks:
    """The three networks, and the parts of RapidOCR that say what their answers mean."""

    finding: Network
    turning: Network
    reading: Network
    contours: Any
    letters: Any

    @property
    def version(self) -> str:
        """What exactly runs."""
        digests = " ".join(one.digest[:12] for one in (self.finding, self.turning, self.reading))
        return f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}, models {digests}"

    def lines(self, pixels: Pixels) -> list[TextLine]:
        """Return the lines of words in one picture or tile, in its px; it is padded to whole cells."""
        height, width = pixels.shape[:2]
        # 127 is nothing to the network: its values are centred on the middle grey.
        padded = np.full((_whole(height), _whole(width), 3), 127, dtype=np.uint8)
        padded[:height, :width] = pixels
        lit = self.finding.see(_values(padded)[None])
        corners, scores = self.contours(lit, padded.shape[:2])
        inside = [np.clip(one, 0, (width, height)).astype(np.float32) for one in corners]
        found = [TextLine(one, float(score)) for one, score in zip(inside, scores, strict=True)]
        return [line for line in found if line.area_px > 0]

    def read(self, parts: list[Pixels]) -> list[Reading]:
        """Return what each part reads: one line of words, level, either way up."""
        upright = [self._upright(part) for part in parts]
        order = sorted(range(len(parts)), key=lambda n: _width_px(upright[n]))
        readings: dict[int, Reading] = {}
        while order:
            # Those of a like width at once; what is padded is looked at for nothing.
            widest = _width_px(upright[order[:_MOST_AT_ONCE][-1]])
            count = max(1, min(_MOST_AT_ONCE, _MOST_WIDTH_AT_ONCE_PX // widest))
            batch, order = order[:count], order[count:]
            readings.update(zip(batch, self._read_batch([upright[n] for n in batch]), strict=True))
        return [readings[n] for n in range(len(parts))]

    def _upright(self, part: Pixels) -> Pixels:
        if part.shape[0] >= _TALL * part.shape[1]:
            part = np.rot90(part)
        answer = self.turning.see(_fitted(part, _TURN_SIZE_PX[0], _TURN_SIZE_PX[1])[None])[0]
        return np.ascontiguousarray(np.rot90(part, 2) if answer[1] > _SURELY_TURNED else part)

    def _read_batch(self, parts: list[Pixels]) -> list[Reading]:
        width = max(_width_px(part) for part in parts)
        answer = self.reading.see(np.stack([_fitted(part, width, _LETTER_PX) for part in parts]))
        lines, _ = self.letters(answer)
        return [Reading(words, float(score)) for words, score in lines]


def load_networks() -> TextNetworks:
    """Load what RapidOCR's wheel carries.

    Raises Unavailable: detector-missing without the extra `text` or a model of it, model-altered for another
    model than the one that was measured. Nothing is fetched.
    """
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable("detector-missing", detector=NAME)
    folder = Path(spec.submodule_search_locations[0]) / "models"
    if not all((folder / file).is_file() for file in _MODELS):
        raise Unavailable("detector-missing", detector=NAME)
    finding, turning, reading = (
        checked_network(folder / file, digest, detector=NAME) for file, digest in _MODELS.items()
    )
    contours = import_module("rapidocr.ch_ppocr_det.utils").DBPostProcess(
        thresh=_LIT,
        box_thresh=_LEAST_SCORE,
        max_candidates=_MOST_LINES,
        unclip_ratio=_GROWTH,
        use_dilation=True,
    )
    letters = import_module("rapidocr.ch_ppocr_rec.utils").CTCLabelDecode(
        character=reading.note("character").splitlines()
    )
    return TextNetworks(finding, turning, reading, contours, letters)


def _values(pixels: Pixels) -> npt.NDArray[np.float32]:
    """Return 3 x height x width; blue, green, red; -1 to 1, as all three networks want it."""
    return np.ascontiguousarray(pixels[..., ::-1].transpose(2, 0, 1), dtype=np.float32) / 127.5 - 1


def _fitted(part: Pixels, width_px: int, height_px: int) -> npt.NDArray[np.float32]:
    from PIL import Image

    wide = min(width_px, max(1, -(-part.shape[1] * height_px // part.shape[0])))
    resized = Image.fromarray(part).resize((wide, height_px), Image.Resampling.BILINEAR)
    values = np.zeros((3, height_px, width_px), dtype=np.float32)
    values[:, :, :wide] = _values(np.asarray(resized))
    return values


def _width_px(part: Pixels) -> int:
    """Return how wide a part is at the height in which letters are read."""
    width: int = -(-part.shape[1] * _LETTER_PX // part.shape[0])
    return min(_WIDEST_PX, max(_NARROWEST_PX, width))


def _whole(length_px: int) -> int:
    return -(-length_px // _MULTIPLE_PX) * _MULTIPLE_PX
