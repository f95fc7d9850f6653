"""The one way to ask what a picture's file holds beside what its pixels need, format by format."""

from collections.abc import Iterable

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import PNG_SIGNATURE, Damaged
from consentkit.imaging.walkers.blocks import Block, Walker
from consentkit.imaging.walkers.gif import gif_blocks
from consentkit.imaging.walkers.heif import heif_blocks
from consentkit.imaging.walkers.jpeg import jpeg_blocks
from consentkit.imaging.walkers.png import png_blocks
from consentkit.imaging.walkers.tiff import tiff_blocks
from consentkit.imaging.walkers.webp import webp_blocks

WALKERS: dict[str, Walker] = {
    "JPEG": jpeg_blocks,
    "PNG": png_blocks,
    "GIF": gif_blocks,
    "WEBP": webp_blocks,
    "TIFF": tiff_blocks,
    "AVIF": heif_blocks,
    "HEIF": heif_blocks,
}
"""By the names that Pillow gives formats; its MPO is a JPEG with more behind it."""

_STARTS = (
    (b"\xff\xd8", "JPEG"),
    (PNG_SIGNATURE, "PNG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WEBP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)


def walk(data: bytes) -> tuple[Block, ...]:
    """Return everything in a picture's file that its pixels do not need; `()` means that there is nothing.

    A format without a walker, and a file that cannot be followed to its last byte, is an UNKNOWN_BLOCK.
    """
    walker = WALKERS.get(format_of(data))
    if walker is None:
        return (Block(Leak.UNKNOWN_BLOCK, "file", data),)
    found: list[Block] = []
    try:
        found.extend(walker(data))
    except (Damaged, IndexError, ValueError):
        found.append(Block(Leak.UNKNOWN_BLOCK, "file", data))
    return tuple(found)


def format_of(data: bytes) -> str:
    """Return the name of a file's format, by its first bytes; empty for one without a walker."""
    if data[4:8] == b"ftyp":
        return "HEIF"
    return next((name for start, name in _STARTS if data.startswith(start)), "")


def leaks_in(data: bytes) -> tuple[Leak, ...]:
    """Return what a picture's file gives away beside its pixels; `()` means nothing."""
    return in_order(block.leak for block in walk(data))


def in_order(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """Return each of these once, in the order in which they are told."""
    found = set(leaks)
    return tuple(leak for leak in Leak if leak in found)
