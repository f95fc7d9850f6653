"""Follow GIF's LZW codes without unpacking: how many pixels they stand for, and how many bytes they take."""

from functools import lru_cache

# GIF89a: codes grow to 12 bits and no further.
_MAX_LZW_BITS = 12


class BrokenCodes(ValueError):
    """The codes mean nothing, or have no end."""


@lru_cache(maxsize=2)
def lzw_length(packed: bytes, least_bits: int) -> tuple[int, int]:
    """Return how many pixels the codes stand for up to the end code, and how many bytes were needed for that.

    It is asked twice of a frame, whether it is whole and whether anything follows it, so the answer is kept.
    Raises BrokenCodes.
    """
    clear, end = 1 << least_bits, (1 << least_bits) + 1
    lengths: list[int] = []
    bits, held, held_bits, total, last = least_bits + 1, 0, 0, 0, 0
    for used, byte in enumerate(packed, start=1):
        held |= byte << held_bits
        held_bits += 8
        while held_bits >= bits:
            code = held & ((1 << bits) - 1)
            held >>= bits
            held_bits -= bits
            if code == clear:
                lengths, bits, last = [1] * (end + 1), least_bits + 1, 0
                continue
            if code == end:
                return total, used
            if not lengths or code > len(lengths) or (code == len(lengths) and not last):
                raise BrokenCodes
            if last and len(lengths) < 1 << _MAX_LZW_BITS:
                lengths.append(last + 1)
            if code >= len(lengths):
                raise BrokenCodes
            last = lengths[code]
            total += last
            if len(lengths) == 1 << bits and bits < _MAX_LZW_BITS:
                bits += 1
    raise BrokenCodes
