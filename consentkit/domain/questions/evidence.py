"""What shows that a yes is true: what a question asks for beside it, and what was given."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from consentkit.domain.questions.risks import Risk, RiskLevel, not_low
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value

MIN_SENTENCE_LENGTH = 5
"""Characters: less says nothing that somebody could look at later."""

LACKS = "lacks"
"""What stands before a kind that is asked for and was not given."""


class EvidenceKind(StrEnum):
    """What a question asks for beside a yes; the file is kept sealed."""

    SENTENCE = "sentence"
    DATE = "date"
    HANDLE = "handle"
    FILE = "file"
    RISKS = "risks"
    """Every risk weighed, in the form that safeguarding fills in."""


class Evidence(Value):
    """What was said beside an answer: a sentence, a day, somebody by handle, and how far risks are left."""

    sentence: str = ""
    on: date | None = None
    by: Handle | None = None
    risks: dict[Risk, RiskLevel] = Field(default_factory=dict)


def lacking(
    asked: tuple[EvidenceKind, ...], given: Evidence | None, file: str | None
) -> tuple[EvidenceKind, ...]:
    """Return what is asked for and was not given, in the order in which it is asked."""
    held = given or Evidence()
    there = {
        EvidenceKind.SENTENCE: len(held.sentence.strip()) >= MIN_SENTENCE_LENGTH,
        EvidenceKind.DATE: held.on is not None,
        EvidenceKind.HANDLE: held.by is not None,
        EvidenceKind.FILE: file is not None,
        EvidenceKind.RISKS: not not_low(held.risks),
    }
    return tuple(kind for kind in asked if not there[kind])
