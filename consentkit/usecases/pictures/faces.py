"""Faces: what a person decided about each, and faces that a person drew."""

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.events import EventName
from consentkit.domain.gate.picture_rules import SAME_FACE_OVERLAP
from consentkit.domain.pictures.box_changes import share_of_smaller
from consentkit.domain.pictures.images import (
    BY_HAND,
    UNDECIDED,
    Box,
    BoxKind,
    Face,
    FaceDecision,
    Image,
    Settlement,
)
from consentkit.store.log.audits import read_events
from consentkit.store.log.timelines import acts_on_image_since
from consentkit.store.pictures import images as store
from consentkit.store.pictures.images import delete_faces, faces, images, images_with_digest
from consentkit.usecases.changes import Change
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.pictures.settling import Deciding, check_in_story, facts_of, settle
from consentkit.usecases.pictures.words_read import faces_as_seen
from consentkit.usecases.workspaces import Workspace

_DRAWING = frozenset({EventName.FACE_ADDED.value, EventName.FACE_TAKEN_BACK.value})
"""Acts that rely on no other box of the same picture."""


def settle_face(
    workspace: Workspace, face: str, decision: FaceDecision, *, expected: Face | None = None
) -> Face:
    """Record what a person decided about a face; deciding again replaces it.

    What takes two (see `Sighting.lacks_second`) waits until a second person decides the same. `expected` is
    the face as that person saw it. Raises NotFound, InvalidInput where a part of the decision is missing,
    Conflict for a contributor who is not in the story, for who decided so before, or a face that is not as
    expected, Refused for who may be the same person as the first.
    """
    decision.check()
    with workspace.change(EventName.FACE_SETTLED) as change:
        found = faces.get(change.db, face)
        image = images.get(change.db, found.image)
        check_in_story(change, image.story, decision)
        rests_on = Deciding(separation_of(workspace, change.db), _linked_elsewhere(change, image, found))
        settled = settle(change, faces, found, decision, rests_on, expected=expected)
        change.record(face, image=found.image, **facts_of(settled))
    return settled


def _linked_elsewhere(change: Change, image: Image, face: Face) -> frozenset[str]:
    """To whom the same face was ever linked where the very same file is in another story."""
    others = [other for other in images_with_digest(change.db, image.digest) if other.id != image.id]
    same = [one for other in others for one in store.faces_of(change.db, other.id) if _is_on(face, one)]
    return frozenset(code for one in same for code in one.linked_before)


def _is_on(face: Face, other: Face) -> bool:
    return share_of_smaller(face.box, other.box) >= SAME_FACE_OVERLAP


def reopen_face(workspace: Workspace, face: str, *, expected: Face | None = None) -> Face:
    """Take a decision about a face back: it is open again, and the gate refuses until it is settled.

    Raises NotFound, Conflict for a face that is open, or that is not as expected.
    """
    with workspace.change(EventName.FACE_REOPENED) as change:
        found = faces.get(change.db, face)
        if found.settlement is Settlement.OPEN:
            raise Conflict("face-open-already", face=face)
        rests_on = Deciding(separation_of(workspace, change.db))
        reopened = settle(change, faces, found, UNDECIDED, rests_on, expected=expected)
        change.record(face, image=found.image, before=found.settlement)
    return reopened


def add_face(workspace: Workspace, image: str, box: Box, kind: BoxKind = BoxKind.FACE) -> Face:
    """Add a face that no detector saw, or another thing that tells who it is; settle it as any other.

    Raises NotFound, InvalidInput for a box outside the picture.
    """
    face = Face(id=new_code("F"), image=image, box=box, score=1.0, detector=BY_HAND, kind=kind)
    with workspace.change(EventName.FACE_ADDED) as change:
        check_inside(images.get(change.db, image), box)
        faces.insert(change.db, face)
        change.record(face.id, image=image, kind=kind)
    return face


def check_inside(image: Image, box: Box) -> None:
    """Raise InvalidInput (box-outside) unless the box lies in the picture."""
    if box.right > image.width_px or box.bottom > image.height_px:
        raise InvalidInput("box-outside", width_px=image.width_px, height_px=image.height_px)


def take_back_face(workspace: Workspace, face: str) -> Face:
    """Take back a box that oneself drew, while nothing relies on it; returns it as it was.

    Once somebody settled it, or scanned, looked at or copied the picture, it stays: a scan leaves out what
    the box explains, and who looked said that the list is whole. Then it is settled as not a face.

    Raises NotFound, Refused for another's box, Conflict for one that a scan found or that is relied on.
    """
    with workspace.change(EventName.FACE_TAKEN_BACK) as change:
        found = faces.get(change.db, face)
        _check_take_back(change, found)
        delete_faces(change.db, (found,))
        box = found.box
        change.record(
            # Of the picture: the face is gone, and the story's events are found by what is there.
            found.image,
            face=face,
            left_px=box.left,
            top_px=box.top,
            right_px=box.right,
            bottom_px=box.bottom,
        )
    return found


def _check_take_back(change: Change, face: Face) -> None:
    if face.detector != BY_HAND:
        raise Conflict("face-not-drawn", face=face.id)
    added = read_events(change.db, subject=face.id, action=EventName.FACE_ADDED)
    if not added or added[0].actor != change.actor.handle:
        raise Refused("face-of-another", face=face.id)
    since = acts_on_image_since(change.db, face.image, added[0].seq)
    if face.settlement is not Settlement.OPEN or not since <= _DRAWING:
        raise Conflict("face-relied-on", face=face.id)


def faces_of(workspace: Workspace, image: str) -> tuple[Face, ...]:
    """Return an image's faces, in the order in which they were found. Raises NotFound.

    What words in it say is for who may see it.
    """
    images.get(workspace.reading, image)
    return faces_as_seen(workspace, store.faces_of(workspace.reading, image))
