"""A video that the gate lets through, ways to change one thing in it, and one case for each reason."""

from basis_making import PROOF, basis
from dossier_making import PERSON, SCOPE, STORY, child_dossier, consent, dossier

from consentkit.domain.bases import BasisKind
from consentkit.domain.consents import Appearance, Medium
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.dossiers import FileState, VideoRecord
from consentkit.domain.pictures.images import Box, ScanOutcome, Settlement
from consentkit.domain.pictures.public_copies import CheckResult
from consentkit.domain.videos.videos import (
    Sound,
    Track,
    Video,
    VideoCheck,
    VideoCopy,
    VideoLeak,
    VideoScan,
    covered_digest,
    track_point,
)

VIDEO, TRACK = "M-0000-0000", "H-0000-0000"
FILMED = SCOPE.media | {Medium.VIDEO}
MAY = consent(scope__media=FILMED)
SHOWN = consent(scope__media=FILMED, scope__appearance=Appearance.FACE_SHOWN)
AGREED = consent(
    scope__media=FILMED, scope__appearance=Appearance.FACE_SHOWN, face_agreed_by="safeguarding-1"
)
EVERY_FRAME = VideoScan(outcome=ScanOutcome.FOUND, frames=24, looked=24)


def track(width_px=60, **changes):
    box = Box(left=10, top=10, right=10 + width_px, bottom=80)
    fields = {
        "id": TRACK, "video": VIDEO, "path": (track_point(0, box), track_point(1000, box)), "score": 0.9,
        "detector": "centerface", "settlement": Settlement.LINKED, "contributor": PERSON, "is_hidden": True,
    }  # fmt: skip
    return Track.model_validate(fields | changes)


def video(**changes):
    fields = {
        "id": VIDEO, "story": STORY, "digest": "video-digest", "original": "video-name",
        "media_type": "video/mp4", "width_px": 320, "height_px": 240, "duration_ms": 2000,
        "scan": EVERY_FRAME, "viewed_by": "officer-1",
    }  # fmt: skip
    return Video.model_validate(fields | changes)


def video_copy(*tracks, **changes):
    fields = {
        "video": VIDEO, "digest": "copy-digest", "stored": "copy-name", "width_px": 320, "height_px": 240,
        "covered": covered_digest(tracks), "covered_count": 1, "sound": Sound.DROPPED,
        "rescan": EVERY_FRAME.model_copy(update={"outcome": ScanOutcome.NONE_FOUND}), "unsettled": (),
        "leaks": (), "results": dict.fromkeys(VideoCheck, CheckResult.DONE),
    }  # fmt: skip
    return VideoCopy.model_validate(fields | changes)


def filmed(*tracks, **changes):
    fields = {
        "video": video(), "tracks": tracks, "copy_made": video_copy(*tracks),
        "original_state": FileState.INTACT, "copy_state": FileState.INTACT,
    }  # fmt: skip
    return VideoRecord.model_validate(fields | changes)


def of_a_video(*, given=MAY, make=dossier, tracks=None, **changes):
    return make(videos=(filmed(*(tracks or (track(),)), **changes),), consents=(given,))


def looked(**changes):
    return of_a_video(video=video(**changes))


def copied_video(**changes):
    return of_a_video(copy_made=video_copy(track(), **changes))


def heard_at_gathering(sound):
    made = copied_video(sound=sound)
    notice = basis(BasisKind.GATHERING, VIDEO)
    consents = (consent(scope__media=FILMED | {Medium.VOICE}),)
    return made.model_copy(
        update={"bases": (notice,), "consents": consents, "papers": made.papers | {PROOF: FileState.INTACT}}
    )


def _childs():
    return child_dossier().consents[0].model_copy(update={"scope": MAY.scope.model_copy(
        update={"until": child_dossier().consents[0].scope.until})})  # fmt: skip


VIDEO_CASES = {
    R.SCAN_MISSING: lambda: looked(scan=None),
    R.SCAN_UNDECIDED: lambda: looked(scan=VideoScan(outcome=ScanOutcome.UNDECIDED, problem="video-damaged")),
    R.SCAN_TOO_SHALLOW: lambda: looked(scan=VideoScan(outcome=ScanOutcome.FOUND, frames=24, looked=23)),
    R.VIEW_MISSING: lambda: looked(viewed_by=None),
    R.FACE_OPEN: lambda: of_a_video(
        tracks=[track(settlement=Settlement.OPEN, contributor=None, is_hidden=False)]
    ),
    R.FACE_MUST_BE_COVERED: lambda: of_a_video(tracks=[track(is_hidden=False)]),
    R.CHILD_FACE_SHOWN: lambda: of_a_video(
        tracks=[track(is_hidden=False)], given=_childs(), make=child_dossier
    ),
    R.FACE_AGREEMENT_MISSING: lambda: of_a_video(tracks=[track(is_hidden=False)], given=SHOWN),
    R.COPY_MISSING: lambda: of_a_video(copy_made=None),
    R.COPY_STALE: lambda: of_a_video(copy_made=video_copy()),
    R.REDACTION_UNPROVED: lambda: copied_video(
        unsettled=(track_point(40, Box(left=1, top=1, right=9, bottom=9)),)
    ),
    R.METADATA_LEFT: lambda: copied_video(leaks=(VideoLeak.PLACE,)),
    R.VOICES_AT_GATHERING: lambda: heard_at_gathering(Sound.ALTERED),
    R.COPY_CHECK_FAILED: lambda: copied_video(
        results=dict.fromkeys(VideoCheck, CheckResult.DONE) | {VideoCheck.FRAMES: CheckResult.FAILED}
    ),
}
