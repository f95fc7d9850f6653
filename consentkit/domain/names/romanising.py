"""Words of the region's scripts in Latin letters, as people there spell their names: by sound, in some ways each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from consentkit.domain.names.sounds import plain

if TYPE_CHECKING:
    from icu import Transliterator

_THAI = dict(
    zip(
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮฤ",
        "k kh kh kh kh kh ng ch ch ch s ch ny d t th th th n d t th th th n b p ph f ph f ph m y r l w s s s h l "
        "@ h ri".split(),
        strict=True,
    )
)
_LAO = dict(
    zip(
        "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝຽ",
        "k kh kh ng ch s x ny d t th th n b p ph f ph f m y r l v h @ h n m ia".split(),
        strict=True,
    )
)
_KHMER = dict(
    zip(
        "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវឝឞសហឡអ",
        "k kh k kh ng ch ch ch ch nh d th d th n t th t th n b ph p ph m y r l v s s s h l @".split(),
        strict=True,
    )
)
_VOWELS = {
    **dict(zip("ะัาิีึืุู", "a a a i i ue ue u u".split(), strict=True)),
    **dict(zip("ະັາິີຶືຸູົ", "a a a i i ue ue u u o".split(), strict=True)),
    **dict(zip("ាិីឹឺុូួើឿៀេែៃោៅះ", "a i i oe eu o ou uo oe oea ie e ae ai o au ah".split(), strict=True)),
    "ໍ": "o",
    "ំ": "am",
}  # fmt: skip
_BEFORE = {
    "เ": "e",
    "แ": "ae",
    "โ": "o",
    "ใ": "ai",
    "ไ": "ai",
    "ເ": "e",
    "ແ": "ae",
    "ໂ": "o",
    "ໃ": "ai",
    "ໄ": "ai",
}
_SILENT = re.compile(
    "[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c|[\u0e47-\u0e4b\u0e4d\u0e4e\u0ec8-\u0ecc\u17c9-\u17d1\u17d3]"
)
_CONSONANTS = {**_THAI, **_LAO, **_KHMER}
_AT_END = {"s": "t", "x": "t", "ch": "t", "r": "n", "l": "n", "ny": "n", "d": "t", "b": "p", "nh": "n"}
_BELOW = "\u17d2"
"""The Khmer sign that puts the next letter below the one before."""
_SECOND_SERIES = frozenset("គឃងជឈញឌឍណទធនពភមយរលវ")
"""Khmer letters after which a long a sounds, and is spelled, ea."""
_HAN, _BURMESE = re.compile("[\u3400-\u9fff]"), re.compile("[\u1000-\u109f]")
_BURMESE_ALWAYS = (("hk", "kh"), ("ht", "th"), ("hp", "ph"), ("aa", "a"), ("ine", "aing"))
_BURMESE_ALSO = (("s", "th"), ("j", "z"), ("lh", "hl"), ("ta", "da"), ("ang", "in"), ("ang", "int"))
"""ICU spells Burmese by letters; people spell their names by sound."""


def romanised(name: str) -> tuple[str, ...]:
    """Return one word of another script in Latin letters, the likeliest spelling first; `()` for a Latin one."""
    said = plain(name)
    if not said or said.isascii():
        return ()
    if _HAN.search(said):
        return _latin_only([plain(_transliterator().transliterate(said))])
    if _BURMESE.search(said):
        return _latin_only(_burmese(plain(_transliterator().transliterate(said))))
    said = said.replace("\u0e4d\u0e32", "\u0e31\u0e21").replace("\u0ecd\u0eb2", "\u0eb1\u0ea1")
    units = _units(_SILENT.sub("", said))
    return _latin_only(_spelled(units, way) for way in _WAYS)


def _latin_only(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one.isascii() and one.isalpha()))


def _burmese(letters: str) -> list[str]:
    for spelled, said in _BURMESE_ALWAYS:
        letters = letters.replace(spelled, said)
    ways = [letters]
    for spelled, said in _BURMESE_ALSO:
        ways += [way.replace(spelled, said) for way in ways]
    return ways


@cache
def _transliterator() -> "Transliterator":
    from icu import Transliterator

    return Transliterator.createInstance("Han-Latin/Names; Any-Latin; Latin-ASCII")


@dataclass(frozen=True)
class _Way:
    """One way to spell what is not written: the vowel between two letters, and after one that stands alone."""

    between: str = "o"
    alone: str = ""
    is_by_sound: bool = False
    """Whether the last letter of a syllable is spelled as it is heard."""
    long_a: str = "a"
    is_paired: bool = True
    """Whether two letters without a vowel make one syllable, or each its own."""


_WAYS = (
    _Way(),
    _Way("a"),
    _Way(is_by_sound=True),
    _Way("a", is_by_sound=True),
    _Way("a", "a"),
    _Way("o", "a"),
    _Way(alone="a", is_by_sound=True),
    _Way(long_a="ea"),
    _Way("a", long_a="ea"),
    _Way("a", "a", long_a="ea"),
    _Way("a", "a", is_paired=False),
    _Way("a", "a", is_paired=False, long_a="ea"),
)


def _units(said: str) -> list[tuple[str, str]]:
    """Return its consonants in order, each with the vowel that is written with it, or `""`."""
    units: list[tuple[str, str]] = []
    before, second, below = "", False, False
    for sign in said:
        if sign in _BEFORE:
            before = _BEFORE[sign]
        elif sign in {"อ", "ອ"} and units and not units[-1][1] and not before:
            units[-1] = (units[-1][0], "o")
        elif sign == _BELOW:
            below = True
        elif sign in _CONSONANTS and below and len(units) == 1 and not units[0][1]:
            units[0], below = (units[0][0] + _CONSONANTS[sign], before), False
        elif sign in _CONSONANTS:
            below = False
            units.append((_CONSONANTS[sign], before))
            before = ""
        elif sign in _VOWELS and units:
            letter, known = units[-1]
            vowel = "A" if sign == "\u17b6" and second else _VOWELS[sign]
            units[-1] = (letter, _together(known, vowel))
        if sign != _BELOW:
            second = sign in _SECOND_SERIES
    return units


def _together(before: str, after: str) -> str:
    if after == "am" and before:
        return before + "m"
    if before == "e":
        return {"a": "ao", "i": "oe", "ue": "uea"}.get(after, "e")
    return before or after


def _spelled(units: list[tuple[str, str]], way: _Way) -> str:
    """Spell it: letters without a vowel make syllables of two, and one alone ends the syllable before it."""
    words, at, is_closed = "", 0, True
    while at < len(units):
        letter, vowel = units[at]
        bare = next((n for n in range(at, len(units)) if units[n][1]), len(units)) - at
        if vowel:
            words += letter + vowel.replace("A", way.long_a)
            at, is_closed = at + 1, False
        elif bare % 2 and not is_closed:
            words += _ending(letter, way) + (way.alone if at + 1 < len(units) else "")
            at, is_closed = at + 1, True
        elif bare > 1 and way.is_paired:
            words += letter + way.between + _ending(units[at + 1][0], way)
            words += way.alone if at + 2 < len(units) else ""
            at, is_closed = at + 2, True
        else:
            words += letter + way.between
            at, is_closed = at + 1, True
    return words.replace("@", "")


def _ending(letter: str, way: _Way) -> str:
    return _AT_END.get(letter, letter) if way.is_by_sound else letter
