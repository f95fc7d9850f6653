"""The verb that helps, for a reason, an error or a finding: the sentences themselves name no verb."""

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.gate.clearances import ReasonCode as R

_STORY, _PLAN = "story put-in STORY CONTRIBUTOR", "story plan STORY --channel CHANNEL --until DAY"
_RECORD = "consent record CONTRIBUTOR STORY --answer yes"
_COVER_TRACK = "video settle {subject} --contributor CONTRIBUTOR --hide"
_HERE = "image scan STORY --engine local"
_COVER = "face settle FACE --contributor CONTRIBUTOR --hide"

_REASONS: dict[R, str] = {
    R.STORY_EMPTY: "story draft STORY FILE",
    R.CONTRIBUTORS_MISSING: _STORY,
    R.PLAN_MISSING: _PLAN,
    R.PLAN_ENDED: _PLAN,
    R.CONSENT_ENDS_EARLY: _PLAN,
    R.COMES_OF_AGE: _PLAN,
    R.NOBODY_IS_VICTIM_UNTRUE: "story statement STORY --none",
    R.CONSENT_MISSING: _RECORD,
    R.CONSENT_ENDED: _RECORD,
    R.AGE_WITHOUT_BASIS: "contributor correct CONTRIBUTOR --basis document",
    R.GUARDIAN_MISSING: "contributor guardian CONTRIBUTOR --link court",
    R.GUARDIAN_CONFLICT: "contributor check-guardian {subject} --free",
    R.ASSENT_MISSING: "consent assent {subject} STORY --answer yes",
    R.RELEASE_MISSING: _RECORD + " --release FILE",
    R.WITNESS_MISSING: _RECORD + " --witness HANDLE",
    R.REFLECTION_SHORT: _RECORD + " --asked DAY",
    R.DRAFT_NOT_APPROVED: "story approve STORY {contributor}",
    R.SCAN_MISSING: "image scan {subject}",
    R.SCAN_TOO_SHALLOW: "image scan {subject}",
    R.VIEW_MISSING: "image view {subject} --to FILE",
    R.FACE_OPEN: "face settle {subject} --redact",
    R.TEXT_OPEN: "face settle {subject} --redact",
    R.FACE_MUST_BE_COVERED: _COVER,
    R.CHILD_FACE_SHOWN: _COVER,
    R.FACE_AGREEMENT_MISSING: "consent agree-face {consent}",
    R.COPY_MISSING: "image copy {subject}",
    R.COPY_STALE: "image copy {subject}",
    R.REDACTION_UNPROVED: "face add {subject} --box LEFT,TOP,RIGHT,BOTTOM",
    R.METADATA_LEFT: "image copy {subject}",
    R.COPY_TOO_LARGE: "image copy {subject} --channel CHANNEL",
    R.COPY_CHECK_FAILED: "image copy {subject}",
    R.COVER_ONLY_COSMETIC: "image copy {image}",
    R.NEAR_COPY: "image near {subject}",
    R.NEAR_COPY_UNKNOWN: "image near {subject}",
    R.DRAFT_NOT_OPENED: "story draft {subject} FILE",
    R.DRAFT_PART_UNSEEN: "story look {subject} {number} --why WORDS",
    R.DRAFT_SHOWS_ORIGINAL: "image copy {subject} --out FOLDER",
    R.VIDEO_SCAN_MISSING: "video scan {subject}",
    R.VIDEO_FRAMES_LEFT: "video scan {subject}",
    R.VIDEO_VIEW_MISSING: "video view {subject} --to FILE",
    R.TRACK_OPEN: "video settle {subject} --redact",
    R.TRACK_MUST_BE_COVERED: _COVER_TRACK,
    R.CHILD_TRACK_SHOWN: _COVER_TRACK,
    R.TRACK_AGREEMENT_MISSING: "consent agree-face {consent}",
    R.VIDEO_COPY_MISSING: "video copy {subject}",
    R.VIDEO_COPY_STALE: "video copy {subject}",
    R.VIDEO_REDACTION_UNPROVED: "video add-track {subject} --box L,T,R,B --from TIME --until TIME",
    R.VIDEO_METADATA_LEFT: "video copy {subject}",
    R.VIDEO_CHECK_FAILED: "video copy {subject}",
    R.QUESTION_OPEN: "check answer STORY yes QUESTION",
    R.QUESTION_FAILED: "check answer STORY yes QUESTION",
    R.QUESTION_UNSIGNED: "check sign STORY QUESTION",
}
_OF_THE_MACHINE = frozenset({"detector-missing", "model-altered", "decoder-missing"})
"""Problems of a scan that the doctor explains; others lie in the picture."""
_ERRORS: dict[str, str] = {
    "certificate-missing": "clear {story} --channel {channel} --certificate FILE.pdf",
    "certificate-void": "clear STORY --channel CHANNEL --certificate FILE.pdf",
    "faces-open": "face list {image}",
    "tracks-open": "video tracks {video}",
    "video-copy-not-made": "video copy {video}",
    "video-scan-first": "video scan {video}",
    "copy-not-made": "image copy {image}",
    "contributor-not-in-story": "story put-in STORY {contributor}",
    "scan-first": "image scan {image}",
    "face-open-already": "face settle {face} --redact",
    "takedown-open-already": "takedown confirm {takedown}",
    "recording-of-draft": "form review {language} --approve --reviewer HANDLE",
    "recording-known": "form remove-recording {recording} --reason replaced",
    "recording-missing": "form recordings --form {form} --language {language}",
    "detector-missing": "doctor",
    **dict.fromkeys(("cluster-unreachable", "cluster-lost", "cluster-no-workers", "cluster-silent"), _HERE),
}
_FINDINGS: dict[str, str] = {
    "audit-broken": "audit verify",
    "heads-in-one-place": "audit head FILE",
    "workspace-none": "-w FOLDER doctor",
}


def hint_for_reason(reason: Reason) -> str | None:
    """Return what to type to clear a reason; `None` where no verb does it."""
    facts = {name: str(fact) for name, fact in reason.facts.items()}
    if reason.code in {R.SCAN_UNDECIDED, R.VIDEO_SCAN_UNDECIDED} and facts.get("problem") in _OF_THE_MACHINE:
        return _typed("doctor", {})
    return _typed(_REASONS.get(reason.code), {"subject": reason.subject} | facts)


def hint_for_error(error: ConsentkitError) -> str | None:
    """Return what to type after an error; `None` where no verb helps."""
    return _typed(_ERRORS.get(error.code), {name: str(fact) for name, fact in error.facts.items()})


def hint_for_finding(code: str) -> str | None:
    """Return what to type after a finding of the doctor; `None` where no verb helps."""
    return _typed(_FINDINGS.get(code), {})


def _typed(hint: str | None, facts: dict[str, str]) -> str | None:
    return f"Try: consentkit {hint.format(**facts)}" if hint is not None else None
