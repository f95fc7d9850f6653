"""A cluster's two kinds of servers: the scheduler, which carries batches, and workers, which scan them."""

import asyncio
import socket
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.clusters import Engine
from consentkit.imaging.cluster import tasks
from consentkit.imaging.cluster.dask_options import (
    NO_WEB_PAGES,
    check_cluster_extra,
    check_tls,
    configure,
    security_of,
    url_of,
)
from consentkit.imaging.scanning.worker_pools import cores, pool_size

_REACH_SECONDS = 10
_WAIT_SECONDS = 20
"""How long a worker waits until its scheduler, which is there, has taken it in."""

Ready = Callable[[], None]


def serve_as_scheduler(engine: Engine, ready: Ready) -> None:
    """Listen at the engine's address until this process is interrupted; call `ready` when it listens.

    Raises Unavailable: cluster-missing, cluster-cannot-listen (address); InvalidInput as `check_tls`.
    """
    check_cluster_extra()
    check_tls(engine)
    configure()
    asyncio.run(_schedule(engine, ready))


async def _schedule(engine: Engine, ready: Ready) -> None:
    distributed: Any = import_module("distributed")
    url = url_of(engine)
    scheduler = distributed.Scheduler(
        host=url.partition("://")[2],
        protocol=url.partition("://")[0],
        security=security_of(engine),
        **NO_WEB_PAGES,
    )
    try:
        await scheduler
    except (OSError, RuntimeError):
        raise Unavailable("cluster-cannot-listen", address=str(engine.address)) from None
    async with scheduler:
        ready()
        await scheduler.finished()


def serve_as_worker(engine: Engine, models: Path, ready: Ready) -> None:
    """Scan what the scheduler at the engine's address hands out, on all cores, until interrupted.

    `models` is the folder of this machine's model files; `ready` is called when the scheduler knows us.

    Raises Unavailable: cluster-missing, cluster-scheduler-missing (address), also when the scheduler ends;
    InvalidInput as `check_tls`.
    """
    check_cluster_extra()
    check_tls(engine)
    configure()
    threads = pool_size()
    tasks.equip(models, threads_each=max(1, cores() // threads))
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_work(engine, threads, folder, ready))
    raise Unavailable("cluster-scheduler-missing", address=str(engine.address))


async def _work(engine: Engine, threads: int, folder: str, ready: Ready) -> None:
    distributed: Any = import_module("distributed")
    host = _own_host(engine)
    worker = distributed.Worker(
        url_of(engine),
        nthreads=threads,
        memory_limit=0,
        local_directory=folder,
        death_timeout=_WAIT_SECONDS,
        security=security_of(engine),
        host=host,
        **NO_WEB_PAGES,
    )
    try:
        await worker
    except (OSError, RuntimeError, TimeoutError):
        raise Unavailable("cluster-scheduler-missing", address=str(engine.address)) from None
    async with worker:
        ready()
        await worker.finished()


def _own_host(engine: Engine) -> str:
    """Return the address by which this machine reaches the scheduler: it listens there and nowhere else."""
    assert engine.address is not None  # noqa: S101 - asked only of clusters
    try:
        with socket.create_connection((engine.address.host, engine.address.port), _REACH_SECONDS) as one:
            own: str = one.getsockname()[0]
    except OSError:
        raise Unavailable("cluster-scheduler-missing", address=str(engine.address)) from None
    return own
