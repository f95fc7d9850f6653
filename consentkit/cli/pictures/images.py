"""`consentkit image`: pictures of a story."""

from pathlib import Path

import click
from pydantic import ValidationError

from consentkit.cli.options import FACE, IMAGE, STORY, bar, choice, json_option
from consentkit.cli.output import counted, plain, show, tell
from consentkit.cli.pictures.clusters import chosen_engine, tls_options
from consentkit.cli.pictures.near_copies import near
from consentkit.cli.sessions import Session, pass_session, say_looks_are_recorded
from consentkit.domain.errors import InvalidInput, Refused, Stopped
from consentkit.domain.events import Showing
from consentkit.domain.pictures.clusters import Engine
from consentkit.domain.pictures.images import Image, Profile, ScanOutcome
from consentkit.domain.pictures.public_copies import CopyFormat, CopyWish
from consentkit.domain.pictures.redactions import (
    LEAST_SIGMA,
    MOST_CELLS,
    CoverShape,
    Redaction,
    RedactionMethod,
)
from consentkit.domain.values import Channel
from consentkit.domain.words.drafts import DraftPart
from consentkit.pages.files import check_new_file, incoming, write_file, write_public_file
from consentkit.usecases.pictures import images, public_copies
from consentkit.usecases.pictures.contact_sheets import report_images, sheet_kind
from consentkit.usecases.pictures.images import Intake
from consentkit.usecases.pictures.leaks import list_leaks
from consentkit.usecases.pictures.scans import images_to_scan, scan_images
from consentkit.usecases.words.drafts import shown_in_draft
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.drafts import locations_in_words
from consentkit.wording.pictures.disclosures import disclosure_in_words, name_tells_in_words
from consentkit.wording.pictures.images import check_in_words


@click.group()
def image() -> None:
    """Pictures: add, scan, look at, make the public copy."""


@image.command(epilog="\b\nExample:\n  consentkit image add S-2M4N-88TA photos/*.jpg")
@click.argument("story", type=STORY)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@pass_session
def add(session: Session, story: str, files: tuple[Path, ...]) -> None:
    """Take pictures into a story. The files stay as they are; their names are not kept."""
    with session.opened() as workspace:
        taken = images.add_images(workspace, story, list(map(incoming, files)), watch=bar("Picture"))
    show(
        [_intake(file, t) for file, t in zip(files, taken, strict=True)],
        [line for file, t in zip(files, taken, strict=True) for line in _intake_lines(file, t)],
        as_json=session.as_json,
    )
    failed = [t for t in taken if t.error]
    if failed:
        raise SystemExit(InvalidInput.exit_code)


def _intake(file: Path, taken: Intake) -> dict[str, object]:
    error = taken.error
    return {
        "file": str(file),
        "image": plain(taken.image),
        "name_tells": plain(taken.name_tells),
        "near": plain(taken.near),
        "error": error.code if error else None,
        "sentence": sentence_of_error(error) if error else None,
    }


def _intake_lines(file: Path, taken: Intake) -> list[str]:
    if taken.image is None:
        assert taken.error is not None  # noqa: S101 - an intake has one of the two
        return [f"✗ {file}: {sentence_of_error(taken.error)} The file is as it was."]
    lines = [f"{taken.image.id}  {file}"]
    if taken.image.leaks:
        leaks = ", ".join(leak.value for leak in taken.image.leaks)
        lines.append(f"    the original carries: {leaks}; the public copy will not")
    lines += [f"    ✗ it looks like {one}, whose consent was taken back or refused" for one in taken.near]
    if taken.name_tells:
        lines.append(f"    the file's name tells {name_tells_in_words(taken.name_tells)}; it is not kept")
    return lines


@image.command(epilog="\b\nExample:\n  consentkit image leaks I-7K3Q-X9MD")
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@json_option
@pass_session
def leaks(session: Session, image_id: str) -> None:
    """Show what the original gives away: names, places, dates, hidden pictures. It is kept nowhere."""
    say_looks_are_recorded()
    with session.opened() as workspace:
        found = list_leaks(workspace, image_id)
    lines = [disclosure_in_words(one) for one in found] or ["The original holds nothing that we know of."]
    show(found, lines, as_json=session.as_json)


