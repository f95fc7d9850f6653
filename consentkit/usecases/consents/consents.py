"""Consent, assent, withdrawal: recorded as they were given."""

from datetime import date
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from consentkit.domain.codes import new_code
from consentkit.domain.consents import (
    Asked,
    Assent,
    AssentMethod,
    AssentScope,
    Consent,
    Decision,
    Method,
    Withdrawal,
)
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.gate.reopenings import UsesChange
from consentkit.domain.letters.given_papers import GivenPaper
from consentkit.domain.roles import Handle
from consentkit.store.consents import agree_to_face as store_agreement
from consentkit.store.consents import (
    consents,
    consents_ending_by,
    given_papers,
    insert_consent,
)
from consentkit.store.consents import list_consents as stored_consents
from consentkit.store.consents import withdrawals_of as withdrawals_of_consent
from consentkit.store.people.contributors import contributors, guardians
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.assents import NewAssent, keep_assent
from consentkit.usecases.consents.papers import (
    NewConsent,
    asked_on_letter,
    check_assent,
    check_is_no_letter,
    check_letter_of,
    check_no_paper_against,
)
from consentkit.usecases.consents.release_files import check_release_file
from consentkit.usecases.consents.taking_back import day_of_no
from consentkit.usecases.consents.uses import (
    change_by,
    check_told_of_uses,
    note_passed_over,
    take_down_lost,
)
from consentkit.usecases.people.asking import check_child_may_come, check_yes_may_come
from consentkit.usecases.people.contributors import check_language
from consentkit.usecases.workspaces import Workspace

__all__ = ["NewConsent"]

_FIRST_YEAR = 1970
"""Of an older day the year is mistyped."""
_MOST_YEARS_AHEAD = 20
"""So is that of a later last day: no policy lets a consent last longer than five years, and 2083 is 2026 in
Nepal, 2569 in Thailand."""


def record_consent(workspace: Workspace, new: NewConsent) -> Consent:
    """Record a contributor's answer for a story.

    Raises NotFound, InvalidInput for dates that cannot be, for a language that there is not, a witness who is
    no handle, asked or interpreted, or is missing at a spoken yes, and a release that nobody can have signed;
    Conflict for someone else's guardian or letter, `release-is-letter` (letter) for a yes with a file that
    shows a letter of these records; InvalidInput `scope-beyond-letter` (letter, beyond) for more than was
    ticked and printed on the signed letter; Refused `refused-lately` (on, again_on) for a yes to what the
    person said no to, before the policy's day and without their having come by themselves.
    """
    require(workspace.actor, EventName.CONSENT_RECORDED)
    # Opening it takes long, and rests on nothing in the records.
    on_file = check_release_file(new.release)
    with workspace.change(EventName.CONSENT_RECORDED) as change:
        if new.decision is Decision.YES:
            change.check_day()
        else:
            new = _heard_now(change, new)
        check_answer(change, new)
        check_no_paper_against(workspace, change.db, new)
        check_not_refused_lately(change, new)
        if new.scope is not None:
            check_is_no_letter(change.db, on_file)
        signed = check_letter_of(workspace, change, new)
        asked = asked_on_letter(workspace, new.letter)
        answer = answer_of(new, asked)
        # A file is kept once a person has said yes.
        check_told_of_uses(change, answer)
        kept = signed or (change.keep_file(new.release) if new.release is not None else None)
        consent, facts = keep_answer(change, answer.model_copy(update={"release": kept}))
        if new.release is not None and consent.scope is not None:
            given_papers.insert(change.db, GivenPaper(consent=consent.id, given_by=change.actor.handle))
        change.record(consent.id, **facts, letter=new.letter)
    return consent


_No = TypeVar("_No", NewConsent, NewAssent)


def _heard_now(change: Change, new: _No) -> _No:
    """Return a no that was given today with the day on which it counts."""
    if new.given_on != change.today:
        return new
    return new.model_copy(update={"given_on": day_of_no(change, new.contributor, new.story)})


