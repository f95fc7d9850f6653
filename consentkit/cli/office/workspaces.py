"""`consentkit init`: make a workspace."""

from pathlib import Path

import click

from consentkit.cli.options import choice, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session, read_new_passphrase
from consentkit.cli.streams import check_answer_arrived
from consentkit.domain.roles import Role
from consentkit.usecases.new_workspaces import making_workspace

_EPILOG = """\b
Example:
  consentkit init our-stories --actor manager-1 --organisation "River House" --timezone Asia/Bangkok
"""


@click.command(epilog=_EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--actor", "handle", default="manager-1", show_default=True, help="A handle for you, not your name."
)
@click.option("--also", "more", type=choice(Role), multiple=True, help="Another role for you.")
@click.option("--organisation", default="", help="Printed on certificates.")
@click.option("--timezone", default="UTC", show_default=True, help="Such as Asia/Bangkok.")
@json_option
@pass_session
def init(
    session: Session, folder: Path, handle: str, more: tuple[Role, ...], organisation: str, timezone: str
) -> None:
    """Make a new workspace in FOLDER.

    You become its first manager and keeper. A recovery code is printed once: write it down, and keep it
    away from this machine. Without it, a forgotten passphrase cannot be replaced.
    """
    from consentkit.cli.office.actors import new_actor

    actor = new_actor(handle, {Role.MANAGER, Role.KEEPER, *more})
    passphrase = read_new_passphrase("New passphrase", actor.handle)
    # The code is shown before the workspace can be used: one whose code nobody saw is made anew.
    with making_workspace(folder, actor, passphrase, organisation=organisation, timezone=timezone) as code:
        lines = [
            f"The workspace {folder} is ready. You are {actor.handle} ({', '.join(sorted(actor.roles))}).",
            "",
            f"Recovery code:  {code}",
            "Write it on paper now. It is shown only this once.",
            "",
            f"Next: consentkit -w {folder} actor add officer-1 --role officer",
        ]
        value = {"folder": str(folder), "actor": actor, "recovery_code": code}
        show(value, lines, as_json=session.as_json)
        check_answer_arrived()
