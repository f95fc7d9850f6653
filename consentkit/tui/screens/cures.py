"""Where each reason of the gate is cured: which screen or form enter opens, and what it says."""

from enum import StrEnum

from consentkit.domain.gate.clearances import Reason
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.wording import cure_of
from consentkit.wording.languages import _


class Place(StrEnum):
    """A place where reasons are cured."""

    CHECKLIST = "checklist"
    PICTURES = "pictures"
    VIDEOS = "videos"
    PLAN = "plan"
    PUT_IN = "put-in"
    DRAFT = "draft"
    APPROVE = "approve"
    STATEMENT = "statement"
    CONSENT = "consent"
    PERSON = "person"
    LOOK = "look"


INVITATIONS: dict[Place, str] = {
    Place.CHECKLIST: "Enter: answer it in the checklist.",
    Place.PICTURES: "Enter: go to the pictures.",
    Place.VIDEOS: "Enter: go to the videos.",
    Place.PLAN: "Enter: say where it goes and until when.",
    Place.PUT_IN: "Enter: say whose story it is.",
    Place.DRAFT: "Enter: add the words. Pictures are added with 3.",
    Place.APPROVE: "Enter: record what the person says to it.",
    Place.STATEMENT: "Enter: take the sentence out.",
    Place.CONSENT: "Enter: open the consent.",
    Place.PERSON: "Enter: open the contributor.",
    Place.LOOK: "Enter: say what it shows.",
}

PLACES: dict[R, Place | None] = {
    R.POLICY_BROKEN: None,
    R.POLICY_NONE: None,
    R.STORY_EMPTY: Place.DRAFT,
    R.CONTRIBUTORS_MISSING: Place.PUT_IN,
    R.PLAN_MISSING: Place.PLAN,
    R.PLAN_ENDED: Place.PLAN,
    R.NOBODY_IS_VICTIM_UNTRUE: Place.STATEMENT,
    R.CONSENT_MISSING: Place.PERSON,
    R.CONSENT_REFUSED: Place.PERSON,
    R.CONSENT_WITHDRAWN: Place.PERSON,
    R.CONSENT_NOT_YET: Place.CONSENT,
    R.CONSENT_ENDED: Place.CONSENT,
    R.CONSENT_ENDS_EARLY: Place.PLAN,
    R.CONSENT_OVER_CAP: Place.CONSENT,
    R.CONSENT_NOT_FRESH: Place.CONSENT,
    R.COMES_OF_AGE: Place.PLAN,
    R.ASK_AGAIN_GROWN: Place.PERSON,
    R.MEDIUM_OUTSIDE_SCOPE: Place.CONSENT,
    R.CHANNEL_OUTSIDE_SCOPE: Place.CONSENT,
    R.AUDIENCE_OUTSIDE_SCOPE: Place.PLAN,
    R.PLACE_OUTSIDE_SCOPE: Place.PLAN,
    R.APPEARANCE_OUTSIDE_SCOPE: Place.PICTURES,
    R.AGE_WITHOUT_BASIS: Place.PERSON,
    R.GUARDIAN_MISSING: Place.PERSON,
    R.GUARDIAN_CONFLICT: Place.PERSON,
    R.ASSENT_MISSING: Place.PERSON,
    R.ASSENT_REFUSED: Place.PERSON,
    R.RELEASE_MISSING: Place.CONSENT,
    R.WITNESS_MISSING: Place.CONSENT,
    R.LANGUAGE_DIFFERS: Place.CONSENT,
    R.REFLECTION_SHORT: Place.CONSENT,
    R.DRAFT_NOT_APPROVED: Place.APPROVE,
    R.FILE_MISSING: None,
    R.FILE_CHANGED: None,
    R.SCAN_MISSING: Place.PICTURES,
    R.SCAN_UNDECIDED: Place.PICTURES,
    R.SCAN_TOO_SHALLOW: Place.PICTURES,
    R.VIEW_MISSING: Place.PICTURES,
    R.FACE_OPEN: Place.PICTURES,
    R.TEXT_OPEN: Place.PICTURES,
    R.FACE_MUST_BE_COVERED: Place.PICTURES,
    R.CHILD_FACE_SHOWN: Place.PICTURES,
    R.FACE_AGREEMENT_MISSING: Place.PICTURES,
    R.COPY_MISSING: Place.PICTURES,
    R.COPY_STALE: Place.PICTURES,
    R.REDACTION_UNPROVED: Place.PICTURES,
    R.METADATA_LEFT: Place.PICTURES,
    R.COPY_TOO_LARGE: Place.PICTURES,
    R.COPY_CHECK_FAILED: Place.PICTURES,
    R.COVER_ONLY_COSMETIC: Place.PICTURES,
    R.NEAR_COPY: Place.PICTURES,
    R.DRAFT_NOT_OPENED: Place.DRAFT,
    R.DRAFT_PART_UNSEEN: Place.LOOK,
    R.DRAFT_SHOWS_ORIGINAL: Place.PICTURES,
    R.NEAR_COPY_UNKNOWN: Place.PICTURES,
    R.VIDEO_SCAN_MISSING: Place.VIDEOS,
    R.VIDEO_SCAN_UNDECIDED: Place.VIDEOS,
    R.VIDEO_FRAMES_LEFT: Place.VIDEOS,
    R.VIDEO_VIEW_MISSING: Place.VIDEOS,
    R.TRACK_OPEN: Place.VIDEOS,
    R.TRACK_MUST_BE_COVERED: Place.VIDEOS,
    R.CHILD_TRACK_SHOWN: Place.VIDEOS,
    R.TRACK_AGREEMENT_MISSING: Place.VIDEOS,
    R.VIDEO_COPY_MISSING: Place.VIDEOS,
    R.VIDEO_COPY_STALE: Place.VIDEOS,
    R.VIDEO_REDACTION_UNPROVED: Place.VIDEOS,
    R.VIDEO_METADATA_LEFT: Place.VIDEOS,
    R.VIDEO_CHECK_FAILED: Place.VIDEOS,
    R.QUESTION_OPEN: Place.CHECKLIST,
    R.QUESTION_FAILED: Place.CHECKLIST,
    R.QUESTION_UNSIGNED: Place.CHECKLIST,
}
"""The place for each reason; `None` where only the folder or a copy of it can be mended."""


def cure_here(reason: Reason) -> str:
    """Say what would clear it, and what enter does about it."""
    place = PLACES[reason.code]
    words = cure_of(reason)
    invitation = _(INVITATIONS[place]) if place else ""
    return f"{words} {invitation}".strip()


def person_of(reason: Reason) -> str:
    """Return the code of the contributor whom a reason concerns; `""` where there is none."""
    named = str(reason.facts.get("contributor", reason.subject))
    return named if named.startswith("C-") else ""
