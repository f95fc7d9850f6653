"""How far each image of a story is, and small pictures of one for a reviewer's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from consentkit.domain.errors import NotFound
from consentkit.domain.gate.picture_rules import covered_boxes
from consentkit.domain.pictures.images import Box, BoxKind, Face, Image, ScanOutcome, Settlement
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.store.images import faces, images, public_copies
from consentkit.store.stories import get_story
from consentkit.usecases.workspaces import Workspace


class CopyState(StrEnum):
    """What the public copy has come to."""

    MISSING = "missing"
    STALE = "stale"
    """It covers other boxes than the faces ask for now."""
    UNPROVED = "unproved"
    """Its own scan found something or could not decide, or another check was not done."""
    LEAKING = "leaking"
    """It still carries metadata."""
    READY = "ready"


@dataclass(frozen=True)
class ImageState:
    """An image with its faces, in the order in which they were found, and the public copy made last."""

    image: Image
    faces: tuple[Face, ...]
    copy_made: PublicCopy | None

    @property
    def open_count(self) -> int:
        """How many boxes nobody has settled, of faces and of all else."""
        return sum(face.settlement is Settlement.OPEN for face in self.faces)

    @property
    def open_texts(self) -> int:
        """How many of these are places with words."""
        return sum(f.settlement is Settlement.OPEN and f.kind is BoxKind.TEXT for f in self.faces)

    @property
    def copy_state(self) -> CopyState:
        """What the public copy has come to."""
        made = self.copy_made
        if made is None:
            return CopyState.MISSING
        if made.covered != covered_boxes(self.faces):
            return CopyState.STALE
        if made.leaks:
            return CopyState.LEAKING
        is_unproved = made.rescan.outcome is ScanOutcome.UNDECIDED or made.unsettled or made.not_done
        return CopyState.UNPROVED if is_unproved else CopyState.READY


@dataclass(frozen=True)
class StoryImages:
    """The codes of a story's images in the order in which they came, and how much is still to do."""

    ids: tuple[str, ...]
    unscanned: tuple[str, ...]
    open_faces: int
    open_texts: int


def summarize_images(workspace: Workspace, story: str) -> StoryImages:
    """Return which images a story has and what they still need. Raises NotFound."""
    db = workspace.reading
    get_story(db, story)
    rows = db.rows(
        "SELECT id, scanned_at IS NULL AS is_new FROM images"
        " WHERE story = ? AND is_set_aside = 0 ORDER BY rowid",
        (story,),
    )
    (count,) = db.rows(
        "SELECT count(*) AS number, coalesce(sum(kind = 'text'), 0) AS texts FROM faces"
        " WHERE settlement = 'open'"
        " AND image IN (SELECT id FROM images WHERE story = ? AND is_set_aside = 0)",
        (story,),
    )
    unscanned = tuple(row["id"] for row in rows if row["is_new"])
    ids, texts = tuple(row["id"] for row in rows), count["texts"]
    return StoryImages(ids, unscanned, count["number"] - texts, texts)


def list_image_states(workspace: Workspace, story: str) -> tuple[ImageState, ...]:
    """Return how far each image of a story is, in the order in which they came. Raises NotFound."""
    return get_image_states(workspace, summarize_images(workspace, story).ids)


def get_image_states(workspace: Workspace, ids: Sequence[str]) -> tuple[ImageState, ...]:
    """Return how far each of these images is, in the order in which they came."""
    marks = ",".join("?" * len(ids))
    known: dict[str, list[Face]] = {}
    for face in faces.where(workspace.reading, f"image IN ({marks})", *ids):
        known.setdefault(face.image, []).append(face)
    copies = {
        copy.image: copy for copy in public_copies.where(workspace.reading, f"image IN ({marks})", *ids)
    }
    return tuple(
        ImageState(image, tuple(known.get(image.id, ())), copies.get(image.id))
        for image in images.where(workspace.reading, f"id IN ({marks})", *ids)
    )


def get_image_state(workspace: Workspace, image: str) -> ImageState:
    """Return how far one image is. Raises NotFound."""
    images.get(workspace.reading, image)
    return get_image_states(workspace, (image,))[0]


def preview_image(workspace: Workspace, image: str, *, width_px: int, height_px: int) -> bytes:
    """Return the original as a PNG of this size with its faces boxed and numbered from 1; kept nowhere.

    Raises NotFound, BadDataFile for a changed original, InvalidInput where it cannot be opened.
    """
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.previews.previews import draw_fitted

    state = get_image_state(workspace, image)
    picture = open_picture(workspace.records.vault.get(state.image.original))
    return draw_fitted(picture, [face.box for face in state.faces], width_px=width_px, height_px=height_px)


def mark_preview(preview: bytes, box: Box, *, width_px: int, height_px: int) -> bytes:
    """Return what `preview_image` gave with one more box outlined; the size is the picture's own."""
    from consentkit.imaging.previews.previews import mark_box

    return mark_box(preview, box, width_px=width_px, height_px=height_px)


def preview_public_copy(workspace: Workspace, image: str, *, width_px: int, height_px: int) -> bytes:
    """Return the public copy as a PNG of this size, as a stranger would see it.

    Raises NotFound where none was made, BadDataFile for an altered one.
    """
    from consentkit.imaging.previews.previews import draw_fitted
    from consentkit.imaging.redaction.redacting import read_public_copy

    made = get_image_state(workspace, image).copy_made
    if made is None:
        raise NotFound("copy-not-made", image=image)
    return draw_fitted(
        read_public_copy(workspace.records.vault.get(made.stored)), (), width_px=width_px, height_px=height_px
    )
