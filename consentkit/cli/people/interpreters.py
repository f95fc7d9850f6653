"""`consentkit interpreter`: who carries the words between two languages, and what they signed."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from consentkit.cli.looking import Look
from consentkit.cli.options import (
    CONSENT,
    CONTRIBUTOR,
    DAY,
    INTERPRETER,
    LETTER,
    choice,
    json_option,
    one_of,
)
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.events import Showing
from consentkit.domain.interpreting.back_checks import CheckWay, Understanding
from consentkit.domain.interpreting.interpreters import Tie
from consentkit.pages.files import read_file
from consentkit.pages.people.interpreters import check_line, interpreter_line
from consentkit.usecases.consents.back_checks import NewBackCheck, record_back_check
from consentkit.usecases.people import interpreters
from consentkit.usecases.people.interpreters import NewInterpreter
from consentkit.usecases.workspaces import Workspace

_RECORD_EPILOG = """\b
Examples:
  consentkit interpreter record interpreter-1 --language km --language en --tie none \\
    --letter L-2M4N-88TY --signed 2026-11-20 --until 2027-11-20
  consentkit interpreter record interpreter-2 --language my --tie family --tied-to C-7K3Q-X9MN \\
    --declaration promise.pdf --signed 2026-11-20 --until 2027-11-20
"""


@click.group()
def interpreter() -> None:
    """Interpreters: record, look at what they signed, check what was understood, end."""


@interpreter.command(epilog=_RECORD_EPILOG)
@click.argument("handle")
@click.option("--language", "languages", multiple=True, required=True, help="One they speak, by its code.")
@click.option(
    "--tie", "ties", type=choice(Tie), multiple=True, required=True,
    help="What ties them to the people concerned.",
)  # fmt: skip
@click.option("--tied-to", type=CONTRIBUTOR, multiple=True, help="Only to this one; else to everybody.")
@click.option("--letter", type=LETTER, help="The interpreter's letter, taken in and confirmed here.")
@click.option("--declaration", type=click.Path(path_type=Path), help="Or the file of what they signed.")
@click.option("--signed", "declared_on", type=DAY, help="When they signed.")
@click.option("--until", type=DAY, help="The last day of what they signed.")
@json_option
@pass_session
def record(session: Session, /, declaration: Path | None, **given: Any) -> None:
    """Record an interpreter by HANDLE, or tell anew of one; the last told counts for languages and ties.

    What was signed before holds for its own days.
    """
    one_of({"--letter": given["letter"], "--declaration": declaration})
    file = read_file(declaration) if declaration else None
    with session.opened() as workspace:
        kept = interpreters.record_interpreter(workspace, NewInterpreter(declaration=file, **given))
    lines = [kept.id, interpreter_line(kept)]
    if kept.is_unseen:
        lines.append(f"Next: consentkit interpreter view {kept.id} --to FILE")
    show(kept, lines, as_json=session.as_json)


@interpreter.command("list", epilog="\b\nExample:\n  consentkit interpreter list")
@json_option
@pass_session
def list_(session: Session) -> None:
    """List what was told of every interpreter, oldest first."""
    with session.opened() as workspace:
        found = interpreters.list_interpreters(workspace)
    lines = [f"{one.id}  {interpreter_line(one)}" for one in found] or ["None."]
    show(found, lines, as_json=session.as_json)


@interpreter.command("show", epilog="\b\nExample:\n  consentkit interpreter show interpreter-1")
@click.argument("handle")
@json_option
@pass_session
def show_(session: Session, handle: str) -> None:
    """Show all that was told of one, oldest first."""
    with session.opened() as workspace:
        found = interpreters.show_interpreter(workspace, handle)
    show(found, [f"{one.id}  {interpreter_line(one)}" for one in found], as_json=session.as_json)


@interpreter.command(
    epilog="\b\nExamples:\n  consentkit interpreter view D-7K3Q-X9MN --to promise.pdf\n"
    "  consentkit interpreter view D-7K3Q-X9MN --confirm"
)
@click.argument("code", metavar="INTERPRETER", type=INTERPRETER)
@click.option("--to", "out", type=click.Path(path_type=Path), help="Write what was signed here.")
@click.option("--confirm", is_flag=True, help="I read it, and it says what is recorded.")
@json_option
@pass_session
def view(session: Session, code: str, out: Path | None, confirm: bool) -> None:
    """Look at what an interpreter signed, and confirm that it says what is recorded."""

    def confirmed(workspace: Workspace) -> str:
        seen = interpreters.confirm_declaration(workspace, code)
        return f"Recorded that {seen.seen_by} looked at the declaration of {seen.handle}."

    look = Look(
        lambda workspace: interpreters.show_declaration(workspace, code, Showing.EXPORTED),
        "may name the interpreter. Read it, then delete the file.",
        confirmed,
    )
    look.take(session, {"interpreter": code}, out=out, confirm=confirm)


@interpreter.command(epilog="\b\nExample:\n  consentkit interpreter end D-7K3Q-X9MN")
@click.argument("code", metavar="INTERPRETER", type=INTERPRETER)
@click.option("--on", "day", type=DAY, help="From when (default: today).")
@json_option
@pass_session
def end(session: Session, code: str, day: date | None) -> None:
    """End what was declared: from that day it holds for no new answer; what was given before stays."""
    with session.opened() as workspace:
        ended = interpreters.end_interpreter(workspace, code, ended_on=day)
    show(ended, [interpreter_line(ended)], as_json=session.as_json)


@interpreter.command(
    "back-check",
    epilog="\b\nExample:\n  consentkit interpreter back-check K-2M4N-88TY --by helper-2 --way asked"
    " --outcome understood",
)
@click.argument("consent_id", metavar="CONSENT", type=CONSENT)
@click.option("--by", "checked_by", required=True, help="The handle of a second speaker of the language.")
@click.option("--way", type=choice(CheckWay), required=True, help="How they found out.")
@click.option("--outcome", type=choice(Understanding), required=True, help="What they found.")
@click.option("--on", "checked_on", type=DAY, help="When (default: today).")
@json_option
@pass_session
def back_check(session: Session, /, consent_id: str, **given: Any) -> None:
    """Record whether the person understood what was interpreted, as a second speaker found.

    Who did not understand did not consent: what is published becomes an open takedown.
    """
    with session.opened() as workspace:
        done = record_back_check(workspace, NewBackCheck(consent=consent_id, **given))
    lines = [check_line(done.check)]
    for takedown in done.takedowns:
        lines.append(f"Takedown {takedown.id} is open: publication {takedown.publication}. Then:")
        lines.append(f"    consentkit takedown confirm {takedown.id}")
    show(done, lines, as_json=session.as_json)
