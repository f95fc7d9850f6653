"""Every act that is recorded, who may do it, and what an event may hold."""

import re
from datetime import date
from enum import StrEnum

from consentkit.domain.errors import Refused
from consentkit.domain.roles import READERS, Actor, Role

_O, _V, _M, _S, _K = Role.OFFICER, Role.VOLUNTEER, Role.MANAGER, Role.SAFEGUARDING, Role.KEEPER
_WRITERS = frozenset({_O, _V, _M, _S, _K})
# By name: a role that somebody adds later may do nothing until it is named here.
_ANYONE = _WRITERS | {Role.AUDITOR}
_PREPARERS = frozenset({_O, _S})
_LETTER_HANDLERS = _PREPARERS | {_V}


class EventName(StrEnum):
    """The acts."""

    WORKSPACE_CREATED = "workspace-created"
    ROWS_COVERED = "rows-covered"
    SETTINGS_ACCEPTED = "settings-accepted"
    POLICIES_CHOSEN = "policies-chosen"
    ENGINE_ACCEPTED = "engine-accepted"
    CLOCK_EXPLAINED = "clock-explained"
    ROW_ACCEPTANCE_ASKED = "row-acceptance-asked"
    ROW_ACCEPTED = "row-accepted"
    ACTOR_ADDED = "actor-added"
    ACTOR_REMOVED = "actor-removed"
    ACTOR_ROLES_CHANGED = "actor-roles-changed"
    ACTOR_VOUCHED_FOR = "actor-vouched-for"
    PASSPHRASE_CHANGED = "passphrase-changed"  # noqa: S105 - an act, not a secret
    ACTOR_RECOVERED = "actor-recovered"
    KEYS_REPLACED = "keys-replaced"
    KEYS_TAKEN_OVER = "keys-taken-over"
    FILES_RESEALED = "files-resealed"
    REKEY_FINISHED = "rekey-finished"
    BACKUP_MADE = "backup-made"
    BACKUP_VERIFIED = "backup-verified"
    WORKSPACE_RESTORED = "workspace-restored"
    KEEPER_APPOINTED = "keeper-appointed"
    CONTRIBUTOR_ADDED = "contributor-added"
    CONTRIBUTOR_CORRECTED = "contributor-corrected"
    IDENTITY_SEALED = "identity-sealed"
    IDENTITY_OPENED = "identity-opened"
    IDENTITIES_COMPARED = "identities-compared"
    IDENTITY_ACCEPTED = "identity-accepted"
    IDENTITY_DISMISSED = "identity-dismissed"
    GUARDIAN_ADDED = "guardian-added"
    GUARDIAN_CHECKED = "guardian-checked"
    CONSENT_RECORDED = "consent-recorded"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    ASSENT_RECORDED = "assent-recorded"
    REFUSAL_RECORDED = "refusal-recorded"
    ASKED_TO_BE_ASKED = "asked-to-be-asked"
    INTERPRETER_RECORDED = "interpreter-recorded"
    INTERPRETER_CONFIRMED = "interpreter-confirmed"
    INTERPRETER_ENDED = "interpreter-ended"
    BACK_CHECKED = "back-checked"
    PAPER_SAID = "paper-said"
    FACE_AGREED = "face-agreed"
    LETTERHEAD_SET = "letterhead-set"
    WORDS_TAKEN_IN = "words-taken-in"
    WORDING_REVIEWED = "wording-reviewed"
    RECORDING_ATTACHED = "recording-attached"
    RECORDING_REMOVED = "recording-removed"
    LETTER_MADE = "letter-made"
    LETTER_SET_ASIDE = "letter-set-aside"
    LETTER_GIVEN = "letter-given"
    PAGE_TAKEN_IN = "page-taken-in"
    PAGE_MATCHED = "page-matched"
    PAGE_SET_ASIDE = "page-set-aside"
    RELEASE_CONFIRMED = "release-confirmed"
    RELEASE_CORRECTED = "release-corrected"
    ROWS_CONFIRMED = "rows-confirmed"
    STORY_ADDED = "story-added"
    STORY_CHANGED = "story-changed"
    STORY_PLANNED = "story-planned"
    ORIGIN_RECORDED = "origin-recorded"
    ORIGIN_CHANGED = "origin-changed"
    BASIS_RECORDED = "basis-recorded"
    BASIS_CONFIRMED = "basis-confirmed"
    BASIS_ENDED = "basis-ended"
    DRAFT_OPENED = "draft-opened"
    DRAFT_PART_VIEWED = "draft-part-viewed"
    DRAFT_APPROVED = "draft-approved"
    WORDS_CHECKED = "words-checked"
    WORDS_SETTLED = "words-settled"
    WORDS_READ = "words-read"
    IMAGE_ADDED = "image-added"
    IMAGE_TAKEN_OUT = "image-taken-out"
    IMAGE_SCANNED = "image-scanned"
    IMAGE_VIEWED = "image-viewed"
    FACE_ADDED = "face-added"
    FACE_TAKEN_BACK = "face-taken-back"
    FACE_MOVED = "face-moved"
    FACE_MERGED = "face-merged"
    FACE_SETTLED = "face-settled"
    FACE_REOPENED = "face-reopened"
    COPY_MADE = "copy-made"
    IMAGE_COMPARED = "image-compared"
    NEAR_COPY_SETTLED = "near-copy-settled"
    VIDEO_ADDED = "video-added"
    VIDEO_SCANNED = "video-scanned"
    VIDEO_VIEWED = "video-viewed"
    TRACK_ADDED = "track-added"
    TRACK_SETTLED = "track-settled"
    VIDEO_COPY_MADE = "video-copy-made"
    QUESTION_ANSWERED = "question-answered"
    RISKS_WEIGHED = "risks-weighed"
    ANSWER_SIGNED_OFF = "answer-signed-off"
    GATE_REFUSED = "gate-refused"
    CERTIFICATE_ISSUED = "certificate-issued"
    STORY_EXPORTED = "story-exported"
    STORY_PUBLISHED = "story-published"
    TAKEDOWN_OPENED = "takedown-opened"
    TAKEDOWN_CONFIRMED = "takedown-confirmed"
    PUBLICATION_VOIDED = "publication-voided"
    ORIGINAL_SHOWN = "original-shown"
    COPY_SHOWN = "copy-shown"
    PAGE_SHOWN = "page-shown"
    LETTER_SHOWN = "letter-shown"


