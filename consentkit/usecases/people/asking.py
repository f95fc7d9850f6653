"""Whether somebody may be asked: "do not ask me again" holds until they come and ask themselves."""

from collections.abc import Collection
from datetime import date

from consentkit.domain.checklists import Policy
from consentkit.domain.consents import AskedToBeAsked
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.domain.uses.refusals import USUAL_ASK_AGAIN_DAYS, Refusal, refused_by, refused_by_child
from consentkit.domain.values import Channel
from consentkit.store.consents import (
    answers_for,
    asked_by_themselves,
    asked_to_be_asked,
    assents_of_contributor,
)
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import never_ask_since
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import stories_with
from consentkit.usecases.changes import Change
from consentkit.usecases.workspaces import Workspace


def check_may_be_asked(db: EncryptedDatabase, contributor: str) -> None:
    """Raise Refused `do-not-ask` (contributor, on) where somebody said so on paper and has not come since."""
    since = _since(db, contributor)
    if since is not None:
        raise Refused("do-not-ask", contributor=contributor, on=since)


def check_not_refused(
    db: EncryptedDatabase,
    policies: Collection[Policy],
    contributor: str,
    story: str | None,
    *,
    on: date,
    channel: Channel | None = None,
) -> None:
    """Raise Refused `refused-lately` (contributor, story, on, again_on) where they said no to this use.

    Without a story, where they said no to any of theirs: nobody can tell that another is asked about.
    """
    for one in (story,) if story is not None else stories_with(db, contributor):
        found = _refusal(db, policies, contributor, one, channel)
        if found is not None and on < found.again_on:
            raise Refused(
                "refused-lately", contributor=contributor, story=one, on=found.on, again_on=found.again_on
            )


def check_yes_may_come(
    change: Change, contributor: str, story: str, channels: Collection[Channel], *, given_on: date
) -> None:
    """Raise Refused `refused-lately` for a yes to what somebody, or the child, said no to lately.

    It came by asking again, unless they came by themselves since. A yes of before the no is no such answer.
    """
    for channel in sorted(channels):
        found = _refusal(change.db, change.policies, contributor, story, channel)
        _check_day_after(found, contributor, story, given_on)


def check_child_may_come(change: Change, contributor: str, story: str, *, given_on: date) -> None:
    """Raise Refused `refused-lately` for a child's yes a short time after the child's no."""
    found = _childs_refusal(change.db, change.policies, contributor, story)
    _check_day_after(found, contributor, story, given_on)


def _check_day_after(found: Refusal | None, contributor: str, story: str, given_on: date) -> None:
    if found is not None and found.on <= given_on < found.again_on:
        raise Refused(
            "refused-lately", contributor=contributor, story=story, on=found.on, again_on=found.again_on
        )


def _refusal(
    db: EncryptedDatabase, policies: Collection[Policy], contributor: str, story: str, channel: Channel | None
) -> Refusal | None:
    asked = asked_by_themselves(db, contributor)
    own = _childs_refusal(db, policies, contributor, story)
    answers = answers_for(db, contributor, story)
    return own or refused_by(answers, channel, days=_days(policies), by_themselves=asked)


def _childs_refusal(
    db: EncryptedDatabase, policies: Collection[Policy], contributor: str, story: str
) -> Refusal | None:
    asked = asked_by_themselves(db, contributor)
    given = assents_of_contributor(db, contributor, story)
    return refused_by_child(given, days=_days(policies), by_themselves=asked)


def _days(policies: Collection[Policy]) -> int:
    return max((one.ask_again_days for one in policies), default=USUAL_ASK_AGAIN_DAYS)


def refused_until(workspace: Workspace, contributor: str) -> date | None:
    """Return the first day on which somebody who said no may be asked again; `None` where they may be now."""
    db = workspace.reading
    found = [
        _refusal(db, workspace.catalogue.policies, contributor, story, None)
        for story in stories_with(db, contributor)
    ]
    later = [one.again_on for one in found if one is not None and workspace.today < one.again_on]
    return max(later, default=None)


def not_asked_since(workspace: Workspace, contributor: str) -> date | None:
    """Return the day on which somebody said "do not ask me again"; `None` where they may be asked."""
    return _since(workspace.reading, contributor)


def _since(db: EncryptedDatabase, contributor: str) -> date | None:
    since = never_ask_since(db, contributor)
    asked = asked_by_themselves(db, contributor)
    return since if since is not None and (asked is None or asked < since) else None


def note_asked(workspace: Workspace, contributor: str, *, asked_on: date | None = None) -> AskedToBeAsked:
    """Record that somebody who had said no, or "do not ask me again", came and asked to be asked.

    Raises NotFound, InvalidInput for a day that has not come, or that lies before what they said; Conflict
    `may-be-asked` where they may be asked anyway.
    """
    with workspace.change(EventName.ASKED_TO_BE_ASKED) as change:
        change.check_day()
        contributors.get(change.db, contributor)
        day = asked_on or change.today
        if day > change.today:
            raise InvalidInput("day-not-come", day=day)
        since = _since(change.db, contributor) or _last_no(change, contributor)
        if since is None:
            raise Conflict("may-be-asked", contributor=contributor)
        if day < since:
            raise InvalidInput("asked-before-no", day=day, on=since)
        asked = AskedToBeAsked(contributor=contributor, asked_on=day, heard_by=change.actor.handle)
        asked_to_be_asked.insert(change.db, asked)
        change.record(contributor, on=day)
    return asked


def _last_no(change: Change, contributor: str) -> date | None:
    """The day of the last no for whose use nobody may ask yet."""
    found = [
        _refusal(change.db, change.policies, contributor, story, channel)
        for story in stories_with(change.db, contributor)
        for channel in (None, *Channel)
    ]
    return max((one.on for one in found if one is not None and change.today < one.again_on), default=None)
