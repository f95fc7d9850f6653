"""A look at each file of the vault, taken once."""

from collections.abc import Sequence
from functools import cache

from consentkit.domain.errors import BadDataFile, InvalidInput, NotFound
from consentkit.domain.gate.dossiers import FileState
from consentkit.domain.pictures.near_copies import MOST_BITS
from consentkit.store.vault import Vault


class FileLook:
    """Remembers what each file was found to be, so that a clearance under the lock reads no file again.

    A sealed file is named by its digest: it is whole, changed or gone whatever the records say meanwhile.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._state = cache(vault.state)
        self._hashes = cache(self._take_hashes)
        self._near = cache(_near_pairs)

    def state(self, name: str) -> FileState:
        """Return the file's state when it was first asked for."""
        return self._state(name)

    def hashes(self, original: str) -> bytes | None:
        """Return a picture's hashes; `None` where it cannot be opened."""
        return self._hashes(original)

    def near_pairs(self, own: tuple[bytes, ...], others: tuple[bytes, ...]) -> Sequence[tuple[int, int, int]]:
        """Return which of `own` look like which of `others`: both numbers, and the bits that differ."""
        return self._near(own, others)

    def _take_hashes(self, original: str) -> bytes | None:
        from consentkit.imaging.opening.opening import open_picture
        from consentkit.imaging.scanning.near_hashes import pack_hashes

        try:
            return pack_hashes(open_picture(self._vault.get(original)).pixels)
        except (InvalidInput, NotFound, BadDataFile):
            return None


class UnreadFiles(FileLook):
    """Takes every file for whole and looks at none: whoever clears a story looks at them."""

    def state(self, name: str) -> FileState:  # noqa: ARG002 - as it is asked for
        """Say that the file is as it was kept."""
        return FileState.INTACT

    def hashes(self, original: str) -> bytes | None:  # noqa: ARG002 - as it is asked for
        """Say nothing of how a picture looks."""
        return None


def _near_pairs(own: tuple[bytes, ...], others: tuple[bytes, ...]) -> Sequence[tuple[int, int, int]]:
    from consentkit.imaging.scanning.near_hashes import near_pairs

    return near_pairs(own, others, MOST_BITS)
