"""Measure how much of the shipped corpora is found in words, and what is found in error."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from consentkit.catalogue.shipped import policies_folder
from consentkit.catalogue.words.corpora import load_corpus
from consentkit.catalogue.words.terms import load_terms
from consentkit.domain.errors import Stopped
from consentkit.domain.names.keys import KEYS, keys_of, scripts_of
from consentkit.domain.names.matching import NameDigests, SealedNames
from consentkit.domain.people import Identity
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.domain.words.benches import (
    LANGUAGES,
    Asked,
    Corpus,
    MarkedText,
    WordsBench,
    WordsTally,
    filler_in,
    innocent_in,
    names_in,
    planted_in,
)
from consentkit.domain.words.findings import WordFinding
from consentkit.domain.words.looking import WordRules, look_for
from consentkit.store.people.name_digests import SlowCost, digested, new_secret, state_of, whose
from consentkit.usecases.words.checks import word_rules

_ALL_LANGUAGES = LANGUAGES
_LEAST_COST = SlowCost(memory_kib=8, passes=1)
"""What a digest costs changes nothing of what is found, and these are nobody's names."""


@dataclass(frozen=True)
class _Rules:
    """How is looked for: with nothing sealed, and with every person of the corpus sealed."""

    alone: WordRules
    sealed: WordRules


def bench_words(
    languages: Sequence[str] = _ALL_LANGUAGES, *, watch: Watcher = unwatched
) -> tuple[WordsBench, ...]:
    """Look into the shipped corpora as into a story's words. Needs no workspace and keeps nothing.

    Raises Unavailable where a corpus or list is missing, Stopped when `watch` cancels.
    """
    benches = []
    for number, language in enumerate(languages):
        _step(watch, number, len(languages), language)
        benches.append(_bench(language, load_corpus(language)))
    return tuple(benches)


def _step(watch: Watcher, done: int, total: int, language: str) -> None:
    try:
        watch(Step(done, total, language))
    except Cancelled:
        raise Stopped("stopped", done=done, total=total) from None


def _bench(language: str, corpus: Corpus) -> WordsBench:
    terms = load_terms(policies_folder())[0]
    rules = _Rules(word_rules(terms), word_rules(terms, _sealed(corpus)))
    tally = WordsTally()
    for one in names_in(corpus):
        _add_name(tally, one, rules)
    for one in planted_in(corpus):
        tally.add_marked(one, one.asked, look_for(one.text, rules.alone))
        _add_around(tally, one, look_for(one.text, rules.sealed))
    for text, half in innocent_in(corpus):
        tally.add_innocent(text, half, Asked.INNOCENT, look_for(text, rules.alone))
        tally.add_innocent(text, half, Asked.INNOCENT_SEALED, look_for(text, rules.sealed))
    for text, half in filler_in(corpus):
        tally.add_innocent(text, half, Asked.AROUND, look_for(text, rules.sealed))
    return tally.result(language)


def _add_name(tally: WordsTally, one: MarkedText, rules: _Rules) -> None:
    tally.add_marked(one, Asked.NAMES, look_for(one.text, rules.alone))
    found = look_for(one.text, rules.sealed)
    theirs = [hit for hit in found if _code(one.person) in hit.whose]
    tally.add_marked(one, Asked.SEALED_NAMES, theirs)
    _add_around(tally, one, found)


def _add_around(tally: WordsTally, one: MarkedText, found: Sequence[WordFinding]) -> None:
    beside = [hit for hit in found if not one.meets(hit)]
    tally.add_innocent(one.text, one.half, Asked.AROUND, beside)


def _sealed(corpus: Corpus) -> SealedNames:
    """Seal every person's name as a workspace does, at no price."""
    secret = new_secret().model_copy(update={"cost": _LEAST_COST, "number_cost": _LEAST_COST})
    rules = word_rules(())
    rows = []
    known = {}
    for person, spellings in enumerate(corpus.people):
        identity, code = Identity(name=spellings[0], contact=""), _code(person)
        known[code] = scripts_of(identity)
        rows.append(
            NameDigests(
                file=code,
                code=code,
                rules=KEYS,
                scripts=tuple(sorted(known[code])),
                digests=digested(secret, code, keys_of(identity, rules)),
                made_at=datetime.now(UTC),
            )
        )
    return SealedNames(partial(whose, secret, rows), known, state=state_of(rows))


def _code(person: int) -> str:
    return f"C-{person:04}-BNCH"
