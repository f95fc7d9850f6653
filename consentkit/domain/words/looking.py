"""Look for everything in a text, in one go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from consentkit.domain.words.contacts import contact_hits
from consentkit.domain.words.dates import AGES, DATES
from consentkit.domain.words.findings import WordFinding
from consentkit.domain.words.folding import Folded, fold
from consentkit.domain.words.institutions import INSTITUTIONS, name_begins
from consentkit.domain.words.numbers import LEGAL_WORDS, NUMBERS
from consentkit.domain.words.persons import person_hits
from consentkit.domain.words.places import NO_PLACES, Gazetteer, place_hits
from consentkit.domain.words.searching import Hit, Text, hits_of, without_overlaps

RULES = 1
"""By which rules words are looked for: higher once something is found that was passed over before."""

Lists = Callable[[str], Iterator[Hit]]
"""Finds what stands on lists: words that may hurt."""


@dataclass(frozen=True)
class WordRules:
    """What beside the patterns is looked for: places and terms, by lists."""

    places: Gazetteer = NO_PLACES
    searches: tuple[Lists, ...] = ()


def look_for(text: str, rules: WordRules) -> tuple[WordFinding, ...]:
    """Return what is found in a text, in order. Of what overlaps, what leads to somebody sooner is told."""
    folded = fold(text)
    hits = without_overlaps(_hits(Text.of(folded.text), rules))
    return tuple(_finding(folded, hit) for hit in hits)


def _hits(text: Text, rules: WordRules) -> Iterator[Hit]:
    yield from hits_of(DATES, text)
    yield from contact_hits(text)
    yield from hits_of(AGES, text)
    yield from (_begun(text.said, hit) for hit in hits_of(INSTITUTIONS, text))
    yield from _surest(list(place_hits(text.said, rules.places)), list(person_hits(text)))
    for search in rules.searches:
        yield from search(text.said)
    yield from hits_of(NUMBERS, text)
    yield from hits_of(LEGAL_WORDS, text)


def _begun(text: str, hit: Hit) -> Hit:
    return Hit(hit.kind, hit.start + name_begins(text[hit.start : hit.end]), hit.end, hit.hint)


def _surest(towns: list[Hit], persons: list[Hit]) -> Iterator[Hit]:
    """Of a name and a town at one place the longer is told; of two as long it is the town."""
    yield from sorted((*towns, *persons), key=lambda one: one.start - one.end)


def _finding(folded: Folded, hit: Hit) -> WordFinding:
    said = folded.text[hit.start : hit.end]
    first = hit.start + len(said) - len(said.lstrip())
    start, end = folded.span(first, first + len(said.strip()))
    wording = " ".join(said.casefold().split())
    return WordFinding(kind=hit.kind, start=start, end=end, wording=wording, hint=hit.hint)
