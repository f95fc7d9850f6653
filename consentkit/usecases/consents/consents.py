"""Consent, assent, withdrawal: recorded as they were given."""

from datetime import date

from pydantic import TypeAdapter, ValidationError

from consentkit.domain.codes import new_code
from consentkit.domain.consents import (
    Appearance,
    Assent,
    AssentMethod,
    Consent,
    Decision,
    Method,
    Scope,
    Withdrawal,
)
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.scopes import beyond_letter
from consentkit.domain.roles import Handle
from consentkit.domain.stories import Takedown
from consentkit.domain.values import Channel, Value
from consentkit.store.consents import agree_to_face as store_agreement
from consentkit.store.consents import (
    assents,
    consents,
    consents_ending_by,
    insert_consent,
    note_withdrawn,
    withdrawals,
)
from consentkit.store.consents import list_consents as stored_consents
from consentkit.store.consents import withdrawals_of as withdrawals_of_consent
from consentkit.store.people.contributors import contributors, guardians
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.letters.returns import get_release, open_release, tick_boxes_of
from consentkit.usecases.people.contributors import check_language
from consentkit.usecases.publications.publications import open_takedowns
from consentkit.usecases.workspaces import Workspace


class NewConsent(Value):
    """An answer as it was given. A yes has a scope, a no has none.

    `letter` is the signed letter's code where it was made here and confirmed; else `release` is its file.
    """

    contributor: str
    story: str
    decision: Decision
    scope: Scope | None = None
    guardian: str | None = None
    asked_on: date | None = None
    given_on: date
    method: Method = Method.WRITTEN
    language: str
    witness: str | None = None
    interpreter: str | None = None
    release: bytes | None = None
    letter: str | None = None


def record_consent(workspace: Workspace, new: NewConsent) -> Consent:
    """Record a contributor's answer for a story.

    Raises NotFound, InvalidInput for dates that cannot be, for a language that is no tag and a witness
    who is no handle, Conflict for someone else's guardian or letter, InvalidInput `scope-beyond-letter`
    (letter, beyond) for more than was ticked on the signed letter.
    """
    with workspace.change(EventName.CONSENT_RECORDED) as change:
        _check(change, new)
        signed = _signed_letter(workspace, new)
        consent = Consent(
            id=new_code("K"),
            given_by=new.guardian or new.contributor,
            release=signed or (change.keep_file(new.release) if new.release is not None else None),
            **new.model_dump(exclude={"guardian", "release", "letter"}),
        )
        insert_consent(change.db, consent)
        change.record(
            consent.id,
            contributor=consent.contributor,
            story=consent.story,
            decision=consent.decision,
            given_by=consent.given_by,
            until=consent.scope.until if consent.scope else None,
            release=consent.release,
            letter=new.letter,
        )
    return consent


_RELEASES = frozenset({FormPurpose.CONSENT, FormPurpose.RENEWAL, FormPurpose.REFUSAL})


def _signed_letter(workspace: Workspace, new: NewConsent) -> str | None:
    """Return the vault name of the letter's release, having checked that it says as much as is recorded."""
    if new.letter is None:
        return None
    if new.release is not None:
        raise InvalidInput("release-or-letter")
    content = open_release(workspace, new.letter)
    letter = content.letter
    if letter.contributor != new.contributor or letter.story not in {None, new.story}:
        raise Conflict(
            "letter-not-of-consent", letter=letter.id, contributor=new.contributor, story=new.story
        )
    if letter.purpose not in _RELEASES or (letter.purpose is FormPurpose.REFUSAL and new.scope is not None):
        raise InvalidInput("letter-is-no-release", letter=letter.id)
    if new.scope is not None:
        beyond = beyond_letter(new.scope, tick_boxes_of(content.paper), frozenset(content.ticked))
        if beyond:
            raise InvalidInput("scope-beyond-letter", letter=letter.id, beyond=beyond)
    return get_release(workspace, letter.id).file


