"""Measure a scan on a cluster of this machine beside the local one, on the same pictures, in one run.

Usage: `uv run python benchmarks/cluster_scan.py [PICTURES] [PROFILE]` (48 and `fast` unless told).

Both sides have the same number of cores: the local engine one and one worker with one, then the local engine
two and two workers with one each. It prints pictures a second, the ratio (above 1 the cluster is faster),
processor seconds, which say more where other work comes and goes, and what an empty batch costs.
Servers listen at the loopback, with TLS of a certificate made now.
"""

import io
import itertools
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import psutil
from PIL import Image

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.pictures.clusters import Engine, TlsFiles, cluster_at
from consentkit.domain.pictures.images import Profile, Scan, ScanOutcome
from consentkit.domain.settings import Settings
from consentkit.imaging.cluster.client import Connection, Returned
from consentkit.imaging.cluster.engines import scan_on_cluster
from consentkit.imaging.scanning import worker_pools
from consentkit.imaging.scanning.worker_pools import ScanRequest, scan_in_order

MODELS = assets_folder() / "models"
DETECTORS = Settings().detectors
_WIDTHS_PX = (1600, 2000, 2400)
_EMPTY_BATCHES = 200
_ROUNDS = 2
"""They take turns, for a busy machine is not equally busy all the time."""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 48
    profile = Profile(sys.argv[2]) if len(sys.argv) > 2 else Profile.FAST
    pictures = _pictures(count)
    print(f"{count} pictures, {sum(map(len, pictures)) / 1e6:.0f} MB, profile {profile.value}")
    with tempfile.TemporaryDirectory() as folder:
        tls = _certificates(Path(folder))
        for workers in (1, 2):
            with _cluster(tls, workers) as engine:
                local, spread = _Cost(), _Cost()
                for _ in range(_ROUNDS):
                    local_scans = _scan(pictures, profile, None, workers, local)
                    spread_scans = _scan(pictures, profile, engine, workers, spread)
                    assert local_scans == spread_scans, "the two engines disagree"
                each = count * _ROUNDS
                print(
                    f"cores {workers}: local {each / local.seconds:.2f} pictures a second; {workers} worker "
                    f"{each / spread.seconds:.2f}; ratio {local.seconds / spread.seconds:.2f}"
                )
                print(
                    f"  processor seconds a picture, of all processes: local {local.processor / each:.2f}; "
                    f"{workers} worker(s) {spread.processor / each:.2f}"
                )
                connect, batch = _connection_costs(engine)
                print(f"  once a scan: {connect:.1f} s to connect; an empty batch: {batch:.1f} ms")


def _pictures(count: int) -> list[bytes]:
    shipped = [Image.open(path).convert("RGB") for path in sorted((assets_folder() / "demo").glob("*.*g"))]
    made = []
    turns = zip(range(count), itertools.cycle(shipped), itertools.cycle(_WIDTHS_PX), strict=False)
    for number, picture, width_px in turns:
        larger = picture.resize((width_px, width_px * 3 // 4))
        larger.putpixel((0, 0), (number % 256, number // 256, 0))
        data = io.BytesIO()
        larger.save(data, "JPEG", quality=90)
        made.append(data.getvalue())
    return made


@dataclass
class _Cost:
    """Seconds on the clock, and of the processors."""

    seconds: float = 0.0
    processor: float = 0.0


def _scan(
    pictures: Sequence[bytes], profile: Profile, engine: Engine | None, cores: int, cost: _Cost
) -> list[Scan]:
    """Return the scans, and add what they cost."""
    asked = [ScanRequest(partial(bytes, data), profile) for data in pictures]
    warm = asked[: 4 * cores]
    # A worker's start takes seconds: on both sides it is over before the clock begins.
    with (
        patch.object(worker_pools, "pool_size", lambda: cores),
        patch.object(worker_pools, "cores", lambda: cores),
    ):
        scan = (
            partial(scan_in_order, models=MODELS, detectors=DETECTORS)
            if engine is None
            else partial(scan_on_cluster, engine=engine, models=MODELS, detectors=DETECTORS)
        )
        list(scan(warm))
        began, before = time.perf_counter(), _processor_seconds()
        scans = list(scan(asked))
        cost.seconds += time.perf_counter() - began
        cost.processor += _processor_seconds() - before
    assert all(one.outcome is not ScanOutcome.UNDECIDED for one in scans)
    return scans


def _processor_seconds() -> float:
    """Return what this program and all that it started have used, also those that have ended."""
    us = psutil.Process()
    return sum(sum(one.cpu_times()[:4]) for one in (us, *us.children(recursive=True)))


def _connection_costs(engine: Engine) -> tuple[float, float]:
    """Return the seconds until the cluster answers, and the ms of an empty batch there and back."""
    began = time.perf_counter()
    with closing(Connection(engine)) as connection:
        connection.connect()
        connect, began = time.perf_counter() - began, time.perf_counter()
        for number in range(_EMPTY_BATCHES):
            connection.submit(number, [], [], DETECTORS)
            while not isinstance(connection.next(), Returned):
                pass
        return connect, (time.perf_counter() - began) / _EMPTY_BATCHES * 1000


@contextmanager
def _cluster(tls: TlsFiles, workers: int) -> Iterator[Engine]:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        address = f"dask://127.0.0.1:{one.getsockname()[1]}"
    running = [_server("scheduler", address, tls, None)]
    try:
        running += [_server("worker", address, tls, core) for core in range(workers)]
        yield cluster_at(address, tls)
    finally:
        for server in reversed(running):
            server.kill()
            server.communicate()


def _server(kind: str, address: str, tls: TlsFiles, core: int | None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "consentkit", "cluster", kind, address]
    command += ["--tls-ca", str(tls.ca), "--tls-cert", str(tls.cert), "--tls-key", str(tls.key)]
    # A worker takes as many cores as it may use: one each.
    with nullcontext() if core is None else _only_on(core):
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own program
    assert server.stdout is not None
    assert address in server.stdout.readline()
    return server


@contextmanager
def _only_on(core: int) -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(before)[core % len(before)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _certificates(folder: Path) -> TlsFiles:
    """Return one certificate that is its own authority; an organisation makes one for each machine."""
    cert, key = folder / "cert.pem", folder / "cert.key"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    command = ["openssl", "req", *kind, "-subj", "/CN=benchmark", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  no argument from outside
    key.chmod(0o600)
    return TlsFiles(ca=cert, cert=cert, key=key)


if __name__ == "__main__":
    main()
