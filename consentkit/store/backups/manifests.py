"""What a snapshot says of itself, signed, and which object is which file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

import pyrage
from pydantic import AfterValidator, Field, StringConstraints, ValidationError
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, Conflict
from consentkit.domain.values import Value, canonical
from consentkit.store.keys import Keys
from consentkit.store.signatures import is_signed, signature_of

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _below(place: str) -> str:
    if not is_place(place):
        raise ValueError("not a place below the workspace")
    return place


_Place = Annotated[str, AfterValidator(_below)]
_MAGIC = b"consentkit/backup/v1\n"


def is_place(place: str) -> bool:
    """Tell whether this names a file below the workspace: never up, never from the root, nothing odd."""
    parts = place.split("/")
    is_odd = any(ord(c) < ord(" ") or c == "\\" for c in place)
    return not is_odd and all(part not in {"", ".", ".."} for part in parts)


class Entry(Value):
    """A file of the workspace: where it lies, its object, and whether the backup sealed it."""

    place: _Place
    object: Digest
    size: int
    is_sealed_here: bool = False


class Contents(Value):
    """Every file of a snapshot, and the files of the vault that the workspace itself had lost."""

    entries: tuple[Entry, ...]
    missing: tuple[str, ...] = ()


class Manifest(Value):
    """A snapshot: up to event `seq`, with the hash `head`. `objects` are all that it needs."""

    version: Literal[1] = 1
    workspace: str
    number: int = Field(ge=1)
    made_at: datetime
    made_by: str
    seq: int
    head: str
    key_file: Digest
    contents: Digest
    size: int
    objects: tuple[Digest, ...]
    signature: str = ""


def signed(manifest: Manifest, keys: Keys) -> Manifest:
    """Return the manifest with the signature of the workspace."""
    signature = signature_of(keys.signing_key(), _signed_bytes(manifest))
    return manifest.model_copy(update={"signature": signature})


def check_signature(manifest: Manifest, keys: Keys, earlier: Iterable[str] = ()) -> None:
    """Raise BadDataFile unless the workspace with these keys signed this manifest.

    One that it signed with an `earlier` public key is as it was, and opens with the keys of then alone:
    Conflict (backup-of-earlier-keys).
    """
    public = keys.signing_key().public_key().public_bytes_raw().hex()
    said = _signed_bytes(manifest)
    if is_signed(public, manifest.signature, said):
        return
    if any(is_signed(key, manifest.signature, said) for key in earlier):
        raise Conflict("backup-of-earlier-keys", number=manifest.number)
    raise BadDataFile("backup-forged", number=manifest.number)


def parse_manifest(data: bytes, number: int) -> Manifest:
    """Return a manifest as its file holds it. Raises BadDataFile for one that is damaged."""
    try:
        found = Manifest.model_validate_json(data)
    except ValidationError:
        raise BadDataFile("backup-unreadable", number=number) from None
    if found.number != number:
        raise BadDataFile("backup-unreadable", number=number)
    return found


def seal(data: bytes, keys: Keys) -> bytes:
    """Seal what lies in the clear in the workspace."""
    return bytes(pyrage.encrypt(data, [x25519.Recipient.from_str(keys.vault_recipient)]))


def unseal(data: bytes, keys: Keys, *, number: int) -> bytes:
    """Return what a backup sealed. Raises BadDataFile where it cannot be opened."""
    try:
        return bytes(pyrage.decrypt(data, [keys.vault_identity()]))
    except pyrage.DecryptError:
        raise BadDataFile("backup-unreadable", number=number) from None


def parse_contents(data: bytes, number: int) -> Contents:
    """Return the list of files. Raises BadDataFile for one that is damaged."""
    try:
        return Contents.model_validate_json(data)
    except ValidationError:
        raise BadDataFile("backup-unreadable", number=number) from None


def _signed_bytes(manifest: Manifest) -> bytes:
    return _MAGIC + canonical(manifest.model_dump(mode="json", exclude={"signature"}))
