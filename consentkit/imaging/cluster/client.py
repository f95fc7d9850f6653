"""The connection to a cluster: a child process speaks with it, since Dask unpickles what it receives."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.clusters import Engine
from consentkit.imaging.cluster.dask_options import check_cluster_extra, check_tls
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow
from consentkit.sandbox.services import ServiceKind

_SECONDS = 120
"""No request takes longer: waiting for scans is asked for again and again."""

_REFUSALS = frozenset({"cluster-unreachable", "cluster-lost"})


class Returned(NamedTuple):
    """A batch that came back: its number, and the scans as JSON, empty where it failed there."""

    number: int
    scans: bytes


class Waiting(NamedTuple):
    """Nothing came back yet; `threads` is how many batches the workers scan at once, 0 without a worker."""

    threads: int


class Connection:
    """A connection with a cluster; close it when nobody waits for a scan any more."""

    def __init__(self, engine: Engine) -> None:
        """Look at what can be looked at here. Raises Unavailable (cluster-missing), and as `check_tls`."""
        check_cluster_extra()
        check_tls(engine)
        self._engine = engine
        self._process = Worker(ServiceKind.CLUSTER, seconds=_SECONDS)

    def connect(self) -> int:
        """Return how many batches are scanned at once there; 0 where there is no worker yet.

        Raises Unavailable (cluster-unreachable: address), also where one side does not trust the other.
        """
        told, _ = self._ask({"do": "connect", "engine": self._engine.model_dump(mode="json")})
        return int(told["threads"])

    def submit(
        self, number: int, files: Sequence[bytes], profiles: Sequence[str], detectors: Sequence[str]
    ) -> None:
        """Send a batch of picture files. Raises Unavailable (cluster-lost: address)."""
        about = {"number": number, "profiles": list(profiles), "detectors": list(detectors)}
        self._ask({"do": "submit", "sizes": [len(one) for one in files]} | about, b"".join(files))

    def next(self) -> Returned | Waiting:
        """Return a batch that is done, or after a second that none is. Raises Unavailable (cluster-lost)."""
        told, scans = self._ask({"do": "next"})
        return Waiting(int(told["threads"])) if "waiting" in told else Returned(int(told["number"]), scans)

    def close(self) -> None:
        """End the process that speaks; the cluster drops what it was asked for."""
        self._process.close()

    def _ask(self, request: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        try:
            answer, content = self._process.ask(json.dumps(request).encode(), body)
            told: dict[str, Any] = json.loads(answer)
        except (WorkerDied, WorkerTooSlow, ValueError):
            raise self._unavailable("cluster-lost") from None
        if "refusal" in told:
            raise self._unavailable(told["refusal"])
        return told, content

    def _unavailable(self, code: object) -> Unavailable:
        known = str(code) if code in _REFUSALS else "cluster-lost"
        return Unavailable(known, address=str(self._engine.address))
