"""Make a snapshot: everything as it was at one moment, whatever others write meanwhile."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from consentkit.domain.errors import BadDataFile, Conflict, Unavailable
from consentkit.domain.progress import Step, Watcher
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given
from consentkit.store.backups.manifests import (
    Contents,
    Entry,
    Manifest,
    check_signature,
    is_place,
    seal,
    signed,
)
from consentkit.store.backups.stores import BackupStore, check_room, copy_hashed, digest_of_file
from consentkit.store.database.encrypted import EncryptedDatabase, open_database
from consentkit.store.database.records import Records
from consentkit.store.database.replaced_keys import database_key
from consentkit.store.disk.locks import files_stay
from consentkit.store.files_named import named_files
from consentkit.store.key_changes import settle_key_file
from consentkit.store.keys import Keys
from consentkit.store.log.audits import current_head, holds_event
from consentkit.store.log.key_epochs import signers_of
from consentkit.store.machine import failures_told
from consentkit.store.office.own_file_changes import settle_own_files
from consentkit.store.secrets_in_memory import wipe

_TRIES = 20
_WAL = "-wal"


@dataclass(frozen=True)
class Parts:
    """Where the parts of a workspace lie. `plain` are files and folders in the clear, `sealed` are sealed."""

    root: Path
    key_file: Path
    records: Path
    identities: Path
    vault: Path
    plain: tuple[Path, ...]
    sealed: tuple[Path, ...]


@dataclass
class _Making:
    store: BackupStore
    parts: Parts
    keys: Keys
    entries: list[Entry] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, place: str, kept: tuple[str, int], *, is_sealed_here: bool = False) -> None:
        digest, size = kept
        entry = Entry(place=place, object=digest, size=size, is_sealed_here=is_sealed_here)
        self.entries.append(entry)


def make_snapshot(
    store: BackupStore, parts: Parts, records: Records, *, by: str, at: datetime, watch: Watcher
) -> tuple[Manifest, Contents]:
    """Copy what is not there yet, and write the snapshot last. Raises Unavailable (backup-no-room, …),
    Conflict (backup-busy, backup-of-other-history) before anything is copied.
    """
    with store.held(), files_stay(parts.root):
        number = max(store.numbers(), default=0) + 1
        check_continues(store, records)
        check_room(store.folder, _needed(store, parts, records.db))
        making = _Making(store, parts, records.keys)
        with _reader(parts, records.keys) as reader:
            key_file = _take_what_changes(making, records, reader)
            head = current_head(reader, records.keys.signing_key(), records.keys.workspace)
            _take_records(making, reader)
            names = sorted(named_files(reader))
        for done, name in enumerate(names):
            watch(Step(done, len(names), name[:8]))
            _take_file(making, name)
        contents = Contents(entries=tuple(making.entries), missing=tuple(making.missing))
        listed, _ = store.put(seal(contents.model_dump_json().encode(), records.keys))
        manifest = Manifest(
            workspace=records.keys.workspace,
            number=number,
            made_at=at,
            made_by=by,
            seq=head.seq,
            head=head.hash,
            key_file=key_file,
            contents=listed,
            size=sum(entry.size for entry in making.entries),
            objects=tuple(sorted({listed, key_file, *(entry.object for entry in making.entries)})),
        )
        manifest = signed(manifest, records.keys)
        store.write_manifest(manifest)
    return manifest, contents


@contextmanager
def _reader(parts: Parts, keys: Keys) -> Iterator[EncryptedDatabase]:
    with (
        database_key(parts.records, keys, Keys.records_database) as key,
        closing(open_database(parts.records, key)) as db,
    ):
        yield db


def check_continues(store: BackupStore, records: Records) -> None:
    """Raise Conflict where the newest sound snapshot knows events that these records do not.

    They are older than the backup, or went another way since: neither may push the other out.
    """
    earlier = signers_of(records.db, records.keys.signing_key()).public_keys
    for number in reversed(store.numbers()):
        try:
            manifest = store.manifest(number)
            with suppress(Conflict):  # signed before the keys were replaced, it knows this log too
                check_signature(manifest, records.keys, earlier)
        except BadDataFile:
            continue  # said by a check; it is no reason to make no other
        if not holds_event(records.db, manifest.seq, manifest.head):
            raise Conflict("backup-of-other-history", number=number, seq=manifest.seq)
        return


def _needed(store: BackupStore, parts: Parts, db: EncryptedDatabase) -> int:
    databases = (parts.records, parts.identities)
    files = (parts.vault / f"{n}.age" for n in named_files(db) if not store.path(n).exists())
    return sum(_size(path) for path in (*databases, *map(_wal_of, databases), *files))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _wal_of(database: Path) -> Path:
    return database.with_name(database.name + _WAL)


def _take_what_changes(making: _Making, records: Records, reader: EncryptedDatabase) -> str:
    """Under the lock: fix what the reader sees, and take what belongs to that moment; return the key file."""
    parts, store = making.parts, making.store
    taken: list[tuple[str, bytes, bool]] = []
    with records.db.writing(), failures_told():
        settle_key_file(records.db, parts.key_file)
        settle_own_files(records.db, parts.root)
        reader.execute("BEGIN")
        reader.rows("SELECT max(seq) FROM audit")
        key_file = read_given(parts.key_file, MOST_TEXT_BYTES)
        for kept, is_plain in ((parts.plain, True), (parts.sealed, False)):
            taken += [(place, path.read_bytes(), is_plain) for place, path in _files_in(parts.root, kept)]
        _take_identities(making)
    digest, size = store.put(key_file)
    making.add(parts.key_file.name, (digest, size))
    for place, data, is_plain in taken:
        kept_data = seal(data, making.keys) if is_plain else data
        making.add(place, store.put(kept_data), is_sealed_here=is_plain)
    return digest


def _files_in(root: Path, kept: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    for one in kept:
        for path in sorted(one.rglob("*")) if one.is_dir() else [one]:
            place = path.relative_to(root).as_posix()
            # A link may lead anywhere, and what begins with a dot is on its way.
            if path.is_file() and not path.is_symlink() and not path.name.startswith(".") and is_place(place):
                yield place, path


def _take_identities(making: _Making) -> None:
    """Copy the identities without their key: the lock keeps writers away, and a checkpoint is seen."""
    database = making.parts.identities
    if not database.exists():
        return
    for _ in range(_TRIES):
        before = _looks(database)
        # The log first: what a checkpoint has moved from it is in the database that is copied after it.
        kept = [(path, making.store.put_file(path)) for path in (_wal_of(database), database) if _size(path)]
        if _looks(database) == before:
            for path, copy in kept:
                making.add(path.name, copy)
            return
    raise Unavailable("records-busy", seconds=_TRIES)


def _looks(database: Path) -> list[tuple[int, int, int]]:
    found = []
    for path in (database, _wal_of(database)):
        try:
            about = path.stat()
        except FileNotFoundError:
            found.append((0, 0, 0))
        else:
            found.append((about.st_ino, about.st_size, about.st_mtime_ns))
    return found


def _take_records(making: _Making, reader: EncryptedDatabase) -> None:
    with failures_told(), making.store.staged() as part:
        key = making.keys.records_database()
        try:
            reader.copy_to(part, key)
        finally:
            wipe(key)
        digest, size = digest_of_file(part)
        making.store.take(part, digest)
    making.add(making.parts.records.name, (digest, size))


def _take_file(making: _Making, name: str) -> None:
    """Take a file of the vault, which never changes; one that the workspace has lost is listed as missing."""
    store, source = making.store, making.parts.vault / f"{name}.age"
    size = _size(source)
    if not store.holds(name, size):
        with failures_told(), store.staged() as part:
            try:
                digest, size = copy_hashed(source, part)
            except FileNotFoundError:
                digest = ""
            if digest == name:
                store.take(part, name)
            elif not (size := _size(store.path(name))):
                making.missing.append(name)
                return
    making.add(f"{making.parts.vault.name}/{name}.age", (name, size))