@image.command(
    epilog="\b\nExamples:\n  consentkit image scan S-2M4N-88TA\n"
    "  consentkit image scan I-7K3Q-X9MD --profile thorough\n"
    "  consentkit image scan S-2M4N-88TA --engine dask://127.0.0.1:8786"
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


@image.command("list", epilog="\b\nExample:\n  consentkit image list S-2M4N-88TA")
@click.argument("story", type=STORY)
@json_option
@pass_session
def list_(session: Session, story: str) -> None:
    """List a story's pictures."""
    with session.opened() as workspace:
        known = images.images_of(workspace, story)
        drawn = shown_in_draft(workspace, story)
    lines = [_list_line(i, drawn.get(i.id, ())) for i in known]
    value = [plain(i) | {"in_draft": plain(drawn.get(i.id, ()))} for i in known]
    show(value, lines, as_json=session.as_json)


def _list_line(found: Image, parts: tuple[DraftPart, ...]) -> str:
    line = (
        f"{_scan_line(found)} ({found.width_px}×{found.height_px} px, seen by: {found.viewed_by or 'nobody'})"
    )
    return f"{line} [{locations_in_words(parts)}]" if parts else line


@image.command(
    epilog="\b\nExamples:\n  consentkit image view I-7K3Q-X9MD --to look.png\n"
    "  consentkit image view I-7K3Q-X9MD --confirm"
)
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@click.option("--to", "out", type=click.Path(path_type=Path), help="Write the picture with its boxes here.")
@click.option("--confirm", is_flag=True, help="I looked at the whole picture at full size.")
@json_option
@pass_session
def view(session: Session, image_id: str, out: Path | None, confirm: bool) -> None:
    """Look at a picture at full size, and confirm that you did. A program misses faces; you may not."""
    if out is None and not confirm:
        raise InvalidInput("view-needs-option")
    lines = []
    if out is not None:
        check_new_file(out)
        say_looks_are_recorded()
    with session.opened() as workspace:
        if out is not None:
            write_file(out, images.mark_picture(workspace, image_id, Showing.EXPORTED))
            lines.append(f"{out} shows the person. Look, then delete the file.")
        if confirm:
            viewed = images.view_image(workspace, image_id)
            lines.append(f"Recorded that {viewed.viewed_by} looked at {image_id} at full size.")
    show(
        {"image": image_id, "written": str(out) if out else None, "confirmed": confirm},
        lines,
        as_json=session.as_json,
    )


@image.command(
    epilog="\b\nExamples:\n  consentkit image copy I-7K3Q-X9MD --out public/\n"
    "  consentkit image copy I-7K3Q-X9MD --channel print --shape oval\n"
    "  consentkit image copy I-7K3Q-X9MD --method mosaic --face F-2M4N-88TA"
)
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@click.option("--channel", type=choice(Channel), help="For this channel alone, in its size.")
@click.option("--method", type=choice(RedactionMethod), default="solid", show_default=True,
              help="How faces are covered. Only solid protects; the others are cosmetic.")  # fmt: skip
@click.option("--shape", type=choice(CoverShape), default="box", show_default=True, help="Box or oval.")
@click.option(
    "--cells", type=int, default=MOST_CELLS, show_default=True, help="Of a mosaic, across the face."
)
@click.option("--sigma", type=float, default=LEAST_SIGMA, show_default=True,
              help="Of a blur, in widths of the face.")  # fmt: skip
@click.option("--face", "only", type=FACE, multiple=True, help="Only this face so; the others black.")
@click.option("--format", "kind", type=choice(CopyFormat), help="The kind of file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Also write it to this folder or file, where nothing refuses it.",
)
@json_option
@pass_session
def copy(
    session: Session,
    image_id: str,
    channel: Channel | None,
    method: RedactionMethod,
    shape: CoverShape,
    cells: int,
    sigma: float,
    only: tuple[str, ...],
    kind: CopyFormat | None,
    out: Path | None,
) -> None:
    """Make the public copy: rebuilt from pixels, faces covered, no metadata but ours, scanned again.

    Exit 3: a check failed, or the gate has something against it. Then nothing is written.
    """
    try:
        redaction = Redaction(method=method, shape=shape, cells=cells, sigma=sigma)
    except ValidationError:
        raise InvalidInput("redaction-too-weak", most_cells=MOST_CELLS, least_sigma=LEAST_SIGMA) from None
    wish = CopyWish(channel=channel, redaction=redaction, only=only, format=kind)
    with session.opened() as workspace:
        made = public_copies.make_public_copy(workspace, image_id, wish)
        path = out and write_public_file(
            out, public_copies.get_public_copy(workspace, image_id, channel=channel)
        )
    lines = [
        f"{image_id}: {len(made.covered)} covered, {made.width_px}×{made.height_px} px, SHA-256 {made.digest}"
    ]
    if made.unsettled:
        found = counted(len(made.unsettled), "place", "places")
        lines.append(f"✗ The second scan found {found} that nothing explains: refused.")
    if made.leaks:
        lines.append("✗ The copy still carries metadata. The gate refuses it.")
    lines += [f"{'✓' if result == 'done' else '✗'} {check_in_words(check)}: {result}"
              for check, result in (made.results | made.not_done).items()]  # fmt: skip
    if path:
        lines.append(f"Written to {path}")
    show({"copy": made, "written": str(path) if path else None}, lines, as_json=session.as_json)
    if made.is_refused:
        raise SystemExit(Refused.exit_code)


image.add_command(near)


@image.command(epilog="\b\nExample:\n  consentkit image report S-2M4N-88TA --out sheet.pdf")
@click.argument("story", type=STORY)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new .pdf or .html file.")
@click.option("--uncovered", is_flag=True, help="Cover no face; for those who may look at pictures.")
@json_option
@pass_session
def report(session: Session, story: str, out: Path, uncovered: bool) -> None:
    """Write a contact sheet: every picture with its boxes, findings, decisions, and before and after."""
    say_looks_are_recorded()
    with session.opened() as workspace:
        kind = sheet_kind(out.name)
        check_new_file(out)
        sheet = report_images(workspace, story, kind, is_uncovered=uncovered, watch=bar("Picture"))
        written = write_file(out, sheet)
    show(
        {"written": str(written), "uncovered": uncovered},
        [f"{written} shows persons. Look, then delete the file."],
        as_json=session.as_json,
    )
