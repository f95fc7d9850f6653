"""Open a picture that someone gave us, in a process of its own that holds no keys."""

import json
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.names import unknown_format
from consentkit.imaging.opening.pixels import Pixels
from consentkit.sandbox.client import Lease, Worker, WorkerDied, WorkerTooSlow, shared_worker
from consentkit.sandbox.limits import MAX_FILE_BYTES, MAX_PIXELS, MAX_SECONDS, MEDIA_TYPES

_UNVERIFIABLE = frozenset({"image/avif", "image/heic"})
_REFUSALS = frozenset(
    {
        "picture-format-unknown",
        "picture-heic-needs-extra",
        "picture-damaged",
    }
)


@dataclass(frozen=True, eq=False)
class Picture:
    """An opened picture: pixels after orientation, on white where it was transparent, in sRGB.

    `media_type` is that of the file it came from, `leaks` what that file gives away beside its pixels.
    `year` and `is_as_taken` are what it says of how it was taken (see `Capture`).
    The pixels cannot be written to.
    """

    pixels: Pixels
    media_type: str
    leaks: tuple[Leak, ...] = ()
    year: int | None = None
    is_as_taken: bool = False

    @property
    def is_verifiable(self) -> bool:
        """Tell whether the format lets damage be noticed: AVIF and HEIC carry no checksum, and their
        decoders turn a damaged stream into noise without a word."""
        return self.media_type not in _UNVERIFIABLE

    @property
    def width_px(self) -> int:
        """The width in px."""
        return int(self.pixels.shape[1])

    @property
    def height_px(self) -> int:
        """The height in px."""
        return int(self.pixels.shape[0])


def open_picture(data: bytes, *, worker: Worker | Lease | None = None) -> Picture:
    """Return the picture in a file's bytes.

    Raises InvalidInput: picture-empty, picture-format-unknown, picture-format-named (format),
    picture-heic-needs-extra,
    picture-too-large (limit_mb), picture-too-many-pixels (limit_megapixels), picture-damaged,
    picture-too-slow (seconds). Raises Unavailable (decoder-missing) when the decoder does not start.
    """
    if not data:
        raise InvalidInput("picture-empty")
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInput("picture-too-large", limit_mb=MAX_FILE_BYTES // 1_000_000)
    try:
        answer, pixels = (worker or shared_worker()).ask(data)
    except WorkerTooSlow:
        raise InvalidInput("picture-too-slow", seconds=MAX_SECONDS) from None
    except WorkerDied:
        raise InvalidInput("picture-damaged") from None
    return _picture(answer, pixels, data)


def _picture(answer: bytes, pixels: bytes, data: bytes) -> Picture:
    """Believe only what fits: the decoder read a stranger's file and may have been taken over by it."""
    try:
        told: dict[str, Any] = json.loads(answer)
        if "refusal" not in told:
            return _believed(told, pixels)
        refusal = str(told["refusal"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidInput("picture-damaged") from None
    if refusal == "picture-too-many-pixels":
        raise InvalidInput(refusal, limit_megapixels=MAX_PIXELS // 1_000_000)
    if refusal == "picture-format-unknown":
        raise unknown_format(refusal, data)
    raise InvalidInput(refusal if refusal in _REFUSALS else "picture-damaged")


def _believed(told: dict[str, Any], pixels: bytes) -> Picture:
    height, width = int(told["height"]), int(told["width"])
    if told["media_type"] not in MEDIA_TYPES.values() or min(height, width) < 1:
        raise ValueError
    array = cast("Pixels", np.frombuffer(pixels, dtype=np.uint8).reshape(height, width, 3))
    found = {Leak(leak) for leak in told["leaks"]}
    year, is_as_taken = told["capture"]["year"], told["capture"]["is_as_taken"]
    return Picture(
        array,
        told["media_type"],
        tuple(leak for leak in Leak if leak in found),
        None if year is None else int(year),
        is_as_taken is True,
    )
