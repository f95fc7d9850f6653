"""Gatherings and suppliers: recorded, corrected, and what belongs to them."""

from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError

from consentkit.domain.codes import new_code
from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.events import EventName
from consentkit.domain.questions.origins import Belonging, Origin, OriginKind, Origins
from consentkit.domain.values import Value
from consentkit.store.consents import consents
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.bases import bases, story_of_thing
from consentkit.store.stories.origins import belongings_to, origins, origins_of_story, put_with, take_from
from consentkit.store.stories.origins import list_origins as stored_origins
from consentkit.store.stories.stories import get_story
from consentkit.usecases.consents.consents import check_not_far, check_not_later
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.reopenings import check_told_of_origin
from consentkit.usecases.workspaces import Workspace


class NewOrigin(Value):
    """A gathering or a supplier as it is told; without an owner it is whoever tells it."""

    kind: OriginKind
    first_on: date | None = None
    last_on: date | None = None
    country: str | None = None
    notice: str = ""
    terms: str = ""
    contact: str = ""
    until: date | None = None
    owner: str | None = None


def record_origin(workspace: Workspace, new: NewOrigin, *, instead_of: Origin | None = None) -> Origin:
    """Record a gathering or a supplier, or correct the one that a person had before them (`instead_of`).

    What was answered about it is asked again where more than its owner or contact changes. Raises NotFound
    for an owner without an account, InvalidInput `origin-incomplete` (lacking), `place-malformed`,
    `ends-before-it-begins`, and for days that have not come, Conflict (record-changed), and Refused (reopens)
    before what was answered about it is asked again.
    """
    with workspace.change(EventName.ORIGIN_RECORDED) as change:
        change.check_day()
        _check_days(new, change.today)
        owner = new.owner or change.actor.handle
        account = separation_of(workspace, change.db).find(owner)
        if owner != change.actor.handle and (account is None or not account.may_act):
            raise NotFound("actor-unknown", actor=owner)
        try:
            told = Origin(
                id=instead_of.id if instead_of else new_code("E"),
                recorded_by=change.actor.handle,
                recorded_at=change.at,
                **(new.model_dump() | {"owner": owner}),
            )
        except ValidationError:
            raise InvalidInput("place-malformed", given=new.country or "") from None
        if told.lacks:
            raise InvalidInput("origin-incomplete", lacking=told.lacks)
        if instead_of:
            check_told_of_origin(change, instead_of, told)
            origins.update(change.db, told, expected=instead_of)
        else:
            origins.insert(change.db, told)
        change.record(told.id, kind=told.kind, country=told.country, first=told.first_on, until=told.until)
    return told


def _check_days(new: NewOrigin, today: date) -> None:
    for day in (new.first_on, new.last_on):
        if day is not None:
            check_not_later(today, day)
    if new.first_on and new.last_on and new.last_on < new.first_on:
        raise InvalidInput("ends-before-it-begins", until=new.last_on, given=new.first_on)
    if new.until is not None:
        check_not_far(today, new.until)


def put_in_origin(workspace: Workspace, origin: str, things: Sequence[str]) -> tuple[Belonging, ...]:
    """Say that stories, pictures, videos, consents, bases or people belong to one. Raises NotFound."""
    with workspace.change(EventName.ORIGIN_CHANGED) as change:
        origins.get(change.db, origin)
        for thing in dict.fromkeys(things):
            _check_is_there(change.db, thing)
            one = Belonging(origin=origin, thing=thing, put_by=change.actor.handle, put_at=change.at)
            put_with(change.db, one)
        change.record(origin, put=tuple(dict.fromkeys(things)), taken=None)
        return belongings_to(change.db, origin)


def take_out_of_origin(workspace: Workspace, origin: str, things: Sequence[str]) -> tuple[Belonging, ...]:
    """Say that these do not belong to it. Raises NotFound where one does not."""
    with workspace.change(EventName.ORIGIN_CHANGED) as change:
        origins.get(change.db, origin)
        known = {one.thing for one in belongings_to(change.db, origin)}
        for thing in dict.fromkeys(things):
            if thing not in known:
                raise NotFound("record-unknown", kind="origin", id=thing)
            take_from(change.db, origin, thing)
        change.record(origin, put=None, taken=tuple(dict.fromkeys(things)))
        return belongings_to(change.db, origin)


def _check_is_there(db: EncryptedDatabase, thing: str) -> None:
    """Raise NotFound unless a thing is recorded."""
    if thing.startswith("B"):
        bases.get(db, thing)
    elif thing.startswith("K"):
        consents.get(db, thing)
    elif thing.startswith("C"):
        contributors.get(db, thing)
    else:
        story_of_thing(db, thing)


def list_origins(workspace: Workspace) -> tuple[Origin, ...]:
    """Return every gathering and supplier, oldest first."""
    return stored_origins(workspace.reading)


def show_origin(workspace: Workspace, origin: str) -> tuple[Origin, tuple[Belonging, ...]]:
    """Return one, and what belongs to it. Raises NotFound."""
    return origins.get(workspace.reading, origin), belongings_to(workspace.reading, origin)


def origins_in(workspace: Workspace, story: str) -> Origins:
    """Return the gatherings and suppliers of a story, and what of it belongs to which. Raises NotFound."""
    get_story(workspace.reading, story)
    return origins_of_story(workspace.reading, story)
