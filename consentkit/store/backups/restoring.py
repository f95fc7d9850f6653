"""Bring a snapshot back, into an empty folder only."""

from contextlib import closing
from pathlib import Path

from consentkit.domain.errors import BadDataFile, Unavailable
from consentkit.domain.progress import Step, Watcher
from consentkit.store.backups.checking import damaged
from consentkit.store.backups.manifests import Contents, Entry, Manifest, unseal
from consentkit.store.backups.stores import BackupStore, check_room, copy_hashed
from consentkit.store.database.encrypted import DatabaseError, look_into_database
from consentkit.store.disk.files import write_atomically
from consentkit.store.keys import Keys
from consentkit.store.machine import failures_told


def nearest_folder(target: Path) -> Path:
    """Return the folder that is there and will hold the target."""
    folder = target.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder


def check_room_for(target: Path, manifest: Manifest) -> None:
    """Raise Unavailable (backup-no-room) where a snapshot does not fit."""
    check_room(nearest_folder(target), manifest.size)


def newest_event_of(database: Path, keys: Keys) -> int:
    """Return the number of the newest event of records; 0 where these keys do not open them."""
    try:
        with closing(look_into_database(database, keys.records_database())) as db:
            return int(db.rows("SELECT coalesce(max(seq), 0) AS seq FROM audit")[0]["seq"])
    except (BadDataFile, Unavailable, DatabaseError):
        return 0


def copy_snapshot(
    store: BackupStore,
    manifest: Manifest,
    contents: Contents,
    keys: Keys,
    target: Path,
    *,
    watch: Watcher,
) -> None:
    """Copy every file of a snapshot to where it belongs below a folder, looking at each on its way.

    Raises BadDataFile (backup-damaged) for an object that is missing, cut or changed.
    """
    for done, entry in enumerate(contents.entries):
        watch(Step(done, len(contents.entries), entry.object[:8]))
        _bring_back(store, manifest, entry, keys, target / entry.place)


def _bring_back(store: BackupStore, manifest: Manifest, entry: Entry, keys: Keys, path: Path) -> None:
    if not store.holds(entry.object, entry.size):
        raise damaged(manifest, entry.object)
    with failures_told():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            found = copy_hashed(store.path(entry.object), path)
        except FileNotFoundError:
            raise damaged(manifest, entry.object) from None
    if found != (entry.object, entry.size):
        raise damaged(manifest, entry.object)
    if entry.is_sealed_here:
        write_atomically(path, unseal(path.read_bytes(), keys, number=manifest.number))
