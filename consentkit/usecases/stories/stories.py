"""Stories: who is in them, their words, where they are meant to go, and the contributors' own look."""

from collections.abc import Collection
from datetime import date

from pydantic import ValidationError

from consentkit.domain.codes import new_code
from consentkit.domain.consents import Approval, Audience, Decision
from consentkit.domain.errors import Conflict, InvalidInput, NotFound
from consentkit.domain.events import EventName
from consentkit.domain.people import Contributor
from consentkit.domain.stories import Plan, Story, Takedown, in_order
from consentkit.domain.values import Channel
from consentkit.store.consents import approvals, approvals_of_story
from consentkit.store.log.audits import Event
from consentkit.store.log.timelines import events_about_story
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import (
    get_plan,
    get_story,
    insert_story,
    save_plan,
    takedowns_of_story,
    update_story,
)
from consentkit.store.stories.stories import list_stories as stored_stories
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.consents import check_not_far, check_not_later
from consentkit.usecases.log.audits import check_auditor
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.people.asking import check_not_refused
from consentkit.usecases.reopenings import check_told
from consentkit.usecases.words.checks import keep_words_around
from consentkit.usecases.workspaces import Workspace


def add_story(workspace: Workspace, title: str) -> Story:
    """Begin a story. The title is a working title: it is kept encrypted and printed nowhere."""
    if not title.strip():
        raise InvalidInput("title-missing")
    with workspace.change(EventName.STORY_ADDED) as change:
        story = Story(id=new_code("S"), title=title.strip(), revision=1)
        insert_story(change.db, story, added_at=change.at.isoformat())
        keep_words_around(workspace, change, story)
        change.record(story.id)
    return story


def retitle_story(workspace: Workspace, story: str, title: str, *, expected: Story | None = None) -> Story:
    """Give a story another working title; nobody is asked again, for it is printed nowhere.

    Raises NotFound, InvalidInput without words, Conflict where it is called so, or is not as expected.
    """
    if not title.strip():
        raise InvalidInput("title-missing")
    with workspace.change(EventName.STORY_CHANGED) as change:
        found = get_story(change.db, story)
        if found.title == title.strip():
            raise Conflict("title-same", story=story)
        renamed = (expected or found).model_copy(update={"title": title.strip()})
        update_story(change.db, renamed, expected=expected or found)
        keep_words_around(workspace, change, renamed)
        change.record(story, revision=renamed.revision, changed=["title"])
    return renamed


def put_contributor(workspace: Workspace, story: str, contributor: str) -> Story:
    """Put a contributor into a story. Raises NotFound, Conflict where they are in it."""
    with workspace.change(EventName.STORY_CHANGED) as change:
        found = get_story(change.db, story)
        contributors.get(change.db, contributor)
        if contributor in found.contributors:
            raise Conflict("contributor-in-story", contributor=contributor)
        return revise(change, found, contributors=(*found.contributors, contributor))


def take_out_contributor(workspace: Workspace, story: str, contributor: str) -> Story:
    """Take a contributor out of a story. Raises NotFound, Conflict where they are not in it."""
    with workspace.change(EventName.STORY_CHANGED) as change:
        found = get_story(change.db, story)
        if contributor not in found.contributors:
            raise Conflict("contributor-not-in-story", contributor=contributor)
        return revise(change, found, contributors=tuple(c for c in found.contributors if c != contributor))


def state_nobody_is_victim(workspace: Workspace, story: str, *, is_stated: bool) -> Story:
    """Say whether the story prints that no one pictured is a victim; the gate checks that it is true."""
    with workspace.change(EventName.STORY_CHANGED) as change:
        return revise(change, get_story(change.db, story), states_nobody_is_victim=is_stated)


def revise(change: Change, story: Story, **changes: object) -> Story:
    """Store a story, as it was read, with its next revision, and record it.

    Raises Conflict, and Refused (reopens) where the actor was not told what is asked again.
    """
    revised = story.model_copy(update=changes | {"revision": story.revision + 1})
    check_told(change, story, revised)
    update_story(change.db, revised, expected=story)
    change.record_also(
        EventName.STORY_CHANGED, story.id, revision=revised.revision, changed=sorted(changes) or None
    )
    return revised


