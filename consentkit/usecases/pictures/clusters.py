"""Other machines that scan: begin as one of them, and say which cluster an organisation uses."""

from collections.abc import Callable
from pathlib import Path

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.pictures.clusters import THIS_MACHINE, Engine, TlsFiles, cluster_at, tls_files
from consentkit.domain.settings import Settings
from consentkit.usecases.workspaces import Workspace

Ready = Callable[[], None]
"""Called once, when others can reach this machine, or it has reached them."""


def usual_engine(workspace: Workspace) -> Engine:
    """Return who scans where nobody says otherwise: the settings' cluster, or this machine.

    Raises InvalidInput: cluster-needs-tls (host), cluster-tls-incomplete.
    """
    return engine_of(workspace.settings, workspace.folders.root)


def engine_of(settings: Settings, folder: Path) -> Engine:
    """Return the engine that settings name; TLS files are meant from their folder. Raises InvalidInput."""
    address = settings.cluster.address
    return cluster_at(address, _tls_files_of(settings, folder)) if address else THIS_MACHINE


def usual_tls_files(workspace: Workspace) -> TlsFiles | None:
    """Return the settings' TLS files, meant from the workspace's folder; `None` where they name none.

    Raises InvalidInput (cluster-tls-incomplete).
    """
    return _tls_files_of(workspace.settings, workspace.folders.root)


def _tls_files_of(settings: Settings, folder: Path) -> TlsFiles | None:
    named = settings.cluster
    ca, cert, key = (
        folder / Path(one).expanduser() if one else None
        for one in (named.tls_ca, named.tls_cert, named.tls_key)
    )
    return tls_files(ca, cert, key)


def serve_scheduler(engine: Engine, ready: Ready) -> None:
    """Be the machine through which pictures go to the workers, until interrupted; needs no workspace.

    Raises Unavailable: cluster-missing, cluster-cannot-listen (address); InvalidInput for TLS files:
    file-not-found (file), key-file-open-to-others (file), tls-not-usable (file).
    """
    from consentkit.imaging.cluster.machines import serve_as_scheduler

    serve_as_scheduler(engine, ready)


def serve_worker(engine: Engine, ready: Ready) -> None:
    """Scan the pictures that the scheduler hands out, on all cores, until interrupted; needs no workspace.

    Raises Unavailable: cluster-missing, cluster-scheduler-missing (address), also when the scheduler ends;
    InvalidInput for TLS files as `serve_scheduler`.
    """
    from consentkit.imaging.cluster.machines import serve_as_worker

    serve_as_worker(engine, assets_folder() / "models", ready)
