"""Reads the words of policies in other languages from files beside them; a broken one changes no policy.

A file is read only when its language is spoken, or when somebody asks what is wrong with it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from consentkit.catalogue.folders import broken_file, content_of, files_in
from consentkit.catalogue.toml_files import Fault, Faults, read_value
from consentkit.domain.checklists import BrokenFile, Policy
from consentkit.domain.questions.words import (
    Coverage,
    PolicyWords,
    coverage_of,
    made_for,
    parts_of,
    wording_of,
)

_OF_WORDS = re.compile(r".+\.[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")
_beside: dict[str, tuple[Policy, Path]] = {}
"""Each policy that was read last under its id, and the folder in which its words lie."""
_read: dict[tuple[str, str], tuple[dict[str, str], bool]] = {}


def holds_words(path: Path) -> bool:
    """Tell whether a file holds words of a policy, such as `our-rules.th.toml`: an id has no full stop."""
    return _OF_WORDS.fullmatch(path.stem) is not None


def lay_beside(policy: Policy, folder: Path) -> None:
    """Remember in which folder the words of a policy lie, and forget what was read of them before."""
    _beside[policy.id] = (policy, folder)
    for key in [one for one in _read if one[0] == policy.id]:
        _read.pop(key, None)


def words_in(language: str, policy: str, words: str) -> str | None:
    """Return words of a policy in a language, or `None` where its file lacks them or cannot be used."""
    return _words_of(policy, language)[0].get(words)


def is_draft(language: str, policy: str) -> bool:
    """Tell whether there are words of the policy in this language that nobody reviewed."""
    told, unreviewed = _words_of(policy, language)
    return bool(told) and unreviewed


def _words_of(policy: str, language: str) -> tuple[dict[str, str], bool]:
    if policy not in _beside:
        return {}, False
    if (policy, language) not in _read:
        known, folder = _beside[policy]
        _read[policy, language] = _read_words(known, folder / f"{policy}.{language}.toml")
    return _read[policy, language]


def _read_words(policy: Policy, path: Path) -> tuple[dict[str, str], bool]:
    found = _words_at(path) if path.is_file() else ()
    if not isinstance(found, PolicyWords):
        return {}, False
    told = {one.english: one.words for one in parts_of(policy, found) if one.words is not None}
    return told, found.status == "unreviewed"


def coverages(
    folder: Path, policies: dict[str, Policy]
) -> tuple[tuple[Coverage, ...], tuple[BrokenFile, ...]]:
    """Return what the words in a folder cover of its policies, and what is wrong with them."""
    covered: list[Coverage] = []
    broken: list[BrokenFile] = []
    for path in files_in(folder):
        if holds_words(path):
            found = _words_at(path)
            broken += broken_file(path.name, tuple(_faults(found, policies)))
            if isinstance(found, PolicyWords) and found.policy in policies:
                covered.append(coverage_of(policies[found.policy], found))
    return tuple(covered), tuple(broken)


def check_words_file(path: Path, policies: dict[str, Policy]) -> tuple[BrokenFile, ...]:
    """Return every fault of one file with words, `()` when it is sound; the policies are those beside it."""
    return broken_file(path.name, tuple(_faults(_words_at(path), policies)))


def _words_at(path: Path) -> PolicyWords | Faults:
    content = content_of(path)
    found = content if isinstance(content, tuple) else read_value(content, PolicyWords)
    if isinstance(found, PolicyWords) and f"{found.policy}.{found.language}" != path.stem:
        problem = f'Name the file "{found.policy}.{found.language}.toml", or correct policy and language.'
        return (Fault("policy", problem),)
    return found


def _faults(found: PolicyWords | Faults, policies: dict[str, Policy]) -> Iterator[Fault]:
    if not isinstance(found, PolicyWords):
        yield from found
        return
    if found.policy not in policies:
        yield Fault("policy", f'The policy "{found.policy}" is not in this folder. Put its words beside it.')
        return
    policy = policies[found.policy]
    if found.language == policy.language:
        yield Fault("language", "The policy itself is written in this language. Remove this file.")
    yield from _strangers(policy, found)
    yield from _outgrown(policy, found)


def _strangers(policy: Policy, found: PolicyWords) -> Iterator[Fault]:
    known = {f"question {one.id}" for one in policy.questions}
    known |= {f"principle {one.id}" for one in policy.principles}
    named = [f"question {one.id}" for one in found.questions]
    named += [f"principle {one.id}" for one in found.principles]
    for place, count in Counter(named).items():
        if place not in known:
            yield Fault(place, "The policy has no such place. Remove it, or correct its id.")
        elif count > 1:
            yield Fault(place, "It stands here twice. Keep one of them.")
    without = {one.id for one in policy.questions if one.evidence is None}
    for one in found.questions:
        if one.evidence is not None and one.id in without:
            yield Fault(f"question {one.id}: evidence", "The question has no evidence. Leave it out.")


def _outgrown(policy: Policy, found: PolicyWords) -> Iterator[Fault]:
    """What was translated from another wording than the policy has today."""
    today = {f"question {one.id}": made_for(*wording_of(one)) for one in policy.questions}
    today |= {f"principle {one.id}": made_for(one.title) for one in policy.principles}
    today["heading"] = made_for(policy.title, policy.source)
    for place in dict.fromkeys(one.place for one in parts_of(policy, found) if not one.fits):
        problem = "These words are for another wording, and are not shown. Compare them with the policy's"
        yield Fault(f"{place}: made_for", f'{problem}, then write made_for = "{today[place]}".')
