"""Sealed unfinished forms: one age file for each, under a name that tells neither form nor actor."""

import hashlib
import hmac
from contextlib import suppress
from pathlib import Path

import pyrage
from pyrage import x25519

from consentkit.domain.errors import InvalidInput
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given
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
        with suppress(FileNotFoundError, InvalidInput, pyrage.DecryptError), failures_told():
            sealed = read_given(_path(folder, known, name), MOST_TEXT_BYTES)
            said = bytes(pyrage.decrypt(sealed, [known.vault_identity()]))
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
    for path in sorted(folder.glob("*.age")):
        with suppress(InvalidInput), failures_told():
            if _is_resealed(path, folder, keys):
                continue
        path.unlink(missing_ok=True)


def _is_resealed(path: Path, folder: Path, keys: Keys) -> bool:
    """Tell whether a file is under today's keys; what it held under those before is kept under them too."""
    data = read_given(path, MOST_TEXT_BYTES)
    if _opened(data, [keys.vault_identity()]) is not None:
        return True
    said = _opened(data, keys.vault_identities())
    if said is not None and not said.startswith(_WITHOUT_NAME):
        packed, _, form = said.partition(_AFTER_NAME)
        if not _path(folder, keys, packed.decode()).exists():
            put_sealed(folder, keys, packed.decode(), form)
    return False


def _opened(data: bytes, opening: list[x25519.Identity]) -> bytes | None:
    with suppress(pyrage.DecryptError):
        return bytes(pyrage.decrypt(data, opening))
    return None


def _path(folder: Path, keys: Keys, name: str) -> Path:
    return folder / (hmac.new(keys.records, name.encode(), hashlib.sha256).hexdigest() + ".age")
