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
from consentkit.imaging.scanning.client import new_scanner, scan_picture_apart, shared_scanner
from consentkit.imaging.scanning.scanning import FAILED
from consentkit.sandbox.client import Lease, Worker, keep_until_exit, shared_worker
from consentkit.sandbox.services import ServiceKind

_GIVEN_UP = Scan(outcome=ScanOutcome.UNDECIDED, problem=FAILED)
"""Nobody waits for it any more."""

_MEMORY_FOR_EACH = 2 * 1024**3
"""A scanner takes up to 1 GB for a picture of 50 megapixels; as much is left to everything else."""


@dataclass(frozen=True)
class Member:
    """A scanner and a decoder, each a process of its own."""

    scanner: Worker
    decoder: Worker


@dataclass(frozen=True)
class _Turn:
    """One run's hold on a member, for one picture."""

    scanner: Lease
    decoder: Lease

    def end(self) -> None:
        """End what is asked of both for this run; what others ask of them goes on."""
        self.scanner.end()
        self.decoder.end()


def _unseen(_picture: Picture) -> None:
    """Nobody wants to know."""


class Asked(NamedTuple):
    """A picture to scan: how its file's bytes are read, and how hard to look.

    `read` runs in another thread; a `Scan` in the bytes' place is the answer, such as for a file that
    cannot be read. `seen` is told of the picture that was opened here, in that thread too.
    """

    read: Callable[[], bytes | Scan]
    profile: Profile
    seen: Callable[[Picture], None] = _unseen


Scans = Generator[Scan, None, None]

_MEMBERS: list[Member] = []


@dataclass
class _Pool:
    """The members that scan no picture now, for all runs of this program."""

    idle: list[Member] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def man(self, count: int) -> int:
        """See to it that there are members for a run of so many; return how many it can use at once."""
        wanted = max(1, min(count, crew_size()))
        with self.changed:
            while len(_MEMBERS) < wanted:
                # The first shares the processes of everything that opens and scans one picture.
                member = new_member() if _MEMBERS else Member(shared_scanner(), shared_worker())
                _MEMBERS.append(member)
                self.idle.append(member)
            self.changed.notify_all()
        return wanted

    def take(self, crew: "_Crew") -> Member | None:
        """Wait for an idle member; `None` once the crew is dismissed."""
        with self.changed:
            self.changed.wait_for(lambda: self.idle or crew.is_dismissed)
            return None if crew.is_dismissed else self.idle.pop(0)

    def give_back(self, member: Member) -> None:
        """Let the next picture have this member, whoever asks."""
        with self.changed:
            # The last used comes first, so that no more of them are woken than work at once.
            self.idle.insert(0, member)
            self.changed.notify_all()


_POOL = _Pool()


@dataclass
class _Crew:
    """What all pictures of one run need, and which members look at one of them now."""

    models: Path
    detectors: Sequence[str]
    threads_each: int
    is_dismissed: bool = False
    turns: list[_Turn] = field(default_factory=list)

    def scan(self, asked: Asked) -> Scan:
        """Scan one picture with the next idle member."""
        member = _POOL.take(self)
        if member is None:
            return _GIVEN_UP
        try:
            return self._scan(asked, self._begin(member))
        finally:
            _POOL.give_back(member)

    def dismiss(self) -> None:
        """Give up what this run has not handed out yet; every other run's work goes on."""
        with _POOL.changed:
            self.is_dismissed = True
            turns = tuple(self.turns)
            _POOL.changed.notify_all()
        for turn in turns:
            turn.end()

    def _begin(self, member: Member) -> _Turn:
        turn = _Turn(member.scanner.lease(), member.decoder.lease())
        with _POOL.changed:
            self.turns.append(turn)
        return turn

    def _scan(self, asked: Asked, turn: _Turn) -> Scan:
        try:
            data = _GIVEN_UP if self.is_dismissed else asked.read()
            picture = data if isinstance(data, Scan) else opened_or_refused(data, turn.decoder)
            if self.is_dismissed:
                return _GIVEN_UP
            if isinstance(picture, Scan):
                return picture
            asked.seen(picture)
            return scan_picture_apart(
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


def scan_in_order(asked: Sequence[Asked], *, models: Path, detectors: Sequence[str]) -> Scans:
    """Yield the scan of each picture in order, while the other cores scan those that come after.

    Whoever stops reading closes the iterator: what was not handed out yet is given up at once. Several runs
    share the members, picture by picture.
    """
    at_once = _POOL.man(len(asked))
    crew = _Crew(models, detectors, threads_each=max(1, cores() // at_once))
    pool = ThreadPoolExecutor(at_once, thread_name_prefix="scan")
    waiting = [pool.submit(crew.scan, one) for one in asked]
    try:
        for future in waiting:
            yield future.result()
    finally:
        if not all(future.done() for future in waiting):
            pool.shutdown(wait=False, cancel_futures=True)
            crew.dismiss()
        pool.shutdown()


def crew_size() -> int:
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


def new_member() -> Member:
    """Return a scanner and a decoder of their own; they start with their first picture and end with us."""
    return Member(keep_until_exit(new_scanner()), keep_until_exit(Worker(ServiceKind.PICTURE)))
