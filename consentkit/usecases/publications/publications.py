"""Where stories went, until when, and the work of taking them down."""

from collections.abc import Collection, Sequence
from datetime import date

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.stories import Publication, Takedown, in_order
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import (
    list_all_takedowns,
    list_open_takedowns,
    open_takedown_of,
    publications,
    publications_of,
    publications_without_takedown,
    takedowns,
)
from consentkit.usecases.changes import Change
from consentkit.usecases.publications.clearances import certificate_in_force, clear_story
from consentkit.usecases.publications.gathering import look_at_files
from consentkit.usecases.publications.refusals import others_among, refusals_counted
from consentkit.usecases.workspaces import Workspace


def publish_story(
    workspace: Workspace, story: str, channel: Channel, *, where: str, also: Collection[str] = ()
) -> Publication:
    """Record where a cleared story goes, together with `also`; it stays until the planned last day.

    Raises Refused, with the gate's reasons, unless each of them is cleared today and a manager's
    certificate for all of them still holds; NotFound, InvalidInput.
    """
    if not where.strip():
        raise InvalidInput("where-missing")
    stories = in_order((story, *also))
    with refusals_counted(workspace, stories, channel, EventName.STORY_PUBLISHED):
        return _published(workspace, stories, channel, where.strip())


def _published(workspace: Workspace, stories: Sequence[str], channel: Channel, where: str) -> Publication:
    look = look_at_files(workspace, stories, channel)
    with workspace.change(EventName.STORY_PUBLISHED) as change:
        first, *others = stories
        clearance = clear_story(workspace, first, channel, also=others, on=change.today, look=look)
        publication = Publication(
            id=new_code("P"),
            story=first,
            also=clearance.also,
            channel=channel,
            certificate=certificate_in_force(clearance),
            where=where,
            from_on=max(change.today, clearance.from_on),
            until=clearance.until,
        )
        publications.insert(change.db, publication)
        change.record(
            publication.id,
            story=first,
            channel=channel,
            certificate=publication.certificate,
            until=publication.until,
            **others_among(stories),
        )
    return publication


def check_stands_for_itself(publication: Publication) -> None:
    """Raise Conflict (publication-void) where a publication was recorded by mistake."""
    if publication.voided_by is not None:
        raise Conflict("publication-void", publication=publication.id, by=publication.voided_by)


def list_publications(workspace: Workspace, story: str | None = None) -> tuple[Publication, ...]:
    """Return publications, those with one story in them or all, oldest first."""
    return publications_of(workspace.reading, story)


def open_takedowns(change: Change, story: str, channels: frozenset[Channel]) -> tuple[Takedown, ...]:
    """Open a takedown for each live publication with a story on these channels (`channels` empty: all)."""
    live = publications_without_takedown(change.db, story)
    return tuple(open_takedown_for(change, one.id) for one in live if not channels or one.channel in channels)


def open_takedown(workspace: Workspace, publication: str) -> Takedown:
    """Begin the work of removing one publication, such as one that stands past its last day.

    Whoever is told that a page must go can record it. Raises NotFound, Conflict where it is gone or void,
    or where a takedown of it is open.
    """
    with workspace.change(EventName.TAKEDOWN_OPENED) as change:
        found = publications.get(change.db, publication)
        check_stands_for_itself(found)
        if found.ended_on is not None:
            raise Conflict("publication-ended", publication=found.id, on=found.ended_on)
        waiting = open_takedown_of(change.db, found.id)
        if waiting:
            raise Conflict("takedown-open-already", publication=found.id, takedown=waiting.id)
        return open_takedown_for(change, found.id)


def open_takedown_for(change: Change, publication: str) -> Takedown:
    """Open a takedown of a publication that has none."""
    takedown = Takedown(id=new_code("T"), publication=publication, opened_on=change.today)
    takedowns.insert(change.db, takedown)
    change.record_also(EventName.TAKEDOWN_OPENED, takedown.id, publication=publication)
    return takedown


def list_takedowns(workspace: Workspace, *, only_open: bool = True) -> tuple[Takedown, ...]:
    """Return takedowns, oldest first."""
    return list_open_takedowns(workspace.reading) if only_open else list_all_takedowns(workspace.reading)


def confirm_takedown(workspace: Workspace, takedown: str, *, gone_on: date | None = None) -> Takedown:
    """Record that someone looked and the publication is gone.

    Raises NotFound, Conflict where it was confirmed before or is void, InvalidInput for a day to come.
    """
    with workspace.change(EventName.TAKEDOWN_CONFIRMED) as change:
        change.check_day()
        found = takedowns.get(change.db, takedown)
        check_stands_for_itself(publications.get(change.db, found.publication))
        if found.confirmed_on is not None:
            raise Conflict("takedown-confirmed", takedown=takedown, on=found.confirmed_on)
        day = gone_on or change.today
        if day > change.today:
            raise InvalidInput("day-not-come", day=day)
        confirmed = found.model_copy(update={"confirmed_on": day})
        takedowns.update(change.db, confirmed, expected=found)
        publication = publications.get(change.db, found.publication)
        ended = publication.model_copy(update={"ended_on": day})
        publications.update(change.db, ended, expected=publication)
        change.record(takedown, publication=publication.id, on=day)
    return confirmed
