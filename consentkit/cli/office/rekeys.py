"""`consentkit rekey`: other keys, so that old copies of the key file open nothing written afterwards."""

import sys
from collections.abc import Iterable

import click

from consentkit.cli.options import bar, json_option
from consentkit.cli.output import counted, show, tell
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.values import Value
from consentkit.usecases.office import rekeys
from consentkit.usecases.workspaces import Workspace


class Done(Value):
    """What replacing the keys came to; no code where it only went on with what had begun."""

    epoch: int
    files: int
    lost: tuple[str, ...]
    actors: tuple[str, ...]
    recovery_code: str | None


@click.command(
    epilog="\b\nExamples:\n  consentkit --as keeper-1 rekey\n  consentkit rekey --leave-out officer-3"
)
@click.option(
    "--leave-out", "left_out", multiple=True, metavar="HANDLE", help="Who gets no new keys; may be repeated."
)
@json_option
@pass_session
def rekey(session: Session, left_out: tuple[str, ...]) -> None:
    """Replace the keys, and seal everything anew, while others work.

    For after somebody left: an old copy of keyfile.json and their passphrase open nothing that is written
    afterwards, and no file once this is at its end. Everybody else signs in with the passphrase that they
    have. A new recovery code is printed; the old one ends. What was stopped goes on when it is run again.
    """
    with session.opened() as workspace:
        done = replace_keys(workspace, left_out, as_json=session.as_json)
    show(done, rekeyed_lines(done), as_json=session.as_json)


def replace_keys(workspace: Workspace, left_out: tuple[str, ...], *, as_json: bool) -> Done:
    """Replace the keys or go on with it; the code is shown as soon as there is one."""
    codes: list[str] = []

    def show_code(code: str) -> None:
        codes.append(code)
        for line in (
            f"New recovery code:  {code}",
            "Write it on paper now. It is shown only this once, and the one that you have ends.",
            "",
        ):
            tell(line, to_stderr=as_json)
        sys.stdout.flush()

    if rekeys.is_rekey_unfinished(workspace):
        tell("The keys were replaced before, and that was stopped. It goes on now.", to_stderr=True)
    done = rekeys.rekey(workspace, show_code, leave_out=left_out, watch=bar("File"))
    return Done(
        epoch=done.epoch,
        files=done.files,
        lost=done.lost,
        actors=done.actors,
        recovery_code=codes[0] if codes else None,
    )


def rekeyed_lines(done: Done) -> Iterable[str]:
    """Say what replacing the keys came to, and what it did not reach."""
    files = counted(done.files, "file is", "files are")
    yield f"✓ The keys are replaced, and {files} sealed anew and opened once. Old keys open nothing here."
    yield f"New keys have: {', '.join(done.actors)}. Whoever works just now signs in again."
    if done.lost:
        lost = counted(len(done.lost), "file was", "files were")
        yield f"! {lost} missing or changed already, and could not be sealed anew. Ask the doctor."
    yield "Backups and copies of before still open with the keys of before: keep them from others."
    yield "Next: consentkit backup make FOLDER"
