"""How long it takes to guess sealed names with the records key in hand, beside one check of a story.

    uv run python benchmarks/names.py

Both pay the same price: one slow digest a wording. All is of one core; a guesser may have many.
"""

import time
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from icu import BreakIterator, Locale

from consentkit.catalogue.shipped import forms_folder, policies_folder
from consentkit.domain.names.candidates import candidates_in
from consentkit.domain.names.keys import keys_of
from consentkit.domain.people import Identity
from consentkit.domain.words.folding import fold
from consentkit.domain.words.looking import WordRules
from consentkit.store.people.name_digests import NameSecret, digested, new_secret, tag_of
from consentkit.store.sealing import key_of_secret

TRIES = 200
NAMES = 10_000
PEOPLE = 300
STORY_WORDS = 3000
LANGUAGES = ("en", "th", "lo", "km", "my", "vi", "zh")


def story_in(language: str) -> str:
    """Return the first words of the shipped questions and clauses, as many as a long story has."""
    ending = "" if language == "en" else f".{language}"
    files = (
        policies_folder() / f"guidance-note-2016{ending}.toml",
        forms_folder() / "clauses" / f"{language}.toml",
    )
    text = "\n".join(one for file in files for one in _texts(tomllib.loads(file.read_text(encoding="utf-8"))))
    breaks = BreakIterator.createWordInstance(Locale(language))
    breaks.setText(text)
    ends = [0, *breaks]
    words = [last for first, last in pairwise(ends) if any(map(str.isalpha, text[first:last]))]
    return text[: words[min(STORY_WORDS, len(words)) - 1]]


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str) and " " in told.strip():
        yield told
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _texts(one)


def seconds_of(work: Callable[[], object]) -> float:
    """Return how many seconds of the processor something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def price_of_one(secret: NameSecret, *, is_number: bool) -> float:
    """Return what one slow digest takes, in seconds of one core."""
    cost = secret.number_cost if is_number else secret.cost
    salt = bytes.fromhex(secret.secret)

    def some() -> None:
        for number in range(TRIES):
            key_of_secret(f"w:{number}", salt, memory_kib=cost.memory_kib, passes=cost.passes, lanes=1)

    return seconds_of(some) / TRIES


def keys_in(said: str) -> frozenset[str]:
    """Return what in a folded text is looked up."""
    return frozenset(one.key for one in candidates_in(said))


def main() -> None:
    """Print what guessing costs, and what a check costs."""
    secret = new_secret()
    for_name, for_number = price_of_one(secret, is_number=False), price_of_one(secret, is_number=True)
    tags = seconds_of(lambda: [tag_of(b"k" * 32, f"C-{n:08}") for n in range(100_000)]) / 100_000
    print(f"one wording {for_name * 1000:.1f} ms, one number {for_number * 1000:.0f} ms")
    print(f"{NAMES:,} names: {for_name * NAMES:.0f} s, and {tags * NAMES * PEOPLE:.1f} s for {PEOPLE} people")
    print(f"10,000,000 telephone numbers: {for_number * 1e7 / 86_400:.0f} days")
    for language in LANGUAGES:
        said = fold(story_in(language)).text
        looking = seconds_of(partial(keys_in, said))
        count = len(keys_in(said))
        took = f"{looking + count * for_name:.1f} s the first time, {looking:.2f} s and what is new later"
        print(f"{language}: {STORY_WORDS:,} words, {count:,} wordings: {took}")
    print(f"sealing a name and a telephone number: {seconds_of(partial(_seal, secret)):.2f} s")


def _seal(secret: NameSecret) -> None:
    one = Identity(name="Malis Sok", contact="+855 12 345 678")
    digested(secret, "C-7K3Q-X9MN", keys_of(one, WordRules()))


if __name__ == "__main__":
    main()
