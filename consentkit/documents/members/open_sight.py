"""Styles and places of ODF that put words out of sight. Runs only in the document reader's process."""

import re
from collections.abc import Callable, Mapping

from consentkit.documents.colours import is_dark, is_light

_LENGTH = re.compile(r"(-?\d*\.?\d+)(pt|in|cm|mm|px)?")
_CM = {"pt": 0.0353, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 0.0265}
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%")
_HALF, _MOST, _LEAST_CM = 50.0, 100.0, 0.1
_FURTHEST_CM, _OUT_CM, _WIDEST_CM = 80.0, -5.0, 25.0


def _cm(value: str) -> float | None:
    found = _LENGTH.fullmatch(value)
    return float(found.group(1)) * _CM[found.group(2) or "px"] if found and found.group(2) else None


def _percent(value: str) -> float | None:
    found = _PERCENT.fullmatch(value)
    return float(found.group(1)) if found else None


def _is_between(least: float, most: float) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        length = _cm(value)
        return length is None or least <= length <= most

    return check


def _is_opaque(value: str) -> bool:
    share = _percent(value)
    return share is None or share >= _HALF


def _is_hardly_raised(value: str) -> bool:
    """As `super 58%`, or by how much of a line and how large."""
    raised, _, size = value.partition(" ")
    height, share = _percent(raised), _percent(size)
    return (height is None or abs(height) <= _MOST) and (share is None or share >= _HALF / 2)


def _is_tall(value: str) -> bool:
    share, length = _percent(value), _cm(value)
    return (share is None or share >= _HALF) and (length is None or length >= _LEAST_CM)


_OF_TEXTS: dict[str, Callable[[str], bool]] = {
    "text-scale": lambda value: (_percent(value) or _MOST) >= _HALF / 2,
    "text-position": _is_hardly_raised,
    "letter-spacing": _is_between(-0.1, 2.0),
    "opacity": _is_opaque,
    "char-transparence": lambda value: (_percent(value) or 0.0) <= _HALF,
}
_CHECKS: dict[str, dict[str, Callable[[str], bool]]] = {
    "text-properties": _OF_TEXTS,
    "paragraph-properties": {
        "line-height": _is_tall,
        "margin-left": _is_between(-3.0, _WIDEST_CM),
        "margin-right": _is_between(-3.0, _WIDEST_CM),
        "text-indent": _is_between(-6.0, _WIDEST_CM),
    },
    "table-row-properties": {"row-height": _is_tall},
    "table-column-properties": {"column-width": _is_between(_LEAST_CM, _FURTHEST_CM)},
}
_WITH_GROUND = frozenset({"text-properties", "paragraph-properties", "table-cell-properties"})


def is_seen_style(local: str, said: Mapping[str, str]) -> bool:
    """Tell whether what a style says leaves words to be read; by names without a prefix."""
    checks = dict(_CHECKS.get(local, {}))
    if said.get("use-window-font-color") == "true":
        # LibreOffice writes 0 % where nobody chose a colour, and draws black.
        checks.pop("opacity", None)
    return all(checks[key](value) for key, value in said.items() if key in checks)


def is_seen_place(said: Mapping[str, str]) -> bool:
    """Tell whether a frame or a shape lies on a page, has a size, and is shown."""
    sizes = (_cm(said.get(side, "")) for side in ("width", "height"))
    places = (_cm(said.get(side, "")) for side in ("x", "y"))
    is_sized = all(one is None or one >= _LEAST_CM for one in sizes)
    is_there = all(one is None or _OUT_CM <= one <= _FURTHEST_CM for one in places)
    return is_sized and is_there and said.get("display", "always") in {"always", "screen", "true"}


def has_dark_ground(local: str, said: Mapping[str, str]) -> bool:
    """Tell whether a style gives words a ground on which black is not seen."""
    return local in _WITH_GROUND and not is_light(said.get("background-color", "none"))


def has_dark_ink(local: str, said: Mapping[str, str]) -> bool:
    """Tell whether a style says itself that words are dark."""
    return local == "text-properties" and "color" in said and is_dark(said["color"])
