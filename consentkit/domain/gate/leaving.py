"""What must hold before a public copy's file is given to anybody: nothing that the gate has against it."""

from collections.abc import Sequence

from consentkit.domain.gate.clearances import Findings, ReasonCode
from consentkit.domain.gate.consent_rules import contributor_findings
from consentkit.domain.gate.dossiers import Dossier, ImageRecord, VideoRecord
from consentkit.domain.gate.log_rules import log_findings
from consentkit.domain.gate.paper_rules import paper_findings
from consentkit.domain.gate.picture_rules import image_findings
from consentkit.domain.gate.video_rules import video_findings
from consentkit.domain.pictures.images import Face, Settlement
from consentkit.domain.videos.videos import Track

_NOES = frozenset(
    {
        ReasonCode.CONSENT_REFUSED,
        ReasonCode.CONSENT_WITHDRAWN,
        ReasonCode.CONSENT_ENDED,
        ReasonCode.ASSENT_REFUSED,
        ReasonCode.WITHDRAWAL_WAITING,
        ReasonCode.REFUSAL_WAITING,
    }
)
"""What keeps a picture here also where the person is covered in it."""


def picture_leaving_findings(dossier: Dossier, record: ImageRecord) -> Findings:
    """Yield everything about a picture, its copy, and who is in it, that keeps the copy here."""
    yield from log_findings(dossier.story.id, dossier.problems)
    # A page needs no copy; one that is given away all the same is judged as any other.
    yield from image_findings(dossier, record.model_copy(update={"is_page": False}))
    yield from _people(dossier, record.faces)


def video_leaving_findings(dossier: Dossier, record: VideoRecord) -> Findings:
    """Yield everything about a video, its copy, and who is in it, that keeps the copy here."""
    yield from log_findings(dossier.story.id, dossier.problems)
    yield from video_findings(dossier, record)
    yield from _people(dossier, record.tracks)


def _people(dossier: Dossier, seen: Sequence[Face | Track]) -> Findings:
    """Who is seen rests on all of that person's consent; who is covered must not have said no."""
    linked = [one for one in seen if one.settlement is Settlement.LINKED]
    shown = {one.contributor for one in linked if not one.must_be_covered}
    for person in dossier.contributors:
        if person.code in {one.contributor for one in linked}:
            found = (*contributor_findings(dossier, person), *paper_findings(dossier, person))
            yield from (one for one in found if person.code in shown or one.code in _NOES)
