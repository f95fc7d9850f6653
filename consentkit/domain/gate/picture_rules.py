"""What must hold for a picture beside what holds for a video, too: depth, near copies, covers and size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier, FileState, ImageRecord
from consentkit.domain.gate.media_rules import (
    MadeCopy,
    MediaLook,
    made_copy_findings,
    people_findings,
    scan_findings,
)
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.images import (
    Box,
    BoxKind,
    Detection,
    Face,
    Profile,
    Scan,
    ScanOutcome,
)
from consentkit.domain.pictures.public_copies import LONGEST_SIDE_PX, PublicCopy
from consentkit.domain.pictures.redactions import may_be_cosmetic
from consentkit.domain.values import Channel, Fact

SAME_FACE_OVERLAP = 0.4
"""Intersection over union from which two boxes are one face."""

_SAME_WORDS_SHARE = 0.7
"""The share of found words that must lie in a box for it to be about them. A block of words is cut otherwise
from scan to scan, so the smaller must lie in the larger; the rest of a larger one nobody has seen."""


def image_findings(dossier: Dossier, record: ImageRecord) -> Findings:
    """Yield everything about one image that stands in the way."""
    image = record.image
    look = MediaLook(
        image.id,
        record.original_state,
        image.scan,
        _depth_left(dossier, image.scan),
        record.faces,
        image.viewed_by,
    )
    yield from scan_findings(look)
    yield from _near(record)
    yield from people_findings(dossier, look)
    if not record.is_page:
        copy = CopyLook(image.id, record.faces, record.copy_made, record.copy_state)
        yield from copy_findings(copy, dossier.channel, dossier.contributors, dossier.on)


def _depth_left(dossier: Dossier, scan: Scan | None) -> dict[str, Fact] | None:
    needed = needed_profile(dossier.contributors, dossier.on)
    return None if scan is None or needed in {None, scan.profile} else {}


def _near(record: ImageRecord) -> Findings:
    if record.near is None:
        yield finding(ReasonCode.NEAR_COPY_UNKNOWN, record.image.id)
    for one in record.near or ():
        if one.is_ended and one.settled_by is None:
            yield finding(ReasonCode.NEAR_COPY, record.image.id, other=one.other)


def needed_profile(people: Sequence[Contributor], on: date) -> Profile | None:
    """Return how hard a story's pictures must be looked at, `None` where nothing asks for it.

    A story with nobody in it yet may be anybody's, so it is looked at as a protected person's.
    """
    if people and not any(person.is_protected_on(on) for person in people):
        return None
    return Profile.THOROUGH


def is_explained(found: Detection, known: Sequence[Face]) -> bool:
    """Tell whether what was found is what one of these boxes is about.

    A face is explained by a face alone, never by a sign that it stands on; words by any box but a face's.
    """
    if found.kind is BoxKind.FACE:
        faces = (face for face in known if face.kind is BoxKind.FACE)
        return any(found.box.overlap(face.box) >= SAME_FACE_OVERLAP for face in faces)
    others = (face for face in known if face.kind is not BoxKind.FACE)
    return any(share_inside(found.box, other.box) >= _SAME_WORDS_SHARE for other in others)


def share_inside(box: Box, other: Box) -> float:
    """Return how much of a box lies in another one, 0 to 1."""
    width = min(box.right, other.right) - max(box.left, other.left)
    height = min(box.bottom, other.bottom) - max(box.top, other.top)
    return max(0, width) * max(0, height) / box.area_px


def covered_faces(faces: tuple[Face, ...]) -> tuple[Face, ...]:
    """Return the faces that a public copy must cover, in a fixed order."""
    covered = [face for face in faces if face.must_be_covered]
    return tuple(sorted(covered, key=lambda f: (f.box.left, f.box.top, f.box.right, f.box.bottom, f.id)))


def covered_boxes(faces: tuple[Face, ...]) -> tuple[Box, ...]:
    """Return the boxes that a public copy must cover, in a fixed order."""
    return tuple(face.box for face in covered_faces(faces))


@dataclass(frozen=True)
class CopyLook:
    """A public copy, where there is one, with the faces of its image and the state of its file."""

    image: str
    faces: tuple[Face, ...]
    copy: PublicCopy | None
    file: FileState | None


def copy_findings(look: CopyLook, channel: Channel, people: Sequence[Contributor], on: date) -> Findings:
    """Yield everything about an image's public copy that stands in the way of a channel on a day."""
    copy = look.copy
    if copy is None:
        return made_copy_findings(look.image, None)
    made = MadeCopy(
        look.file,
        is_stale=copy.covered != covered_boxes(look.faces),
        is_undecided=copy.rescan.outcome is ScanOutcome.UNDECIDED,
        left=len(copy.unsettled),
        box=copy.unsettled[0].corners if copy.unsettled else "",
        leaks=copy.leaks,
        not_done={check.value: result for check, result in copy.not_done.items()},
    )
    # A stale copy covers others: what its covers are says nothing.
    own = [] if made.is_stale else [*_cosmetic(look.faces, copy, people, on)]
    return made_copy_findings(look.image, made, [*own, *_size(copy, channel)])


def _size(copy: PublicCopy, channel: Channel) -> Findings:
    if not copy.fits(channel):
        yield finding(ReasonCode.COPY_TOO_LARGE, copy.image, limit_px=LONGEST_SIDE_PX[channel])


def _cosmetic(faces: tuple[Face, ...], copy: PublicCopy, people: Sequence[Contributor], on: date) -> Findings:
    """A mosaic or a blur over somebody who is at risk, also where that became known after the copy."""
    for face, redaction in zip(covered_faces(faces), copy.methods, strict=False):
        person = next((c for c in people if c.code == face.contributor), None)
        if redaction.is_cosmetic and not may_be_cosmetic(face, person, on):
            yield finding(ReasonCode.COVER_ONLY_COSMETIC, face.id, seen_in=copy.image)
