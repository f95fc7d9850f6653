"""A first sight of what stands against a story: who does what next, in at most eight lines."""

from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.pages.stories.steps import MOST_STEPS, steps_for

OF_ALL_KINDS = tuple(
    Reason(code=code, subject="S-0000-0000", facts={"who": (who,)})
    for code in ReasonCode
    for who in ("officer", "safeguarding", "manager")
)


def _question(who, code=ReasonCode.QUESTION_OPEN):
    return Reason(code=code, subject="own-rules/1a", facts={"who": who})


def test_however_much_is_wrong_it_is_eight_lines_and_every_reason_is_in_one():
    steps = steps_for(OF_ALL_KINDS)
    assert len(steps) == MOST_STEPS
    assert sorted(map(str, OF_ALL_KINDS)) == sorted(str(one) for step in steps for one in step.reasons)


def test_a_new_storys_reasons_are_grouped_by_who_does_what_next():
    new = (
        Reason(code=ReasonCode.STORY_EMPTY, subject="S-0000-0000"),
        Reason(code=ReasonCode.PLAN_MISSING, subject="S-0000-0000"),
        *[_question(("officer", "safeguarding"))] * 20,
        *[_question(("safeguarding",))] * 5,
        *[_question(("manager",))] * 2,
    )
    assert [step.line for step in steps_for(new)] == [
        "officer: add the words, or the pictures. Reasons: 1.",
        "officer: say where it goes and until when. Reasons: 1.",
        "officer: answer in the checklist. Reasons: 20.",
        "safeguarding: answer in the checklist. Reasons: 5.",
        "manager: answer in the checklist. Reasons: 2.",
    ]


def test_who_signs_off_and_who_lifts_a_no_is_named():
    unsigned = _question(("officer",), ReasonCode.QUESTION_UNSIGNED)
    said_no = _question(("officer", "safeguarding"), ReasonCode.SAFEGUARDING_NO)
    assert [step.words for step in steps_for((unsigned, said_no))] == [
        "manager: sign the explanations off.",
        "safeguarding: answer in the checklist.",
    ]


def test_nothing_wrong_is_no_step():
    assert steps_for(()) == ()
