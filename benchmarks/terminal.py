"""How quick the terminal application is among very many records, in a real pseudo-terminal.

Usage: `uv run python benchmarks/terminal.py [CONSENTS] [IMAGES] [--keep FOLDER]`.

It makes a workspace of invented records (1,000,000 consents and stories, 100,000 images unless said), starts
`python -m consentkit` in it, types, and measures until the first byte comes back. Each limit stands beside
its figure. `--keep` makes the workspace in a folder, or measures the one that is there already.
"""

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from filling import PASSPHRASE, fill

PAINT_LIMIT_MS, KEY_LIMIT_MS = 500, 50
COMPILED = Path(tempfile.gettempdir()) / "consentkit-benchmark-compiled"
ROWS, COLUMNS = 40, 120
ROUNDS = 60


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
