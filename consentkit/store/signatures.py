"""The organisation's signature: made with the workspace's key, checked with the public key alone."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def public_key_of(key: Ed25519PrivateKey) -> str:
    """Return the public key, as 64 lower-case hex digits."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def fingerprint_of(public_key: str) -> str:
    """Return the SHA-256 of a public key (64 hex digits), as 64 lower-case hex digits."""
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()


def signature_of(key: Ed25519PrivateKey, message: bytes) -> str:
    """Return the signature, as 128 lower-case hex digits.

    One key signs heads and certificates: what it signs begins with a line that says which.
    """
    return key.sign(message).hex()


def is_signed(public_key: str, signature: str, message: bytes) -> bool:
    """Tell whether the public key's owner signed the message; no key and no signature is not signed."""
    try:
        known = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        known.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
