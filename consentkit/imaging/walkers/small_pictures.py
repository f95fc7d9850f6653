"""Every other picture inside a picture's file: thumbnails of every kind, further frames, what lies behind it.

Runs only inside a process that reads strangers' files.
"""

import base64
import binascii
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from PIL import Image

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import Damaged
from consentkit.imaging.walkers.blocks import Block
from consentkit.imaging.walkers.exif import EXIF_START
from consentkit.imaging.walkers.heif_items import boxes, read_items
from consentkit.sandbox.limits import FORMATS

MOST = 20
"""More of them tell no more: each is compared with the picture, which takes time. Chosen by eye."""

_MOST_PIXELS = 4_000_000
"""A small picture is smaller; a whole one behind another is decoded at a part of its size."""

_STARTS = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP", re.DOTALL)
# A JPEG or a PNG in Base64, with the line ends that XML makes of it.
_CODED = re.compile(rb"(?:/9j/|iVBORw0KGgo)(?:[A-Za-z0-9+/=\s]|&#x?[0-9A-Fa-f]+;){60,}")
_LINE_ENDS = re.compile(rb"\s|&#x?[0-9A-Fa-f]+;")
# JFIF 1.02: a small picture in RGB in APP0; in JFXX one with a palette of 768 bytes, or in RGB.
_JFIF, _JFXX, _JFXX_PALETTE, _JFXX_RGB = b"JFIF\x00", b"JFXX\x00", 0x11, 0x13

Small = tuple[str, Image.Image]


def small_pictures(data: bytes, blocks: Sequence[Block]) -> tuple[Small, ...]:
    """Return (where, picture) of each other picture in a file that can be opened."""
    return tuple(islice(_all(data, blocks), MOST))


def _all(data: bytes, blocks: Sequence[Block]) -> Iterator[Small]:
    for block in blocks:
        for small in _inside(block):
            yield block.where, small
    if data[4:8] == b"ftyp":
        yield from _other_items(data)
    if any(block.leak is Leak.OTHER_FRAMES for block in blocks):
        yield from _further_frames(data)


def _inside(block: Block) -> Iterator[Image.Image]:
    content = block.content
    yield from _raw(content)
    for found in islice(_STARTS.finditer(content), MOST):
        if found.start() or block.where != "file":
            yield from _opened(content[found.start() :])
    for coded in islice(_CODED.finditer(content), MOST):
        try:
            letters = _LINE_ENDS.sub(b"", coded.group()).rstrip(b"=")
            whole = base64.b64decode(letters[: len(letters) // 4 * 4])
        except (binascii.Error, ValueError):
            continue
        yield from _opened(whole)
    if block.leak is Leak.EXIF:
        yield from _second_directory(content.removeprefix(EXIF_START))


def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=_formats()) as image:
            yield from _shrunk(image)
    except Exception:  # noqa: BLE001  not a picture after all; the block that it is in is told
        return


def _formats() -> list[str]:
    return [kind for kind in (*FORMATS, "HEIF") if kind in Image.OPEN]


def _shrunk(image: Image.Image) -> Iterator[Image.Image]:
    if image.width * image.height > _MOST_PIXELS:
        image.draft("RGB", (image.width // 4, image.height // 4))
    if image.width * image.height <= 4 * _MOST_PIXELS:
        yield image.convert("L")


def _raw(content: bytes) -> Iterator[Image.Image]:
    """Yield what JFIF keeps as plain pixels."""
    if content.startswith(_JFIF) and len(content) > 14 and content[12] and content[13]:  # noqa: PLR2004
        yield from _from_pixels("RGB", content[12], content[13], content[14:])
    elif content.startswith(_JFXX) and len(content) > 8:  # noqa: PLR2004 - its two sides
        if content[5] == _JFXX_RGB:
            yield from _from_pixels("RGB", content[6], content[7], content[8:])
        elif content[5] == _JFXX_PALETTE and len(content) >= 8 + 768 + content[6] * content[7]:
            palette, indexes = content[8:776], content[776:]
            pixels = b"".join(palette[3 * one : 3 * one + 3] for one in indexes)
            yield from _from_pixels("RGB", content[6], content[7], pixels)


def _from_pixels(mode: str, width: int, height: int, pixels: bytes) -> Iterator[Image.Image]:
    length = width * height * 3
    if 0 < length <= len(pixels):
        yield Image.frombytes(mode, (width, height), pixels[:length]).convert("L")


def _second_directory(block: bytes) -> Iterator[Image.Image]:
    """Yield the small picture of an EXIF block that is no JPEG: its second directory is that of a TIFF."""
    order = {b"II": "little", b"MM": "big"}.get(block[:2])
    if order is None or len(block) < 10:  # noqa: PLR2004 - a header, and how many tags
        return
    first = int.from_bytes(block[4:8], order)  # type: ignore[arg-type]  # one of the two
    count = int.from_bytes(block[first : first + 2], order)  # type: ignore[arg-type]
    at = first + 2 + 12 * count
    second = block[at : at + 4]
    if len(second) == 4 and any(second):  # noqa: PLR2004 - an offset
        yield from _opened(block[:4] + second + block[8:])


def _other_items(data: bytes) -> Iterator[Small]:
    """Yield the items of a HEIC or AVIF that are not shown: each is opened as if it were the one that is."""
    try:
        start, end = next((at, stop) for kind, at, stop in boxes(data, 0, len(data)) if kind == b"meta")
        items = read_items(data, start, end)
        place = next(at for kind, at, _ in boxes(data, start + 4, end) if kind == b"pitm")
    except (Damaged, IndexError, StopIteration):
        return
    wide = 4 if data[place] else 2
    tiles = {target for kind, _, targets in items.links if kind == b"dimg" for target in targets}
    for item in items.all.values():
        if item.number != items.primary and item.number not in tiles | set(items.aux):
            number = item.number.to_bytes(wide, "big")
            for small in _opened(data[: place + 4] + number + data[place + 4 + wide :]):
                yield f"HEIF {item.kind.decode('latin-1')}", small


def _further_frames(data: bytes) -> Iterator[Small]:
    """Yield the frames behind the first."""
    try:
        with Image.open(io.BytesIO(data), formats=_formats()) as image:
            for number in range(1, min(getattr(image, "n_frames", 1), MOST)):
                image.seek(number)
                yield f"{image.format} {number + 1}", image.convert("L")
    except Exception:  # noqa: BLE001  damaged; that there are more is told already
        return
