"""Words that may hurt, by list: what they do, and what to write instead. Never more than advice."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from consentkit.domain.values import Value, review_word
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.folding import folded_wording
from consentkit.domain.words.searching import Hit

TermId = Annotated[
    str, StringConstraints(pattern=r"^(?:label|shock|rescue|pity|blame|sexual|criminal)-[a-z-]+$")
]
"""What a term does, then a name: `label-victim`. Labels name a person; question 2.3c asks about those."""

_LABEL = "label-"
_WITH_SPACES = re.compile("[a-z\u00c0-\u024f\u1ea0-\u1ef9]", re.IGNORECASE)


class TermStatus(StrEnum):
    """Whether somebody who speaks the language has read a list."""

    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"


class Term(Value):
    """Words that do one thing, why they hurt, what says so, and what to write instead."""

    id: TermId
    words: tuple[str, ...] = Field(min_length=1)
    prefer: str
    why: str
    source: str


class TermList(Value):
    """The words of one language."""

    id: str
    version: int
    title: str
    source: str
    date: date
    status: Annotated[TermStatus, BeforeValidator(review_word)]
    language: str
    terms: tuple[Term, ...] = ()


def is_label(hint: str) -> bool:
    """Tell whether a term names a person by what was done to them."""
    return hint.startswith(_LABEL)


def term_search(terms: Iterable[Term]) -> Callable[[str], Iterator[Hit]]:
    """Return what finds these terms in a folded text; the longest of several at one place."""
    known = {folded_wording(word): term.id for term in terms for word in term.words}
    pattern = _compiled(tuple(sorted(known, key=lambda word: (-len(word), word))))

    def search(text: str) -> Iterator[Hit]:
        for found in pattern.finditer(text) if pattern else ():
            wording = " ".join(found.group().casefold().split())
            yield Hit(WordKind.HARMFUL, *found.span(), known.get(wording, ""))

    return search


@lru_cache(maxsize=8)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str] | None:
    spaced = "|".join(re.escape(word).replace("\\ ", r"\s+") for word in words if _WITH_SPACES.search(word))
    others = "|".join(re.escape(word) for word in words if not _WITH_SPACES.search(word))
    both = [rf"\b(?:{spaced})\b"] * bool(spaced) + [others] * bool(others)
    return re.compile("|".join(both), re.IGNORECASE) if both else None
