"""`consentkit image`: pictures of a story."""

from pathlib import Path
from typing import Any

import click

from consentkit.cli.checks.looks import answer_lines, answer_options, open_after, open_lines, read_answers
from consentkit.cli.looking import Look
from consentkit.cli.options import (
    IMAGE,
    STORY,
    bar,
    json_option,
    yes_option,
)
from consentkit.cli.output import counted, plain, show
from consentkit.cli.pictures.copies import copy
from consentkit.cli.pictures.near_copies import near
from consentkit.cli.pictures.scanning import scan
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session, say_looks_are_recorded
from consentkit.cli.several import end_unless_all_kept
from consentkit.domain.events import Showing
from consentkit.domain.pictures.images import ScanOutcome
from consentkit.domain.words.drafts import DraftPart
from consentkit.pages.files import check_new_file, incoming, write_file
from consentkit.usecases.pictures import images
from consentkit.usecases.pictures.contact_sheets import report_images, sheet_kind
from consentkit.usecases.pictures.images import Intake
from consentkit.usecases.pictures.leaks import list_leaks
from consentkit.usecases.pictures.states import ImageState, list_image_states
from consentkit.usecases.words.drafts import shown_in_draft
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.drafts import locations_in_words
from consentkit.wording.pictures.disclosures import disclosure_in_words, name_tells_in_words


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
    "  consentkit image view I-7K3Q-X9MN --confirm --yes 1.1a --yes 1.2d --yes 3d"
)
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@click.option("--to", "out", type=click.Path(path_type=Path), help="Write the picture with its boxes here.")
@click.option("--confirm", is_flag=True, help="I looked at the whole picture at full size.")
@answer_options
@json_option
@pass_session
def view(session: Session, /, image_id: str, out: Path | None, confirm: bool, **answered: Any) -> None:
    """Look at a picture at full size, confirm that you did, and answer what is asked about it.

    It is one act. A program misses faces; you may not. What you do not answer stays open, and is told.
    """
    answers = read_answers(confirm=confirm, **answered)
    thing: dict[str, object] = {"image": image_id}

    def confirmed(workspace: Workspace) -> str:
        viewed = images.view_image(workspace, image_id, answers=answers)
        left = open_after(workspace, viewed)
        thing["open"] = [one.question.id for one in left]
        said = f"Recorded that {viewed.viewed_by} looked at {image_id} at full size."
        return "\n".join([said, *answer_lines(answers), *open_lines(left)])

    look = Look(
        lambda workspace: images.mark_picture(workspace, image_id, Showing.EXPORTED),
        "shows the person. Look, then delete the file.",
        confirmed,
    )
    look.take(session, thing, out=out, confirm=confirm)


image.add_command(copy)
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
