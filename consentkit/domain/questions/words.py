"""The words of a policy in another language: made for one wording, and shown for no other."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field, StringConstraints

from consentkit.domain.characters import ONE_LINE
from consentkit.domain.checklists import Policy, Question
from consentkit.domain.questions.same import PolicyId, QuestionId
from consentkit.domain.values import Value, digest_of, review_word

Words = Annotated[
    str, StringConstraints(min_length=2, max_length=1200, strip_whitespace=True, pattern=ONE_LINE)
]
MadeFor = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]

_DIGITS = 16
PARTS = ("text", "why", "example", "evidence")


def made_for(*words: str | None) -> str:
    """Return the digest of a wording, by which its translations know it."""
    return digest_of(list(words))[:_DIGITS]


def wording_of(question: Question) -> tuple[str | None, ...]:
    """Return what of a question is translated: its text, why, example and evidence."""
    return (question.text, question.why, question.example, question.evidence)


class PolicyTitle(Value):
    """What the policy is and whose words they are."""

    made_for: MadeFor
    title: Words
    source: Words


class PrincipleWords(Value):
    """A heading."""

    id: str
    made_for: MadeFor
    title: Words


class QuestionWords(Value):
    """A question: what is left out is shown as the policy has it."""

    id: QuestionId
    made_for: MadeFor
    text: Words
    why: Words | None = None
    example: Words | None = None
    evidence: Words | None = None


class PolicyWords(Value):
    """The words of one policy in one language. They are shown to people, and no digest holds them."""

    policy: PolicyId
    language: str
    version: int = Field(ge=1)
    """The version of the policy that they were made for: for people. `made_for` says what fits."""
    status: Annotated[str, BeforeValidator(review_word), StringConstraints(pattern="^(unreviewed|reviewed)$")]
    reviewer: str = ""
    heading: PolicyTitle | None = None
    principles: tuple[PrincipleWords, ...] = ()
    questions: tuple[QuestionWords, ...] = ()


class Part(NamedTuple):
    """One wording of a policy, its words in the other language, and where it stands."""

    place: str
    english: str
    words: str | None
    fits: bool


def parts_of(policy: Policy, words: PolicyWords) -> Iterator[Part]:
    """Yield every wording of the policy with its words: `None` where they are missing or do not fit."""
    head = words.heading
    fits = head is not None and head.made_for == made_for(policy.title, policy.source)
    for field in ("title", "source"):
        told = getattr(head, field) if fits else None
        yield Part("heading", getattr(policy, field), told, fits or head is None)
    titles = {one.id: one for one in words.principles}
    for principle in policy.principles:
        found = titles.get(principle.id)
        fits = found is not None and found.made_for == made_for(principle.title)
        told = found.title if found and fits else None
        yield Part(f"principle {principle.id}", principle.title, told, fits or found is None)
    asked = {one.id: one for one in words.questions}
    for question in policy.questions:
        yield from _parts_of_question(question, asked.get(question.id))


def _parts_of_question(question: Question, found: QuestionWords | None) -> Iterator[Part]:
    fits = found is not None and found.made_for == made_for(*wording_of(question))
    for field, english in zip(PARTS, wording_of(question), strict=True):
        if english is not None:
            told = getattr(found, field) if fits else None
            yield Part(f"question {question.id}", english, told, fits or found is None)


class Coverage(Value):
    """How much of a policy can be read in a language, and whether a native speaker reviewed it."""

    policy: str
    language: str
    status: str
    questions: int
    missing: int
    """Questions without all their words in this language: what is missing is shown as the policy has it."""


def coverage_of(policy: Policy, words: PolicyWords) -> Coverage:
    """Count the questions that lack words."""
    lacking = {one.place for one in parts_of(policy, words) if one.words is None}
    return Coverage(
        policy=policy.id,
        language=words.language,
        status=words.status,
        questions=len(policy.questions),
        missing=sum(f"question {one.id}" in lacking for one in policy.questions),
    )
