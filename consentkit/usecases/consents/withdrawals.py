"""Taking back what was agreed to: at once, by whoever hears of it, and told exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consentkit.domain.consents import Consent
from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.events import EventName
from consentkit.domain.stories import Takedown
from consentkit.domain.values import Channel
from consentkit.store.consents import consents, consents_of_contributor
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import holder_of_code
from consentkit.store.people.contributors import contributors
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.consents import check_not_later
from consentkit.usecases.consents.taking_back import (
    channels_left,
    day_of_no,
    held_beside,
    held_of,
    keep_withdrawal,
    reach_of,
    served_by,
)
from consentkit.usecases.publications.publications import open_takedowns
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class TakenBack:
    """What an act took from one consent, and what it leaves of it."""

    consent: str
    contributor: str
    story: str
    ended: frozenset[Channel]
    left: frozenset[Channel]


@dataclass(frozen=True)
class Withdrawn:
    """What taking back did: what ended of each consent, and the takedowns that follow."""

    taken: tuple[TakenBack, ...]
    takedowns: tuple[Takedown, ...]


def withdraw_consent(
    workspace: Workspace,
    code: str,
    *,
    channels: frozenset[Channel] = frozenset(),
    withdrawn_on: date | None = None,
    story: str | None = None,
) -> Withdrawn:
    """Take a consent back, for some channels or (`channels` empty) for all; open the takedowns that follow.

    A consent that serves several stories ends in all of them; with `story`, in that one alone.

    `code` is the consent's; or the one that stands on the person's papers (`L-...`): then everything that
    they agreed to for that story is taken back; or the person's own (`C-...`): then everything that they
    ever agreed to. Raises NotFound, also where there is nothing to take back (`nothing-to-withdraw`, code),
    or none of it serves that story (`not-in-story`, code, story), InvalidInput for a day that has not come or
    lies before the consent (`withdrawn-before-given`), and for a channel that was never given.
    """
    with workspace.change(EventName.CONSENT_WITHDRAWN) as change:
        behind = _in_story(_held_behind(change.db, code, channels), code, story)
        heard = [day_of_no(change, one.contributor, one.story) for one in behind]
        day = withdrawn_on or max([change.today, *heard])
        check_not_later(change.latest_day if withdrawn_on else day, day)
        # With the clock set back the day of a later answer has not come; it was given all the same.
        until = withdrawn_on or max(day, change.latest_day)
        _check_given(behind, channels, day)
        touched = [(one, channels) for one in behind if one.given_on <= day]
        if code.startswith("K-"):
            touched = [both for one, _all in touched for both in _reached(change.db, one, channels, until)]
        taken = tuple(_take_back(change, one, reach, day) for one, reach in touched)
        opened = [down for one, reach in touched for down in open_takedowns(change, one.story, reach)]
        return Withdrawn(taken, tuple(opened))


def _reached(
    db: EncryptedDatabase, consent: Consent, channels: frozenset[Channel], day: date
) -> Iterator[tuple[Consent, frozenset[Channel]]]:
    """Yield a consent, and the person's other answers from which it takes as well, with what is taken.

    A no to one letter counts for the others of that story.
    """
    reach = reach_of(db, consent, channels)
    yield consent, reach
    for one, held in held_beside(db, consent):
        if one.given_on < day and held & (reach or frozenset(Channel)):
            yield one, reach


def _take_back(change: Change, consent: Consent, channels: frozenset[Channel], day: date) -> TakenBack:
    held = channels_left(change.db, consent)
    left = keep_withdrawal(change, consent, channels, day)
    return TakenBack(consent.id, consent.contributor, consent.story, ended=held - left, left=left)


def _check_given(behind: tuple[Consent, ...], channels: frozenset[Channel], day: date) -> None:
    """Raise InvalidInput where none of this was given yet, or a channel is in none of it."""
    first = min(one.given_on for one in behind)
    if day < first:
        raise InvalidInput("withdrawn-before-given", day=day, given=first)
    given = frozenset[Channel]().union(*(one.scope.channels for one in behind if one.scope))
    if never := channels - given:
        raise InvalidInput("channel-never-given", channels=tuple(sorted(never)), given=tuple(sorted(given)))


def _held_behind(db: EncryptedDatabase, code: str, channels: frozenset[Channel]) -> tuple[Consent, ...]:
    """Return the consent of a code; of a person's or a paper's, all of theirs that is held.

    Raises NotFound `record-unknown`, or `nothing-to-withdraw` (code).
    """
    if code.startswith("K-"):
        return served_by(db, (consents.get(db, code),))
    person, story = _holder(db, code)
    held = held_of(db, person, story, channels or frozenset(Channel)) if person else ()
    if not held:
        raise NotFound("nothing-to-withdraw", code=code)
    return held


def _in_story(behind: tuple[Consent, ...], code: str, story: str | None) -> tuple[Consent, ...]:
    found = tuple(one for one in behind if story in {None, one.story})
    if not found:
        raise NotFound("not-in-story", code=code, story=story or "")
    return found


def _holder(db: EncryptedDatabase, code: str) -> tuple[str | None, str | None]:
    """Return whose a code is, and of which story; `None`: nobody's, or every story's. Raises NotFound."""
    if code.startswith("C-"):
        return contributors.get(db, code).code, None
    return holder_of_code(db, code)


def consents_of_code(workspace: Workspace, code: str) -> tuple[Consent, ...]:
    """Return the consent of a code; of a person's or a paper's every answer of theirs, for its story.

    Raises NotFound.
    """
    db = workspace.reading
    if code.startswith("K-"):
        return (consents.get(db, code),)
    person, story = _holder(db, code)
    given = consents_of_contributor(db, person) if person else ()
    return tuple(one for one in given if story in {None, one.story})
