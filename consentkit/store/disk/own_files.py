"""The organisation's own files beside the records: what there is, each with its digest."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from consentkit.sandbox.given_files import open_written

MOST_BYTES = 100_000_000
"""A hundred times what a form or a letterhead holds. Chosen by eye."""

_SPOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._+-]{0,59}")
_HIDDEN_DIGITS = 32
UNREADABLE = "unreadable"
"""In the place of a digest: what cannot be read is no file that somebody accepted."""


def digests_of(root: Path, names: Iterable[str]) -> Mapping[str, str]:
    """Return the digest of each file of these names below a folder; of a folder, of all files below it.

    By name from the folder, `policies/house.toml`; a name that does not exist is left out.
    """
    found = (path for name in names for path in _files(root / name))
    return {_name(root, path): _digest(path) for path in sorted(found)}


def spoken_name(name: str) -> str:
    """Return a file's name as an event may hold it; one that is no code by the digest of the name."""
    spoken = name.replace("/", ":")
    if _SPOKEN.fullmatch(spoken):
        return spoken
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:_HIDDEN_DIGITS]


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return [one for one in path.rglob("*") if not one.is_dir()]
    return [path] if path.exists() or path.is_symlink() else []


def _digest(path: Path) -> str:
    try:
        with open_written(path, MOST_BYTES) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return UNREADABLE
