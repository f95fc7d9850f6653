"""Where stories went, until when, and the work of taking them down."""

from datetime import date

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.stories import Publication, Takedown
from consentkit.domain.values import Channel
from consentkit.store.records import Transaction
from consentkit.store.stories import publications, takedowns
from consentkit.usecases.clearances import clear_story
from consentkit.usecases.workspaces import Workspace


def publish_story(workspace: Workspace, story: str, channel: Channel, *, where: str) -> Publication:
    """Record where a cleared story goes; it stays until the planned last day.

    Raises Refused, with the gate's reasons, unless the story is cleared today and a manager's certificate
    still holds.
    """
    require(workspace.actor, EventName.STORY_PUBLISHED)
    if not where.strip():
        raise InvalidInput("where-missing")
    clearance = clear_story(workspace, story, channel)
    if not clearance.is_allowed:
        raise Refused("not-cleared", reasons=clearance.reasons, story=story, channel=channel.value)
    certificate = clearance.certificate
    if certificate is None:
        raise Refused("certificate-missing", story=story, channel=channel.value)
    if not certificate.is_valid:
        raise Refused("certificate-void", certificate=certificate.id, changed=certificate.changed)
    publication = Publication(
        id=new_code("P"),
        story=story,
        channel=channel,
        certificate=certificate.id,
        where=where.strip(),
        from_on=max(workspace.today, clearance.from_on),
        until=clearance.until,
    )
    with workspace.transaction() as transaction:
        publications.insert(transaction.db, publication)
        transaction.record(
            EventName.STORY_PUBLISHED,
            publication.id,
            story=story,
            channel=channel,
            certificate=certificate.id,
            until=publication.until,
        )
    return publication


def list_publications(workspace: Workspace, story: str | None = None) -> tuple[Publication, ...]:
    """Return publications, of one story or all, oldest first."""
    return publications.where(workspace.reading, "(? IS NULL OR story = ?)", story, story)


def open_takedowns(
    workspace: Workspace, transaction: Transaction, story: str, channels: frozenset[Channel]
) -> tuple[Takedown, ...]:
    """Open a takedown for each live publication of a story on these channels (`channels` empty: all)."""
    live = publications.where(
        transaction.db,
        "story = ? AND ended_on IS NULL AND id NOT IN"
        " (SELECT publication FROM takedowns WHERE confirmed_on IS NULL)",
        story,
    )
    opened = []
    for publication in live:
        if channels and publication.channel not in channels:
            continue
        opened.append(_open(workspace, transaction, publication.id))
    return tuple(opened)


def open_takedown(workspace: Workspace, publication: str) -> Takedown:
    """Begin the work of removing one publication, such as one that stands past its last day.

    Raises NotFound, Conflict where it is gone, or where a takedown of it is open.
    """
    require(workspace.actor, EventName.TAKEDOWN_OPENED)
    # As with a withdrawal: who is told that a page must go can record it, so this reads past the role.
    found = publications.get(workspace.records.db, publication)
    if found.ended_on is not None:
        raise Conflict("publication-ended", publication=found.id, on=found.ended_on)
    with workspace.transaction() as transaction:
        waiting = takedowns.where(transaction.db, "publication = ? AND confirmed_on IS NULL", found.id)
        if waiting:
            raise Conflict("takedown-open-already", publication=found.id, takedown=waiting[0].id)
        return _open(workspace, transaction, found.id)


def _open(workspace: Workspace, transaction: Transaction, publication: str) -> Takedown:
    takedown = Takedown(id=new_code("T"), publication=publication, opened_on=workspace.today)
    takedowns.insert(transaction.db, takedown)
    transaction.record(EventName.TAKEDOWN_OPENED, takedown.id, publication=publication)
    return takedown


def list_takedowns(workspace: Workspace, *, only_open: bool = True) -> tuple[Takedown, ...]:
    """Return takedowns, oldest first."""
    return takedowns.where(workspace.reading, "confirmed_on IS NULL" if only_open else "1")


def confirm_takedown(workspace: Workspace, takedown: str, *, gone_on: date | None = None) -> Takedown:
    """Record that someone looked and the publication is gone.

    Raises NotFound, Conflict where it was confirmed before, InvalidInput for a day that has not come.
    """
    found = takedowns.get(workspace.reading, takedown)
    if found.confirmed_on is not None:
        raise Conflict("takedown-confirmed", takedown=takedown, on=found.confirmed_on)
    day = gone_on or workspace.today
    if day > workspace.today:
        raise InvalidInput("day-not-come", day=day)
    confirmed = found.model_copy(update={"confirmed_on": day})
    publication = publications.get(workspace.reading, found.publication)
    with workspace.transaction() as transaction:
        takedowns.update(transaction.db, confirmed)
        publications.update(transaction.db, publication.model_copy(update={"ended_on": day}))
        transaction.record(EventName.TAKEDOWN_CONFIRMED, takedown, publication=found.publication, on=day)
    return confirmed
