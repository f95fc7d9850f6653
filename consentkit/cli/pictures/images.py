"""`consentkit image`: pictures of a story."""

from collections.abc import Iterable
from pathlib import Path

import click
from pydantic import ValidationError

from consentkit.cli.options import (
    FACE,
    IMAGE,
    STORY,
    bar,
    choice,
    json_option,
    leaves_by_export,
    one_of,
    yes_option,
)
from consentkit.cli.output import counted, plain, show
from consentkit.cli.pictures.near_copies import near
from consentkit.cli.pictures.scanning import scan
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session, say_looks_are_recorded
from consentkit.cli.several import do_each, end_unless_all_kept
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.events import Showing
from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.pictures.images import ScanOutcome
from consentkit.domain.pictures.public_copies import CopyFormat, CopyWish, PublicCopy
from consentkit.domain.pictures.redactions import (
    LEAST_SIGMA,
    MOST_CELLS,
    CoverShape,
    Redaction,
    RedactionMethod,
)
from consentkit.domain.values import Channel
from consentkit.domain.words.drafts import DraftPart
from consentkit.pages.files import check_new_file, incoming, write_file
from consentkit.usecases.pictures import images, public_copies
from consentkit.usecases.pictures.contact_sheets import report_images, sheet_kind
from consentkit.usecases.pictures.images import Intake
from consentkit.usecases.pictures.leaks import list_leaks
from consentkit.usecases.pictures.states import ImageState, list_image_states
from consentkit.usecases.words.drafts import shown_in_draft
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.drafts import locations_in_words
from consentkit.wording.pictures.disclosures import disclosure_in_words, name_tells_in_words
from consentkit.wording.pictures.images import check_in_words


@click.group()
def image() -> None:
    """Pictures: add, scan, look at, make the public copy."""


@image.command(epilog="\b\nExample:\n  consentkit image add S-2M4N-88TY photos/*.jpg")
@click.argument("story", type=STORY)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@yes_option
@json_option
@pass_session
def add(session: Session, story: str, files: tuple[Path, ...]) -> None:
    """Take pictures into a story. The files stay as they are; their names are not kept."""
    with session.opened() as workspace:
        taken = told_first(
            session,
            workspace,
            lambda: images.add_images(workspace, story, list(map(incoming, files)), watch=bar("Picture")),
        )
    show(
        [_intake(file, t) for file, t in zip(files, taken, strict=True)],
        [line for file, t in zip(files, taken, strict=True) for line in _intake_lines(file, t)],
        as_json=session.as_json,
    )
    end_unless_all_kept(t.error for t in taken)


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


@image.command("take-out", epilog="\b\nExample:\n  consentkit image take-out I-7K3Q-X9MN")
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@yes_option
@json_option
@pass_session
def take_out(session: Session, image_id: str) -> None:
    """Take a picture out of the story into which it was put by mistake; adding its file brings it back.

    The story changes: what its people said to it, and answers that rest on it, are asked again.
    """
    with session.opened() as workspace:
        out = told_first(session, workspace, lambda: images.take_out_image(workspace, image_id))
    lines = [f"{image_id} is out of story {out.story}. What was said of the story is asked again."]
    show(out, lines, as_json=session.as_json)


@image.command(epilog="\b\nExample:\n  consentkit image leaks I-7K3Q-X9MN")
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@json_option
@pass_session
def leaks(session: Session, image_id: str) -> None:
    """Show what the original gives away: names, places, dates, hidden pictures. It is kept nowhere."""
    say_looks_are_recorded()
    with session.opened() as workspace:
        found = list_leaks(workspace, image_id)
    lines = [disclosure_in_words(one) for one in found] or [
        "The original holds nothing but what its pixels need."
    ]
    show(found, lines, as_json=session.as_json)


@image.command("list", epilog="\b\nExample:\n  consentkit image list S-2M4N-88TY")
@click.argument("story", type=STORY)
@json_option
@pass_session
def list_(session: Session, story: str) -> None:
    """List a story's pictures."""
    with session.opened() as workspace:
        known = list_image_states(workspace, story)
        drawn = shown_in_draft(workspace, story)
    lines = [_list_line(one, drawn.get(one.image.id, ())) for one in known]
    value = [
        plain(one.image)
        | {"in_draft": plain(drawn.get(one.image.id, ()))}
        | {"open": one.open_count, "copy_state": one.copy_state}
        for one in known
    ]
    show(value, lines, as_json=session.as_json)


def _list_line(state: ImageState, parts: tuple[DraftPart, ...]) -> str:
    found = state.image
    line = (
        f"{found.id}: {_list_scan(state)}; seen by: {found.viewed_by or 'nobody'}; "
        f"public copy: {state.copy_state.value} ({found.width_px}×{found.height_px} px)"
    )
    return f"{line} [{locations_in_words(parts)}]" if parts else line


def _list_scan(state: ImageState) -> str:
    scan = state.image.scan
    if scan is None:
        return "not scanned yet"
    if scan.outcome is ScanOutcome.UNDECIDED:
        return f"the scan could not decide ({scan.problem})"
    return f"{counted(len(state.faces), 'box', 'boxes')}, {state.open_count} to settle"


