"""Turn a file's bytes into pixels. Runs only inside the decoder process."""

import io
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.integrity import check_structure
from consentkit.imaging.metadata.captures import capture_of
from consentkit.imaging.opening.colours import rgb_pixels
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.opening.thumbnails import shows_more
from consentkit.imaging.walkers.small_pictures import small_pictures
from consentkit.imaging.walkers.table import in_order, walk
from consentkit.imaging.walkers.transparency import hides_colours
from consentkit.sandbox.limits import FORMATS, MAX_PIXELS, MEDIA_TYPES

# Importing a plugin makes Pillow know its format.
PLUGINS = (
    AvifImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_HEIF_BRANDS = _HEIC_BRANDS | {b"mif1", b"msf1"}


class Refusal(Exception):
    """The file is not opened; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Decoded:
    """What the decoder answers with: pixels, media type, the codes of the leaks, and how it was taken."""

    pixels: Pixels
    media_type: str
    leaks: tuple[str, ...]
    capture: dict[str, Any]


def prepare() -> None:
    """Set Pillow up once: our limits, and HEIF where its extra is installed."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    AvifImagePlugin.DEFAULT_MAX_THREADS = 2
    if _reads_heif():
        import pillow_heif

        pillow_heif.register_heif_opener()


def decode(data: bytes) -> Decoded:
    """Return the picture's pixels, or raise Refusal: whatever goes wrong, the file is not used."""
    try:
        with warnings.catch_warnings():
            # A library that warns has guessed; we do not publish guesses.
            warnings.simplefilter("error")
            # These speak of our code, not of the picture.
            warnings.simplefilter("ignore", DeprecationWarning)
            return _decode(data)
    except Refusal:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refusal("picture-too-many-pixels") from None
    except Exception:  # noqa: BLE001  hostile files raise anything; each way means the same
        raise Refusal("picture-damaged") from None


def _decode(data: bytes) -> Decoded:
    with _opened(data) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Refusal("picture-too-many-pixels")
        kind = image.format or ""
        check_structure(data, kind, image)
        image.load()
        leaks = _leaks(data, image)
        # Before the picture is turned: a camera writes its size down as it lies.
        capture = _capture(image, leaks)
        return Decoded(rgb_pixels(image), MEDIA_TYPES[kind], leaks, capture)


def _capture(image: Image.Image, leaks: tuple[str, ...]) -> dict[str, Any]:
    """What it says of how it was taken; nothing where that cannot be read, which opens no picture less."""
    try:
        return capture_of(image, leaks)
    except Exception:  # noqa: BLE001  somebody else's tags raise anything
        return {"year": None, "is_as_taken": False}


def _opened(data: bytes) -> Image.Image:
    if _is_heic(data) and not _reads_heif():
        raise Refusal("picture-heic-needs-extra")
    formats = (*FORMATS, "HEIF") if _reads_heif() else FORMATS
    try:
        return Image.open(io.BytesIO(data), formats=formats)
    except UnidentifiedImageError:
        raise Refusal("picture-format-unknown") from None


def _leaks(data: bytes, image: Image.Image) -> tuple[str, ...]:
    """Return all that the file gives away beside its pixels, by the one walker of its format.

    Small pictures are compared before the picture is turned: they are not turned either.
    """
    blocks = walk(data)
    found = {block.leak for block in blocks}
    if any(shows_more(small, image) for _, small in small_pictures(data, blocks)):
        found.add(Leak.THUMBNAIL_SHOWS_MORE)
    if hides_colours(image):
        found.add(Leak.HIDDEN_COLOURS)
    return tuple(leak.value for leak in in_order(found))


def _is_heic(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[start : start + 4] for start in (8, *range(16, length, 4))}
    return bool(brands & _HEIC_BRANDS) or (data[8:12] in _HEIF_BRANDS and b"avif" not in brands)


def _reads_heif() -> bool:
    return find_spec("pillow_heif") is not None
