"""The strip that the holder of a letter cuts off and keeps, below a dashed line with scissors on it."""

from consentkit.domain.letters.letters import TearOff
from consentkit.typesetting.letters.setters import Setter, plain, strong
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.text.sizes import MM

# Printers leave up to 6 mm of the foot bare. The rest by eye.
_FOOT_PT = 7 * MM
_PAD_PT = 2.5 * MM
_BETWEEN = 0.2
_SIDE_PT = 7 * MM
_DASH_PT = 4.0
_SCISSORS_PT = 11.0

# On a grid of 22 by 16, y upwards: two rings, and two blades that cross and cut to the right.
_GRID = (22, 16)
_RING = 3.0
_RINGS = ((3.6, 12.2), (3.6, 3.8))
_BLADES = ((6.2, 10.6, 21.0, 4.6), (6.2, 5.4, 21.0, 11.4))
_KAPPA = 0.5523


def strip_height(setter: Setter, strip: TearOff, width: float) -> float:
    """Return how high the strip is, from the paper's foot to the line; pt."""
    sizes = setter.sizes
    words = sum(setter.height(line, width, sizes.body) + sizes.gap(_BETWEEN) for line in strip.lines)
    return _PAD_PT + setter.height(strong(plain(strip.keep)), width, sizes.note) + words + _FOOT_PT


def draw_strip(
    document: PdfDocument, setter: Setter, strip: TearOff, *, left: float, top: float, width: float
) -> None:
    """Draw the line to cut along at `top`, and the words below it, from `left` on."""
    sizes = setter.sizes
    _draw_line(document, top, is_right_to_left=setter.setting.is_right_to_left)
    keep = strong(plain(strip.keep))
    y = top - _PAD_PT
    setter.draw(document, setter.owner("P"), keep, left=left, top=y, width=width, size=sizes.note)
    y -= setter.height(keep, width, sizes.note)
    for line in strip.lines:
        y -= sizes.gap(_BETWEEN)
        setter.draw(document, setter.owner("P"), line, left=left, top=y, width=width, size=sizes.body)
        y -= setter.height(line, width, sizes.body)


def _draw_line(document: PdfDocument, y: float, *, is_right_to_left: bool) -> None:
    width = document.size[0]
    scale = _SCISSORS_PT / _GRID[1]
    blades = _GRID[0] * scale
    begins = _SIDE_PT + blades + _DASH_PT
    # The scissors stand where reading begins, and cut the way it goes.
    turn, at = (-1, width - _SIDE_PT) if is_right_to_left else (1, _SIDE_PT)
    line = (_SIDE_PT, width - begins) if is_right_to_left else (begins, width - _SIDE_PT)
    with document.artifact():
        document.write(
            f"q 0.8 w 0.2 G [{_DASH_PT} {_DASH_PT}] 0 d {line[0]:.2f} {y:.2f} m {line[1]:.2f} {y:.2f} l S Q"
        )
        down = y - _GRID[1] / 2 * scale
        document.write(f"q {turn * scale:.4f} 0 0 {scale:.4f} {at:.2f} {down:.2f} cm 1.4 w 1 J 0.2 G")
        for x, middle in _RINGS:
            document.write(f"{_ring(x, middle)} S")
        for x, foot, end, head in _BLADES:
            document.write(f"{x} {foot} m {end} {head} l S")
        document.write("Q")


def _ring(x: float, y: float) -> str:
    r, k = _RING, _RING * _KAPPA
    quarters = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    curves = " ".join(" ".join(f"{number:.2f}" for number in quarter) + " c" for quarter in quarters)
    return f"{x + r:.2f} {y:.2f} m {curves}"
