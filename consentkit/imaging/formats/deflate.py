"""How much a deflated stream holds, without keeping what it holds."""

import zlib

from consentkit.imaging.formats.containers import Damaged

_STEP_BYTES = 1 << 20


def inflated_length(packed: bytes, most: int) -> tuple[int, bool, bytes]:
    """Return the length of what is packed, whether it ended there, and the bytes behind its end.

    It is read no further than the first step past `most` bytes. Raises Damaged.
    """
    unpacker, size, rest = zlib.decompressobj(), 0, packed
    try:
        while not unpacker.eof and size <= most:
            got = len(unpacker.decompress(rest, _STEP_BYTES))
            size, rest = size + got, unpacker.unconsumed_tail
            if not got and not rest:
                break
    except zlib.error:
        raise Damaged from None
    return size, unpacker.eof, unpacker.unused_data
