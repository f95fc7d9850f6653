"""How far each image of a story is, and small pictures of one for a reviewer's eyes."""

from dataclasses import dataclass
from enum import StrEnum

from consentkit.domain.errors import NotFound
from consentkit.domain.image_rules import covered_boxes
from consentkit.domain.images import Face, Image, PublicCopy, ScanOutcome, Settlement
from consentkit.store.images import faces, images, public_copies
from consentkit.store.stories import get_story
from consentkit.usecases.workspaces import Workspace


class CopyState(StrEnum):
    """What the public copy has come to."""

    MISSING = "missing"
    STALE = "stale"
    """It covers other boxes than the faces ask for now."""
    UNPROVED = "unproved"
    """Its own scan found something, or could not decide."""
    LEAKING = "leaking"
    """It still carries metadata."""
    READY = "ready"


@dataclass(frozen=True)
class ImageState:
    """An image with its faces, in the order in which they were found, and its public copy."""

    image: Image
    faces: tuple[Face, ...]
    copy_made: PublicCopy | None

    @property
    def open_count(self) -> int:
        """How many faces nobody has settled."""
        return sum(face.settlement is Settlement.OPEN for face in self.faces)

    @property
    def copy_state(self) -> CopyState:
        """What the public copy has come to."""
        made = self.copy_made
        if made is None:
            return CopyState.MISSING
        if made.covered != covered_boxes(self.faces):
            return CopyState.STALE
        if made.rescan.outcome is ScanOutcome.UNDECIDED or made.unsettled:
            return CopyState.UNPROVED
        return CopyState.LEAKING if made.leaks else CopyState.READY


def list_image_states(workspace: Workspace, story: str) -> tuple[ImageState, ...]:
    """Return how far each image of a story is, in the order in which they came. Raises NotFound."""
    get_story(workspace.reading, story)
    of_story = "image IN (SELECT id FROM images WHERE story = ?)"
    known: dict[str, list[Face]] = {}
    for face in faces.where(workspace.reading, of_story, story):
        known.setdefault(face.image, []).append(face)
    copies = {copy.image: copy for copy in public_copies.where(workspace.reading, of_story, story)}
    return tuple(
        ImageState(image, tuple(known.get(image.id, ())), copies.get(image.id))
        for image in images.where(workspace.reading, "story = ?", story)
    )


def get_image_state(workspace: Workspace, image: str) -> ImageState:
    """Return how far one image is. Raises NotFound."""
    found = images.get(workspace.reading, image)
    copies = public_copies.where(workspace.reading, "image = ?", image)
    return ImageState(
        found, faces.where(workspace.reading, "image = ?", image), copies[0] if copies else None
    )


def preview_image(workspace: Workspace, image: str, *, width_px: int, height_px: int) -> bytes:
    """Return the original as a PNG of this size with its faces boxed and numbered from 1; kept nowhere.

    Raises NotFound, BadDataFile for a changed original, InvalidInput where it cannot be opened.
    """
    from consentkit.imaging.opening import open_picture
    from consentkit.imaging.previews import draw_fitted

    state = get_image_state(workspace, image)
    picture = open_picture(workspace.records.vault.get(state.image.original))
    return draw_fitted(picture, [face.box for face in state.faces], width_px=width_px, height_px=height_px)


def preview_public_copy(workspace: Workspace, image: str, *, width_px: int, height_px: int) -> bytes:
    """Return the public copy as a PNG of this size, as a stranger would see it.

    Raises NotFound where none was made, BadDataFile for an altered one.
    """
    from consentkit.imaging.previews import draw_fitted
    from consentkit.imaging.redacting import read_public_copy

    made = get_image_state(workspace, image).copy_made
    if made is None:
        raise NotFound("copy-not-made", image=image)
    return draw_fitted(
        read_public_copy(workspace.records.vault.get(made.stored)), (), width_px=width_px, height_px=height_px
    )
