"""What programs left that were killed: swept at every start, and told by the doctor."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from consentkit.store.disk import private_folders
from consentkit.store.disk.files import sweep_staged


@dataclass(frozen=True)
class Leftovers:
    """How many files were removed: of plaintext in the private folder, and half written beside others."""

    plaintext: int = 0
    staged: int = 0


_found = Leftovers()


def sweep_plaintext() -> None:
    """Remove plaintext that killed programs left. It needs no key, so it comes before any passphrase."""
    _add(Leftovers(plaintext=_private()))


def sweep_leftovers(folders: Iterable[Path]) -> None:
    """Remove plaintext that killed programs left, and what they half wrote in these folders."""
    _add(Leftovers(_private(), sum(map(sweep_staged, folders))))


def leftovers_so_far() -> Leftovers:
    """Return what this program removed since it began."""
    return _found


def _private() -> int:
    # A folder that cannot be looked into keeps nobody from working.
    with contextlib.suppress(OSError):
        return private_folders.sweep()
    return 0


def _add(more: Leftovers) -> None:
    global _found  # noqa: PLW0603 - the doctor comes long after the start that swept
    _found = Leftovers(_found.plaintext + more.plaintext, _found.staged + more.staged)
