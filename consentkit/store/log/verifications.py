"""Verify the log: its chain, the heads kept outside it, and every row that it speaks of."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consentkit.domain.problems import ABOUT_CLOCKS, SAID_WHY, TOLD_FOR_EVER, Problem, ProblemKind
from consentkit.domain.progress import Step, Watcher, unwatched
from consentkit.domain.values import Value
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.audits import EVENT_COLUMNS, EventRow, Head, event_hash, rows_digest
from consentkit.store.log.clocks import EXPLAINED, Explanation, clock_problems, explained, is_before
from consentkit.store.log.found_rows import found_problem
from consentkit.store.log.key_epochs import Signers, signers_of
from consentkit.store.log.row_digests import GONE, RowState, covered_tables, differing_rows, quoted

_MOST_PROBLEMS = 100
_STEP = 2_000


class Verification(Value):
    """What a verification saw: how many events and rows, the last hash, how many heads, every problem."""

    events: int
    rows: int
    last_hash: str
    heads_checked: int
    problems: tuple[Problem, ...]

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was found wrong; a step back in time that a manager explained is told only."""
        return all(problem.kind in SAID_WHY for problem in self.problems)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was found wrong but with a clock: no event and no row is missing or other."""
        return all(problem.kind in ABOUT_CLOCKS | SAID_WHY for problem in self.problems)


def verify(
    db: EncryptedDatabase,
    key: Ed25519PrivateKey,
    workspace: str,
    heads: Iterable[tuple[str, Head | None]],
    *,
    folder: Path | None = None,
    now: datetime | None = None,
    watch: Watcher = unwatched,
) -> Verification:
    """Recompute the whole chain, hold it against heads, and hold every row against it.

    `heads` are names and heads (`None`: unreadable); `folder` is where this machine's own are kept, and says
    whether they are there; `now` is held against the newest event. The chain alone shows changed, removed
    and reordered events; only a head from outside shows a tail that was cut off or a chain that was
    rewritten with the key.
    """
    # Heads first: one that is written while the chain is read would look as if the tail were cut off.
    heads = tuple(heads)
    with one_moment(db), any_text(db):
        chain = _Chain(frozenset(head.seq for _name, head in heads if head), watch, _count(db))
        problems = [*chain.walk(db), *_name_suspects(chain.suspects), *_rows(db, chain)]
    signers = signers_of(db, key)
    for name, head in heads:
        problems += head_problems(name, head, signers, workspace, chain.known)
    if chain.known.last and folder is not None and not (folder / "latest.json").is_file():
        problems.append(Problem(kind=ProblemKind.HEADS_MISSING, seq=chain.known.last))
    problems = [explained(one, chain.explanations) for one in problems]
    problems += clock_problems(chain.newest, now)
    return Verification(
        events=chain.events,
        rows=chain.rows,
        last_hash=chain.known.hashes.get(chain.known.last, ""),
        heads_checked=len(heads),
        problems=_foremost(problems),
    )


def _foremost(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return as many as anybody reads, in order; what is told for ever hides nothing that is told now."""
    foremost = sorted(problems, key=lambda problem: problem.kind in TOLD_FOR_EVER)[:_MOST_PROBLEMS]
    return tuple(sorted(foremost, key=_order))


def _order(problem: Problem) -> tuple[int, str, str, str]:
    return problem.seq, problem.kind, problem.table, problem.key


def _count(db: EncryptedDatabase) -> int:
    tables = ["audit", *(table.name for table in covered_tables(db))]
    return sum(db.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0] for name in tables)  # noqa: S608


@contextmanager
def one_moment(db: EncryptedDatabase) -> Iterator[None]:
    """See events and rows as they are at one moment, while others go on writing."""
    if db.conn.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


@contextmanager
def any_text(db: EncryptedDatabase) -> Iterator[None]:
    """Read a text that is no UTF-8 too, which only somebody with the key can have put there."""
    before = db.conn.text_factory
    db.conn.text_factory = _text
    try:
        yield
    finally:
        db.conn.text_factory = before


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@dataclass
class KnownEvents:
    """The number of the last event, and the hashes of those that heads name and of the last."""

    last: int = 0
    hashes: dict[int, str] = field(default_factory=dict)


