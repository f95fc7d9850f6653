"""How quick the terminal application is among very many records, in a real pseudo-terminal.

Usage: `uv run python benchmarks/terminal.py [CONSENTS] [IMAGES] [--keep FOLDER]`.

It makes a workspace of invented records (1,000,000 consents and stories, 100,000 images unless said), starts
`python -m consentkit` in it, types, and measures until the first byte comes back. Each limit stands beside
its figure. `--keep` makes the workspace in a folder, or measures the one that is there already.
"""

import argparse
import fcntl
import json
import os
import pty
import random
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from consentkit.domain.events import EventName
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import digest_of
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.workspaces import Workspace, open_workspace

PAINT_LIMIT_MS, KEY_LIMIT_MS = 500, 50
COMPILED = Path(tempfile.gettempdir()) / "consentkit-benchmark-compiled"
ROWS, COLUMNS = 40, 120
ROUNDS = 60
HANDLE, PASSPHRASE = "manager-1", "four invented words here"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYLLABLES = ("ka", "lo", "mi", "ren", "sa", "tu", "vel", "no", "pi", "dar", "esh", "um")
_SCOPE = json.dumps(
    {
        "media": ["words"], "appearance": "none", "naming": "none", "channels": ["website"],
        "audiences": ["public"], "places": ["worldwide"], "until": "2027-01-01",
    }
)  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("consents", nargs="?", type=int, default=1_000_000)
    asked.add_argument("images", nargs="?", type=int, default=100_000)
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as below:
        folder = given.keep or Path(below) / "workspace"
        if not folder.exists():
            began = time.perf_counter()
            fill(folder, given.consents, given.images)
            size_mb = (folder / "records.db").stat().st_size / 1e6
            print(f"made in {time.perf_counter() - began:.0f} s, records.db {size_mb:,.0f} MB")
        measure(folder)


def code(letter: str, number: int) -> str:
    """A code that is no other's: the numbers in an order that looks random."""
    value, body = number * 11_400_714_819 % 2**40, ""
    for _ in range(8):
        value, rest = divmod(value, 32)
        body += _ALPHABET[rest]
    return f"{letter}-{body[:4]}-{body[4:]}"


def fill(folder: Path, count: int, images: int) -> None:
    actor = Actor(handle=HANDLE, roles=frozenset(Role) - {Role.VOLUNTEER, Role.AUDITOR})
    create_workspace(folder, actor, PASSPHRASE, organisation="Invented")
    filled = open_workspace(folder, HANDLE, PASSPHRASE)
    with filled as workspace, workspace.change(EventName.CERTIFICATE_ISSUED) as change:
        connection = change.db.conn
        for table, columns, rows in tables(workspace, count, images):
            marks = ",".join("?" * len(columns.split(",")))
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608
        for number in range(published(count)):
            change.record(code("V", number))
        for number in range(0, published(count), 500):
            change.record_also(EventName.STORY_CHANGED, code("S", number))
    with open_workspace(folder, HANDLE, PASSPHRASE) as workspace:
        workspace.records.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def published(count: int) -> int:
    return count // 100


