"""Identities: sealed by whoever prepares, opened by a keeper, and the files that no event names."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from consentkit.domain.characters import check_line, check_text
from consentkit.domain.errors import Conflict, InvalidInput, NotFound
from consentkit.domain.events import EventName, require
from consentkit.domain.people import Identity, check_birth_date, grown_on
from consentkit.domain.sealed_identities import (
    DIGEST_SHOWN,
    AcceptingReason,
    DismissingReason,
    OpenedIdentity,
    SealedVersion,
    SetAsideFile,
)
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.audits import Event, read_numbered
from consentkit.store.people.contributors import contributors, is_person
from consentkit.store.people.identities import (
    bring_back,
    find_set_aside,
    prepare_identities,
    take_in,
    taken_in,
    versions_of,
)
from consentkit.store.people.inboxes import (
    digest_of_sealed,
    dismissed_in,
    inbox_files,
    namings_of,
    put_sealed,
    sealed_identity,
)
from consentkit.store.people.name_digests import files_without_digests
from consentkit.usecases.changes import Change
from consentkit.usecases.people.name_digests import keep_digests, prepare_digests, secret_for
from consentkit.usecases.workspaces import Workspace


class OpeningReason(StrEnum):
    """Why a keeper opens an identity. A closed list: free text could hold the very name."""

    CONTACT = "contact"
    WITHDRAWAL = "withdrawal"
    RENEWAL = "renewal"
    SAFETY = "safety"
    LEGAL_DUTY = "legal-duty"
    CORRECTION = "correction"


def seal_identity(workspace: Workspace, code: str, identity: Identity) -> None:
    """Seal a name and contact for a contributor or guardian; only a keeper can open it again.

    The event names the sealed file by its digest: no other file is ever taken in. So that the name is found
    in words without a keeper, slow digests of it are kept. Raises InvalidInput (name-missing, text-steers),
    NotFound.
    """
    _check_words(identity)
    require(workspace.actor, EventName.IDENTITY_SEALED)
    secret = secret_for(workspace.reading)
    prepare_digests(secret, code, identity)
    with workspace.change(EventName.IDENTITY_SEALED) as change:
        _check_known(change.db, code)
        _check_age(change, code, identity.birth_date)
        sealed = sealed_identity(workspace.records.keys, code, identity)
        file = digest_of_sealed(sealed)
        keep_digests(change, secret, code, identity, file)
        change.record(code, file=file)
        put_sealed(workspace.folders.inbox, sealed)


def _check_age(change: Change, code: str, birth_date: date | None) -> None:
    """Raise InvalidInput where a birth date contradicts what is known; a guardian is grown."""
    if birth_date is None:
        return
    if code.startswith("G-"):
        if grown_on(birth_date) > change.today:
            raise InvalidInput("guardian-is-child")
        return
    person = contributors.get(change.db, code)
    check_birth_date(birth_date, person.age, person.adult_on, change.today)


def _check_words(identity: Identity) -> None:
    """Raise InvalidInput for an empty name, or for what steers a screen; a keeper will read it there."""
    if not identity.name.strip():
        raise InvalidInput("name-missing")
    check_line(identity.name)
    check_text(identity.contact)
    check_text(identity.note)


def check_sealable(workspace: Workspace, code: str) -> None:
    """Raise Refused or NotFound where `seal_identity` would, before anybody is asked for a name."""
    require(workspace.actor, EventName.IDENTITY_SEALED)
    _check_known(workspace.reading, code)


def open_identity(workspace: Workspace, code: str, reason: OpeningReason) -> OpenedIdentity:
    """Open an identity; the opening is recorded first, with its reason. What was sealed is taken in by it.

    Raises Refused, NotFound, Unavailable where a newer program keeps the identities.
    """
    folders, keys = workspace.folders, workspace.records.keys
    with workspace.change(EventName.IDENTITY_OPENED) as change:
        _check_known(change.db, code)
        prepare_identities(folders.identities, keys)
        change.record(code, reason=reason)
        take_in(folders.identities, folders.inbox, keys, namings_of(change.db))
    set_aside = list_set_aside(workspace)
    versions = _versions(workspace, code, set_aside)
    known = read_numbered(workspace.reading, [one.seq for one in versions])
    newest, *earlier = [_told(workspace, one, known.get(one.seq)) for one in versions]
    return OpenedIdentity(newest=newest, earlier=tuple(earlier), set_aside=set_aside)


def _versions(
    workspace: Workspace, code: str, set_aside: tuple[SetAsideFile, ...]
) -> tuple[SealedVersion, ...]:
    found = versions_of(workspace.folders.identities, workspace.records.keys, code)
    if not found:
        about = sum(one.code == code for one in set_aside)
        raise NotFound("identity-set-aside" if about else "identity-missing", code=code)
    return found


def _told(workspace: Workspace, version: SealedVersion, event: Event | None) -> SealedVersion:
    """Say who sealed or accepted a version and when, by the log."""
    if event is None:
        return version
    act = "sealed" if event.action == EventName.IDENTITY_SEALED else "accepted"
    on = workspace.day_of(datetime.fromisoformat(event.at))
    return version.model_copy(update={f"{act}_by": event.actor, f"{act}_on": on})


def list_set_aside(workspace: Workspace) -> tuple[SetAsideFile, ...]:
    """Return the sealed files that are not taken in and about which no keeper has decided.

    Needs no key; a keeper also sees whom each says it is about.
    """
    return tuple(_set_aside(workspace, workspace.records.db))


def _set_aside(workspace: Workspace, db: EncryptedDatabase) -> Iterator[SetAsideFile]:
    found = tuple(find_set_aside(workspace.folders.inbox, workspace.records.keys, namings_of(db)))
    dismissed = dismissed_in(db) if found else frozenset()
    yield from (one for one in found if one.digest not in dismissed)


def list_lost(workspace: Workspace) -> tuple[str, ...]:
    """Return the codes whose sealed file the log names and nobody has any more; `()` for who is no keeper.

    The file was taken out of the inbox before a keeper took it in, or older identities were put back.
    """
    folders, keys = workspace.folders, workspace.records.keys
    if keys.identities is None or not folders.identities.exists():
        return ()
    namings = namings_of(workspace.records.db)
    held = taken_in(folders.identities, keys) | {file.digest for file in inbox_files(folders.inbox)}
    return tuple(sorted({naming.code for digest, naming in namings.items() if digest not in held}))


def count_unfound(workspace: Workspace) -> int:
    """Return how many sealed files are found in no words: sealed before names were compared, or accepted.

    A keeper's `compare_names` makes their digests.
    """
    return len(files_without_digests(workspace.records.db))


def accept_identity(workspace: Workspace, digest: str, reason: AcceptingReason) -> str:
    """Take in a sealed file that no event names, and return whom it is about.

    From now on it is the newest version; earlier ones stay readable. `digest` may be its beginning. Raises
    Refused, NotFound (sealed-file-unknown) for a file that is not there, Conflict (sealed-file-unusable)
    for one that holds no identity of somebody who is recorded.
    """
    with workspace.change(EventName.IDENTITY_ACCEPTED) as change:
        found = _one_set_aside(workspace, change.db, digest)
        if found.code is None or not is_person(change.db, found.code):
            raise Conflict("sealed-file-unusable", file=found.digest[:DIGEST_SHOWN])
        change.record(found.code, file=found.digest, reason=reason)
        bring_back(workspace.folders.inbox, found.digest)
    return found.code


def dismiss_identity(workspace: Workspace, digest: str, reason: DismissingReason) -> None:
    """Say that a sealed file is not to be taken in; it is kept, and told no more.

    Raises Refused, NotFound (sealed-file-unknown).
    """
    with workspace.change(EventName.IDENTITY_DISMISSED) as change:
        found = _one_set_aside(workspace, change.db, digest)
        change.record(found.digest, reason=reason)


def _one_set_aside(workspace: Workspace, db: EncryptedDatabase, digest: str) -> SetAsideFile:
    found = [one for one in _set_aside(workspace, db) if one.digest.startswith(digest.lower())]
    if len(found) != 1 or len(digest) < DIGEST_SHOWN:
        raise NotFound("sealed-file-unknown", file=digest[:DIGEST_SHOWN])
    return found[0]


def _check_known(db: EncryptedDatabase, code: str) -> None:
    if not is_person(db, code):
        raise NotFound("record-unknown", kind="contributor", id=code)
