"""What must hold before a public copy's file is given to anybody: nothing that the gate has against it."""

from collections.abc import Sequence

from consentkit.domain.gate.clearances import Findings
from consentkit.domain.gate.consent_rules import contributor_findings
from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.gate.picture_rules import image_findings
from consentkit.domain.gate.video_rules import video_findings
from consentkit.domain.pictures.images import Face, Settlement
from consentkit.domain.videos.videos import Track


def picture_leaving_findings(dossier: Dossier, record: ImageRecord) -> Findings:
    """Yield everything about a picture, its copy, and who is shown in it, that keeps the copy here."""
    # A page needs no copy; one that is given away all the same is judged as any other.
    yield from image_findings(dossier, record.model_copy(update={"is_page": False}))
    yield from _shown_people(dossier, record.faces)


def video_leaving_findings(dossier: Dossier, record: VideoRecord) -> Findings:
    """Yield everything about a video, its copy, and who is shown in it, that keeps the copy here."""
    yield from video_findings(dossier, record)
    yield from _shown_people(dossier, record.tracks)


def _shown_people(dossier: Dossier, seen: Sequence[Face | Track]) -> Findings:
    """A face that is covered tells nobody; one that is seen rests on that person's consent."""
    shown = {s.contributor for s in seen if s.settlement is Settlement.LINKED and not s.must_be_covered}
    for person in dossier.contributors:
        if person.code in shown:
            yield from contributor_findings(dossier, person)
