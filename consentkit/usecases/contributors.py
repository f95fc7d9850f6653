"""Contributors, guardians and identities."""

import re
from datetime import date
from enum import StrEnum

from consentkit.domain.codes import new_code
from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.events import EventName, require
from consentkit.domain.people import Age, AgeBasis, Contributor, Guardian, GuardianLink, Identity
from consentkit.domain.values import Value
from consentkit.store.identities import open_identity as unsealed_identity
from consentkit.store.identities import seal_identity as store_sealed
from consentkit.store.people import contributors, guardians
from consentkit.usecases.workspaces import Workspace

MAJORITY_YEARS = 18
"""Convention on the Rights of the Child, art. 1; a country pack may say more, never less."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class NewContributor(Value):
    """What is known when a contributor is recorded.

    `language` is a BCP 47 tag such as `km`; `adult_on` is the first day of a month, or not known.
    """

    language: str
    age: Age = Age.UNKNOWN
    age_basis: AgeBasis = AgeBasis.NONE
    adult_on: date | None = None
    is_survivor: bool = True


class OpeningReason(StrEnum):
    """Why a keeper opens an identity. A closed list: free text could hold the very name."""

    CONTACT = "contact"
    WITHDRAWAL = "withdrawal"
    RENEWAL = "renewal"
    SAFETY = "safety"
    LEGAL_DUTY = "legal-duty"
    CORRECTION = "correction"


def add_contributor(workspace: Workspace, new: NewContributor) -> Contributor:
    """Record a contributor under a random code.

    Raises InvalidInput for a language that is no tag, or a day that is not the first of a month.
    """
    person = _person(new_code("C"), new)
    with workspace.transaction() as transaction:
        contributors.insert(transaction.db, person, added_at=workspace.clock().isoformat())
        transaction.record(EventName.CONTRIBUTOR_ADDED, person.code, age=person.age, language=person.language)
    return person


def correct_contributor(workspace: Workspace, code: str, new: NewContributor) -> Contributor:
    """Replace what is known of a contributor, such as an age that has a basis now.

    Raises NotFound, and InvalidInput as `add_contributor` does.
    """
    contributors.get(workspace.reading, code)
    person = _person(code, new)
    with workspace.transaction() as transaction:
        contributors.update(transaction.db, person)
        transaction.record(EventName.CONTRIBUTOR_CORRECTED, code, age=person.age, language=person.language)
    return person


def _person(code: str, new: NewContributor) -> Contributor:
    check_language(new.language)
    if new.adult_on is not None and new.adult_on.day != 1:
        raise InvalidInput("adult-on-not-first")
    return Contributor(code=code, **new.model_dump())


def check_language(tag: str) -> None:
    """Raise InvalidInput unless this is a language tag; an event holds it, so it is never free text."""
    if not _LANGUAGE.fullmatch(tag):
        raise InvalidInput("language-malformed", given=tag)


def get_contributor(workspace: Workspace, code: str) -> Contributor:
    """Return one contributor. Raises NotFound."""
    return contributors.get(workspace.reading, code)


def list_contributors(workspace: Workspace) -> tuple[Contributor, ...]:
    """Return every contributor, by code."""
    return contributors.where(workspace.reading, "1")


def add_guardian(workspace: Workspace, contributor: str, link: GuardianLink) -> Guardian:
    """Record who may consent for a contributor. Raises NotFound for an unknown contributor."""
    contributors.get(workspace.reading, contributor)
    guardian = Guardian(code=new_code("G"), contributor=contributor, link=link)
    with workspace.transaction() as transaction:
        guardians.insert(transaction.db, guardian)
        transaction.record(EventName.GUARDIAN_ADDED, guardian.code, contributor=contributor, link=link)
    return guardian


def check_guardian(workspace: Workspace, guardian: str, *, is_free_of_conflict: bool) -> Guardian:
    """Record a safeguarding lead's finding about a guardian. Raises NotFound."""
    require(workspace.actor, EventName.GUARDIAN_CHECKED)
    found = guardians.get(workspace.reading, guardian)
    checked = found.model_copy(update={"is_free_of_conflict": is_free_of_conflict})
    with workspace.transaction() as transaction:
        guardians.update(transaction.db, checked)
        transaction.record(EventName.GUARDIAN_CHECKED, guardian, is_free_of_conflict=is_free_of_conflict)
    return checked


def guardians_of(workspace: Workspace, contributor: str) -> tuple[Guardian, ...]:
    """Return a contributor's guardians."""
    return guardians.where(workspace.reading, "contributor = ?", contributor)


def seal_identity(workspace: Workspace, code: str, identity: Identity) -> None:
    """Seal a name and contact for a contributor or guardian; only a keeper can open it again."""
    check_sealable(workspace, code)
    if not identity.name.strip():
        raise InvalidInput("name-missing")
    at = workspace.clock().isoformat()
    store_sealed(workspace.places.inbox, workspace.records.keys, code, identity, at=at)
    with workspace.transaction() as transaction:
        transaction.record(EventName.IDENTITY_SEALED, code)


def check_sealable(workspace: Workspace, code: str) -> None:
    """Raise Refused or NotFound where `seal_identity` would, before anybody is asked for a name."""
    require(workspace.actor, EventName.IDENTITY_SEALED)
    _check_known(workspace, code)


def open_identity(workspace: Workspace, code: str, reason: OpeningReason) -> Identity:
    """Open an identity; the opening is recorded first, with its reason. Raises Refused, NotFound."""
    require(workspace.actor, EventName.IDENTITY_OPENED)
    _check_known(workspace, code)
    with workspace.transaction() as transaction:
        transaction.record(EventName.IDENTITY_OPENED, code, reason=reason)
    places = workspace.places
    return unsealed_identity(places.identities, places.inbox, workspace.records.keys, code)


def _check_known(workspace: Workspace, code: str) -> None:
    db = workspace.reading
    if not contributors.where(db, "code = ?", code) and not guardians.where(db, "code = ?", code):
        raise NotFound("record-unknown", kind="contributor", id=code)
