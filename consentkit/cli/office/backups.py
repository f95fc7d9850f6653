"""`consentkit backup` and `consentkit restore`."""

from collections.abc import Iterable
from pathlib import Path

import click

from consentkit.cli.options import bar, json_option
from consentkit.cli.output import counted, show
from consentkit.cli.sessions import Session, only_handle, pass_session, read_passphrase
from consentkit.usecases.office import backups
from consentkit.usecases.office.backups import Backup, Retention
from consentkit.usecases.workspaces import Workspace

_FOLDER = click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
_NUMBER = click.option("--number", type=int, help="Which backup (default: the newest).")


@click.group()
def backup() -> None:
    """Encrypted backups: make, check, list. `consentkit restore` brings one back."""


@backup.command(
    epilog="\b\nExamples:\n  consentkit backup make /media/stick/consentkit\n"
    "  consentkit --as backup-job backup make --keep-count 30"
)
@_FOLDER
@click.option("--keep-count", type=click.IntRange(1, 10_000), help="Keep so many of the newest.")
@click.option("--keep-days", type=click.IntRange(0, 36_500), help="Keep all that are younger.")
@json_option
@pass_session
def make(session: Session, folder: Path | None, keep_count: int | None, keep_days: int | None) -> None:
    """Make a backup in FOLDER, check it by opening it, and let go of old ones.

    Only what is new since the last one is copied. Without FOLDER it goes where config.toml says.
    """
    with session.opened() as workspace:
        place = backups.backup_folder(workspace, folder)
        keep = _retention(workspace, keep_count, keep_days)
        made = backups.make_backup(workspace, place, keep=keep, watch=bar("File"))
    show(made, _made_lines(made), as_json=session.as_json)


@backup.command(epilog="\b\nExample:\n  consentkit backup check /media/stick/consentkit")
@_FOLDER
@_NUMBER
@json_option
@pass_session
def check(session: Session, folder: Path | None, number: int | None) -> None:
    """Open a backup and read all of it: the records, their log, and every file."""
    with session.opened() as workspace:
        place = backups.backup_folder(workspace, folder)
        found = backups.check_backup(workspace, place, number, watch=bar("File"))
    lines = [f"✓ Backup {found.kept.number} is whole: {counted(found.files, 'file', 'files')}."]
    show(found, [*lines, *_missing_lines(found)], as_json=session.as_json)


@backup.command("list", epilog="\b\nExample:\n  consentkit backup list /media/stick/consentkit")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@json_option
@pass_session
def list_(session: Session, folder: Path) -> None:
    """List the backups in FOLDER, the newest first. It needs no passphrase, and proves nothing."""
    found = backups.list_backups(folder)
    lines = [
        f"{one.number}: {one.made_at:%Y-%m-%d %H:%M} UTC by {one.made_by}, up to event {one.seq}, "
        f"{_megabytes(one.size)}"
        for one in found
    ]
    show(found, lines or ["None."], as_json=session.as_json)


@click.command(
    epilog="\b\nExamples:\n  consentkit --as manager-1 restore /media/stick/consentkit our-stories\n"
    "  consentkit restore /media/stick/consentkit our-stories --recovery-code"
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("into", type=click.Path(path_type=Path, file_okay=False))
@_NUMBER
@click.option("--recovery-code", "by_code", is_flag=True, help="Open it with the printed recovery code.")
@json_option
@pass_session
def restore(session: Session, folder: Path, into: Path, number: int | None, by_code: bool) -> None:
    """Bring a backup back from FOLDER into the empty folder INTO, on this machine or another.

    It asks for the passphrase that you had when the backup was made.
    """
    if by_code:
        code = str(click.prompt("Recovery code", hide_input=True, err=True))
        unlocking = backups.unlock_by_recovery_code(code)
    else:
        handle = session.handle or only_handle(backups.handles_of_backup(folder, number))
        secret = read_passphrase(f"Passphrase of {handle}, when the backup was made")
        unlocking = backups.unlock_by_passphrase(handle, secret)
    found = backups.restore_backup(folder, into, unlocking, number=number, watch=bar("File"))
    lines = [
        f"✓ Backup {found.kept.number} is back in {into}, as it was at event {found.kept.seq}.",
        *_missing_lines(found),
        f"Next: consentkit -w {into} doctor",
    ]
    show(found, lines, as_json=session.as_json)


def _retention(workspace: Workspace, count: int | None, days: int | None) -> Retention:
    chosen = workspace.settings.backups
    return Retention(
        count=chosen.keep_count if count is None else count,
        days=chosen.keep_days if days is None else days,
    )


def _made_lines(made: Backup) -> Iterable[str]:
    yield f"✓ Backup {made.kept.number} is made and checked: {counted(made.files, 'file', 'files')}, " + (
        f"{_megabytes(made.kept.size)}, up to event {made.kept.seq}."
    )
    yield from _missing_lines(made)
    if made.forgotten:
        yield f"Let go of: {', '.join(map(str, made.forgotten))}."


def _missing_lines(found: Backup) -> Iterable[str]:
    if found.missing:
        files = counted(len(found.missing), "file was", "files were")
        yield f"! {files} missing or changed in the workspace already, and so in the backup. Ask the doctor."


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
