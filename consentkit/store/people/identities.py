"""Identities: what was sealed, version by version, opened by a keeper only.

A keeper's opening takes the inbox in first: only files that an event of the log names, in the order of the
log. Every other file is set aside and kept, and stops none.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyrage
from pyrage import x25519

from consentkit.domain.people import Identity
from consentkit.domain.sealed_identities import FileTrouble, SealedVersion, SetAsideFile
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations import identities_migrations
from consentkit.store.database.schema import open_current
from consentkit.store.keys import Keys
from consentkit.store.people.inboxes import SET_ASIDE, InboxFile, Namings, inbox_files, troubled
from consentkit.store.secrets_in_memory import wipe

_COLUMNS = "name, contact, birth_date, note"


def prepare_identities(database: Path, keys: Keys) -> None:
    """Make the identities where there are none, and bring them up to date.

    Raises Refused for who is no keeper, Unavailable for a newer program's identities.
    """
    with _opened(database, keys):
        pass


def take_in(database: Path, inbox: Path, keys: Keys, namings: Namings) -> None:
    """Move every file that the log names from the inbox into the database; set every other aside.

    Raises Refused for who is no keeper.
    """
    with _opened(database, keys) as db:
        sorted_out = [(file, _row(file, keys.inbox_identity(), namings)) for file in inbox_files(inbox)]
        rows = [row for _, row in sorted_out if row is not None]
        if rows:
            with db.writing():
                db.table("versions").insert_all(rows, ignore=True)
    for file, row in sorted_out:
        if row is None:
            _set_aside(inbox, file)
        else:
            file.path.unlink(missing_ok=True)


def versions_of(database: Path, keys: Keys, code: str) -> tuple[SealedVersion, ...]:
    """Return every version of an identity, the newest by the log first; `()` where none was taken in."""
    with _opened(database, keys) as db:
        rows = db.rows(
            f"SELECT seq, {_COLUMNS} FROM versions WHERE code = ? ORDER BY seq DESC, rowid DESC",  # noqa: S608
            (code,),
        )
    return tuple(SealedVersion(seq=row.pop("seq"), identity=Identity.model_validate(row)) for row in rows)


def taken_in(database: Path, keys: Keys) -> frozenset[str]:
    """Return the digests of the files that were taken in."""
    with _opened(database, keys) as db:
        return frozenset(row["digest"] for row in db.rows("SELECT digest FROM versions"))


def find_set_aside(inbox: Path, keys: Keys, namings: Namings) -> Iterator[SetAsideFile]:
    """Yield every file that is not taken in, and whom it says it is about where these keys open it."""
    identity = keys.inbox_identity() if keys.identities is not None else None
    for file in inbox_files(inbox, inbox / SET_ASIDE):
        found = troubled(file, namings)
        code = _code(file, identity)
        if found is None and identity is not None and code != namings[file.digest].code:
            found = SetAsideFile(name=file.path.name, digest=file.digest, trouble=FileTrouble.UNREADABLE)
        if found is not None:
            yield found.model_copy(update={"code": code})


def bring_back(inbox: Path, digest: str) -> None:
    """Put a file that was set aside back into the inbox, so that it is taken in."""
    for file in inbox_files(inbox / SET_ASIDE):
        if file.digest == digest:
            file.path.replace(inbox / f"{digest}.age")


def _opened(database: Path, keys: Keys) -> EncryptedDatabase:
    key = keys.identities_database()
    try:
        return open_current(database, key, identities_migrations)
    finally:
        wipe(key)


def _row(file: InboxFile, identity: x25519.Identity, namings: Namings) -> dict[str, Any] | None:
    """Return the row of a file that is taken in; `None` for one that is set aside."""
    packed = _unsealed(file, identity)
    if packed is None or troubled(file, namings) is not None:
        return None
    code, plain = packed
    naming = namings[file.digest]
    if code != naming.code:
        return None
    return {"digest": file.digest, "code": code, "seq": naming.seq} | plain.model_dump(mode="json")


def _code(file: InboxFile, identity: x25519.Identity | None) -> str | None:
    packed = _unsealed(file, identity) if identity is not None else None
    return packed[0] if packed is not None else None


def _unsealed(file: InboxFile, identity: x25519.Identity) -> tuple[str, Identity] | None:
    """Return whom a file is about and what it says; `None` where it cannot be read so."""
    # Anybody can seal anything: text that is no UTF-8, lists a thousand deep, half a surrogate pair.
    with suppress(pyrage.DecryptError, ValueError, KeyError, TypeError, RecursionError):
        packed = json.loads(pyrage.decrypt(file.content or b"", [identity]))
        plain = Identity.model_validate(packed["identity"])
        code = str(packed["code"])
        json.dumps([code, plain.model_dump(mode="json")], ensure_ascii=False).encode()
        return code, plain
    return None


def _set_aside(inbox: Path, file: InboxFile) -> None:
    """Move a file where it is kept and not looked at again at each opening."""
    folder = inbox / SET_ASIDE
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        for name in (file.path.name, f"{file.digest}.age"):
            # What lies there already is kept too; a third of one name stays in the inbox.
            if not (folder / name).exists():
                file.path.replace(folder / name)
                return
