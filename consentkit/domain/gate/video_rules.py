"""What must hold for each video: every frame scanned, tracks settled, watched whole, a proved public copy."""

from consentkit.domain.gate.clearances import Findings, ReasonCode, finding
from consentkit.domain.gate.dossiers import Dossier, FileState, VideoRecord
from consentkit.domain.gate.picture_rules import file_findings
from consentkit.domain.gate.showing import WhyCovered, must_be_covered
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.images import ScanOutcome, Settlement
from consentkit.domain.videos.videos import Track, VideoCheck, VideoCopy, covered_digest


def video_findings(dossier: Dossier, record: VideoRecord) -> Findings:
    """Yield everything about one video that stands in the way."""
    video = record.video
    yield from file_findings(video.id, record.original_state)
    if video.scan is None:
        yield finding(ReasonCode.SCAN_MISSING, video.id)
    elif video.scan.outcome is ScanOutcome.UNDECIDED:
        yield finding(ReasonCode.SCAN_UNDECIDED, video.id, problem=video.scan.problem or "")
    elif not video.scan.is_of_every_frame:
        yield finding(
            ReasonCode.SCAN_TOO_SHALLOW, video.id, looked=video.scan.looked, frames=video.scan.frames
        )
    for track in record.tracks:
        yield from _track(dossier, track)
    if video.viewed_by is None:
        yield finding(ReasonCode.VIEW_MISSING, video.id)
    yield from video_copy_findings(video.id, record.tracks, record.copy_made, record.copy_state)


def _track(dossier: Dossier, track: Track) -> Findings:
    person = next((c for c in dossier.contributors if c.code == track.contributor), None)
    is_linked = track.settlement is Settlement.LINKED
    if track.settlement is Settlement.OPEN or (is_linked and person is None):
        yield finding(
            ReasonCode.FACE_OPEN,
            track.id,
            seen_in=track.video,
            grade=track.grade.value,
            width_px=track.width_px,
        )
    if is_linked and person is not None and not track.must_be_covered:
        yield from _shown(dossier, track, person)


def _shown(dossier: Dossier, track: Track, person: Contributor) -> Findings:
    """A contributor's face that will be seen."""
    covered = must_be_covered(dossier, person, width_px=track.width_px)
    if covered is None:
        return
    facts = {"seen_in": track.video, "contributor": person.code, "grade": track.grade.value}
    if covered.why is WhyCovered.CHILD:
        yield finding(ReasonCode.CHILD_FACE_SHOWN, track.id, **facts)
    elif covered.why is WhyCovered.NOT_AGREED:
        yield finding(ReasonCode.FACE_MUST_BE_COVERED, track.id, **facts)
    else:
        yield finding(ReasonCode.FACE_AGREEMENT_MISSING, track.id, consent=covered.consent or "", **facts)


def video_copy_findings(
    subject: str, tracks: tuple[Track, ...], copy: VideoCopy | None, file: FileState | None
) -> Findings:
    """Yield everything about a video's public copy that stands in the way; `file` is its file's state."""
    if copy is None:
        yield finding(ReasonCode.COPY_MISSING, subject)
        return
    yield from file_findings(subject, file)
    if copy.covered != covered_digest(tracks):
        yield finding(ReasonCode.COPY_STALE, subject)
    if copy.unsettled or not copy.rescan.is_of_every_frame:
        yield finding(ReasonCode.REDACTION_UNPROVED, subject, left=len(copy.unsettled))
    if copy.leaks:
        yield finding(ReasonCode.METADATA_LEFT, subject, leaks=tuple(leak.value for leak in copy.leaks))
    said = {VideoCheck.SECOND_SCAN} if copy.unsettled or not copy.rescan.is_of_every_frame else set()
    said |= {VideoCheck.METADATA} if copy.leaks else set()
    for check, result in copy.not_done.items():
        if check not in said:
            yield finding(ReasonCode.COPY_CHECK_FAILED, subject, check=check.value, result=result.value)
