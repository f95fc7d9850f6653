"""How Dask runs for us: nothing on disk, no web pages, no pictures in logs, TLS in both directions."""

import os
import ssl
import stat
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from consentkit.domain.errors import InvalidInput, Unavailable
from consentkit.domain.pictures.clusters import Engine
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given

NO_WEB_PAGES: dict[str, Any] = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
"""Dask serves HTTP in any case: below, without a page, and here, to this machine alone."""

_OPTIONS = {
    # Pictures are never written to a disk of another machine.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.preload": [],
    "distributed.scheduler.preload": [],
    # Batches are as large as we make them, on purpose.
    "distributed.admin.large-graph-warning-threshold": "10GB",
    # A machine whose lid was closed: its batches go to others after this time.
    "distributed.scheduler.worker-ttl": "60s",
    "distributed.comm.timeouts.connect": "10s",
    "distributed.comm.retry.count": 2,
}


def check_cluster_extra() -> None:
    """Raise Unavailable (cluster-missing) without the extra `cluster`."""
    if find_spec("distributed") is None:
        raise Unavailable("cluster-missing")


def configure() -> None:
    """Set Dask up in this process, before anything of it is made; log nothing but what went wrong.

    No core dump either: it would hold pictures.
    """
    import logging

    import dask

    # Its own defaults come with it, and ours go over them.
    import_module("distributed")
    dask.config.set(_OPTIONS)
    logging.getLogger("distributed").setLevel(logging.ERROR)
    _limit_to_nothing("RLIMIT_CORE")


def forbid_files() -> None:
    """Let this process write no file any more, whoever has taken it over. Pipes and sockets are no files."""
    _limit_to_nothing("RLIMIT_FSIZE")


def _limit_to_nothing(name: str) -> None:
    # Windows has no such limits, and some systems do not let them be set.
    with suppress(ImportError, ValueError, OSError):
        resource: Any = import_module("resource")
        resource.setrlimit(getattr(resource, name), (0, 0))


def url_of(engine: Engine) -> str:
    """Return Dask's own name of the cluster, such as `tls://192.0.2.7:8786`."""
    assert engine.address is not None  # noqa: S101 - asked only of clusters
    return f"{'tls' if engine.tls else 'tcp'}://{engine.address.host_and_port}"


def security_of(engine: Engine) -> Any:
    """Return the same certificate for every part, and only TLS 1.3; `None` for plain loopback."""
    distributed: Any = import_module("distributed")
    if engine.tls is None:
        return None
    roles = ("client", "scheduler", "worker")
    files = {f"tls_{role}_cert": str(engine.tls.cert) for role in roles}
    files |= {f"tls_{role}_key": str(engine.tls.key) for role in roles}
    return distributed.Security(
        require_encryption=True,
        tls_ca_file=str(engine.tls.ca),
        tls_min_version=ssl.TLSVersion.TLSv1_3,
        **files,
    )


def check_tls(engine: Engine) -> None:
    """Look at the TLS files before anything is sent.

    Raises InvalidInput: file-not-found (file), key-file-open-to-others (file), and tls-not-usable (file)
    for what is no certificate, a key that does not belong to it, or one with a passphrase.
    """
    if engine.tls is None:
        return
    for path in (engine.tls.ca, engine.tls.cert, engine.tls.key):
        try:
            mode = path.stat().st_mode
            read_given(path, MOST_TEXT_BYTES)
        except OSError:
            raise InvalidInput("file-not-found", file=path.name) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InvalidInput("key-file-open-to-others", file=path.name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=engine.tls.ca)
    except ssl.SSLError:
        raise InvalidInput("tls-not-usable", file=engine.tls.ca.name) from None
    try:
        # An empty passphrase, so that nothing asks for one.
        context.load_cert_chain(engine.tls.cert, engine.tls.key, password="")
    except (ssl.SSLError, ValueError):
        raise InvalidInput("tls-not-usable", file=engine.tls.key.name) from None
