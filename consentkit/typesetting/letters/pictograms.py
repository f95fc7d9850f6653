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
        "M32 16 C26 10 16 9 6 11 L6 51 C16 49 26 50 32 56 C38 50 48 49 58 51 L58 11 C48 9 38 10 32 16 Z",
        "M32 16 L32 56",
        "M13 21 L25 23",
        "M13 30 L25 32",
        "M13 39 L25 41",
        "M39 23 L51 21",
        "M39 32 L51 30",
        "M39 41 L51 39",
    ),
    "voice": (
        "M24 14 C24 4 40 4 40 14 L40 30 C40 40 24 40 24 30 Z",
        "M14 28 C14 52 50 52 50 28",
        "M32 46 L32 58",
        "M20 58 L44 58",
    ),
    "video": ("M5 18 L41 18 L41 48 L5 48 Z", "M41 28 L58 18 L58 48 L41 38", "*O 13 26 3"),
    "drawing": ("M10 54 L14 40 L44 10 L54 20 L24 50 Z", "M38 16 L48 26", "M14 40 L24 50", "M34 57 L57 57"),
    "none": ("O 32 32 26", "M14 50 L50 14"),
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
    "face-hidden": (_HEAD, _SHOULDERS, "*M15 15 L49 15 L49 29 L15 29 Z"),
    "face-shown": (_HEAD, _SHOULDERS, "*O 28 20 1.6", "*O 36 20 1.6", "M27 27 C29 30 35 30 37 27"),
    "alias": (_TAG, "O 15 34 3", "M24 31 C28 25 31 41 36 33 C38 30 40 31 42 34"),
    "first-name": (_TAG, "O 15 34 3", "M24 34 L40 34"),
    "full-name": (_TAG, "O 15 34 3", "M24 29 L42 29", "M24 39 L42 39"),
    "no-name": (_TAG, "O 15 34 3", "M10 60 L54 8"),
    "website": (
        "M18 5 L46 5 L46 59 L18 59 Z",
        "M18 14 L46 14",
        "M18 48 L46 48",
        "*O 32 53.5 2",
        "M24 22 L40 22",
        "M24 30 L40 30",
        "M24 38 L34 38",
    ),
    "social": (
        "O 14 32 7",
        "O 49 13 7",
        "O 49 51 7",
        "M20 29 L43 16",
        "M20 35 L43 48",
    ),
    "print": (
        "M6 12 L50 12 L50 54 L10 54 C7 54 6 52 6 50 Z",
        "M50 22 L58 22 L58 50 C58 54 54 54 50 54",
        "M13 20 L43 20",
        "*M13 28 L26 28 L26 40 L13 40 Z",
        "M31 29 L43 29",
        "M31 38 L43 38",
        "M13 47 L43 47",
    ),
    "press": (
        "*O 14 14 6",
        "M14 20 L14 42",
        "M14 26 L34 20",
        "M14 42 L6 58",
        "M14 42 L22 58",
        "M34 12 L58 12 L58 28 L46 28 L40 35 L40 28 L34 28 Z",
    ),
    "broadcast": (
        "M6 26 L58 26 L58 56 L6 56 Z",
        "M14 26 L48 8",
        "O 20 41 8",
        "M36 35 L51 35",
        "M36 41 L51 41",
        "M36 47 L51 47",
    ),
    "exhibition": (
        "M12 10 L52 10 L52 46 L12 46 Z",
        "M18 40 L28 26 L35 34 L40 29 L46 40",
        "O 40 19 3",
        "M22 46 L18 60",
        "M42 46 L46 60",
    ),
    "donor-report": (
        "M12 5 L40 5 L52 17 L52 59 L12 59 Z",
        "M40 5 L40 17 L52 17",
        "M20 50 L20 38",
        "M28 50 L28 30",
        "M36 50 L36 34",
        "M44 50 L44 26",
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
    "glad": (_FACE, *_EYES, "M18 37 C22 50 42 50 46 37"),
    "unsure": (_FACE, *_EYES, "M20 43 L44 43"),
    "unhappy": (_FACE, *_EYES, "M19 47 C24 36 40 36 45 47"),
    "stop": ("M21 6 L43 6 L58 21 L58 43 L43 58 L21 58 L6 43 L6 21 Z", "M18 32 L46 32"),
    "other": ("*O 14 32 4", "*O 32 32 4", "*O 50 32 4"),
}
_TURNED = {"thumb-down": "thumb-up"}
_ALSO = {
    "book": "words", "yes": "thumb-up", "no": "thumb-down", "happy": "glad", "sad": "unhappy",
    "phone": "website", "newspaper": "print", "radio": "broadcast",
    "poster": "exhibition", "name": "alias", "maybe": "unsure",
}  # fmt: skip

# Where the same name means another thing in one clause.
_OF_CHOICES = {"L06.none": "no-name", "L24.no": "stop"}


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