@image.command(
    epilog="\b\nExamples:\n  consentkit image view I-7K3Q-X9MN --to look.png\n"
    "  consentkit image view I-7K3Q-X9MN --confirm"
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
    epilog="\b\nExamples:\n  consentkit image copy I-7K3Q-X9MN\n"
    "  consentkit image copy I-7K3Q-X9MN --channel print --shape oval\n"
    "  consentkit image copy I-7K3Q-X9MN --method mosaic --face F-2M4N-88TY\n"
    "  consentkit image copy S-2M4N-88TY"
)
@click.argument("code", metavar="IMAGE|STORY")
@click.option("--channel", type=choice(Channel), help="For this channel alone, in its size.")
@click.option("--method", type=choice(RedactionMethod), default="solid", show_default=True,
              help="How faces are covered. Only solid protects; the others are cosmetic.")  # fmt: skip
@click.option("--shape", type=choice(CoverShape), default="box", show_default=True, help="Box or oval.")
@click.option("--cells", type=int, help=f"Of a mosaic, across the face (default: {MOST_CELLS}).")
@click.option("--sigma", type=float, help=f"Of a blur, in widths of the face (default: {LEAST_SIGMA}).")
@click.option("--face", "only", type=FACE, multiple=True, help="Only this face so; the others black.")
@click.option("--format", "kind", type=choice(CopyFormat), help="The kind of file.")
@leaves_by_export
@yes_option
@json_option
@pass_session
def copy(
    session: Session,
    code: str,
    channel: Channel | None,
    method: RedactionMethod,
    shape: CoverShape,
    cells: int | None,
    sigma: float | None,
    only: tuple[str, ...],
    kind: CopyFormat | None,
) -> None:
    """Make the public copy: rebuilt from pixels, faces covered, no metadata but ours, scanned again.

    Of a STORY: of each picture whose copy is missing, out of date or failed a check. The copies stay in the
    workspace; `consentkit export` gives them away. Exit 3: a check failed.
    """
    redaction = _redaction(method, shape, cells, sigma)
    wish = CopyWish(channel=channel, redaction=redaction, only=only, format=kind)
    is_story = code[:1].upper() == "S"
    if is_story and only:
        raise InvalidInput("of-one-picture-only")
    with session.opened() as workspace:
        ids = _to_copy(workspace, code, channel) if is_story else [IMAGE.convert(code, None, None)]

        def make(one: str) -> PublicCopy:
            return told_first(
                session, workspace, lambda: public_copies.make_public_copy(workspace, one, wish)
            )

        done = do_each(ids, make)
    lines = [line for made in done for line in _copy_lines(made)]
    values = [{"copy": made} for made in done]
    show(
        values if is_story else values[0],
        lines or ["Every picture has its public copy."],
        as_json=session.as_json,
    )
    if any(made.is_refused for made in done):
        raise SystemExit(Refused.exit_code)


def _redaction(
    method: RedactionMethod, shape: CoverShape, cells: int | None, sigma: float | None
) -> Redaction:
    """Return how faces are covered. Raises InvalidInput for what another method takes."""
    others = {"--cells": method is not RedactionMethod.MOSAIC and cells} | {
        "--sigma": method is not RedactionMethod.BLUR and sigma
    }
    for option, is_of_another in others.items():
        one_of({f"--method {method.value}": True, option: is_of_another})
    said = {"cells": MOST_CELLS if cells is None else cells, "sigma": LEAST_SIGMA if sigma is None else sigma}
    try:
        return Redaction.model_validate({"method": method, "shape": shape} | said)
    except ValidationError:
        raise InvalidInput("redaction-too-weak", most_cells=MOST_CELLS, least_sigma=LEAST_SIGMA) from None


def _to_copy(workspace: Workspace, code: str, channel: Channel | None) -> list[str]:
    """Return a story's pictures that wait for a copy; for one channel alone, all that need one at all."""
    states = list_image_states(workspace, STORY.convert(code, None, None))
    done = {CopyState.NOT_NEEDED} if channel else {CopyState.NOT_NEEDED, CopyState.READY}
    return [state.image.id for state in states if state.copy_state not in done]


def _copy_lines(made: PublicCopy) -> Iterable[str]:
    yield (
        f"{made.image}: {len(made.covered)} covered, {made.width_px}×{made.height_px} px, "
        f"SHA-256 {made.digest}"
    )
    if made.unsettled:
        found = counted(len(made.unsettled), "place", "places")
        yield f"✗ The second scan found {found} that nothing explains: refused."
    for box in made.unsettled:
        yield f"    Try: consentkit face add {made.image} --box {box.corners}"
    if made.leaks:
        yield "✗ The copy still carries metadata. The gate refuses it."
    for check, result in (made.results | made.not_done).items():
        yield f"{'✓' if result == 'done' else '✗'} {check_in_words(check)}: {result}"


image.add_command(near)
image.add_command(scan)


@image.command(epilog="\b\nExample:\n  consentkit image report S-2M4N-88TY --out sheet.pdf")
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