class Showing(StrEnum):
    """How what is about a person left the vault."""

    SHOWN = "shown"
    """On a screen, or in a viewer's private file until the screen is left."""
    EXPORTED = "exported"
    """Into a file that stays."""


MAY_RECORD: dict[EventName, frozenset[Role]] = {
    EventName.WORKSPACE_CREATED: _ANYONE,
    # Whoever opens older records with a newer program: it takes the rows in as they are.
    EventName.ROWS_COVERED: _ANYONE,
    EventName.SETTINGS_ACCEPTED: frozenset({_M}),
    EventName.POLICIES_CHOSEN: frozenset({_M}),
    EventName.ENGINE_ACCEPTED: frozenset({_M}),
    EventName.CLOCK_EXPLAINED: frozenset({_M}),
    EventName.ROW_ACCEPTANCE_ASKED: frozenset({_M}),
    # A manager asks, and is no second person.
    EventName.ROW_ACCEPTED: frozenset({_S, _K}),
    EventName.ACTOR_ADDED: frozenset({_M}),
    EventName.ACTOR_REMOVED: frozenset({_M}),
    EventName.ACTOR_ROLES_CHANGED: frozenset({_M}),
    EventName.ACTOR_VOUCHED_FOR: frozenset({_K}),
    EventName.PASSPHRASE_CHANGED: _ANYONE,
    EventName.ACTOR_RECOVERED: _ANYONE,
    # Names are sealed anew too, which needs the identities key.
    EventName.KEYS_REPLACED: frozenset({_K}),
    EventName.FILES_RESEALED: frozenset({_K}),
    EventName.REKEY_FINISHED: frozenset({_K}),
    # Each their own, at the next sign-in.
    EventName.KEYS_TAKEN_OVER: _ANYONE,
    # An auditor changes no record by it, and a machine that makes backups every night should be no more.
    EventName.BACKUP_MADE: READERS,
    EventName.BACKUP_VERIFIED: READERS,
    EventName.WORKSPACE_RESTORED: _ANYONE,
    # By whoever holds the printed code.
    EventName.KEEPER_APPOINTED: _ANYONE,
    EventName.CONTRIBUTOR_ADDED: _PREPARERS | {_K},
    EventName.CONTRIBUTOR_CORRECTED: _PREPARERS | {_K},
    EventName.IDENTITY_SEALED: _PREPARERS | {_K},
    EventName.IDENTITY_OPENED: frozenset({_K}),
    EventName.IDENTITIES_COMPARED: frozenset({_K}),
    EventName.IDENTITY_ACCEPTED: frozenset({_K}),
    EventName.IDENTITY_DISMISSED: frozenset({_K}),
    EventName.GUARDIAN_ADDED: _PREPARERS,
    EventName.GUARDIAN_CHECKED: frozenset({_S}),
    EventName.CONSENT_RECORDED: _PREPARERS,
    # Taking back must be as easy as giving (GDPR art. 7(3)): everyone who may write may record it.
    EventName.CONSENT_WITHDRAWN: _WRITERS,
    EventName.TAKEDOWN_OPENED: _WRITERS,
    EventName.ASSENT_RECORDED: _PREPARERS,
    # Confirming a paper that says no records the no: whoever may read the paper may stop what it stops.
    EventName.REFUSAL_RECORDED: _WRITERS,
    EventName.ASKED_TO_BE_ASKED: _PREPARERS,
    EventName.INTERPRETER_RECORDED: _PREPARERS,
    # Whoever may see it: a declaration names somebody.
    EventName.INTERPRETER_CONFIRMED: frozenset({_O, _M, _S}),
    # Whoever hears of a tie, or that somebody stopped, records it.
    EventName.INTERPRETER_ENDED: _WRITERS,
    EventName.BACK_CHECKED: _PREPARERS,
    EventName.PAPER_SAID: frozenset({_O, _M, _S}),
    EventName.FACE_AGREED: frozenset({_S}),
    EventName.LETTERHEAD_SET: frozenset({_M}),
    EventName.WORDS_TAKEN_IN: frozenset({_M}),
    EventName.WORDING_REVIEWED: frozenset({_M}),
    EventName.RECORDING_ATTACHED: frozenset({_O, _M, _S}),
    # Whoever hears that it says something else takes it away: it is then not played, which is the safe side.
    EventName.RECORDING_REMOVED: _WRITERS,
    EventName.LETTER_MADE: _LETTER_HANDLERS,
    EventName.LETTER_SET_ASIDE: _LETTER_HANDLERS,
    # For who sees every letter: whoever gets one sees the name on it.
    EventName.LETTER_GIVEN: frozenset({_O, _M, _S}),
    EventName.PAGE_TAKEN_IN: _LETTER_HANDLERS,
    EventName.PAGE_MATCHED: _LETTER_HANDLERS,
    EventName.PAGE_SET_ASIDE: _LETTER_HANDLERS,
    EventName.RELEASE_CONFIRMED: _LETTER_HANDLERS,
    EventName.RELEASE_CORRECTED: _LETTER_HANDLERS,
    # A yes in a row is a consent, and needs the role for that too.
    EventName.ROWS_CONFIRMED: _LETTER_HANDLERS,
    EventName.STORY_ADDED: _PREPARERS,
    EventName.STORY_CHANGED: _PREPARERS,
    EventName.STORY_PLANNED: _PREPARERS,
    EventName.ORIGIN_RECORDED: _PREPARERS,
    EventName.ORIGIN_CHANGED: _PREPARERS,
    EventName.BASIS_RECORDED: _PREPARERS,
    # Whoever may see it: what proves a basis may name somebody.
    EventName.BASIS_CONFIRMED: frozenset({_O, _M, _S}),
    # As with a consent: whoever hears that it is taken back records it.
    EventName.BASIS_ENDED: _WRITERS,
    EventName.DRAFT_OPENED: _PREPARERS,
    EventName.DRAFT_PART_VIEWED: _PREPARERS,
    EventName.DRAFT_APPROVED: _PREPARERS,
    EventName.WORDS_CHECKED: _PREPARERS,
    # Safeguarding alone says that something stays: the act asks for that role then.
    EventName.WORDS_SETTLED: _PREPARERS,
    EventName.WORDS_READ: frozenset({_O, _M, _S}),
    EventName.IMAGE_ADDED: _PREPARERS,
    EventName.IMAGE_TAKEN_OUT: _PREPARERS,
    EventName.IMAGE_SCANNED: _PREPARERS,
    EventName.IMAGE_VIEWED: _PREPARERS,
    EventName.FACE_ADDED: _PREPARERS,
    EventName.FACE_TAKEN_BACK: _PREPARERS,
    EventName.FACE_MOVED: _PREPARERS,
    EventName.FACE_MERGED: _PREPARERS,
    EventName.FACE_SETTLED: _PREPARERS,
    EventName.FACE_REOPENED: _PREPARERS,
    EventName.COPY_MADE: _PREPARERS,
    EventName.IMAGE_COMPARED: frozenset({_O, _M, _S}),
    # Whoever prepares the story may want the picture back; someone else says whether it may come.
    EventName.NEAR_COPY_SETTLED: frozenset({_M, _S}),
    EventName.VIDEO_ADDED: _PREPARERS,
    EventName.VIDEO_SCANNED: _PREPARERS,
    EventName.VIDEO_VIEWED: _PREPARERS,
    EventName.TRACK_ADDED: _PREPARERS,
    EventName.TRACK_SETTLED: _PREPARERS,
    EventName.VIDEO_COPY_MADE: _PREPARERS,
    EventName.QUESTION_ANSWERED: frozenset({_O, _M, _S}),
    EventName.RISKS_WEIGHED: frozenset({_S}),
    EventName.ANSWER_SIGNED_OFF: frozenset({_M}),
    # Who asks the gate, or is stopped by it; auditors look, and write nothing.
    EventName.GATE_REFUSED: _WRITERS,
    EventName.CERTIFICATE_ISSUED: frozenset({_M}),
    EventName.STORY_EXPORTED: frozenset({_O, _M}),
    EventName.STORY_PUBLISHED: frozenset({_O, _M}),
    EventName.TAKEDOWN_CONFIRMED: frozenset({_O, _M}),
    # It ends the asking about a page: not for whoever may have recorded it alone.
    EventName.PUBLICATION_VOIDED: frozenset({_M}),
    # Faces: for who prepares, clears or protects. Auditors read decisions, and see nobody.
    EventName.ORIGINAL_SHOWN: frozenset({_O, _M, _S}),
    # What may be published may still show a face.
    EventName.COPY_SHOWN: frozenset({_O, _M, _S}),
    # Names on paper: a volunteer's own hands only (usecases/letters/showings.py).
    EventName.PAGE_SHOWN: _WRITERS,
    EventName.LETTER_SHOWN: _WRITERS,
}
"""Who may do what: the one place. A role that is not named may not."""

