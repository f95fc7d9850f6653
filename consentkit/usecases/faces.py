"""Faces: what a person decided about each, and faces that a person drew."""

from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.images import Box, Declaration, Face, Settlement
from consentkit.domain.values import Value
from consentkit.store.images import faces, images
from consentkit.store.stories import get_story
from consentkit.usecases.workspaces import Workspace

_MIN_WHY_LENGTH = 5


class FaceDecision(Value):
    """What a person decided: linked to a contributor, declared, redacted, or not a face."""

    settlement: Settlement
    contributor: str | None = None
    declaration: Declaration | None = None
    is_hidden: bool = False
    why: str | None = None


def settle_face(workspace: Workspace, face: str, decision: FaceDecision) -> Face:
    """Record what a person decided about a face; deciding again replaces it.

    Raises NotFound, InvalidInput where a part of the decision is missing, Conflict for a contributor who
    is not in the story.
    """
    require(workspace.actor, EventName.FACE_SETTLED)
    found = faces.get(workspace.reading, face)
    _check(workspace, found, decision)
    settled = found.model_copy(
        update=decision.model_dump() | {"settled_by": workspace.actor.handle, "settled_at": workspace.clock()}
    )
    with workspace.transaction() as transaction:
        faces.update(transaction.db, settled)
        transaction.record(
            EventName.FACE_SETTLED,
            face,
            image=found.image,
            settlement=decision.settlement,
            contributor=decision.contributor,
            declaration=decision.declaration,
            is_hidden=decision.is_hidden,
        )
    return settled


def reopen_face(workspace: Workspace, face: str) -> Face:
    """Take a decision about a face back: it is open again, and the gate refuses until it is settled.

    Raises NotFound, Conflict for a face that is open.
    """
    require(workspace.actor, EventName.FACE_REOPENED)
    found = faces.get(workspace.reading, face)
    if found.settlement is Settlement.OPEN:
        raise Conflict("face-open-already", face=face)
    undecided = FaceDecision(settlement=Settlement.OPEN).model_dump()
    reopened = found.model_copy(update=undecided | {"settled_by": None, "settled_at": None})
    with workspace.transaction() as transaction:
        faces.update(transaction.db, reopened)
        transaction.record(EventName.FACE_REOPENED, face, image=found.image, before=found.settlement)
    return reopened


def decision_about(face: Face) -> FaceDecision:
    """Return what was decided about a face, as it can be decided again."""
    return FaceDecision(**face.model_dump(include=set(FaceDecision.model_fields)))


def _check(workspace: Workspace, face: Face, decision: FaceDecision) -> None:
    settlement = decision.settlement
    if (settlement is Settlement.LINKED) != (decision.contributor is not None):
        raise InvalidInput("contributor-goes-with-linked")
    if (settlement is Settlement.DECLARED) != (decision.declaration is not None):
        raise InvalidInput("declaration-goes-with-declared")
    needs_why = settlement in {Settlement.NOT_A_FACE, Settlement.DECLARED}
    if needs_why and len((decision.why or "").strip()) < _MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=_MIN_WHY_LENGTH)
    if decision.contributor is not None:
        story = get_story(workspace.reading, images.get(workspace.reading, face.image).story)
        if decision.contributor not in story.contributors:
            raise Conflict("contributor-not-in-story", contributor=decision.contributor)


def add_face(workspace: Workspace, image: str, box: Box) -> Face:
    """Add a face that no detector saw; it must be settled as any other.

    Raises NotFound, InvalidInput for a box outside the picture.
    """
    require(workspace.actor, EventName.FACE_ADDED)
    found = images.get(workspace.reading, image)
    if box.right > found.width_px or box.bottom > found.height_px:
        raise InvalidInput("box-outside", width_px=found.width_px, height_px=found.height_px)
    face = Face(id=new_code("F"), image=image, box=box, score=1.0, detector="by-hand")
    with workspace.transaction() as transaction:
        faces.insert(transaction.db, face)
        transaction.record(EventName.FACE_ADDED, face.id, image=image)
    return face


def faces_of(workspace: Workspace, image: str) -> tuple[Face, ...]:
    """Return an image's faces, in the order in which they were found. Raises NotFound."""
    images.get(workspace.reading, image)
    return faces.where(workspace.reading, "image = ?", image)
