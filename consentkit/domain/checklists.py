"""Policies and their questions as data, and what the answers come to."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from consentkit.domain.accounts import USUAL_LIFTING_DAYS, USUAL_TIED_DAYS, Separation
from consentkit.domain.codes import Code
from consentkit.domain.noes import SafeguardingNo, Say, noes_in
from consentkit.domain.questions.conditions import Condition, one_or_several
from consentkit.domain.questions.evidence import Evidence, EvidenceKind, lacking
from consentkit.domain.questions.same import PolicyId, QuestionId, SameAs
from consentkit.domain.questions.scopes import Grounds, QuestionForm, QuestionScope
from consentkit.domain.questions.sources import FactName, Source
from consentkit.domain.roles import Handle, Role
from consentkit.domain.uses.refusals import USUAL_ASK_AGAIN_DAYS
from consentkit.domain.values import Value, review_word

Prose = Annotated[str, StringConstraints(min_length=10, max_length=600, strip_whitespace=True)]


class Severity(StrEnum):
    """What a question that is not answered yes does to the clearance."""

    BLOCKER = "blocker"
    JUSTIFY = "justify"
    ADVICE = "advice"


class Question(Value):
    """One question. Yes is always the safe answer; "don't know" counts as no.

    `who` may answer, or is empty where the program alone does (then `fact` says with what). A yes of theirs
    needs that `fact` holds, too; where what it is `answered_by` holds, nobody is asked.
    `needs_second_viewer` asks for a yes from two people. `reread_after_edit` reopens the answer when
    the story changes. `evidence` says what shows a yes, and `evidence_kinds` what of it is asked for with it:
    what the records hold already is not.
    """

    id: QuestionId
    text: Prose
    severity: Severity
    who: frozenset[Role] = frozenset()
    evidence: Prose | None = None
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    old_answers_hold: bool = False
    """Whether a yes from before evidence was kept holds without it: see `Policy`."""
    why: Prose
    example: Prose
    fact: FactName | None = None
    answered_by: Source | None = None
    same_as: SameAs | None = None
    when: Annotated[tuple[Condition, ...], BeforeValidator(one_or_several)] = ()
    scope: QuestionScope = QuestionScope.STORY
    """To what it belongs: it is answered once for that, and holds for `valid_days` (`None`: for good)."""
    valid_days: int | None = Field(default=None, ge=1, le=1000)
    grounds: Grounds = Grounds.SOURCE
    form: QuestionForm | None = None
    """The form that answers it; then nothing else does."""
    needs_second_viewer: bool = False
    reread_after_edit: bool = False

    @model_validator(mode="after")
    def _someone_answers(self) -> Self:
        if not self.who and self.fact is None:
            raise ValueError("who is empty and there is no fact: nobody could answer this question")
        if not self.who <= {Role.OFFICER, Role.MANAGER, Role.SAFEGUARDING}:
            raise ValueError("who may hold officer, manager and safeguarding")
        if self.answered_by and not self.who:
            raise ValueError("who is empty: the program alone answers, with fact; leave answered_by out")
        if self.answered_by and self.answered_by.fact and self.fact:
            raise ValueError("fact and answered_by name a fact each: one is enough")
        if self.reread_after_edit and self.scope not in {QuestionScope.STORY, QuestionScope.CONTRIBUTOR}:
            raise ValueError("reread_after_edit is for what belongs to a story, or to a contributor in it")
        if self.same_as and (not self.who or self.fact):
            raise ValueError("same_as is for what people answer: leave it out, or leave fact out")
        if self.answered_by and self.needs_second_viewer:
            raise ValueError("two people look at it: nothing else answers it, so answered_by is left out")
        return self

    @model_validator(mode="after")
    def _evidence_is_said(self) -> Self:
        if self.evidence_kinds and not (self.who and self.evidence):
            raise ValueError("evidence_kinds need who, and evidence that says in words what shows it")
        if len(set(self.evidence_kinds)) < len(self.evidence_kinds):
            raise ValueError("evidence_kinds name each kind once")
        return self

    @model_validator(mode="after")
    def _form_is_of_safeguarding(self) -> Self:
        if self.form and (self.scope is not QuestionScope.CONTRIBUTOR or self.who != {Role.SAFEGUARDING}):
            raise ValueError("a form is about a contributor, and safeguarding alone fills it in")
        if EvidenceKind.RISKS in self.evidence_kinds and self.form is not QuestionForm.RISK:
            raise ValueError('risks are weighed in their form: write form = "risk"')
        if self.form and EvidenceKind.FILE in self.evidence_kinds:
            raise ValueError("a form takes no file")
        return self

    def asked_of(self, things: Collection[str]) -> Self:
        """Return the question as it is asked about these things: of nobody no form is filled in.

        What the form would show is then said in a sentence, about the story: else nobody could answer.
        """
        if self.form is None or things:
            return self
        kinds = (
            EvidenceKind.SENTENCE if kind is EvidenceKind.RISKS else kind for kind in self.evidence_kinds
        )
        return self.model_copy(update={"form": None, "evidence_kinds": tuple(dict.fromkeys(kinds))})

    def lacks(self, answer: "Answer") -> tuple[EvidenceKind, ...]:
        """Return what a yes lacks of the evidence that is asked for; one of before may hold as it was."""
        if answer.reply is not Reply.YES or (answer.evidence is None and self.old_answers_hold):
            return ()
        return lacking(self.evidence_kinds, answer.evidence, answer.evidence_file)

    @property
    def is_settled_by_fact(self) -> bool:
        """Tell whether a fact is its answer and no explanation helps: where it does not hold, nobody can."""
        is_of_fact = self.answered_by is not None and self.answered_by.fact is not None
        return is_of_fact and self.severity is Severity.BLOCKER


class Principle(Value):
    """A heading and its questions."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]?[0-9]+(\.[0-9]+)?$")]
    title: Prose
    questions: tuple[Question, ...] = Field(min_length=1)


