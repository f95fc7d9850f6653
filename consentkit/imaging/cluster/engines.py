"""Scan many pictures on a cluster: batches go out, scans come back in order, doubtful ones are done here."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.clusters import Engine
from consentkit.domain.pictures.images import Profile, Scan
from consentkit.domain.pictures.scan_plans import ScanPlan
from consentkit.imaging.cluster.client import Connection, Returned
from consentkit.imaging.cluster.trust import is_believed
from consentkit.imaging.scanning.client import plan_in_child
from consentkit.imaging.scanning.worker_pools import ScanRequest, Scans, scan_in_order
from consentkit.sandbox.limits import MAX_FILE_BYTES

# 5 to 45 s of one core, by profile (docs/detection.md): a worker that dies loses little, and the way there
# costs little beside it.
BATCH_FILES = 16
BATCH_BYTES = 32_000_000
"""What one batch holds at most; a single larger file travels alone."""

_WINDOW_BYTES = 256_000_000
"""What is on its way at most: the scheduler keeps it in memory until it is done."""

_BATCHES_EACH = 2
"""One is scanned while the next one waits beside it."""

_MOST_AHEAD = 1024
"""So many pictures beyond the one that is waited for: scans that are not kept yet are lost with us."""

# Longer than a worker needs to start; and longer than the slowest batch on the slowest machine.
NO_WORKER_SECONDS = 30.0
_SILENT_SECONDS = 1800.0

_SCANS = TypeAdapter(list[Scan | None])


@dataclass(frozen=True)
class _Batch:
    """The places of its pictures among all, and their files."""

    numbers: tuple[int, ...]
    files: tuple[bytes, ...]

    @property
    def size_bytes(self) -> int:
        return sum(len(one) for one in self.files)


@dataclass
class _Run:
    """What was sent, what came back, and what is still to be read."""

    asked: Sequence[ScanRequest]
    connection: Connection
    models: Path
    detectors: Sequence[str]
    threads: int
    ahead: int = 0
    found: dict[int, Scan] = field(default_factory=dict)
    sent: dict[int, _Batch] = field(default_factory=dict)
    plans: dict[Profile, ScanPlan | None] = field(default_factory=dict)
    held: tuple[int, bytes] | None = None
    batches: int = 0
    heard_at: float = field(default_factory=time.monotonic)
    alone_since: float | None = None

    def scan_of(self, number: int) -> Scan:
        """Return the scan of one picture; those that are done before it wait."""
        while number not in self.found:
            while self._has_room(number):
                self._send(self._next_batch())
            if number not in self.found:
                self._collect()
        return self.found.pop(number)

    def _has_room(self, number: int) -> bool:
        is_left = self.held is not None or self.ahead < len(self.asked)
        if not is_left or self.threads == 0 or self.ahead - number >= _MOST_AHEAD:
            return False
        on_its_way = sum(batch.size_bytes for batch in self.sent.values())
        return len(self.sent) < self.threads * _BATCHES_EACH and (not self.sent or on_its_way < _WINDOW_BYTES)

    def _next_batch(self) -> _Batch:
        """Read the next pictures, as many as fit; those with an answer of their own get it."""
        # Near the end batches get smaller, so that all machines finish together.
        most = max(1, min(BATCH_FILES, len(self.asked) // (4 * self.threads)))
        taken: list[tuple[int, bytes]] = []
        while len(taken) < most and (one := self._read()) is not None:
            if taken and sum(len(data) for _, data in taken) + len(one[1]) > BATCH_BYTES:
                self.held = one
                break
            taken.append(one)
        return _Batch(tuple(n for n, _ in taken), tuple(data for _, data in taken))

    def _read(self) -> tuple[int, bytes] | None:
        """Return the next picture that is to travel, with its place; `None` when none is left."""
        if self.held is not None:
            one, self.held = self.held, None
            return one
        while self.ahead < len(self.asked):
            number, self.ahead = self.ahead, self.ahead + 1
            data = self.asked[number].read()
            if isinstance(data, Scan):
                self.found[number] = data
            elif 0 < len(data) <= MAX_FILE_BYTES:
                return number, data
            else:
                self._scan_here([number])
        return None

    def _send(self, batch: _Batch) -> None:
        if batch.numbers:
            self.batches += 1
            profiles = [self.asked[number].profile for number in batch.numbers]
            self.connection.submit(self.batches, batch.files, profiles, self.detectors)
            self.sent[self.batches] = batch

    def _collect(self) -> None:
        """Take in one batch, or note that none came. Raises Unavailable when none will come."""
        answer = self.connection.next()
        if isinstance(answer, Returned):
            batch = self.sent.pop(answer.number, _Batch((), ()))
            self._take(batch.numbers, answer.scans)
            # What was scanned here meanwhile took its time, and is no silence.
            self.heard_at, self.alone_since = time.monotonic(), None
            return
        now = time.monotonic()
        self.threads = answer.threads
        self.alone_since = None if self.threads else self.alone_since or now
        if self.alone_since is not None and now - self.alone_since >= NO_WORKER_SECONDS:
            raise Unavailable("cluster-no-workers", seconds=int(NO_WORKER_SECONDS))
        if now - self.heard_at >= _SILENT_SECONDS:
            raise Unavailable("cluster-silent", minutes=int(_SILENT_SECONDS // 60))

    def _take(self, numbers: Sequence[int], content: bytes) -> None:
        scans = _read_scans(content, len(numbers))
        doubtful = []
        for number, scan in zip(numbers, scans, strict=True):
            if scan is not None and is_believed(scan, self.asked[number].profile, self._plans()):
                self.found[number] = scan
            else:
                doubtful.append(number)
        self._scan_here(doubtful)

    def _scan_here(self, numbers: Sequence[int]) -> None:
        if numbers:
            here = [self.asked[number] for number in numbers]
            scans = scan_in_order(here, models=self.models, detectors=self.detectors)
            self.found.update(zip(numbers, scans, strict=True))

    def _plans(self) -> dict[Profile, ScanPlan | None]:
        """Return what this machine would run; asked for while the first batches are scanned elsewhere."""
        if not self.plans:
            # A scan that found nothing looked again, thoroughly.
            profiles = {asked.profile for asked in self.asked} | {Profile.THOROUGH}
            self.plans = {one: plan_in_child(self.models, self.detectors, one) for one in profiles}
        return self.plans


def _read_scans(content: bytes, count: int) -> list[Scan | None]:
    try:
        scans = _SCANS.validate_json(content)
    except ValidationError:
        scans = []
    return scans if len(scans) == count else [None] * count


def scan_on_cluster(
    asked: Sequence[ScanRequest], engine: Engine, *, models: Path, detectors: Sequence[str]
) -> Scans:
    """Yield the scan of each picture in order, made by the workers of a cluster, or here where those of a
    worker are not believed (see `trust`) or its batch failed.

    A worker that dies costs nothing: its batches go to others. Whoever stops reading closes the iterator:
    the cluster drops what was sent.

    Raises Unavailable: cluster-missing, cluster-unreachable (address), cluster-lost (address),
    cluster-no-workers (seconds), cluster-silent (minutes); InvalidInput for TLS files, as `check_tls`.
    """
    with closing(Connection(engine)) as connection:
        run = _Run(asked, connection, models, detectors, threads=connection.connect())
        for number in range(len(asked)):
            yield run.scan_of(number)
