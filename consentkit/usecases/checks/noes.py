"""Safeguarding noes: what stands, and how it follows its files into other stories."""

from collections.abc import Iterator
from dataclasses import dataclass

from consentkit.domain.accounts import Separation
from consentkit.domain.checklists import Answer, Question
from consentkit.domain.noes import SafeguardingNo, Say, noes_in
from consentkit.domain.questions.things import noes_over
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.people.contributors import checks_of_guardians, guardians_in_conflict
from consentkit.store.stories.stories import (
    get_story,
    questions_with_safeguarding_noes,
    risks_with_safeguarding_noes,
    safeguarding_noes_beside,
    stories_with,
    where_safeguarding_said_no,
)
from consentkit.usecases.checks.given import given_to, things_in_story
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.workspaces import Workspace

_MOST_NOES = 200
"""As many as are looked at for Home, of each kind."""


def noes_where_files_are_shown(
    workspace: Workspace, db: EncryptedDatabase, story: str, separation: Separation
) -> tuple[Answer, ...]:
    """Return the safeguarding noes that stand in other stories with the very same pictures or videos."""
    said = safeguarding_noes_beside(db, story)
    return tuple(no for no in said if _stands(workspace, db, no, separation))


def _stands(workspace: Workspace, db: EncryptedDatabase, no: Answer, separation: Separation) -> bool:
    noes = _noes(workspace, db, (no.story or "", no.policy, no.question), separation)
    return any(one.stands and (one.by, one.at) == (no.by, no.at) for one in noes)


def _noes(
    workspace: Workspace, db: EncryptedDatabase, about: tuple[str | None, str, str], separation: Separation
) -> tuple[SafeguardingNo, ...]:
    """What safeguarding ever said no to in a question of a story (or of the sheet), looked at there alone."""
    story, policy, question = about
    asked = _question(workspace, policy, question)
    if asked is None:
        return ()
    things = things_in_story(workspace, db, story, asked)
    given = given_to(db, story, policy, asked, things)
    revision = get_story(db, story).revision if story is not None else 0
    return noes_over(asked, given, things, revision=revision, separation=separation)


def questions_with_standing_noes(workspace: Workspace, db: EncryptedDatabase, policy: str) -> tuple[str, ...]:
    """Return the questions of a policy to which a safeguarding no stands anywhere, also on the sheet."""
    separation = separation_of(workspace, db)
    said = where_safeguarding_said_no(db, policy)
    standing = {
        question
        for story, question in said
        if any(no.stands for no in _noes(workspace, db, (story, policy, question), separation))
    }
    return tuple(sorted(standing))


def _question(workspace: Workspace, policy: str, question: str) -> Question | None:
    asked = [q for one in workspace.catalogue.policies if one.id == policy for q in one.questions]
    return next((one for one in asked if one.id == question), None)


@dataclass(frozen=True)
class SaidNo:
    """A safeguarding no with what it is about, in codes: a story's question, or a guardian."""

    no: SafeguardingNo
    about: str
    story: str = ""
    guardian: str = ""
    contributor: str = ""


def safeguarding_noes(workspace: Workspace) -> Iterator[SaidNo]:
    """Yield what safeguarding said no to lately, the newest first."""
    db, separation = workspace.reading, separation_of(workspace, workspace.reading)
    for about in questions_with_safeguarding_noes(db, _MOST_NOES):
        for no in _noes(workspace, db, about, separation):
            yield SaidNo(no, f"{about[0]} {about[2]}", story=about[0])
    for person, policy, question in risks_with_safeguarding_noes(db, _MOST_NOES):
        # It is lifted in the form, which is found from each of their stories.
        for story in stories_with(db, person)[:1]:
            for no in _noes(workspace, db, (story, policy, question), separation):
                yield SaidNo(no, f"{person} {question}", story=story)
    for guardian, contributor in guardians_in_conflict(db, _MOST_NOES):
        checks = [one for one in checks_of_guardians(db, contributor) if one.guardian == guardian]
        says = [Say(one.by, one.at, one.is_free_of_conflict) for one in checks]
        for no in noes_in(says, separation):
            yield SaidNo(no, guardian, guardian=guardian, contributor=contributor)
