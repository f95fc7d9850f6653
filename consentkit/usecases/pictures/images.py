"""Images: take in, scan, look at."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consentkit.domain.codes import new_code
from consentkit.domain.errors import (
    Conflict,
    ConsentkitError,
    InvalidInput,
    Stopped,
)
from consentkit.domain.events import EventName, require
from consentkit.domain.pictures.disclosures import NameTell, what_name_tells
from consentkit.domain.pictures.images import (
    Image,
)
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.store.files import write_atomically
from consentkit.store.images import faces, images
from consentkit.store.near_copies import save_hashes
from consentkit.store.stories import get_story
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.pictures.near_copies import near_ended_ids
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class Intake:
    """What became of one file: its image, or the error that kept it out. The file itself is untouched.

    `near` are pictures that look like it and whose consent ended: the gate refuses it until someone looks.
    `name_tells` is what its own name may give away; the name is not kept.
    """

    file: Path
    image: Image | None
    error: ConsentkitError | None
    near: tuple[str, ...] = ()

    @property
    def name_tells(self) -> tuple[NameTell, ...]:
        """What the file's name may tell whoever sees it."""
        return what_name_tells(self.file.stem)


def add_images(
    workspace: Workspace, story: str, files: Sequence[Path], *, watch: Watcher = unwatched
) -> tuple[Intake, ...]:
    """Take pictures into a story. Each is kept by itself; one that cannot be opened keeps no other out.

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
        except (InvalidInput, Conflict) as error:
            taken.append(Intake(file, None, error))
    return tuple(taken)


def _add_image(workspace: Workspace, story: str, file: Path) -> tuple[Image, tuple[str, ...]]:
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.scanning.near_hashes import pack_hashes

    try:
        data = file.read_bytes()
    except OSError:
        raise InvalidInput("file-not-found", file=file.name) from None
    picture = open_picture(data)
    digest = hashlib.sha256(data).hexdigest()
    known = images.where(workspace.reading, "story = ? AND digest = ?", story, digest)
    if known and not known[0].came_in_draft:
        raise Conflict("image-known", image=known[0].id)
    if known:
        return _add_from_draft(workspace, known[0]), ()
    image = Image(
        id=new_code("I"),
        story=story,
        digest=digest,
        original=workspace.records.vault.put(data),
        media_type=picture.media_type,
        width_px=picture.width_px,
        height_px=picture.height_px,
        leaks=picture.leaks,
    )
    hashes = pack_hashes(picture.pixels)
    near = near_ended_ids(workspace.reading, image.id, hashes)
    with workspace.transaction() as transaction:
        images.insert(transaction.db, image)
        save_hashes(transaction.db, image.id, hashes)
        transaction.record(EventName.IMAGE_ADDED, image.id, story=story, digest=digest, near=near or None)
        revise(transaction, get_story(transaction.db, story))
    return image, near


def _add_from_draft(workspace: Workspace, image: Image) -> Image:
    """A picture that only a draft showed is the story's own from now on, whatever becomes of the draft."""
    own = image.model_copy(update={"came_in_draft": False, "is_set_aside": False})
    with workspace.transaction() as transaction:
        images.update(transaction.db, own)
        transaction.record(EventName.IMAGE_ADDED, own.id, story=own.story, digest=own.digest)
        revise(transaction, get_story(transaction.db, own.story))
    return own


def view_image(workspace: Workspace, image: str) -> Image:
    """Record that a person looked at the whole picture at full size, after a scan.

    Raises NotFound, Conflict before such a scan.
    """
    found = images.get(workspace.reading, image)
    if found.scan is None:
        raise Conflict("scan-first", image=image)
    viewed = found.model_copy(update={"viewed_by": workspace.actor.handle})
    with workspace.transaction() as transaction:
        images.update(transaction.db, viewed)
        transaction.record(EventName.IMAGE_VIEWED, image, outcome=found.scan.outcome)
    return viewed


def export_marked_picture(workspace: Workspace, image: str, out: Path) -> Path:
    """Write the original as a PNG with its faces boxed and numbered, to be looked at and deleted.

    Raises NotFound, Conflict where the file exists, InvalidInput where it cannot be, BadDataFile for a
    changed original.
    """
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.previews.previews import draw_boxes

    check_new_file(out)
    found = images.get(workspace.reading, image)
    known = faces.where(workspace.reading, "image = ?", image)
    picture = open_picture(workspace.records.vault.get(found.original))
    write_atomically(out, draw_boxes(picture, [face.box for face in known]))
    return out


def images_of(workspace: Workspace, story: str) -> tuple[Image, ...]:
    """Return a story's images, in the order in which they came. Raises NotFound."""
    get_story(workspace.reading, story)
    return images.where(workspace.reading, "story = ? AND is_set_aside = 0", story)


def _watched(watch: Watcher, step: Step) -> None:
    try:
        watch(step)
    except Cancelled:
        raise Stopped("stopped", done=step.done, total=step.total) from None
