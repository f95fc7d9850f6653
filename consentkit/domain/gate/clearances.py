"""The answer to "may this story go to this channel on this day?", with reasons."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pydantic import Field

from consentkit.domain.checklists import QuestionState
from consentkit.domain.values import Channel, Fact, Value


class ReasonCode(StrEnum):
    """Why a story is refused. `wording` holds the sentence and the cure for each."""

    RECORDS_CHANGED = "records-changed"
    LOG_BROKEN = "log-broken"
    HEADS_MISSING = "heads-missing"
    CLOCK_BEHIND = "clock-behind"

    POLICY_BROKEN = "policy-broken"
    POLICY_NONE = "policy-none"
    STORY_EMPTY = "story-empty"
    CONTRIBUTORS_MISSING = "contributors-missing"
    PLAN_MISSING = "plan-missing"
    PLAN_ENDED = "plan-ended"
    PLANS_DIFFER = "plans-differ"
    NOBODY_IS_VICTIM_UNTRUE = "nobody-is-victim-untrue"

    BASIS_MISSING = "basis-missing"
    BASIS_INCOMPLETE = "basis-incomplete"
    BASIS_UNSEEN = "basis-unseen"
    BASIS_SECOND_MISSING = "basis-second-missing"
    BASIS_OF_OTHER_WORDS = "basis-of-other-words"
    BASIS_ENDED = "basis-ended"
    BASIS_ENDS_EARLY = "basis-ends-early"
    BASIS_OUTSIDE_TERMS = "basis-outside-terms"
    BASIS_NOT_FOR_FACE = "basis-not-for-face"
    VOICES_AT_GATHERING = "voices-at-gathering"
    CLOSE_UP_AT_GATHERING = "close-up-at-gathering"
    NOBODY_IN_IT_UNTRUE = "nobody-in-it-untrue"
    MACHINE_SHOWS_PERSON = "machine-shows-person"
    MACHINE_BESIDE_PERSON = "machine-beside-person"

    CONSENT_MISSING = "consent-missing"
    CONSENT_REFUSED = "consent-refused"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    CONSENT_NOT_YET = "consent-not-yet"
    CONSENT_ENDED = "consent-ended"
    CONSENT_ENDS_EARLY = "consent-ends-early"
    CONSENT_OVER_CAP = "consent-over-cap"
    CONSENT_NOT_FRESH = "consent-not-fresh"
    COMES_OF_AGE = "comes-of-age"
    ASK_AGAIN_GROWN = "ask-again-grown"
    MEDIUM_OUTSIDE_SCOPE = "medium-outside-scope"
    CHANNEL_OUTSIDE_SCOPE = "channel-outside-scope"
    AUDIENCE_OUTSIDE_SCOPE = "audience-outside-scope"
    PLACE_OUTSIDE_SCOPE = "place-outside-scope"
    APPEARANCE_OUTSIDE_SCOPE = "appearance-outside-scope"
    AGE_WITHOUT_BASIS = "age-without-basis"
    GUARDIAN_MISSING = "guardian-missing"
    GUARDIAN_CONFLICT = "guardian-conflict"
    ASSENT_MISSING = "assent-missing"
    ASSENT_REFUSED = "assent-refused"
    RELEASE_MISSING = "release-missing"
    PAPER_UNSAID = "paper-unsaid"
    PAPER_SAYS_OTHER = "paper-says-other"
    PAPER_SECOND_MISSING = "paper-second-missing"
    WITNESS_MISSING = "witness-missing"
    INTERPRETER_UNKNOWN = "interpreter-unknown"
    INTERPRETER_LANGUAGE = "interpreter-language"
    INTERPRETER_UNDECLARED = "interpreter-undeclared"
    INTERPRETER_UNSEEN = "interpreter-unseen"
    INTERPRETER_CONFLICT = "interpreter-conflict"
    BACK_CHECK_MISSING = "back-check-missing"
    INTERPRETER_UNWANTED = "interpreter-unwanted"
    NOT_UNDERSTOOD = "not-understood"
    LANGUAGE_DIFFERS = "language-differs"
    REFLECTION_SHORT = "reflection-short"
    DRAFT_NOT_APPROVED = "draft-not-approved"
    WITHDRAWAL_WAITING = "withdrawal-waiting"
    REFUSAL_WAITING = "refusal-waiting"
    LETTER_WAITING = "letter-waiting"
    PAGE_UNMATCHED = "page-unmatched"
    CONSENT_BEYOND_LETTER = "consent-beyond-letter"
    ASSENT_BESIDE_LETTER = "assent-beside-letter"
    CHILD_AGREED_TO_LESS = "child-agreed-to-less"

    FILE_MISSING = "file-missing"
    FILE_CHANGED = "file-changed"
    SCAN_MISSING = "scan-missing"
    SCAN_UNDECIDED = "scan-undecided"
    SCAN_TOO_SHALLOW = "scan-too-shallow"
    VIEW_MISSING = "view-missing"
    FACE_OPEN = "face-open"
    TEXT_OPEN = "text-open"
    SECOND_LOOK_MISSING = "second-look-missing"
    FACE_MUST_BE_COVERED = "face-must-be-covered"
    CHILD_FACE_SHOWN = "child-face-shown"
    FACE_AGREEMENT_MISSING = "face-agreement-missing"
    COPY_MISSING = "copy-missing"
    COPY_STALE = "copy-stale"
    REDACTION_UNPROVED = "redaction-unproved"
    METADATA_LEFT = "metadata-left"
    COPY_TOO_LARGE = "copy-too-large"
    COPY_CHECK_FAILED = "copy-check-failed"
    COVER_ONLY_COSMETIC = "cover-only-cosmetic"
    NEAR_COPY = "near-copy"
    NEAR_COPY_UNKNOWN = "near-copy-unknown"
    DRAFT_NOT_OPENED = "draft-not-opened"
    DRAFT_PART_UNSEEN = "draft-part-unseen"
    DRAFT_SHOWS_ORIGINAL = "draft-shows-original"

    WORDS_UNCHECKED = "words-unchecked"
    WORDS_UNDECIDED = "words-undecided"
    FINDING_OPEN = "finding-open"
    NAME_OUTSIDE_SCOPE = "name-outside-scope"
    CHILD_NAMED = "child-named"
    CONTACT_IN_WORDS = "contact-in-words"
    PLACE_TOO_NARROW = "place-too-narrow"

    QUESTION_OPEN = "question-open"
    QUESTION_FAILED = "question-failed"
    QUESTION_UNSIGNED = "question-unsigned"
    SAFEGUARDING_NO = "safeguarding-no"
    SAFEGUARDING_NO_LIFTING = "safeguarding-no-lifting"


ONLY_ASKED_ABOUT = frozenset(
    {ReasonCode.CONSENT_NOT_FRESH, ReasonCode.LANGUAGE_DIFFERS, ReasonCode.REFLECTION_SHORT}
)
"""Findings that refuse only through a question of a policy, which may let them be justified."""


class Reason(Value):
    """One thing that stands in the way: a code, the record it concerns, and the facts of its sentence."""

    code: ReasonCode
    subject: str
    facts: dict[str, Fact] = Field(default_factory=dict)

    @property
    def is_about_video(self) -> bool:
        """Tell whether it concerns a video or a face in one, not a picture: the record's own code says."""
        return self.subject.startswith(("M-", "H-"))


