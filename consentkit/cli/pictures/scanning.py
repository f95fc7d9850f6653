"""`consentkit image scan`: look for faces and words, here or on a cluster."""

from pathlib import Path

import click

from consentkit.cli.options import IMAGE, STORY, bar, choice, json_option
from consentkit.cli.output import counted, show, tell
from consentkit.cli.pictures.clusters import chosen_engine, tls_options
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import Stopped
from consentkit.domain.pictures.clusters import Engine
from consentkit.domain.pictures.images import Image, Profile, ScanOutcome
from consentkit.usecases.pictures import images
from consentkit.usecases.pictures.scans import images_to_scan, scan_images
from consentkit.usecases.workspaces import Workspace


@click.command(
    epilog="\b\nExamples:\n  consentkit image scan S-2M4N-88TY\n"
    "  consentkit image scan I-7K3Q-X9MN --profile thorough\n"
    "  consentkit image scan S-2M4N-88TY --engine dask://127.0.0.1:8786"
)
@click.argument("codes", nargs=-1, required=True, metavar="STORY|IMAGE...")
@click.option("--again", is_flag=True, help="Of a story also those that are scanned.")
@click.option(
    "--profile", type=choice(Profile),
    help="How hard to look. Where there is a protected person it is always thorough.",
)  # fmt: skip
@click.option(
    "--engine", metavar="WHO",
    help="“local”, or a cluster: dask://HOST:PORT. Else what config.toml says; else this machine.",
)  # fmt: skip
@tls_options
@json_option
@pass_session
def scan(
    session: Session,
    codes: tuple[str, ...],
    again: bool,
    profile: Profile | None,
    engine: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
) -> None:
    """Scan pictures for faces: those of a story that have no answer yet, or single ones."""
    with session.opened() as workspace:
        who = chosen_engine(workspace, engine, (tls_ca, tls_cert, tls_key))
        ids = [id_ for code in codes for id_ in _to_scan(workspace, code, profile, is_again=again)]
        is_story = all(code[:1].upper() == "S" for code in codes) and not again
        scanned = _scan_until_stopped(workspace, ids, profile, who, goes_on=is_story)
    lines = [_scan_line(i) for i in scanned] or ["Every picture is scanned. --again scans them again."]
    show(scanned, lines, as_json=session.as_json)


def _to_scan(workspace: Workspace, code: str, profile: Profile | None, *, is_again: bool) -> list[str]:
    if code[:1].upper() != "S":
        return [IMAGE.convert(code, None, None)]
    story = STORY.convert(code, None, None)
    known = images.images_of(workspace, story) if is_again else images_to_scan(workspace, story, profile)
    return [image.id for image in known]


def _scan_until_stopped(
    workspace: Workspace, ids: list[str], profile: Profile | None, engine: Engine, *, goes_on: bool
) -> tuple[Image, ...]:
    """Scan; Ctrl-C says how many were done, and what to type for the rest unless the same verb `goes_on`."""
    try:
        return scan_images(workspace, ids, profile=profile, engine=engine, watch=bar("Scan"))
    except Stopped as stopped:
        tell(to_stderr=True)
        if not goes_on:
            rest = [*(["--profile", profile.value] if profile else []), *ids[stopped.done :]]
            tell(f"The rest: consentkit image scan {' '.join(rest)}", to_stderr=True)
        raise


def _scan_line(found: Image) -> str:
    scan = found.scan
    if scan is None:
        return f"{found.id}: not scanned yet"
    passes = ", ".join(scan.passes) or "no pass"
    if scan.profile is not None:
        passes = f"{scan.profile.value}: {passes}"
    words = (
        counted(len(scan.found_texts), "place with words", "places with words") if scan.found_texts else ""
    )
    if scan.outcome is ScanOutcome.FOUND:
        told = f"{len(scan.found_faces)} found" + (f", and {words}" if words else "")
        return f"{found.id}: {told} ({passes}). Next: consentkit face list {found.id}"
    if scan.outcome is ScanOutcome.NONE_FOUND:
        told = f"none found after these passes: {passes}" + (f"; but {words}" if words else "")
        return f"{found.id}: {told}. Next: consentkit {'face list' if words else 'image view'} {found.id}"
    return f"{found.id}: could not decide ({scan.problem}). The gate refuses it."
