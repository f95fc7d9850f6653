"""Two people at one workspace, in an order that a test says: no sleeps, and the product as it is."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consentkit.domain.errors import Conflict, ConsentkitError
from consentkit.domain.problems import SAID_WHY
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.workspaces import Clock, Workspace, open_workspace

Act = Callable[[Workspace], Any]


@dataclass(frozen=True)
class Outcome:
    """What an act gave back, or the error that tells why it was not done; any other error is the test's."""

    value: Any = None
    error: ConsentkitError | None = None

    @property
    def code(self) -> str:
        """`done`, or the error's class and code: `Conflict takedown-confirmed`."""
        return "done" if self.error is None else f"{type(self.error).__name__} {self.error.code}"


@dataclass(frozen=True)
class Races:
    """Who acts at the same time in one workspace; each opens it in a thread of their own."""

    folder: Path
    passphrase: str
    clock: Clock

    def overtaken(self, handle: str, act: Act, *, by: str, rival: Act) -> tuple[Outcome, Outcome]:
        """Do an act, and a rival's whole act at the moment when the first has done all but take the lock.

        What the first read before it held the lock is then of yesterday. Returns both outcomes, and looks
        whether the log is whole.
        """
        rivals: list[Outcome] = []

        def at_the_door(statement: str) -> None:
            if statement.startswith("BEGIN IMMEDIATE") and not rivals:
                rivals.extend(self.at_once([(by, rival)]))

        with open_workspace(self.folder, handle, self.passphrase, clock=self.clock) as workspace:
            # A stage may have damaged a row, for an act about that.
            damaged = {one.key for one in verify_audit(workspace).problems if one.table}
            workspace.records.db.conn.set_trace_callback(at_the_door)
            first = _done(act, workspace)
            workspace.records.db.conn.set_trace_callback(None)
            assert rivals, f"the act never asked for the lock: {first.code}"
            assert self._is_intact(workspace, damaged)
        return first, rivals[0]

    def _is_intact(self, workspace: Workspace, damaged: set[str]) -> bool:
        try:
            found = verify_audit(workspace)
            return all(one.kind in SAID_WHY or one.key in damaged for one in found.problems)
        except Conflict as error:
            if error.code != "keys-replaced":
                raise
        # The act replaced the keys, and this session opens nothing any more.
        with open_workspace(self.folder, "manager-1", self.passphrase, clock=self.clock) as again:
            return verify_audit(again).is_intact

    def at_once(self, acts: Sequence[tuple[str, Act]]) -> list[Outcome]:
        """Do all these acts, each (handle, act), from one moment on; return their outcomes in this order."""
        outcomes: list[Outcome | BaseException | None] = [None] * len(acts)
        together = threading.Barrier(len(acts))

        def one(number: int, handle: str, act: Act) -> None:
            try:
                with open_workspace(self.folder, handle, self.passphrase, clock=self.clock) as workspace:
                    together.wait()
                    outcomes[number] = _done(act, workspace)
            except BaseException as error:  # noqa: BLE001 - raised again where the test sees it
                together.abort()
                outcomes[number] = error

        threads = [threading.Thread(target=one, args=(n, *pair)) for n, pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [_raised(outcome) for outcome in outcomes]


def _done(act: Act, workspace: Workspace) -> Outcome:
    try:
        return Outcome(value=act(workspace))
    except ConsentkitError as error:
        return Outcome(error=error)


def _raised(outcome: Outcome | BaseException | None) -> Outcome:
    if isinstance(outcome, Outcome):
        return outcome
    raise outcome or AssertionError
