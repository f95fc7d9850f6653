"""How large a HEVC or AV1 picture is coded: what is cut off when it is shown stays in the file."""

from consentkit.imaging.formats.bits import Bits
from consentkit.imaging.formats.containers import Damaged

# ITU-T H.265, 7.3.3: profile, tier and level take 96 bits, and 88 and 8 for each sub-layer.
_PROFILE_BITS, _SUB_PROFILE_BITS, _SUB_LEVEL_BITS = 96, 88, 8
_MOST_LAYERS, _SPS_HEADER = 8, 2
_PLANES_APART = 3
# The longest sequence parameter set looked into; the sizes stand near its beginning.
_LONGEST = 200
_TIERED_LEVEL = 7


def hevc_cut_px(parameters: bytes) -> tuple[int, int]:
    """Return how many px a sequence parameter set cuts off across and down (its conformance window)."""
    bits = Bits(parameters[_SPS_HEADER:_LONGEST].replace(b"\x00\x00\x03", b"\x00\x00"))
    bits.number(4)
    layers = bits.number(3)
    bits.number(1 + _PROFILE_BITS)
    _skip_layers(bits, layers)
    bits.golomb()
    colours = bits.golomb()
    if colours == _PLANES_APART:
        bits.number(1)
    bits.golomb(), bits.golomb()
    if not bits.number(1):
        return 0, 0
    left, right, top, bottom = (bits.golomb() for _ in range(4))
    across, down = (2 if colours in {1, 2} else 1), (2 if colours == 1 else 1)
    return (left + right) * across, (top + bottom) * down


def _skip_layers(bits: Bits, layers: int) -> None:
    present = [(bits.number(1), bits.number(1)) for _ in range(layers)]
    if layers:
        bits.number(2 * (_MOST_LAYERS - layers))
    for has_profile, has_level in present:
        bits.number(_SUB_PROFILE_BITS * has_profile + _SUB_LEVEL_BITS * has_level)


def av1_size(sequence: bytes) -> tuple[int, int]:
    """Return the width and height in px of a sequence header (AV1, 5.5.1)."""
    bits = Bits(sequence[:_LONGEST])
    bits.number(3 + 1)
    if bits.number(1):
        bits.number(5)
    else:
        _skip_operating_points(bits)
    across, down = bits.number(4) + 1, bits.number(4) + 1
    return bits.number(across) + 1, bits.number(down) + 1


def _skip_operating_points(bits: Bits) -> None:
    if bits.number(1):
        # Timing: a still picture has none.
        raise Damaged
    has_delay = bits.number(1)
    for _ in range(bits.number(5) + 1):
        bits.number(12)
        if bits.number(5) > _TIERED_LEVEL:
            bits.number(1)
        if has_delay and bits.number(1):
            bits.number(4)
