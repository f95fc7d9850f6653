"""`consentkit image`: pictures of a story."""

from pathlib import Path

import click

from consentkit.cli.options import IMAGE, STORY, bar, json_option
from consentkit.cli.output import plain, show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.errors import InvalidInput
from consentkit.domain.images import Image, ScanOutcome
from consentkit.usecases import images
from consentkit.usecases.images import Intake
from consentkit.wording import sentence_of_error


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
        taken = images.add_images(workspace, story, files, watch=bar("Picture"))
    show(
        [_intake(t) for t in taken],
        [line for t in taken for line in _intake_lines(t)],
        as_json=session.as_json,
    )
    failed = [t for t in taken if t.error]
    if failed:
        raise SystemExit(InvalidInput.exit_code)


def _intake(taken: Intake) -> dict[str, object]:
    error = taken.error
    return {
        "file": str(taken.file),
        "image": plain(taken.image),
        "error": error.code if error else None,
        "sentence": sentence_of_error(error) if error else None,
    }


def _intake_lines(taken: Intake) -> list[str]:
    if taken.image is None:
        assert taken.error is not None  # noqa: S101 - an intake has one of the two
        return [f"✗ {taken.file}: {sentence_of_error(taken.error)} The file is as it was."]
    lines = [f"{taken.image.id}  {taken.file}"]
    if taken.image.leaks:
        leaks = ", ".join(leak.value for leak in taken.image.leaks)
        lines.append(f"    the original carries: {leaks}; the public copy will not")
    return lines


@image.command(epilog="\b\nExample:\n  consentkit image scan S-2M4N-88TA")
@click.argument("codes", nargs=-1, required=True, metavar="STORY|IMAGE...")
@json_option
@pass_session
def scan(session: Session, codes: tuple[str, ...]) -> None:
    """Scan pictures for faces: all of a story, or single ones."""
    with session.opened() as workspace:
        ids: list[str] = []
        for code in codes:
            if code[:1].upper() == "S":
                ids += [i.id for i in images.images_of(workspace, STORY.convert(code, None, None))]
            else:
                ids.append(IMAGE.convert(code, None, None))
        scanned = images.scan_images(workspace, ids, watch=bar("Scan"))
    show(scanned, [_scan_line(i) for i in scanned], as_json=session.as_json)


def _scan_line(found: Image) -> str:
    scan = found.scan
    if scan is None:
        return f"{found.id}: not scanned yet"
    passes = ", ".join(scan.passes) or "no pass"
    if scan.outcome is ScanOutcome.FOUND:
        return f"{found.id}: {len(scan.detections)} found ({passes}). Next: consentkit face list {found.id}"
    if scan.outcome is ScanOutcome.NONE_FOUND:
        return f"{found.id}: none found after these passes: {passes}. Next: consentkit image view {found.id}"
    return f"{found.id}: could not decide ({scan.problem}). The gate refuses it."


@image.command("list", epilog="\b\nExample:\n  consentkit image list S-2M4N-88TA")
@click.argument("story", type=STORY)
@json_option
@pass_session
def list_(session: Session, story: str) -> None:
    """List a story's pictures."""
    with session.opened() as workspace:
        known = images.images_of(workspace, story)
    lines = [
        f"{_scan_line(i)} ({i.width_px}×{i.height_px} px, seen by: {i.viewed_by or 'nobody'})" for i in known
    ]
    show(known, lines, as_json=session.as_json)


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
    with session.opened() as workspace:
        if out is not None:
            images.export_marked_picture(workspace, image_id, out)
            lines.append(f"{out} shows the person. Look, then delete the file.")
        if confirm:
            viewed = images.view_image(workspace, image_id)
            lines.append(f"Recorded that {viewed.viewed_by} looked at {image_id} at full size.")
    show(
        {"image": image_id, "written": str(out) if out else None, "confirmed": confirm},
        lines,
        as_json=session.as_json,
    )


@image.command(epilog="\b\nExample:\n  consentkit image copy I-7K3Q-X9MD --out public/")
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@click.option("--out", type=click.Path(path_type=Path), help="Also write it to this folder or file.")
@json_option
@pass_session
def copy(session: Session, image_id: str, out: Path | None) -> None:
    """Make the public copy: rebuilt from pixels, faces covered, no metadata, scanned again."""
    with session.opened() as workspace:
        made = images.make_public_copy(workspace, image_id)
        path = images.export_public_copy(workspace, image_id, out) if out else None
    lines = [f"{image_id}: {len(made.covered)} covered, SHA-256 {made.digest}"]
    if made.unsettled:
        lines.append(f"✗ The second scan found {len(made.unsettled)} places that nothing explains: refused.")
    if made.leaks:
        lines.append("✗ The copy still carries metadata. The gate refuses it.")
    if path:
        lines.append(f"Written to {path}")
    show({"copy": made, "written": str(path) if path else None}, lines, as_json=session.as_json)
