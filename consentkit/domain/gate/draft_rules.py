"""What must hold for a story's document: looked into, and showing nobody whom its pictures must not."""

from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier, ImageRecord
from consentkit.domain.words.drafts import DraftPart


def draft_findings(dossier: Dossier) -> Findings:
    """Yield what in the draft stands in the way; its pictures have their own findings, as any have."""
    story = dossier.story
    if story.draft is None:
        return
    draft = dossier.draft
    if draft is None or draft.name != story.draft or not draft.is_looked_into:
        yield finding(ReasonCode.DRAFT_NOT_OPENED, story.id)
        return
    records = {record.image.id: record for record in dossier.images}
    for part in draft.parts:
        place, position = part.place.value, part.position
        if part.waits_for_a_look:
            yield finding(
                ReasonCode.DRAFT_PART_UNSEEN,
                story.id,
                number=part.number,
                place=place,
                position=position,
                holds=part.holds.value,
            )
        elif part.image is not None and _shows_too_much(part, records.get(part.image)):
            yield finding(ReasonCode.DRAFT_SHOWS_ORIGINAL, part.image, place=place, position=position)


def _shows_too_much(part: DraftPart, record: ImageRecord | None) -> bool:
    """The document itself goes out: a picture that needs a cover, or carries data, is its copy there."""
    if record is None:
        return True
    copy = record.copy_made
    if copy is not None and copy.digest == part.digest:
        return False
    is_whole = part.digest == record.image.digest
    return not is_whole or bool(record.image.leaks) or any(face.must_be_covered for face in record.faces)
