"""What stands in the way of a video, and what would clear it, where the words differ from a picture's."""

from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.wording.reasons import UNDECIDED_HELP

VIDEO_REASONS: dict[R, tuple[str, str]] = {
    R.SCAN_MISSING: (
        "Video {subject} was never scanned for faces.",
        "Scan it for faces.",
    ),
    R.SCAN_UNDECIDED: (
        "The scan of video {subject} could not decide ({problem}).",
        "{help}",
    ),
    R.SCAN_TOO_SHALLOW: (
        "Not every frame of video {subject} was scanned: {looked} of {frames}.",
        "Scan it again with the thorough profile, which leaves no frame out.",
    ),
    R.VIEW_MISSING: (
        "Nobody has watched all of video {subject} since its faces last changed.",
        "Watch the whole video, add the faces that the scan missed, and confirm.",
    ),
    R.FACE_OPEN: (
        "A face in video {seen_in} is not settled ({width_px} px wide, {grade}).",
        "Settle it: link, declare, redact, or say why it is no face.",
    ),
    R.FACE_MUST_BE_COVERED: (
        "A face in video {seen_in} would be seen, and contributor {contributor} did not agree to that.",
        "Settle the face again as covered, and make the public copy again.",
    ),
    R.CHILD_FACE_SHOWN: (
        "The face of contributor {contributor}, who counts as a child, would be seen in video {seen_in}.",
        "Settle the face again as covered, and make the public copy again.",
    ),
    R.FACE_AGREEMENT_MISSING: (
        "A survivor's face would be seen in video {seen_in}, and no safeguarding lead has agreed.",
        "Cover the face, or ask a safeguarding lead to agree to it for consent {consent}.",
    ),
    R.COPY_MISSING: (
        "Video {subject} has no public copy.",
        "Make one. The original is never published.",
    ),
    R.COPY_STALE: (
        "The public copy of video {subject} does not cover the faces that are to be covered now.",
        "Make the public copy again.",
    ),
    R.REDACTION_UNPROVED: (
        "The second scan of the public copy of video {subject} did not look at every frame, or found what nothing explains: {left}.",
        "Add what it found as faces, settle them, and make the public copy again.",
    ),
    R.METADATA_LEFT: (
        "The public copy of video {subject} still carries: {leaks}.",
        "Make the public copy again. If it stays, do not use the video.",
    ),
    R.COPY_CHECK_FAILED: (
        "The public copy of video {subject} did not pass a check: {check} ({result}).",
        "Make the public copy again. If it stays, do not use the video.",
    ),
}
"""A code that is not here has the same words for a picture and a video."""

VIDEO_UNDECIDED_HELP: dict[str, str] = {
    "detector-failed": "Scan it again. If it fails again, save the video as a new MP4 file and add that file.",
    "video-length-unknown": "Save the video as a new MP4 file, such as with the program of your phone, add that file, and scan it.",
    "video-unverifiable": "Save the video as a new MP4 file, such as with the program of your phone, add that file, and scan it.",
}
VIDEO_UNDECIDED_HELP_ELSE = "Get a fresh copy of the video, add that file, and scan it."
_SAME_HELP = frozenset({"detector-missing", "model-altered", "vault-file-missing", "vault-file-changed"})
"""Problems of the machine, whatever was to be scanned."""


def video_undecided_help(problem: str) -> str:
    """Return, untranslated, what helps where the scan of a video could not decide for this problem."""
    if problem in _SAME_HELP:
        return UNDECIDED_HELP[problem]
    return VIDEO_UNDECIDED_HELP.get(problem, VIDEO_UNDECIDED_HELP_ELSE)