class Caps(Value):
    """How long a consent may last, in years from the day it was given."""

    adult_years: int = Field(ge=1, le=5)
    child_years: int = Field(ge=1, le=3)


def _of_old(principle: Principle) -> Principle:
    asked = tuple(one.model_copy(update={"old_answers_hold": True}) for one in principle.questions)
    return principle.model_copy(update={"questions": asked})


class Policy(Value):
    """One checklist. Its ids are never reused."""

    id: PolicyId
    version: int = Field(ge=1)
    title: Prose
    source: Prose
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    """In which its words are written."""
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
    ask_again_days: int = Field(default=USUAL_ASK_AGAIN_DAYS, ge=1, le=1000)
    """Days after a no for which nobody asks for the same use again, unless the person comes by themselves."""
    old_answers_hold: bool = False
    """Whether yeses from before evidence was kept hold until the next version, which leaves this out."""
    principles: tuple[Principle, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _old_answers_hold_in_each(self) -> Self:
        """Say it at each question: they are looked at one by one, far from their policy."""
        if self.old_answers_hold:
            # The value is being made: nobody has it yet.
            object.__setattr__(self, "principles", tuple(_of_old(one) for one in self.principles))
        return self

    @model_validator(mode="after")
    def _review_is_named(self) -> Self:
        if self.status == "reviewed" and not self.reviewer.strip():
            raise ValueError("status is reviewed and reviewer is empty: name who reviewed it")
        return self

    @model_validator(mode="after")
    def _same_is_of_others(self) -> Self:
        own = [one.id for one in self.questions if one.same_as and one.same_as.policy == self.id]
        if own:
            raise ValueError(f"same_as names this policy itself: {', '.join(own)}")
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
    """One person's answer to one question at one revision of a story; later answers replace earlier ones.

    `story` is where it was said: `None` for the organisation's own sheet. `about` is the thing for which it
    is kept, `None` for that story alone, and `rests_on` a digest of the facts under it. `evidence` is `None`
    where it was answered before evidence was kept; `evidence_file` is a sealed file's name in the vault.
    """

    story: Code | None
    policy: PolicyId
    question: QuestionId
    reply: Reply
    justification: str = ""
    by: Handle
    roles: frozenset[Role]
    at: datetime
    revision: int
    signed_off_by: Handle | None = None
    about: str | None = None
    rests_on: str | None = None
    evidence: Evidence | None = None
    evidence_file: str | None = None


class Standing(StrEnum):
    """What a question has come to."""

    YES = "yes"
    JUSTIFIED = "justified"
    OPEN = "open"
    FAILED = "failed"
    UNSIGNED = "unsigned"
    """Not yes, explained, and still waiting for a manager who is another person."""
    ASKED_ELSEWHERE = "asked-elsewhere"
    """Another policy asks the same, and that question is not settled yet: it is answered there."""
    DOES_NOT_APPLY = "does-not-apply"
    """What it is asked about is not in the story; never because somebody said so."""


class QuestionState(Value):
    """A question with its standing, who answered (handles; `program` for a fact), and the fact's answer.

    `evidence` says what answered instead of a person, or why it does not apply: `fact: draft-approved`,
    `letter: L-2M4N-88TY L03`, `has-sound: no`, `same-as: guidance-note-2016 2.2a`. `shown` is what was given
    with the answers that count, and what they lack: `date: 2026-05-03`, `handle: amy`, `sentence: <digest>`,
    `file: <digest>`, `lacks: file`.
    """

    policy: PolicyId
    question: QuestionId
    severity: Severity
    standing: Standing
    answered_by: tuple[str, ...] = ()
    fact_holds: bool | None = None
    evidence: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def standing_of(
    question: Question,
    answers: tuple[Answer, ...],
    *,
    revision: int,
    fact_holds: bool | None,
    separation: Separation,
    is_answered: bool = False,
    elsewhere: tuple[Answer, ...] = (),
) -> Standing:
    """Return what the question has come to.

    `answers` are this question's, oldest first. `fact_holds` is `None` where the program has no say;
    `separation` says which accounts are two people; `is_answered` that what the question is answered by
    holds; `elsewhere` are the safeguarding noes that stand in other stories with the same files. A person
    cannot outvote a fact, nothing outvotes a "no", and only safeguarding lifts one of its own.
    """
    if not question.who:
        return Standing.YES if fact_holds else Standing.FAILED
    noes = noes_to(question, answers, revision=revision, separation=separation, elsewhere=elsewhere)
    if any(no.stands for no in noes):
        return Standing.FAILED
    current = counting(question, _without(noes, answers), revision)
    if is_answered and not any(answer.reply is Reply.NO for answer in current):
        return Standing.YES
    if not current:
        is_lost = question.is_settled_by_fact and fact_holds is False
        return Standing.FAILED if is_lost else Standing.OPEN
    return _by_people(question, current, fact_holds, separation)


def _by_people(
    question: Question, current: tuple[Answer, ...], fact_holds: bool | None, separation: Separation
) -> Standing:
    """What the answers that count come to; a yes without its fact is none, and without evidence open."""
    replies = {answer.reply for answer in current}
    said_yes = replies == {Reply.YES}
    if said_yes and fact_holds is not False:
        is_seen = not question.needs_second_viewer or _saw_two(current, separation)
        is_shown = not any(question.lacks(answer) for answer in current)
        return Standing.YES if is_seen and is_shown else Standing.OPEN
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


def counting(question: Question, answers: tuple[Answer, ...], revision: int) -> tuple[Answer, ...]:
    """Return the answers that count now: each viewer's last, or the last of all."""
    # Of before, it was the turn of whom the policy named then.
    allowed = [
        answer
        for answer in answers
        if answer.roles & question.who or (answer.evidence is None and question.old_answers_hold)
    ]
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