def plan_story(
    workspace: Workspace,
    story: str,
    channel: Channel,
    *,
    also: Collection[str] = (),
    audience: Audience,
    place: str,
    from_on: date,
    until: date,
    owner: str | None = None,
) -> Plan:
    """Say where a story is meant to go, until when it stays there, and who takes it down (you, unless said).

    The others of `also` go with it. Returns the story's own plan. Raises NotFound, also for an owner without
    an account, InvalidInput, Refused (refused-lately) where a contributor said no to this channel and the
    policy's days are not over.
    """
    if until < from_on:
        raise InvalidInput("ends-before-it-begins", until=until, given=from_on)
    try:
        plan = Plan(
            story=story,
            channel=channel,
            audience=audience,
            place=place,
            from_on=from_on,
            until=until,
            owner=owner or workspace.actor.handle,
        )
    except ValidationError:
        raise InvalidInput("place-malformed", given=place) from None
    with workspace.change(EventName.STORY_PLANNED) as change:
        change.check_day()
        check_not_far(change.today, until)
        if owner and owner != workspace.actor.handle:
            _check_may_act(workspace, change, owner)
        for one in in_order((story, *also)):
            for person in get_story(change.db, one).contributors:
                check_not_refused(change.db, change.policies, person, one, on=change.today, channel=channel)
            save_plan(change.db, plan.model_copy(update={"story": one}))
            change.record(one, channel=channel, place=place, until=until, owner=plan.owner)
    return plan


def _check_may_act(workspace: Workspace, change: Change, owner: str) -> None:
    account = separation_of(workspace, change.db).find(owner)
    if account is None or not account.may_act:
        raise NotFound("actor-unknown", actor=owner)


def check_revision(story: Story, revision: int | None) -> None:
    """Raise Conflict (record-changed) where somebody had another revision of the story before them."""
    if revision is not None and story.revision != revision:
        raise Conflict("record-changed", kind="story", id=story.id, changed=("revision",))


def approve_draft(
    workspace: Workspace,
    story: str,
    contributor: str,
    *,
    decision: Decision,
    given_on: date | None = None,
    revision: int | None = None,
) -> Approval:
    """Record that a contributor saw or heard the story as it stands now, and what they said.

    `revision` is the one that they saw, where that is known. Raises NotFound, Conflict for someone who is
    not in the story, or (record-changed) where the story is another one by now.
    """
    with workspace.change(EventName.DRAFT_APPROVED) as change:
        if decision is Decision.YES:
            change.check_day()
        found = get_story(change.db, story)
        check_revision(found, revision)
        if contributor not in found.contributors:
            raise Conflict("contributor-not-in-story", contributor=contributor)
        day = given_on or change.today
        check_not_later(change.today, day)
        approval = Approval(
            contributor=contributor, story=story, revision=found.revision, decision=decision, given_on=day
        )
        approvals.insert(change.db, approval)
        change.record(story, contributor=contributor, revision=found.revision, decision=decision)
    return approval


def list_stories(workspace: Workspace) -> tuple[Story, ...]:
    """Return every story, oldest first."""
    return stored_stories(workspace.reading)


def show_story(workspace: Workspace, story: str) -> tuple[Story, tuple[Plan, ...]]:
    """Return a story and its plans. Raises NotFound."""
    found = get_story(workspace.reading, story)
    plans = [get_plan(workspace.reading, story, channel) for channel in Channel]
    return found, tuple(plan for plan in plans if plan)


def people_in(workspace: Workspace, story: str) -> tuple[Contributor, ...]:
    """Return a story's contributors, in the order in which they were put in. Raises NotFound."""
    found = get_story(workspace.reading, story)
    return tuple(contributors.get(workspace.reading, code) for code in found.contributors)


def approvals_of(workspace: Workspace, story: str) -> tuple[Approval, ...]:
    """Return what contributors said about a story's drafts, oldest first."""
    return approvals_of_story(workspace.reading, story)


def takedowns_of(workspace: Workspace, story: str) -> tuple[Takedown, ...]:
    """Return the takedowns of a story's publications, oldest first."""
    return takedowns_of_story(workspace.reading, story)


def timeline_of(workspace: Workspace, story: str, *, limit: int = 300) -> tuple[Event, ...]:
    """Return the newest events of a story and of its records, newest first.

    Raises Refused for roles that do not audit: an event tells who did what, and when.
    """
    check_auditor(workspace)
    return events_about_story(workspace.records.db, story, limit=limit)
