"""Consent, assent, withdrawal: recorded as they were given."""

from datetime import date
from pathlib import Path

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
from consentkit.domain.events import EventName, require
from consentkit.domain.forms import FormPurpose
from consentkit.domain.letter_scopes import beyond_letter
from consentkit.domain.roles import Handle
from consentkit.domain.stories import Takedown
from consentkit.domain.values import Channel, Value
from consentkit.store.consents import agree_to_face as store_agreement
from consentkit.store.consents import assents, consents, note_withdrawn, withdrawals
from consentkit.store.people import contributors, guardians
from consentkit.store.stories import get_story
from consentkit.usecases.contributors import check_language
from consentkit.usecases.letter_returns import boxes_of, get_release, open_release
from consentkit.usecases.publications import open_takedowns
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
    release: Path | None = None
    letter: str | None = None


def record_consent(workspace: Workspace, new: NewConsent) -> Consent:
    """Record a contributor's answer for a story.

    Raises NotFound, InvalidInput for dates that cannot be, for a language that is no tag and a witness
    who is no handle, Conflict for someone else's guardian or letter, InvalidInput `scope-beyond-letter`
    (letter, beyond) for more than was ticked on the signed letter.
    """
    require(workspace.actor, EventName.CONSENT_RECORDED)
    _check(workspace, new)
    signed = _signed_letter(workspace, new)
    consent = Consent(
        id=new_code("K"),
        given_by=new.guardian or new.contributor,
        release=signed or (workspace.records.vault.put(new.release.read_bytes()) if new.release else None),
        **new.model_dump(exclude={"guardian", "release", "letter"}),
    )
    until = consent.scope.until if consent.scope else None
    with workspace.transaction() as transaction:
        extra = {"until": until.isoformat() if until else None}
        consents.insert(transaction.db, consent, **extra)
        transaction.record(
            EventName.CONSENT_RECORDED,
            consent.id,
            contributor=consent.contributor,
            story=consent.story,
            decision=consent.decision,
            given_by=consent.given_by,
            until=until,
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
        beyond = beyond_letter(new.scope, boxes_of(content.paper), frozenset(content.ticked))
        if beyond:
            raise InvalidInput("scope-beyond-letter", letter=letter.id, beyond=beyond)
    return get_release(workspace, letter.id).file


def _check(workspace: Workspace, new: NewConsent) -> None:
    db = workspace.reading
    contributors.get(db, new.contributor)
    get_story(db, new.story)
    if new.guardian and guardians.get(db, new.guardian).contributor != new.contributor:
        raise Conflict("guardian-of-another", guardian=new.guardian, contributor=new.contributor)
    if (new.decision is Decision.YES) != (new.scope is not None):
        raise InvalidInput("scope-goes-with-yes")
    check_language(new.language)
    _check_handles(new)
    check_not_later(workspace, new.given_on)
    if new.asked_on and new.asked_on > new.given_on:
        raise InvalidInput("asked-after-given", asked=new.asked_on, given=new.given_on)
    if new.scope and new.scope.until < new.given_on:
        raise InvalidInput("ends-before-it-begins", until=new.scope.until, given=new.given_on)
    if new.release and not new.release.is_file():
        raise InvalidInput("file-not-found", file=new.release.name)


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


def check_not_later(workspace: Workspace, day: date) -> None:
    """Raise InvalidInput for a day that has not come yet."""
    if day > workspace.today:
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
    require(workspace.actor, EventName.CONSENT_WITHDRAWN)
    # A volunteer who is told of a withdrawal must be able to record it, so this reads past the role.
    found = consents.get(workspace.records.db, consent)
    day = withdrawn_on or workspace.today
    check_not_later(workspace, day)
    withdrawal = Withdrawal(consent=consent, withdrawn_on=day, channels=channels)
    with workspace.transaction() as transaction:
        withdrawals.insert(transaction.db, withdrawal)
        if not _left(found, withdrawals.where(transaction.db, "consent = ?", consent)):
            note_withdrawn(transaction.db, consent, day)
        transaction.record(EventName.CONSENT_WITHDRAWN, consent, on=day, channels=channels, story=found.story)
        return open_takedowns(workspace, transaction, found.story, channels)


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
    contributors.get(workspace.reading, contributor)
    get_story(workspace.reading, story)
    day = given_on or workspace.today
    check_not_later(workspace, day)
    assent = Assent(
        id=new_code("A"), contributor=contributor, story=story, decision=decision, given_on=day, method=method
    )
    with workspace.transaction() as transaction:
        assents.insert(transaction.db, assent)
        transaction.record(
            EventName.ASSENT_RECORDED, assent.id, contributor=contributor, story=story, decision=decision
        )
    return assent


def agree_to_shown_face(workspace: Workspace, consent: str) -> Consent:
    """Record a safeguarding lead's agreement that an adult survivor's face may be shown.

    Raises NotFound, Conflict where the contributor did not choose to show it.
    """
    require(workspace.actor, EventName.FACE_AGREED)
    found = consents.get(workspace.reading, consent)
    if found.scope is None or found.scope.appearance is not Appearance.FACE_SHOWN:
        raise Conflict("face-not-offered", consent=consent)
    with workspace.transaction() as transaction:
        store_agreement(transaction.db, consent, workspace.actor.handle)
        transaction.record(EventName.FACE_AGREED, consent)
    return found.model_copy(update={"face_agreed_by": workspace.actor.handle})


def list_consents(
    workspace: Workspace, *, story: str | None = None, ending_by: date | None = None
) -> tuple[Consent, ...]:
    """Return consents, for one story or all, soonest end first where `ending_by` is given."""
    if ending_by is not None:
        return consents.where(
            workspace.reading,
            "(? IS NULL OR story = ?) AND until <= ?",
            story,
            story,
            ending_by.isoformat(),
            order="until, seq",
        )
    return consents.where(workspace.reading, "(? IS NULL OR story = ?)", story, story)


def withdrawals_of(workspace: Workspace, consent: str) -> tuple[Withdrawal, ...]:
    """Return the withdrawals of a consent, oldest first."""
    return withdrawals.where(workspace.reading, "consent = ?", consent)