def _check(change: Change, new: NewConsent) -> None:
    db = change.db
    contributors.get(db, new.contributor)
    get_story(db, new.story)
    if new.guardian and guardians.get(db, new.guardian).contributor != new.contributor:
        raise Conflict("guardian-of-another", guardian=new.guardian, contributor=new.contributor)
    if (new.decision is Decision.YES) != (new.scope is not None):
        raise InvalidInput("scope-goes-with-yes")
    check_language(new.language)
    _check_handles(new)
    check_not_later(change.today, new.given_on)
    if new.asked_on and new.asked_on > new.given_on:
        raise InvalidInput("asked-after-given", asked=new.asked_on, given=new.given_on)
    if new.scope and new.scope.until < new.given_on:
        raise InvalidInput("ends-before-it-begins", until=new.scope.until, given=new.given_on)


def _check_handles(new: NewConsent) -> None:
    if not _is_handle(new.witness):
        raise InvalidInput("witness-not-handle")
    if not _is_handle(new.interpreter):
        raise InvalidInput("interpreter-not-handle")


def _is_handle(handle: str | None) -> bool:
    try:
        TypeAdapter(Handle | None).validate_python(handle)
    except ValidationError:
        return False
    return True


def check_not_later(today: date, day: date) -> None:
    """Raise InvalidInput for a day that has not come yet."""
    if day > today:
        raise InvalidInput("day-not-come", day=day)


def withdraw_consent(
    workspace: Workspace,
    consent: str,
    *,
    channels: frozenset[Channel] = frozenset(),
    withdrawn_on: date | None = None,
) -> tuple[Takedown, ...]:
    """Take a consent back, for some channels or (`channels` empty) for all; open the takedowns that follow.

    Returns the takedowns. Raises NotFound, InvalidInput for a day that has not come.
    """
    with workspace.change(EventName.CONSENT_WITHDRAWN) as change:
        found = consents.get(change.db, consent)
        day = withdrawn_on or change.today
        check_not_later(change.today, day)
        withdrawals.insert(change.db, Withdrawal(consent=consent, withdrawn_on=day, channels=channels))
        if not _left(found, withdrawals_of_consent(change.db, consent)):
            note_withdrawn(change.db, consent, day)
        change.record(consent, on=day, channels=channels, story=found.story)
        return open_takedowns(change, found.story, channels)


def _left(consent: Consent, taken_back: tuple[Withdrawal, ...]) -> frozenset[Channel]:
    """The channels that a consent still includes."""
    given = consent.scope.channels if consent.scope else frozenset()
    return frozenset(c for c in given if not any(w.touches(c) for w in taken_back))


def record_assent(
    workspace: Workspace,
    contributor: str,
    story: str,
    *,
    decision: Decision,
    method: AssentMethod,
    given_on: date | None = None,
) -> Assent:
    """Record a child's own answer. Raises NotFound, InvalidInput for a day that has not come."""
    with workspace.change(EventName.ASSENT_RECORDED) as change:
        contributors.get(change.db, contributor)
        get_story(change.db, story)
        day = given_on or change.today
        check_not_later(change.today, day)
        assent = Assent(
            id=new_code("A"),
            contributor=contributor,
            story=story,
            decision=decision,
            given_on=day,
            method=method,
        )
        assents.insert(change.db, assent)
        change.record(assent.id, contributor=contributor, story=story, decision=decision)
    return assent


def agree_to_shown_face(workspace: Workspace, consent: str) -> Consent:
    """Record a safeguarding lead's agreement that an adult survivor's face may be shown.

    Raises NotFound, Conflict where the contributor did not choose to show it.
    """
    with workspace.change(EventName.FACE_AGREED) as change:
        found = consents.get(change.db, consent)
        if found.scope is None or found.scope.appearance is not Appearance.FACE_SHOWN:
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
