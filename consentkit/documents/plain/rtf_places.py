"""Words of an RTF that its numbers put out of sight: far away, flat, in a header that no page has, on ground
of their colour; and letters for programs that know no Unicode. Runs only in the document reader's process.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_PLACES = (
    # Twips, and half points: beyond the widest page, lower than a letter, one letter over the other.
    (re.compile(rb"\\(?:li|ri|lin|rin|fi)(-?\d+)"), range(-3_000, 15_001)),
    (re.compile(rb"\\sl(-?\d+)"), (0, *range(80, 32_768), *range(-32_768, -79))),
    (re.compile(rb"\\(?:expnd|expndtw)(-?\d+)"), range(-120, 2_000)),
    (re.compile(rb"\\(?:up|dn)(-?\d+)"), range(201)),
    (re.compile(rb"\\(?:posx|posy|posnegx|posnegy)(-?\d+)"), range(-3_000, 25_000)),
    (re.compile(rb"\\(?:shpleft|shpright|shptop|shpbottom)(-?\d+)"), range(-6_000, 40_000)),
    (re.compile(rb"\\uc(\d+)"), range(3)),
)
_USUAL = tuple((pattern, frozenset(usual)) for pattern, usual in _PLACES)
_FIRST_CELL = re.compile(rb"\\trowd[^\\{}]*(?:\\(?!cellx)[a-z]+-?\d* ?)*?\\cellx(-?\d+)")
_LEAST_CELL = 60
_GROUND = re.compile(rb"\\(?:cb|chcbpat|highlight|cbpat|clcbpat)(\d+)")
_DARKEST = 0x60
_FOR_OTHERS = (
    (rb"headerf|footerf", rb"\\titlepg\b"), (rb"headerl|footerl|headerr|footerr", rb"\\facingp\b"),
)  # fmt: skip
_MARGINS = tuple(
    (re.compile(rb"\{\s*\\(?:" + names + rb")\b([^{}]*(?:\{[^{}]*\}[^{}]*)*)"), re.compile(switch))
    for names, switch in _FOR_OTHERS
)
_LINES = re.compile(rb"\{\s*\\\*\s*\\a?ftn(?:sep|sepc|cn)\b([^{}]*(?:\{[^{}]*\}[^{}]*)*)")
_LEVEL = re.compile(rb"\{\\leveltext\b([^{}]*)")
_SPELLED = re.compile(rb"[A-Za-z]{3}")
_ORDER = re.compile(rb"\\\*|\\[a-zA-Z]+-?\d* ?|\\'[0-9a-fA-F]{2}")
_OF_MAIL = re.compile(rb"\\(?:htmlrtf|fromhtml)\b")
_INSTEAD = re.compile(rb"\\u(-?\d+) ?([A-Za-z])")
_LEAST_INSTEAD = 3

Colours = Sequence[tuple[int, ...]]


def is_out_of_sight(text: bytes, colours: Colours) -> bool:
    """Tell whether the numbers of an RTF may put words out of sight; `colours` are red, green, blue."""
    return any(_reasons(text, colours))


def _reasons(text: bytes, colours: Colours) -> Iterator[bool]:
    yield any(int(one) not in usual for pattern, usual in _USUAL for one in pattern.findall(text))
    yield any(0 < int(one) < _LEAST_CELL for one in _FIRST_CELL.findall(text))
    dark = {number for number, one in enumerate(colours) if one and max(one) < _DARKEST}
    yield any(int(one) in dark for one in _GROUND.findall(text))
    for margin, switch in _MARGINS:
        yield switch.search(text) is None and any(_has_words(one) for one in margin.findall(text))
    yield any(_has_words(one) for one in _LINES.findall(text))
    yield any(_SPELLED.search(_ORDER.sub(b"", one)) for one in _LEVEL.findall(text))
    yield _OF_MAIL.search(text) is not None
    yield sum(_says_else(*one) for one in _INSTEAD.findall(text)) >= _LEAST_INSTEAD


def _has_words(group: bytes) -> bool:
    return re.search(rb"[A-Za-z0-9\x80-\xff]", _ORDER.sub(b"", group)) is not None


def _says_else(number: bytes, letter: bytes) -> bool:
    """Tell whether the letter for older programs is not the one that stands before it without its marks."""
    bare = unicodedata.normalize("NFKD", chr(int(number) % 0x10000))[:1]
    return bare.lower() != letter.decode().lower()
