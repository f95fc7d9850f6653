"""Words that can harm by how they tell, and what may be said in their place."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from consentkit.domain.characters import ONE_LINE
from consentkit.domain.letters.letters import Language
from consentkit.domain.values import Value, review_word

_Line = Annotated[str, StringConstraints(pattern=ONE_LINE, min_length=1, max_length=200)]
TermId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}-[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


class TermKind(StrEnum):
    """How a word can harm the person it is about."""

    SENSATIONAL = "sensational"
    PITYING = "pitying"
    BLAMING = "blaming"
    SEXUALISING = "sexualising"
    RESCUING = "rescuing"
    CRIMINALISING = "criminalising"


class Term(Value):
    """A word in all its forms, what may stand in its place, and why.

    `weight` is `advice`, or `justify` where somebody should say why it stays. It never stops a story.
    """

    id: TermId
    kind: TermKind
    weight: Literal["advice", "justify"]
    forms: tuple[_Line, ...] = Field(min_length=1)
    instead: tuple[_Line, ...] = Field(min_length=1)
    why: _Line


class TermList(Value):
    """The words of one language. A draft until a native speaker has looked at it."""

    language: Language
    version: int = Field(ge=1)
    status: Annotated[str, BeforeValidator(review_word), StringConstraints(pattern="^(unreviewed|reviewed)$")]
    reviewer: str = ""
    source: str
    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        ids = [term.id for term in self.terms]
        forms = [form.casefold() for term in self.terms for form in term.forms]
        for one in (*ids, *forms):
            if (*ids, *forms).count(one) > 1:
                raise ValueError(f"{one} stands here twice: once is enough")
        if self.status == "reviewed" and not self.reviewer.strip():
            raise ValueError("status is reviewed and reviewer is empty: name who reviewed it")
        return self
