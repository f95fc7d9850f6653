"""A second speaker of the language finds out whether somebody understood what was interpreted to them."""

from datetime import date

from consentkit.domain.consents import Consent
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.interpreting.back_checks import BackCheck, CheckWay, Understanding
from consentkit.domain.stories import Takedown
from consentkit.domain.values import Value
from consentkit.store.consents import consents
from consentkit.store.log.audits import actors_of
from consentkit.store.people.interpreters import back_checks, back_checks_of, told_of_handle
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.consents import check_not_later
from consentkit.usecases.consents.taking_back import channels_left, served_by
from consentkit.usecases.people.interpreters import check_handle
from consentkit.usecases.publications.publications import open_takedowns
from consentkit.usecases.workspaces import Workspace


class NewBackCheck(Value):
    """A check as it is told."""

    consent: str
    checked_by: str
    way: CheckWay
    outcome: Understanding
    checked_on: date | None = None


class BackChecked(Value):
    """A check, and the takedowns that follow where the person did not understand."""

    check: BackCheck
    takedowns: tuple[Takedown, ...] = ()


def record_back_check(workspace: Workspace, new: NewBackCheck) -> BackChecked:
    """Record what a second speaker found; who did not understand did not consent: what is live comes down.

    Raises NotFound, InvalidInput for a handle that is none (interpreter-not-handle), for who interpreted,
    asked or recorded the answer (checker-took-part: handle) or is known not to speak the language
    (checker-speaks-not: handle, language), and for a day that has not come or lies before the consent;
    Conflict where nobody interpreted (nobody-interpreted), or the answer was a no.
    """
    with workspace.change(EventName.BACK_CHECKED) as change:
        change.check_day()
        found = consents.get(change.db, new.consent)
        behind = served_by(change.db, (found,))
        first = next((one for one in behind if one.same_as is None), found)
        _check(change, new, found, behind)
        day = new.checked_on or change.today
        check_not_later(change.today, day)
        if day < found.given_on:
            raise InvalidInput("checked-before-given", day=day, given=found.given_on)
        check = BackCheck(
            consent=first.id,
            checked_on=day,
            checked_by=new.checked_by,
            way=new.way,
            outcome=new.outcome,
            recorded_by=change.actor.handle,
            recorded_at=change.at,
        )
        back_checks.insert(change.db, check)
        change.record(
            first.id, by=check.checked_by, on=day, way=check.way, outcome=check.outcome, story=first.story
        )
        return BackChecked(check=check, takedowns=_follow(change, check, behind))


def _check(change: Change, new: NewBackCheck, found: Consent, behind: tuple[Consent, ...]) -> None:
    if found.interpreter is None or found.scope is None:
        raise Conflict("nobody-interpreted", consent=found.id)
    check_handle(new.checked_by)
    asked = {who for one in behind for who in actors_of(change.db, EventName.CONSENT_RECORDED, one.id)}
    if new.checked_by in {found.interpreter, *asked}:
        raise InvalidInput("checker-took-part", handle=new.checked_by)
    told = told_of_handle(change.db, new.checked_by)
    if told and not any(found.language in one.languages for one in told):
        raise InvalidInput("checker-speaks-not", handle=new.checked_by, language=found.language)


def _follow(change: Change, check: BackCheck, behind: tuple[Consent, ...]) -> tuple[Takedown, ...]:
    if check.outcome is Understanding.UNDERSTOOD:
        return ()
    reached = ((one.story, channels_left(change.db, one)) for one in behind)
    return tuple(t for story, left in reached if left for t in open_takedowns(change, story, left))


def back_checks_on(workspace: Workspace, consent: Consent) -> tuple[BackCheck, ...]:
    """Return the checks of a consent, oldest first."""
    return back_checks_of(workspace.reading, consent.same_as or consent.id)
