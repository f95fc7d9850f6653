"""How quick the log is verified beside plain SQLite and SHA-256, and a story cleared among many records.

Usage: `uv run python benchmarks/log.py [EVENTS] [CONSENTS]`; 10,000 events and 1,000,000 consents unless
said, and those take half an hour to be made.

Each event is an act as people do it, with the row that it left. The peer keeps the same columns in a plain
SQLite file, reads them in order and takes the same hashes of them: less cannot be done in one process. The
clearances ask the gate about one story in a workspace of so many consents, which holds it against the log.
"""

import hashlib
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from terminal import HANDLE, PASSPHRASE, code, fill

from consentkit.domain.events import EventName
from consentkit.domain.people import Contributor
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.store.log.audits import EVENT_COLUMNS, EventRow, event_hash
from consentkit.store.people.contributors import contributors
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.workspaces import Workspace, open_workspace

EVENTS_A_SECOND, CLEARANCE_LIMIT_S, ROUNDS = 20_000, 1.0, 5


def main() -> None:
    events, consents = (int(one) for one in (*sys.argv[1:], *("10000", "1000000")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as below:
        held = [measure_verification(Path(below), events), measure_clearances(Path(below), consents)]
    sys.exit(0 if all(held) else 1)


def measure_verification(below: Path, events: int) -> bool:
    folder = below / "log"
    create_workspace(folder, founder(), PASSPHRASE, organisation="Invented")
    with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
        # A machine that loses power loses this workspace, which is thrown away in any case.
        workspace.records.db.conn.execute("PRAGMA synchronous = OFF")
        for number in range(events):
            add_person(workspace, number)
        peer = PlainLog(below / "plain.db", workspace)
        ours_s, floor_s = [], []
        for _round in range(ROUNDS):
            floor_s.append(timed(peer.verify))
            ours_s.append(timed(lambda: verified(workspace, events)))
    ours, floor = events / statistics.median(ours_s), events / statistics.median(floor_s)
    print(f"{events:,} events with their rows verified: {ours:,.0f} a second, limit {EVENTS_A_SECOND:,}")
    print(f"plain SQLite and SHA-256: {floor:,.0f} a second; ratio {ours / floor:.2f}", flush=True)
    return ours >= EVENTS_A_SECOND


def founder() -> Actor:
    return Actor(handle=HANDLE, roles=frozenset(Role) - {Role.VOLUNTEER, Role.AUDITOR})


def add_person(workspace: Workspace, number: int) -> None:
    person = Contributor(code=code("C", number), language="km")
    with workspace.change(EventName.CONTRIBUTOR_ADDED) as change:
        contributors.insert(change.db, person, added_at="2026-11-21")
        change.record(person.code, age="unknown", language="km")


def verified(workspace: Workspace, events: int) -> None:
    found = verify_audit(workspace)
    assert found.is_whole, found
    assert found.events >= events


class PlainLog:
    """The same events in a plain SQLite file."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self._db = sqlite3.connect(path)
        self._db.execute(f"CREATE TABLE audit ({EVENT_COLUMNS}, PRIMARY KEY (seq))")
        rows = workspace.records.db.conn.execute(f"SELECT {EVENT_COLUMNS} FROM audit").fetchall()  # noqa: S608
        self._db.executemany("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.execute("CREATE TABLE audit_rows (seq, tab, key, digest, found)")
        left = workspace.records.db.conn.execute(
            "SELECT seq, tab, key, digest, found FROM audit_rows"
        ).fetchall()
        self._db.executemany("INSERT INTO audit_rows VALUES (?, ?, ?, ?, ?)", left)
        self._db.commit()

    def verify(self) -> None:
        """Take the hash of each event, and one of each row."""
        for row in self._db.execute(f"SELECT {EVENT_COLUMNS} FROM audit ORDER BY seq"):  # noqa: S608
            event = EventRow(*row)
            assert event_hash(event) == event.hash
        for _seq, tab, key, digest, _found in self._db.execute("SELECT * FROM audit_rows ORDER BY seq"):
            hashlib.sha256(f"{tab}{key}".encode() + digest).digest()


def measure_clearances(below: Path, consents: int) -> bool:
    folder, began = below / "many", time.perf_counter()
    fill(folder, consents, consents // 10)
    print(f"{consents:,} consents made in {time.perf_counter() - began:.0f} s", flush=True)
    firsts, again = [], []
    for number in range(ROUNDS):
        with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
            clear = lambda: clear_story(workspace, code("S", number), Channel.WEBSITE)  # noqa: B023, E731
            firsts.append(timed(clear))
            again.append(timed(clear))
    first, then = statistics.median(firsts), statistics.median(again)
    print(f"a story cleared: {first:.3f} s after opening, {then:.3f} s again, limit {CLEARANCE_LIMIT_S} s")
    return first <= CLEARANCE_LIMIT_S


def timed(act: Callable[[], object]) -> float:
    """Return how long an act takes, in seconds of this process: others on the machine do not count."""
    began = time.process_time()
    act()
    return time.process_time() - began


if __name__ == "__main__":
    main()
