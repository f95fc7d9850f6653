"""`consentkit settings`: settings and own files, and whether they are those that a manager accepted."""

from pathlib import Path

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.pages.files import incoming
from consentkit.pages.letters.letterheads import letterhead_in_words
from consentkit.pages.office.settings import settings_lines
from consentkit.usecases.letters.letterheads import NewLetterhead, set_letterhead
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


_HEAD = """\b
Example:
  consentkit settings letterhead --name "River House" --address "12/3 Ping Road, Chiang Mai" \\
    --telephone "+66 2 555 0100" --logo logo.png
"""


@settings.command(epilog=_HEAD)
@click.option("--name", default="", help="The organisation, as letters may show it.")
@click.option("--address", default="", help="Where it is, in one line.")
@click.option("--telephone", default="", help="Its number.")
@click.option("--logo", type=click.Path(path_type=Path), help="A PNG or JPEG file.")
@json_option
@pass_session
def letterhead(session: Session, name: str, address: str, telephone: str, logo: Path | None) -> None:
    """Set, as a manager, what stands at the head of letters: all of it at once; nothing given, there is none.

    A letter with another name than usual, or a neutral title, has none. Letters of before stay as they are.
    """
    with session.opened() as workspace:
        new = NewLetterhead(name=name, address=address, telephone=telephone)
        found = set_letterhead(workspace, new, incoming(logo) if logo else None)
    value = found.model_dump(exclude={"logo"}) | {"has_logo": bool(found.logo)}
    show(value, letterhead_in_words(found), as_json=session.as_json)
