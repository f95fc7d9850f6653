"""The audit chain: append, verify, and signed heads kept outside the database."""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from consentkit.domain.errors import BadDataFile, NotFound, Unavailable
from consentkit.domain.progress import Step, Watcher, unwatched
from consentkit.domain.values import Value, canonical
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.disk.files import write_atomically
from consentkit.store.signatures import is_signed, public_key_of, signature_of

_MAGIC = b"consentkit/audit/v1\n"
_HEAD_MAGIC = b"consentkit/head/v1\n"
_MOST_PROBLEMS = 100
_EVENTS_A_STEP = 2000


class Event(Value):
    """One recorded act. `hash` binds it to all before it; `prev` is the hash before (`""`: the first)."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    body: dict[str, Any]
    prev: str
    hash: str


class Head(Value):
    """The newest event at one moment, signed; kept outside the database it speaks of."""

    workspace: str
    seq: int
    hash: str
    at: str
    signature: str


class ProblemKind(StrEnum):
    """What can be wrong with a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    CUT_OFF = "cut-off"
    REWRITTEN = "rewritten"
    HEAD_UNREADABLE = "head-unreadable"
    HEAD_OF_ANOTHER = "head-of-another"
    HEAD_FORGED = "head-forged"


class Problem(Value):
    """One thing wrong, at the event with this number (for a head: the number that it claims)."""

    kind: ProblemKind
    seq: int
    head: str = ""


class Verification(Value):
    """What a verification saw: how many events, the last hash, how many heads agreed, every problem."""

    events: int
    last_hash: str
    heads_checked: int
    problems: tuple[Problem, ...]

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was found wrong."""
        return not self.problems


def append(
    db: EncryptedDatabase, *, at: str, actor: str, action: str, subject: str, body: dict[str, Any]
) -> Event:
    """Add an event inside the transaction that holds its rows."""
    last = db.rows("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    seq, prev = (last[0]["seq"] + 1, last[0]["hash"]) if last else (1, "")
    digest = _hash(prev, [seq, at, actor, action, subject, body])
    event = Event(
        seq=seq, at=at, actor=actor, action=action, subject=subject, body=body, prev=prev, hash=digest
    )
    row = event.model_dump() | {"body": canonical(body).decode()}
    db.execute(
        "INSERT INTO audit (seq, at, actor, action, subject, body, prev, hash)"
        " VALUES (:seq, :at, :actor, :action, :subject, :body, :prev, :hash)",
        row,
    )
    return event


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


def verify(
    db: EncryptedDatabase,
    key: Ed25519PrivateKey,
    workspace: str,
    heads: Iterable[tuple[str, Head | None]],
    *,
    watch: Watcher = unwatched,
) -> Verification:
    """Recompute the whole chain, then hold it against heads (name and head; `None`: unreadable).

    The chain alone shows changed, removed and reordered events; only a head from outside shows a tail
    that was cut off or a chain that was rewritten with the key.
    """
    # Heads first: one that is written while the chain is read would look as if the tail were cut off.
    heads = tuple(heads)
    hashes: dict[int, str] = {}
    suspects: list[dict[str, Any]] = []
    problems = list(_walk(db, hashes, suspects, watch))
    problems += _name_suspects(suspects)
    heads_checked = 0
    for name, head in heads:
        heads_checked += 1
        problems += _check_head(name, head, key, workspace, hashes)
    last = max(hashes, default=0)
    return Verification(
        events=len(hashes),
        last_hash=hashes.get(last, ""),
        heads_checked=heads_checked,
        problems=tuple(sorted(problems, key=lambda p: (p.seq, p.kind)))[:_MOST_PROBLEMS],
    )


def _walk(
    db: EncryptedDatabase, hashes: dict[int, str], suspects: list[dict[str, Any]], watch: Watcher
) -> Iterator[Problem]:
    expected = 1
    prev: str | None = ""
    total = db.rows("SELECT count(*) AS total FROM audit")[0]["total"]
    for row in db.query("SELECT * FROM audit ORDER BY seq"):
        seq = row["seq"]
        if len(hashes) % _EVENTS_A_STEP == 0:
            watch(Step(len(hashes), total, str(seq)))
        for missing in range(expected, min(seq, expected + _MOST_PROBLEMS)):
            yield Problem(kind=ProblemKind.REMOVED, seq=missing)
        is_intact = _row_hash(row, seq) == row["hash"]
        if not is_intact:
            suspects.append(row)
        elif seq < expected or (seq == expected and prev is not None and row["prev"] != prev):
            yield Problem(kind=ProblemKind.REORDERED, seq=seq)
        hashes[seq] = row["hash"]
        # The hash kept with a changed event proves nothing about the next one.
        expected, prev = seq + 1, row["hash"] if is_intact else None


def _name_suspects(suspects: list[dict[str, Any]]) -> Iterator[Problem]:
    """An event that is whole under another suspect's number was moved; else it was changed."""
    numbers = [row["seq"] for row in suspects[:_MOST_PROBLEMS]]
    for row in suspects[:_MOST_PROBLEMS]:
        moved = any(_row_hash(row, number) == row["hash"] for number in numbers)
        yield Problem(kind=ProblemKind.REORDERED if moved else ProblemKind.CHANGED, seq=row["seq"])


def _row_hash(row: dict[str, Any], seq: int) -> str:
    try:
        body = json.loads(row["body"])
    except (ValueError, TypeError):
        return ""
    # Another spelling of the same content (a space, a key given twice) is a change too.
    if canonical(body).decode() != row["body"]:
        return ""
    return _hash(row["prev"], [seq, row["at"], row["actor"], row["action"], row["subject"], body])


def _hash(prev: str, content: list[Any]) -> str:
    return hashlib.sha256(_MAGIC + prev.encode() + canonical(content)).hexdigest()


def _check_head(
    name: str, head: Head | None, key: Ed25519PrivateKey, workspace: str, hashes: dict[int, str]
) -> Iterator[Problem]:
    if head is None:
        yield Problem(kind=ProblemKind.HEAD_UNREADABLE, seq=0, head=name)
    elif head.workspace != workspace:
        yield Problem(kind=ProblemKind.HEAD_OF_ANOTHER, seq=head.seq, head=name)
    elif not is_signed(public_key_of(key), head.signature, head_bytes(head)):
        yield Problem(kind=ProblemKind.HEAD_FORGED, seq=head.seq, head=name)
    elif head.seq not in hashes:
        last = max(hashes, default=0)
        kind = ProblemKind.CUT_OFF if head.seq > last else ProblemKind.REMOVED
        yield Problem(kind=kind, seq=last + 1 if head.seq > last else head.seq, head=name)
    elif hashes[head.seq] != head.hash:
        yield Problem(kind=ProblemKind.REWRITTEN, seq=head.seq, head=name)


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
    return parse_head(path.read_bytes(), path.name)


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
        return Head.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
