"""How far each image of a story is, and small pictures of one for a reviewer's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from consentkit.domain.errors import NotFound
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.gate.picture_rules import CopyLook, copy_findings
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.copy_states import CopyState, copy_state_of
from consentkit.domain.pictures.images import Box, BoxKind, Face, Image
from consentkit.domain.pictures.public_copies import PublicCopy, copy_for
from consentkit.domain.values import Channel
from consentkit.store.drafts import draft_of
from consentkit.store.people.contributors import people_in_pictures
from consentkit.store.pictures.images import (
    copies_of_images,
    count_open_faces,
    faces_of_images,
    image_ids_of_story,
    images,
    images_with_ids,
)
from consentkit.store.stories.stories import get_story, plans_that_stand
from consentkit.store.vault import Vault
from consentkit.usecases.pictures.words_read import copy_as_seen, faces_as_seen, image_as_seen
from consentkit.usecases.showings import record_copy_shown, record_original_shown
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class ImageState:
    """An image with its faces, in the order in which they were found, and the public copy made last."""

    image: Image
    faces: tuple[Face, ...]
    copy_made: PublicCopy | None
    copy_state: CopyState
    """What the public copies have come to, for every channel where the story is meant to go."""

    @property
    def open_count(self) -> int:
        """How many boxes nobody has settled, of faces and of all else."""
        return sum(face.counts_as_open for face in self.faces)

    @property
    def open_texts(self) -> int:
        """How many of these are places with words."""
        return sum(f.counts_as_open and f.kind is BoxKind.TEXT for f in self.faces)


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
    known, still_open = image_ids_of_story(db, story), count_open_faces(db, story)
    unscanned = tuple(image for image, is_scanned in known.items() if not is_scanned)
    texts = still_open.get(BoxKind.TEXT, 0)
    return StoryImages(tuple(known), unscanned, sum(still_open.values()) - texts, texts)


def list_image_states(workspace: Workspace, story: str) -> tuple[ImageState, ...]:
    """Return how far each image of a story is, in the order in which they came. Raises NotFound."""
    return get_image_states(workspace, summarize_images(workspace, story).ids)


def get_image_states(workspace: Workspace, ids: Sequence[str]) -> tuple[ImageState, ...]:
    """Return how far each of these images is, in the order in which they came."""
    db, vault = workspace.reading, workspace.records.vault
    known, copies = faces_of_images(db, ids), copies_of_images(db, ids)
    found = images_with_ids(db, ids)
    ground = {story: _Ground.of(workspace, story) for story in {image.story for image in found}}
    states = []
    for image in found:
        seen, made = known.get(image.id, ()), copies.get(image.id, ())
        state = _copy_state(vault, ground[image.story], image, seen, made)
        states.append(ImageState(image, seen, made[-1] if made else None, state))
    return tuple(_as_seen(workspace, state) for state in states)


def _as_seen(workspace: Workspace, state: ImageState) -> ImageState:
    made = state.copy_made
    return replace(
        state,
        image=image_as_seen(workspace, state.image),
        faces=faces_as_seen(workspace, state.faces),
        copy_made=made and copy_as_seen(workspace, made),
    )


@dataclass(frozen=True)
class _Ground:
    """What the gate holds a story's copies against: where it goes, who is in it, and its draft's pages."""

    channels: frozenset[Channel]
    people: tuple[Contributor, ...]
    pages: frozenset[str]
    on: date

    @classmethod
    def of(cls, workspace: Workspace, story: str) -> "_Ground":
        """Gather it. A story that is meant to go nowhere yet may go anywhere."""
        db, day = workspace.reading, workspace.today
        planned = frozenset(plan.channel for plan in plans_that_stand(db, story, day))
        draft = draft_of(db, get_story(db, story))
        pages = draft.page_images if draft else frozenset()
        return cls(planned or frozenset(Channel), people_in_pictures(db, story), pages, day)


def _copy_state(
    vault: Vault, ground: _Ground, image: Image, known: tuple[Face, ...], copies: Sequence[PublicCopy]
) -> CopyState:
    if image.id in ground.pages:
        return CopyState.NOT_NEEDED
    reasons: list[Reason] = []
    for channel in ground.channels:
        copy = copy_for(copies, channel)
        looked = CopyLook(image.id, known, copy, vault.listed_state(copy.stored) if copy else None)
        reasons += copy_findings(looked, channel, ground.people, ground.on)
    return copy_state_of(reasons)


def get_image_state(workspace: Workspace, image: str) -> ImageState:
    """Return how far one image is. Raises NotFound."""
    images.get(workspace.reading, image)
    return get_image_states(workspace, (image,))[0]


def preview_image(workspace: Workspace, image: str, *, width_px: int, height_px: int) -> bytes:
    """Return the original as a PNG of this size with its faces boxed and numbered from 1; kept nowhere.

    It is recorded. Raises NotFound, Refused, BadDataFile for a changed original, InvalidInput where it
    cannot be opened.
    """
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.previews.previews import draw_fitted

    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    state = get_image_state(workspace, image)
    picture = open_picture(workspace.records.vault.get(state.image.original))
    record_original_shown(workspace, image, Showing.SHOWN)
    return draw_fitted(picture, [face.box for face in state.faces], width_px=width_px, height_px=height_px)


def mark_preview(preview: bytes, box: Box, *, width_px: int, height_px: int) -> bytes:
    """Return what `preview_image` gave with one more box outlined; the size is the picture's own."""
    from consentkit.imaging.previews.previews import mark_box

    return mark_box(preview, box, width_px=width_px, height_px=height_px)


def preview_public_copy(workspace: Workspace, image: str, *, width_px: int, height_px: int) -> bytes:
    """Return the public copy as a PNG of this size, as a stranger would see it; kept nowhere.

    It is recorded. Raises NotFound where none was made, BadDataFile for an altered one.
    """
    from consentkit.imaging.previews.previews import draw_fitted
    from consentkit.imaging.redaction.redacting import read_public_copy

    require(workspace.actor, EventName.COPY_SHOWN)
    made = get_image_state(workspace, image).copy_made
    if made is None:
        raise NotFound("copy-not-made", image=image)
    copy = read_public_copy(workspace.records.vault.get(made.stored))
    record_copy_shown(workspace, image)
    return draw_fitted(copy, (), width_px=width_px, height_px=height_px)
