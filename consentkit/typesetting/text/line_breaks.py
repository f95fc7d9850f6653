"""Where a line may end: ICU's words and lines, made safe for scripts whose syllables it does not know."""

import re
from functools import lru_cache
from itertools import pairwise

import icu

# UTF-16 writes what is beyond with two units.
LAST_OF_FIRST_PLANE = 0xFFFF

# Viramas, coengs and the joiner bind what follows to what stands before.
_BINDING = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2\u1a60\u200d")
_MYANMAR_LETTERS = (
    "\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
    "\uaa60-\uaa7a"
)
_FINAL = re.compile(f"[{_MYANMAR_LETTERS}][\u1037\u1087-\u108d]?[\u1039\u103a]")
_SYLLABLE = re.compile(f"(?<!\u1039)(?=[{_MYANMAR_LETTERS}](?!\u1037?[\u1039\u103a]))")

ADDRESSES = re.compile(
    r"https?://\S+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/\S*)?"
    r"|(?<![A-Za-z0-9])[+(]?[0-9][0-9 ()/.\-]{5,}[0-9]"
)
"""Addresses of mail and of pages, and telephone numbers: half of one reaches nobody, or somebody else."""

# The "not" of Burmese stands before its verb, and "or" holds one.
_BURMESE_NOT = re.compile("(?<=\u1019)(?![\u102b-\u103e\\s])")
_BURMESE_WHOLE = re.compile("\u1012\u102b\u1019\u103e\u1019\u101f\u102f\u1010\u103a")

_LONE_LETTER = re.compile("[\u0e01-\u0e4e\u0e81-\u0ece\u1780-\u17d3]")

# ICU knows Burmese words only: its dictionary tears the syllables of these, which share the script.
_SYLLABLE_LANGUAGES = frozenset({"shn", "ksw", "mnw", "kjp", "pwo", "blk", "kht", "rki"})


def line_breaks(text: str, language: str) -> tuple[int, ...]:
    """Return the offsets where a line may end, the end of the text among them; a newline ends one always."""
    found = set(boundaries("Line", text, language))
    if language in _SYLLABLE_LANGUAGES:
        found = {offset for offset in found if not _is_inside_myanmar(text, offset)}
        syllables = (match.start() for match in _SYLLABLE.finditer(text))
        found |= {offset for offset in syllables if _is_inside_myanmar(text, offset)}
    if language == "my":
        found -= {match.start() for match in _BURMESE_NOT.finditer(text)} - {len(text)}
        found -= {
            offset for word in _BURMESE_WHOLE.finditer(text) for offset in range(word.start() + 1, word.end())
        }
    return _without_lone_letters(text, sorted(offset for offset in found if is_safe(text, offset)))


def _without_lone_letters(text: str, breaks: list[int]) -> tuple[int, ...]:
    """Leave out a break before a single letter: what ICU leaves over of a loan word that it does not know."""
    return tuple(
        offset
        for offset, end in pairwise((*breaks, len(text)))
        if not (_LONE_LETTER.fullmatch(text[offset:end].rstrip()) and _LONE_LETTER.match(text[offset - 1]))
    )


def cluster_breaks(text: str) -> tuple[int, ...]:
    """Return the offsets where a line may end when no word fits: between whole clusters."""
    return tuple(offset for offset in boundaries("Character", text, "root") if is_safe(text, offset))


def is_safe(text: str, offset: int) -> bool:
    """Tell whether a line may end at `offset` without tearing a syllable.

    ICU 77 breaks Burmese after U+1039, before a final consonant in Shan, and inside Khmer coengs and
    Sinhala conjuncts; those are what is refused here.
    """
    if offset <= 0 or offset >= len(text) or text[offset - 1].isspace():
        return True
    if text[offset - 1] in _BINDING and not text[offset].isspace():
        return False
    return not _FINAL.match(text, offset)


def boundaries(kind: str, text: str, language: str) -> tuple[int, ...]:
    """Return ICU's boundaries of a kind (`Line`, `Character`) after each piece, as offsets into `text`."""
    iterator = _iterator(kind, language)
    iterator.setText(text)
    offsets = tuple(iterator)
    if not offsets or offsets[-1] == len(text):
        return offsets
    # ICU counts UTF-16 units; beyond the first plane a character has two.
    units = _offsets_by_unit(text)
    return tuple(units[offset] for offset in offsets if offset in units)


@lru_cache(maxsize=64)
def _iterator(kind: str, language: str) -> icu.BreakIterator:
    return getattr(icu.BreakIterator, f"create{kind}Instance")(icu.Locale(language))


def _offsets_by_unit(text: str) -> dict[int, int]:
    units, unit = {}, 0
    for offset, letter in enumerate(text):
        units[unit] = offset
        unit += 2 if ord(letter) > LAST_OF_FIRST_PLANE else 1
    units[unit] = len(text)
    return units


def _is_inside_myanmar(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and all(
        "\u1000" <= letter <= "\u109f" for letter in text[offset - 1 : offset + 1]
    )
