"""`consentkit actor`: who may use the workspace."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import ValidationError

from consentkit.cli.options import choice, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import (
    Session,
    ask_hidden,
    pass_session,
    read_new_passphrase,
    read_passphrase,
)
from consentkit.domain.errors import InvalidInput
from consentkit.domain.roles import Actor, Role
from consentkit.pages.files import check_new_file, write_file
from consentkit.usecases.office import actors


def new_actor(handle: str, roles: Iterable[Role]) -> Actor:
    """Return an actor. Raises InvalidInput for a handle that is no handle."""
    try:
        return Actor(handle=handle, roles=frozenset(roles))
    except ValidationError:
        raise InvalidInput("handle-malformed", given=handle) from None


@contextmanager
def _new_secret_in(key_file: Path) -> Iterator[str]:
    """Write a secret first: an actor whose secret could not be written would never come in."""
    secret = actors.new_unattended_secret()
    write_file(key_file, f"{secret}\n".encode())
    try:
        yield secret
    except BaseException:
        key_file.unlink(missing_ok=True)
        raise


@click.group()
def actor() -> None:
    """Who may use the workspace, and passphrases."""


@actor.command(
    epilog="\b\nExamples:\n  consentkit actor add officer-1 --role officer\n"
    "  consentkit actor add backup-job --role auditor --key-file /etc/consentkit.key"
)
@click.argument("handle")
@click.option("--role", "roles", type=choice(Role), multiple=True, required=True)
@click.option(
    "--key-file", type=click.Path(path_type=Path), help="Write a random secret here, for unattended use."
)
@json_option
@pass_session
def add(session: Session, handle: str, roles: tuple[Role, ...], key_file: Path | None) -> None:
    """Give someone a passphrase and roles."""
    new = new_actor(handle, roles)
    if key_file is not None:
        check_new_file(key_file)
    with session.opened() as workspace:
        if key_file is None:
            actors.add_actor(workspace, new, read_new_passphrase(f"Passphrase of {handle}"))
        else:
            with _new_secret_in(key_file) as secret:
                actors.add_actor(workspace, new, secret)
    show(new, [f"{handle} may use this workspace now ({', '.join(sorted(roles))})."], as_json=session.as_json)


@actor.command("list", epilog="\b\nExample:\n  consentkit actor list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List the actors."""
    with session.opened() as workspace:
        known = actors.list_actors(workspace)
    show(known, [f"{a.handle}: {', '.join(sorted(a.roles))}" for a in known], as_json=session.as_json)


@actor.command(epilog="\b\nExample:\n  consentkit actor remove officer-1")
@click.argument("handle")
@json_option
@pass_session
def remove(session: Session, handle: str) -> None:
    """Take an actor's passphrase away."""
    with session.opened() as workspace:
        actors.remove_actor(workspace, handle)
    show({"removed": handle}, [f"{handle} can no longer open this workspace."], as_json=session.as_json)


@actor.command(epilog="\b\nExample:\n  consentkit --as officer-1 actor passphrase")
@json_option
@pass_session
def passphrase(session: Session) -> None:
    """Change your passphrase. Nothing else is written again."""
    with session.opened() as workspace:
        old = read_passphrase("Your passphrase once more")
        actors.change_passphrase(workspace, old, read_new_passphrase("New passphrase"))
        handle = workspace.actor.handle
    show({"changed": handle}, ["The passphrase is changed."], as_json=session.as_json)


@actor.command(epilog="\b\nExample:\n  consentkit actor recover manager-1")
@click.argument("handle")
@json_option
@pass_session
def recover(session: Session, handle: str) -> None:
    """Set a new passphrase with the printed recovery code."""
    code = ask_hidden("Recovery code (it is not shown)")
    actors.recover_actor(Path(session.folder), handle, code, read_new_passphrase("New passphrase"))
    show({"recovered": handle}, [f"{handle} has a new passphrase."], as_json=session.as_json)
