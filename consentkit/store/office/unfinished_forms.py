"""Sealed unfinished forms: one age file for each, under a name that tells neither form nor actor."""

import hashlib
import hmac
from contextlib import suppress
from pathlib import Path

import pyrage
from pyrage import x25519

from consentkit.store.disk.files import write_atomically
from consentkit.store.keys import Keys
from consentkit.store.machine import failures_told

_AFTER_NAME = b"\n"
_WITHOUT_NAME = b"{"
"""What a form begins with that was kept before names were sealed with them."""


def put_sealed(folder: Path, keys: Keys, name: str, data: bytes) -> None:
    """Seal `data` under `name`, in place of what was there."""
    with failures_told():
        folder.mkdir(mode=0o700, exist_ok=True)
    # The name too: under other keys the file is called otherwise.
    said = name.encode() + _AFTER_NAME + data
    sealed = pyrage.encrypt(said, [x25519.Recipient.from_str(keys.vault_recipient)])
    write_atomically(_path(folder, keys, name), sealed)


def get_sealed(folder: Path, keys: Keys, name: str) -> bytes | None:
    """Return what is kept under `name`; `None` where nothing is, or what is there cannot be opened."""
    for known in (keys, keys.before):
        if known is None:
            continue
        # A damaged one is worth no alarm: it was typed once and can be typed again.
        with suppress(FileNotFoundError, pyrage.DecryptError), failures_told():
            said = bytes(pyrage.decrypt(_path(folder, known, name).read_bytes(), [known.vault_identity()]))
            return said if said.startswith(_WITHOUT_NAME) else said.partition(_AFTER_NAME)[2]
    return None


def drop_sealed(folder: Path, keys: Keys, name: str) -> None:
    """Forget what is kept under `name`."""
    with failures_told():
        for known in (keys, keys.before):
            if known is not None:
                _path(folder, known, name).unlink(missing_ok=True)


def reseal_all(folder: Path, keys: Keys) -> None:
    """Seal what is kept under the keys before anew under those of today.

    What cannot be opened goes, and so does what an older program kept, whose name nobody knows: it was typed
    once and can be typed again.
    """
    today = keys.vault_identity()
    for path in sorted(folder.glob("*.age")):
        data = path.read_bytes()
        if _opened(data, [today]) is not None:
            continue
        said = _opened(data, keys.vault_identities())
        if said is not None and not said.startswith(_WITHOUT_NAME):
            packed, _, form = said.partition(_AFTER_NAME)
            name = packed.decode()
            if not _path(folder, keys, name).exists():
                put_sealed(folder, keys, name, form)
        path.unlink(missing_ok=True)


def _opened(data: bytes, opening: list[x25519.Identity]) -> bytes | None:
    with suppress(pyrage.DecryptError):
        return bytes(pyrage.decrypt(data, opening))
    return None


def _path(folder: Path, keys: Keys, name: str) -> Path:
    return folder / (hmac.new(keys.records, name.encode(), hashlib.sha256).hexdigest() + ".age")
