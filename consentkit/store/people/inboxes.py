"""The inbox of sealed identities: sealing into it, and looking at its files without any secret.

A file is known by the digest of what it holds. Whoever can write into the folder can put a file there, so
that nothing is believed of one which no event of the log names.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyrage
from pyrage import x25519

from consentkit.domain.people import Identity
from consentkit.domain.sealed_identities import FileTrouble, SetAsideFile
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.disk.files import write_atomically
from consentkit.store.keys import Keys

SET_ASIDE = "set-aside"
"""The folder below the inbox for files that were not taken in."""
_MOST_BYTES = 256 * 1024
_NAMING = "'identity-sealed', 'identity-accepted'"


@dataclass(frozen=True)
class Naming:
    """The event that names a sealed file."""

    seq: int
    code: str


Namings = Mapping[str, Naming]
"""The first event that names each file, by digest."""


@dataclass(frozen=True)
class InboxFile:
    """A file of the inbox; `content` is `None` where it is too large, or no file that can be read."""

    path: Path
    content: bytes | None

    @property
    def digest(self) -> str:
        """The digest of what it holds, or of its name where that is not read."""
        known = self.path.name.encode("utf-8", "surrogateescape") if self.content is None else self.content
        return digest_of_sealed(known)


def digest_of_sealed(sealed: bytes) -> str:
    """Return the SHA-256 by which the log names a sealed file."""
    return hashlib.sha256(sealed).hexdigest()


def sealed_identity(keys: Keys, code: str, identity: Identity) -> bytes:
    """Return an identity, encrypted to the identities' own public key."""
    plain = json.dumps({"code": code, "identity": identity.model_dump(mode="json")})
    return bytes(pyrage.encrypt(plain.encode(), [x25519.Recipient.from_str(keys.inbox_recipient)]))


def put_sealed(inbox: Path, sealed: bytes) -> None:
    """Put a sealed identity into the inbox; its name is its digest and tells nothing."""
    write_atomically(inbox / f"{digest_of_sealed(sealed)}.age", sealed)


def inbox_files(*folders: Path) -> Iterator[InboxFile]:
    """Yield the sealed files of these folders by name; a link or a pipe is never opened."""
    for folder in folders:
        for path in sorted(folder.glob("*.age")):
            yield InboxFile(path, _content(path))


def _content(path: Path) -> bytes | None:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError:
        return None
    return content if len(content) <= _MOST_BYTES else None


def namings_of(db: EncryptedDatabase, code: str | None = None) -> Namings:
    """Return the first event that names each sealed file, of one person or of all."""
    sql = (
        "SELECT json_extract(body, '$.file') AS file, subject, min(seq) AS seq FROM audit"  # noqa: S608
        f" WHERE action IN ({_NAMING}) AND (? IS NULL OR subject = ?) AND file IS NOT NULL GROUP BY file"
    )
    return {row["file"]: Naming(row["seq"], row["subject"]) for row in db.rows(sql, (code, code))}


def dismissed_in(db: EncryptedDatabase) -> frozenset[str]:
    """Return the digests of the files of which a keeper wants to hear no more."""
    rows = db.rows("SELECT subject FROM audit WHERE action = 'identity-dismissed'")
    return frozenset(row["subject"] for row in rows)


def troubled(file: InboxFile, namings: Namings) -> SetAsideFile | None:
    """Return what is wrong with a file, as far as that is seen without a key; `None`: nothing."""
    if file.content is not None and file.digest in namings:
        return None
    trouble = FileTrouble.DAMAGED if file.path.stem in namings else FileTrouble.UNNAMED
    return SetAsideFile(name=file.path.name, digest=file.digest, trouble=trouble)
