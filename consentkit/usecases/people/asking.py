"""Whether somebody may be asked: "do not ask me again" holds until they come and ask themselves."""

from datetime import date

from consentkit.domain.consents import AskedToBeAsked
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.store.consents import asked_by_themselves, asked_to_be_asked
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import never_ask_since
from consentkit.store.people.contributors import contributors
from consentkit.usecases.workspaces import Workspace


def check_may_be_asked(db: EncryptedDatabase, contributor: str) -> None:
    """Raise Refused `do-not-ask` (contributor, on) where somebody said so on paper and has not come since."""
    since = _since(db, contributor)
    if since is not None:
        raise Refused("do-not-ask", contributor=contributor, on=since)


def not_asked_since(workspace: Workspace, contributor: str) -> date | None:
    """Return the day on which somebody said "do not ask me again"; `None` where they may be asked."""
    return _since(workspace.reading, contributor)


def _since(db: EncryptedDatabase, contributor: str) -> date | None:
    since = never_ask_since(db, contributor)
    asked = asked_by_themselves(db, contributor)
    return since if since is not None and (asked is None or asked < since) else None


def note_asked(workspace: Workspace, contributor: str, *, asked_on: date | None = None) -> AskedToBeAsked:
    """Record that somebody who had said "do not ask me again" came by themselves and asked to be asked.

    Raises NotFound, InvalidInput for a day that has not come, or that lies before what they said; Conflict
    `may-be-asked` where they may be asked anyway.
    """
    with workspace.change(EventName.ASKED_TO_BE_ASKED) as change:
        change.check_day()
        contributors.get(change.db, contributor)
        day = asked_on or change.today
        if day > change.today:
            raise InvalidInput("day-not-come", day=day)
        since = _since(change.db, contributor)
        if since is None:
            raise Conflict("may-be-asked", contributor=contributor)
        if day < since:
            raise InvalidInput("asked-before-no", day=day, on=since)
        asked = AskedToBeAsked(contributor=contributor, asked_on=day, heard_by=change.actor.handle)
        asked_to_be_asked.insert(change.db, asked)
        change.record(contributor, on=day)
    return asked
