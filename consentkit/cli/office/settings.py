"""`consentkit settings`: settings and own files, and whether they are those that a manager accepted."""

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.pages.office.settings import settings_lines
from consentkit.usecases.office import settings as acts


@click.group()
def settings() -> None:
    """See whether settings, own policies and forms are those that a manager accepted, and accept them."""


@settings.command("show", epilog="\b\nExample:\n  consentkit settings show")
@json_option
@pass_session
def show_(session: Session) -> None:
    """Say which files are not as they were accepted, by whom that was, and where pictures are scanned."""
    with session.opened() as workspace:
        state = acts.look_at_settings(workspace)
    lines = [*settings_lines(state), f"State {state.digest}"]
    show(state, lines, as_json=session.as_json)


@settings.command(epilog="\b\nExample:\n  consentkit settings accept 9f86d081884c")
@click.argument("state")
@json_option
@pass_session
def accept(session: Session, state: str) -> None:
    """Accept, as a manager, the STATE that `settings show` says, with the engine that it names."""
    with session.opened() as workspace:
        accepted = acts.accept_settings(workspace, state)
    show(accepted, settings_lines(accepted), as_json=session.as_json)
