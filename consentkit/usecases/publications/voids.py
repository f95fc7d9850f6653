"""Publications that were recorded by mistake: twice, or though they never went out.

A record that is void asks nobody any more, so it must not hide a page that is out. What was recorded twice is
void only beside the other record, which goes on asking, and not for longer; what never went out, only by
another person than who recorded it, and while nobody is to take it down.
"""

from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.stories import Publication, Takedown
from consentkit.store.log.audits import actors_of
from consentkit.store.stories.stories import open_takedown_of, publications, takedowns
from consentkit.usecases.changes import Change
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.publications.publications import check_stands_for_itself, open_takedown_for
from consentkit.usecases.workspaces import Workspace


def void_double(workspace: Workspace, publication: str, *, same_as: str) -> Publication:
    """Void a publication that was recorded twice; the other record stands for it from now on.

    Work of taking it down goes over to the other record. Raises NotFound, Conflict where either is gone or
    void, InvalidInput where the other is of something else (publication-other), or stays for longer
    (publication-ends-first): then that one is the one to void.
    """
    with workspace.change(EventName.PUBLICATION_VOIDED) as change:
        change.check_day()
        found, other = _standing(change, publication), _standing(change, same_as)
        if found.id == other.id or _what(found) != _what(other):
            raise InvalidInput("publication-other", publication=found.id, other=other.id)
        if other.until > found.until:
            raise InvalidInput("publication-ends-first", publication=found.id, other=other.id)
        void = _void(change, found, same_as=other.id)
        waiting = open_takedown_of(change.db, found.id)
        change.record(found.id, story=found.story, same_as=other.id, takedown=waiting and waiting.id)
        if waiting:
            _hand_over(change, waiting, other)
    return void


def void_unsent(workspace: Workspace, publication: str, *, why: str) -> Publication:
    """Void a publication that was recorded and never went out; `why` is kept beside it.

    Raises NotFound, InvalidInput without words, Refused for who recorded it and whoever is not known to be
    another person, Conflict where it is gone or void, or where a takedown waits: who looks and finds
    nothing confirms that one.
    """
    if not why.strip():
        raise InvalidInput("void-why-missing")
    with workspace.change(EventName.PUBLICATION_VOIDED) as change:
        change.check_day()
        found = _standing(change, publication)
        waiting = open_takedown_of(change.db, found.id)
        if waiting:
            raise Conflict("takedown-open-already", publication=found.id, takedown=waiting.id)
        recorded_by = actors_of(change.db, EventName.STORY_PUBLISHED, found.id)
        separation_of(workspace, change.db).require_second(change.actor.handle, recorded_by, change.at)
        void = _void(change, found, void_why=why.strip())
        change.record(found.id, story=found.story)
    return void


def _standing(change: Change, publication: str) -> Publication:
    found = publications.get(change.db, publication)
    check_stands_for_itself(found)
    if found.ended_on is not None:
        raise Conflict("publication-ended", publication=found.id, on=found.ended_on)
    return found


def _what(publication: Publication) -> tuple[tuple[str, ...], str, str]:
    """What makes two records the same: how an address is written, and nothing else, may differ."""
    address = " ".join(publication.where.casefold().split()).rstrip("/")
    return publication.stories, publication.channel, address


def _void(
    change: Change, found: Publication, *, same_as: str | None = None, void_why: str | None = None
) -> Publication:
    parts = {"ended_on": change.today, "voided_by": change.actor.handle}
    void = found.model_copy(update=parts | {"same_as": same_as, "void_why": void_why})
    publications.update(change.db, void, expected=found)
    return void


def _hand_over(change: Change, waiting: Takedown, other: Publication) -> None:
    """Let a takedown rest, and see that the record that stands has one."""
    done = waiting.model_copy(update={"voided_on": change.today})
    takedowns.update(change.db, done, expected=waiting)
    if open_takedown_of(change.db, other.id) is None:
        open_takedown_for(change, other.id)
