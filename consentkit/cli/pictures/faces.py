"""`consentkit face`: settle each face."""

from typing import Any

import click

from consentkit.cli.options import BOX, FACE, IMAGE, choice, json_option
from consentkit.cli.output import show
from consentkit.cli.pictures.settling import decision_options, read_decision
from consentkit.cli.sessions import Session, pass_session
from consentkit.cli.several import do_each
from consentkit.domain.pictures.images import Box, BoxKind, Face, Settlement
from consentkit.usecases.pictures import box_changes, faces
from consentkit.wording.pictures.images import reading_in_words


@click.group()
def face() -> None:
    """Settle each face that was found."""


def _line(found: Face) -> str:
    box = found.box
    state = found.settlement.value
    if found.contributor:
        state += f" to {found.contributor}"
    if found.declaration:
        state += f" as {found.declaration.value}"
    if found.is_hidden and found.settlement is not Settlement.REDACTED:
        state += ", to be covered"
    if found.kind is not BoxKind.FACE:
        state += f" ({found.kind.value})"
    if found.is_told_by_reading:
        state += f". {reading_in_words(found)}"
    return (
        f"{found.id}  {box.left},{box.top},{box.right},{box.bottom}  {box.width_px} px wide "
        f"({found.grade.value}), score {found.score:.2f} by {found.detector}: {state}"
    )


@face.command("list", epilog="\b\nExample:\n  consentkit face list I-7K3Q-X9MD")
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@json_option
@pass_session
def list_(session: Session, image_id: str) -> None:
    """List a picture's faces."""
    with session.opened() as workspace:
        known = faces.faces_of(workspace, image_id)
    show(known, map(_line, known), as_json=session.as_json)


@face.command(
    epilog="\b\nExamples:\n"
    "  consentkit face settle F-7K3Q-X9MD --contributor C-2M4N-88TA\n"
    "  consentkit face settle F-7K3Q-X9MD --contributor C-2M4N-88TA --show\n"
    "  consentkit face settle F-7K3Q-X9MD --redact\n"
    "  consentkit face settle F-7K3Q-X9MD --declare staff --why 'our nurse, release of 3 May'\n"
    "  consentkit face settle F-7K3Q-X9MD --not-a-face --why 'a carved mask on the wall'"
)
@click.argument("codes", nargs=-1, required=True, type=FACE, metavar="FACE...")
@decision_options
@json_option
@pass_session
def settle(session: Session, /, codes: tuple[str, ...], **said: Any) -> None:
    """Decide about faces: link, declare, redact, or say why it is no face. Deciding again replaces it.

    A contributor's face is covered in the public copy, unless you say --show.
    """
    decision = read_decision(**said)
    with session.opened() as workspace:
        settled = do_each(codes, lambda code: faces.settle_face(workspace, code, decision))
    show(settled, map(_line, settled), as_json=session.as_json)


@face.command(epilog="\b\nExample:\n  consentkit face add I-7K3Q-X9MD --box 120,40,180,110")
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@click.option("--box", type=BOX, required=True, metavar="L,T,R,B", help="Left, top, right, bottom in px.")
@click.option("--kind", type=choice(BoxKind), default="face", show_default=True, help="What it marks.")
@json_option
@pass_session
def add(session: Session, image_id: str, box: Box, kind: BoxKind) -> None:
    """Add what the scan missed: a face, or a tattoo, a name tag, a plate, a sign; settle it as any other."""
    with session.opened() as workspace:
        added = faces.add_face(workspace, image_id, box, kind)
    show(added, [_line(added)], as_json=session.as_json)


@face.command("take-back", epilog="\b\nExample:\n  consentkit face take-back F-7K3Q-X9MD")
@click.argument("code", type=FACE, metavar="FACE")
@json_option
@pass_session
def take_back(session: Session, code: str) -> None:
    """Take back a face that you added, while nobody settled it, scanned or looked at the picture since."""
    with session.opened() as workspace:
        taken_back = faces.take_back_face(workspace, code)
    show(taken_back, [f"Taken back: {_line(taken_back)}"], as_json=session.as_json)


@face.command(
    epilog="\b\nExample:\n  consentkit face move F-7K3Q-X9MD --box 120,40,190,120 --why 'the chin was left'"
)
@click.argument("code", type=FACE, metavar="FACE")
@click.option("--box", type=BOX, required=True, metavar="L,T,R,B", help="Left, top, right, bottom in px.")
@click.option("--why", required=True, help="Why; it is kept.")
@json_option
@pass_session
def move(session: Session, code: str, box: Box, why: str) -> None:
    """Move a box to where the face is. Look at the picture again afterwards."""
    with session.opened() as workspace:
        moved = box_changes.move_face(workspace, code, box, why)
    show(moved, [_line(moved)], as_json=session.as_json)


@face.command(
    epilog="\b\nExample:\n  consentkit face merge F-7K3Q-X9MD F-2M4N-88TA --why 'two boxes on one face'"
)
@click.argument("codes", nargs=-1, required=True, type=FACE, metavar="FACE FACE...")
@click.option("--why", required=True, help="Why; it is kept.")
@json_option
@pass_session
def merge(session: Session, codes: tuple[str, ...], why: str) -> None:
    """Make one box of several on one face: the first stays, as large as all together."""
    with session.opened() as workspace:
        merged = box_changes.merge_faces(workspace, codes, why)
    show(merged, [_line(merged)], as_json=session.as_json)
