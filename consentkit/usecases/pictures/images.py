"""Images: take in, look at."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from consentkit.domain.codes import new_code
from consentkit.domain.errors import (
    Conflict,
    ConsentkitError,
    InvalidInput,
    Stopped,
    Unavailable,
)
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.pictures.captures import Capture
from consentkit.domain.pictures.disclosures import NameTell, what_name_tells
from consentkit.domain.pictures.images import Face, Image
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.store.drafts import parts_showing
from consentkit.store.pictures.images import captures, faces_of, image_with_digest, images, images_of_story
from consentkit.store.pictures.near_copies import save_hashes
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.answering import SaidAnswer
from consentkit.usecases.checks.looks import check_answers, keep_answers
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.pictures.near_copies import near_ended_ids
from consentkit.usecases.pictures.words_read import image_as_seen
from consentkit.usecases.showings import record_original_shown
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class Intake:
    """What became of one file: its image, or the error that kept it out. The file itself is untouched.

    `near` are pictures that look like it and whose consent ended: the gate refuses it until someone looks.
    `name_tells` is what its own name may give away; the name is not kept.
    """

    file: Incoming
    image: Image | None
    error: ConsentkitError | None
    near: tuple[str, ...] = ()

    @property
    def name_tells(self) -> tuple[NameTell, ...]:
        """What the file's name may tell whoever sees it."""
        stem, dot, _ = self.file.name.rpartition(".")
        return what_name_tells(stem if dot and stem else self.file.name)


def add_images(
    workspace: Workspace, story: str, files: Sequence[Incoming], *, watch: Watcher = unwatched
) -> tuple[Intake, ...]:
    """Take pictures into a story. Each is kept by itself: one that cannot be kept keeps no other out.

    Raises NotFound for an unknown story, Stopped when `watch` cancels.
    """
    require(workspace.actor, EventName.IMAGE_ADDED)
    get_story(workspace.reading, story)
    taken = []
    for done, file in enumerate(files):
        _watched(watch, Step(done, len(files), f"{done + 1}"))
        try:
            image, near = _add_image(workspace, story, file)
            taken.append(Intake(file, image, None, near))
        except (InvalidInput, Conflict, Unavailable) as error:
            taken.append(Intake(file, None, error))
    return tuple(taken)


def _add_image(workspace: Workspace, story: str, file: Incoming) -> tuple[Image, tuple[str, ...]]:
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.scanning.near_hashes import pack_hashes

    data = file.read()
    picture = open_picture(data)
    hashes = pack_hashes(picture.pixels)
    digest = hashlib.sha256(data).hexdigest()
    with workspace.change(EventName.IMAGE_ADDED) as change:
        known = image_with_digest(change.db, story, digest)
        if known is not None:
            return _add_from_draft(change, known), ()
        image = Image(
            id=new_code("I"),
            story=story,
            digest=digest,
            original=change.keep_file(data),
            media_type=picture.media_type,
            width_px=picture.width_px,
            height_px=picture.height_px,
            leaks=picture.leaks,
        )
        near = near_ended_ids(change.db, image.id, hashes)
        images.insert(change.db, image)
        capture = Capture(image=image.id, year=picture.year, is_as_taken=picture.is_as_taken)
        captures.insert(change.db, capture)
        save_hashes(change.db, image.id, hashes)
        change.record(image.id, story=story, digest=digest, near=near or None)
        revise(change, get_story(change.db, story))
    return image, near


def _add_from_draft(change: Change, image: Image) -> Image:
    """A picture that only a draft showed is the story's own from now on, whatever becomes of the draft."""
    if not image.came_in_draft:
        raise Conflict("image-known", image=image.id)
    own = image.model_copy(update={"came_in_draft": False, "is_set_aside": False})
    images.update(change.db, own, expected=image)
    change.record(own.id, story=own.story, digest=own.digest)
    revise(change, get_story(change.db, own.story))
    return own


def take_out_image(workspace: Workspace, image: str) -> Image:
    """Take a picture out of the story into which it was put by mistake.

    It stays kept with all that was said of it, and its look is still known: adding the file again brings it
    back. What was approved and answered of the story is asked again. Raises NotFound, Conflict where it is
    out already (image-out-already), or where the story's document shows it (image-in-draft).
    """
    with workspace.change(EventName.IMAGE_TAKEN_OUT) as change:
        found = images.get(change.db, image)
        if found.is_set_aside:
            raise Conflict("image-out-already", image=image)
        if any(part.image == image for part in parts_showing(change.db, found.story)):
            raise Conflict("image-in-draft", image=image, story=found.story)
        # As one that only an earlier document showed: a document, or the file itself, may bring it back.
        out = found.model_copy(update={"is_set_aside": True, "came_in_draft": True})
        images.update(change.db, out, expected=found)
        change.record(image, story=found.story)
        revise(change, get_story(change.db, found.story))
    return out


def view_image(
    workspace: Workspace,
    image: str,
    *,
    seen: Sequence[Face] | None = None,
    answers: Sequence[SaidAnswer] = (),
) -> Image:
    """Record that a person looked at the whole picture at full size, after a scan, and what they answered.

    `seen` are the faces that the person had in the list; `answers` are to questions about a picture, and are
    kept for this one. Raises NotFound, Conflict before such a scan, or (record-changed) when the list is
    another one by now; as `check_answers` and `keep_answers` do for the answers. Then nothing is kept.
    """
    check_answers(workspace, answers)
    with workspace.change(EventName.IMAGE_VIEWED) as change:
        found = images.get(change.db, image)
        if found.scan is None:
            raise Conflict("scan-first", image=image)
        if seen is not None and _boxes(seen) != _boxes(faces_of(change.db, image)):
            raise Conflict("record-changed", kind="image", id=image, changed=("faces",))
        viewed = found.model_copy(update={"viewed_by": change.actor.handle})
        images.update(change.db, viewed, expected=found)
        change.record(image, outcome=found.scan.outcome)
        keep_answers(workspace, change, viewed, answers)
    return viewed


def _boxes(known: Sequence[Face]) -> frozenset[object]:
    # A scan gives the same boxes new codes, and what was decided about one does not change what is seen.
    return frozenset((face.box, face.kind) for face in known)


def mark_picture(workspace: Workspace, image: str, how: Showing = Showing.SHOWN) -> bytes:
    """Return the original as a PNG with its faces boxed and numbered, to be looked at and deleted.

    It is recorded. Raises NotFound, Refused, BadDataFile for a changed original.
    """
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.previews.previews import draw_boxes

    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    found = images.get(workspace.reading, image)
    known = faces_of(workspace.reading, image)
    picture = open_picture(workspace.records.vault.get(found.original))
    record_original_shown(workspace, image, how)
    return draw_boxes(picture, [face.box for face in known])


def images_of(workspace: Workspace, story: str) -> tuple[Image, ...]:
    """Return a story's images, in the order in which they came. Raises NotFound."""
    get_story(workspace.reading, story)
    return tuple(image_as_seen(workspace, one) for one in images_of_story(workspace.reading, story))


def _watched(watch: Watcher, step: Step) -> None:
    try:
        watch(step)
    except Cancelled:
        raise Stopped("stopped", done=step.done, total=step.total) from None