RESTS_ON_DAYS = frozenset(
    {
        EventName.ACTOR_ADDED,
        EventName.ACTOR_ROLES_CHANGED,
        EventName.ACTOR_VOUCHED_FOR,
        EventName.GUARDIAN_CHECKED,
        EventName.CONSENT_RECORDED,
        EventName.ASSENT_RECORDED,
        EventName.ASKED_TO_BE_ASKED,
        EventName.INTERPRETER_RECORDED,
        EventName.BACK_CHECKED,
        EventName.PAPER_SAID,
        EventName.WORDS_TAKEN_IN,
        EventName.WORDING_REVIEWED,
        EventName.LETTER_MADE,
        EventName.STORY_PLANNED,
        EventName.ORIGIN_RECORDED,
        EventName.BASIS_RECORDED,
        EventName.DRAFT_APPROVED,
        EventName.QUESTION_ANSWERED,
        EventName.RISKS_WEIGHED,
        EventName.ANSWER_SIGNED_OFF,
        EventName.CERTIFICATE_ISSUED,
        EventName.STORY_EXPORTED,
        EventName.STORY_PUBLISHED,
        EventName.TAKEDOWN_CONFIRMED,
        EventName.PUBLICATION_VOIDED,
    }
)
"""Acts that a wrong day makes wrong: they keep a day, count days or let days pass.

While now lies before the last event they wait until a manager says why; what only stops something, such as
a no, never waits.
"""

Body = dict[str, str | int | bool | list[str]]

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._+,-]{0,127}")


def may_record(actor: Actor, name: EventName) -> bool:
    """Tell whether one of the actor's roles allows this act."""
    return actor.has(*MAY_RECORD[name])


def require(actor: Actor, name: EventName) -> None:
    """Raise Refused unless one of the actor's roles allows this act."""
    if not may_record(actor, name):
        raise Refused("role-may-not", act=name.value, roles=tuple(sorted(MAY_RECORD[name])))


def checked_body(facts: dict[str, object]) -> Body:
    """Return the event's body; ids, dates, numbers and codes only.

    Free text is a programming error (ValueError): a name could hide in it, and an event is for ever.
    """
    return {key: _checked(key, value) for key, value in facts.items() if value is not None}


def checked_subject(subject: str) -> str:
    """Return the event's subject; a code or a handle, never free text (ValueError)."""
    return _token("subject", subject)


def _checked(key: str, value: object) -> str | int | bool | list[str]:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(_token(key, item) for item in value)
    return _token(key, value)


def _token(key: str, value: object) -> str:
    text = str(value)
    if not _TOKEN.fullmatch(text):
        raise ValueError(f"an event may not hold free text: {key}")
    return text
