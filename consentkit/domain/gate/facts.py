"""What the program answers itself: a fact holds when none of its findings is there."""

from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.questions.sources import FactName

_NO_YES = frozenset({R.CONTRIBUTORS_MISSING, R.CONSENT_MISSING, R.CONSENT_REFUSED})
"""Where somebody's consent is not there, nothing else was looked at that rests on it."""

_AGAINST_BASES = frozenset(
    {
        R.CONTRIBUTORS_MISSING,
        R.BASIS_MISSING,
        R.BASIS_INCOMPLETE,
        R.BASIS_UNSEEN,
        R.BASIS_SECOND_MISSING,
        R.BASIS_OF_OTHER_WORDS,
        R.BASIS_ENDED,
    }
)
"""What a story without contributors rests on, where nothing else is wrong with it."""

FINDINGS_AGAINST: dict[FactName, frozenset[R]] = {
    FactName.AGE_HAS_BASIS: frozenset({R.AGE_WITHOUT_BASIS, R.CONTRIBUTORS_MISSING}),
    FactName.ASKED_AGAIN_WHEN_GROWN: _NO_YES | {R.ASK_AGAIN_GROWN, R.COMES_OF_AGE},
    FactName.ASSENT_AND_GUARDIAN: _NO_YES
    | {
        R.ASSENT_MISSING,
        R.ASSENT_REFUSED,
        R.ASSENT_BESIDE_LETTER,
        R.CHILD_AGREED_TO_LESS,
        R.GUARDIAN_MISSING,
    },
    FactName.CHILD_FACES_COVERED: frozenset(
        {R.CHILD_FACE_SHOWN, R.FACE_OPEN, R.SECOND_LOOK_MISSING, R.COPY_STALE, R.COPY_MISSING}
    ),
    FactName.COPIES_CARRY_NO_METADATA: frozenset({R.METADATA_LEFT, R.COPY_MISSING}),
    FactName.CONSENT_HOLDS_THROUGHOUT: frozenset(
        {
            R.CONSENT_MISSING,
            R.CONSENT_REFUSED,
            R.CONSENT_WITHDRAWN,
            R.WITHDRAWAL_WAITING,
            R.REFUSAL_WAITING,
            R.LETTER_WAITING,
            R.PAGE_UNMATCHED,
            R.CONSENT_NOT_YET,
            R.CONSENT_ENDED,
            R.CONSENT_ENDS_EARLY,
            R.BASIS_ENDS_EARLY,
            R.PLAN_MISSING,
            R.PLAN_ENDED,
        }
    )
    | _AGAINST_BASES,
    FactName.CONSENT_IS_FRESH: _NO_YES | {R.CONSENT_NOT_FRESH},
    FactName.DRAFT_APPROVED: _NO_YES | {R.DRAFT_NOT_APPROVED},
    FactName.END_WITHIN_CAP: _NO_YES | {R.CONSENT_OVER_CAP},
    FactName.FACES_SETTLED: frozenset(
        {
            R.FACE_OPEN,
            R.TEXT_OPEN,
            R.SECOND_LOOK_MISSING,
            R.SCAN_MISSING,
            R.SCAN_UNDECIDED,
            R.SCAN_TOO_SHALLOW,
            R.VIEW_MISSING,
        }
    ),
    FactName.GUARDIAN_FREE_OF_CONFLICT: _NO_YES | {R.GUARDIAN_CONFLICT, R.GUARDIAN_MISSING},
    FactName.LANGUAGE_MATCHES: _NO_YES | {R.LANGUAGE_DIFFERS},
    FactName.NOBODY_IS_VICTIM_IS_TRUE: frozenset(
        {
            R.NOBODY_IS_VICTIM_UNTRUE,
            R.BASIS_NOT_FOR_FACE,
            R.NOBODY_IN_IT_UNTRUE,
            R.MACHINE_SHOWS_PERSON,
            R.MACHINE_BESIDE_PERSON,
        }
    )
    | (_AGAINST_BASES - {R.CONTRIBUTORS_MISSING}),
    FactName.ADULTS_BY_PROOF: frozenset(),
    FactName.EDITS_ARE_OURS: frozenset(),
    FactName.NOT_PUBLISHED_BEFORE: frozenset(),
    FactName.OTHERS_ARE_NAMED: frozenset(),
    FactName.PICTURES_ARE_NEW: frozenset(),
    FactName.REAL_NAMES_LEFT_OUT: frozenset(),
    FactName.USE_HAS_OWNER: frozenset(),
    FactName.REDACTION_PROVED: frozenset(
        {
            R.COPY_MISSING,
            R.COPY_STALE,
            R.REDACTION_UNPROVED,
            R.COPY_CHECK_FAILED,
            R.COVER_ONLY_COSMETIC,
            R.FACE_MUST_BE_COVERED,
            R.CHILD_FACE_SHOWN,
            R.DRAFT_SHOWS_ORIGINAL,
        }
    ),
    FactName.RELEASE_KEPT: _NO_YES
    | {
        R.RELEASE_MISSING,
        R.PAPER_UNSAID,
        R.PAPER_SAYS_OTHER,
        R.PAPER_SECOND_MISSING,
        R.WITNESS_MISSING,
        R.FILE_MISSING,
        R.FILE_CHANGED,
    },
    FactName.SCAN_DECIDED_AND_VIEWED: frozenset(
        {
            R.SCAN_MISSING,
            R.SCAN_UNDECIDED,
            R.SCAN_TOO_SHALLOW,
            R.VIEW_MISSING,
            R.DRAFT_NOT_OPENED,
            R.DRAFT_PART_UNSEEN,
        }
    ),
    FactName.TIME_TO_REFLECT: _NO_YES | {R.REFLECTION_SHORT},
    FactName.USE_WITHIN_SCOPE: frozenset(
        {
            R.MEDIUM_OUTSIDE_SCOPE,
            R.CHANNEL_OUTSIDE_SCOPE,
            R.AUDIENCE_OUTSIDE_SCOPE,
            R.PLACE_OUTSIDE_SCOPE,
            R.APPEARANCE_OUTSIDE_SCOPE,
            R.CONSENT_BEYOND_LETTER,
            R.CHILD_AGREED_TO_LESS,
            R.FACE_MUST_BE_COVERED,
            R.BASIS_OUTSIDE_TERMS,
            R.BASIS_NOT_FOR_FACE,
            R.CLOSE_UP_AT_GATHERING,
            R.VOICES_AT_GATHERING,
            R.MACHINE_SHOWS_PERSON,
            R.MACHINE_BESIDE_PERSON,
            R.CONSENT_MISSING,
            R.CONSENT_REFUSED,
            R.PLAN_MISSING,
        }
    ),
}
"""Every fact, and the findings against it. Unknown counts against: a missing consent fails many.

Those against which nothing is found are seen in the records, or asked of people (`domain.questions.seen`).
"""
