"""Bytes under a key: AES-256-GCM for what lies in the key file, and keys that are made of other keys."""

import base64
import secrets
from typing import Annotated

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, core, error_to_str, ffi
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import AfterValidator

from consentkit.domain.values import Value
from consentkit.store.secrets_in_memory import wipe, wipe_own

KEY_BYTES = 32
_NONCE_BYTES = 12


def _in_base64(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


Base64 = Annotated[str, AfterValidator(_in_base64)]


class Sealed(Value):
    """Bytes under AES-256-GCM, in base 64."""

    nonce: Base64
    text: Base64


def seal(key: bytearray, data: bytes | bytearray, header: bytes) -> Sealed:
    """Return the data under a key; `header` is authenticated with them."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    text = AESGCM(key).encrypt(nonce, data, header)
    return Sealed(nonce=base64.b64encode(nonce).decode(), text=base64.b64encode(text).decode())


def unseal(key: bytearray, sealed: Sealed, header: bytes) -> bytearray:
    """Return what was sealed. Raises InvalidTag for another key or header, ValueError for no such text."""
    return owned(AESGCM(key).decrypt(base64.b64decode(sealed.nonce), base64.b64decode(sealed.text), header))


def derived(key: bytearray, label: str) -> bytearray:
    """Return the key for one purpose that is made of another key; whoever asks writes over it."""
    return owned(HKDF(SHA256(), KEY_BYTES, None, b"consentkit/" + label.encode()).derive(key))


def new_key() -> bytearray:
    """Return a random key."""
    return owned(secrets.token_bytes(KEY_BYTES))


def owned(fresh: bytes) -> bytearray:
    """Return what was made just now as what can be written over, and write over the rest."""
    kept = bytearray(fresh)
    wipe_own(fresh)
    return kept


def key_of_secret(secret: str, salt: bytes, *, memory_kib: int, passes: int, lanes: int) -> bytearray:
    """Return what a secret becomes by Argon2id; whoever asks writes over it.

    The library's own call for this copies the secret, and leaves the copy in memory.
    """
    said, key = owned(secret.encode()), bytearray(KEY_BYTES)
    context = ffi.new(
        "argon2_context *",
        {
            "out": ffi.from_buffer("uint8_t[]", key), "outlen": len(key),
            "pwd": ffi.from_buffer("uint8_t[]", said), "pwdlen": len(said),
            "salt": ffi.from_buffer("uint8_t[]", salt), "saltlen": len(salt),
            "t_cost": passes, "m_cost": memory_kib, "lanes": lanes, "threads": lanes,
            "version": ARGON2_VERSION, "allocate_cbk": ffi.NULL, "free_cbk": ffi.NULL, "flags": 0,
        },
    )  # fmt: skip
    try:
        failed = core(context, Type.ID.value)
    finally:
        wipe(said)
    if failed:
        raise HashingError(error_to_str(failed))
    return key
