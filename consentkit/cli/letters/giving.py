"""`consentkit letter give` and `mine`: who prints a letter that somebody else made."""

from pathlib import Path

import click

from consentkit.cli.options import LETTER, json_option
from consentkit.cli.output import show, tell
from consentkit.cli.sessions import Session, pass_session, say_looks_are_recorded
from consentkit.domain.events import Showing
from consentkit.pages.files import check_new_file, ready_folder, write_file
from consentkit.usecases.letters.lists import letters_for
from consentkit.usecases.letters.prints import print_again
from consentkit.usecases.letters.showings import give_letters, show_letter


@click.command(epilog="\b\nExample:\n  consentkit letter give L-7K3Q-X9MN L-2M4N-88TY --to volunteer-1")
@click.argument("letters", metavar="LETTER...", type=LETTER, nargs=-1, required=True)
@click.option("--to", "handle", required=True, metavar="HANDLE", help="Who is to print them.")
@json_option
@pass_session
def give(session: Session, letters: tuple[str, ...], handle: str) -> None:
    """Have somebody print letters that others made; volunteers see no other names.

    Who had them to print before has them no more.
    """
    tell("Whoever gets a letter sees the name on it. The log keeps who gave it to whom.", to_stderr=True)
    with session.opened() as workspace:
        given = give_letters(workspace, letters, handle)
    show(given, [f"{one.id}: given to {handle}" for one in given], as_json=session.as_json)


@click.command(epilog="\b\nExample:\n  consentkit letter mine --out letters/")
@click.option("--out", type=click.Path(path_type=Path), help="Write each as a PDF into this folder.")
@json_option
@pass_session
def mine(session: Session, out: Path | None) -> None:
    """List the letters that were given to you to be printed; with --out, write them."""
    if out is not None:
        say_looks_are_recorded()
    with session.opened() as workspace:
        found = letters_for(workspace)
        if out is not None:
            ready_folder(out)
            files = {one.id: out / f"{one.id}.pdf" for one in found}
            for file in files.values():
                check_new_file(file)
            for code, file in files.items():
                made = show_letter(workspace, code, Showing.EXPORTED)
                write_file(file, print_again(workspace, made))
    lines = [f"{one.id}: {one.form} in {one.language}" for one in found] or ["No letter is yours to print."]
    show(found, [*lines, *([f"Written to {out}"] if out and found else [])], as_json=session.as_json)


VERBS = (give, mine)
