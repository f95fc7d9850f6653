"""Wordings that are known as they stand: wherever their letters follow each other, whatever stands between."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consentkit.domain.names.keys import NAMES, NamePart
from consentkit.domain.names.sounds import UNSPACED, plain
from consentkit.domain.people import Identity
from consentkit.domain.words.findings import WordKind

_UNSPACED = re.compile(f"[{UNSPACED}]")
_LEAST_LATIN, _LEAST_UNSPACED = 4, 3
"""Fewer letters follow each other by chance."""


@dataclass(frozen=True)
class Literal:
    """A wording in plain letters, whose it is, and what of theirs."""

    letters: str
    codes: frozenset[str]
    part: NamePart
    kind: WordKind = WordKind.NAME


def literals_of(code: str, identity: Identity) -> Iterator[Literal]:
    """Yield a name and its words, for a keeper who has them at hand."""
    words = [
        plain(one)
        for one in re.split(r"[^\w\u0e30-\u0e4e\u0eb0-\u0ecd\u102b-\u103e\u17b6-\u17d3]+", identity.name)
    ]
    yield Literal("".join(words), frozenset({code}), NamePart.FULL)
    yield from (Literal(one, frozenset({code}), NamePart.PART) for one in words if len(words) > 1)


def places_of(said: str, literals: Iterable[Literal]) -> Iterator[tuple[Literal, int, int]]:
    """Yield where in a folded text wordings stand: in Latin letters from the start of a word to the end of one."""
    letters, at = _squeezed(said)
    for one in literals:
        is_unspaced = bool(_UNSPACED.search(one.letters))
        if len(one.letters) < (_LEAST_UNSPACED if is_unspaced else _LEAST_LATIN):
            continue
        for found in re.finditer(re.escape(one.letters), letters):
            start, end = at[found.start()], at[found.end() - 1] + 1
            if is_unspaced or one.part not in NAMES or _is_of_words(said, start, end):
                yield one, start, end


def _squeezed(said: str) -> tuple[str, list[int]]:
    """Return the plain letters of a text alone, and where each stands."""
    letters: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(said):
        for letter in plain(sign) if not sign.isascii() else sign.lower() if sign.isalnum() else "":
            letters.append(letter)
            at.append(place)
    return "".join(letters), at


def _is_of_words(said: str, start: int, end: int) -> bool:
    before, after = said[start - 1 : start], said[end : end + 1]
    return not before.isalnum() and not after.isalnum()