def foresee_consent(workspace: Workspace, new: NewConsent) -> UsesChange:
    """Return what an answer would do to the uses that stand.

    Raises NotFound for a letter's release, InvalidInput for a witness or interpreter who is no handle.
    """
    _check_handles(new)
    answer = answer_of(new, asked_on_letter(workspace, new.letter))
    return change_by(workspace.reading, answer, workspace.today)


def answer_of(new: NewConsent, asked: Asked, release: str | None = None) -> Consent:
    """Return an answer as it is recorded; `asked` is what its letter asked about. A no speaks of all."""
    return Consent(
        id=new_code("K"),
        given_by=new.guardian or new.contributor,
        release=release,
        asked=asked if new.scope is not None else None,
        needs_profile=True if new.interpreter else None,
        **new.model_dump(exclude={"guardian", "release", "letter"}),
    )


def keep_answer(change: Change, consent: Consent) -> tuple[Consent, dict[str, object]]:
    """Insert an answer that was checked, and return it with what its event says.

    What it takes away of what is live is taken down in the same act.
    """
    take_down_lost(change, consent)
    insert_consent(change.db, consent)
    note_passed_over(change, consent)
    return consent, {
        "contributor": consent.contributor,
        "story": consent.story,
        "decision": consent.decision,
        "given_by": consent.given_by,
        "until": consent.scope.until if consent.scope else None,
        "release": consent.release,
    } | _uses_of(consent)


def _uses_of(consent: Consent) -> dict[str, object]:
    """What the event says of the uses: codes alone."""
    scope = consent.scope
    if scope is None:
        return {}
    return {
        "uses": scope.codes,
        "media": scope.media,
        "audiences": scope.audiences,
        "places": scope.places,
    }


def check_answer(change: Change, new: NewConsent) -> None:
    """Raise NotFound, InvalidInput or Conflict where an answer cannot have been given so."""
    db = change.db
    contributors.get(db, new.contributor)
    get_story(db, new.story)
    if new.guardian and guardians.get(db, new.guardian).contributor != new.contributor:
        raise Conflict("guardian-of-another", guardian=new.guardian, contributor=new.contributor)
    if (new.decision is Decision.YES) != (new.scope is not None):
        raise InvalidInput("scope-goes-with-yes")
    check_language(new.language)
    _check_handles(new)
    _check_witness(change, new)
    check_not_later(_last_day(change, new), new.given_on)
    if new.asked_on and new.asked_on > new.given_on:
        raise InvalidInput("asked-after-given", asked=new.asked_on, given=new.given_on)
    if new.asked_on:
        check_not_later(_last_day(change, new), new.asked_on)
    if new.scope:
        check_not_far(change.today, new.scope.until)
    if new.scope and new.scope.until < new.given_on:
        raise InvalidInput("ends-before-it-begins", until=new.scope.until, given=new.given_on)


def check_not_refused_lately(change: Change, new: NewConsent) -> None:
    """Raise Refused `refused-lately` for a yes to what the person said no to a short time before."""
    if new.scope is not None:
        channels = new.scope.channels
        check_yes_may_come(change, new.contributor, new.story, channels, given_on=new.given_on)


def _check_handles(new: NewConsent) -> None:
    if not _is_handle(new.witness):
        raise InvalidInput("witness-not-handle")
    if not _is_handle(new.interpreter):
        raise InvalidInput("interpreter-not-handle")


def _check_witness(change: Change, new: NewConsent) -> None:
    """A witness heard the answer and has no other part in it: neither asked nor interpreted."""
    if new.witness is None and new.method is Method.SPOKEN and new.decision is Decision.YES:
        raise InvalidInput("witness-needed")
    if new.witness is not None and new.witness == change.actor.handle:
        raise InvalidInput("witness-asked", witness=new.witness)
    if new.witness is not None and new.witness == new.interpreter:
        raise InvalidInput("witness-interpreted", witness=new.witness)


