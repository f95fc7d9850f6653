"""Scan many pictures on all cores: one scanner and one decoder for each core, results in order."""

import os
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Profile, Scan, ScanOutcome
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.scanning.client import new_scanner, scan_in_child, shared_scanner
from consentkit.imaging.scanning.scanning import FAILED
from consentkit.sandbox.client import Lease, Worker, keep_until_exit, shared_worker
from consentkit.sandbox.services import ServiceKind

_GIVEN_UP = Scan(outcome=ScanOutcome.UNDECIDED, problem=FAILED)
"""Nobody waits for it any more."""

_MEMORY_FOR_EACH = 2 * 1024**3
"""A scanner takes up to 1 GB for a picture of 50 megapixels; as much is left to everything else."""


@dataclass(frozen=True)
class WorkerPair:
    """A scanner and a decoder that work on one picture, each a process of its own."""

    scanner: Worker
    decoder: Worker


@dataclass(frozen=True)
class _Turn:
    """One run's lease of a pair of workers, for one picture."""

    scanner: Lease
    decoder: Lease

    def end(self) -> None:
        """End what is asked of both for this run; what others ask of them goes on."""
        self.scanner.end()
        self.decoder.end()


def _ignored(_picture: Picture) -> None:
    """Ignore the picture: the run counts nothing."""


class ScanRequest(NamedTuple):
    """A picture to scan: how its file's bytes are read, and how hard to look.

    `read` runs in another thread; a `Scan` in the bytes' place is the answer, such as for a file that
    cannot be read. `seen` is told of the picture that was opened here, in that thread too.
    """

    read: Callable[[], bytes | Scan]
    profile: Profile
    seen: Callable[[Picture], None] = _ignored


Scans = Generator[Scan, None, None]

_WORKERS: list[WorkerPair] = []


@dataclass
class _Pool:
    """The worker pool: a scanner and a decoder for each picture that is scanned at once, for all runs."""

    idle: list[WorkerPair] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def start(self, count: int) -> int:
        """Start what a run of so many pictures lacks; return how many pictures it can scan at once."""
        wanted = max(1, min(count, pool_size()))
        with self.changed:
            while len(_WORKERS) < wanted:
                # The first shares the processes of everything that opens and scans one picture.
                workers = new_workers() if _WORKERS else WorkerPair(shared_scanner(), shared_worker())
                _WORKERS.append(workers)
                self.idle.append(workers)
            self.changed.notify_all()
        return wanted

    def take(self, run: "_Run") -> WorkerPair | None:
        """Wait for idle workers; `None` once the run is stopped."""
        with self.changed:
            self.changed.wait_for(lambda: self.idle or run.is_stopped)
            return None if run.is_stopped else self.idle.pop(0)

    def give_back(self, workers: WorkerPair) -> None:
        """Let the next picture have these workers, whichever run asks."""
        with self.changed:
            # The last used comes first, so that no more of them are woken than work at once.
            self.idle.insert(0, workers)
            self.changed.notify_all()


_POOL = _Pool()


@dataclass
class _Run:
    """What all pictures of one run need, and which workers scan one of them now."""

    models: Path
    detectors: Sequence[str]
    threads_each: int
    is_stopped: bool = False
    turns: list[_Turn] = field(default_factory=list)

    def scan(self, asked: ScanRequest) -> Scan:
        """Scan one picture with the next idle workers."""
        workers = _POOL.take(self)
        if workers is None:
            return _GIVEN_UP
        try:
            return self._scan(asked, self._begin(workers))
        finally:
            _POOL.give_back(workers)

    def stop(self) -> None:
        """Give up what this run has not handed out yet; every other run's work goes on."""
        with _POOL.changed:
            self.is_stopped = True
            turns = tuple(self.turns)
            _POOL.changed.notify_all()
        for turn in turns:
            turn.end()

    def _begin(self, workers: WorkerPair) -> _Turn:
        turn = _Turn(workers.scanner.lease(), workers.decoder.lease())
        with _POOL.changed:
            self.turns.append(turn)
        return turn

    def _scan(self, asked: ScanRequest, turn: _Turn) -> Scan:
        try:
            data = _GIVEN_UP if self.is_stopped else asked.read()
            picture = data if isinstance(data, Scan) else opened_or_refused(data, turn.decoder)
            if self.is_stopped:
                return _GIVEN_UP
            if isinstance(picture, Scan):
                return picture
            asked.seen(picture)
            return scan_in_child(
                picture,
                models=self.models,
                detectors=self.detectors,
                profile=asked.profile,
                threads=self.threads_each,
                worker=turn.scanner,
            )
        finally:
            with _POOL.changed:
                self.turns.remove(turn)


def opened_or_refused(data: bytes, decoder: Worker | Lease) -> Picture | Scan:
    """Return the picture in a file's bytes; undecided, with its problem, where it cannot be opened."""
    try:
        return open_picture(data, worker=decoder)
    except InvalidInput as error:
        return Scan(outcome=ScanOutcome.UNDECIDED, problem=error.code)


def scan_in_order(asked: Sequence[ScanRequest], *, models: Path, detectors: Sequence[str]) -> Scans:
    """Yield the scan of each picture in order, while the other cores scan those that come after.

    Whoever stops reading closes the iterator: what was not handed out yet is given up at once. Several runs
    share the workers, picture by picture.
    """
    at_once = _POOL.start(len(asked))
    run = _Run(models, detectors, threads_each=max(1, cores() // at_once))
    threads = ThreadPoolExecutor(at_once, thread_name_prefix="scan")
    waiting = [threads.submit(run.scan, one) for one in asked]
    try:
        for future in waiting:
            yield future.result()
    finally:
        if not all(future.done() for future in waiting):
            threads.shutdown(wait=False, cancel_futures=True)
            run.stop()
        threads.shutdown()


def pool_size() -> int:
    """Return how many pictures are scanned at once here: one a core, while the memory lasts."""
    return max(1, min(cores(), _memory_bytes() // _MEMORY_FOR_EACH))


def cores() -> int:
    """Return how many cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory_bytes() -> int:
    with suppress(ValueError, OSError, AttributeError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    # Windows does not tell in the standard library; a machine that runs it has this much.
    return 4 * 1024**3


def new_workers() -> WorkerPair:
    """Return a scanner and a decoder of their own; they start with their first picture and end with us."""
    return WorkerPair(keep_until_exit(new_scanner()), keep_until_exit(Worker(ServiceKind.PICTURE)))
