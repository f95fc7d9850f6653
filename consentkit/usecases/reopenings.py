"""What another revision of a story asks again, found in the same read in which it is made."""

from collections.abc import Collection
from datetime import date

from consentkit.domain.checklists import Policy, Reply
from consentkit.domain.gate.reopenings import Reopened, people_who_approved
from consentkit.domain.people import Contributor
from consentkit.domain.questions.origins import Origin
from consentkit.domain.questions.scopes import QuestionScope
from consentkit.domain.questions.things import ends_with_revision, facts_about
from consentkit.domain.stories import Story
from consentkit.domain.values import digest_of
from consentkit.store.consents import approvals_of_story
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.drafts import draft_of
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.origins import stories_with_origin
from consentkit.store.stories.stories import (
    answers_about_things,
    answers_of,
    certificates_that_run,
    get_story,
    stories_with,
)
from consentkit.usecases.changes import Change
from consentkit.usecases.workspaces import Workspace


def foresee_revision(workspace: Workspace, story: str, *, joining: Collection[str] = ()) -> Reopened:
    """Return what is asked again once the story is another one, with who joins it. Raises NotFound."""
    found = get_story(workspace.reading, story)
    people = (*found.contributors, *joining)
    return _reopened(workspace.reading, found, people, workspace.catalogue.policies, workspace.today)


def check_told(change: Change, before: Story, after: Story) -> None:
    """Raise Refused (reopens) where a person was to be told first what another revision asks again."""
    if change.agreement is not None:
        found = _reopened(change.db, before, after.contributors, change.policies, change.today)
        looks = () if after.draft == before.draft else _looks(change.db, before)
        change.agreement.check(found.model_copy(update={"looks": looks}))


def check_told_of(workspace: Workspace, story: str) -> None:
    """Raise Refused (reopens) as `check_told` will, before work that takes long."""
    if workspace.agreement is not None:
        workspace.agreement.check(foresee_revision(workspace, story))


def check_told_of_person(change: Change, person: Contributor) -> None:
    """Raise Refused (reopens) where a person was to be told first what rests on a contributor's record."""
    for code in stories_with(change.db, person.code) if change.agreement is not None else ():
        story = get_story(change.db, code)
        answers = _resting_on(change.db, person, story)
        if not answers:
            continue
        running = tuple(one.id for one in certificates_that_run(change.db, code, change.today))
        found = Reopened(story=code, revision=story.revision, answers=answers, certificates=running)
        assert change.agreement is not None  # noqa: S101 - nothing is looked up without
        change.agreement.check(found)


def check_told_of_origin(change: Change, before: Origin, after: Origin) -> None:
    """Raise Refused (reopens) where a person was to be told first what rests on a gathering or a supplier.

    Another owner or contact asks nothing again.
    """
    facts = digest_of(before.facts_on(change.today))
    if change.agreement is None or facts == digest_of(after.facts_on(change.today)):
        return
    given = answers_about_things(change.db, (before.id,))
    resting = {f"{a.policy} {a.question}" for a in given if a.reply is not Reply.NO and a.rests_on == facts}
    for code in stories_with_origin(change.db, before.id) if resting else ():
        found = Reopened(
            story=code,
            revision=get_story(change.db, code).revision,
            answers=tuple(sorted(resting)),
            certificates=tuple(one.id for one in certificates_that_run(change.db, code, change.today)),
        )
        change.agreement.check(found)


def _resting_on(db: EncryptedDatabase, person: Contributor, story: Story) -> tuple[str, ...]:
    """The questions whose answers about somebody hold by their record as it is; a no does by any."""
    facts = {facts_about(person), facts_about(person, (story.id, story.revision))}
    given = answers_about_things(db, (person.code,))
    resting = {f"{a.policy} {a.question}" for a in given if a.reply is not Reply.NO and a.rests_on in facts}
    return tuple(sorted(resting))


def _about_people_as_read(db: EncryptedDatabase, story: Story) -> set[str]:
    """What was answered about those in the story, and to its words as they are."""
    read = (story.id, story.revision)
    known = {facts_about(contributors.get(db, code), read) for code in story.contributors}
    given = answers_about_things(db, story.contributors)
    return {f"{a.policy} {a.question}" for a in given if a.reply is not Reply.NO and a.rests_on in known}


def _reopened(
    db: EncryptedDatabase, story: Story, people: Collection[str], policies: Collection[Policy], today: date
) -> Reopened:
    return Reopened(
        story=story.id,
        revision=story.revision,
        approvals=tuple(
            one for one in people_who_approved(story, approvals_of_story(db, story.id)) if one in people
        ),
        answers=tuple(sorted(_answers(db, story, policies) | _of_who_joins(db, story, people, policies))),
        certificates=tuple(one.id for one in certificates_that_run(db, story.id, today)),
    )


def _looks(db: EncryptedDatabase, story: Story) -> tuple[int, ...]:
    """Return which parts of a story's document were looked at: another document is looked at anew."""
    draft = draft_of(db, story)
    return tuple(part.number for part in draft.parts if part.seen_by is not None) if draft else ()


def _answers(db: EncryptedDatabase, story: Story, policies: Collection[Policy]) -> set[str]:
    questions = {(policy.id, one.id): one for policy in policies for one in policy.questions}
    given = [one for one in answers_of(db, story.id) if one.revision >= story.revision]
    own = {
        f"{a.policy} {a.question}"
        for a in given
        if (one := questions.get((a.policy, a.question))) and ends_with_revision(one, a)
    }
    return own | _about_people_as_read(db, story)


def _of_who_joins(
    db: EncryptedDatabase, story: Story, people: Collection[str], policies: Collection[Policy]
) -> set[str]:
    """Return what was answered about everybody in the story, and never about somebody who joins it."""
    joining = set(people) - set(story.contributors)
    each = {
        f"{policy.id} {one.id}"
        for policy in policies
        for one in policy.questions
        if one.scope is QuestionScope.CONTRIBUTOR
    }
    known = {person: _said_about(db, person) for person in (*story.contributors, *joining)}
    answered = set[str]().union(*(known[person] for person in story.contributors))
    return {one for one in answered & each if any(one not in known[person] for person in joining)}


def _said_about(db: EncryptedDatabase, person: str) -> set[str]:
    return {f"{a.policy} {a.question}" for a in answers_about_things(db, (person,))}
