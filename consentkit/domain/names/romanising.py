"""Words of the region's scripts in Latin letters, as people there spell their names: by sound, in some ways each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from consentkit.domain.names.burmese_spellings import burmese_ways
from consentkit.domain.names.cantonese import cantonese_syllables
from consentkit.domain.names.sounds import heard_apart, plain, sound_of

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
    "\ue000": "ua",
    "\ue001": "ea",
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
_SHORT_E = frozenset("\u0e31\u0eb1\u0e30\u0eb0")
"""After e these make it short, and no other vowel: Phet."""
_CONSONANTS = {**_THAI, **_LAO, **_KHMER}
_AT_END = {"s": "t", "x": "t", "ch": "t", "r": "n", "l": "n", "ny": "n", "d": "t", "b": "p", "nh": "n"}
_BELOW = "\u17d2"
"""The Khmer sign that puts the next letter below the one before."""
_SECOND_SERIES = frozenset("គឃងជឈញឌឍណទធនពភមយរលវ")
"""Khmer letters after which a long a sounds, and is spelled, ea."""
_HAN, _BURMESE = re.compile("[\u3400-\u9fff]"), re.compile("[\u1000-\u109f]")
_ALSO = (
    (re.compile("ny"), "y"),
    (re.compile("on(?![aeioug])"), "one"),
    (re.compile("am(?![aeiou])"), "um"),
    (re.compile("amng"), "ang"),
    (re.compile("oe(?=[mnk])"), "i"),
    # Two letters begin a word where no vowel stands between: Khwan, Phrai, Kla.
    (re.compile("^(kh?|ph?|th?|s|b|d)[oa](?=[rlw](?:[aeiu]|o[^aeiou]))"), r"\1"),
    (re.compile("^(kh?|ph?|th?)(ai|ae|e|o)([rl])(?![aeiou])"), r"\1\3\2"),
)
"""Ways to spell a sound that the tables do not give."""
_LEADING_H = re.compile("ห(?=[งญนมยรลว])|ຫ(?=[ງຍນມຢຣລວ])")
"""It raises the tone of the letter after it, and is not heard."""
_KHMER_LETTERS = re.compile("[\u1780-\u17a2]")
_HEARD_KHMER = (
    (re.compile("ប៉"), "ព"),
    (re.compile("(?:ច្ឆ|ច្ច)"), "ឆ"),
    (re.compile("(?:ត្ថ|ត្ត|ដ្ឋ)"), "ថ"),
    (re.compile("ក្ខ"), "ខ"),
    (re.compile("ទ្ធ"), "ធ"),
    (re.compile("ព្ភ"), "ភ"),
    (re.compile("(?<=ន)\u17d2[ធថទតដ](?=[\u1780-\u17a2]|$)"), ""),
    (re.compile("(?<=[\u1780-\u17a2])([ថខធឆភតទក])[\u17b7\u17bb]$"), r"\1"),
    (re.compile("(?<=[\u17b6-\u17c5])រ$"), ""),
)
_EA = re.compile("(?<=[គឃងជឈញឌឍណទធនពភមយរលវ])\u17d0?(?=[កខ])")
"""Before k an a that is not written is spelled ea after these letters: Sreyleak."""
_UA = "\ue000"
_MOST_WAYS = 48
_BETWEEN_CONSONANTS = re.compile(
    "(?<=[\u0e01-\u0e2e\u0e81-\u0eae])[\u0e27\u0ea7](?=[\u0e01-\u0e2e\u0e81-\u0eae](?![\u0e30-\u0e3a\u0e45\u0eb0-\u0ebd]))"
)
"""The letter w is the vowel ua there: Duang."""
_WADE_GILES = (
    ("^zhi$", "chih"), ("^chi$", "chih"), ("^shi$", "shih"), ("^ri$", "jih"), ("^zi$", "tzu"), ("^ci$", "tzu"), ("^si$", "ssu"),
    ("^yu$", "yu"), ("^you$", "yu"), ("^yan$", "yen"), ("^(g|k|h)e$", r"\1o"), ("^e$", "o"), ("^er$", "erh"),
    ("^zh", "ch"), ("^q", "ch"), ("^j(?=[iu])", "ch"), ("^x", "hs"), ("^z", "ts"), ("^c(?!h)", "ts"), ("^r", "j"),
    ("ian$", "ien"), ("(?<=[jqxy])ue$", "ueh"), ("ie$", "ieh"), ("ui$", "ui"), ("ong$", "ung"), ("^(ts|s|t|d|l|n|k|g)uo$", r"\1o"),
    ("^gui$", "kuei"), ("^kui$", "kuei"), ("^g", "k"), ("^d", "t"), ("^b", "p"),
)  # fmt: skip
"""Pinyin as Taiwan and older papers spell it; what sounds alike to `sound_of` is left as it is."""


def romanised(name: str) -> tuple[str, ...]:
    """Return one word of another script in Latin letters, the likeliest spelling first; `()` for a Latin one."""
    said = plain(name)
    if not said or said.isascii():
        return ()
    if _HAN.search(said):
        return _by_sound(_han(said))
    if _BURMESE.search(said):
        return _by_sound("".join(way) for way in burmese_ways(said))
    said = said.replace("\u0e4d\u0e32", "\u0e31\u0e21").replace("\u0ecd\u0eb2", "\u0eb1\u0ea1")
    said = _SILENT.sub("", said)
    spoken = _LEADING_H.sub("", said)
    ways = [
        _spelled(_units(one), way)
        for one in dict.fromkeys((said, spoken, _BETWEEN_CONSONANTS.sub(_UA, spoken), *_khmer(name)))
        for way in _WAYS
    ]
    return _by_sound(_also(ways))


def _khmer(name: str) -> Iterator[str]:
    """Yield a Khmer name as it is heard: what is written twice once, and without the letters that nobody says."""
    said = plain(name)
    if not _KHMER_LETTERS.search(said):
        return
    for pattern, new in _HEARD_KHMER:
        said = pattern.sub(new, said)
    yield _SILENT.sub("", said)
    yield _SILENT.sub("", _EA.sub("\ue001", said))


def syllable_sounds(name: str) -> tuple[str, ...]:
    """Return how a Burmese or Chinese name sounds, each syllable by itself; `()` for what is none."""
    said = plain(name)
    if _HAN.search(said):
        found = _transliterator().transliterate(said).split()
        wade_giles = [_in_wade_giles(plain(one)) for one in found]
        ways = ([plain(one) for one in found], wade_giles, cantonese_syllables(said))
        return tuple(dict.fromkeys(heard for way in ways if (heard := heard_apart(way))))
    if not _BURMESE.search(said):
        return ()
    return tuple(dict.fromkeys(heard_apart(way) for way in burmese_ways(said)))


def _also(ways: list[str]) -> list[str]:
    """Spell it in other ways too; those of the likeliest first."""
    found = list(dict.fromkeys(ways))
    for pattern, new in _ALSO:
        found += [pattern.sub(new, way) for way in found[:_MOST_WAYS]]
        found = list(dict.fromkeys(found))
    return found


def _by_sound(ways: Iterable[str]) -> tuple[str, ...]:
    """Leave one spelling of each sound."""
    found: dict[str, str] = {}
    for way in _latin_only(ways):
        found.setdefault(sound_of(way) or way, way)
    return tuple(found.values())


def _han(said: str) -> Iterator[str]:
    syllables = [plain(one) for one in _transliterator().transliterate(said).split()]
    yield "".join(syllables)
    yield "".join(_in_wade_giles(one) for one in syllables)
    yield "".join(cantonese_syllables(said))


def _in_wade_giles(syllable: str) -> str:
    for spelled, new in _WADE_GILES:
        syllable = re.sub(spelled, new, syllable)
    return syllable


def _latin_only(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one.isascii() and one.isalpha()))


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
            if known == "e" and sign in _SHORT_E:
                continue
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
