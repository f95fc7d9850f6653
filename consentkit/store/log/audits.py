"""The audit chain: append, read, and signed heads kept outside the database."""

import hashlib
import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from consentkit.domain.errors import BadDataFile, NotFound, Unavailable
from consentkit.domain.values import Value, canonical
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.disk.files import write_atomically
from consentkit.store.signatures import signature_of

_MAGIC_1 = b"consentkit/audit/v1\n"
_MAGIC_2 = b"consentkit/audit/v2\n"
_MAGIC_ROWS = b"consentkit/rows/v1\n"
_HEAD_MAGIC = b"consentkit/head/v1\n"
_TEXT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class Event(Value):
    """One recorded act. `hash` binds it to all before it; `prev` is the hash before (`""`: the first).

    `rows` is the digest of how it left the rows that it changed, which stand in a table of their own.
    """

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    body: dict[str, Any]
    prev: str
    hash: str
    rows: str | None = None


class Head(Value):
    """The newest event at one moment, signed; kept outside the database it speaks of."""

    workspace: str
    seq: int
    hash: str
    at: str
    signature: str


@dataclass(frozen=True)
class LeftRow:
    """How an event left a row: its digest (`GONE`: removed), and what was found in its place before.

    `found` is `None` where the row was as the newest event before had left it. Else somebody had changed it
    past the log, and the event that wrote over it says so.
    """

    digest: bytes
    found: bytes | None = None


LeftRows = Mapping[tuple[str, str], LeftRow]
"""Rows by table and key."""


