"""Policies and their questions as data, and what the answers come to."""

from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from consentkit.domain.accounts import USUAL_LIFTING_DAYS, USUAL_TIED_DAYS, Separation
from consentkit.domain.codes import Code
from consentkit.domain.noes import SafeguardingNo, Say, noes_in
from consentkit.domain.roles import Handle, Role
from consentkit.domain.values import Value, review_word

PolicyId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Z]?[0-9]+(\.[0-9]+)?[a-z]$")]
Prose = Annotated[str, StringConstraints(min_length=10, max_length=600, strip_whitespace=True)]


class Severity(StrEnum):
    """What a question that is not answered yes does to the clearance."""

    BLOCKER = "blocker"
    JUSTIFY = "justify"
    ADVICE = "advice"


class FactName(StrEnum):
    """What the program answers itself; each is decided in `domain.facts`."""

    AGE_HAS_BASIS = "age-has-basis"
    ASKED_AGAIN_WHEN_GROWN = "asked-again-when-grown"
    ASSENT_AND_GUARDIAN = "assent-and-guardian"
    CHILD_FACES_COVERED = "child-faces-covered"
    COPIES_CARRY_NO_METADATA = "copies-carry-no-metadata"
    CONSENT_HOLDS_THROUGHOUT = "consent-holds-throughout"
    CONSENT_IS_FRESH = "consent-is-fresh"
    DRAFT_APPROVED = "draft-approved"
    END_WITHIN_CAP = "end-within-cap"
    FACES_SETTLED = "faces-settled"
    GUARDIAN_FREE_OF_CONFLICT = "guardian-free-of-conflict"
    LANGUAGE_MATCHES = "language-matches"
    NOBODY_IS_VICTIM_IS_TRUE = "nobody-is-victim-is-true"
    REDACTION_PROVED = "redaction-proved"
    RELEASE_KEPT = "release-kept"
    SCAN_DECIDED_AND_VIEWED = "scan-decided-and-viewed"
    TIME_TO_REFLECT = "time-to-reflect"
    USE_WITHIN_SCOPE = "use-within-scope"


class Condition(Value):
    """When a question is asked; every field that is set must hold. A closed table, never an expression."""

    age: Annotated[str, StringConstraints(pattern="^child$")] | None = None
    declaration: Annotated[str, StringConstraints(pattern="^model$")] | None = None
    has_images: bool | None = None


class Question(Value):
    """One question. Yes is always the safe answer; "don't know" counts as no.

    `who` may answer, or is empty where the program alone does (then `fact` says with what).
    `needs_second_viewer` asks for a yes from two people. `reread_after_edit` reopens the answer when
    the story changes.
    """

    id: QuestionId
    text: Prose
    severity: Severity
    who: frozenset[Role] = frozenset()
    evidence: Prose | None = None
    why: Prose
    example: Prose
    fact: FactName | None = None
    when: Condition = Condition()
    needs_second_viewer: bool = False
    reread_after_edit: bool = False

    @model_validator(mode="after")
    def _someone_answers(self) -> Self:
        if not self.who and self.fact is None:
            raise ValueError("who is empty and there is no fact: nobody could answer this question")
        if not self.who <= {Role.OFFICER, Role.MANAGER, Role.SAFEGUARDING}:
            raise ValueError("who may hold officer, manager and safeguarding")
        return self


class Principle(Value):
    """A heading and its questions."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]?[0-9]+(\.[0-9]+)?$")]
    title: Prose
    questions: tuple[Question, ...] = Field(min_length=1)


class Caps(Value):
    """How long a consent may last, in years from the day it was given."""

    adult_years: int = Field(ge=1, le=5)
    child_years: int = Field(ge=1, le=3)


class Policy(Value):
    """One checklist. Its ids are never reused."""

    id: PolicyId
    version: int = Field(ge=1)
    title: Prose
    source: Prose
    read_on: date
    status: Annotated[str, BeforeValidator(review_word), StringConstraints(pattern="^(unreviewed|reviewed)$")]
    reviewer: str = ""
    caps: Caps
    reflection_days: int = Field(ge=0, le=90)
    """Days that should lie between asking and the answer."""
    fresh_days: int = Field(ge=1, le=1000)
    """Days after which a consent should be confirmed again."""
    second_person_days: int = Field(default=USUAL_TIED_DAYS, ge=1, le=365)
    """Days for which an account is no second person beside whoever made it, unless a keeper vouches."""
    lifting_days: int = Field(default=USUAL_LIFTING_DAYS, ge=1, le=365)
    """Days between the first and the second of two who lift a safeguarding no of somebody else."""
    principles: tuple[Principle, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _review_is_named(self) -> Self:
        if self.status == "reviewed" and not self.reviewer.strip():
            raise ValueError("status is reviewed and reviewer is empty: name who reviewed it")
        return self

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [question.id for question in self.questions]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"question id used twice: {', '.join(twice)}")
        for principle in self.principles:
            strays = [q.id for q in principle.questions if q.id[:-1] != principle.id]
            if strays:
                raise ValueError(f"question under the wrong principle: {', '.join(strays)}")
        return self

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(q for principle in self.principles for q in principle.questions)


class BrokenFile(Value):
    """A policy that could not be read: which file, which field (`""`: the whole file), what is wrong."""

    file: str
    field: str
    problem: str


class Reply(StrEnum):
    """What a person answered."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


