"""Look into an EXIF block just far enough to tell whether it holds a place or a small picture."""

import struct
from collections.abc import Iterator

from consentkit.domain.pictures.images import Leak

# EXIF 2.32, 4.6.3: the tag that leads to the GPS directory; a directory's entries are 12 bytes each.
_GPS_POINTER = 0x8825
_ENTRY_LENGTH = 12
_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}


def leaks_in_exif(block: bytes) -> Iterator[Leak]:
    """Yield EXIF, and GPS or THUMBNAIL where they are; UNKNOWN_BLOCK too when it cannot be followed."""
    yield Leak.EXIF
    try:
        order = _ORDERS[block[:4]]
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        tags, second = _directory(block, first, order)
        if _GPS_POINTER in tags:
            yield Leak.GPS
        if second:
            yield Leak.THUMBNAIL
    except (KeyError, struct.error):
        yield Leak.UNKNOWN_BLOCK


def _directory(block: bytes, at: int, order: str) -> tuple[set[int], int]:
    """Return the tags of the directory at `at`, and where the next directory is (0: nowhere)."""
    (count,) = struct.unpack_from(f"{order}H", block, at)
    entries = range(at + 2, at + 2 + count * _ENTRY_LENGTH, _ENTRY_LENGTH)
    tags = {int(struct.unpack_from(f"{order}H", block, entry)[0]) for entry in entries}
    (following,) = struct.unpack_from(f"{order}I", block, entries.stop)
    return tags, int(following)
