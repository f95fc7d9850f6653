"""What must hold for each image: intact files, a decided scan, settled faces, a proved public copy."""

from consentkit.domain.clearances import Findings, ReasonCode, finding
from consentkit.domain.consent_rules import latest_consent
from consentkit.domain.consents import Appearance
from consentkit.domain.dossiers import Dossier, FileState, ImageRecord
from consentkit.domain.images import (
    GATE_WIDTH_PX,
    PROTECTED_GATE_WIDTH_PX,
    Box,
    Face,
    ScanOutcome,
    Settlement,
    grade_of,
)
from consentkit.domain.people import Contributor


def image_findings(dossier: Dossier, record: ImageRecord) -> Findings:
    """Yield everything about one image that stands in the way."""
    image = record.image
    yield from file_findings(image.id, record.original_state)
    if image.scan is None:
        yield finding(ReasonCode.SCAN_MISSING, image.id)
    elif image.scan.outcome is ScanOutcome.UNDECIDED:
        yield finding(ReasonCode.SCAN_UNDECIDED, image.id, problem=image.scan.problem or "")
    for face in record.faces:
        yield from _face(dossier, face)
    if image.viewed_by is None:
        yield finding(ReasonCode.VIEW_MISSING, image.id)
    yield from _copy(record)


def file_findings(subject: str, state: FileState | None) -> Findings:
    """Yield a finding unless the file's digest is what it was."""
    if state is FileState.CHANGED:
        yield finding(ReasonCode.FILE_CHANGED, subject)
    elif state is not FileState.INTACT:
        yield finding(ReasonCode.FILE_MISSING, subject)


def covered_boxes(faces: tuple[Face, ...]) -> tuple[Box, ...]:
    """Return the boxes that a public copy must cover, in a fixed order."""
    boxes = [face.box for face in faces if face.must_be_covered]
    return tuple(sorted(boxes, key=lambda b: (b.left, b.top, b.right, b.bottom)))


def _face(dossier: Dossier, face: Face) -> Findings:
    person = next((c for c in dossier.contributors if c.code == face.contributor), None)
    is_linked = face.settlement is Settlement.LINKED
    if face.settlement is Settlement.OPEN or (is_linked and person is None):
        yield finding(
            ReasonCode.FACE_OPEN,
            face.id,
            image=face.image,
            grade=face.grade.value,
            width_px=face.box.width_px,
        )
    if is_linked and person is not None and not face.must_be_covered:
        yield from _shown(dossier, face, person)


def _shown(dossier: Dossier, face: Face, person: Contributor) -> Findings:
    """A contributor's face that will be seen: wide agreement may allow it; for a child nothing does."""
    is_protected = person.is_protected_on(dossier.on)
    width_px = face.box.width_px
    if width_px < (PROTECTED_GATE_WIDTH_PX if is_protected else GATE_WIDTH_PX):
        return
    facts = {"image": face.image, "contributor": person.code, "grade": grade_of(width_px).value}
    if person.is_child_on(dossier.on):
        yield finding(ReasonCode.CHILD_FACE_SHOWN, face.id, **facts)
        return
    consent = latest_consent(dossier, person.code)
    if consent is None or consent.scope is None:
        return
    if consent.scope.appearance is not Appearance.FACE_SHOWN:
        yield finding(ReasonCode.FACE_MUST_BE_COVERED, face.id, **facts)
    elif is_protected and consent.face_agreed_by is None:
        yield finding(ReasonCode.FACE_AGREEMENT_MISSING, face.id, consent=consent.id, **facts)


def _copy(record: ImageRecord) -> Findings:
    copy = record.copy_made
    subject = record.image.id
    if copy is None:
        yield finding(ReasonCode.COPY_MISSING, subject)
        return
    yield from file_findings(subject, record.copy_state)
    if copy.covered != covered_boxes(record.faces):
        yield finding(ReasonCode.COPY_STALE, subject)
    if copy.rescan.outcome is ScanOutcome.UNDECIDED or copy.unsettled:
        yield finding(ReasonCode.REDACTION_UNPROVED, subject, left=len(copy.unsettled))
    if copy.leaks:
        yield finding(ReasonCode.METADATA_LEFT, subject, leaks=tuple(leak.value for leak in copy.leaks))
