"""Words in a picture: signs, name tags, plates, screens, found and read with RapidOCR (Apache-2.0).

The passes, sizes and thresholds were chosen by measurement; `benchmarks/texts.py` measures them again.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from consentkit.domain.pictures.images import BoxKind, Detection, Profile
from consentkit.imaging.detectors import Detected
from consentkit.imaging.detectors.rapidocr_networks import NAME, Reading, TextNetworks, load_networks
from consentkit.imaging.detectors.test_time_augmentation import starts
from consentkit.imaging.detectors.text_lines import Block, TextLine, blocks_of, part_of, without_double_lines
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.opening.resizing import fitted, scaled

# PaddleOCR's usual side (det_limit_side_len). Lines across a seam are seen in part by both tiles, and
# the longer part is kept; 192 px of overlap was chosen by eye.
_TILE_PX, _OVERLAP_PX = 960, 192
# For letters too large for a tile; not worth a run where the picture is hardly larger.
_WHOLE_PX = 1280
_WORTH_SHRINKING = 1.5
# Doubled, 24 megapixels are 96: about as many as any picture may have.
_MOST_PX_DOUBLED = 24_000_000
# From this score on a reading counts as one; below it, a line must look like a line to be kept.
_READABLE = 0.7
_UNREAD_SCORE, _UNREAD_SHAPE, _UNREAD_SHARE = 0.65, 1.3, 0.2
_LONG_SHAPE = 3.0
_HIGHEST_DOUBLED_PX = 64
"""Measured on 57 photographs and on words in eight scripts: what cannot be read is a line in its shape too,
and not as high as a face. Eyes, buttons, folds and flags are not lines; of true ones 97 in 100 are."""

# One letter alone is often an eye or a button: from this score on its line's shape is enough.
_SURE_OF_ONE = 0.9
# Bounds the time of one picture: a page of print has fewer lines. What is beyond is found, and not read.
_MOST_READ = 400
_LONGEST_READING = 500
# As for faces (centerface): our own cover's edge looks like a stroke.
_COVERED_SHARE = 0.6

Predict = Callable[[Pixels], list[TextLine]]


class _Text(NamedTuple):
    """A line, what it reads (`""`: nothing) and how sure that is."""

    line: TextLine
    words: str
    score: float


class RapidOcrTexts:
    """Lines of words at several sizes, put together into blocks; each block says what it reads.

    Letters of Latin, Chinese and Japanese are read. Those of other scripts are found all the same.
    """

    name = NAME

    def __init__(self, networks: TextNetworks) -> None:
        self._networks = networks
        self.version = networks.version
        native: dict[str, Predict] = {"rapidocr-native": self._native}
        doubled: dict[str, Predict] = {"rapidocr-doubled": self._doubled}
        whole: dict[str, Predict] = {"rapidocr-whole": self._whole}
        self._passes: dict[Profile, dict[str, Predict]] = {
            Profile.FAST: {},
            Profile.STANDARD: native | whole,
            Profile.THOROUGH: native | doubled | whole,
        }

    def passes(self, profile: Profile) -> tuple[str, ...]:
        """Return the names of the augmentations that it runs in a profile."""
        return tuple(self._passes[profile])

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:
        """Return a detection for each block of words; its score is how sure it is that there are any."""
        seen = without_double_lines(predict(pixels) for predict in self._passes[profile].values())
        open_lines = [line for line in seen if not _is_covered(pixels, line)]
        texts = [text for text in self._read(pixels, open_lines) if _is_text(text, min(pixels.shape[:2]))]
        blocks = blocks_of([text.line for text in texts])
        return Detected([_detection(block, texts, pixels) for block in blocks], [])

    def _read(self, pixels: Pixels, lines: list[TextLine]) -> list[_Text]:
        """Read the most promising lines; of a crowd of hundreds the rest are listed unread."""
        ordered = sorted(lines, key=lambda line: -line.score)
        readings = self._networks.read([part_of(pixels, line) for line in ordered[:_MOST_READ]])
        read = [_Text(line, *_words(reading)) for line, reading in zip(ordered, readings, strict=False)]
        return read + [_Text(line, "", 0.0) for line in ordered[_MOST_READ:]]

    def _native(self, pixels: Pixels) -> list[TextLine]:
        return _in_tiles(self._networks.lines, pixels, _TILE_PX, _OVERLAP_PX)

    def _doubled(self, pixels: Pixels) -> list[TextLine]:
        if pixels.shape[0] * pixels.shape[1] > _MOST_PX_DOUBLED:
            return []

        def larger(tile: Pixels) -> list[TextLine]:
            large, x_factor, y_factor = scaled(tile, 2.0)
            return [one.shrunk(x_factor=x_factor, y_factor=y_factor) for one in self._networks.lines(large)]

        seen = _in_tiles(larger, pixels, _TILE_PX // 2, _OVERLAP_PX // 2)
        # What is higher was seen without enlarging it.
        return [line for line in seen if line.letter_px <= _HIGHEST_DOUBLED_PX]

    def _whole(self, pixels: Pixels) -> list[TextLine]:
        if max(pixels.shape[:2]) <= _WHOLE_PX * _WORTH_SHRINKING:
            return []
        small, x_factor, y_factor = fitted(pixels, _WHOLE_PX)
        return [one.shrunk(x_factor=x_factor, y_factor=y_factor) for one in self._networks.lines(small)]


def rapidocr_texts(models: Path) -> RapidOcrTexts:  # noqa: ARG001  every factory takes them
    """Load RapidOCR; raise Unavailable (detector-missing, model-altered) as `load_networks`."""
    return RapidOcrTexts(load_networks())


def _in_tiles(predict: Predict, pixels: Pixels, tile_px: int, overlap_px: int) -> list[TextLine]:
    """Run on each tile; what two tiles hold of one line comes twice."""
    height, width = pixels.shape[:2]
    return [
        line.moved(x=left, y=top)
        for top in starts(height, tile_px, overlap_px)
        for left in starts(width, tile_px, overlap_px)
        for line in predict(pixels[top : top + tile_px, left : left + tile_px])
    ]


def _is_covered(pixels: Pixels, line: TextLine) -> bool:
    """Tell whether a line is mostly solid black: the edge of our own cover looks like a stroke."""
    part = part_of(pixels, line)
    return float((part.max(axis=2) == 0).mean()) > _COVERED_SHARE


def _is_text(text: _Text, short_side_px: int) -> bool:
    along, across = sorted(text.line.sides_px, reverse=True)
    shape = along / max(1.0, across)
    if sum(letter.isalnum() for letter in text.words) > 1:
        return True
    is_line = shape >= _LONG_SHAPE or across <= _UNREAD_SHARE * short_side_px
    if text.score >= _SURE_OF_ONE:
        return is_line
    return is_line and shape >= _UNREAD_SHAPE and text.line.score >= _UNREAD_SCORE


def _detection(block: Block, texts: Sequence[_Text], pixels: Pixels) -> Detection:
    read = [texts[n] for n in block.lines if texts[n].words]
    length = sum(len(text.words) for text in read)
    sure = sum(len(text.words) * text.score for text in read) / length if read else None
    return Detection(
        box=block.box(pixels.shape[1], pixels.shape[0]),
        score=round(min(1.0, max(texts[n].line.score for n in block.lines)), 4),
        detector=NAME,
        kind=BoxKind.TEXT,
        reads=" / ".join(text.words for text in read)[:_LONGEST_READING] or None,
        reads_score=None if sure is None else round(min(1.0, sure), 4),
    )


def _words(reading: Reading) -> tuple[str, float]:
    """Return what a line reads and how sure that is, `""` where it says nothing: unsure, or no letter."""
    words = "".join(letter for letter in reading.words if letter.isprintable()).strip()
    is_read = reading.score >= _READABLE and any(letter.isalnum() for letter in words)
    return (words, reading.score) if is_read else ("", 0.0)
