"""Check a snapshot by opening it: every object, the records, their log, and every file that they name."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from consentkit.domain.errors import BadDataFile, InvalidInput
from consentkit.domain.progress import Step, Watcher
from consentkit.sandbox.given_files import open_written
from consentkit.store.backups.manifests import (
    Contents,
    Entry,
    Manifest,
    check_signature,
    parse_contents,
    unseal,
)
from consentkit.store.backups.stores import STAGED, BackupStore, copy_hashed, digest_of_file
from consentkit.store.database.encrypted import EncryptedDatabase, look_into_database
from consentkit.store.database.migrations import identities_migrations, records_migrations
from consentkit.store.database.replaced_keys import database_key
from consentkit.store.database.schema import check_known, open_current
from consentkit.store.database.triggers import check_triggers
from consentkit.store.files_named import named_files
from consentkit.store.key_changes import last_named
from consentkit.store.key_files import KeyFile
from consentkit.store.keys import Keys
from consentkit.store.log.audits import Head, signed_head
from consentkit.store.log.verifications import verify
from consentkit.store.machine import failures_told

_MOST_LIST_BYTES = 1_000_000_000
"""Far more than the list of a million files takes, the largest that is read whole."""
RECORDS, IDENTITIES, KEY_FILE = "records.db", "identities.db", "keyfile.json"


def read_key_file_of(store: BackupStore, manifest: Manifest) -> KeyFile:
    """Return a snapshot's key file, whose digest is its name. Raises BadDataFile."""
    data = _object(store, manifest, manifest.key_file)
    try:
        return KeyFile.model_validate_json(data)
    except ValueError:
        raise BadDataFile("backup-unreadable", number=manifest.number) from None


def read_contents(
    store: BackupStore, manifest: Manifest, keys: Keys, *, earlier: Iterable[str] = ()
) -> Contents:
    """Return which object is which file, of a snapshot that these keys signed.

    Raises BadDataFile, Conflict for one that an `earlier` public key signed.
    """
    check_signature(manifest, keys, earlier)
    sealed = _object(store, manifest, manifest.contents)
    return parse_contents(unseal(sealed, keys, number=manifest.number), manifest.number)


def check_snapshot(
    store: BackupStore, manifest: Manifest, keys: Keys, *, earlier: Iterable[str] = (), watch: Watcher
) -> Contents:
    """Read every object of a snapshot again and open what it holds.

    Raises BadDataFile (backup-damaged with what, backup-forged, backup-unreadable) at the first fault,
    Conflict (backup-of-earlier-keys) for one that these keys open no more.
    """
    contents = read_contents(store, manifest, keys, earlier=earlier)
    for done, entry in enumerate(contents.entries):
        watch(Step(done, len(contents.entries), entry.object[:8]))
        check_object(store, manifest, entry)
    records = _entry(contents, RECORDS)
    if records is None:
        raise damaged(manifest, RECORDS)
    check_records(store.path(records.object), manifest, contents, keys, watch=watch)
    if keys.identities is not None:
        _check_identities(store, manifest, contents, keys)
    return contents


def check_object(store: BackupStore, manifest: Manifest, entry: Entry) -> None:
    """Raise BadDataFile where an object is missing, cut or changed."""
    found = ("", 0)
    # By its size first: what lies there may be a hole of terabytes.
    if store.holds(entry.object, entry.size):
        with suppress(FileNotFoundError), failures_told():
            found = digest_of_file(store.path(entry.object))
    if found != (entry.object, entry.size):
        raise damaged(manifest, entry.object)


def damaged(manifest: Manifest, what: str) -> BadDataFile:
    """Return the error for a part of a snapshot that is not what it was."""
    return BadDataFile("backup-damaged", number=manifest.number, what=what[:12], object=what)


def check_records(path: Path, manifest: Manifest, contents: Contents, keys: Keys, *, watch: Watcher) -> None:
    """Open a snapshot's records; look at every page, the whole log, and whether it holds what they name.

    Raises BadDataFile (backup-damaged with what), Unavailable for a newer program's records.
    """
    head = Head(workspace=keys.workspace, seq=manifest.seq, hash=manifest.head, at="", signature="")
    with _brought_up_to_date(path, keys) as db:
        if not db.is_whole():
            raise damaged(manifest, RECORDS)
        check_triggers(db)
        heads = [("backup", signed_head(head, keys.signing_key()))]
        if not verify(db, keys.signing_key(), keys.workspace, heads, watch=watch).is_whole:
            raise BadDataFile("backup-log-broken", number=manifest.number)
        kept = {Path(one.place).stem for one in contents.entries} | set(contents.missing)
        for name in sorted(named_files(db) - kept):
            raise damaged(manifest, name)
        if last_named(db) not in {None, manifest.key_file}:
            raise damaged(manifest, KEY_FILE)


@contextmanager
def _brought_up_to_date(path: Path, keys: Keys) -> Iterator[EncryptedDatabase]:
    """Open records of any schema, to read only; those of an older one are migrated in a copy."""
    key = keys.records_database()
    with closing(look_into_database(path, key)) as db:
        check_known(db, records_migrations)
        if not records_migrations.pending(db):
            yield db
            return
    with TemporaryDirectory(prefix=STAGED, dir=path.parent) as folder, failures_told():
        copy = Path(folder) / RECORDS
        copy_hashed(path, copy)
        with closing(open_current(copy, key, records_migrations)) as db:
            yield db


def _check_identities(store: BackupStore, manifest: Manifest, contents: Contents, keys: Keys) -> None:
    """Open the identities as they would be restored: with the log of writes that lay beside them."""
    with TemporaryDirectory(prefix=STAGED, dir=store.folder) as folder, failures_told():
        for end in ("", "-wal"):
            if entry := _entry(contents, IDENTITIES + end):
                copy_hashed(store.path(entry.object), Path(folder) / (IDENTITIES + end))
        database = Path(folder) / IDENTITIES
        if not database.exists():
            return
        with (
            database_key(database, keys, Keys.identities_database) as key,
            closing(look_into_database(database, key)) as db,
        ):
            check_known(db, identities_migrations)
            if not db.is_whole():
                raise damaged(manifest, IDENTITIES)


def _entry(contents: Contents, place: str) -> Entry | None:
    return next((entry for entry in contents.entries if entry.place == place), None)


def _object(store: BackupStore, manifest: Manifest, digest: str) -> bytes:
    """Return a small object whole. Raises BadDataFile where it is missing, cut or changed."""
    try:
        with failures_told(), open_written(store.path(digest), _MOST_LIST_BYTES) as file:
            data = file.read()
    except (FileNotFoundError, InvalidInput):
        raise damaged(manifest, digest) from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise damaged(manifest, digest)
    return data
