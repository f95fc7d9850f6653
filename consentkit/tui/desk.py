"""What an unlocked application holds: the opened keys, and a workspace for the thread that draws."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from consentkit.domain.roles import Actor
from consentkit.store.disk.private_folders import PrivateFolder
from consentkit.store.keys import Keys
from consentkit.usecases.workspaces import Clock, Workspace, check_known, enter_workspace, system_clock


class Desk:
    """An unlocked workspace. `workspace` belongs to the thread that opened the desk."""

    def __init__(self, folder: Path, actor: Actor, keys: Keys, *, clock: Clock = system_clock) -> None:
        self._folder, self._actor, self._keys, self._clock = folder, actor, keys, clock
        self._open = ExitStack()
        self.private = PrivateFolder(keys.workspace)
        """Where plaintext lies that other programs open."""
        self._open.callback(self.private.close)
        self.workspace: Workspace = self._open.enter_context(self.elsewhere())

    @contextmanager
    def elsewhere(self) -> Iterator[Workspace]:
        """Open the same workspace for another thread: a database belongs to one thread."""
        with enter_workspace(self._folder, self._actor, self._keys, clock=self._clock) as workspace:
            yield workspace

    def check_known(self) -> None:
        """Raise Refused where the records no longer know this actor with these roles."""
        check_known(self.workspace)

    def close(self) -> None:
        """Close the workspace and let go of the keys."""
        self._open.close()
