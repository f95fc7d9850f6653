"""What an unlocked application holds: the opened keys, and a workspace for the thread that draws."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from consentkit.domain.errors import Unavailable
from consentkit.domain.gate.reopenings import Agreement
from consentkit.domain.roles import Actor
from consentkit.store.disk.private_folders import PrivateFolder
from consentkit.store.keys import Keys
from consentkit.usecases.workspaces import Clock, Workspace, check_known, enter_workspace, system_clock


class Desk:
    """An unlocked workspace. `workspace` belongs to the thread that opened the desk."""

    def __init__(self, folder: Path, actor: Actor, keys: Keys, *, clock: Clock = system_clock) -> None:
        self._folder, self._actor, self._keys, self._clock = folder, actor, keys, clock
        self._change = threading.Lock()
        self._users, self._is_closed = 0, False
        self._earlier: list[Keys] = []
        self.is_replacing_keys = False
        """Whether this application itself replaces the keys just now, and takes the new ones."""
        self._open = ExitStack()
        self.private = PrivateFolder(keys.workspace)
        """Where plaintext lies that other programs open."""
        self._open.callback(self.private.close)
        self._entered = self._open.enter_context(ExitStack())
        try:
            self.workspace: Workspace = self._entered.enter_context(self.elsewhere())
        except BaseException:
            self.close()
            raise

    def take_other_keys(self, keys: Keys) -> None:
        """Go on with the keys that took the place of those of before; for the thread that opened the desk."""
        with self._change:
            self._earlier.append(self._keys)
            self._keys = keys
        self._entered.close()
        self.workspace = self._entered.enter_context(self.elsewhere())

    @contextmanager
    def elsewhere(self) -> Iterator[Workspace]:
        """Open the same workspace for another thread: a database belongs to one thread.

        Raises Unavailable (workspace-locked) once the desk is closed.
        """
        self._take_keys()
        try:
            with enter_workspace(self._folder, self._actor, self._keys, clock=self._clock) as workspace:
                # A person acts: the screens say what an act asks again before it is done.
                yield replace(workspace, agreement=Agreement())
        finally:
            self._give_keys_back()

    def check_known(self) -> None:
        """Raise Refused where the records no longer know this actor with these roles."""
        check_known(self.workspace)

    def close(self) -> None:
        """Close the workspace and write over the keys: now, or when the last thread has ended its item."""
        with self._change:
            self._is_closed = True
        self._open.close()
        self._wipe_when_unused()

    def _take_keys(self) -> None:
        with self._change:
            if self._is_closed:
                raise Unavailable("workspace-locked")
            self._users += 1

    def _give_keys_back(self) -> None:
        with self._change:
            self._users -= 1
        self._wipe_when_unused()

    def _wipe_when_unused(self) -> None:
        with self._change:
            if self._is_closed and not self._users:
                for keys in (self._keys, *self._earlier):
                    keys.wipe()
