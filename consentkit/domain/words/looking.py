"""Look for everything in a text, in one go."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from consentkit.domain.words.contacts import contact_hits
from consentkit.domain.words.dates import AGES, DATES
from consentkit.domain.words.findings import WordFinding, WordKind
from consentkit.domain.words.folding import Folded, fold
from consentkit.domain.words.institutions import institution_hits
from consentkit.domain.words.numbers import LEGAL_WORDS, NUMBERS
from consentkit.domain.words.persons import person_hits
from consentkit.domain.words.places import NO_PLACES, Gazetteer, place_hits
from consentkit.domain.words.searching import Hit, Text, hits_of, without_overlaps

RULES = 5
"""By which rules words are looked for: higher once something is found that was passed over before."""

_EMPTY_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*")
_SPACED = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

Lists = Callable[[str], Iterator[Hit]]
"""Finds what stands on lists: words that may hurt."""


def _nothing(_said: str) -> Iterator[Hit]:
    return iter(())


@dataclass(frozen=True)
class WordRules:
    """What beside the patterns is looked for: places and terms, by lists."""

    places: Gazetteer = NO_PLACES
    searches: tuple[Lists, ...] = ()
    sealed: Lists = _nothing
    """Finds what is sealed of somebody."""


Known = dict[str, tuple[WordFinding, ...]]
"""What was found in each paragraph, by its words."""


def look_for(text: str, rules: WordRules, known: Known | None = None) -> tuple[WordFinding, ...]:
    """Return what is found in a text, in order. Of what overlaps, what leads to somebody sooner is told.

    Each paragraph, up to an empty line, is searched by itself: nothing goes on beyond one. With `known` those
    of the last time, by the same rules, are not searched again; it holds those of this text afterwards.
    """
    before = {} if known is None else dict(known)
    now: Known = {}
    found: list[WordFinding] = []
    for start, paragraph in paragraphs_in(text):
        if paragraph not in now:
            hits = before.get(paragraph)
            now[paragraph] = _look_into(paragraph, rules) if hits is None else hits
        found += [_moved(one, start) for one in now[paragraph]]
    if known is not None:
        known.clear()
        known.update(now)
    return tuple(found)


def paragraphs_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph and where it begins; empty lines part them."""
    start = 0
    for gap in _EMPTY_LINE.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def _moved(one: WordFinding, by: int) -> WordFinding:
    return one.model_copy(update={"start": one.start + by, "end": one.end + by}) if by else one


def _look_into(paragraph: str, rules: WordRules) -> tuple[WordFinding, ...]:
    folded = fold(paragraph)
    hits = without_overlaps(_hits(Text.of(folded.text), rules))
    return tuple(_finding(folded, hit) for hit in hits)


def _hits(text: Text, rules: WordRules) -> Iterator[Hit]:
    persons = list(person_hits(text))
    yield from _sealed(text, list(rules.sealed(text.said)), persons)
    yield from hits_of(DATES, text)
    yield from contact_hits(text)
    yield from hits_of(AGES, text)
    yield from institution_hits(text)
    yield from _surest(list(place_hits(text.said, rules.places)), persons)
    for search in rules.searches:
        yield from search(text.said)
    yield from hits_of(NUMBERS, text)
    yield from hits_of(LEGAL_WORDS, text)


def _sealed(text: Text, hits: list[Hit], persons: list[Hit]) -> Iterator[Hit]:
    """Yield what is sealed of somebody; names that come to stand in one longer name are that one."""
    run: Hit | None = None
    for hit in sorted(
        (_with_neighbours(text.said, hit, persons) for hit in hits), key=lambda one: (one.start, -one.end)
    ):
        if run is not None and hit.start < run.end and hit.kind is run.kind:
            run = replace(run, end=max(run.end, hit.end), whose=tuple(sorted({*run.whose, *hit.whose})))
            continue
        if run is not None:
            yield run
        run = hit
    if run is not None:
        yield run


def _with_neighbours(said: str, sealed: Hit, persons: list[Hit]) -> Hit:
    """A part of a name that is sealed stands for all of the name in which it stands, where spaces end a name."""
    if sealed.kind is not WordKind.NAME or not _SPACED.match(said, sealed.start):
        return sealed
    around = [one for one in persons if one.start < sealed.end and sealed.start < one.end]
    start = min([sealed.start, *(one.start for one in around)])
    return replace(sealed, start=start, end=max([sealed.end, *(one.end for one in around)]))


def _surest(towns: list[Hit], persons: list[Hit]) -> Iterator[Hit]:
    """Of a name and a town at one place the longer is told; of two as long it is the town."""
    yield from sorted((*towns, *persons), key=lambda one: one.start - one.end)


def _finding(folded: Folded, hit: Hit) -> WordFinding:
    said = folded.text[hit.start : hit.end]
    first = hit.start + len(said) - len(said.lstrip())
    start, end = folded.span(first, first + len(said.strip()))
    wording = " ".join(said.casefold().split())
    return WordFinding(kind=hit.kind, start=start, end=end, wording=wording, hint=hit.hint, whose=hit.whose)
