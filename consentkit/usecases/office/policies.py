"""Policies: which there are, whether a file can be used, and which are asked here."""

from datetime import date, datetime
from pathlib import Path

from consentkit.catalogue.policies import (
    ALWAYS_ASKED,
    Catalogue,
    check_policy_file,
    load_policies,
    words_of_policies,
)
from consentkit.catalogue.shipped import policies_folder
from consentkit.domain.checklists import BrokenFile, Policy
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.questions.words import Coverage
from consentkit.domain.values import Value
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.choices import last_choice
from consentkit.usecases.checks.noes import questions_with_standing_noes
from consentkit.usecases.workspaces import Workspace, WorkspaceFolders


def list_policies(folder: Path) -> Catalogue:
    """Return the shipped policies, and those of the workspace in this folder if there is one.

    Needs no passphrase: they hold nothing about anyone.
    """
    return load_policies(*_folders_of(folder))


def list_policy_words(folder: Path) -> tuple[tuple[Coverage, ...], tuple[BrokenFile, ...]]:
    """Return in which languages these policies can be read, and what is wrong with the words.

    What is wrong with them stops nothing: the policy's own words are shown, with a mark.
    """
    return words_of_policies(*_folders_of(folder))


def _folders_of(folder: Path) -> tuple[Path, ...]:
    folders = WorkspaceFolders(folder)
    own = (folders.policies,) if folders.key_file.exists() else ()
    return (policies_folder(), *own)


def check_policy(path: Path) -> tuple[BrokenFile, ...]:
    """Return every fault of one policy file, or of its words in another language; `()` when it is sound."""
    return check_policy_file(path, policies_folder())


class ChosenPolicies(Value):
    """Which policies are asked here, which others could be, and who chose last (`None`: nobody yet)."""

    asked: tuple[Policy, ...]
    to_choose: tuple[Policy, ...]
    """The shipped ones that are asked only where somebody chose them."""
    by: str | None = None
    on: date | None = None

    @property
    def chosen(self) -> tuple[str, ...]:
        """Those of them that are asked."""
        asked = {one.id for one in self.asked}
        return tuple(one.id for one in self.to_choose if one.id in asked)


def look_at_policies(workspace: Workspace) -> ChosenPolicies:
    """Return which policies are asked, and which could be."""
    return _look(workspace, workspace.reading)


def _look(workspace: Workspace, db: EncryptedDatabase) -> ChosenPolicies:
    choice = last_choice(db, workspace.records.keys.workspace)
    shelf = workspace.all_policies
    return ChosenPolicies(
        asked=workspace.catalogue.policies,
        to_choose=tuple(one for one in shelf.policies if one.id in shelf.to_choose),
        by=choice.by,
        on=workspace.day_of(datetime.fromisoformat(choice.at)) if choice.at else None,
    )


def choose_policies(
    workspace: Workspace, chosen: frozenset[str], *, seen: tuple[str, ...] | None = None
) -> ChosenPolicies:
    """Choose which shipped policies are asked beside the Guidance Note's and the organisation's own.

    `seen` are those that were chosen when the manager looked. Raises NotFound for one that is not shipped,
    Refused (policy-has-noes: policy, questions) where one with a standing safeguarding no would go, Conflict
    where others were chosen meanwhile (record-changed), or nothing would change (policies-chosen-already).
    """
    with workspace.change(EventName.POLICIES_CHOSEN) as change:
        before = _look(workspace, change.db)
        wanted = chosen - {ALWAYS_ASKED}
        known = {one.id for one in before.to_choose}
        if wanted - known:
            raise NotFound("policy-unknown", policy=min(wanted - known), known=(ALWAYS_ASKED, *sorted(known)))
        if seen is not None and seen != before.chosen:
            raise Conflict("record-changed", kind="policy", id=ALWAYS_ASKED, changed=("policies",))
        if wanted == set(before.chosen):
            raise Conflict("policies-chosen-already")
        for policy in sorted(set(before.chosen) - wanted):
            if noes := questions_with_standing_noes(workspace, change.db, policy):
                raise Refused("policy-has-noes", policy=policy, questions=noes)
        change.record(workspace.records.keys.workspace, policies=sorted(wanted))
    return look_at_policies(workspace)
