"""Sealed unfinished forms: one age file for each, under a name that tells neither form nor actor."""

import hashlib
import hmac
from pathlib import Path

import pyrage
from pyrage import x25519

from consentkit.store.disk.files import write_atomically
from consentkit.store.keys import Keys
from consentkit.store.machine import failures_told


def put_sealed(folder: Path, keys: Keys, name: str, data: bytes) -> None:
    """Seal `data` under `name`, in place of what was there."""
    with failures_told():
        folder.mkdir(mode=0o700, exist_ok=True)
    sealed = pyrage.encrypt(data, [x25519.Recipient.from_str(keys.vault_recipient)])
    write_atomically(_path(folder, keys, name), sealed)


def get_sealed(folder: Path, keys: Keys, name: str) -> bytes | None:
    """Return what is kept under `name`; `None` where nothing is, or what is there cannot be opened."""
    try:
        with failures_told():
            sealed = _path(folder, keys, name).read_bytes()
        return bytes(pyrage.decrypt(sealed, [keys.vault_identity()]))
    except (FileNotFoundError, pyrage.DecryptError):
        # A damaged one is worth no alarm: it was typed once and can be typed again.
        return None


def drop_sealed(folder: Path, keys: Keys, name: str) -> None:
    """Forget what is kept under `name`."""
    with failures_told():
        _path(folder, keys, name).unlink(missing_ok=True)


def _path(folder: Path, keys: Keys, name: str) -> Path:
    return folder / (hmac.new(keys.records, name.encode(), hashlib.sha256).hexdigest() + ".age")
