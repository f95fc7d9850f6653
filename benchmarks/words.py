"""How long the words of a story take to be searched, at first and while somebody types, in each language.

    uv run python benchmarks/words.py

The stories are made of the shipped corpora. Exits with 1 where a median is above its limit.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice, pairwise, product
from string import ascii_lowercase

from icu import BreakIterator, Locale

from consentkit.catalogue.shipped import policies_folder
from consentkit.catalogue.words.corpora import load_corpus
from consentkit.catalogue.words.gazetteers import load_towns
from consentkit.catalogue.words.terms import load_terms
from consentkit.domain.words.benches import LANGUAGES, filler_in, planted_in
from consentkit.domain.words.looking import Known, WordRules, look_for
from consentkit.domain.words.terms import term_search

PAGES, WORDS_A_PAGE, STORY_WORDS = 100, 440, 3000
PAGES_LIMIT_S, TYPING_LIMIT_S = 2.0, 0.1
TRIES = 5


def paragraphs_of(language: str) -> Iterator[str]:
    """Yield paragraphs without an end, in turn with and without something to find; none is there twice."""
    corpus = load_corpus(language)
    planted = [one.text for one in planted_in(corpus)]
    filler = [text for text, _ in filler_in(corpus)]
    marks = ("".join(letters) for size in count(3) for letters in product(ascii_lowercase, repeat=size))
    for number, mark in enumerate(marks):
        yield f"{mark} {filler[number % len(filler)]} {planted[number % len(planted)]}"


def words_in(text: str, language: str) -> int:
    """Return how many words a text has, as ICU parts them."""
    breaks = BreakIterator.createWordInstance(Locale(language))
    breaks.setText(text)
    return sum(any(map(str.isalnum, text[first:last])) for first, last in pairwise([0, *breaks]))


def story_of(language: str, words: int) -> list[str]:
    """Return the paragraphs of a story of so many words."""
    some = list(islice(paragraphs_of(language), 12))
    each = words_in("\n".join(some), language) / len(some)
    return list(islice(paragraphs_of(language), round(words / each)))


def seconds_of(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long something takes: on the clock, and of the processor."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def typed(paragraphs: list[str], rules: WordRules) -> Iterator[tuple[float, float]]:
    """Yield how long each look takes while somebody types in the middle."""
    known: Known = {}
    look_for("\n\n".join(paragraphs), rules, known)
    middle = len(paragraphs) // 2
    for number in range(TRIES):
        paragraphs[middle] += " and"[: number % 4 + 1]
        text = "\n\n".join(paragraphs)
        yield seconds_of(partial(look_for, text, rules, known))


def told(what: str, measured: list[tuple[float, float]], limit: float) -> bool:
    """Print the medians beside their limit; return whether the processor's is below."""
    clock, cpu = (statistics.median(one) for one in zip(*measured, strict=True))
    print(f"{what}: {clock * 1000:.0f} ms, {cpu * 1000:.0f} ms of the processor; limit {limit * 1000:.0f}")
    return cpu < limit


def of(language: str, rules: WordRules) -> Iterator[tuple[str, Iterator[tuple[float, float]], float]]:
    """Yield what is measured in a language, how long each try takes, and the limit."""
    pages = "\n\n".join(story_of(language, PAGES * WORDS_A_PAGE))
    story = story_of(language, STORY_WORDS)
    one_piece = " ".join(story)
    yield f"{language}: {PAGES} pages", again(partial(look_for, pages, rules)), PAGES_LIMIT_S
    yield f"{language}: {STORY_WORDS} words while typing", typed(story, rules), TYPING_LIMIT_S
    yield f"{language}: as one paragraph", again(partial(look_for, one_piece, rules)), TYPING_LIMIT_S


def again(work: Callable[[], object]) -> Iterator[tuple[float, float]]:
    """Yield how long each try takes."""
    yield from (seconds_of(work) for _ in range(TRIES))


def main() -> int:
    """Print the medians of each language; 1 where one is above its limit."""
    rules = WordRules(load_towns(), (term_search(load_terms(policies_folder())[0]),))
    look_for("Once.", rules)
    is_quick = True
    for language in LANGUAGES:
        for what, measured, limit in of(language, rules):
            is_quick &= told(what, list(measured), limit)
    return 0 if is_quick else 1


if __name__ == "__main__":
    sys.exit(main())
