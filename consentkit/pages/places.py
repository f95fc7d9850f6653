"""Where each action is done, and how the way there is called."""

from consentkit.domain.gate.clearances import Reason
from consentkit.pages.actions import Action, Place, Ways, action_on_record
from consentkit.wording.languages import _

PLACES: dict[Action, Place] = {
    Action.PUT_WORDS: Place.DRAFT,
    Action.REPLACE_WORDS: Place.DRAFT,
    Action.LOOK_AT_PART: Place.LOOK,
    Action.CHECK_WORDS: Place.WORDS,
    Action.READ_WORDS: Place.WORDS,
    Action.SETTLE_WORDS: Place.WORDS,
    Action.TAKE_STATEMENT_OUT: Place.STATEMENT,
    Action.PUT_IN: Place.PUT_IN,
    Action.APPROVE: Place.APPROVE,
    Action.PLAN: Place.PLAN,
    Action.PLAN_WITHIN_CONSENT: Place.PLAN,
    Action.RECORD_BASIS: Place.BASES,
    Action.SEE_BASIS: Place.BASES,
    Action.CONFIRM_BASIS: Place.BASES,
    Action.SEE_CONSENT: Place.CONSENT,
    Action.ASK_CONSENT: Place.PERSON,
    Action.RENEW: Place.CONSENT,
    Action.KEEP_RELEASE: Place.CONSENT,
    Action.NAME_WITNESS: Place.CONSENT,
    Action.RECORD_INTERPRETER: Place.INTERPRETERS,
    Action.CONFIRM_DECLARATION: Place.INTERPRETERS,
    Action.BACK_CHECK: Place.CONSENT,
    Action.SAY_PAPER: Place.CONSENT,
    Action.SAY_WHEN_ASKED: Place.CONSENT,
    Action.SEE_PERSON: Place.PERSON,
    Action.DECIDE_SEALED: Place.INBOX,
    Action.CORRECT_PERSON: Place.PERSON,
    Action.ADD_GUARDIAN: Place.PERSON,
    Action.CHECK_GUARDIAN: Place.PERSON,
    Action.RECORD_ASSENT: Place.PERSON,
    Action.ANSWER: Place.CHECKLIST,
    # The walk opens the form at any of its questions.
    Action.WEIGH_RISKS: Place.CHECKLIST,
    Action.ANSWER_SHEET: Place.SHEET,
    Action.SIGN_OFF: Place.CHECKLIST,
    Action.SEE_PICTURES: Place.PICTURES,
    Action.ADD_PICTURES: Place.PICTURES,
    Action.SCAN_PICTURE: Place.PICTURES,
    Action.SCAN_HERE: Place.PICTURES,
    Action.VIEW_PICTURE: Place.PICTURES,
    Action.LIST_FACES: Place.PICTURES,
    Action.SETTLE_FACE: Place.PICTURES,
    Action.COVER_FACE: Place.PICTURES,
    Action.ADD_BOX: Place.PICTURES,
    Action.AGREE_TO_FACE: Place.PICTURES,
    Action.COPY_PICTURE: Place.PICTURES,
    Action.COPY_FOR_CHANNEL: Place.PICTURES,
    Action.COPY_IN_BLACK: Place.PICTURES,
    Action.SETTLE_NEAR_COPY: Place.PICTURES,
    Action.SEE_VIDEOS: Place.VIDEOS,
    Action.SCAN_VIDEO: Place.VIDEOS,
    Action.VIEW_VIDEO: Place.VIDEOS,
    Action.LIST_TRACKS: Place.VIDEOS,
    Action.SETTLE_TRACK: Place.VIDEOS,
    Action.COVER_TRACK: Place.VIDEOS,
    Action.ADD_TRACK: Place.VIDEOS,
    Action.AGREE_TO_TRACK: Place.VIDEOS,
    Action.COPY_VIDEO: Place.VIDEOS,
    Action.CERTIFY: Place.CLEARANCE,
    Action.EXPORT: Place.CLEARANCE,
    Action.PUBLISH: Place.PUBLICATIONS,
    Action.TAKE_DOWN: Place.PUBLICATIONS,
    Action.CONFIRM_TAKEDOWN: Place.PUBLICATIONS,
    Action.CONFIRM_LETTER: Place.CONFIRMING,
    Action.MATCH_PAGES: Place.LOOSE_PAGES,
    Action.SEE_LETTER: Place.LETTER,
    Action.READ_LETTER: Place.LETTER,
    Action.REVIEW_WORDS: Place.TRANSLATIONS,
    Action.REPLACE_RECORDING: Place.RECORDINGS,
    Action.SEE_RECORDINGS: Place.RECORDINGS,
    Action.ACCEPT_SETTINGS: Place.SETTINGS,
    Action.SET_PASSPHRASE: Place.ACTORS,
    Action.VOUCH: Place.ACTORS,
    Action.EXAMINE_MACHINE: Place.MACHINE,
    Action.OPEN_WORKSPACE: Place.MACHINE,
    Action.VERIFY_LOG: Place.LOG,
    Action.EXPLAIN_CLOCK: Place.LOG,
    Action.CARRY_HEAD_AWAY: Place.LOG,
    Action.MAKE_BACKUP: Place.BACKUPS,
    Action.REPLACE_KEYS: Place.ACTORS,
}

INVITATIONS: dict[Place, str] = {
    Place.CHECKLIST: "answer it in the checklist.",
    Place.LOG: "see what the log knows.",
    Place.PICTURES: "go to the pictures.",
    Place.VIDEOS: "go to the videos.",
    Place.PLAN: "say where it goes and until when.",
    Place.PUT_IN: "say whose story it is.",
    Place.DRAFT: "add the words. Pictures are added with {key}.",
    Place.APPROVE: "record what the person says to it.",
    Place.STATEMENT: "take the sentence out.",
    Place.BASES: "say what it rests on.",
    Place.CONSENT: "open the consent.",
    Place.INTERPRETERS: "go to the interpreters.",
    Place.PERSON: "open the contributor.",
    Place.LOOK: "say what it shows.",
    Place.WORDS: "look at what is found in the words.",
    Place.CONFIRMING: "look at the letter, and confirm what it says.",
    Place.LOOSE_PAGES: "say which letter the page is.",
}
"""How the way to a place is called where a reason of the gate leads there."""


def place_for_reason(reason: Reason) -> Place | None:
    """Return where a reason is cleared; `None` where nothing in the program does."""
    action = action_on_record(reason)
    return PLACES[action] if action is not None else None


def invitation_for_reason(reason: Reason, ways: Ways) -> str:
    """Say how the way to where a reason is cleared is called; `""` where there is none."""
    place = place_for_reason(reason)
    return _(INVITATIONS[place]).format(key=ways(Action.ADD_PICTURES)) if place is not None else ""
