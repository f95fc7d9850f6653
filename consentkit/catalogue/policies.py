"""Reads policies from folders; what cannot be read is told, never skipped."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from consentkit.catalogue.folders import broken_file, content_of, files_in
from consentkit.catalogue.policy_words import check_words_file, coverages, holds_words, lay_beside
from consentkit.catalogue.toml_files import Fault, Faults, digest_of_file, read_value
from consentkit.domain.checklists import BrokenFile, Policy, Question
from consentkit.domain.questions.same import SameAs
from consentkit.domain.questions.words import Coverage
from consentkit.domain.roles import Role
from consentkit.domain.words.terms import Term

ALWAYS_ASKED = "guidance-note-2016"
"""The shipped policy that every workspace asks; the others are chosen beside it."""


@dataclass(frozen=True)
class Catalogue:
    """All policies in reading order, the faults of the files that are broken, and a digest per policy.

    `digests` maps a policy's id to its file's digest (`digest_of_file`). `to_choose` are the shipped
    policies that are asked only where somebody chose them.
    """

    policies: tuple[Policy, ...]
    broken: tuple[BrokenFile, ...]
    digests: dict[str, str]
    to_choose: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    """Words that may hurt, of every list."""

    def with_chosen(self, chosen: Collection[str]) -> "Catalogue":
        """Return what is asked where these were chosen; one that is not here is told as broken."""
        left_out = self.to_choose - set(chosen)
        missing = sorted(set(chosen) - {one.id for one in self.policies})
        problem = "This policy was chosen for the workspace and is not here. Install consentkit again."
        return replace(
            self,
            policies=tuple(one for one in self.policies if one.id not in left_out),
            broken=self.broken
            + tuple(BrokenFile(file=f"{one}.toml", field="", problem=problem) for one in missing),
            digests={id_: digest for id_, digest in self.digests.items() if id_ not in left_out},
        )


def load_policies(*folders: Path) -> Catalogue:
    """Read every `.toml` of each folder: the shipped folder first, then the organisation's own.

    Within a folder the order is by name. A folder that does not exist holds nothing. A file with a
    fault gives one `BrokenFile` per fault and no policy; of two files with one id the first is kept.
    Files with words in other languages are no policies: they are only remembered (`policy_words`).
    """
    policies: dict[str, Policy] = {}
    digests: dict[str, str] = {}
    broken: list[BrokenFile] = []
    shipped = {path.stem for folder in folders[:1] for path in _policy_files((folder,))}
    for path in _policy_files(folders):
        content = content_of(path)
        policy = _policy_in(content, path, policies)
        if isinstance(content, bytes) and isinstance(policy, Policy):
            policies[policy.id] = policy
            digests[policy.id] = digest_of_file(content)
            lay_beside(policy, path.parent)
        elif isinstance(policy, tuple):
            broken.extend(broken_file(path.name, policy))
    for policy in tuple(policies.values()):
        if faults := tuple(_faults_of_same(policy, policies)):
            broken.extend(broken_file(f"{policy.id}.toml", faults))
            del policies[policy.id], digests[policy.id]
    return Catalogue(
        tuple(policies.values()),
        tuple(broken),
        digests,
        frozenset(shipped & policies.keys()) - {ALWAYS_ASKED},
    )


def check_policy_file(path: Path, *beside: Path) -> tuple[BrokenFile, ...]:
    """Return every fault of one policy file, `()` when it is sound.

    The folders beside are looked at only for the questions that it calls the same as its own. A file with
    the words of a policy is held against the policy that lies in its folder.
    """
    if holds_words(path):
        return check_words_file(path, _policies_in(path.parent))
    policy = _policy_in(content_of(path), path, {})
    if not isinstance(policy, Policy):
        return broken_file(path.name, policy)
    known = {one.id: one for one in load_policies(*beside).policies if one.id != policy.id}
    return broken_file(path.name, tuple(_faults_of_same(policy, known)))


def words_of_policies(*folders: Path) -> tuple[tuple[Coverage, ...], tuple[BrokenFile, ...]]:
    """Return what is there of policies in other languages, and what is wrong with it; that stops nothing."""
    covered: tuple[Coverage, ...] = ()
    broken: tuple[BrokenFile, ...] = ()
    for folder in folders:
        found, faults = coverages(folder, _policies_in(folder))
        covered, broken = covered + found, broken + faults
    return covered, broken


def _policies_in(folder: Path) -> dict[str, Policy]:
    read = (_policy_in(content_of(path), path, {}) for path in _policy_files((folder,)))
    return {one.id: one for one in read if isinstance(one, Policy)}


def _faults_of_same(policy: Policy, known: dict[str, Policy]) -> Iterator[Fault]:
    """What is wrong with the questions that a policy calls the same as its own."""
    for question in policy.questions:
        if question.same_as is not None:
            problem = _problem_of_same(question, question.same_as, known)
            yield from [Fault(f"question {question.id}: same_as", problem)] if problem else []


def _problem_of_same(question: Question, same: SameAs, known: dict[str, Policy]) -> str:
    if same.policy not in known:
        return f'There is no policy "{same.policy}". Write the id of one that is here.'
    there = {one.id: one for one in known[same.policy].questions}
    missing = [one for one in same.questions if one not in there]
    if missing:
        return f"{same.policy} has no question {', '.join(missing)}. Write one that it has."
    asked = [there[one] for one in same.questions]
    if any(one.same_as for one in asked):
        return "That question is the same as a third one. Name the one that is asked."
    if all(_asks_more(question, one) for one in asked):
        # All of them must come to yes: one that asks as much is enough.
        return (
            "This question asks more than that one: two people, another role, fewer days, or again after each"
            " edit. Let it ask the same, or leave same_as out."
        )
    return ""


def _asks_more(question: Question, there: Question) -> bool:
    is_of_safeguarding = question.who == {Role.SAFEGUARDING}
    days, days_there = question.valid_days, there.valid_days
    return (
        (question.needs_second_viewer and not there.needs_second_viewer)
        or (question.reread_after_edit and not there.reread_after_edit)
        or (is_of_safeguarding and there.who != {Role.SAFEGUARDING})
        or (days is not None and (days_there is None or days_there > days))
    )


def _policy_files(folders: tuple[Path, ...]) -> list[Path]:
    return [path for folder in folders for path in files_in(folder) if not holds_words(path)]


def _policy_in(content: bytes | Faults, path: Path, known: dict[str, Policy]) -> Policy | Faults:
    if isinstance(content, tuple):
        return content
    policy = read_value(content, Policy)
    if isinstance(policy, tuple):
        return policy
    if policy.id != path.stem:
        return (Fault("id", f'The file is named "{path.stem}". Write the same id, or rename the file.'),)
    if policy.id in known:
        return (Fault("id", "Another file already has this id. Choose a new id and rename the file."),)
    return policy
