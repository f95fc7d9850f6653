"""The public copy of a picture: make it, prove it, write it out."""

from collections.abc import Sequence
from pathlib import Path

from consentkit.domain.consents import Decision
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.gate.picture_rules import covered_faces
from consentkit.domain.pictures.images import Face, Image, Settlement
from consentkit.domain.pictures.notes import PictureNotes, notes_for
from consentkit.domain.pictures.public_copies import LONGEST_SIDE_PX, CopyWish, PublicCopy, copy_for, size_for
from consentkit.domain.pictures.redactions import SOLID, Cover, may_be_cosmetic
from consentkit.domain.values import Channel
from consentkit.store.consents import consents
from consentkit.store.files import write_atomically
from consentkit.store.images import faces, images, public_copies, save_copy
from consentkit.store.people import contributors
from consentkit.store.stories import get_story, plans
from consentkit.usecases.exports import check_new_file
from consentkit.usecases.pictures.copy_proofs import Asked, prove_copy
from consentkit.usecases.stories.stories import revise
from consentkit.usecases.workspaces import Workspace

_USUAL = CopyWish()


def make_public_copy(workspace: Workspace, image: str, wish: CopyWish = _USUAL) -> PublicCopy:
    """Make the file that may be published: rebuilt from pixels, faces covered, scanned and re-read.

    Raises NotFound, InvalidInput for a redaction that is too weak, Refused while faces are open or for a
    cosmetic one over somebody at risk, Conflict before a scan, BadDataFile for a changed file.
    """
    from consentkit.imaging.metadata.notes import with_notes
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.redaction.redacting import make_public_copy as redact

    require(workspace.actor, EventName.COPY_MADE)
    wish.redaction.check()
    found = images.get(workspace.reading, image)
    known = faces.where(workspace.reading, "image = ?", image)
    if found.scan is None:
        raise Conflict("scan-first", image=image)
    if any(face.settlement is Settlement.OPEN for face in known):
        raise Refused("faces-open", image=image)
    covers = _covers(workspace, known, wish)
    notes = _notes(workspace, found, wish, is_covered=bool(covers))
    picture = open_picture(workspace.records.vault.get(found.original))
    longest_side_px = _size(workspace, found, wish.channel)
    bare = redact(picture, covers, longest_side_px=longest_side_px, kind=wish.format)
    visible = [face for face in known if not face.must_be_covered]
    asked = Asked(found, picture, covers, covered_faces(known), visible, notes, wish.channel)
    return _kept(workspace, found, prove_copy(workspace, asked, with_notes(bare, notes)))


def _kept(workspace: Workspace, image: Image, copy: PublicCopy) -> PublicCopy:
    before = copy_for(public_copies.where(workspace.reading, "image = ?", image.id), copy.channel)
    with workspace.transaction() as transaction:
        save_copy(transaction.db, copy)
        transaction.record(
            EventName.COPY_MADE,
            image.id,
            digest=copy.digest,
            channel=copy.channel,
            covered=len(copy.covered),
            methods={redaction.method for redaction in copy.methods} or None,
            unsettled=len(copy.unsettled),
            leaks=copy.leaks,
            not_done=tuple(copy.not_done) or None,
        )
        # The people in it are asked about the picture that will be seen, so a different one is a revision.
        if before is None or before.digest != copy.digest:
            revise(transaction, get_story(transaction.db, image.story))
    return copy


def _covers(workspace: Workspace, known: Sequence[Face], wish: CopyWish) -> tuple[Cover, ...]:
    """Return the covers in the order of `covered_faces`. Raises Refused, NotFound for a face not covered."""
    covered = covered_faces(tuple(known))
    if unknown := set(wish.only) - {face.id for face in covered}:
        raise NotFound("face-not-covered", face=min(unknown))
    chosen = {face.id for face in covered if not wish.only or face.id in wish.only}
    if wish.redaction.is_cosmetic:
        for face in covered:
            if face.id in chosen and not _may_be_cosmetic(workspace, face):
                raise Refused("redaction-only-cosmetic", face=face.id)
    return tuple(
        Cover(face=face.box, redaction=wish.redaction if face.id in chosen else SOLID) for face in covered
    )


def _may_be_cosmetic(workspace: Workspace, face: Face) -> bool:
    person = contributors.get(workspace.reading, face.contributor) if face.contributor else None
    return may_be_cosmetic(face, person, workspace.today)


def _size(workspace: Workspace, image: Image, channel: Channel | None) -> int:
    if channel is not None:
        return LONGEST_SIDE_PX[channel]
    planned = plans.where(workspace.reading, "story = ? AND until >= ?", image.story, str(workspace.today))
    return size_for(frozenset(plan.channel for plan in planned))


def _notes(workspace: Workspace, image: Image, wish: CopyWish, *, is_covered: bool) -> PictureNotes:
    """Say on which consents the copy rests: the last yes of each contributor, while any of it is left."""
    last = {
        c.contributor: c for c in consents.where(workspace.reading, "story = ?", image.story, order="seq")
    }
    withdrawn = {
        c.id for c in consents.where(workspace.reading, "story = ? AND withdrawn_on <> ''", image.story)
    }
    held = [c for c in last.values() if c.decision is Decision.YES and c.id not in withdrawn]
    ends = [c.scope.until for c in held if c.scope is not None]
    return notes_for(
        [c.id for c in held],
        channel=wish.channel,
        until=min(ends) if ends else None,
        is_covered=is_covered,
        terms=workspace.settings.usage_terms,
    )


def export_public_copy(
    workspace: Workspace, image: str, out: Path, *, channel: Channel | None = None
) -> Path:
    """Write a public copy to a folder under a name that tells nothing, or to a file. Returns the path.

    Raises NotFound where none was made, Conflict where the file exists, InvalidInput where it cannot be,
    BadDataFile for an altered one.
    """
    found = images.get(workspace.reading, image)
    copy = copy_for(public_copies.where(workspace.reading, "image = ?", image), channel)
    if copy is None:
        raise NotFound("copy-not-made", image=image)
    data = workspace.records.vault.get(copy.stored)
    path = out / f"{found.id}{_suffix(data)}" if out.is_dir() else out
    check_new_file(path)
    write_atomically(path, data, mode=0o644)
    return path


def _suffix(data: bytes) -> str:
    return {b"\x89PNG": ".png", b"RIFF": ".webp"}.get(data[:4], ".jpg")
