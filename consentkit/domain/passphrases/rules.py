"""Which new passphrases are taken, and how strong one is: one place decides.

A passphrase is the only thing that a thief of the folder lacks, and nothing slows their guesses but what
each one costs. Source: NIST SP 800-63B-4, Digital Identity Guidelines (2025), 3.1.1.2, Password Verifiers:
at least 15 characters where it is the only factor, each code point counts as one; a blocklist of what is
commonly used, expected, or made of the name of the service and the user's own; whole passphrases are
compared, and nothing is asked about kinds of characters. Read 2026-11-30.
"""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

from consentkit.domain.errors import InvalidInput
from consentkit.domain.passphrases.known import COMMON_PARTS, COMMON_PHRASES, KEYBOARD_ROWS

MIN_LENGTH = 15
_MIN_OWN = 5
"""So many characters of a passphrase are neither a name, a common one, a row of keys, nor said before."""
_RUN = 3
_WORD_BITS, _PLAIN_BITS, _MIXED_BITS = 2.0, 2.0, 4.0
"""Bits for each word, each letter of it, and each character of one that mixes letters, digits and signs.

A Chinese character counts as a mixed one: two make a word."""
_LOOKED_AT = 256
"""Characters; what comes after them makes no passphrase worse, and is not searched."""
_FAIR_BITS, _STRONG_BITS = 36, 56
_HAN = "\u3400"
_TRIMMINGS = "-_.,!?*"
_LOOKALIKES = str.maketrans("@430157$!", "aaeoistsi")


class Strength(StrEnum):
    """How long a passphrase would hold against somebody who has the folder: an estimate, and no promise."""

    REFUSED = "refused"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def normal(passphrase: str) -> str:
    """Return a passphrase as every keyboard writes it. Raises InvalidInput where it is no text.

    One keyboard writes a vowel and a tone mark in one order, the next in another: NFC makes them equal.
    """
    try:
        passphrase.encode()
    except UnicodeEncodeError:
        raise InvalidInput("passphrase-not-text") from None
    return unicodedata.normalize("NFC", passphrase)


def check_new_passphrase(passphrase: str, names: Iterable[str] = ()) -> str:
    """Return a new passphrase in its normal form. `names` are the handle and the organisation's.

    Raises InvalidInput: passphrase-too-short (minimum), passphrase-common, passphrase-not-text.
    """
    text = normal(passphrase)
    if len(text) < MIN_LENGTH:
        raise InvalidInput("passphrase-too-short", minimum=MIN_LENGTH)
    if _is_common(text, tuple(names)):
        raise InvalidInput("passphrase-common")
    return text


def strength_of(passphrase: str, names: Iterable[str] = ()) -> Strength:
    """Return how strong a passphrase is, `REFUSED` for one that is not taken."""
    try:
        text = check_new_passphrase(passphrase, names)
    except InvalidInput:
        return Strength.REFUSED
    bits = _bits(text, tuple(names))
    if bits < _FAIR_BITS:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG_BITS else Strength.STRONG


def _is_common(text: str, names: tuple[str, ...]) -> bool:
    own = _own(text[:_LOOKED_AT], names).strip(_TRIMMINGS)
    return _bare(text) in _COMMON or len(own) < _MIN_OWN


def _bits(text: str, names: tuple[str, ...]) -> float:
    words = text[:_LOOKED_AT].casefold().split()
    # A word that comes again adds nothing that was not guessed with the first.
    return sum(_bits_of_word(word, names) for word in dict.fromkeys(words))


def _bits_of_word(word: str, names: tuple[str, ...]) -> float:
    is_plain = all(unicodedata.category(one)[0] in "LM" and one < _HAN for one in word)
    return _WORD_BITS + (_PLAIN_BITS if is_plain else _MIXED_BITS) * len(_own(word, names))


def _own(text: str, names: tuple[str, ...]) -> str:
    """Return what is left of a text without names, common parts, rows of keys and what was said before."""
    bare = _bare(text)
    is_known = [False] * len(bare)
    for known in _known(names):
        for written in (bare, bare.translate(_LOOKALIKES)):
            _mark(is_known, written, known)
    return _without_rows(_once("".join(one for one, drop in zip(bare, is_known, strict=True) if not drop)))


def _mark(is_known: list[bool], written: str, known: str) -> None:
    at = written.find(known)
    while at >= 0:
        is_known[at : at + len(known)] = [True] * len(known)
        at = written.find(known, at + 1)


def _known(names: tuple[str, ...]) -> set[str]:
    parts = {_bare(part) for name in names for part in (name, *name.replace("-", " ").split())}
    return {part for part in parts if len(part) >= _RUN} | COMMON_PARTS


def _bare(text: str) -> str:
    return "".join(one for one in text.casefold() if not one.isspace() and one.isprintable())


def _once(text: str) -> str:
    """Return what a text repeats, once: abcabcabc is abc, and aaab is ab."""
    for period in range(1, len(text) // 2 + 1):
        if (text[:period] * (len(text) // period + 1))[: len(text)] == text:
            text = text[:period]
            break
    return "".join(one for before, one in pairwise(f" {text}") if before != one)


def _without_rows(text: str) -> str:
    """Return a text in which each run of neighbours, such as 4567, edcba or tyui, is its first character."""
    kept: list[str] = []
    at = 0
    while at < len(text):
        kept.append(text[at])
        end = at + 1
        while end < len(text) and _are_neighbours(text[end - 1], text[end]):
            end += 1
        at = end if end - at >= _RUN else at + 1
    return "".join(kept)


def _are_neighbours(one: str, other: str) -> bool:
    return (one, other) in _NEIGHBOURS or abs(ord(one) - ord(other)) == 1


_NEIGHBOURS = {pair for row in KEYBOARD_ROWS for way in (row, row[::-1]) for pair in pairwise(way)}
_COMMON = {_bare(phrase) for phrase in COMMON_PHRASES}
