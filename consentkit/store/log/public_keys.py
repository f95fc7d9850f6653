"""What others check with: the public key's file, and the list of every event's hash."""

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import Field, ValidationError

from consentkit.domain.errors import BadDataFile
from consentkit.domain.values import Value, canonical
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.audits import Head, head_bytes
from consentkit.store.signatures import fingerprint_of, is_signed, public_key_of, signature_of

_HASHES_MAGIC = b"consentkit/hashes/v1\n"
_HEX = "^[0-9a-f]{64}$"
MAX_KEY_BYTES = 10_000
MAX_HEAD_BYTES = 10_000
MAX_HASHES_BYTES = 200_000_000
"""Three million events."""


class PublicKey(Value):
    """The key that heads and certificates of a workspace are checked with; no secret."""

    workspace: str
    public_key: str = Field(pattern=_HEX)
    fingerprint: str = Field(pattern=_HEX)


class HashList(Value):
    """The hash of every event, the first first, signed; no event can be read from it."""

    workspace: str
    at: str
    hashes: tuple[str, ...]
    signature: str


def public_key(key: Ed25519PrivateKey, workspace: str) -> PublicKey:
    """Return the public key of a workspace."""
    digits = public_key_of(key)
    return PublicKey(workspace=workspace, public_key=digits, fingerprint=fingerprint_of(digits))


def parse_public_key(data: bytes, name: str) -> PublicKey:
    """Return the key that a file of this name holds. Raises BadDataFile."""
    try:
        key = PublicKey.model_validate_json(data)
    except ValidationError:
        raise BadDataFile("public-key-damaged", file=name) from None
    if key.fingerprint != fingerprint_of(key.public_key):
        raise BadDataFile("public-key-damaged", file=name)
    return key


def sign_hashes(db: EncryptedDatabase, key: Ed25519PrivateKey, workspace: str, at: str) -> HashList:
    """Return the hash of every event, signed; events without a gap in their numbers."""
    hashes = tuple(row["hash"] for row in db.query("SELECT hash FROM audit ORDER BY seq"))
    unsigned = HashList(workspace=workspace, at=at, hashes=hashes, signature="")
    return unsigned.model_copy(update={"signature": signature_of(key, _bytes_of(unsigned))})


def parse_hashes(data: bytes, name: str) -> HashList:
    """Return the list that a file of this name holds. Raises BadDataFile."""
    try:
        return HashList.model_validate_json(data)
    except ValidationError:
        raise BadDataFile("hashes-damaged", file=name) from None


def is_signed_list(found: HashList, key: str) -> bool:
    """Tell whether the key's owner signed the list."""
    return is_signed(key, found.signature, _bytes_of(found))


def is_signed_head(head: Head, key: str) -> bool:
    """Tell whether the key's owner signed the head."""
    return is_signed(key, head.signature, head_bytes(head))


def _bytes_of(found: HashList) -> bytes:
    return _HASHES_MAGIC + canonical([found.workspace, found.at, list[str](found.hashes)])


def holds(hashes: Iterable[str], head: Head) -> bool:
    """Tell whether the event that a head names has the head's hash in a list."""
    known = tuple(hashes)
    return 0 < head.seq <= len(known) and known[head.seq - 1] == head.hash
