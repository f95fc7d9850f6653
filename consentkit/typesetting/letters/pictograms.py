"""Our own pictograms: plain strokes that stay clear in black and white, for PDF and for HTML alike.

Each is drawn on a grid of 64 by 64, y downwards, as strokes: `M`, `L`, `C` and `Z` as in SVG, `O x y r` for
a circle; a leading `*` fills the shape.
"""

from collections.abc import Iterator

# Units that the drawings below are written in; 3 of them is a stroke.
_GRID = 64
_STROKE = 3.0
# A quarter of a circle as a Bezier curve: 4/3 (sqrt 2 - 1).
_KAPPA = 0.5523

_HEAD = "O 32 22 12"
_SHOULDERS = "M10 58 C10 42 20 38 32 38 C44 38 54 42 54 58"
_WIDE_SHOULDERS = "M8 60 C8 48 20 44 32 44 C44 44 56 48 56 60"
# The whole face under squares, as a picture is made: a bar over the eyes would be the picture of a suspect.
_SQUARE = 7
_MOSAIC = tuple(
    f"*M{x} {y} L{x + _SQUARE} {y} L{x + _SQUARE} {y + _SQUARE} L{x} {y + _SQUARE} Z"
    for x, y in ((14 + _SQUARE * (place % 5), 4 + _SQUARE * (place // 5)) for place in range(0, 25, 2))
)
_TAG = "M6 20 L44 20 L58 34 L44 48 L6 48 Z"
_FACE = "O 32 32 26"
_EYES = ("*O 23 26 3", "*O 41 26 3")
_THUMB = (
    "M22 30 L32 8 C40 8 40 14 38 26 L52 26 C58 26 59 31 57 36 L52 52 C51 55 49 56 46 56 L22 56",
    "M8 30 L22 30 L22 58 L8 58 Z",
)

PICTOGRAMS: dict[str, tuple[str, ...]] = {
    "photo": (
        "M6 18 L20 18 L24 10 L40 10 L44 18 L58 18 L58 52 L6 52 Z",
        "O 32 34 11",
        "O 32 34 5",
        "*O 51 25 2",
    ),
    "words": (
        "M14 5 L54 5 L54 59 L14 59 Z",
        "M9 15 L19 15",
        "M9 27 L19 27",
        "M9 39 L19 39",
        "M9 51 L19 51",
        "M25 18 C28 12 31 12 32 18 C33 24 36 24 38 18 C40 12 43 12 46 18",
        "M25 32 C28 26 31 26 32 32 C33 38 36 38 38 32 C40 26 43 26 46 32",
        "M25 46 C28 40 31 40 32 46 C33 52 35 52 38 46",
    ),
    "voice": (
        "M24 14 C24 4 40 4 40 14 L40 30 C40 40 24 40 24 30 Z",
        "M14 28 C14 52 50 52 50 28",
        "M32 46 L32 58",
        "M20 58 L44 58",
    ),
    "video": ("M5 18 L41 18 L41 48 L5 48 Z", "M41 28 L58 18 L58 48 L41 38", "*O 13 26 3"),
    "drawing": (
        "M6 10 L44 10",
        "M6 10 L6 56 L50 56 L50 44",
        "O 17 22 5",
        "M12 48 L22 34 L30 44 L34 40",
        "M30 46 L33 36 L53 10 L60 16 L40 42 Z",
        "M48 16 L55 22",
    ),
    "none": ("M12 12 L52 52", "M52 12 L12 52"),
    "no-photo": (
        "O 32 32 28",
        "M12 52 L52 12",
        "M17 25 L24 25 L27 20 L37 20 L40 25 L47 25 L47 44 L17 44 Z",
        "O 32 34 6",
    ),
    "drawn-person": (
        "M4 6 L40 6 L40 58 L4 58 Z",
        "O 22 19 6",
        "M22 25 L22 40 L14 52",
        "M22 40 L30 52",
        "M12 32 L32 32",
        "M45 54 L45 46 L52 16 L60 18 L53 48 Z",
    ),
    "hands": (
        "M22 58 L22 50 C12 44 9 36 9 29 C9 24 15 24 16 29 L18 34 L18 13 C18 8 24 8 24 13 L24 29 "
        "L24 9 C24 4 30 4 30 9 L30 29 L30 9 C30 4 37 4 37 9 L37 "
        "29 L37 13 C37 8 43 8 43 13 L43 38 C43 46 40 48 38 51 L38 58",
        "M48 10 L54 6",
        "M50 20 L57 20",
        "M48 30 L54 34",
    ),
    "back": (
        _SHOULDERS,
        "*M20 26 C16 4 48 4 44 26 C44 34 38 38 32 38 C26 38 20 34 20 26 Z",
    ),
    "shadow": ("*O 32 22 12", "*M10 58 C10 42 20 38 32 38 C44 38 54 42 54 58 Z"),
    "object": ("M8 22 L32 10 L56 22 L56 46 L32 58 L8 46 Z", "M8 22 L32 34 L56 22", "M32 34 L32 58"),
    "face-hidden": (*_MOSAIC, _WIDE_SHOULDERS),
    "face-shown": (
        "O 32 22 18",
        _WIDE_SHOULDERS,
        "*O 25 19 2.5",
        "*O 39 19 2.5",
        "M23 28 C26 33 38 33 41 28",
    ),
    "alias": (
        "M6 6 L58 6 L58 46 L34 46 L20 60 L20 46 L6 46 Z",
        "*M32 13 L35 22 L44 22 L37 28 L40 37 L32 31 L24 37 L27 28 L20 22 L29 22 Z",
    ),
    "first-name": (_TAG, "O 15 34 3", "M23 34 L45 34"),
    "full-name": (
        "M4 12 L60 12 L60 54 L4 54 Z",
        "*O 20 26 6",
        "*M10 46 C10 38 14 35 20 35 C26 35 30 38 30 46 Z",
        "M37 26 L52 26",
        "M37 38 L52 38",
    ),
    "no-name": (
        "M58 6 L6 6 L6 46 L30 46 L44 60 L44 46 L58 46 Z",
        "M20 15 L44 37",
        "M44 15 L20 37",
    ),
    "website": (
        "M9 8 L55 8 L55 46 L9 46 Z",
        "M9 46 L2 57 L62 57 L55 46",
        "O 32 27 13",
        "M19 27 L45 27",
        "M32 14 C24 21 24 33 32 40",
        "M32 14 C40 21 40 33 32 40",
    ),
    "social": (
        "M6 4 L34 4 L34 60 L6 60 Z",
        "M6 50 L34 50",
        "*O 20 55 2",
        "*O 20 19 6",
        "*M10 42 C10 32 14 28 20 28 C26 28 30 32 30 42 Z",
        "M40 8 L62 8 L62 32 L52 32 L44 40 L44 32 L40 32 Z",
        "*M51 27 C43 21 44 14 48 14 C50 14 51 16 51 17 C51 16 52 14 54 14 C58 14 59 21 51 27 Z",
    ),
    "print": (
        "M32 42 C26 36 14 35 4 37 L4 58 C14 56 26 57 32 62 C38 57 50 56 60 58 L60 37 C50 35 38 36 32 42 Z",
        "M32 42 L32 61",
        "M20 4 L44 4 L44 31 L20 31 Z",
        "*O 32 13 4",
        "M25 23 L39 23",
        "M10 44 L24 45",
        "M54 44 L40 45",
    ),
    "press": (
        "M6 12 L50 12 L50 54 L10 54 C7 54 6 52 6 50 Z",
        "M50 22 L58 22 L58 50 C58 54 54 54 50 54",
        "M13 20 L43 20",
        "*M13 28 L26 28 L26 40 L13 40 Z",
        "M31 29 L43 29",
        "M31 38 L43 38",
        "M13 47 L43 47",
    ),
    "broadcast": (
        "M3 22 L37 22 L37 48 L3 48 Z",
        "M12 6 L20 22 L28 6",
        "M10 48 L8 56",
        "M30 48 L32 56",
        "M44 34 L61 34 L61 60 L44 60 Z",
        "M47 34 L58 14",
        "O 52.5 50 5",
        "M49 40 L56 40",
    ),
    "exhibition": (
        "M12 10 L52 10 L52 46 L12 46 Z",
        "M18 40 L28 26 L35 34 L40 29 L46 40",
        "O 40 19 3",
        "M22 46 L18 60",
        "M42 46 L46 60",
    ),
    "donor-report": (
        "M5 4 L30 4 L42 16 L42 60 L5 60 Z",
        "M30 4 L30 16 L42 16",
        "M13 50 L13 40",
        "M21 50 L21 32",
        "M29 50 L29 24",
        "O 53 38 8",
        "O 53 54 8",
        "M53 35 L53 41",
        "M53 51 L53 57",
    ),
    "internal": (
        "O 32 20 8",
        "O 13 26 6",
        "O 51 26 6",
        "M18 56 C18 40 24 34 32 34 C40 34 46 40 46 56 Z",
        "M3 52 C3 42 7 37 15 37",
        "M61 52 C61 42 57 37 49 37",
    ),
    "thumb-up": _THUMB,
    "glad": (_FACE, *_EYES, "*M15 37 L49 37 C46 56 18 56 15 37 Z"),
    "unsure": (
        "O 27 37 22",
        "*O 20 32 2.6",
        "*O 34 32 2.6",
        "M20 47 L35 43",
        "M50 12 C51 3 64 5 61 13 C60 17 56 17 56 23",
        "*O 56 30 2.2",
    ),
    "unhappy": (
        "O 32 32 26",
        "*O 22 27 3",
        "*O 42 27 3",
        "M13 21 L26 14",
        "M51 21 L38 14",
        "M18 51 C22 37 42 37 46 51",
    ),
    "change": (
        "M8 50 L12 36 L40 8 L50 18 L22 46 Z",
        "M12 36 L22 46",
        "M34 14 L44 24",
        "M30 54 C34 48 37 48 40 54 C43 60 46 60 49 54 C52 48 55 48 58 54",
    ),
    "stop": ("M21 6 L43 6 L58 21 L58 43 L43 58 L21 58 L6 43 L6 21 Z", "M18 32 L46 32"),
    "other": ("*O 14 32 4", "*O 32 32 4", "*O 50 32 4"),
}
_TURNED = {"thumb-down": "thumb-up"}
_ALSO = {"yes": "thumb-up", "no": "thumb-down"}

# Where the same name means another thing in one clause.
_OF_CHOICES = {
    "L05.none": "no-photo",
    "L05.drawing": "drawn-person",
    "L06.none": "no-name",
    "L24.no": "stop",
    "C04.yes": "glad",
    "C04.no": "unhappy",
}


def pictogram_named(name: str) -> tuple[str, ...] | None:
    """Return the shapes of a pictogram (`photo`, or a choice's `L04.photo`); `None` where there is none."""
    clause, _, choice = name.rpartition(".")
    name = _OF_CHOICES.get(name, choice) if clause else name
    name = _ALSO.get(name, name)
    if name in _TURNED:
        return tuple(_turned(path) for path in PICTOGRAMS[_TURNED[name]])
    return PICTOGRAMS.get(name)


def pdf_operators(name: str, x: float, top: float, size: float) -> str:
    """Return what draws a pictogram with its left top corner there; empty where there is none."""
    shapes = pictogram_named(name)
    if shapes is None:
        return ""
    scale = size / _GRID
    body = "\n".join(_pdf_path(shape) for shape in shapes)
    return f"q {scale:.4f} 0 0 {-scale:.4f} {x:.3f} {top:.3f} cm {_STROKE} w 1 J 1 j 0 G 0 g\n{body}\nQ"


def svg(name: str, label: str = "") -> str:
    """Return a pictogram as inline SVG, decoration only unless it has a label."""
    shapes = pictogram_named(name)
    if shapes is None:
        return ""
    told = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    body = "".join(_svg_path(shape) for shape in shapes)
    return f'<svg viewBox="0 0 {_GRID} {_GRID}" {told}>{body}</svg>'


def _tokens(path: str) -> Iterator[tuple[str, list[float]]]:
    numbers: list[float] = []
    letter = ""
    for token in path.replace("M", " M ").replace("L", " L ").replace("C", " C ").replace("Z", " Z ").split():
        if token.isalpha():
            if letter:
                yield letter, numbers
            letter, numbers = token, []
        else:
            numbers.append(float(token))
    yield letter, numbers


def _turned(path: str) -> str:
    mark = "*" if path.startswith("*") else ""
    parts = []
    for letter, numbers in _tokens(path.removeprefix("*")):
        turned = [number if index % 2 == 0 else _GRID - number for index, number in enumerate(numbers)]
        parts.append(" ".join((letter, *(f"{number:g}" for number in turned))))
    return mark + " ".join(parts)


def _pdf_path(shape: str) -> str:
    paint = "f" if shape.startswith("*") else "S"
    path = shape.removeprefix("*")
    if path.startswith("O"):
        return f"{_circle(*map(float, path.split()[1:]))} {paint}"
    names = {"M": "m", "L": "l", "C": "c", "Z": "h"}
    steps = (
        " ".join((*(f"{number:g}" for number in numbers), names[letter])) for letter, numbers in _tokens(path)
    )
    return f"{' '.join(steps)} {paint}"


def _circle(x: float, y: float, radius: float) -> str:
    k = radius * _KAPPA
    quarters = (
        (x + radius, y + k, x + k, y + radius, x, y + radius),
        (x - k, y + radius, x - radius, y + k, x - radius, y),
        (x - radius, y - k, x - k, y - radius, x, y - radius),
        (x + k, y - radius, x + radius, y - k, x + radius, y),
    )
    curves = " ".join(" ".join(f"{number:.3f}" for number in quarter) + " c" for quarter in quarters)
    return f"{x + radius:.3f} {y:.3f} m {curves} h"


def _svg_path(shape: str) -> str:
    fill = "currentColor" if shape.startswith("*") else "none"
    path = shape.removeprefix("*")
    look = f'fill="{fill}" stroke="currentColor" stroke-width="{_STROKE}" stroke-linecap="round"'
    if path.startswith("O"):
        x, y, radius = path.split()[1:]
        return f'<circle cx="{x}" cy="{y}" r="{radius}" {look}/>'
    return f'<path d="{path}" {look} stroke-linejoin="round"/>'
