"""`consentkit actor`: who may use the workspace."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from consentkit.cli.office.rekeys import rekeyed_lines, replace_keys
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
from consentkit.domain.events import EventName, require
from consentkit.domain.roles import Actor, Role
from consentkit.pages.files import check_new_file, write_file
from consentkit.pages.office.passphrases import bits_of
from consentkit.usecases.office import actors, recoveries
from consentkit.usecases.office.passphrases import suggest_passphrase
from consentkit.wording.languages import LANGUAGES

if TYPE_CHECKING:
    from consentkit.domain.accounts import Account
    from consentkit.usecases.workspaces import Workspace


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
    """Give someone roles, and a passphrase for once.

    With it they set one of their own, and may do nothing before. A secret in a key file stays as it is; a
    machine's account only reads, so that its role is auditor.
    """
    new = new_actor(handle, roles)
    if key_file is not None:
        check_new_file(key_file)
    with session.opened() as workspace:
        if key_file is None:
            actors.add_actor(workspace, new, read_new_passphrase(f"Passphrase of {handle}, for once", handle))
        else:
            with _new_secret_in(key_file) as secret:
                actors.add_unattended(workspace, new, secret)
    held = ", ".join(sorted(roles))
    lines = [f"{handle} may use this workspace now ({held})."]
    if key_file is None:
        lines.append(f"First they set a passphrase of their own: consentkit --as {handle} actor passphrase")
    show(new, lines, as_json=session.as_json)


@actor.command("list", epilog="\b\nExample:\n  consentkit actor list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List the actors: their roles, and whose account it is."""
    with session.opened() as workspace:
        known = actors.accounts_of(workspace)
        lines = [f"{one.handle}: {', '.join(sorted(one.roles))}{_standing(workspace, one)}" for one in known]
    show(known, lines, as_json=session.as_json)


def _standing(workspace: "Workspace", account: "Account") -> str:
    from consentkit.pages.office.words import standing_in_words

    words = standing_in_words(workspace, account)
    return f" · {words}" if words else ""


@actor.command(
    epilog="\b\nExamples:\n  consentkit actor roles officer-1 --role officer --role safeguarding\n"
    "  consentkit actor roles officer-2 --role keeper"
)
@click.argument("handle")
@click.option("--role", "roles", type=choice(Role), multiple=True, required=True, help="Each role they have.")
@json_option
@pass_session
def roles(session: Session, handle: str, roles: tuple[Role, ...]) -> None:
    """Give an actor these roles in place of those they have.

    Nobody is removed, and what they did stays theirs. Who becomes a keeper gets a passphrase for once.
    """
    new = new_actor(handle, roles)
    with session.opened() as workspace:
        before = {one.handle: one.roles for one in actors.list_actors(workspace)}
        once = None
        if Role.KEEPER in new.roles - before.get(handle, new.roles):
            once = read_new_passphrase(f"Passphrase of {handle}, for once", handle)
        actors.change_roles(workspace, handle, new.roles, passphrase=once)
    lines = [f"{handle} has these roles now: {', '.join(sorted(roles))}."]
    if once is not None:
        lines.append(f"First they set a passphrase of their own: consentkit --as {handle} actor passphrase")
    show(new, lines, as_json=session.as_json)


@actor.command(epilog="\b\nExample:\n  consentkit --as keeper-1 actor vouch officer-1")
@click.argument("handle")
@json_option
@pass_session
def vouch(session: Session, handle: str) -> None:
    """Say as a keeper that a new account is another person's than whoever made it.

    Until then, and for some days, the account is no second person beside that one. Certificates name who
    vouched.
    """
    with session.opened() as workspace:
        vouched = actors.vouch_for(workspace, handle)
    lines = [f"You vouched for {handle}, whom {vouched.made_by} added."]
    show(vouched, lines, as_json=session.as_json)


@actor.command(
    epilog="\b\nExamples:\n  consentkit actor remove officer-1\n  consentkit actor remove officer-1 --rekey"
)
@click.argument("handle")
@click.option("--rekey", "with_rekey", is_flag=True, help="Replace the keys right after it.")
@json_option
@pass_session
def remove(session: Session, handle: str, with_rekey: bool) -> None:
    """Take an actor's passphrase away.

    Who kept an older copy of keyfile.json reads on with it until the keys are replaced.
    """
    with session.opened() as workspace:
        if with_rekey:
            require(workspace.actor, EventName.KEYS_REPLACED)
        actors.remove_actor(workspace, handle)
        lines = [f"{handle} can no longer sign in here."]
        if not with_rekey:
            lines += [
                f"With an older copy of keyfile.json {handle} still reads what is written, until a keeper"
                " replaces the keys.",
                "Try: consentkit rekey",
            ]
        done = replace_keys(workspace, (), as_json=session.as_json) if with_rekey else None
    more = [] if done is None else rekeyed_lines(done)
    show({"removed": handle, "rekey": done}, [*lines, *more], as_json=session.as_json)


@actor.command(epilog="\b\nExample:\n  consentkit --as officer-1 actor passphrase")
@json_option
@pass_session
def passphrase(session: Session) -> None:
    """Set a passphrase of your own, or another one. Nothing else is written again."""
    with session.opened_for_passphrase() as workspace:
        old = read_passphrase("Your passphrase once more")
        handle = workspace.actor.handle
        actors.change_passphrase(workspace, old, read_new_passphrase("New passphrase", handle))
    show({"changed": handle}, ["The passphrase is changed."], as_json=session.as_json)


@actor.command(epilog="\b\nExamples:\n  consentkit actor suggest\n  consentkit actor suggest --language km")
@click.option("--language", type=click.Choice(tuple(LANGUAGES)), help="Of the words (default: en).")
@json_option
@pass_session
def suggest(session: Session, language: str | None) -> None:
    """Draw a passphrase by chance: words that are easy to type and to remember. Needs no workspace."""
    drawn = suggest_passphrase(language or "en")
    meaning = f"{drawn.words} words drawn by chance ({bits_of(drawn)} bits). It is kept nowhere."
    show(drawn, [drawn.passphrase, meaning], as_json=session.as_json)


@actor.command(
    epilog="\b\nExamples:\n  consentkit actor recover manager-1\n  consentkit actor recover keeper-2 --keeper"
)
@click.argument("handle")
@click.option("--keeper", "as_keeper", is_flag=True, help="Make them a keeper; a new handle is a new actor.")
@json_option
@pass_session
def recover(session: Session, handle: str, as_keeper: bool) -> None:
    """Set a new passphrase with the printed recovery code, or appoint a keeper with it.

    Nobody knows who comes in so: what this account answered before as one of two people is asked again.
    """
    code = ask_hidden("Recovery code (it is not shown)")
    folder, new = Path(session.folder), read_new_passphrase("New passphrase", handle)
    if as_keeper:
        recoveries.appoint_keeper(folder, new_actor(handle, {Role.KEEPER}).handle, code, new)
        lines = [f"{handle} is a keeper now, with this passphrase."]
    else:
        recoveries.recover_actor(folder, handle, code, new)
        lines = [f"{handle} has a new passphrase."]
    show({"recovered": handle, "is_keeper": as_keeper}, lines, as_json=session.as_json)
