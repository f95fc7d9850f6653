"""What a cluster's worker does: decode and scan each picture of a batch, in processes of their own.

Imported by the scheduler too, which carries the batches: nothing heavy stands at the top.
"""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.domain.pictures.images import Profile, Scan

if TYPE_CHECKING:
    from consentkit.imaging.scanning.worker_pools import WorkerPair


@dataclass(frozen=True, repr=False, eq=False)
class Batch:
    """Pictures' files and the profile of each, and the detectors that look; nothing tells whose they are.

    It has no words of its own: Dask logs the arguments of a task that fails.
    """

    files: tuple[bytes, ...]
    profiles: tuple[str, ...]
    detectors: tuple[str, ...]

    def __repr__(self) -> str:
        return "Batch"


@dataclass(frozen=True)
class _Equipment:
    """The models of this machine, and how many cores each scanner may take."""

    models: Path
    threads_each: int


_own = threading.local()
_equipment: list[_Equipment] = []


def equip(models: Path, *, threads_each: int) -> None:
    """Say where this machine's models are; until then no batch is scanned here."""
    _equipment[:] = [_Equipment(models, threads_each)]


def scan_batch(batch: Batch) -> bytes:
    """Return the scans as a JSON list in the order of the files, `null` for what failed. Never raises.

    What is raised would go into the log of this machine and to the one that asked, with its whole story.
    """
    return json.dumps(
        [_scanned(*one, batch) for one in zip(batch.files, batch.profiles, strict=False)]
    ).encode()


def _scanned(data: bytes, profile: str, batch: Batch) -> object:
    try:
        return _scan(data, Profile(profile), batch.detectors).model_dump(mode="json")
    except Exception:  # noqa: BLE001  whatever it is, the machine that asked scans the picture itself
        return None


def _scan(data: bytes, profile: Profile, detectors: tuple[str, ...]) -> Scan:
    from consentkit.imaging.scanning.client import scan_in_child
    from consentkit.imaging.scanning.worker_pools import opened_or_refused

    (equipment,) = _equipment
    workers = _workers()
    picture = opened_or_refused(data, workers.decoder)
    if isinstance(picture, Scan):
        return picture
    return scan_in_child(
        picture,
        models=equipment.models,
        detectors=detectors,
        profile=profile,
        threads=equipment.threads_each,
        worker=workers.scanner,
    )


def _workers() -> "WorkerPair":
    """Return this thread's own scanner and decoder; they stay, because a start takes seconds."""
    from consentkit.imaging.scanning.worker_pools import new_workers

    if not hasattr(_own, "workers"):
        _own.workers = new_workers()
    found: WorkerPair = _own.workers
    return found
