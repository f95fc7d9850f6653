"""What an act asks again or changes of what was agreed to, in words."""

from collections.abc import Iterator

from consentkit.domain.gate.reopenings import Reopened, Told, UsesChange
from consentkit.wording.languages import _
from consentkit.wording.uses import change_lines


def told_lines(told: Told) -> Iterator[str]:
    """Yield what a person is told before an act."""
    if isinstance(told, UsesChange):
        yield from change_lines(told.changes)
        if told.publications:
            yield _("These publications have to come down: {codes}").format(
                codes=", ".join(told.publications)
            )
    else:
        yield from reopened_lines(told)


def reopened_lines(reopened: Reopened) -> Iterator[str]:
    """Yield what is asked again, each kind on its line."""
    if reopened.approvals:
        yield _("These people are asked again what they say to it: {codes}").format(
            codes=", ".join(reopened.approvals)
        )
    if reopened.answers:
        yield _("These questions are answered again: {questions}").format(
            questions=", ".join(reopened.answers)
        )
    if reopened.certificates:
        yield _("These certificates no longer hold: {codes}").format(codes=", ".join(reopened.certificates))
    if reopened.looks:
        yield _(
            "What was said of these parts of the document holds no longer, and the new one is looked at: {numbers}"
        ).format(numbers=", ".join(map(str, reopened.looks)))
