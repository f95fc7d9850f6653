"""A question that two policies share is asked once: what the one comes to is the other's answer."""

import pytest
from dossier_making import PERSON, answer, dossier, policy, question

from consentkit.domain.checklists import Reply, Severity, Standing
from consentkit.domain.gate.clearing import clear
from consentkit.domain.questions.scopes import ORGANISATION
from consentkit.domain.roles import Role

BLOCKER, JUSTIFY, ADVICE = Severity.BLOCKER, Severity.JUSTIFY, Severity.ADVICE
WHY = "Because of what happened, as was told to us."


def _same(*names):
    return {"policy": "own-rules", "questions": names}


def _made(theirs, mine, *answers, **changes):
    second = policy(*mine, id="second-rules")
    return dossier(policies=(policy(*theirs), second), answers=answers, **changes)


def _standing(made, name="1z"):
    clearance = clear(made)
    (found,) = [s for s in clearance.questions if (s.policy, s.question) == ("second-rules", name)]
    subjects = {reason.subject for reason in clearance.reasons if "/" in reason.subject}
    return found, subjects


MINE = question("1z", same_as=_same("1a"))
THEIRS = question("1a")


@pytest.mark.parametrize(
    ("answers", "standing", "reasons"),
    [
        ((), Standing.ASKED_ELSEWHERE, {"own-rules/1a"}),
        ((answer("1a"),), Standing.YES, set()),
        ((answer("1a", Reply.NO),), Standing.ASKED_ELSEWHERE, {"own-rules/1a"}),
        # What was answered to the question itself holds, and answers nothing there.
        ((answer("1z", policy="second-rules"),), Standing.YES, {"own-rules/1a"}),
        (
            (answer("1a"), answer("1z", Reply.NO, policy="second-rules")),
            Standing.FAILED,
            {"second-rules/1z"},
        ),
    ],
)
def test_what_two_policies_ask_is_asked_once_and_a_no_to_either_stands(answers, standing, reasons):
    found, subjects = _standing(_made((THEIRS,), (MINE,), *answers))
    assert (found.standing, subjects) == (standing, reasons)


def test_the_answer_there_is_named_with_who_gave_it():
    found, _reasons = _standing(_made((THEIRS,), (MINE,), answer("1a")))
    assert (found.answered_by, found.evidence) == (("officer-1",), ("same-as: own-rules 1a",))


def test_of_several_that_ask_the_same_all_must_be_yes():
    both, mine = (question("1a"), question("1b")), (question("1z", same_as=_same("1a", "1b")),)
    assert _standing(_made(both, mine, answer("1a")))[0].standing is Standing.ASKED_ELSEWHERE
    assert _standing(_made(both, mine, answer("1a"), answer("1b")))[0].standing is Standing.YES


def test_what_does_not_apply_there_answers_nothing():
    child = {"when": {"child": True}}
    some, mine = (question("1a"), question("1b", **child)), (question("1z", same_as=_same("1a", "1b")),)
    assert _standing(_made(some, mine, answer("1a")))[0].standing is Standing.YES
    none = (question("1a", **child),)
    assert _standing(_made(none, (MINE,)))[0].standing is Standing.OPEN
    spared = (question("1z", same_as=_same("1a"), **child),)
    assert _standing(_made((THEIRS,), spared))[0].standing is Standing.DOES_NOT_APPLY


def test_without_the_other_policy_the_question_is_asked_by_itself():
    alone = policy(MINE, id="second-rules")
    assert _standing(dossier(policies=(alone,), answers=()))[0].standing is Standing.OPEN
    lacking = _made((question("1c"),), (MINE,), answer("1c"))
    assert _standing(lacking)[0].standing is Standing.OPEN


EXPLAINED = answer("1a", Reply.NO, justification=WHY, signed_off_by="manager-1")


@pytest.mark.parametrize(
    ("there", "here", "answers", "standing"),
    [
        # A no that was explained there is none where nothing can be explained.
        (JUSTIFY, JUSTIFY, (EXPLAINED,), Standing.JUSTIFIED),
        (JUSTIFY, BLOCKER, (EXPLAINED,), Standing.OPEN),
        # What only advises there refuses nothing, and so is asked where it refuses.
        (ADVICE, ADVICE, (), Standing.ASKED_ELSEWHERE),
        (ADVICE, BLOCKER, (), Standing.OPEN),
        (ADVICE, BLOCKER, (answer("1a"),), Standing.YES),
        (JUSTIFY, BLOCKER, (), Standing.ASKED_ELSEWHERE),
    ],
)
def test_a_question_that_asks_more_firmly_is_asked_by_itself(there, here, answers, standing):
    theirs, mine = question("1a", there), question("1z", here, same_as=_same("1a"))
    found, subjects = _standing(_made((theirs,), (mine,), *answers))
    assert found.standing is standing
    assert ("second-rules/1z" in subjects) == (standing is Standing.OPEN and here is not ADVICE)


@pytest.mark.parametrize("standing", [Standing.ASKED_ELSEWHERE, Standing.YES])
def test_nothing_clears_that_would_not_clear_with_the_question_asked_there_alone(standing):
    answers = (answer("1a"),) if standing is Standing.YES else ()
    alone = clear(dossier(policies=(policy(THEIRS),), answers=answers))
    both = clear(_made((THEIRS,), (MINE,), *answers))
    assert (both.is_allowed, both.reasons) == (alone.is_allowed, alone.reasons)


def test_a_safeguarding_no_to_a_question_of_before_stands_whatever_is_answered_there():
    no = answer("1z", Reply.NO, policy="second-rules", by="safeguarding-1", role=Role.SAFEGUARDING)
    found, subjects = _standing(_made((THEIRS,), (MINE,), answer("1a"), no))
    assert (found.standing, subjects) == (Standing.FAILED, {"second-rules/1z"})


def test_what_runs_out_there_is_open_here_on_the_same_day():
    about = {"scope": "contributor", "valid_days": 14}
    theirs, mine = question("1a", **about), question("1z", same_as=_same("1a"), **about)
    old = answer("1a", about=PERSON, rests_on="another record")
    assert _standing(_made((theirs,), (mine,), shared=(old,)))[0].standing is Standing.ASKED_ELSEWHERE
    sheet = question("1a", scope="organisation", valid_days=10)
    said = answer("1a", about=ORGANISATION)
    made = _made((sheet,), (MINE,), shared=(said,))
    last = said.at.date().replace(day=said.at.day + 9)
    assert _standing(made.model_copy(update={"on": last}))[0].standing is Standing.YES
    after = made.model_copy(update={"on": last.replace(day=last.day + 1)})
    assert _standing(after)[0].standing is Standing.ASKED_ELSEWHERE
