"""The corpora are whole and fair, and what is counted as found is found."""

import pytest

from consentkit.catalogue.words.corpora import load_corpus
from consentkit.domain.words.benches import (
    LANGUAGES,
    Asked,
    Count,
    Half,
    MarkedText,
    WordsTally,
    innocent_in,
    names_in,
    planted_in,
)
from consentkit.domain.words.findings import WordFinding, WordKind

LEAST_INNOCENT = 43
LEAST_PLANTED = 22


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_corpus_holds_what_is_asked_for(language):
    corpus = load_corpus(language)
    assert corpus.id == language
    names = list(names_in(corpus))
    assert (len(names), len({one.said for one in names if one.said in one.text})) >= (100, 90)
    assert len({spellings[0] for spellings in corpus.people}) == 20
    assert len(list(planted_in(corpus))) >= LEAST_PLANTED
    assert len(dict(innocent_in(corpus))) >= LEAST_INNOCENT
    assert {one.asked for one in planted_in(corpus)} == {Asked.CONTACTS, Asked.DAYS, Asked.PLACES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_halves_share_no_sentence(language):
    corpus = load_corpus(language)
    around = {half: set() for half in Half}
    for one in names_in(corpus):
        around[one.half].add((one.text[: one.start], one.text[one.end :]))
    assert around[Half.FIRST].isdisjoint(around[Half.SECOND])
    assert [sum(one.half is half for one in names_in(corpus)) for half in Half] == [50, 50]


def _finding(kind, start, end):
    return WordFinding(kind=kind, start=start, end=end, wording="x")


def test_what_stands_elsewhere_or_is_of_another_kind_is_not_found():
    one = MarkedText("ask Malis Sok now", 4, 13, Asked.NAMES, Half.FIRST)
    cases = {
        (WordKind.NAME, 4, 13): 1,
        (WordKind.NAME, 10, 17): 1,
        (WordKind.NAME, 0, 4): 0,
        (WordKind.NAME, 13, 17): 0,
        (WordKind.PLACE, 4, 13): 0,
        (WordKind.HARMFUL, 4, 13): 0,
    }
    for (kind, start, end), found in cases.items():
        tally = WordsTally()
        tally.add_marked(one, Asked.NAMES, [_finding(kind, start, end)])
        bench = tally.result("en")
        assert bench.count(Asked.NAMES) == Count(of=1, found=found)
        assert [odd.said for odd in bench.odd] == ["Malis Sok"] * (1 - found)


def test_an_innocent_text_counts_once_and_only_for_what_the_gate_waits_for():
    tally = WordsTally()
    tally.add_innocent("some words", Half.FIRST, Asked.INNOCENT, [_finding(WordKind.HARMFUL, 0, 4)])
    tally.add_innocent(
        "some words",
        Half.SECOND,
        Asked.INNOCENT,
        [_finding(WordKind.NAME, 0, 4), _finding(WordKind.PLACE, 5, 10)],
    )
    bench = tally.result("en")
    assert bench.count(Asked.INNOCENT, [Half.FIRST]) == Count(of=1, found=0)
    assert bench.count(Asked.INNOCENT) == Count(of=2, found=1)
    assert bench.count(Asked.INNOCENT).percent == 50
    assert bench.count(Asked.PLACES).percent is None
    assert [odd.said for odd in bench.odd] == ["some", "words"]
