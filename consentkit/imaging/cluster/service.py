"""The process that speaks with a cluster: it holds no keys.

Dask unpickles what other machines send, so whoever has taken over one of them may run what he likes in the
process that listens. This one knows the files of the batches on their way, and nothing else.
"""

import json
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import Any

from consentkit.domain.pictures.clusters import Engine
from consentkit.imaging.cluster.dask_options import configure, forbid_files, security_of, url_of
from consentkit.imaging.cluster.tasks import Batch, scan_batch
from consentkit.sandbox.serving import Service

MAX_BODY_BYTES = 200_000_000
"""A batch may be one file of the largest size that is opened."""

# Names of 16 pictures' profiles, and the scans of a batch of crowds: far more than honest ones need.
_MAX_REQUEST_BYTES = 100_000
_MAX_SCANS_BYTES = 20_000_000
# On a local network it takes milliseconds; whoever waits wants to know soon. Polls leave time to stop.
_CONNECT_SECONDS = 5
_POLL_SECONDS = 1.0
_REACHING = (OSError, TimeoutError, ValueError, RuntimeError)

Answer = tuple[dict[str, Any], bytes]


class _Connection:
    """The connection with one cluster, and the batches that are there."""

    def __init__(self, engine: Engine) -> None:
        distributed: Any = import_module("distributed")
        self._client = distributed.Client(
            url_of(engine),
            security=security_of(engine),
            timeout=_CONNECT_SECONDS,
            set_as_default=False,
            direct_to_workers=False,
        )
        self._done: SimpleQueue[tuple[int, Any]] = SimpleQueue()
        # Dask forgets what nobody holds.
        self._sent: dict[int, Any] = {}

    def threads(self) -> int:
        """Return how many batches the workers scan at once; 0 where there is no worker."""
        return sum(self._client.nthreads().values())

    def submit(self, number: int, batch: Batch) -> None:
        future = self._client.submit(scan_batch, batch, pure=False, retries=2)
        self._sent[number] = future
        future.add_done_callback(lambda done: self._done.put((number, done)))

    def next(self) -> Answer:
        """Wait for a batch that is done, but not for long: whoever asks may want to stop."""
        try:
            number, future = self._done.get(timeout=_POLL_SECONDS)
        except Empty:
            is_here = self._client.status == "running"
            return (
                {"waiting": True, "threads": self.threads()} if is_here else {"refusal": "cluster-lost"}
            ), b""
        scans = b"" if future.status == "cancelled" else self._scans(future)
        if not scans and (future.status == "cancelled" or self._client.status != "running"):
            # The scheduler is gone: what was sent to it did not fail, and is not to be done here instead.
            return {"refusal": "cluster-lost"}, b""
        del self._sent[number]
        return {"number": number}, scans

    def _scans(self, future: Any) -> bytes:
        """Return the JSON that came back, or nothing for a batch that failed."""
        try:
            # A worker that died may have held what it had finished: that is on its way again, and waited for.
            scans = b"" if future.status == "error" else future.result(timeout=_CONNECT_SECONDS)
        except Exception:  # noqa: BLE001  an error that another machine made up may be of any kind
            return b""
        return scans if isinstance(scans, bytes) and len(scans) <= _MAX_SCANS_BYTES else b""


class _Requests:
    """Answers one request after the other."""

    def __init__(self) -> None:
        self._connection: _Connection | None = None

    def answer(self, request: bytes, body: bytes) -> Answer:
        try:
            return self._answer(json.loads(request), body)
        except _REACHING:
            return {"refusal": "cluster-lost" if self._connection else "cluster-unreachable"}, b""

    def _answer(self, request: dict[str, Any], body: bytes) -> Answer:
        if request["do"] == "connect":
            self._connection = _Connection(Engine.model_validate(request["engine"]))
            return {"threads": self._connection.threads()}, b""
        if self._connection is None:
            # The one that was connected died: what it had sent is lost with it.
            return {"refusal": "cluster-lost"}, b""
        if request["do"] == "next":
            return self._connection.next()
        self._connection.submit(request["number"], _batch(request, body))
        return {}, b""


def _batch(request: dict[str, Any], body: bytes) -> Batch:
    files, begin = [], 0
    for size in request["sizes"]:
        files.append(body[begin : begin + size])
        begin += size
    return Batch(tuple(files), tuple(request["profiles"]), tuple(request["detectors"]))


def service() -> Service:
    """Return how this process answers."""
    return Service(_Requests().answer, (_MAX_REQUEST_BYTES, MAX_BODY_BYTES), prepare=_prepare)


def _prepare() -> None:
    configure()
    forbid_files()
