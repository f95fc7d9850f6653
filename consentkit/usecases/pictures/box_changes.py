"""Boxes that a reviewer moves or merges. Nothing is dismissed: every pixel that was in a box stays told."""

from collections.abc import Sequence

from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.pictures.box_changes import (
    MERGED_SHARE,
    BoxBefore,
    BoxChange,
    BoxChangeKind,
    around_all,
    share_of_smaller,
)
from consentkit.domain.pictures.images import BY_HAND, MIN_WHY_LENGTH, UNDECIDED, Box, Face
from consentkit.store.pictures.images import box_changes, changes_of_boxes, delete_faces, faces, images
from consentkit.usecases.changes import Change
from consentkit.usecases.pictures.faces import check_inside
from consentkit.usecases.workspaces import Workspace

_KINDS = {EventName.FACE_MOVED: BoxChangeKind.MOVED, EventName.FACE_MERGED: BoxChangeKind.MERGED}


def move_face(workspace: Workspace, face: str, box: Box, why: str, *, expected: Face | None = None) -> Face:
    """Put a box where it belongs; what was decided about it holds. Somebody looks at the picture again.

    A moved box counts as drawn by hand, so that no later scan takes it away. `expected` is the face as the
    person saw it. Raises NotFound, InvalidInput for a box outside the picture or no reason, Conflict for a
    box that is there already, or a face that is not as expected.
    """
    _check_why(why)
    with workspace.change(EventName.FACE_MOVED) as change:
        found = faces.get(change.db, face)
        check_inside(images.get(change.db, found.image), box)
        if found.box == box:
            raise Conflict("face-not-moved", face=face)
        return _changed(change, (found,), expected or found, box, why)


def merge_faces(
    workspace: Workspace, ids: Sequence[str], why: str, *, expected: Sequence[Face] | None = None
) -> Face:
    """Make one box of several on the same face: the first stays, as large as all of them together.

    `expected` are the faces as the person saw them. Raises NotFound, InvalidInput for fewer than two or no
    reason, Conflict for boxes of other pictures, of another kind, decided about differently, that hardly
    overlap (those may be two people), or that are not as expected.
    """
    if len(set(ids)) < 2 or len(set(ids)) < len(ids):  # noqa: PLR2004 - it takes two to merge
        raise InvalidInput("merge-needs-two")
    _check_why(why)
    with workspace.change(EventName.FACE_MERGED) as change:
        found = tuple(faces.get(change.db, one) for one in ids)
        for other in found[1:]:
            _check_mergeable(found[0], other)
        first, *others = expected or found
        delete_faces(change.db, tuple(others))
        return _changed(change, found, first, around_all(tuple(f.box for f in found)), why)


def _check_why(why: str) -> None:
    if len(why.strip()) < MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=MIN_WHY_LENGTH)


def _check_mergeable(first: Face, other: Face) -> None:
    if (other.image, other.kind) != (first.image, first.kind):
        raise Conflict("merge-of-others", face=other.id)
    decided, before = (face.decision.model_copy(update={"why": None}) for face in (other, first))
    if decided != before:
        raise Conflict("merge-decided-differently", face=other.id)
    if share_of_smaller(first.box, other.box) < MERGED_SHARE:
        raise Conflict("merge-apart", face=other.id)


def box_changes_of(workspace: Workspace, image: str) -> tuple[BoxChange, ...]:
    """Return how the boxes of an image were moved and merged, oldest first. Raises NotFound."""
    images.get(workspace.reading, image)
    return changes_of_boxes(workspace.reading, image)


def _changed(change: Change, before: tuple[Face, ...], expected: Face, box: Box, why: str) -> Face:
    reads = " / ".join(face.reads for face in before if face.reads) or None
    kept = _settled_as_before(before, box, reads)
    kept_change = BoxChange(
        image=kept.image, face=kept.id, change=_KINDS[change.name], before=tuple(map(_as_it_was, before)),
        after=box, why=why.strip(), by=change.actor.handle, at=change.at,
    )  # fmt: skip
    box_changes.insert(change.db, kept_change)
    faces.update(change.db, kept, expected=expected)
    # Who looked said that this list is whole, and it is another list now.
    image = images.get(change.db, kept.image)
    images.update(change.db, image.model_copy(update={"viewed_by": None}), expected=image)
    _record(change, kept_change)
    return kept


def _settled_as_before(before: tuple[Face, ...], box: Box, reads: str | None) -> Face:
    """The first with its new box. What it takes two to say was said of another place: it is open again."""
    kept = before[0].model_copy(
        update={
            "box": box,
            "detector": BY_HAND,
            "reads": reads,
            "score": max(face.score for face in before),
            "linked_before": tuple(sorted({code for face in before for code in face.linked_before})),
            "agreed_by": None,
        }
    )
    if not kept.lacks_second:
        return kept
    reopened = dict(UNDECIDED) | {"settled_by": None, "settled_at": None}
    return kept.model_copy(update=reopened)


def _as_it_was(face: Face) -> BoxBefore:
    return BoxBefore(**face.model_dump(include=set(BoxBefore.model_fields)))


def _record(change: Change, kept: BoxChange) -> None:
    box = kept.after
    facts = {
        "image": kept.image,
        "left_px": box.left,
        "top_px": box.top,
        "right_px": box.right,
        "bottom_px": box.bottom,
    }
    if kept.change is BoxChangeKind.MOVED:
        change.record(kept.face, **facts)
    else:
        merged = tuple(face.id for face in kept.before[1:])
        change.record(kept.face, merged=merged, **facts)
