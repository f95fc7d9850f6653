"""What a question comes to that another policy asks already: that question's answer is its own."""

from collections.abc import Mapping, Sequence

from consentkit.domain.checklists import Policy, Question, QuestionState, Severity, Standing

States = Mapping[tuple[str, str], QuestionState]
"""What each question has come to by itself, by its policy and its id."""

_WORST_FIRST = (
    Standing.FAILED,
    Standing.UNSIGNED,
    Standing.OPEN,
    Standing.ASKED_ELSEWHERE,
    Standing.JUSTIFIED,
    Standing.YES,
)


def as_elsewhere(question: Question, own: QuestionState, states: States) -> QuestionState:
    """Return what a question has come to with the answers to those that ask the same.

    What was answered to the question itself, or spares it, holds. It is asked by itself where those of the
    other policy are not asked, where an explained no is not enough for it, and where they are only advice.
    """
    there = _asked_there(question, states) if own.standing is Standing.OPEN else ()
    if not there:
        return own
    standing = _standing(own, there)
    if standing is Standing.OPEN:
        return own
    people = tuple(dict.fromkeys(by for one in there for by in one.answered_by))
    evidence = tuple(f"same-as: {one.policy} {one.question}" for one in there)
    return own.model_copy(update={"standing": standing, "answered_by": people, "evidence": evidence})


def _asked_there(question: Question, states: States) -> tuple[QuestionState, ...]:
    """Those of the other policy that apply; none where one of them is not known."""
    if question.same_as is None or any(name not in states for name in question.same_as.names):
        return ()
    found = [states[name] for name in question.same_as.names]
    return tuple(one for one in found if one.standing is not Standing.DOES_NOT_APPLY)


def _standing(own: QuestionState, there: Sequence[QuestionState]) -> Standing:
    worst = min((one.standing for one in there), key=_WORST_FIRST.index)
    if worst is Standing.JUSTIFIED:
        return Standing.OPEN if own.severity is Severity.BLOCKER else worst
    if worst is Standing.YES:
        return worst
    unsettled = [one for one in there if one.standing not in {Standing.YES, Standing.JUSTIFIED}]
    is_only_advice = all(one.severity is Severity.ADVICE for one in unsettled)
    return (
        Standing.OPEN if is_only_advice and own.severity is not Severity.ADVICE else Standing.ASKED_ELSEWHERE
    )


def is_shared(question: Question, policies: Sequence[Policy]) -> bool:
    """Tell whether a policy that is used asks the same."""
    return question.same_as is not None and question.same_as.policy in {one.id for one in policies}
