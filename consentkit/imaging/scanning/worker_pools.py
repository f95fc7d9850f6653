"""Scan many pictures on all cores: one scanner and one decoder for each core, results in order."""

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Profile, Scan, ScanOutcome
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.scanning.client import new_scanner, scan_picture_apart, shared_scanner
from consentkit.imaging.scanning.scanning import FAILED
from consentkit.sandbox.client import Worker, keep_until_exit, shared_worker
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

    def abandon(self) -> None:
        """End both now, whatever they do; the next picture starts them anew."""
        self.scanner.abandon()
        self.decoder.abandon()


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
class _Crew:
    """The members who are idle, and what they all need."""

    models: Path
    detectors: Sequence[str]
    threads_each: int
    idle: SimpleQueue[Member] = field(default_factory=SimpleQueue)
    is_dismissed: bool = False

    def scan(self, asked: Asked) -> Scan:
        """Scan one picture with the next idle member."""
        member = self.idle.get()
        try:
            return self._scan(asked, member)
        finally:
            self.idle.put(member)

    def _scan(self, asked: Asked, member: Member) -> Scan:
        data = _GIVEN_UP if self.is_dismissed else asked.read()
        picture = data if isinstance(data, Scan) else opened_or_refused(data, member.decoder)
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
            worker=member.scanner,
        )


def opened_or_refused(data: bytes, decoder: Worker) -> Picture | Scan:
    """Return the picture in a file's bytes; undecided, with its problem, where it cannot be opened."""
    try:
        return open_picture(data, worker=decoder)
    except InvalidInput as error:
        return Scan(outcome=ScanOutcome.UNDECIDED, problem=error.code)


def scan_in_order(asked: Sequence[Asked], *, models: Path, detectors: Sequence[str]) -> Scans:
    """Yield the scan of each picture in order, while the other cores scan those that come after.

    Whoever stops reading closes the iterator: what was not handed out yet is given up at once.
    """
    members = _members(min(len(asked), crew_size()))
    crew = _Crew(models, detectors, threads_each=max(1, cores() // max(1, len(members))))
    for member in members:
        crew.idle.put(member)
    pool = ThreadPoolExecutor(max(1, len(members)), thread_name_prefix="scan")
    waiting = [pool.submit(crew.scan, one) for one in asked]
    try:
        for future in waiting:
            yield future.result()
    finally:
        if not all(future.done() for future in waiting):
            crew.is_dismissed = True
            pool.shutdown(wait=False, cancel_futures=True)
            for member in members:
                member.abandon()
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


def _members(count: int) -> list[Member]:
    """Return this many members; they stay until the program ends, because a start takes seconds."""
    if not _MEMBERS:
        _MEMBERS.append(Member(shared_scanner(), shared_worker()))
    while len(_MEMBERS) < count:
        _MEMBERS.append(new_member())
    return _MEMBERS[:count]


def new_member() -> Member:
    """Return a scanner and a decoder of their own; they start with their first picture and end with us."""
    return Member(keep_until_exit(new_scanner()), keep_until_exit(Worker(ServiceKind.PICTURE)))
