"""What must hold for each image: intact files, a decided scan, settled faces, a proved public copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier, FileState, ImageRecord
from consentkit.domain.gate.showing import WhyCovered, must_be_covered
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.images import (
    Box,
    BoxKind,
    Detection,
    Face,
    Profile,
    ScanOutcome,
    Settlement,
    grade_of,
)
from consentkit.domain.pictures.public_copies import LONGEST_SIDE_PX, Check, PublicCopy
from consentkit.domain.pictures.redactions import may_be_cosmetic
from consentkit.domain.values import Channel

SAME_FACE_OVERLAP = 0.4
"""Intersection over union from which two boxes are one face."""

_SAME_WORDS_SHARE = 0.7
"""The share of found words that must lie in a box for it to be about them. A block of words is cut otherwise
from scan to scan, so the smaller must lie in the larger; the rest of a larger one nobody has seen."""


def image_findings(dossier: Dossier, record: ImageRecord) -> Findings:
    """Yield everything about one image that stands in the way."""
    image = record.image
    yield from file_findings(image.id, record.original_state)
    if image.scan is None:
        yield finding(ReasonCode.SCAN_MISSING, image.id)
    elif image.scan.outcome is ScanOutcome.UNDECIDED:
        yield finding(ReasonCode.SCAN_UNDECIDED, image.id, problem=image.scan.problem or "")
    elif needed_profile(dossier.contributors, dossier.on) not in {None, image.scan.profile}:
        yield finding(ReasonCode.SCAN_TOO_SHALLOW, image.id)
    yield from _near(record)
    for face in record.faces:
        yield from _face(dossier, face)
    if image.viewed_by is None:
        yield finding(ReasonCode.VIEW_MISSING, image.id)
    if not record.is_page:
        copy = CopyLook(image.id, record.faces, record.copy_made, record.copy_state)
        yield from copy_findings(copy, dossier.channel, dossier.contributors, dossier.on)


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


def file_findings(subject: str, state: FileState | None) -> Findings:
    """Yield a finding unless the file's digest is what it was."""
    if state is FileState.CHANGED:
        yield finding(ReasonCode.FILE_CHANGED, subject)
    elif state is not FileState.INTACT:
        yield finding(ReasonCode.FILE_MISSING, subject)


def covered_faces(faces: tuple[Face, ...]) -> tuple[Face, ...]:
    """Return the faces that a public copy must cover, in a fixed order."""
    covered = [face for face in faces if face.must_be_covered]
    return tuple(sorted(covered, key=lambda f: (f.box.left, f.box.top, f.box.right, f.box.bottom, f.id)))


def covered_boxes(faces: tuple[Face, ...]) -> tuple[Box, ...]:
    """Return the boxes that a public copy must cover, in a fixed order."""
    return tuple(face.box for face in covered_faces(faces))


def _face(dossier: Dossier, face: Face) -> Findings:
    person = next((c for c in dossier.contributors if c.code == face.contributor), None)
    is_linked = face.settlement is Settlement.LINKED
    is_open = face.settlement is Settlement.OPEN or (is_linked and person is None)
    if is_open and face.kind is BoxKind.TEXT:
        yield finding(ReasonCode.TEXT_OPEN, face.id, seen_in=face.image)
    elif is_open:
        yield finding(
            ReasonCode.FACE_OPEN,
            face.id,
            seen_in=face.image,
            grade=face.grade.value,
            width_px=face.box.width_px,
        )
    if is_linked and person is not None and not face.must_be_covered:
        yield from _shown(dossier, face, person)


def _shown(dossier: Dossier, face: Face, person: Contributor) -> Findings:
    """A contributor who will be seen, or what tells who they are."""
    width_px = face.box.width_px
    # A width says how much a face gives away; a name can be read on a tag of any width.
    covered = must_be_covered(dossier, person, width_px=width_px if face.kind is BoxKind.FACE else None)
    if covered is None:
        return
    facts = {"seen_in": face.image, "contributor": person.code, "grade": grade_of(width_px).value}
    if covered.why is WhyCovered.CHILD:
        yield finding(ReasonCode.CHILD_FACE_SHOWN, face.id, **facts)
    elif covered.why is WhyCovered.NOT_AGREED:
        yield finding(ReasonCode.FACE_MUST_BE_COVERED, face.id, **facts)
    else:
        yield finding(ReasonCode.FACE_AGREEMENT_MISSING, face.id, consent=covered.consent or "", **facts)


@dataclass(frozen=True)
class CopyLook:
    """A public copy, where there is one, with the faces of its image and the state of its file."""

    image: str
    faces: tuple[Face, ...]
    copy: PublicCopy | None
    file: FileState | None


def copy_findings(look: CopyLook, channel: Channel, people: Sequence[Contributor], on: date) -> Findings:
    """Yield everything about an image's public copy that stands in the way of a channel on a day."""
    copy, subject = look.copy, look.image
    if copy is None:
        yield finding(ReasonCode.COPY_MISSING, subject)
        return
    yield from file_findings(subject, look.file)
    if copy.covered != covered_boxes(look.faces):
        yield finding(ReasonCode.COPY_STALE, subject)
    else:
        yield from _cosmetic(look.faces, copy, people, on)
    if not copy.fits(channel):
        yield finding(ReasonCode.COPY_TOO_LARGE, subject, limit_px=LONGEST_SIDE_PX[channel])
    yield from _proof(copy)


def _proof(copy: PublicCopy) -> Findings:
    """What its own second scan and re-reading left to say."""
    subject = copy.image
    is_undecided = copy.rescan.outcome is ScanOutcome.UNDECIDED
    if is_undecided or copy.unsettled:
        yield finding(ReasonCode.REDACTION_UNPROVED, subject, left=len(copy.unsettled))
    if copy.leaks:
        yield finding(ReasonCode.METADATA_LEFT, subject, leaks=tuple(leak.value for leak in copy.leaks))
    said = {Check.SECOND_SCAN} if copy.unsettled or is_undecided else set()
    said |= {Check.METADATA, Check.NOTES} if copy.leaks else set()
    for check, result in copy.not_done.items():
        if check not in said:
            yield finding(ReasonCode.COPY_CHECK_FAILED, subject, check=check.value, result=result.value)


def _cosmetic(faces: tuple[Face, ...], copy: PublicCopy, people: Sequence[Contributor], on: date) -> Findings:
    """A mosaic or a blur over somebody who is at risk, also where that became known after the copy."""
    for face, redaction in zip(covered_faces(faces), copy.methods, strict=False):
        person = next((c for c in people if c.code == face.contributor), None)
        if redaction.is_cosmetic and not may_be_cosmetic(face, person, on):
            yield finding(ReasonCode.COVER_ONLY_COSMETIC, face.id, seen_in=copy.image)
