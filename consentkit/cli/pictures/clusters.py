"""`consentkit cluster`: other machines that scan pictures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from consentkit.cli.options import json_option
from consentkit.cli.output import show, tell
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.clusters import HERE, THIS_MACHINE, Engine, cluster_at, tls_files
from consentkit.usecases.office.settings import accept_engine
from consentkit.usecases.pictures import clusters
from consentkit.usecases.workspaces import Workspace

_F = TypeVar("_F", bound=Callable[..., Any])


def tls_options(command: _F) -> _F:
    """Add the three files of TLS."""
    for name, text in (
        ("key", "This machine's private key (PEM); only you may read it."),
        ("cert", "This machine's certificate (PEM)."),
        ("ca", "The cluster's own authority (PEM)."),
    ):
        command = click.option(f"--tls-{name}", type=click.Path(path_type=Path), help=text)(command)
    return command


def chosen_engine(
    workspace: Workspace, given: str | None, tls: tuple[Path | None, Path | None, Path | None]
) -> Engine:
    """Return who scans: what was typed, else what the settings say; files that were typed go first.

    Raises InvalidInput: engine-malformed (given), cluster-needs-tls (host), cluster-tls-incomplete.
    """
    files = tls_files(*tls)
    address = "" if given == HERE else given or workspace.settings.cluster.address
    if not address and files is not None:
        raise InvalidInput("tls-without-cluster")
    if not address:
        return THIS_MACHINE
    return cluster_at(address, files or clusters.usual_tls_files(workspace))


@click.group()
def cluster() -> None:
    """Other machines that scan pictures: docs/cluster.md says how to set them up."""


@cluster.command(
    epilog="\b\nExamples:\n  consentkit cluster scheduler dask://127.0.0.1:8786\n"
    "  consentkit cluster scheduler dask://192.0.2.7:8786 --tls-ca ca.pem --tls-cert a.pem --tls-key a.key"
)
@click.argument("address")
@tls_options
def scheduler(address: str, tls_ca: Path | None, tls_cert: Path | None, tls_key: Path | None) -> None:
    """Listen at ADDRESS, and carry pictures to the workers. Runs until Ctrl-C."""
    engine = cluster_at(address, tls_files(tls_ca, tls_cert, tls_key))
    clusters.serve_scheduler(engine, _say(f"Listening at {engine.address}. Ctrl-C stops it."))


@cluster.command(
    epilog="\b\nExamples:\n  consentkit cluster worker dask://127.0.0.1:8786\n"
    "  consentkit cluster worker dask://192.0.2.7:8786 --tls-ca ca.pem --tls-cert b.pem --tls-key b.key"
)
@click.argument("address")
@tls_options
def worker(address: str, tls_ca: Path | None, tls_cert: Path | None, tls_key: Path | None) -> None:
    """Scan what the scheduler at ADDRESS hands out, on all cores. Runs until Ctrl-C; keeps nothing."""
    engine = cluster_at(address, tls_files(tls_ca, tls_cert, tls_key))
    clusters.serve_worker(engine, _say(f"Scanning for {engine.address}. Ctrl-C stops it."))


def _say(sentence: str) -> Callable[[], None]:
    return lambda: tell(sentence)


@cluster.command(
    epilog="\b\nExample:\n"
    "  consentkit cluster accept dask://192.0.2.7:8786 --tls-ca ca.pem --tls-cert b.pem --tls-key b.key"
)
@click.argument("address")
@tls_options
@json_option
@pass_session
def accept(
    session: Session, address: str, tls_ca: Path | None, tls_cert: Path | None, tls_key: Path | None
) -> None:
    """Accept, as a manager, that pictures may be sent to ADDRESS to be scanned (image scan --engine)."""
    with session.opened() as workspace:
        tls = tls_files(tls_ca, tls_cert, tls_key) or clusters.usual_tls_files(workspace)
        engine = cluster_at(address, tls)
        accept_engine(workspace, engine)
    said = [f"Pictures may be sent to {engine.address} to be scanned from now on."]
    show({"accepted": str(engine.address)}, said, as_json=session.as_json)
