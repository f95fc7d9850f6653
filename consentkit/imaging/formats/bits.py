"""Read numbers of so many bits, the first the highest."""

from consentkit.imaging.formats.containers import Damaged

_LONGEST_PREFIX = 32


class Bits:
    """Bits that are read once, in order. Raises Damaged past their end."""

    def __init__(self, data: bytes) -> None:
        self._value, self._left = int.from_bytes(data, "big"), 8 * len(data)

    def number(self, bits: int) -> int:
        """Return the number in the next so many bits."""
        if bits > self._left:
            raise Damaged
        self._left -= bits
        return self._value >> self._left & (1 << bits) - 1

    def golomb(self) -> int:
        """Return the number in an Exp-Golomb code without a sign (ITU-T H.265, 9.2)."""
        zeros = 0
        while not self.number(1):
            zeros += 1
            if zeros > _LONGEST_PREFIX:
                raise Damaged
        return (1 << zeros) - 1 + self.number(zeros)