@dataclass
class _Chain:
    """The chain as it is walked, and what is kept of it: no more than what heads and clock ask about."""

    named: frozenset[int]
    watch: Watcher
    total: int
    events: int = 0
    rows: int = 0
    known: KnownEvents = field(default_factory=KnownEvents)
    suspects: list[EventRow] = field(default_factory=list)
    before: tuple[str, int] = ("", 0)
    """When the event before was recorded, and its number."""
    newest: tuple[str, int] = ("", 0)
    """The latest recorded instant, and its event's number; not the last where a clock was set back.

    Where a manager explained a step back, those before it count no more.
    """
    explanations: list[Explanation] = field(default_factory=list)

    def walk(self, db: EncryptedDatabase) -> Iterator[Problem]:
        """Yield what is wrong with the events and with what they say of rows."""
        expected = 1
        prev: str | None = ""
        left = _LeftRows(db)
        last_hash = ""
        for columns in db.execute(f"SELECT {EVENT_COLUMNS} FROM audit ORDER BY seq"):  # noqa: S608
            row = EventRow(*columns)
            self.step(str(row.seq))
            for missing in range(expected, min(row.seq, expected + _MOST_PROBLEMS)):
                yield Problem(kind=ProblemKind.REMOVED, seq=missing)
            is_intact = event_hash(row) == row.hash and left.are_those_of(row)
            if not is_intact:
                self.suspects.append(row)
            elif row.seq < expected or (row.seq == expected and prev is not None and row.prev != prev):
                yield Problem(kind=ProblemKind.REORDERED, seq=row.seq)
            if is_intact:
                yield from self._time(row)
            yield from left.found_changed(row)
            self.events += 1
            if row.seq in self.named:
                self.known.hashes[row.seq] = row.hash
            # The hash kept with a changed event proves nothing about the next one.
            expected, last_hash, prev = row.seq + 1, row.hash, row.hash if is_intact else None
        if self.events:
            self.known.last = expected - 1
            self.known.hashes[expected - 1] = last_hash
        yield from _without_event(db)

    def step(self, item: str) -> None:
        """Say how far it is, now and then."""
        done = self.events + self.rows
        if done % _STEP == 0:
            self.watch(Step(done, self.total, item))

    def seen(self, key: str) -> None:
        """Count a row."""
        self.step(key)
        self.rows += 1

    def _time(self, row: EventRow) -> Iterator[Problem]:
        before, number = self.before
        if is_before(row.at, before):
            yield Problem(kind=ProblemKind.TIME_BACK, seq=row.seq, earlier=number)
        self.before = (row.at, row.seq)
        if row.action == EXPLAINED:
            why = str(json.loads(row.body).get("why", ""))
            self.explanations.append(Explanation(row.seq, self.newest[1], row.actor, why))
            self.newest = self.before
        self.newest = max(self.newest, self.before)


class _LeftRows:
    """What events say of rows, read beside the events in the same order."""

    def __init__(self, db: EncryptedDatabase) -> None:
        sql = "SELECT seq, tab, key, digest, found FROM audit_rows ORDER BY seq, tab, key"
        self._db = db
        self._rest = db.execute(sql)
        self._next = self._rest.fetchone()
        self._rows: list[tuple[str, str, bytes, bytes | None]] = []

    def are_those_of(self, event: EventRow) -> bool:
        """Read on up to an event, and tell whether its rows are those that its hash speaks of."""
        self._rows = []
        while self._next is not None and self._next[0] <= event.seq:
            if self._next[0] == event.seq:
                self._rows.append(self._next[1:])
            self._next = self._rest.fetchone()
        return event.rows == rows_digest(self._rows) if event.rows is not None else not self._rows

    def found_changed(self, event: EventRow) -> Iterator[Problem]:
        """Yield each row of the event that was not as the event before had left it."""
        for tab, key, _digest, found in self._rows:
            if found is not None:
                yield found_problem(self._db, event, tab, key)


