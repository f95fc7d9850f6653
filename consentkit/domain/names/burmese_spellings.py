"""Burmese names in Latin letters, syllable by syllable, as people there spell them: some ways for each."""

import re
from collections.abc import Iterator
from itertools import islice, product

_LETTERS = dict(
    zip(
        "ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအဿ",
        "k kh g g ng s s z z ny ny t t d d n t t d d n p ph b b m y y l w th h l @ th".split(),
        strict=True,
    )
) | {"ဣ": "@i", "ဤ": "@i", "ဥ": "@u", "ဦ": "@u", "ဧ": "@ay", "ဩ": "@aw", "ဪ": "@aw"}
_ENDINGS: dict[str, tuple[str, ...]] = {
    "": ("a",), "ာ": ("a",), "ါ": ("a",), "ိ": ("i",), "ီ": ("i",), "ု": ("u",), "ူ": ("u",), "ေ": ("ay", "e"),
    "ဲ": ("e", "ai"), "ော": ("aw",), "ေါ": ("aw",), "ော်": ("aw",), "ေါ်": ("aw",), "ို": ("o", "oe"), "ံ": ("an", "am"),
    "ိံ": ("ein",), "ုံ": ("on", "one", "oun"), "က်": ("et", "ak"), "ောက်": ("auk",), "ေါက်": ("auk",), "ိုက်": ("aik", "ike"),
    "င်": ("in", "ang"), "ောင်": ("aung",), "ေါင်": ("aung",), "ိုင်": ("aing", "ine"), "စ်": ("it",), "ည်": ("i", "e", "ay"),
    "ဉ်": ("in",), "တ်": ("at",), "ဋ်": ("at",), "ဌ်": ("at",), "ိတ်": ("eik", "eit"), "ုတ်": ("ok", "oke"), "န်": ("an",), "ိန်": ("ein",),
    "ုန်": ("on", "one", "oun"), "ပ်": ("at", "ap"), "ိပ်": ("eik", "eip"), "ုပ်": ("ok", "op"), "မ်": ("an", "am"),
    "ိမ်": ("ein", "eim"), "ုမ်": ("on", "one", "oun"), "ယ်": ("e", "ay", "al"), "ဏ်": ("an",), "ုဏ်": ("on",), "ိဏ်": ("ein",),
    "ဇ်": ("it",), "ဒ်": ("at",), "ဂ်": ("et", "ag"), "ဘ်": ("at",), "လ်": ("al", "e"), "သ်": ("at",), "ရ်": ("a", "ar"),
    "ီး": ("i",),
}  # fmt: skip
"""What stands after the first letters of a syllable: its vowel and the letter that closes it."""
_AFTER_W = {"an": ("un", "wan", "on"), "at": ("ut", "wut"), "am": ("un", "wan")}
_MEDIALS = {"ျ": "y", "ြ": "y", "ွ": "w", "ှ": ""}
_SYLLABLE = re.compile(
    "(?P<first>[\u1000-\u102a\u103f])(?P<medials>[\u103b-\u103e]*)(?P<vowel>[\u102b-\u1032\u1036]*\u103a?)[\u1037\u1038]*"
    "(?P<last>(?:[\u1000-\u1021](?=\u1037?\u103a)|[\u1000-\u1021](?=\u1039))?)\u1037?[\u103a\u1039]{0,2}[\u1037\u1038]*"
)
_SPECIAL = {
    ("kh", "y"): "ch",
    ("g", "y"): "j",
    ("th", "h"): "th",
    ("y", "h"): "sh",
    ("l", "yh"): "sh",
    ("th", "yh"): "sh",
    ("ng", "y"): "ny",
    ("d", "y"): "dr",
    ("t", "y"): "tr",
}
_ALONE = {
    "နန်း": ("nan", "nang"),
    "အိ": ("ei", "i"),
    "အေး": ("aye", "ay", "ei"),
    "ဦး": ("u", "oo"),
    "စိုင်း": ("saing", "sai"),
    "အောင်": ("aung",),
}
_VOICED = {"t": "d", "p": "b"}
"""Within a name these are heard, and often spelled, softly: Thida."""
_BREATHED = frozenset({"l", "m", "n", "w", "ng", "ny"})
_CREAKY, _RA = "\u1037", "\u101b"
_MOST, _MOST_TRIED = 160, 4096


def burmese_ways(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the syllables of a name in Latin letters, the likeliest spelling first; nothing where one is unknown."""
    syllables: list[tuple[str, ...]] = []
    at = 0
    while at < len(name):
        found = _SYLLABLE.match(name, at)
        ways = _syllable(found) if found else ()
        if found is None or not ways:
            return
        syllables.append((*ways, *(_VOICED[way[0]] + way[1:] for way in ways if at and way[0] in _VOICED)))
        at = found.end()
    tried = islice(product(*(enumerate(ways) for ways in syllables)), _MOST_TRIED)
    # The likeliest first: the fewer syllables are spelled otherwise, and the less.
    for told in islice(sorted(tried, key=lambda one: sum(at for at, _ in one)), _MOST):
        yield tuple(way for _, way in told)


def _syllable(found: re.Match[str]) -> tuple[str, ...]:
    if known := _ALONE.get(found.group()):
        return known
    closed = found["last"] + "\u103a" if found["last"] else ""
    endings = _ENDINGS.get(found["vowel"] + closed, ())
    if _CREAKY in found.group():
        endings = (*endings, *(one + "t" for one in endings if one.endswith(("n", "o"))))
    beginning = _beginning(found["first"], found["medials"])
    if beginning.endswith("w"):
        return tuple(way for one in endings for way in _after_w(beginning, one))
    ways = tuple((beginning + one).replace("@", "") for one in endings)
    return (*ways, *("r" + way[1:] for way in ways)) if found["first"] == _RA else ways


def _after_w(beginning: str, ending: str) -> tuple[str, ...]:
    """Burmese w and a nasal are heard as u: Htun, Mon, Wut."""
    vowel, mark = (ending[:-1], "t") if ending.endswith("nt") else (ending, "")
    heard = _AFTER_W.get(vowel)
    if heard is None:
        return (beginning + ending,)
    if beginning == "w":
        return (beginning + ending, *(f"w{way}{mark}" for way in heard if way[0] != "w"))
    return tuple(beginning[:-1] + way + mark for way in heard)


def _beginning(first: str, medials: str) -> str:
    letter = _LETTERS.get(first, "")
    below = "".join(_MEDIALS[sign] for sign in medials)
    known = _SPECIAL.get((letter, "".join(below.split("w")) + ("h" if "\u103e" in medials else "")))
    if known is None:
        return ("h" if "\u103e" in medials and letter in _BREATHED else "") + letter + below
    return known + ("w" if "w" in below else "")
