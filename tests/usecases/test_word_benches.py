"""The bench of words: what it prints stands in the documentation, and it says what it missed."""

from pathlib import Path

import pytest

from consentkit.domain.errors import Stopped
from consentkit.domain.progress import Cancelled
from consentkit.domain.words.benches import LANGUAGES, Asked
from consentkit.usecases.words.benches import bench_words
from consentkit.wording.word_benches import word_bench_lines, word_odd_lines

DOCUMENT = Path(__file__).parents[2] / "docs" / "words.md"


@pytest.fixture(scope="module")
def english():
    return bench_words(("en",))


def test_every_name_and_number_of_the_english_corpus_is_found(english):
    (bench,) = english
    assert bench.count(Asked.SEALED_NAMES).percent >= 95
    assert bench.count(Asked.CONTACTS).percent >= 95
    assert bench.count(Asked.INNOCENT).percent < 5


def test_each_thing_that_came_out_otherwise_is_listed_on_one_line(english):
    lines = list(word_odd_lines(english))
    assert len(lines) == 3 + len(english[0].odd)
    missed = [line for line in lines if line.startswith("| names, none sealed | missed | ")]
    assert len(missed) == 100 - english[0].count(Asked.NAMES).found
    assert all(line.isprintable() for line in lines)


def test_it_can_be_stopped_between_languages():
    seen = []

    def stop_at_second(step):
        seen.append(step.item)
        if step.done == 1:
            raise Cancelled

    with pytest.raises(Stopped):
        bench_words(("vi", "en"), watch=stop_at_second)
    assert seen == ["vi", "en"]


@pytest.mark.slow
def test_the_documentation_holds_what_is_printed_and_no_language_finds_less():
    printed = [line for line in word_bench_lines(bench_words(LANGUAGES)) if line]
    told = set(DOCUMENT.read_text(encoding="utf-8").splitlines())
    assert [line for line in printed if line not in told] == [], (
        "print it again with `consentkit bench words`"
    )
