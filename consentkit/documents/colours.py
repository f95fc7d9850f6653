"""Colours as documents name them: whether ink of one is seen on paper. Runs only in the document reader's
process.
"""

import re
from collections.abc import Sequence

DARKEST_UNSEEN = 0xC8
"""Of 255, in every channel: from here on ink is hard to see on white paper. Chosen by eye."""

_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)")
_SHORT = frozenset({3, 4})
_OPAQUE = frozenset({"", "f", "ff"})
_DARK_NAMES = frozenset(
    {"black", "auto", "inherit", "currentcolor", "windowtext", "navy", "blue", "darkblue", "mediumblue",
     "green", "darkgreen", "red", "darkred", "maroon", "brown", "purple", "indigo", "teal", "olive", "gray",
     "grey", "dimgray", "dimgrey", "darkslategray", "darkslategrey", "midnightblue", "firebrick",
     "saddlebrown", "link", "initial", "unset"}
)  # fmt: skip
_LIGHT_NAMES = frozenset({"white", "transparent", "none", "inherit", "initial", "unset", "auto", "window"})


def is_dark(colour: str) -> bool:
    """Tell whether ink of this colour is surely seen on white paper; one that is not known is not."""
    name = colour.strip().lower()
    channels = _channels(name)
    return name in _DARK_NAMES if channels is None else is_seen_ink(channels)


def is_light(colour: str) -> bool:
    """Tell whether black ink is surely seen on this ground; on one that is not known it is not."""
    name = colour.strip().lower()
    channels = _channels(name)
    return name in _LIGHT_NAMES if channels is None else max(channels) >= DARKEST_UNSEEN


def is_seen_ink(channels: Sequence[int]) -> bool:
    """Tell whether ink of these channels is seen on white paper."""
    return min(channels) < DARKEST_UNSEEN


def _channels(name: str) -> tuple[int, ...] | None:
    if found := _RGB.fullmatch(name):
        return tuple(int(one) for one in found.groups())
    if (found := _HEX.fullmatch(name)) is None:
        return None
    digits = found.group(1)
    size = 1 if len(digits) in _SHORT else 2
    parts = [digits[at : at + size] for at in range(0, len(digits), size)]
    if "".join(parts[3:]) not in _OPAQUE:
        return None
    return tuple(int(part * (3 - size), 16) for part in parts[:3])
