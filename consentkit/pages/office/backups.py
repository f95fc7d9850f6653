"""What the page of backups asks and says."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from consentkit.pages.fields import Filled, SecretField, TextField
from consentkit.pages.forms import Form
from consentkit.usecases.office.backups import (
    Backup,
    KeptBackup,
    Unlock,
    backup_age,
    unlock_by_passphrase,
    unlock_by_recovery_code,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import checkup_sentence
from consentkit.wording.languages import _

R = TypeVar("R")


def restore_form(handle: str, restore: Callable[[Path, Unlock], R]) -> Form[R]:
    """Return the form for bringing a backup back: where to, and what opens it."""
    into = TextField(
        "into",
        _("Into this folder"),
        help=_("A new or an empty folder. Nothing is ever brought back over anything."),
        error_codes=("folder-not-empty", "folder-cannot-be-made"),
    )
    secret = SecretField(
        "passphrase",
        _("Passphrase of {handle}, when the backup was made").format(handle=handle),
        is_required=False,
        error_codes=("passphrase-wrong",),
        help=_("Leave it empty to use the recovery code."),
    )
    code = SecretField("code", _("Recovery code"), is_required=False, error_codes=("recovery-code-wrong",))

    def save(filled: Filled) -> R:
        typed = code.read(filled)
        unlocking = (
            unlock_by_recovery_code(typed) if typed else unlock_by_passphrase(handle, secret.read(filled))
        )
        return restore(Path(into.read(filled)).expanduser(), unlocking)

    return Form("backup-restore", _("Bring a backup back"), (into, secret, code), save)


def backups_in_words(workspace: Workspace, folder: Path | None, found: Sequence[KeptBackup]) -> str:
    """Say how old the last checked backup is, where they lie, and which there are."""
    age = backup_age(workspace)
    code = "backup-none" if age.days is None else "backup-old" if age.is_due else "backup"
    lines = [checkup_sentence(code, {} if age.days is None else {"days": age.days}), ""]
    if folder is None:
        lines.append(_("No folder for backups is chosen. Choose one, best on another disk."))
    else:
        lines += [_("Folder: {folder}").format(folder=folder), *map(_kept_line, found)]
    return "\n".join(lines)


def made_in_words(made: Backup) -> str:
    """Say that a backup was made and checked, and what is missing in it."""
    words = _("Backup {number} is made, and checked by opening it. Files: {files}.")
    return _with_missing(words, made)


def checked_in_words(found: Backup) -> str:
    """Say that a backup was opened and read."""
    return _with_missing(_("Backup {number} is whole. Files: {files}."), found)


def restored_in_words(found: Backup, folder: Path) -> str:
    """Say that a backup is back."""
    words = _("Backup {number} is back in {folder}.").format(number=found.kept.number, folder=folder)
    return _with_missing(words, found)


def _with_missing(words: str, found: Backup) -> str:
    said = words.format(number=found.kept.number, files=found.files)
    if not found.missing:
        return said
    lacks = _("Missing or changed in the workspace already: {count}. Ask the doctor.")
    return f"{said} " + lacks.format(count=len(found.missing))


def _kept_line(one: KeptBackup) -> str:
    words = _("{number}  {made_at} UTC  by {made_by}, up to event {seq}, {megabytes} MB")
    return words.format(
        number=one.number,
        made_at=f"{one.made_at:%Y-%m-%d %H:%M}",
        made_by=one.made_by,
        seq=one.seq,
        megabytes=f"{one.size / 1_000_000:.1f}",
    )
