"""What an act asks again or changes of what was agreed to, and that a person was told before it was done."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from consentkit.domain.codes import Code
from consentkit.domain.consents import Approval, Decision
from consentkit.domain.errors import ConsentkitError, Refused
from consentkit.domain.stories import Story
from consentkit.domain.uses.changes import UseChanges
from consentkit.domain.values import Value

_CODE = "reopens"
_USES_CODE = "uses-change"


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


class UsesChange(Value):
    """What an answer would do to the uses that stand, and which publications would have to come down."""

    contributor: Code
    story: Code
    is_no: bool
    changes: UseChanges
    publications: tuple[Code, ...] = ()

    @property
    def is_asked_first(self) -> bool:
        """Tell whether somebody has to say yes before: something stood already. A no is never held up."""
        stood = self.changes.renews or self.changes.takes or self.changes.leaves
        return not self.is_no and (bool(stood) or any(one.before for one in self.changes.adds))

    def holds(self, other: "UsesChange") -> bool:
        """Tell whether whoever was told this was told all of the other."""
        return self == other

    def refusal(self) -> Refused:
        """Return it as what refuses the act until a person was told."""
        return Refused(
            _USES_CODE,
            reasons=(),
            contributor=self.contributor,
            story=self.story,
            publications=self.publications,
            change=self.model_dump_json(),
        )


Told = Reopened | UsesChange
"""What a person is told before an act, and says yes to."""


def told_of(error: ConsentkitError) -> Told | None:
    """Return what an act was refused for until a person is told; `None` for any other error."""
    if error.code == _USES_CODE:
        return UsesChange.model_validate_json(str(error.facts["change"]))
    return Reopened.model_validate(error.facts) if error.code == _CODE else None


def people_who_approved(story: Story, given: Iterable[Approval]) -> tuple[Code, ...]:
    """Return who said yes to the story as it stands, each by the last thing they said; sorted."""
    last = {one.contributor: one.decision for one in given if one.revision == story.revision}
    return tuple(sorted(code for code, decision in last.items() if decision is Decision.YES))


def _holds(one: Told, other: Told) -> bool:
    if isinstance(one, Reopened):
        return isinstance(other, Reopened) and one.holds(other)
    return isinstance(other, UsesChange) and one.holds(other)


class Agreement:
    """What a person was told and said yes to: nothing at first."""

    def __init__(self, *told: Told) -> None:
        self._told = told

    def check(self, told: Told) -> None:
        """Raise Refused (reopens, uses-change) where that was not told before."""
        if told.is_asked_first and not any(_holds(one, told) for one in self._told):
            raise told.refusal()

    @contextmanager
    def given(self, told: Told) -> Iterator[None]:
        """Let an act do what the person was told, and no later one."""
        before = self._told
        self._told = (*before, told)
        try:
            yield
        finally:
            self._told = before
