"""A name as it is compared with words: in plain small letters, and by its sound in Latin letters."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from consentkit.domain.words.folding import fold

_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_NO_LETTER = re.compile(r"[^\w\u0e30-\u0e4e\u0eb0-\u0ecd\u102b-\u103e\u17b6-\u17d3]|_")
_LATIN = re.compile("[a-z]")
_HAN = re.compile("[\u3400-\u9fff]")
_SCRIPTS = {
    "thai": re.compile("[\u0e00-\u0e7f]"),
    "lao": re.compile("[\u0e80-\u0eff]"),
    "burmese": re.compile("[\u1000-\u109f\uaa60-\uaa7f]"),
    "khmer": re.compile("[\u1780-\u17ff]"),
    "han": _HAN,
    "latin": _LATIN,
}
UNSPACED = "\u0e01-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u1000-\u104f\u1780-\u17d3\u3400-\u9fff\uaa60-\uaa7f"
"""For a class of a pattern: letters between whose words no spaces stand."""

_SAME_SOUND = (
    ("ht", "t"), ("hp", "p"), ("hk", "k"), ("hs", "s"), ("hl", "l"), ("hm", "m"), ("hn", "n"), ("chh", "ch"), ("ck", "k"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("dh", "d"), ("ph", "p"), ("bh", "b"), ("sh", "s"),
    ("ch", "C"), ("tch", "C"), ("nh", "n"), ("gn", "n"), ("ng", "N"), ("lh", "l"), ("rh", "r"), ("wh", "w"),
    ("c", "k"), ("q", "k"), ("g", "k"), ("j", "C"), ("C", "c"), ("x", "s"), ("z", "s"), ("v", "w"), ("N", "ng"),
)  # fmt: skip
_VOWELS = re.compile("(?:[aeiouy]|(?<=[aeiouy])[wh](?![aeiouy])|(?<=[ao])r(?![aeiouy]))+")
_TWICE = re.compile(r"(.)\1+")
LEAST_SOUND = 3
"""A sound of fewer letters is that of too many words."""


def plain(text: str) -> str:
    """Return a wording in small letters without accents, spaces and signs; look-alike letters as what they are."""
    said = fold(text).text.casefold().translate(_LETTERS)
    parts = unicodedata.normalize("NFD", said)
    bare = "".join(one for one in parts if not "\u0300" <= one <= "\u036f")
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", _simplified(bare)))


def _simplified(said: str) -> str:
    return said.translate(_simpler()) if _HAN.search(said) else said


@cache
def _simpler() -> dict[int, str]:
    """Return the signs of Chinese that have a simpler form, and that form."""
    from icu import Transliterator

    signs = [chr(code) for code in range(0x3400, 0xA000)]
    simple = (
        Transliterator.createInstance("Traditional-Simplified").transliterate("\n".join(signs)).split("\n")
    )
    return {ord(sign): new for sign, new in zip(signs, simple, strict=True) if new != sign}


def accented(text: str) -> str:
    """Return Latin letters as `plain`, with their accents; `""` where there are none."""
    said = _NO_LETTER.sub("", unicodedata.normalize("NFC", fold(text).text.casefold()))
    return said if said != plain(text) and _LATIN.search(said) else ""


def scripts_in(text: str) -> frozenset[str]:
    """Return in which of the scripts that are searched a text has letters."""
    said = plain(text)
    return frozenset(name for name, letters in _SCRIPTS.items() if letters.search(said))


def sound_of(said: str) -> str:
    """Return how plain Latin letters sound, roughly: Sok, Sock and Sauk alike. `""` for none."""
    if not said.isascii() or not said.isalpha():
        return ""
    heard = _heard(said)
    return heard if len(heard) >= LEAST_SOUND else ""


def _heard(said: str) -> str:
    for spelled, sound in _SAME_SOUND:
        said = said.replace(spelled, sound)
    return _TWICE.sub(r"\1", _VOWELS.sub(_vowel, said))


def heard_apart(words: Iterable[str]) -> str:
    """Return how words sound one after the other, when none of them runs into the next; `""` as `sound_of`."""
    heard = "".join(_heard(word) for word in words)
    return heard if len(heard) >= LEAST_SOUND else ""


def first_sound(said: str) -> str:
    """Return with what plain Latin letters begin, as it is heard; `""` for what is none."""
    if not said.isascii() or not said.isalpha():
        return ""
    for spelled, sound in _SAME_SOUND:
        said = said.replace(spelled, sound)
    if said[0] in "eiu" or said.startswith(("au", "aw")):
        return "i" if said[0] in "ei" else "o"
    return "ng" if said.startswith("ng") else said[0].replace("c", "ch")


def _vowel(found: re.Match[str]) -> str:
    run = found.group()
    if run.startswith(("au", "aw", "eu")):
        return "o"
    if run.startswith("ae"):
        return "i"
    return {"a": "a", "e": "i", "i": "i", "y": "i"}.get(run[0], "o")
