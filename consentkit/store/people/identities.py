"""Identities: what was sealed, version by version, opened by a keeper only.

A keeper's opening takes the inbox in first: only files that an event of the log names, in the order of the
log. Every other file is set aside and kept, and stops none.
"""

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pyrage
from pyrage import x25519

from consentkit.domain.errors import BadDataFile
from consentkit.domain.people import Identity
from consentkit.domain.sealed_identities import FileTrouble, SealedVersion, SetAsideFile
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations import identities_migrations
from consentkit.store.database.replaced_keys import database_key, write_back
from consentkit.store.database.schema import open_current
from consentkit.store.disk.files import write_atomically
from consentkit.store.keys import Keys
from consentkit.store.people.inboxes import (
    SET_ASIDE,
    InboxFile,
    Namings,
    digest_of_sealed,
    inbox_files,
    troubled,
)

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
        sorted_out = [(file, _row(file, keys.inbox_identities(), namings)) for file in inbox_files(inbox)]
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


def all_identities(database: Path, keys: Keys) -> dict[str, tuple[str, Identity]]:
    """Return whom each file that was taken in is about, and what it says, by digest. Refused: no keeper."""
    with _opened(database, keys) as db:
        rows = db.rows(f"SELECT digest, code, {_COLUMNS} FROM versions")  # noqa: S608 - our own words
    return {row.pop("digest"): (row.pop("code"), Identity.model_validate(row)) for row in rows}


def taken_in(database: Path, keys: Keys) -> frozenset[str]:
    """Return the digests of the files that were taken in."""
    with _opened(database, keys) as db:
        return frozenset(row["digest"] for row in db.rows("SELECT digest FROM versions"))


def find_set_aside(inbox: Path, keys: Keys, namings: Namings) -> Iterator[SetAsideFile]:
    """Yield every file that is not taken in, and whom it says it is about where these keys open it."""
    opening = keys.inbox_identities() if keys.identities is not None else []
    for file in inbox_files(inbox, inbox / SET_ASIDE):
        found = troubled(file, namings)
        code = _code(file, opening)
        if found is None and opening and code != namings[file.digest].code:
            found = SetAsideFile(name=file.path.name, digest=file.digest, trouble=FileTrouble.UNREADABLE)
        if found is not None:
            yield found.model_copy(update={"code": code})


def bring_back(inbox: Path, digest: str) -> None:
    """Put a file that was set aside back into the inbox, so that it is taken in."""
    for file in inbox_files(inbox / SET_ASIDE):
        if file.digest == digest:
            file.path.replace(inbox / f"{digest}.age")


def reseal_set_aside(inbox: Path, keys: Keys) -> dict[str, str]:
    """Seal each file that was set aside, and that the keys before open, anew under those of today.

    Returns the new digest of each by the old one. Raises Refused for who is no keeper.
    """
    earlier = keys.before.inbox_identities() if keys.before is not None else []
    found = {}
    for file in inbox_files(inbox, inbox / SET_ASIDE):
        with suppress(pyrage.DecryptError):
            plain = bytes(pyrage.decrypt(file.content or b"", earlier))
            sealed = pyrage.encrypt(plain, [x25519.Recipient.from_str(keys.inbox_recipient)])
            found[file.digest] = digest_of_sealed(sealed)
            write_atomically(file.path, sealed)
    return found


def write_back_identities(database: Path, keys: Keys) -> None:
    """Have the identities under the keys of today, with nothing of before beside them.

    Raises Refused for who is no keeper, BadDataFile where they are damaged, Unavailable (records-busy).
    """
    with closing(_opened(database, keys)) as db:
        write_back(db)
        if not db.is_whole():
            raise BadDataFile("database-damaged", file=database.name)


def _opened(database: Path, keys: Keys) -> EncryptedDatabase:
    with database_key(database, keys, Keys.identities_database) as key:
        return open_current(database, key, identities_migrations)


def _row(file: InboxFile, opening: list[x25519.Identity], namings: Namings) -> dict[str, Any] | None:
    """Return the row of a file that is taken in; `None` for one that is set aside."""
    packed = _unsealed(file, opening)
    if packed is None or troubled(file, namings) is not None:
        return None
    code, plain = packed
    naming = namings[file.digest]
    if code != naming.code:
        return None
    return {"digest": file.digest, "code": code, "seq": naming.seq} | plain.model_dump(mode="json")


def _code(file: InboxFile, opening: list[x25519.Identity]) -> str | None:
    packed = _unsealed(file, opening) if opening else None
    return packed[0] if packed is not None else None


def _unsealed(file: InboxFile, opening: list[x25519.Identity]) -> tuple[str, Identity] | None:
    """Return whom a file is about and what it says; `None` where it cannot be read so."""
    # Anybody can seal anything: text that is no UTF-8, lists a thousand deep, half a surrogate pair.
    with suppress(pyrage.DecryptError, ValueError, KeyError, TypeError, RecursionError):
        packed = json.loads(pyrage.decrypt(file.content or b"", opening))
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
