"""Files under other keys: each is sealed anew, looked at, and only then named in the place of the old one."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from consentkit.domain.errors import BadDataFile, NotFound
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.disk.files import flush_folder
from consentkit.store.disk.locks import files_may_go
from consentkit.store.files_named import known_names, left_behind, names_not_of
from consentkit.store.machine import failures_told
from consentkit.store.vault import Vault


@dataclass(frozen=True)
class Resealed:
    """A file as rows name it, where it lay, where it lies under the keys of today, and its bytes there."""

    name: str
    before: str
    sealed: str
    size: int


@dataclass(frozen=True)
class Resealing:
    """The vault while the keys before are still there, and the folder for what is on its way into it."""

    vault: Vault
    folder: Path

    @property
    def epoch(self) -> int:
        """The number of the keys of today."""
        return self.vault.keys.epoch

    def begin(self) -> None:
        """Make the folder, without what a killed program left in it."""
        with failures_told():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)

    def end(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def waiting(self, db: EncryptedDatabase) -> tuple[str, ...]:
        """Return the files of which it is not known that today's keys open them.

        Those that no record names are among them: what a killed act or a newer copy left behind.
        """
        loose = self.vault.names() - known_names(db)
        return tuple(sorted(names_not_of(db, self.epoch) | loose))

    def reseal(self, name: str) -> Resealed | None:
        """Seal one file anew and open it again; `None` where the keys of today open it already.

        Raises NotFound where it is missing, BadDataFile where it was changed or what was written is not it.
        """
        if self._is_of_today(name):
            return None
        plain, before = self.vault.get(name), self.vault.where(name)
        staged = Vault(self.folder, replace(self.vault.keys, before=None))
        sealed = staged.put(plain)
        if _digest(staged.get(sealed)) != _digest(plain):
            raise BadDataFile("vault-file-changed", file=sealed)
        return Resealed(name, before, sealed, len(plain))

    def take(self, db: EncryptedDatabase, files: Iterable[Resealed]) -> None:
        """Put files into the vault and have rows mean them; under the lock, and before it is recorded."""
        with failures_told():
            for file in files:
                (self.folder / f"{file.sealed}.age").replace(self.vault.folder / f"{file.sealed}.age")
                row = {"name": file.name, "sealed": file.sealed, "before": file.before, "epoch": self.epoch}
                db.table("resealed_files").upsert(row, pk="name")
            flush_folder(self.vault.folder)

    def let_go(self, files: Iterable[Resealed]) -> None:
        """Remove the old files; where a backup reads them just now, they are removed at the end."""
        with files_may_go(self.folder.parent) as may_go:
            for file in files if may_go else ():
                self.vault.drop(file.before)

    def sweep(self, db: EncryptedDatabase) -> None:
        """Remove every old file that is still there. Nobody may be reading."""
        for name in left_behind(db) & self.vault.names():
            self.vault.drop(name)

    def _is_of_today(self, name: str) -> bool:
        try:
            replace(self.vault, keys=replace(self.vault.keys, before=None)).get(name)
        except BadDataFile:
            return False
        return True


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


LOST = (NotFound, BadDataFile)
"""What a file raises that is missing or changed: there is nothing to seal anew."""
