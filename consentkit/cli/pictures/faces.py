"""`consentkit face`: settle each face."""

from typing import Any

import click

from consentkit.cli.options import BOX, FACE, IMAGE, STORY, choice, json_option
from consentkit.cli.output import plain, show
from consentkit.cli.pictures.numbers import by_number
from consentkit.cli.pictures.settling import decision_options, read_decision
from consentkit.cli.sessions import Session, pass_session
from consentkit.cli.several import do_each
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Box, BoxKind, Face, Settlement
from consentkit.usecases.pictures import box_changes, faces, images
from consentkit.usecases.workspaces import Workspace
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
        f"{found.id}  {box.corners}  {box.width_px} px wide "
        f"({found.grade.value}), score {found.score:.2f} by {found.detector}: {state}"
    )


@face.command("list", epilog="\b\nExample:\n  consentkit face list I-7K3Q-X9MN")
@click.argument("image_id", metavar="IMAGE", type=IMAGE)
@json_option
@pass_session
def list_(session: Session, image_id: str) -> None:
    """List a picture's faces. The numbers are those that `image view` and `image report` draw."""
    with session.opened() as workspace:
        known = faces.faces_of(workspace, image_id)
    show(
        [{"number": number} | plain(one) for number, one in enumerate(known, start=1)],
        [f"{number}. {_line(one)}" for number, one in enumerate(known, start=1)],
        as_json=session.as_json,
    )


@face.command(
    epilog="\b\nExamples:\n"
    "  consentkit face settle F-7K3Q-X9MN --contributor C-2M4N-88TY\n"
    "  consentkit face settle F-7K3Q-X9MN --contributor C-2M4N-88TY --show\n"
    "  consentkit face settle F-7K3Q-X9MN --redact\n"
    "  consentkit face settle I-7K3Q-X9MN 3 5 --redact\n"
    "  consentkit face settle S-2M4N-88TY --all-open --redact\n"
    "  consentkit face settle F-7K3Q-X9MN --declare staff --why 'our nurse, release of 3 May'\n"
    "  consentkit face settle F-7K3Q-X9MN --not-a-face --why 'a carved mask on the wall'"
)
@click.argument("codes", nargs=-1, required=True, metavar="FACE...|IMAGE NUMBER...")
@click.option("--all-open", is_flag=True, help="All that nobody settled, of each IMAGE or STORY.")
@decision_options
@json_option
@pass_session
def settle(session: Session, /, codes: tuple[str, ...], all_open: bool, **said: Any) -> None:
    """Decide about faces: link, declare, redact, or say why it is no face. Deciding again replaces it.

    A face is named by its code, or by its picture and the number that is drawn beside it. A contributor's
    face is covered in the public copy, unless you say --show.
    """
    decision = read_decision(**said)
    if all_open and decision.contributor is not None:
        # Nobody is everybody in a picture: who a face is, is said of one face.
        raise InvalidInput("all-open-names-nobody")
    with session.opened() as workspace:
        wanted = _open_in(workspace, codes) if all_open else _named(workspace, codes)
        settled = do_each(wanted, lambda code: faces.settle_face(workspace, code, decision))
    lines = [*map(_line, settled)] or ["Nothing is open there."]
    show(settled, lines, as_json=session.as_json)


def _named(workspace: Workspace, words: tuple[str, ...]) -> list[str]:
    return by_number(words, IMAGE, FACE, lambda image: [one.id for one in faces.faces_of(workspace, image)])


def _open_in(workspace: Workspace, codes: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for code in codes:
        if code[:1].upper() == "S":
            pictures = [one.id for one in images.images_of(workspace, STORY.convert(code, None, None))]
        else:
            pictures = [IMAGE.convert(code, None, None)]
        known = [one for picture in pictures for one in faces.faces_of(workspace, picture)]
        found += [one.id for one in known if one.settlement is Settlement.OPEN]
    return found


@face.command(epilog="\b\nExample:\n  consentkit face add I-7K3Q-X9MN --box 120,40,180,110")
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


@face.command("take-back", epilog="\b\nExample:\n  consentkit face take-back F-7K3Q-X9MN")
@click.argument("code", type=FACE, metavar="FACE")
@json_option
@pass_session
def take_back(session: Session, code: str) -> None:
    """Take back a face that you added, while nobody settled it, scanned or looked at the picture since."""
    with session.opened() as workspace:
        taken_back = faces.take_back_face(workspace, code)
    show(taken_back, [f"Taken back: {_line(taken_back)}"], as_json=session.as_json)


@face.command(
    epilog="\b\nExample:\n  consentkit face move F-7K3Q-X9MN --box 120,40,190,120 --why 'the chin was left'"
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
    epilog="\b\nExample:\n  consentkit face merge F-7K3Q-X9MN F-2M4N-88TY --why 'two boxes on one face'"
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