def append(
    db: EncryptedDatabase,
    *,
    at: str,
    actor: str,
    action: str,
    subject: str,
    body: dict[str, Any],
    rows: LeftRows | None = None,
) -> Event:
    """Add an event inside the transaction that holds its rows."""
    last = db.rows("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    seq, prev = (last[0]["seq"] + 1, last[0]["hash"]) if last else (1, "")
    left = [(tab, key, row.digest, row.found) for (tab, key), row in sorted((rows or {}).items())]
    row = EventRow(
        seq, at, actor, action, subject, canonical(body).decode(), prev, hash="", rows=rows_digest(left)
    )
    row = row._replace(hash=event_hash(row))
    db.execute(f"INSERT INTO audit ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
    db.conn.executemany(
        "INSERT INTO audit_rows (seq, tab, key, digest, found) VALUES (?, ?, ?, ?, ?)",
        ((seq, *one) for one in left),
    )
    return _event(row._asdict())


class EventRow(NamedTuple):
    """An event as its columns hold it. `rows` is `None` for those of before schema 19, which cover no row."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    body: str
    prev: str
    hash: str
    rows: str | None


EVENT_COLUMNS = ", ".join(f'"{name}"' for name in EventRow._fields)


def event_hash(row: EventRow) -> str:
    """Return the hash that an event with these columns must have; `""` for columns that are no event's.

    It is taken of the text that is stored, so that another spelling of the same content is a change too.
    """
    seq, at, actor, action, subject, body, prev, _hash, rows = row
    try:
        if rows is None:
            # As it was up to schema 18: the body stands in the list as it is, in its one canonical form.
            told = _TEXT([seq, at, actor, action, subject])[:-1] + "," + body + "]"
            hashed = _MAGIC_1 + prev.encode() + told.encode()
        else:
            hashed = _MAGIC_2 + _TEXT([seq, at, actor, action, subject, body, prev, rows]).encode()
    except (TypeError, AttributeError, UnicodeEncodeError):
        return ""
    return hashlib.sha256(hashed).hexdigest()


def rows_digest(left: Iterable[tuple[str, str, bytes, bytes | None]]) -> str:
    """Return the digest of how an event left its rows, which stands in its hash: in order of table and key.

    `""` for columns that are no such rows.
    """
    try:
        told = [[tab, key, row.hex(), None if was is None else was.hex()] for tab, key, row, was in left]
        return hashlib.sha256(_MAGIC_ROWS + _TEXT(told).encode()).hexdigest()
    except (TypeError, AttributeError, UnicodeEncodeError):
        return ""


def newest_digest(db: EncryptedDatabase, tab: str, key: str) -> bytes | None:
    """Return the digest with which the newest event about a row left it; `None` where none speaks of it."""
    sql = "SELECT digest FROM audit_rows WHERE tab = ? AND key = ? ORDER BY seq DESC LIMIT 1"
    for (digest,) in db.execute(sql, (tab, key)):
        return digest if isinstance(digest, bytes) else b""
    return None


def read_events(
    db: EncryptedDatabase, *, subject: str | None = None, action: str | None = None, limit: int = 100
) -> tuple[Event, ...]:
    """Return the newest events, newest first."""
    rows = db.rows(
        "SELECT * FROM audit WHERE (? IS NULL OR subject = ?) AND (? IS NULL OR action = ?)"
        " ORDER BY seq DESC LIMIT ?",
        (subject, subject, action, action, limit),
    )
    return tuple(_event(row) for row in rows)


def subjects_of(db: EncryptedDatabase, action: str, actor: str, subjects: Collection[str]) -> frozenset[str]:
    """Return those of the subjects that an actor did this to, at any time."""
    marks = ", ".join("?" * len(subjects))
    sql = "SELECT DISTINCT subject FROM audit WHERE action = ? AND actor = ? AND subject IN"
    sql += f" ({marks})"
    return frozenset(row["subject"] for row in db.rows(sql, (action, actor, *subjects)))


def actors_of(db: EncryptedDatabase, action: str, subject: str) -> tuple[str, ...]:
    """Return who did this to this subject, each once."""
    sql = "SELECT DISTINCT actor FROM audit WHERE subject = ? AND action = ?"
    return tuple(row["actor"] for row in db.rows(sql, (subject, action)))


def last_event_at(db: EncryptedDatabase, subject: str, action: str) -> datetime | None:
    """Return the recorded instant of the newest event of this act on this subject; `None` without one."""
    sql = "SELECT at FROM audit WHERE subject = ? AND action = ? ORDER BY seq DESC LIMIT 1"
    found = db.rows(sql, (subject, action))
    return datetime.fromisoformat(found[0]["at"]) if found else None


def first_event_at(db: EncryptedDatabase) -> datetime:
    """Return when the first event was recorded."""
    return datetime.fromisoformat(db.rows("SELECT at FROM audit ORDER BY seq LIMIT 1")[0]["at"])


def find_numbers(
    db: EncryptedDatabase, *, subject: str, action: str, actor: str, since: str, before: str
) -> Sequence[int]:
    """Return the numbers of the events that meet every condition that is set, newest first.

    `since` and `before` bound the recorded instant; `""` sets no condition. Without any, no event is read.
    """
    wanted = zip(("subject =", "action =", "actor =", "at >=", "at <"),
                 (subject, action, actor, since, before), strict=True)  # fmt: skip
    chosen = {f"{condition} ?": value for condition, value in wanted if value}
    if not chosen:
        return range(db.rows("SELECT coalesce(max(seq), 0) AS seq FROM audit")[0]["seq"], 0, -1)
    sql = f"SELECT seq FROM audit WHERE {' AND '.join(chosen)} ORDER BY seq DESC"  # noqa: S608 - our words
    return array("q", (seq for (seq,) in db.execute(sql, tuple(chosen.values()))))


def read_numbered(db: EncryptedDatabase, numbers: Sequence[int]) -> dict[int, Event]:
    """Return the events with these numbers; one that is not there is left out."""
    marks = ",".join("?" * len(numbers))
    rows = db.rows(f"SELECT * FROM audit WHERE seq IN ({marks})", tuple(numbers))  # noqa: S608 - marks only
    return {row["seq"]: _event(row) for row in rows}


def _event(row: dict[str, Any]) -> Event:
    return Event(**(row | {"body": json.loads(row["body"])}))


def head_bytes(head: Head) -> bytes:
    """Return the bytes that a head's signature is of."""
    return _HEAD_MAGIC + canonical([head.workspace, head.seq, head.hash, head.at])


def current_head(db: EncryptedDatabase, key: Ed25519PrivateKey, workspace: str) -> Head:
    """Return the newest event as a signed head. Raises NotFound where nothing was recorded."""
    last = db.rows("SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1")
    if not last:
        raise NotFound("audit-empty")
    return signed_head(Head(workspace=workspace, signature="", **last[0]), key)


def signed_head(unsigned: Head, key: Ed25519PrivateKey) -> Head:
    """Return a head with its signature."""
    return unsigned.model_copy(update={"signature": signature_of(key, head_bytes(unsigned))})


def keep_head(db: EncryptedDatabase, folder: Path, head: Head) -> None:
    """Keep the head as `latest.json` and as the day's own file, so that older days stay provable.

    A kept head that this chain does not hold is never replaced: it shows that an older database was put
    back. The head then goes beside it, as `restored-…`. Raises Unavailable for a folder not to be written.
    """
    data = head.model_dump_json(indent=2).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("latest.json", f"{head.at[:10]}.json"):
            known = _try_head(folder / name)
            # Another program may have written a newer head since ours: never put the older one over it.
            if known is None or known.seq <= head.seq:
                is_ours = known is None or _holds(db, known)
                write_atomically(folder / (name if is_ours else f"restored-{name}"), data)
    except (OSError, Unavailable):
        raise Unavailable("heads-folder-unwritable", folder=folder.name) from None


def _holds(db: EncryptedDatabase, head: Head) -> bool:
    return holds_event(db, head.seq, head.hash)


def holds_event(db: EncryptedDatabase, seq: int, digest: str) -> bool:
    """Tell whether the log has this very event at this number."""
    return bool(db.rows("SELECT 1 FROM audit WHERE seq = ? AND hash = ?", (seq, digest)))


def read_head(path: Path) -> Head:
    """Read a head. Raises NotFound or BadDataFile."""
    if not path.is_file():
        raise NotFound("head-missing", file=path.name)
    return parse_head(read_given(path, MOST_TEXT_BYTES), path.name)


def parse_head(data: bytes, name: str) -> Head:
    """Return the head that a file of this name holds. Raises BadDataFile."""
    try:
        return Head.model_validate_json(data)
    except ValidationError:
        raise BadDataFile("head-damaged", file=name) from None


def heads_in(folder: Path) -> Iterator[tuple[str, Head | None]]:
    """Yield every head of a folder by file name; `None` where it cannot be read."""
    for path in sorted(folder.glob("*.json")):
        yield path.name, _try_head(path)


def _try_head(path: Path) -> Head | None:
    try:
        return Head.model_validate_json(read_given(path, MOST_TEXT_BYTES))
    except (OSError, ValidationError):
        return None
