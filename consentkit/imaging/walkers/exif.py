"""What an EXIF block is, and what stands in it: a place, a small picture."""

import struct

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.walkers.blocks import Block, Blocks

EXIF_START = b"Exif\x00\x00"
# EXIF 2.32, 4.6.3: the tag that leads to the GPS directory; a directory's entries are 12 bytes each.
_GPS_POINTER = 0x8825
_ENTRY_LENGTH = 12
_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}


def exif_blocks(content: bytes, where: str) -> Blocks:
    """Yield EXIF, and GPS or THUMBNAIL where they are; UNKNOWN_BLOCK too when it cannot be followed."""
    yield Block(Leak.EXIF, where, content)
    block = content.removeprefix(EXIF_START)
    try:
        order = _ORDERS[block[:4]]
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        tags, second = _directory(block, first, order)
        if _GPS_POINTER in tags:
            yield Block(Leak.GPS, where)
        if second:
            yield Block(Leak.THUMBNAIL, where)
    except (KeyError, struct.error):
        yield Block(Leak.UNKNOWN_BLOCK, where)


def _directory(block: bytes, at: int, order: str) -> tuple[set[int], int]:
    """Return the tags of the directory at `at`, and where the next directory is (0: nowhere)."""
    (count,) = struct.unpack_from(f"{order}H", block, at)
    entries = range(at + 2, at + 2 + count * _ENTRY_LENGTH, _ENTRY_LENGTH)
    tags = {int(struct.unpack_from(f"{order}H", block, entry)[0]) for entry in entries}
    (following,) = struct.unpack_from(f"{order}I", block, entries.stop)
    return tags, int(following)
