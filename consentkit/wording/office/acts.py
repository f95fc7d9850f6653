"""The word for each act that the log holds; the log itself keeps the code."""

from consentkit.domain.events import EventName
from consentkit.wording.languages import _

ACTS: dict[EventName, str] = {
    EventName.WORKSPACE_CREATED: "workspace made",
    EventName.ACTOR_ADDED: "actor added",
    EventName.ACTOR_REMOVED: "actor removed",
    EventName.PASSPHRASE_CHANGED: "passphrase changed",
    EventName.ACTOR_RECOVERED: "come back with the recovery code",
    EventName.CONTRIBUTOR_ADDED: "contributor recorded",
    EventName.CONTRIBUTOR_CORRECTED: "contributor corrected",
    EventName.IDENTITY_SEALED: "identity sealed",
    EventName.IDENTITY_OPENED: "identity opened",
    EventName.IDENTITY_ACCEPTED: "sealed file accepted",
    EventName.IDENTITY_DISMISSED: "sealed file dismissed",
    EventName.GUARDIAN_ADDED: "guardian recorded",
    EventName.GUARDIAN_CHECKED: "guardian checked",
    EventName.CONSENT_RECORDED: "consent recorded",
    EventName.CONSENT_WITHDRAWN: "consent taken back",
    EventName.ASSENT_RECORDED: "child's answer recorded",
    EventName.FACE_AGREED: "agreed that a face is shown",
    EventName.WORDING_REVIEWED: "wording reviewed",
    EventName.RECORDING_ATTACHED: "recording attached",
    EventName.RECORDING_REMOVED: "recording removed",
    EventName.LETTER_MADE: "letter made",
    EventName.LETTER_SET_ASIDE: "letter set aside",
    EventName.PAGE_TAKEN_IN: "returned page taken in",
    EventName.PAGE_MATCHED: "returned page matched",
    EventName.PAGE_SET_ASIDE: "returned page set aside",
    EventName.RELEASE_CONFIRMED: "signed letter confirmed",
    EventName.STORY_ADDED: "story begun",
    EventName.STORY_CHANGED: "story changed",
    EventName.STORY_PLANNED: "story planned",
    EventName.DRAFT_OPENED: "draft looked into",
    EventName.DRAFT_PART_VIEWED: "part of the draft looked at",
    EventName.DRAFT_APPROVED: "story seen, and answered",
    EventName.IMAGE_ADDED: "picture added",
    EventName.IMAGE_SCANNED: "picture scanned",
    EventName.IMAGE_VIEWED: "picture looked at whole",
    EventName.FACE_ADDED: "box drawn by hand",
    EventName.FACE_TAKEN_BACK: "box taken back",
    EventName.FACE_MOVED: "box moved",
    EventName.FACE_MERGED: "boxes made one",
    EventName.FACE_SETTLED: "face settled",
    EventName.FACE_REOPENED: "face opened again",
    EventName.COPY_MADE: "public copy made",
    EventName.VIDEO_ADDED: "video added",
    EventName.VIDEO_SCANNED: "video scanned",
    EventName.VIDEO_VIEWED: "video watched whole",
    EventName.TRACK_ADDED: "track drawn by hand",
    EventName.TRACK_SETTLED: "track settled",
    EventName.VIDEO_COPY_MADE: "public copy of a video made",
    EventName.IMAGE_COMPARED: "pictures compared",
    EventName.NEAR_COPY_SETTLED: "near copy settled",
    EventName.QUESTION_ANSWERED: "question answered",
    EventName.ANSWER_SIGNED_OFF: "answer signed off",
    EventName.CERTIFICATE_ISSUED: "certificate issued",
    EventName.STORY_PUBLISHED: "story published",
    EventName.TAKEDOWN_OPENED: "takedown opened",
    EventName.TAKEDOWN_CONFIRMED: "takedown confirmed",
}
_BY_CODE = {act.value: words for act, words in ACTS.items()}


def act_in_words(code: str) -> str:
    """Return an act's words; a code that this version does not know stands as it is."""
    return _(_BY_CODE[code]) if code in _BY_CODE else code