def _is_handle(handle: str | None) -> bool:
    try:
        TypeAdapter(Handle | None).validate_python(handle)
    except ValidationError:
        return False
    return True


def _last_day(change: Change, new: NewConsent | NewAssent) -> date:
    """Return the last day of an answer: a no of a day that is known never waits for the clock."""
    if new.decision is Decision.YES:
        return change.today
    return max(change.latest_day, day_of_no(change, new.contributor, new.story))


def check_not_later(today: date, day: date) -> None:
    """Raise InvalidInput for a day that has not come yet, or of a time before all that can be recorded."""
    if day > today:
        raise InvalidInput("day-not-come", day=day)
    if day.year < _FIRST_YEAR:
        raise InvalidInput("day-long-ago", day=day)


def check_not_far(today: date, day: date) -> None:
    """Raise InvalidInput for a last day so far away that its year is mistyped, or of another calendar."""
    if day.year > today.year + _MOST_YEARS_AHEAD:
        raise InvalidInput("day-far-off", day=day, year=today.year)


def record_assent(
    workspace: Workspace,
    contributor: str,
    story: str,
    *,
    decision: Decision,
    method: AssentMethod,
    given_on: date | None = None,
    letter: str | None = None,
    scope: AssentScope | None = None,
) -> Assent:
    """Record a child's own answer; with `letter` it agrees to what is ticked there, or to less (`scope`).

    Raises NotFound, InvalidInput for a day that has not come, `assent-beyond-letter` (letter, beyond) for
    more than the letter says, Conflict `assent-letter-known` (letter) for a yes beside the child's own
    letter, `letter-not-of-consent` for another's, Refused `child-said-no` (letter) for a yes against it.
    """
    with workspace.change(EventName.ASSENT_RECORDED) as change:
        if decision is Decision.YES:
            change.check_day()
        contributors.get(change.db, contributor)
        get_story(change.db, story)
        new = NewAssent(
            contributor=contributor,
            story=story,
            decision=decision,
            given_on=given_on or change.today,
            method=method,
            letter=letter,
            scope=scope,
        )
        new = _heard_now(change, new) if decision is Decision.NO else new
        assent, facts = keep_assent(change, checked_assent(workspace, change, new))
        change.record(assent.id, **facts)
    return assent


def checked_assent(workspace: Workspace, change: Change, new: NewAssent) -> NewAssent:
    """Return a child's answer with what it agrees to at most. Raises as `record_assent` says."""
    check_not_later(_last_day(change, new), new.given_on)
    about = (new.contributor, new.story)
    agreed = check_assent(workspace, change, about, new.decision, letter=new.letter, scope=new.scope)
    if new.decision is Decision.YES:
        check_child_may_come(change, new.contributor, new.story, given_on=new.given_on)
    return new.model_copy(update={"scope": agreed})


def agree_to_shown_face(workspace: Workspace, consent: str) -> Consent:
    """Record a safeguarding lead's agreement that an adult survivor's face may be shown.

    Raises NotFound, Conflict where the contributor did not choose to show it.
    """
    with workspace.change(EventName.FACE_AGREED) as change:
        found = consents.get(change.db, consent)
        if found.scope is None or not found.scope.offers_face:
            raise Conflict("face-not-offered", consent=consent)
        store_agreement(change.db, consent, change.actor.handle)
        change.record(consent)
        return consents.get(change.db, consent)


def list_consents(
    workspace: Workspace, *, story: str | None = None, ending_by: date | None = None
) -> tuple[Consent, ...]:
    """Return consents, for one story or all, soonest end first where `ending_by` is given."""
    if ending_by is not None:
        return consents_ending_by(workspace.reading, story, ending_by)
    return stored_consents(workspace.reading, story)


def withdrawals_of(workspace: Workspace, consent: str) -> tuple[Withdrawal, ...]:
    """Return the withdrawals of a consent, oldest first."""
    return withdrawals_of_consent(workspace.reading, consent)