MIN_JUSTIFICATION_LENGTH = 30
"""Characters; a justification shorter than a sentence explains nothing."""


class Answer(Value):
    """One person's answer to one question at one revision of a story; later answers replace earlier ones."""

    story: Code
    policy: PolicyId
    question: QuestionId
    reply: Reply
    justification: str = ""
    by: Handle
    roles: frozenset[Role]
    at: datetime
    revision: int
    signed_off_by: Handle | None = None


class Standing(StrEnum):
    """What a question has come to."""

    YES = "yes"
    JUSTIFIED = "justified"
    OPEN = "open"
    FAILED = "failed"
    UNSIGNED = "unsigned"
    """Not yes, explained, and still waiting for a manager who is another person."""


class QuestionState(Value):
    """A question with its standing, who answered (handles; `program` for a fact), and the fact's answer."""

    policy: PolicyId
    question: QuestionId
    severity: Severity
    standing: Standing
    answered_by: tuple[str, ...] = ()
    fact_holds: bool | None = None


def standing_of(
    question: Question,
    answers: tuple[Answer, ...],
    *,
    revision: int,
    fact_holds: bool | None,
    separation: Separation,
    elsewhere: tuple[Answer, ...] = (),
) -> Standing:
    """Return what the question has come to.

    `answers` are this question's, oldest first. `fact_holds` is `None` where the program has no say;
    `separation` says which accounts are two people; `elsewhere` are the safeguarding noes that stand in other
    stories with the same files. A person cannot outvote a fact, and nobody can outvote a safeguarding "no".
    """
    if not question.who:
        return Standing.YES if fact_holds else Standing.FAILED
    noes = noes_to(question, answers, revision=revision, separation=separation, elsewhere=elsewhere)
    if any(no.stands for no in noes):
        return Standing.FAILED
    current = _current(question, _without(noes, answers), revision)
    if not current:
        return Standing.OPEN
    replies = {answer.reply for answer in current}
    said_yes = replies == {Reply.YES}
    if said_yes and fact_holds is not False:
        is_seen = not question.needs_second_viewer or _saw_two(current, separation)
        return Standing.YES if is_seen else Standing.OPEN
    if question.severity is Severity.JUSTIFY:
        return _justified(current)
    return Standing.FAILED


def noes_to(
    question: Question,
    answers: tuple[Answer, ...],
    *,
    revision: int,
    separation: Separation,
    elsewhere: tuple[Answer, ...] = (),
) -> tuple[SafeguardingNo, ...]:
    """Return what safeguarding ever said no to here, and whether it stands; an edit lifts nothing.

    Where a question is read again after each edit, so is a yes that lifts: one to other words does not count.
    """
    says = [
        Say(answer.by, answer.at, answer.reply is Reply.YES)
        for answer in sorted(elsewhere + answers, key=lambda one: one.at)
        if Role.SAFEGUARDING in answer.roles and _is_decisive(question, answer, revision)
    ]
    return noes_in(says, separation)


def _is_decisive(question: Question, answer: Answer, revision: int) -> bool:
    if answer.reply is Reply.NO:
        return True
    is_stale = question.reread_after_edit and answer.revision < revision
    return answer.reply is Reply.YES and not is_stale


def _without(noes: tuple[SafeguardingNo, ...], answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The answers but for what was lifted of them: who said no to begin with, and was outvoted by two."""
    lifted = {no.by: no.at for no in noes if no.by not in no.lifted_by}
    return tuple(a for a in answers if a.by not in lifted or a.at > lifted[a.by])


def _current(question: Question, answers: tuple[Answer, ...], revision: int) -> tuple[Answer, ...]:
    """The answers that count now: each viewer's last, or the last of all."""
    allowed = [answer for answer in answers if answer.roles & question.who]
    usable = [a for a in allowed if not (question.reread_after_edit and a.revision < revision)]
    if question.needs_second_viewer:
        return tuple({answer.by: answer for answer in usable}.values())
    return tuple(usable[-1:])


def _saw_two(current: tuple[Answer, ...], separation: Separation) -> bool:
    return any(
        separation.are_two(first.by, second.by, max(first.at, second.at))
        for first, second in combinations(current, 2)
    )


def _justified(current: tuple[Answer, ...]) -> Standing:
    """What the explanations come to: every answer that is not yes needs one of its own."""
    to_explain = [a for a in current if a.reply is not Reply.YES] or current[-1:]
    if any(len(a.justification.strip()) < MIN_JUSTIFICATION_LENGTH for a in to_explain):
        return Standing.FAILED
    if any(a.signed_off_by is None or a.signed_off_by == a.by for a in to_explain):
        return Standing.UNSIGNED
    return Standing.JUSTIFIED