def tables(workspace: Workspace, count: int, images: int) -> Iterator[tuple[str, str, Iterator[tuple]]]:
    chance = random.Random(7)  # noqa: S311 - invented records
    words = ["".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2_000)]
    today, every = workspace.today, range(count)
    # Consents end on any day of the next three years.
    ends = [(today + timedelta(days=chance.randrange(1, 1_095))).isoformat() for _ in range(1_095)]
    at, day = "2026-01-01T00:00:00+00:00", (today - timedelta(days=9)).isoformat()
    policies = digest_of([workspace.catalogue.digests, workspace.catalogue.broken])
    parts = json.dumps({"policies": policies})
    yield (
        "contributors",
        "code,age,age_basis,is_survivor,language,added_at",
        ((code("C", n), "adult", "document", 1, "km", at) for n in every),
    )
    yield (
        "stories",
        "id,title,revision,states_nobody_is_victim,added_at",
        ((code("S", n), " ".join(chance.choices(words, k=5)), 1, 0, at) for n in every),
    )
    yield "story_contributors", "story,contributor", ((code("S", n), code("C", n)) for n in every)
    yield "consents", (
        "id,contributor,story,decision,scope,until,given_by,asked_on,given_on,method,language,release"
    ), (
        (code("K", n), code("C", n), code("S", n), "yes", _SCOPE, ends[n % len(ends)], code("C", n), day, day,
         "written", "km", "0" * 64)
        for n in every
    )  # fmt: skip
    last = (today + timedelta(days=200)).isoformat()
    yield (
        "plans",
        "story,channel,audience,place,from_on,until",
        ((code("S", n), "website", "public", "worldwide", day, last) for n in range(count // 10)),
    )
    scan = json.dumps({"outcome": "found", "detections": [], "passes": ["whole"], "detectors": {}})
    yield "images", "id,story,digest,original,media_type,width_px,height_px,leaks,scan,viewed_by", (
        (code("I", n), code("S", n // 5), f"{n:064x}", f"{n:064x}", "image/jpeg", 4_000, 3_000, "[]",
         None if n % 50 == 0 else scan, None if n % 20 == 0 else HANDLE)
        for n in range(images)
    )  # fmt: skip
    yield "faces", "id,image,box,score,detector,settlement,is_hidden,grade", (
        (code("F", n), code("I", n), '{"left":1,"top":1,"right":90,"bottom":90}', 0.9, "centerface",
         "open" if n % 10 == 0 else "redacted", 1, "clear")
        for n in range(images)
    )  # fmt: skip
    yield from went_out(count, day, last, parts)


def went_out(count: int, day: str, last: str, parts: str) -> Iterator[tuple[str, str, Iterator[tuple]]]:
    live = range(published(count))
    yield (
        "certificates",
        "id,story,channel,issued_at,issued_by,until,parts,pdf",
        (
            (code("V", n), code("S", n), "website", f"{day}T00:00:00+00:00", HANDLE, last, parts, "0")
            for n in live
        ),
    )
    yield (
        "publications",
        "id,story,channel,certificate,[where],from_on,until",
        (
            (code("P", n), code("S", n), "website", code("V", n), "https://example.org", day, last)
            for n in live
        ),
    )
    yield (
        "takedowns",
        "id,publication,opened_on",
        ((code("T", n), code("P", n), day) for n in range(0, len(live), 100)),
    )


EMPTY = """
from textual.app import App
from textual.widgets import Label

class Empty(App):
    def compose(self):
        yield Label("Passphrase")

Empty().run()
"""


class Terminal:
    """consentkit in a pseudo-terminal that answers as a plain one does."""

    def __init__(self, *arguments: str) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        dropped = ("CONSENTKIT_", "PYTHONDONTWRITE")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
        self.began = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *arguments],
            stdin=slave, stdout=slave, stderr=slave,
            # Modules are compiled once, as an installation does.
            env=environment | {"TERM": "xterm-256color", "PYTHONPYCACHEPREFIX": str(COMPILED)},
            # Its own terminal: when this script ends, however it ends, the terminal hangs up.
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )  # fmt: skip
        os.close(slave)
        self._seen = b""

    def read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        data = os.read(self._master, 1 << 16)
        if b"\x1b[c" in data:
            os.write(self._master, b"\x1b[?62;22c")
        return data

    def wait_for(self, words: str, seconds: float = 60) -> float:
        """Wait until words are seen; return the seconds since this began."""
        began, seen = time.perf_counter(), b""
        while words.encode() not in seen:
            if time.perf_counter() - began > seconds:
                raise TimeoutError(words + "\n" + seen[-2_000:].decode(errors="replace"))
            seen += self.read(0.05)
        return time.perf_counter() - began

    def rest(self, quiet_seconds: float = 0.15) -> None:
        """Read until nothing more comes."""
        while self.read(quiet_seconds):
            pass

    def reaction_ms(self, keys: str) -> float:
        """Type, and return how long the first byte took."""
        self.rest()
        began = time.perf_counter()
        os.write(self._master, keys.encode())
        if not self.read(10):
            raise TimeoutError(repr(keys))
        return (time.perf_counter() - began) * 1_000

    def write(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        os.close(self._master)


UP, DOWN, PAGE_DOWN, END, HOME_KEY, ESCAPE = "\x1b[A", "\x1b[B", "\x1b[6~", "\x1b[F", "\x1b[H", "\x1b"
F2, F3 = "\x1bOQ", "\x1bOR"


def measure(folder: Path) -> None:
    ours = ("-m", "consentkit", "--workspace", str(folder))
    measure_paint(ours)
    terminal = Terminal(*ours)
    terminal.wait_for("Passphrase")
    terminal.rest()
    terminal.write(PASSPHRASE + "\r")
    opened = terminal.wait_for("Home") * 1_000
    agenda = terminal.wait_for("What needs you today") * 1_000
    print(f"{'unlocking, with its slow passphrase':<36} {opened:8.0f} ms")
    print(f"{'then until what waits is listed':<36} {agenda:8.0f} ms   beside the screen, no key waits")
    told("Home: moving down", [terminal.reaction_ms(DOWN) for _ in range(ROUNDS)])
    measure_list(terminal)
    terminal.close()


def measure_paint(ours: tuple[str, ...]) -> None:
    """The lock beside Textual with one label, in turn, so that a busy moment falls on both."""
    first_paint(ours)
    paints = [(first_paint(("-c", EMPTY)), first_paint(ours)) for _ in range(9)]
    told("first paint of an empty application", [empty for empty, _ in paints], PAINT_LIMIT_MS)
    told("first paint of the lock", [lock for _, lock in paints], PAINT_LIMIT_MS)


def first_paint(arguments: tuple[str, ...]) -> float:
    terminal = Terminal(*arguments)
    terminal.wait_for("Passphrase")
    taken = (time.perf_counter() - terminal.began) * 1_000
    terminal.close()
    return taken


def measure_list(terminal: Terminal) -> None:
    told("to the stories", list(pairs(terminal, F3, F2)))
    terminal.write(F3)
    terminal.wait_for("All stories")
    told("moving down", [terminal.reaction_ms(DOWN) for _ in range(ROUNDS)])
    told("moving up", [terminal.reaction_ms(UP) for _ in range(ROUNDS // 2)])
    told("page down, new rows each time", [terminal.reaction_ms(PAGE_DOWN) for _ in range(ROUNDS)])
    told("end and home", [terminal.reaction_ms(key) for _ in range(ROUNDS // 2) for key in (END, HOME_KEY)])
    terminal.write("/")
    terminal.rest()
    told("typing in the search", [terminal.reaction_ms(letter) for letter in "kalomi saren tuvel nopida rum"])
    found = []
    for text in ("kalo", "renmi", "sa", "umdar tuka"):
        terminal.write("\x15")
        terminal.wait_for("All stories")
        terminal.rest()
        terminal.write(text)
        found.append(terminal.wait_for("All stories") * 1_000)
    print(
        f"{'from the last letter to the answer':<36} {statistics.median(found):8.0f} ms   150 of them waiting"
    )
    terminal.write(ESCAPE)
    terminal.rest()
    told("opening a story", list(pairs(terminal, "\r", ESCAPE)))
    terminal.write("\r")
    terminal.rest(0.3)
    told("going home from a story", [reopened(terminal) for _ in range(ROUNDS // 2)])


def pairs(terminal: Terminal, forth: str, back: str) -> Iterator[float]:
    """The time of going forth, again and again, with a way back between."""
    for _ in range(ROUNDS // 2):
        yield terminal.reaction_ms(forth)
        terminal.rest(0.3)
        terminal.write(back)
        terminal.rest(0.3)


def reopened(terminal: Terminal) -> float:
    taken = terminal.reaction_ms(F2)
    terminal.rest(0.3)
    terminal.write(F3)
    terminal.rest(0.3)
    terminal.write("\r")
    terminal.rest(0.3)
    return taken


def told(what: str, times_ms: list[float], limit_ms: float = KEY_LIMIT_MS) -> None:
    ordered = sorted(times_ms)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    p50 = statistics.median(ordered)
    print(
        f"{what:<36} p50 {p50:6.1f}  p95 {p95:6.1f} ms   limit {limit_ms} ms, {p95 / limit_ms:.2f} of it",
        flush=True,
    )


if __name__ == "__main__":
    main()
