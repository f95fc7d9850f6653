"""How quick the log is verified beside plain SQLite and SHA-256, and a story cleared among many records.

Usage: `uv run python benchmarks/log.py [EVENTS] [CONSENTS]`; 10,000 events and 1,000,000 consents unless
said. Exit code 1 above a limit.

Each event is an act as people do it, with the row that it left. The peer keeps the same columns in a plain
SQLite file, reads them in order and takes the same hashes of them: less cannot be done in one process. The
clearances ask the gate about one story in a workspace of so many consents (`filling.py`: an event for each
row), after its whole log was verified. The peer is one look through the same consents in a plain SQLite file.
"""

import hashlib
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from filling import HANDLE, PASSPHRASE, code, fill, founder

from consentkit.domain.events import EventName
from consentkit.domain.people import Contributor
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
    folder, began = below / "many", time.process_time()
    fill(folder, consents, consents // 10)
    print(f"{consents:,} consents made in {time.process_time() - began:.0f} s of one core", flush=True)
    measure_whole_log(folder, consents)
    firsts, again = [], []
    for number in range(ROUNDS):
        with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
            clear = lambda: clear_story(workspace, code("S", number), Channel.WEBSITE)  # noqa: B023, E731
            firsts.append(timed(clear))
            again.append(timed(clear))
    with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
        peer = statistics.median(looks_through(below / "consents.db", workspace))
    first, then = statistics.median(firsts), statistics.median(again)
    print(f"a story cleared: {first:.3f} s after opening, {then:.3f} s again, limit {CLEARANCE_LIMIT_S} s")
    print(f"plain SQLite, its consents looked through once: {peer:.3f} s; ratio {first / peer:.2f}")
    return first <= CLEARANCE_LIMIT_S


def measure_whole_log(folder: Path, consents: int) -> None:
    with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
        (events,) = workspace.records.db.execute("SELECT max(seq) FROM audit").fetchone()
        took_s = timed(lambda: verified(workspace, consents))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    size_mb = (folder / "records.db").stat().st_size / 1e6
    print(f"its {events:,} events verified and whole: {events / took_s:,.0f} a second ({took_s:.0f} s)")
    print(f"records.db {size_mb:,.0f} MB; at most {peak_mb:,.0f} MB of memory so far", flush=True)


def looks_through(path: Path, workspace: Workspace) -> list[float]:
    """Seconds in which plain SQLite counts the consents of one story, without an index, each time."""
    rows = workspace.records.db.execute("SELECT id, story, contributor, scope, until FROM consents")
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE consents (id, story, contributor, scope, until)")
    plain.executemany("INSERT INTO consents VALUES (?, ?, ?, ?, ?)", rows)
    plain.commit()
    asked = "SELECT count(*) FROM consents WHERE story = ?"
    return [timed(lambda: plain.execute(asked, (code("S", n),)).fetchone()) for n in range(ROUNDS)]  # noqa: B023


def timed(act: Callable[[], object]) -> float:
    """Return how long an act takes, in seconds of this process: others on the machine do not count."""
    began = time.process_time()
    act()
    return time.process_time() - began


if __name__ == "__main__":
    main()
