"""What answers a question beside people: what the program finds, and what a letter says."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from consentkit.domain.letters.forms import ClauseId
from consentkit.domain.values import Value


class FactName(StrEnum):
    """What the program answers itself; each is decided in `domain.gate.facts`."""

    ADULTS_BY_PROOF = "adults-by-proof"
    AGE_HAS_BASIS = "age-has-basis"
    ASKED_AGAIN_WHEN_GROWN = "asked-again-when-grown"
    ASSENT_AND_GUARDIAN = "assent-and-guardian"
    CHILD_FACES_COVERED = "child-faces-covered"
    COPIES_CARRY_NO_METADATA = "copies-carry-no-metadata"
    CONSENT_HOLDS_THROUGHOUT = "consent-holds-throughout"
    CONSENT_IS_FRESH = "consent-is-fresh"
    DRAFT_APPROVED = "draft-approved"
    END_WITHIN_CAP = "end-within-cap"
    EDITS_ARE_OURS = "edits-are-ours"
    FACES_SETTLED = "faces-settled"
    GUARDIAN_FREE_OF_CONFLICT = "guardian-free-of-conflict"
    LANGUAGE_MATCHES = "language-matches"
    NOBODY_IS_VICTIM_IS_TRUE = "nobody-is-victim-is-true"
    NOT_PUBLISHED_BEFORE = "not-published-before"
    OTHERS_ARE_NAMED = "others-are-named"
    PICTURES_ARE_NEW = "pictures-are-new"
    REAL_NAMES_LEFT_OUT = "real-names-left-out"
    REDACTION_PROVED = "redaction-proved"
    RELEASE_KEPT = "release-kept"
    SCAN_DECIDED_AND_VIEWED = "scan-decided-and-viewed"
    TIME_TO_REFLECT = "time-to-reflect"
    USE_HAS_OWNER = "use-has-owner"
    USE_WITHIN_SCOPE = "use-within-scope"


class Source(Value):
    """What answers a question, so that no person is asked: a fact, or clauses of the letter that was signed.

    All of the clauses must stand on it, and where `ticked` is set one of their boxes must be ticked.
    """

    fact: FactName | None = None
    clauses: tuple[ClauseId, ...] = ()
    ticked: bool = False

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.fact is None) == (not self.clauses):
            raise ValueError("answered_by names a fact, or clauses of the letter: one of the two")
        if self.ticked and not self.clauses:
            raise ValueError("ticked belongs to clauses of the letter")
        return self
