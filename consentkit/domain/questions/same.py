"""Questions that several policies share: one of them is asked, and its answer is that of all."""

from typing import Annotated

from pydantic import Field, StringConstraints

from consentkit.domain.values import Value

PolicyId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Z]?[0-9]+(\.[0-9]+)?[a-z]$")]


class SameAs(Value):
    """The questions of another policy that ask the same: all of them must come to yes.

    Where that policy is not used, or none of them applies to a story, the question is asked by itself.
    """

    policy: PolicyId
    questions: tuple[QuestionId, ...] = Field(min_length=1)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each question with its policy."""
        return tuple((self.policy, one) for one in self.questions)
