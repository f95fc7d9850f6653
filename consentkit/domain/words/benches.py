"""What a corpus of marked words holds, and how much of it is found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from consentkit.domain.values import Value
from consentkit.domain.words.findings import CONTACTS, PLACES, TO_BE_WEIGHED, WordFinding, WordKind

LANGUAGES = ("en", "th", "lo", "km", "my", "vi", "zh")
"""Those of which a corpus is shipped."""

_MARK = re.compile(r"⟦(.+?)⟧", re.DOTALL)
_NAME = "{name}"


class Half(StrEnum):
    """Of every two people and sentences one is of each half: patterns were mended by looking at the first only."""

    FIRST = "first"
    SECOND = "second"


class Asked(StrEnum):
    """What is counted by itself."""

    NAMES = "names"
    SEALED_NAMES = "sealed-names"
    CONTACTS = "contacts"
    """Numbers of cards, passports and cases too."""
    DAYS = "days"
    """Ages too."""
    PLACES = "places"
    INNOCENT = "innocent"
    INNOCENT_SEALED = "innocent-sealed"
    """The same sentences while the names of all people of the corpus are sealed."""
    AROUND = "around"
    """Sentences in which something is marked, and filler: what is found beside it, with all names sealed."""


_OF_KIND = {
    WordKind.NAME: Asked.NAMES,
    **dict.fromkeys({*CONTACTS, WordKind.NUMBER_OF_PERSON}, Asked.CONTACTS),
    **dict.fromkeys((WordKind.EXACT_DATE, WordKind.EXACT_AGE), Asked.DAYS),
    **dict.fromkeys(PLACES, Asked.PLACES),
}


class Corpus(Value):
    """Invented people, contacts and innocent sentences in one language.

    `people` are spelled as sealed, in Latin letters, in other Latin letters, joined to a title or an ending, and
    with what the eye does not see; each stands in a sentence of its list. In `planted` the marks ⟦ and ⟧ enclose
    what is to be found. Paragraphs of `filler` and `innocent` hold nothing.
    """

    id: str
    version: int
    title: str
    source: str
    license: str
    date: date
    filler: str
    plain: tuple[str, ...] = Field(min_length=2)
    latin: tuple[str, ...] = Field(min_length=2)
    joined: tuple[str, ...] = Field(min_length=2)
    people: tuple[tuple[str, str, str, str, str], ...]
    planted: tuple[tuple[WordKind, str], ...]
    innocent: tuple[str, ...]


@dataclass(frozen=True)
class MarkedText:
    """A text in which `start` to `end`, exclusive, is to be found, of one kind; of `person` by number."""

    text: str
    start: int
    end: int
    asked: Asked
    half: Half
    person: int = -1

    @property
    def said(self) -> str:
        """What is to be found."""
        return self.text[self.start : self.end]

    def meets(self, one: WordFinding) -> bool:
        """Tell whether a finding stands on it, in whole or in part."""
        return one.start < self.end and self.start < one.end

    def is_of_its_kind(self, one: WordFinding) -> bool:
        """Tell whether a finding says what it is: some contact, some time, some place, or a name."""
        return _OF_KIND.get(one.kind) is self.asked


def holds(one: WordFinding) -> bool:
    """Tell whether the gate waits for a finding."""
    return one.kind not in TO_BE_WEIGHED


def names_in(corpus: Corpus) -> Iterator[MarkedText]:
    """Yield each person's five spellings, each in a sentence that stands in no text of the other half."""
    lists = (corpus.plain, corpus.latin, corpus.latin, corpus.joined, corpus.plain)
    for person, spellings in enumerate(corpus.people):
        for at, (spelling, sentences) in enumerate(zip(spellings, lists, strict=True)):
            own = sentences[person % 2 :: 2]
            before, after = own[(person // 2 + at) % len(own)].split(_NAME)
            start = len(before)
            text = before + spelling + after
            yield MarkedText(text, start, start + len(spelling), Asked.NAMES, _half(person), person)


def planted_in(corpus: Corpus) -> Iterator[MarkedText]:
    """Yield each sentence with a contact, a day, an age or a place."""
    for number, (kind, sentence) in enumerate(corpus.planted):
        mark = _MARK.search(sentence)
        if mark is None:
            raise ValueError(sentence)
        text = _MARK.sub(r"\1", sentence)
        end = mark.start() + len(mark[1])
        yield MarkedText(text, mark.start(), end, _OF_KIND[kind], _half(number))


def innocent_in(corpus: Corpus) -> Iterator[tuple[str, Half]]:
    """Yield each sentence in which nothing is to be found."""
    for number, sentence in enumerate(corpus.innocent):
        yield sentence, _half(number)


def filler_in(corpus: Corpus) -> Iterator[tuple[str, Half]]:
    """Yield each paragraph in which nothing is to be found."""
    for number, paragraph in enumerate(corpus.filler.strip().split("\n\n")):
        yield paragraph, _half(number)


def _half(number: int) -> Half:
    return Half.SECOND if number % 2 else Half.FIRST


class Count(Value):
    """Of how many texts, and in how many something was found."""

    of: int = 0
    found: int = 0

    @property
    def percent(self) -> float | None:
        """The share that was found; `None` of nothing."""
        return 100 * self.found / self.of if self.of else None

    def __add__(self, other: "Count") -> "Count":
        return Count(of=self.of + other.of, found=self.found + other.found)


class Odd(Value):
    """One text that came out otherwise than marked: `said` was missed, or found in error."""

    asked: Asked
    half: Half
    said: str
    text: str


class WordsBench(Value):
    """What was found of a language's corpus, by half."""

    language: str
    counts: dict[Half, dict[Asked, Count]]
    odd: tuple[Odd, ...] = ()

    def count(self, asked: Asked, halves: Iterable[Half] = tuple(Half)) -> Count:
        """Return one figure, of both halves unless another is asked for."""
        return sum((self.counts[half][asked] for half in halves), Count())


class WordsTally:
    """Counts texts of one language, one after the other."""

    def __init__(self) -> None:
        self.counts = {half: dict.fromkeys(Asked, Count()) for half in Half}
        self.odd: list[Odd] = []

    def add_marked(self, one: MarkedText, asked: Asked, found: Iterable[WordFinding]) -> None:
        """Count whether one of `found` stands on what is marked and is of its kind."""
        is_found = any(one.meets(hit) and one.is_of_its_kind(hit) for hit in found)
        self._count(asked, one.half, is_found)
        if not is_found:
            self.odd.append(Odd(asked=asked, half=one.half, said=one.said, text=one.text))

    def add_innocent(self, text: str, half: Half, asked: Asked, found: Iterable[WordFinding]) -> None:
        """Count whether the gate waits for something in a text, where it should wait for nothing."""
        wrong = [one for one in found if holds(one)]
        self._count(asked, half, bool(wrong))
        self.odd.extend(
            Odd(asked=asked, half=half, said=text[one.start : one.end], text=text) for one in wrong
        )

    def result(self, language: str) -> WordsBench:
        """Return what was counted."""
        return WordsBench(language=language, counts=self.counts, odd=tuple(self.odd))

    def _count(self, asked: Asked, half: Half, is_found: bool) -> None:
        self.counts[half][asked] += Count(of=1, found=int(is_found))
