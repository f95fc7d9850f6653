"""Images: take in, scan, look at, and make the public copy."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consentkit.domain.codes import new_code
from consentkit.domain.errors import (
    BadDataFile,
    Conflict,
    ConsentkitError,
    InvalidInput,
    NotFound,
    Refused,
    Stopped,
    Unavailable,
)
from consentkit.domain.events import EventName, require
from consentkit.domain.image_rules import covered_boxes
from consentkit.domain.images import (
    Box,
    Detection,
    Face,
    Image,
    PublicCopy,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.progress import Cancelled, Step, Watcher, unwatched
from consentkit.store.files import write_atomically
from consentkit.store.images import delete_faces, faces, images, public_copies, save_copy
from consentkit.store.records import Transaction
from consentkit.store.stories import get_story
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.stories import revise
from consentkit.usecases.workspaces import Workspace

SAME_FACE_OVERLAP = 0.4
"""Intersection over union from which two boxes are one face."""


@dataclass(frozen=True)
class Intake:
    """What became of one file: its image, or the error that kept it out. The file itself is untouched."""

    file: Path
    image: Image | None
    error: ConsentkitError | None


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
            taken.append(Intake(file, _add_image(workspace, story, file), None))
        except (InvalidInput, Conflict) as error:
            taken.append(Intake(file, None, error))
    return tuple(taken)


def _add_image(workspace: Workspace, story: str, file: Path) -> Image:
    from consentkit.imaging.opening import open_picture

    try:
        data = file.read_bytes()
    except OSError:
        raise InvalidInput("file-not-found", file=file.name) from None
    picture = open_picture(data)
    digest = hashlib.sha256(data).hexdigest()
    known = images.where(workspace.reading, "story = ? AND digest = ?", story, digest)
    if known:
        raise Conflict("image-known", image=known[0].id)
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
    with workspace.transaction() as transaction:
        images.insert(transaction.db, image)
        transaction.record(EventName.IMAGE_ADDED, image.id, story=story, digest=digest)
        revise(transaction, get_story(transaction.db, story))
    return image


def scan_images(workspace: Workspace, ids: Sequence[str], *, watch: Watcher = unwatched) -> tuple[Image, ...]:
    """Scan images for faces; a scan that fails is kept as undecided, which refuses.

    Settled faces stay as they are; open ones are replaced by what this scan finds. Raises NotFound,
    Stopped when `watch` cancels.
    """
    require(workspace.actor, EventName.IMAGE_SCANNED)
    scanned = []
    for done, image_id in enumerate(ids):
        image = images.get(workspace.reading, image_id)
        _watched(watch, Step(done, len(ids), image.id))
        scanned.append(_keep_scan(workspace, image, _scan(workspace, image)))
    return tuple(scanned)


def _scan(workspace: Workspace, image: Image) -> Scan:
    from consentkit.imaging.opening import open_picture
    from consentkit.imaging.scanning_apart import scan_picture_apart

    try:
        picture = open_picture(workspace.records.vault.get(image.original))
    except (InvalidInput, NotFound, BadDataFile) as error:
        return Scan(outcome=ScanOutcome.UNDECIDED, problem=error.code)
    return scan_picture_apart(picture, models=workspace.models, detectors=workspace.settings.detectors)


def _keep_scan(workspace: Workspace, image: Image, scan: Scan) -> Image:
    with workspace.transaction() as transaction:
        known = faces.where(transaction.db, "image = ?", image.id)
        kept = [f for f in known if f.settlement is not Settlement.OPEN or f.detector == "by-hand"]
        gone = [f for f in known if f not in kept]
        delete_faces(transaction.db, tuple(f.id for f in gone))
        new = [d for d in scan.detections if not _explained(d.box, kept)]
        for detection in new:
            faces.insert(transaction.db, _new_face(image, detection))
        is_same = {f.box for f in gone} == {d.box for d in new}
        scanned = image.model_copy(
            update={
                "scan": scan,
                "scanned_at": workspace.clock(),
                "viewed_by": image.viewed_by if is_same else None,
            }
        )
        images.update(transaction.db, scanned)
        _record_scan(transaction, scanned, scan)
    return scanned


def _record_scan(transaction: Transaction, image: Image, scan: Scan) -> None:
    transaction.record(
        EventName.IMAGE_SCANNED,
        image.id,
        outcome=scan.outcome,
        faces=len(scan.detections),
        problem=scan.problem,
        passes=scan.passes,
    )


def _new_face(image: Image, detection: Detection) -> Face:
    return Face(
        id=new_code("F"),
        image=image.id,
        box=detection.box,
        score=detection.score,
        detector=detection.detector,
    )


def _explained(box: Box, known: Sequence[Face]) -> bool:
    return any(box.overlap(face.box) >= SAME_FACE_OVERLAP for face in known)


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


def make_public_copy(workspace: Workspace, image: str) -> PublicCopy:
    """Make the file that may be published: rebuilt from pixels, faces covered, scanned and re-read.

    Raises NotFound, Refused while faces are open, Conflict before a scan, BadDataFile for a changed file.
    """
    from consentkit.imaging.opening import open_picture
    from consentkit.imaging.redacting import make_public_copy as redact

    require(workspace.actor, EventName.COPY_MADE)
    found = images.get(workspace.reading, image)
    known = faces.where(workspace.reading, "image = ?", image)
    if found.scan is None:
        raise Conflict("scan-first", image=image)
    if any(face.settlement is Settlement.OPEN for face in known):
        raise Refused("faces-open", image=image)
    boxes = covered_boxes(known)
    picture = open_picture(workspace.records.vault.get(found.original))
    data = redact(picture, boxes)
    copy = _proved(workspace, found, data, boxes, known)
    before = public_copies.where(workspace.reading, "image = ?", image)
    with workspace.transaction() as transaction:
        save_copy(transaction.db, copy)
        transaction.record(
            EventName.COPY_MADE,
            image,
            digest=copy.digest,
            covered=len(boxes),
            unsettled=len(copy.unsettled),
            leaks=copy.leaks,
        )
        # The people in it are asked about the picture that will be seen, so a different one is a revision.
        if not before or before[0].digest != copy.digest:
            revise(transaction, get_story(transaction.db, found.story))
    return copy


def _proved(
    workspace: Workspace, image: Image, data: bytes, boxes: tuple[Box, ...], known: Sequence[Face]
) -> PublicCopy:
    """Open the new file as a stranger would: scan it, re-read its metadata, and keep what was found."""
    from consentkit.imaging.metadata import leaks_in
    from consentkit.imaging.redacting import covered_exactly, read_public_copy
    from consentkit.imaging.scanning_apart import rescan_copy_apart

    reread = read_public_copy(data)
    if not covered_exactly(reread, boxes):
        raise Unavailable("cover-not-solid", image=image.id)
    rescan = rescan_copy_apart(reread, models=workspace.models, detectors=workspace.settings.detectors)
    visible = [face for face in known if not face.must_be_covered]
    return PublicCopy(
        image=image.id,
        digest=hashlib.sha256(data).hexdigest(),
        stored=workspace.records.vault.put(data),
        width_px=reread.width_px,
        height_px=reread.height_px,
        covered=boxes,
        rescan=rescan,
        unsettled=tuple(d.box for d in rescan.detections if not _explained(d.box, visible)),
        leaks=leaks_in(data),
    )


def export_public_copy(workspace: Workspace, image: str, out: Path) -> Path:
    """Write the public copy to a folder under a name that tells nothing, or to a file. Returns the path.

    Raises NotFound where none was made, Conflict where the file exists, InvalidInput where it cannot be,
    BadDataFile for an altered one.
    """
    found = images.get(workspace.reading, image)
    copies = public_copies.where(workspace.reading, "image = ?", image)
    if not copies:
        raise NotFound("copy-not-made", image=image)
    data = workspace.records.vault.get(copies[0].stored)
    suffix = ".png" if data[:4] == b"\x89PNG" else ".jpg"
    path = out / f"{found.id}{suffix}" if out.is_dir() else out
    check_new_file(path)
    write_atomically(path, data, mode=0o644)
    return path


def export_marked_picture(workspace: Workspace, image: str, out: Path) -> Path:
    """Write the original as a PNG with its faces boxed and numbered, to be looked at and deleted.

    Raises NotFound, Conflict where the file exists, InvalidInput where it cannot be, BadDataFile for a
    changed original.
    """
    from consentkit.imaging.opening import open_picture
    from consentkit.imaging.previews import draw_boxes

    check_new_file(out)
    found = images.get(workspace.reading, image)
    known = faces.where(workspace.reading, "image = ?", image)
    picture = open_picture(workspace.records.vault.get(found.original))
    write_atomically(out, draw_boxes(picture, [face.box for face in known]))
    return out


def images_of(workspace: Workspace, story: str) -> tuple[Image, ...]:
    """Return a story's images, in the order in which they came. Raises NotFound."""
    get_story(workspace.reading, story)
    return images.where(workspace.reading, "story = ?", story)


def _watched(watch: Watcher, step: Step) -> None:
    try:
        watch(step)
    except Cancelled:
        raise Stopped("stopped", done=step.done, total=step.total) from None