class NoteCode(StrEnum):
    """What is told of the people behind a clearance; it refuses nothing. `wording` holds the sentences."""

    SAID_NO = "said-no"
    SIGNED_OFF = "signed-off"
    SECOND_LOOK = "second-look"
    INTERPRETED = "interpreted"
    BACK_CHECKED = "back-checked"
    VOUCHED = "vouched"
    FROM_BEFORE = "from-before"
    WORDS_UNREAD = "words-unread"


class UnreadWords(StrEnum):
    """Words that no program looked at: people alone have read, seen or heard them."""

    DRAFT = "draft"
    PICTURES = "pictures"
    CODES = "codes"
    VIDEOS = "videos"
    SOUND = "sound"


class Note(Value):
    """One thing to know: a code, what it concerns, and the facts of its sentence."""

    code: NoteCode
    subject: str
    facts: dict[str, Fact] = Field(default_factory=dict)


class CertificateState(Value):
    """The newest certificate for the channel; `changed` names the parts that void it."""

    id: str
    issued_on: date
    until: date
    changed: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Tell whether nothing that it rested on has changed."""
        return not self.changed


class Clearance(Value):
    """The answer. `reasons` is empty exactly when `is_allowed`; `advice` never refuses.

    Of several stories it is theirs together: `also` are the others, `each` the answer for every one alone,
    and a reason's fact `story` says whose it is.
    """

    story: str
    also: tuple[str, ...] = ()
    channel: Channel
    on: date
    from_on: date
    until: date
    is_allowed: bool
    reasons: tuple[Reason, ...]
    advice: tuple[Reason, ...]
    questions: tuple[QuestionState, ...]
    parts: dict[str, str]
    """What a certificate that is issued now rests on."""
    first_parts: dict[str, str] = Field(default_factory=dict, exclude=True, repr=False)
    """The same by the first rule, for certificates that were issued by it."""
    certificate: CertificateState | None = None
    notes: tuple[Note, ...] = ()
    """Every no that was lifted, who signed off, and by whose word an account is somebody's own."""
    each: tuple["Clearance", ...] = ()

    @property
    def stories(self) -> tuple[str, ...]:
        """Every story that it is about."""
        return self.story, *self.also


Findings = Iterator[Reason]


def finding(code: ReasonCode, subject: str, **facts: Fact) -> Reason:
    """Return a reason; a short spelling for the rules."""
    return Reason(code=code, subject=subject, facts=facts)
