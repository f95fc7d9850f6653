"""Backups: make one, check it by opening it, keep enough of them, and come back from one."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from consentkit.domain.errors import BadDataFile, Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.progress import Watcher, stopping, unwatched
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Value
from consentkit.store.backups.checking import check_records, check_snapshot, read_contents, read_key_file_of
from consentkit.store.backups.making import Parts, make_snapshot
from consentkit.store.backups.manifests import Contents, Manifest
from consentkit.store.backups.restoring import check_room_for, copy_snapshot, newest_event_of
from consentkit.store.backups.stores import BackupStore, open_or_make_store, open_store
from consentkit.store.disk.new_folders import is_unfinished, new_folder
from consentkit.store.key_files import KeyFile, read_key_file
from consentkit.store.keys import Keys, unlock, unlock_with_recovery_code
from consentkit.store.log.audits import first_event_at, heads_in, last_event_at
from consentkit.store.log.key_epochs import signers_of
from consentkit.usecases.new_workspaces import make_folders
from consentkit.usecases.workspaces import Clock, Workspace, WorkspaceFolders, opened_with, system_clock

SUBJECT = "backups"
"""Of what the events of backups are: an event holds the number of a backup, and no path."""


class KeptBackup(Value):
    """A backup as it is listed: when and by whom it was made, up to which event, how many bytes."""

    number: int
    made_at: datetime
    made_by: str
    seq: int
    size: int


class Backup(Value):
    """A backup that was made or checked: how many files it has, and which the workspace itself had lost."""

    kept: KeptBackup
    files: int
    missing: tuple[str, ...] = ()
    forgotten: tuple[int, ...] = ()


class Retention(Value):
    """Which backups are kept: the newest `count`, all of the last `days`, and the newest checked one."""

    count: int
    days: int


Unlock = Callable[[KeyFile], tuple[Actor, Keys]]
"""Opens the keys of a backup: by a passphrase, or by the recovery code."""


def backup_folder(workspace: Workspace, given: Path | None) -> Path:
    """Return where backups go: as was said, or as the settings say.

    Raises InvalidInput where neither does, or where that lies in the workspace itself.
    """
    chosen = workspace.settings.backups.folder
    if given is None and not chosen:
        raise InvalidInput("backup-folder-not-said")
    folder = given or workspace.folders.root / Path(chosen).expanduser()
    # Not `resolve`, which ends in a RuntimeError where links lead round in a circle.
    root, real = (Path(os.path.realpath(one)) for one in (workspace.folders.root, folder))
    if root in (real, *real.parents):
        raise InvalidInput("backup-in-workspace", folder=folder.name)
    return folder


def make_backup(
    workspace: Workspace, folder: Path, *, keep: Retention | None = None, watch: Watcher = unwatched
) -> Backup:
    """Make a backup, check it by opening it, and let go of those that are neither new nor young.

    `keep` is as the settings say where it is not said. Raises Unavailable (backup-no-room, records-busy),
    Conflict (backup-of-another, backup-of-other-history, backup-busy), NotFound where another let go of it
    before it was checked, Stopped when `watch` cancels.
    """
    require(workspace.actor, EventName.BACKUP_MADE)
    store = open_or_make_store(folder, workspace.records.keys.workspace)
    with stopping(watch) as watched:
        manifest, contents = _made_whole(workspace, store, watched)
    with workspace.change(EventName.BACKUP_VERIFIED) as change:
        change.record(SUBJECT, **_facts(store, manifest, contents))
    chosen = workspace.settings.backups
    forgotten = _forget(workspace, store, keep or Retention(count=chosen.keep_count, days=chosen.keep_days))
    return _backup(manifest, contents).model_copy(update={"forgotten": forgotten})


def check_backup(
    workspace: Workspace, folder: Path, number: int | None = None, *, watch: Watcher = unwatched
) -> Backup:
    """Open a backup (`None`: the newest) and read all of it; record that it is whole.

    Raises NotFound, BadDataFile where it is not, Conflict (backup-of-another, backup-of-earlier-keys),
    Stopped.
    """
    require(workspace.actor, EventName.BACKUP_VERIFIED)
    store = open_store(folder)
    if store.workspace != workspace.records.keys.workspace:
        raise Conflict("backup-of-another", folder=folder.name)
    manifest = _chosen(store, number)
    with stopping(watch) as watched:
        contents = _found_whole(store, manifest, workspace, watched)
    with workspace.change(EventName.BACKUP_VERIFIED) as change:
        change.record(SUBJECT, **_facts(store, manifest, contents))
    return _backup(manifest, contents)


def list_backups(folder: Path) -> tuple[KeptBackup, ...]:
    """Return the backups in a folder, the newest first; needs no passphrase, and proves nothing.

    Raises NotFound, BadDataFile.
    """
    store = open_store(folder)
    return tuple(_kept(store.manifest(number)) for number in reversed(store.numbers()))


def last_checked_at(workspace: Workspace) -> datetime | None:
    """Return when a backup was last checked and found whole; `None` where none ever was."""
    return last_event_at(workspace.records.db, SUBJECT, EventName.BACKUP_VERIFIED.value)


class BackupAge(Value):
    """How many days ago a backup was last checked and found whole (`None`: never), and whether one is due."""

    days: int | None
    is_due: bool


def backup_age(workspace: Workspace) -> BackupAge:
    """Return how old the last checked backup is; a new workspace has as long before its first one is due."""
    checked = last_checked_at(workspace)
    since = checked or first_event_at(workspace.records.db)
    days = max(0, (workspace.clock() - since).days)
    return BackupAge(days=days if checked else None, is_due=days >= workspace.settings.backups.remind_days)


def restore_backup(
    folder: Path,
    target: Path,
    unlocking: Unlock,
    *,
    number: int | None = None,
    watch: Watcher = unwatched,
    clock: Clock = system_clock,
) -> Backup:
    """Bring a backup back (`None`: the newest) into an empty folder, whole or not at all; record it there.

    Raises Refused for a wrong passphrase or code, BadDataFile for a backup that is damaged, Conflict for a
    folder that holds anything, Unavailable where there is no room, Stopped.
    """
    store = open_store(folder)
    manifest = _chosen(store, number)
    actor, keys = unlocking(read_key_file_of(store, manifest))
    contents = read_contents(store, manifest, keys)
    _check_target(target, manifest, keys)
    check_room_for(target, manifest)
    with stopping(watch) as watched, new_folder(target):
        copy_snapshot(store, manifest, contents, keys, target, watch=watched)
        folders = WorkspaceFolders(target)
        make_folders(folders)
        check_records(folders.records, manifest, contents, keys, watch=watched)
        with opened_with(target, actor, keys, clock=clock) as workspace:
            if number is None:
                _check_heads(workspace, manifest)
            with workspace.change(EventName.WORKSPACE_RESTORED) as change:
                change.record(SUBJECT, **_facts(store, manifest, contents))
    return _backup(manifest, contents)


def unlock_by_passphrase(handle: str, passphrase: str) -> Unlock:
    """Open a backup's keys as one of its actors."""
    return lambda file: unlock(file, handle, passphrase)


