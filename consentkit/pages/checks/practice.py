"""The checklist without a story: its questions, and what an answer would mean."""

from collections.abc import Iterator

from consentkit.domain.checklists import Policy, QuestionState, Reply, Standing
from consentkit.pages.checks.evidence import asks_for
from consentkit.usecases.checks.checklists import AskedQuestion
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import PRACTICE_NOT_YES


def practice_questions(policy: Policy) -> Iterator[AskedQuestion]:
    """Yield the questions of a policy, as if nobody had answered one."""
    for question in policy.questions:
        state = QuestionState(
            policy=policy.id, question=question.id, severity=question.severity, standing=Standing.OPEN
        )
        yield AskedQuestion(policy, question, state)


def meaning_of(asked: AskedQuestion, reply: Reply) -> str:
    """Say what an answer would mean."""
    if reply is not Reply.YES:
        words = _(PRACTICE_NOT_YES[asked.question.severity])
        return words + (" " + _("Not to know counts as a no.") if reply is Reply.UNKNOWN else "")
    if asked.question.evidence_kinds:
        words = _("You would be asked for this too, and then the question is settled: {kinds}.")
        return words.format(kinds=asks_for(asked.question))
    if asked.question.needs_second_viewer:
        return _("A second person has to say yes too. Then the question is settled.")
    if asked.question.fact is not None:
        return _("With your yes the question is settled, where the records bear it out.")
    return _("With this answer the question is settled.")
