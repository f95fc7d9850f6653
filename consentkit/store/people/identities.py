"""Identities: sealed by anyone who prepares, opened by a keeper only.

Sealing needs no secret: a file in the inbox is encrypted to the identities' own public key. A keeper's
opening takes the inbox in first.
"""

import hashlib
import json
from pathlib import Path

import pyrage
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, NotFound
from consentkit.domain.people import Identity
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.database.migrations import identities_migrations
from consentkit.store.database.schema import open_current
from consentkit.store.disk.files import write_atomically
from consentkit.store.keys import Keys


def prepare_identities(database: Path, keys: Keys) -> None:
    """Make the identities where there are none, and bring them up to date.

    Raises Refused for who is no keeper, Unavailable for a newer program's identities.
    """
    with _opened(database, keys):
        pass


def seal_identity(inbox: Path, keys: Keys, code: str, identity: Identity, *, at: str) -> None:
    """Put an identity into the inbox; the file's name is the digest of its ciphertext and tells nothing."""
    plain = json.dumps({"code": code, "sealed_at": at, "identity": identity.model_dump(mode="json")})
    sealed = pyrage.encrypt(plain.encode(), [x25519.Recipient.from_str(keys.inbox_recipient)])
    write_atomically(inbox / f"{hashlib.sha256(sealed).hexdigest()}.age", sealed)


def open_identity(database: Path, inbox: Path, keys: Keys, code: str) -> Identity:
    """Return the identity behind a code. Raises Refused for who is no keeper, NotFound where none is kept."""
    with _opened(database, keys) as db:
        _take_in(db, inbox, keys)
        rows = db.rows("SELECT name, contact, birth_date, note FROM identities WHERE code = ?", (code,))
    if not rows:
        raise NotFound("identity-missing", code=code)
    return Identity.model_validate(rows[0])


def _opened(database: Path, keys: Keys) -> EncryptedDatabase:
    return open_current(database, keys.identities_database(), identities_migrations)


def _take_in(db: EncryptedDatabase, inbox: Path, keys: Keys) -> None:
    """Move every sealed identity into the database; a later one for the same code replaces the earlier."""
    identity = keys.inbox_identity()
    sealed = [(path, _unsealed(path, identity)) for path in sorted(inbox.glob("*.age"))]
    if not sealed:
        return
    with db.writing():
        for _, row in sorted(sealed, key=lambda item: item[1]["sealed_at"]):
            _keep_newest(db, row)
    for path, _ in sealed:
        path.unlink(missing_ok=True)  # another keeper may have taken it in at the same moment


def _keep_newest(db: EncryptedDatabase, row: dict[str, str]) -> None:
    newer = "SELECT 1 FROM identities WHERE code = ? AND sealed_at > ?"
    if not db.rows(newer, (row["code"], row["sealed_at"])):
        db.table("identities").upsert(row, pk="code")


def _unsealed(path: Path, identity: x25519.Identity) -> dict[str, str]:
    try:
        packed = json.loads(pyrage.decrypt(path.read_bytes(), [identity]))
        plain = Identity.model_validate(packed["identity"])
        known = {"code": str(packed["code"]), "sealed_at": str(packed["sealed_at"])}
    except (pyrage.DecryptError, ValueError, KeyError, TypeError):
        raise BadDataFile("sealed-identity-damaged", file=path.name) from None
    return known | plain.model_dump(mode="json")
