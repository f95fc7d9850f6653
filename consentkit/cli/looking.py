"""To look at what shows or names people, and to say that one did: the same for each kind of file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from consentkit.cli.output import show
from consentkit.cli.sessions import Session, say_looks_are_recorded
from consentkit.domain.errors import InvalidInput
from consentkit.pages.files import check_new_file, write_file
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class Look:
    """What `--to` and `--confirm` do to one thing: write it to a file, and record who looked.

    `shown` gives what is written, `warns` is said of that file; `confirm` returns what is said then, a line
    after the other.
    """

    shown: Callable[[Workspace], bytes]
    warns: str
    confirm: Callable[[Workspace], str]

    def take(self, session: Session, thing: Mapping[str, object], *, out: Path | None, confirm: bool) -> None:
        """Do what was asked for. Raises InvalidInput where neither was, and for a file that is there."""
        if out is None and not confirm:
            raise InvalidInput("view-needs-option")
        if out is not None:
            check_new_file(out)
            say_looks_are_recorded()
        with session.opened() as workspace:
            lines = list(self._done(workspace, out, confirm=confirm))
        written = str(out) if out else None
        show({**thing, "written": written, "confirmed": confirm}, lines, as_json=session.as_json)

    def _done(self, workspace: Workspace, out: Path | None, *, confirm: bool) -> Iterator[str]:
        if out is not None:
            write_file(out, self.shown(workspace))
            yield f"{out} {self.warns}"
        if confirm:
            yield self.confirm(workspace)