def unlock_by_recovery_code(code: str) -> Unlock:
    """Open a backup's keys with the printed code."""
    nobody = Actor(handle="recovery", roles=frozenset({Role.AUDITOR}))
    return lambda file: (nobody, unlock_with_recovery_code(file, code))


def handles_of_backup(folder: Path, number: int | None = None) -> tuple[str, ...]:
    """Return who had a passphrase when a backup was made."""
    store = open_store(folder)
    return read_key_file_of(store, _chosen(store, number)).handles


def _made_whole(workspace: Workspace, store: BackupStore, watch: Watcher) -> tuple[Manifest, Contents]:
    """Make a snapshot and check it; an object that went bad since an earlier one is copied afresh."""
    parts, by = _parts(workspace.folders), workspace.actor.handle
    while True:
        made = make_snapshot(store, parts, workspace.records, by=by, at=workspace.clock(), watch=watch)
        with workspace.change(EventName.BACKUP_MADE) as change:
            change.record(SUBJECT, **_facts(store, *made))
        try:
            _found_whole(store, made[0], workspace, watch)
        except BadDataFile as error:
            if not store.discard(str(error.facts.get("object", ""))):
                raise
        else:
            return made


def _found_whole(store: BackupStore, manifest: Manifest, workspace: Workspace, watch: Watcher) -> Contents:
    """Check a snapshot. Raises BadDataFile, or NotFound for one that somebody let go of meanwhile."""
    keys = workspace.records.keys
    earlier = signers_of(workspace.records.db, keys.signing_key()).public_keys
    try:
        return check_snapshot(store, manifest, keys, earlier=earlier, watch=watch)
    except BadDataFile:
        store.manifest(manifest.number)
        raise