def _without_event(db: EncryptedDatabase) -> Iterator[Problem]:
    """Yield the numbers under which rows are told of and no event stands."""
    sql = "SELECT DISTINCT seq FROM audit_rows WHERE seq NOT IN (SELECT seq FROM audit) LIMIT ?"
    for (seq,) in db.execute(sql, (_MOST_PROBLEMS,)):
        yield Problem(kind=ProblemKind.REMOVED, seq=seq)


def _name_suspects(suspects: Sequence[EventRow]) -> Iterator[Problem]:
    """An event that is whole under another suspect's number was moved; else it was changed."""
    numbers = [row.seq for row in suspects[:_MOST_PROBLEMS]]
    for row in suspects[:_MOST_PROBLEMS]:
        others = (row._replace(seq=number) for number in numbers if number != row.seq)
        moved = any(event_hash(other) == row.hash for other in others)
        yield Problem(kind=ProblemKind.REORDERED if moved else ProblemKind.CHANGED, seq=row.seq)


def _rows(db: EncryptedDatabase, chain: _Chain) -> Iterator[Problem]:
    """Yield each row that is not as the log left it."""
    for row in islice(differing_rows(db, chain.seen), _MOST_PROBLEMS):
        yield row_problem(db, row)


def row_problem(db: EncryptedDatabase, row: RowState) -> Problem:
    """Say what happened to a row that is not as the log left it."""
    told = "SELECT max(seq), max(CASE WHEN digest = ? THEN seq END) FROM audit_rows WHERE tab = ? AND key = ?"
    last, earlier = db.execute(told, (row.now, row.tab, row.key)).fetchone()
    subject = db.execute("SELECT max(subject) FROM audit WHERE seq = ?", (last,)).fetchone()[0]
    kind = ProblemKind.ROW_CHANGED
    if row.now == GONE:
        kind, earlier = ProblemKind.ROW_REMOVED, None
    elif earlier is not None:
        kind = ProblemKind.ROW_ROLLED_BACK
    elif not row.logged:
        kind = ProblemKind.ROW_ADDED
    return Problem(
        kind=kind,
        seq=last or 0,
        table=row.tab,
        key=row.key,
        earlier=earlier or 0,
        subject=subject or "",
    )


def head_problems(
    name: str, head: Head | None, signers: Signers, workspace: str, known: KnownEvents
) -> Iterator[Problem]:
    """Yield what is wrong with a head, held against the events that are known."""
    if head is None:
        yield Problem(kind=ProblemKind.HEAD_UNREADABLE, seq=0, head=name)
    elif head.workspace != workspace:
        yield Problem(kind=ProblemKind.HEAD_OF_ANOTHER, seq=head.seq, head=name)
    elif not signers.has_signed(head):
        yield Problem(kind=ProblemKind.HEAD_FORGED, seq=head.seq, head=name)
    elif head.seq not in known.hashes:
        is_cut = head.seq > known.last
        kind = ProblemKind.CUT_OFF if is_cut else ProblemKind.REMOVED
        yield Problem(kind=kind, seq=known.last + 1 if is_cut else head.seq, head=name)
    elif known.hashes[head.seq] != head.hash:
        yield Problem(kind=ProblemKind.REWRITTEN, seq=head.seq, head=name)


def heads_of_folders(
    db: EncryptedDatabase, heads: Iterable[tuple[str, Head | None]], key: Ed25519PrivateKey, workspace: str
) -> Iterator[Problem]:
    """Yield what is wrong with heads, held against the events that they name alone."""
    heads, signers = tuple(heads), signers_of(db, key)
    known = KnownEvents(last=db.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0])
    for wanted in {head.seq for _name, head in heads if head}:
        known.hashes.update(db.execute("SELECT seq, hash FROM audit WHERE seq = ?", (wanted,)))
    if db.execute("SELECT count(*) FROM audit").fetchone()[0] != known.last:
        yield Problem(kind=ProblemKind.REMOVED, seq=known.last)
    for name, head in heads:
        yield from head_problems(name, head, signers, workspace, known)


def size_up_to(db: EncryptedDatabase, most: int) -> int:
    """Return how many events there are and rows that they left; `most` where there are more."""
    counted = "SELECT count(*) FROM (SELECT 1 FROM audit UNION ALL SELECT 1 FROM audit_rows LIMIT ?)"
    return int(db.execute(counted, (most,)).fetchone()[0])
