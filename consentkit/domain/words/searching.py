"""One kind of search: patterns, and what each of them finds."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consentkit.domain.words.findings import WordKind


@dataclass(frozen=True)
class Hit:
    """Something in a folded text, from `start` to `end`, exclusive."""

    kind: WordKind
    start: int
    end: int
    hint: str = ""
    whose: tuple[str, ...] = ()
    """The codes of those of whom it is sealed."""


CAPITALS = "A-ZÀ-ÖØ-ÞĐƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA) if chr(code).isupper())
"""For a class of a pattern. In Unicode the small Vietnamese letters stand between the capitals."""

_SCRIPTS = {
    "thai": re.compile("[\u0e00-\u0e7f]"),
    "lao": re.compile("[\u0e80-\u0eff]"),
    "burmese": re.compile("[\u1000-\u109f]"),
    "khmer": re.compile("[\u1780-\u17ff]"),
    "han": re.compile("[\u3400-\u9fff]"),
}
_NO_LETTERS = re.compile(r"\\[A-Za-z]|\(\?P?<\w*[>!=]?")


@dataclass(frozen=True)
class Search:
    """One pattern, and without what in a text nobody need look for it: a script, or one of some words."""

    kind: WordKind
    pattern: re.Pattern[str]
    scripts: frozenset[str]
    needs: tuple[str, ...]


Patterns = tuple[Search, ...]


def patterns(kind: WordKind, *sources: str | tuple[str, ...], flags: int = 0) -> Patterns:
    """Return patterns for one kind of thing; after a pattern may stand small words, one of which it needs."""
    return tuple(_search(kind, source, flags) for source in sources)


def _search(kind: WordKind, source: str | tuple[str, ...], flags: int) -> Search:
    pattern, *needs = (source,) if isinstance(source, str) else source
    found = frozenset(name for name, letters in _SCRIPTS.items() if letters.search(pattern))
    has_others = re.search("[A-Za-z]", _NO_LETTERS.sub("", pattern)) is not None
    return Search(kind, re.compile(pattern, flags), frozenset() if has_others else found, tuple(needs))


@dataclass(frozen=True)
class Text:
    """A folded text, and what is asked of it again and again."""

    said: str
    small: str
    scripts: frozenset[str]

    @classmethod
    def of(cls, said: str) -> "Text":
        """Return a text to be searched."""
        scripts = frozenset(name for name, letters in _SCRIPTS.items() if letters.search(said))
        return cls(said, said.casefold(), scripts)

    def may_hold(self, search: Search) -> bool:
        """Tell whether a pattern can be in it at all."""
        has_script = not search.scripts or bool(search.scripts & self.scripts)
        return has_script and (not search.needs or any(word in self.small for word in search.needs))


def hits_of(searches: Patterns, text: Text) -> Iterator[Hit]:
    """Yield what patterns find; the last group that took part is the finding, where there are named ones."""
    for search in searches:
        if not text.may_hold(search):
            continue
        for found in search.pattern.finditer(text.said):
            start, end = found.span(found.lastgroup or 0)
            if end > start:
                yield Hit(search.kind, start, end)


def without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in order: of those that overlap, what stands earlier in `hits` keeps the place.

    A name that runs into something else ends before it: where no spaces are, nobody sees its end.
    """
    kept: list[Hit] = []
    starts: list[int] = []
    for hit in hits:
        at = bisect_right(starts, hit.start)
        before, after = kept[at - 1 : at], kept[at : at + 1]
        if hit.end <= hit.start or (before and before[0].end > hit.start):
            continue
        if after and after[0].start < hit.end and hit.kind is not WordKind.NAME:
            continue
        end = min([hit.end, *(one.start for one in after)])
        kept.insert(at, replace(hit, end=end))
        starts.insert(at, hit.start)
    return kept
