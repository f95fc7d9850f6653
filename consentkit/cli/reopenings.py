"""Saying what an act asks again before it is done."""

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from consentkit.cli.output import tell
from consentkit.cli.sessions import Session
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.gate.reopenings import Told, UsesChange, told_of
from consentkit.usecases.workspaces import Workspace

R = TypeVar("R")


def told_first(session: Session, workspace: Workspace, act: Callable[[], R]) -> R:
    """Do an act; what it asks again is listed first, and it takes a yes: `--yes`, or at the terminal.

    Raises Refused (reopens) where nobody says yes; nothing is done then.
    """
    try:
        return act()
    except ConsentkitError as error:
        found = told_of(error)
        if found is None or workspace.agreement is None:
            raise
        tell_told(found)
        if not session.says_yes and not _asked(session):
            raise
        with workspace.agreement.given(found):
            # What is said of one story may be asked again of another, too.
            return told_first(session, workspace, act)


def tell_told(found: Told) -> None:
    """Say what an act asks again or changes, on the other stream."""
    from consentkit.wording.reopenings import told_lines

    if isinstance(found, UsesChange):
        tell(f"{found.contributor} answered before for story {found.story}. This answer:", to_stderr=True)
    else:
        tell(f"This changes story {found.story}.", to_stderr=True)
    for line in told_lines(found):
        tell(f"    {line}", to_stderr=True)


def _asked(session: Session) -> bool:
    if session.as_json or not sys.stdin.isatty():
        return False
    return click.confirm("Do it?", default=False, err=True)
