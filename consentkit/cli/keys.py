"""The option that names a public key: a file, or typed."""

from pathlib import Path

import click

from consentkit.pages.files import incoming
from consentkit.store.log.public_keys import MAX_KEY_BYTES
from consentkit.usecases.log.public_keys import read_public_key

public_key_option = click.option(
    "--public-key", type=click.Path(path_type=Path), metavar="FILE|HEX",
    help="The organisation's public key, from them and not with what is checked (or its fingerprint).",
)  # fmt: skip


def digits_of(said: Path) -> str:
    """Return the 64 digits of a key's file, or those that were typed. Raises InvalidInput, BadDataFile."""
    return read_public_key(incoming(said, MAX_KEY_BYTES) if _is_file(said) else str(said))


def _is_file(said: Path) -> bool:
    try:
        return said.is_file()
    except OSError:
        # Digits that are too long for a file's name.
        return False
