"""Sealed names in a text: which words are whose, and of whom nothing can be said."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator

from consentkit.domain.names.candidates import Candidate, candidates_in
from consentkit.domain.names.keys import NAMES, NamePart
from consentkit.domain.names.literals import Literal, places_of
from consentkit.domain.values import Value, none_of_before
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.searching import Hit


class NameDigests(Value):
    """What is kept of one sealed file so that its names are found: a digest for each, and never a name.

    `file` is the sealed file as the log names it. `scripts` are those in which the name is known, `rules` those
    by which it was spelled.
    """

    file: str
    code: str
    rules: int
    scripts: tuple[str, ...]
    digests: tuple[tuple[NamePart, str], ...]
    letters: Annotated[tuple[str, ...], BeforeValidator(none_of_before)] = ()
    """With none of these an alias may begin; the name begins with some of them, and nobody sees with which."""
    made_at: datetime


@dataclass(frozen=True)
class Match:
    """Whose a key is, and what of theirs."""

    code: str
    part: NamePart


Matches = Mapping[str, tuple[Match, ...]]
Finder = Callable[[Iterable[str]], Matches]
"""Returns whose keys are; keys that are nobody's are left out."""


@dataclass(frozen=True)
class SealedFound:
    """What in a text is sealed of somebody, and of whom a word was met that may be theirs or any other."""

    hits: tuple[Hit, ...] = ()
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SealedNames:
    """How sealed names are found: who is known, in which scripts, and which keys are nobody's already.

    `known` are the people of whom every sealed file has digests.
    """

    finder: Finder
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nobodys: frozenset[str] = frozenset()
    literals: tuple[Literal, ...] = ()
    """What is looked for as it stands: what was found before, or what a keeper has at hand."""
    state: str = ""
    """Stands for all the digests; another one is another search."""
    _found: dict[str, SealedFound] = field(default_factory=dict, repr=False)

    def found_in(self, said: str) -> SealedFound:
        """Return what in a folded text is sealed of somebody."""
        if said not in self._found:
            self._found[said] = self._look(said)
        return self._found[said]

    def _look(self, said: str) -> SealedFound:
        candidates = list(candidates_in(said)) if self.state else []
        matches = self.finder({one.key for one in candidates} - self.nobodys)
        known = [_literal(*place) for place in places_of(said, self.literals)]
        return _found(said, [one for one in candidates if one.key in matches], matches, known)


NO_SEALED_NAMES = SealedNames(lambda _keys: {})


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    codes: frozenset[str]
    part: NamePart
    kind: WordKind
    is_sure: bool
    key: str


def _literal(one: Literal, start: int, end: int) -> "_Span":
    return _Span(start, end, one.codes, one.part, one.kind, is_sure=True, key=f"l:{one.letters}")


def _found(said: str, candidates: list[Candidate], matches: Matches, literal: list["_Span"]) -> SealedFound:
    spans = [*literal] + [
        _Span(
            one.start, one.end, frozenset({match.code}), match.part, _kind(one, match), one.is_sure, one.key
        )
        for one in candidates
        for match in matches[one.key]
    ]
    names = [one for one in spans if one.kind is WordKind.NAME]
    told = [
        one
        for code in sorted({code for one in names for code in one.codes})
        for one in _of_one(said, names, code)
    ]
    told += [one for one in spans if one.kind is not WordKind.NAME]
    sure = list(_together(one for one in told if one.is_sure))
    unsure = {code for one in told if not one.is_sure for code in one.codes}
    return SealedFound(tuple(_hit(one) for one in sure), frozenset(unsure))


def _kind(one: Candidate, match: Match) -> WordKind:
    """A wording is of the kind as which it stands there, or as which it is known where it looks like words."""
    if match.part is NamePart.ADDRESS:
        return WordKind.PLACE
    if match.part in {NamePart.ACCOUNT, NamePart.EMAIL} and one.kind is WordKind.NAME:
        return WordKind.HANDLE
    if match.part is NamePart.NUMBER and one.kind not in {WordKind.PHONE, WordKind.PLATE}:
        return WordKind.NUMBER_OF_PERSON
    return WordKind.NAME if match.part in NAMES else one.kind


_STANDS_BETWEEN = re.compile(r"[\s\-_.,]{0,3}\Z")


def _of_one(said: str, spans: list[_Span], code: str) -> Iterator[_Span]:
    """Yield the names of one person, parts that stand together as one: two of them are the whole name."""
    run: _Span | None = None
    for one in sorted((one for one in spans if code in one.codes), key=lambda one: (one.start, -one.end)):
        if run is not None and one.start <= run.end:
            run = replace(
                run,
                end=max(run.end, one.end),
                part=_larger(run.part, one.part),
                is_sure=run.is_sure or one.is_sure,
            )
        elif run is not None and _STANDS_BETWEEN.match(said[run.end : one.start]):
            is_whole = {run.part, one.part} in _WHOLE and run.key != one.key
            part = NamePart.FULL if is_whole else _larger(run.part, one.part)
            run = replace(run, end=one.end, part=part, is_sure=run.is_sure or one.is_sure)
        else:
            if run is not None:
                yield run
            run = one
    if run is not None:
        yield run


_WHOLE = ({NamePart.PART}, {NamePart.GIVEN, NamePart.FAMILY})
_ORDER = (
    NamePart.FULL,
    NamePart.PART,
    NamePart.GIVEN,
    NamePart.FAMILY,
    NamePart.LINKED,
    NamePart.NUMBER,
    NamePart.EMAIL,
    NamePart.ACCOUNT,
    NamePart.ADDRESS,
)


def _larger(one: NamePart, other: NamePart) -> NamePart:
    return min(one, other, key=_ORDER.index)


def _together(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Yield what stands at one place as one: several may have the same name."""
    run: _Span | None = None
    for one in sorted(spans, key=lambda one: (one.start, -one.end)):
        if run is not None and one.start < run.end:
            part = _larger(run.part, one.part) if run.kind is one.kind else run.part
            run = replace(run, end=max(run.end, one.end), codes=run.codes | one.codes, part=part)
            continue
        if run is not None:
            yield run
        run = one
    if run is not None:
        yield run


def _hit(one: _Span) -> Hit:
    return Hit(one.kind, one.start, one.end, hint=one.part.value, whose=tuple(sorted(one.codes)))
