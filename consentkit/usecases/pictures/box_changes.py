"""Boxes that a reviewer moves or merges. Nothing is dismissed: every pixel that was in a box stays told."""

from collections.abc import Sequence

from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.pictures.box_changes import (
    MERGED_SHARE,
    BoxBefore,
    BoxChange,
    BoxChangeKind,
    around_all,
    share_of_smaller,
)
from consentkit.domain.pictures.images import BY_HAND, Box, Face
from consentkit.store.database.records import Transaction
from consentkit.store.images import box_changes, faces, images, remove_merged_faces
from consentkit.usecases.pictures.faces import MIN_WHY_LENGTH, check_inside, decision_about
from consentkit.usecases.workspaces import Workspace


def move_face(workspace: Workspace, face: str, box: Box, why: str) -> Face:
    """Put a box where it belongs; what was decided about it holds. Somebody looks at the picture again.

    A moved box counts as drawn by hand, so that no later scan takes it away. Raises NotFound, InvalidInput
    for a box outside the picture or no reason, Conflict for a box that is there already.
    """
    require(workspace.actor, EventName.FACE_MOVED)
    found = faces.get(workspace.reading, face)
    check_inside(images.get(workspace.reading, found.image), box)
    if found.box == box:
        raise Conflict("face-not-moved", face=face)
    return _changed(workspace, (found,), box, BoxChangeKind.MOVED, why)


def merge_faces(workspace: Workspace, ids: Sequence[str], why: str) -> Face:
    """Make one box of several on the same face: the first stays, as large as all of them together.

    Raises NotFound, InvalidInput for fewer than two or no reason, Conflict for boxes of other pictures, of
    another kind, decided about differently, or that hardly overlap: those may be two people.
    """
    require(workspace.actor, EventName.FACE_MERGED)
    if len(set(ids)) < 2 or len(set(ids)) < len(ids):  # noqa: PLR2004 - it takes two to merge
        raise InvalidInput("merge-needs-two")
    found = tuple(faces.get(workspace.reading, one) for one in ids)
    first = found[0]
    for other in found[1:]:
        if (other.image, other.kind) != (first.image, first.kind):
            raise Conflict("merge-of-others", face=other.id)
        if decision_about(other).model_copy(update={"why": None}) != decision_about(first).model_copy(
            update={"why": None}
        ):
            raise Conflict("merge-decided-differently", face=other.id)
        if share_of_smaller(first.box, other.box) < MERGED_SHARE:
            raise Conflict("merge-apart", face=other.id)
    return _changed(workspace, found, around_all(tuple(f.box for f in found)), BoxChangeKind.MERGED, why)


def box_changes_of(workspace: Workspace, image: str) -> tuple[BoxChange, ...]:
    """Return how the boxes of an image were moved and merged, oldest first. Raises NotFound."""
    images.get(workspace.reading, image)
    return box_changes.where(workspace.reading, "image = ?", image, order="seq")


def _changed(workspace: Workspace, before: tuple[Face, ...], box: Box, kind: BoxChangeKind, why: str) -> Face:
    if len(why.strip()) < MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=MIN_WHY_LENGTH)
    reads = " / ".join(face.reads for face in before if face.reads) or None
    kept = before[0].model_copy(update={"box": box, "detector": BY_HAND, "reads": reads})
    change = BoxChange(
        image=kept.image, face=kept.id, change=kind, before=tuple(map(_as_it_was, before)), after=box,
        why=why.strip(), by=workspace.actor.handle, at=workspace.clock(),
    )  # fmt: skip
    with workspace.transaction() as transaction:
        box_changes.insert(transaction.db, change)
        remove_merged_faces(transaction.db, tuple(face.id for face in before[1:]))
        faces.update(transaction.db, kept)
        # Who looked said that this list is whole, and it is another list now.
        image = images.get(transaction.db, kept.image)
        images.update(transaction.db, image.model_copy(update={"viewed_by": None}))
        _record(transaction, change)
    return kept


def _as_it_was(face: Face) -> BoxBefore:
    return BoxBefore(**face.model_dump(include=set(BoxBefore.model_fields)))


def _record(transaction: Transaction, change: BoxChange) -> None:
    box = change.after
    facts = {
        "image": change.image,
        "left_px": box.left,
        "top_px": box.top,
        "right_px": box.right,
        "bottom_px": box.bottom,
    }
    if change.change is BoxChangeKind.MOVED:
        transaction.record(EventName.FACE_MOVED, change.face, **facts)
    else:
        merged = tuple(face.id for face in change.before[1:])
        transaction.record(EventName.FACE_MERGED, change.face, merged=merged, **facts)
