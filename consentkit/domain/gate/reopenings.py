"""What an act on a story asks again, and that a person was told so before it was done."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from consentkit.domain.codes import Code
from consentkit.domain.consents import Approval, Decision
from consentkit.domain.errors import ConsentkitError, Refused
from consentkit.domain.stories import Story
from consentkit.domain.values import Value

_CODE = "reopens"


class Reopened(Value):
    """What was said to a story at its revision and would be asked again.

    `approvals` are the contributors who said yes to it and are still in it, `answers` the questions that were
    answered, each as its policy and its id, `certificates` those that would no longer hold, `looks` the
    numbers of the document's parts into which no program sees, and of which somebody said what they show.
    """

    story: Code
    revision: int
    approvals: tuple[Code, ...] = ()
    answers: tuple[str, ...] = ()
    certificates: tuple[Code, ...] = ()
    looks: tuple[int, ...] = ()

    @property
    def is_asked_first(self) -> bool:
        """Tell whether somebody has to say yes before: an approval or an answer is asked again."""
        return bool(self.approvals or self.answers)

    def holds(self, other: "Reopened") -> bool:
        """Tell whether whoever was told this was told all of the other."""
        is_of_same = (self.story, self.revision) == (other.story, other.revision)
        named = ("approvals", "answers", "looks")
        return is_of_same and all(set(getattr(other, one)) <= set(getattr(self, one)) for one in named)

    def refusal(self) -> Refused:
        """Return it as what refuses the act until a person was told."""
        return Refused(_CODE, reasons=(), **self.model_dump())


def reopened_of(error: ConsentkitError) -> Reopened | None:
    """Return what an act was refused for until a person is told; `None` for any other error."""
    return Reopened.model_validate(error.facts) if error.code == _CODE else None


def people_who_approved(story: Story, given: Iterable[Approval]) -> tuple[Code, ...]:
    """Return who said yes to the story as it stands, each by the last thing they said; sorted."""
    last = {one.contributor: one.decision for one in given if one.revision == story.revision}
    return tuple(sorted(code for code, decision in last.items() if decision is Decision.YES))


class Agreement:
    """What a person was told and said yes to: nothing at first."""

    def __init__(self, *told: Reopened) -> None:
        self._told = told

    def check(self, reopened: Reopened) -> None:
        """Raise Refused (reopens) where it was not told before that something is asked again."""
        if reopened.is_asked_first and not any(one.holds(reopened) for one in self._told):
            raise reopened.refusal()

    @contextmanager
    def given(self, reopened: Reopened) -> Iterator[None]:
        """Let an act ask again what the person was told, and no later one."""
        before = self._told
        self._told = (*before, reopened)
        try:
            yield
        finally:
            self._told = before