def _chosen(store: BackupStore, number: int | None) -> Manifest:
    return store.newest() if number is None else store.manifest(number)


def _parts(folders: WorkspaceFolders) -> Parts:
    return Parts(
        root=folders.root,
        key_file=folders.key_file,
        records=folders.records,
        identities=folders.identities,
        vault=folders.vault,
        plain=(folders.settings, folders.policies, folders.forms, folders.heads),
        sealed=(folders.inbox, folders.unfinished_forms),
    )


def _facts(store: BackupStore, manifest: Manifest, contents: Contents) -> dict[str, str | int]:
    """What an event says of a backup: which of which folder, up to which event, and how many files."""
    return {
        "folder": store.folder_id,
        "number": manifest.number,
        "seq": manifest.seq,
        "files": len(contents.entries),
        "missing": len(contents.missing),
    }


def _forget(workspace: Workspace, store: BackupStore, keep: Retention) -> tuple[int, ...]:
    """Let go of what is neither new nor young; where one cannot be read, all stay."""
    newest_first = tuple(reversed(store.numbers()))
    since = workspace.clock() - timedelta(days=keep.days)
    try:
        with store.held():
            old = [n for n in newest_first[max(1, keep.count) :] if store.manifest(n).made_at < since]
            for number in old:
                store.forget(number)
            store.sweep()
    except (BadDataFile, Conflict):
        return ()
    return tuple(old)


def _check_target(target: Path, manifest: Manifest, keys: Keys) -> None:
    """Say what a folder that is not empty holds: newer records, another workspace, or anything else."""
    path = WorkspaceFolders(target).key_file
    if is_unfinished(target) or not path.exists():
        return
    if read_key_file(path).workspace != manifest.workspace:
        raise Conflict("restore-over-another", folder=target.name)
    has = newest_event_of(WorkspaceFolders(target).records, keys)
    code = "restore-over-newer" if has > manifest.seq else "restore-over-records"
    raise Conflict(code, folder=target.name, seq=manifest.seq, has=has)


def _check_heads(workspace: Workspace, manifest: Manifest) -> None:
    """Raise Refused where a head that is kept elsewhere knows more events than the newest backup."""
    known = (head for folder in workspace.records.heads for _, head in heads_in(folder) if head is not None)
    has = max((head.seq for head in known if head.workspace == manifest.workspace), default=0)
    if has > manifest.seq:
        raise Refused("backup-older-than-head", number=manifest.number, seq=manifest.seq, has=has)


def _kept(manifest: Manifest) -> KeptBackup:
    return KeptBackup.model_validate(manifest.model_dump(include=set(KeptBackup.model_fields)))


def _backup(manifest: Manifest, contents: Contents) -> Backup:
    return Backup(kept=_kept(manifest), files=len(contents.entries), missing=contents.missing)
