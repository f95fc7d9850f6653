"""What can be done about a reason, an error, a finding or a need: one table each, one action a line.

An action is done at a place. The terminal application opens the place, a web page links to it, and the
command line says the verb of the action.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.usecases.office.needs import Need, NeedCode


class Action(StrEnum):
    """Something that one can do."""

    PUT_WORDS = "put-words"
    REPLACE_WORDS = "replace-words"
    LOOK_AT_PART = "look-at-part"
    CHECK_WORDS = "check-words"
    READ_WORDS = "read-words"
    SETTLE_WORDS = "settle-words"
    TAKE_STATEMENT_OUT = "take-statement-out"
    PUT_IN = "put-in"
    APPROVE = "approve"
    PLAN = "plan"
    PLAN_WITHIN_CONSENT = "plan-within-consent"
    RECORD_BASIS = "record-basis"
    SEE_BASIS = "see-basis"
    CONFIRM_BASIS = "confirm-basis"
    SEE_CONSENT = "see-consent"
    ASK_CONSENT = "ask-consent"
    RENEW = "renew"
    KEEP_RELEASE = "keep-release"
    NAME_WITNESS = "name-witness"
    RECORD_INTERPRETER = "record-interpreter"
    CONFIRM_DECLARATION = "confirm-declaration"
    BACK_CHECK = "back-check"
    SAY_PAPER = "say-paper"
    SAY_WHEN_ASKED = "say-when-asked"
    SEE_PERSON = "see-person"
    DECIDE_SEALED = "decide-sealed"
    CORRECT_PERSON = "correct-person"
    ADD_GUARDIAN = "add-guardian"
    CHECK_GUARDIAN = "check-guardian"
    RECORD_ASSENT = "record-assent"
    ANSWER = "answer"
    WEIGH_RISKS = "weigh-risks"
    ANSWER_SHEET = "answer-sheet"
    SIGN_OFF = "sign-off"
    SEE_PICTURES = "see-pictures"
    ADD_PICTURES = "add-pictures"
    SCAN_PICTURE = "scan-picture"
    SCAN_HERE = "scan-here"
    VIEW_PICTURE = "view-picture"
    LIST_FACES = "list-faces"
    SETTLE_FACE = "settle-face"
    COVER_FACE = "cover-face"
    ADD_BOX = "add-box"
    AGREE_TO_FACE = "agree-to-face"
    COPY_PICTURE = "copy-picture"
    COPY_FOR_CHANNEL = "copy-for-channel"
    COPY_IN_BLACK = "copy-in-black"
    SETTLE_NEAR_COPY = "settle-near-copy"
    SEE_VIDEOS = "see-videos"
    SCAN_VIDEO = "scan-video"
    VIEW_VIDEO = "view-video"
    LIST_TRACKS = "list-tracks"
    SETTLE_TRACK = "settle-track"
    COVER_TRACK = "cover-track"
    ADD_TRACK = "add-track"
    AGREE_TO_TRACK = "agree-to-track"
    COPY_VIDEO = "copy-video"
    CERTIFY = "certify"
    EXPORT = "export"
    PUBLISH = "publish"
    TAKE_DOWN = "take-down"
    CONFIRM_TAKEDOWN = "confirm-takedown"
    CONFIRM_LETTER = "confirm-letter"
    MATCH_PAGES = "match-pages"
    SEE_LETTER = "see-letter"
    READ_LETTER = "read-letter"
    REVIEW_WORDS = "review-words"
    REPLACE_RECORDING = "replace-recording"
    SEE_RECORDINGS = "see-recordings"
    ACCEPT_SETTINGS = "accept-settings"
    SET_PASSPHRASE = "set-passphrase"  # noqa: S105 - an act, not a secret
    VOUCH = "vouch"
    EXAMINE_MACHINE = "examine-machine"
    OPEN_WORKSPACE = "open-workspace"
    VERIFY_LOG = "verify-log"
    EXPLAIN_CLOCK = "explain-clock"
    CARRY_HEAD_AWAY = "carry-head-away"
    MAKE_BACKUP = "make-backup"
    REPLACE_KEYS = "replace-keys"


class Place(StrEnum):
    """Where actions are done: a screen or a page, or a form over it."""

    CHECKLIST = "checklist"
    SHEET = "sheet"
    PICTURES = "pictures"
    VIDEOS = "videos"
    PLAN = "plan"
    PUT_IN = "put-in"
    DRAFT = "draft"
    APPROVE = "approve"
    STATEMENT = "statement"
    BASES = "bases"
    CONSENT = "consent"
    INTERPRETERS = "interpreters"
    PERSON = "person"
    INBOX = "inbox"
    SETTINGS = "settings"
    LOOK = "look"
    WORDS = "words"
    CLEARANCE = "clearance"
    PUBLICATIONS = "publications"
    CONFIRMING = "confirming"
    LOOSE_PAGES = "loose-pages"
    LETTER = "letter"
    ACTORS = "actors"
    RECORDINGS = "recordings"
    TRANSLATIONS = "translations"
    MACHINE = "machine"
    LOG = "log"
    BACKUPS = "backups"


Ways = Callable[[Action], str]
"""How a face names the way to an action inside a sentence: the terminal application says its key."""


@dataclass(frozen=True)
class Remedy:
    """What to do after an error, and which of its facts is the record to do it with (`""`: none)."""

    action: Action
    subject: str = ""


REASONS: dict[R, Action | None] = {
    R.RECORDS_CHANGED: Action.VERIFY_LOG,
    R.LOG_BROKEN: Action.VERIFY_LOG,
    R.HEADS_MISSING: Action.VERIFY_LOG,
    R.CLOCK_BEHIND: Action.EXPLAIN_CLOCK,
    R.POLICY_BROKEN: None,
    R.POLICY_NONE: None,
    R.STORY_EMPTY: Action.PUT_WORDS,
    R.CONTRIBUTORS_MISSING: Action.PUT_IN,
    R.PLAN_MISSING: Action.PLAN,
    R.PLAN_ENDED: Action.PLAN,
    R.PLANS_DIFFER: Action.PLAN,
    R.NOBODY_IS_VICTIM_UNTRUE: Action.TAKE_STATEMENT_OUT,
    R.BASIS_MISSING: Action.RECORD_BASIS,
    R.BASIS_INCOMPLETE: Action.SEE_BASIS,
    R.BASIS_UNSEEN: Action.CONFIRM_BASIS,
    R.BASIS_SECOND_MISSING: Action.CONFIRM_BASIS,
    R.BASIS_OF_OTHER_WORDS: Action.RECORD_BASIS,
    R.BASIS_ENDED: Action.SEE_BASIS,
    R.BASIS_ENDS_EARLY: Action.PLAN,
    R.BASIS_OUTSIDE_TERMS: Action.SEE_BASIS,
    R.BASIS_NOT_FOR_FACE: Action.RECORD_BASIS,
    R.VOICES_AT_GATHERING: Action.COPY_VIDEO,
    R.CLOSE_UP_AT_GATHERING: Action.RECORD_BASIS,
    R.NOBODY_IN_IT_UNTRUE: Action.RECORD_BASIS,
    R.MACHINE_SHOWS_PERSON: Action.SEE_PICTURES,
    R.MACHINE_BESIDE_PERSON: Action.SEE_PICTURES,
    R.CONSENT_MISSING: Action.ASK_CONSENT,
    R.CONSENT_REFUSED: Action.SEE_PERSON,
    R.CONSENT_WITHDRAWN: Action.SEE_PERSON,
    R.CONSENT_NOT_YET: Action.SEE_CONSENT,
    R.CONSENT_ENDED: Action.RENEW,
    R.CONSENT_ENDS_EARLY: Action.PLAN,
    R.CONSENT_OVER_CAP: Action.SEE_CONSENT,
    R.CONSENT_NOT_FRESH: Action.SEE_CONSENT,
    R.COMES_OF_AGE: Action.PLAN,
    R.ASK_AGAIN_GROWN: Action.SEE_PERSON,
    R.MEDIUM_OUTSIDE_SCOPE: Action.SEE_CONSENT,
    R.CHANNEL_OUTSIDE_SCOPE: Action.SEE_CONSENT,
    R.AUDIENCE_OUTSIDE_SCOPE: Action.PLAN_WITHIN_CONSENT,
    R.PLACE_OUTSIDE_SCOPE: Action.PLAN_WITHIN_CONSENT,
    R.APPEARANCE_OUTSIDE_SCOPE: Action.SEE_PICTURES,
    R.AGE_WITHOUT_BASIS: Action.CORRECT_PERSON,
    R.GUARDIAN_MISSING: Action.ADD_GUARDIAN,
    R.GUARDIAN_CONFLICT: Action.CHECK_GUARDIAN,
    R.ASSENT_MISSING: Action.RECORD_ASSENT,
    R.ASSENT_REFUSED: Action.SEE_PERSON,
    R.RELEASE_MISSING: Action.KEEP_RELEASE,
    R.PAPER_UNSAID: Action.SAY_PAPER,
    R.PAPER_SAYS_OTHER: Action.ASK_CONSENT,
    R.PAPER_SECOND_MISSING: Action.SAY_PAPER,
    R.WITNESS_MISSING: Action.NAME_WITNESS,
    R.INTERPRETER_UNKNOWN: Action.RECORD_INTERPRETER,
    R.INTERPRETER_LANGUAGE: Action.RECORD_INTERPRETER,
    R.INTERPRETER_UNDECLARED: Action.RECORD_INTERPRETER,
    R.INTERPRETER_UNSEEN: Action.CONFIRM_DECLARATION,
    R.INTERPRETER_CONFLICT: Action.ASK_CONSENT,
    R.INTERPRETER_UNWANTED: Action.ASK_CONSENT,
    R.BACK_CHECK_MISSING: Action.BACK_CHECK,
    R.NOT_UNDERSTOOD: Action.ASK_CONSENT,
    R.LANGUAGE_DIFFERS: Action.SEE_CONSENT,
    R.REFLECTION_SHORT: Action.SAY_WHEN_ASKED,
    R.DRAFT_NOT_APPROVED: Action.APPROVE,
    R.WITHDRAWAL_WAITING: Action.CONFIRM_LETTER,
    R.REFUSAL_WAITING: Action.CONFIRM_LETTER,
    R.LETTER_WAITING: Action.CONFIRM_LETTER,
    R.PAGE_UNMATCHED: Action.MATCH_PAGES,
    R.CONSENT_BEYOND_LETTER: Action.ASK_CONSENT,
    R.ASSENT_BESIDE_LETTER: Action.RECORD_ASSENT,
    R.CHILD_AGREED_TO_LESS: Action.SEE_PERSON,
    R.FILE_MISSING: None,
    R.FILE_CHANGED: None,
    R.SCAN_MISSING: Action.SCAN_PICTURE,
    R.SCAN_UNDECIDED: Action.SEE_PICTURES,
    R.SCAN_TOO_SHALLOW: Action.SCAN_PICTURE,
    R.VIEW_MISSING: Action.VIEW_PICTURE,
    R.FACE_OPEN: Action.SETTLE_FACE,
    R.TEXT_OPEN: Action.SETTLE_FACE,
    R.SECOND_LOOK_MISSING: Action.SETTLE_FACE,
    R.FACE_MUST_BE_COVERED: Action.COVER_FACE,
    R.CHILD_FACE_SHOWN: Action.COVER_FACE,
    R.FACE_AGREEMENT_MISSING: Action.AGREE_TO_FACE,
    R.COPY_MISSING: Action.COPY_PICTURE,
    R.COPY_STALE: Action.COPY_PICTURE,
    R.REDACTION_UNPROVED: Action.ADD_BOX,
    R.METADATA_LEFT: Action.COPY_PICTURE,
    R.COPY_TOO_LARGE: Action.COPY_FOR_CHANNEL,
    R.COPY_CHECK_FAILED: Action.COPY_PICTURE,
    R.COVER_ONLY_COSMETIC: Action.COPY_IN_BLACK,
    R.NEAR_COPY: Action.SETTLE_NEAR_COPY,
    R.NEAR_COPY_UNKNOWN: Action.SETTLE_NEAR_COPY,
    R.DRAFT_NOT_OPENED: Action.REPLACE_WORDS,
    R.DRAFT_PART_UNSEEN: Action.LOOK_AT_PART,
    R.DRAFT_SHOWS_ORIGINAL: Action.PUT_WORDS,
    R.WORDS_UNCHECKED: Action.CHECK_WORDS,
    R.WORDS_UNDECIDED: Action.READ_WORDS,
    R.FINDING_OPEN: Action.SETTLE_WORDS,
    R.NAME_OUTSIDE_SCOPE: Action.SETTLE_WORDS,
    R.CHILD_NAMED: Action.SETTLE_WORDS,
    R.CONTACT_IN_WORDS: Action.SETTLE_WORDS,
    R.PLACE_TOO_NARROW: Action.SETTLE_WORDS,
    R.QUESTION_OPEN: Action.ANSWER,
    R.QUESTION_FAILED: Action.ANSWER,
    R.QUESTION_UNSIGNED: Action.SIGN_OFF,
    R.SAFEGUARDING_NO: Action.ANSWER,
    R.SAFEGUARDING_NO_LIFTING: Action.ANSWER,
}
"""What clears each reason of the gate; `None` where only the folder or a backup of it can be mended."""

OF_VIDEOS: dict[Action, Action] = {
    Action.SEE_PICTURES: Action.SEE_VIDEOS,
    Action.SCAN_PICTURE: Action.SCAN_VIDEO,
    Action.VIEW_PICTURE: Action.VIEW_VIDEO,
    Action.SETTLE_FACE: Action.SETTLE_TRACK,
    Action.COVER_FACE: Action.COVER_TRACK,
    Action.ADD_BOX: Action.ADD_TRACK,
    Action.AGREE_TO_FACE: Action.AGREE_TO_TRACK,
    Action.COPY_PICTURE: Action.COPY_VIDEO,
}
"""What clears a reason of a picture, and what clears the same reason of a video."""

NEEDS: dict[NeedCode, Action] = {
    NeedCode.CLOCK_BEHIND: Action.EXPLAIN_CLOCK,
    NeedCode.TAKEDOWN_OPEN: Action.CONFIRM_TAKEDOWN,
    NeedCode.PASSPHRASE_FROM_BEFORE: Action.SET_PASSPHRASE,
    NeedCode.LIFTING_OPENED: Action.ANSWER,
    NeedCode.NO_LIFTED: Action.ANSWER,
    NeedCode.LIFTING_WAITS: Action.ANSWER,
    NeedCode.PUBLICATION_OVERDUE: Action.TAKE_DOWN,
    NeedCode.CONSENT_ENDED: Action.RENEW,
    NeedCode.BASIS_ENDED: Action.SEE_BASIS,
    NeedCode.BASIS_ENDING: Action.SEE_BASIS,
    NeedCode.CERTIFICATE_VOID: Action.CERTIFY,
    NeedCode.EXPORT_REFUSED: Action.EXPORT,
    NeedCode.EXPORT_UNRECORDED: Action.PUBLISH,
    NeedCode.CONSENT_ENDING: Action.RENEW,
    NeedCode.GUARDIAN_UNCHECKED: Action.CHECK_GUARDIAN,
    NeedCode.SEALED_SET_ASIDE: Action.DECIDE_SEALED,
    NeedCode.SETTINGS_CHANGED: Action.ACCEPT_SETTINGS,
    NeedCode.QUESTIONS_OPEN: Action.ANSWER,
    NeedCode.SHEET_ENDING: Action.ANSWER_SHEET,
    NeedCode.SHEET_UNSIGNED: Action.ANSWER_SHEET,
    NeedCode.SIGN_OFF_WAITING: Action.SIGN_OFF,
    NeedCode.SCAN_UNDECIDED: Action.SEE_PICTURES,
    NeedCode.SCAN_MISSING: Action.SCAN_PICTURE,
    NeedCode.FACES_OPEN: Action.SETTLE_FACE,
    NeedCode.SECOND_LOOK: Action.SETTLE_FACE,
    NeedCode.VIEW_MISSING: Action.VIEW_PICTURE,
    NeedCode.COPY_MISSING: Action.COPY_PICTURE,
    NeedCode.VIDEOS_WAITING: Action.SEE_VIDEOS,
    NeedCode.NO_TO_CONFIRM: Action.CONFIRM_LETTER,
    NeedCode.LETTER_TO_CONFIRM: Action.CONFIRM_LETTER,
    NeedCode.PAGES_LOOSE: Action.MATCH_PAGES,
    NeedCode.LETTER_NOT_BACK: Action.SEE_LETTER,
    NeedCode.REKEY_UNFINISHED: Action.REPLACE_KEYS,
    NeedCode.BACKUP_OLD: Action.MAKE_BACKUP,
    NeedCode.BACKUP_NONE: Action.MAKE_BACKUP,
}
"""What solves each need of Home."""

ERRORS: dict[str, Remedy] = {
    "clock-behind": Remedy(Action.EXPLAIN_CLOCK),
    "engine-not-accepted": Remedy(Action.ACCEPT_SETTINGS),
    "settings-changed-again": Remedy(Action.ACCEPT_SETTINGS),
    "identity-set-aside": Remedy(Action.DECIDE_SEALED),
    "sealed-file-unknown": Remedy(Action.DECIDE_SEALED),
    "certificate-missing": Remedy(Action.CERTIFY),
    "certificate-void": Remedy(Action.CERTIFY),
    "faces-open": Remedy(Action.LIST_FACES, "image"),
    "tracks-open": Remedy(Action.LIST_TRACKS, "video"),
    "video-copy-not-made": Remedy(Action.COPY_VIDEO, "video"),
    "video-scan-first": Remedy(Action.SCAN_VIDEO, "video"),
    "copies-leave-by-export": Remedy(Action.EXPORT),
    "copy-not-made": Remedy(Action.COPY_PICTURE, "image"),
    "contributor-not-in-story": Remedy(Action.PUT_IN),
    "scan-first": Remedy(Action.SCAN_PICTURE, "image"),
    "face-open-already": Remedy(Action.SETTLE_FACE, "face"),
    "words-unchecked": Remedy(Action.CHECK_WORDS, "story"),
    "takedown-open-already": Remedy(Action.CONFIRM_TAKEDOWN, "takedown"),
    "passphrase-not-own": Remedy(Action.SET_PASSPHRASE, "actor"),
    "passphrase-from-before": Remedy(Action.SET_PASSPHRASE, "actor"),
    "second-person-tied": Remedy(Action.VOUCH, "actor"),
    "second-person-recovered": Remedy(Action.VOUCH, "actor"),
    "recording-of-draft": Remedy(Action.REVIEW_WORDS),
    "recording-known": Remedy(Action.REPLACE_RECORDING, "recording"),
    "recording-missing": Remedy(Action.SEE_RECORDINGS),
    "detector-missing": Remedy(Action.EXAMINE_MACHINE),
    "cluster-unreachable": Remedy(Action.SCAN_HERE),
    "cluster-lost": Remedy(Action.SCAN_HERE),
    "cluster-no-workers": Remedy(Action.SCAN_HERE),
    "cluster-silent": Remedy(Action.SCAN_HERE),
}
"""What helps after an error, where something does."""

FINDINGS: dict[str, Action] = {
    "accounts-from-before": Action.SET_PASSPHRASE,
    "audit-broken": Action.VERIFY_LOG,
    "clock-behind": Action.EXPLAIN_CLOCK,
    "heads-in-one-place": Action.CARRY_HEAD_AWAY,
    "settings-never-accepted": Action.ACCEPT_SETTINGS,
    "settings-file-changed": Action.ACCEPT_SETTINGS,
    "settings-file-added": Action.ACCEPT_SETTINGS,
    "settings-file-removed": Action.ACCEPT_SETTINGS,
    "engine-not-accepted": Action.ACCEPT_SETTINGS,
    "identities-unnamed": Action.DECIDE_SEALED,
    "identities-damaged": Action.DECIDE_SEALED,
    "rekey-unfinished": Action.REPLACE_KEYS,
    "backup-old": Action.MAKE_BACKUP,
    "backup-none": Action.MAKE_BACKUP,
    "workspace-none": Action.OPEN_WORKSPACE,
}
"""What helps after a finding of the doctor, where an act does."""

_OF_THE_MACHINE = frozenset({"detector-missing", "model-altered", "decoder-missing"})
"""Problems of a scan that the doctor explains; others lie in the picture."""


def action_for_reason(reason: Reason) -> Action | None:
    """Return what clears a reason; `None` where nothing in the program does."""
    if reason.code is R.SCAN_UNDECIDED and reason.facts.get("problem") in _OF_THE_MACHINE:
        return Action.EXAMINE_MACHINE
    return action_on_record(reason)


def action_on_record(reason: Reason) -> Action | None:
    """Return what to do with the record of a reason, wherever the trouble comes from; `None`: nothing."""
    action = REASONS[reason.code]
    if action is Action.ANSWER and "form" in reason.facts:
        return Action.WEIGH_RISKS
    return OF_VIDEOS.get(action, action) if action and reason.is_about_video else action


def remedy_for_error(error: ConsentkitError) -> Remedy | None:
    """Return what helps after an error; `None` where nothing in the program does."""
    return ERRORS.get(error.code)


def action_for_need(need: Need) -> Action:
    """Return what solves a need."""
    action = NEEDS[need.code]
    is_guardian = action is Action.ANSWER and need.subject.startswith("G-")
    return Action.CHECK_GUARDIAN if is_guardian else action


def person_of(one: Reason | Need) -> str:
    """Return the code of the contributor whom a reason or a need concerns; `""` where there is none."""
    named = str(one.facts.get("contributor", one.subject))
    return named if named.startswith("C-") else ""
