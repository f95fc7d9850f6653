"""A first sight of what stands against a story: who does what next, in at most eight lines."""

from datetime import date

from consentkit.domain.gate.clearances import Clearance, Reason, ReasonCode, finding
from consentkit.domain.stories import Story
from consentkit.domain.values import Channel
from consentkit.pages.stories.clearance_lines import Unfolding, clearance_lines
from consentkit.pages.stories.pages import StoryPage
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
        "safeguarding: said no, and decides again.",
        "manager: sign the explanations off.",
    ]


def test_what_safeguarding_said_no_to_is_never_among_the_others():
    facts = {
        "who": ("officer", "safeguarding"),
        "by": "safeguarding-1",
        "on": TODAY,
        "question": "Is it safe?",
    }
    no = Reason(code=ReasonCode.SAFEGUARDING_NO, subject="own-rules/1a", facts=facts)
    assert steps_for((*OF_ALL_KINDS, no))[0].words == "safeguarding: said no, and decides again."
    assert (
        _lines((*MANY, no))[0]
        .more.strip()
        .startswith("safeguarding-1 of safeguarding said no to question own-rules/1a")
    )


def test_nothing_wrong_is_no_step():
    assert steps_for(()) == ()


TODAY = date(2026, 11, 21)
PICTURES = [Reason(code=ReasonCode.SCAN_MISSING, subject=f"I-0000-000{n}") for n in range(3)]
MANY = (
    Reason(code=ReasonCode.PLAN_MISSING, subject="S-0000-0000", facts={"channel": "website"}),
    *PICTURES,
    *[_question(("officer",))] * 20,
)


def _page(reasons, together=()):
    clearance = Clearance(
        story="S-0000-0000", channel=Channel.WEBSITE, on=TODAY, from_on=TODAY, until=TODAY, is_allowed=False,
        reasons=tuple(reasons), advice=(), questions=(), parts={}, first_parts={}, notes=(),
    )  # fmt: skip
    return StoryPage(
        story=Story(id="S-0000-0000", title="Hers", revision=1), plans=(), clearances=(clearance,), people=(),
        approvals=(), images=(), bases={}, words=None, together=together, publications=(), takedowns=(),
        events=None,
        today=TODAY,
    )  # fmt: skip


def _lines(reasons, *unfolded):
    unfolding = Unfolding(
        frozenset((Channel.WEBSITE, one) for one in unfolded), lambda _c, step: ("turn", step)
    )
    cure = lambda reason, _channel: ("cure", reason.code.value)  # noqa: E731 - what a line opens
    found = clearance_lines(_page(reasons), cure, lambda _action: "l", unfolding)
    first, *steps = (line for line in found if line.words.lstrip().startswith("✗ ") and line.open is not None)
    assert (first.words[:9], first.open) == (
        "✗ Refused",
        ("cure", steps_for(reasons)[0].reasons[0].code.value),
    )
    return steps


def test_a_storys_page_shows_steps_and_each_opens_its_reasons_or_their_cure():
    assert [(line.words, line.open) for line in _lines(MANY)] == [
        ("  ✗ officer: say where it goes and until when.", ("cure", "plan-missing")),
        ("  ✗ officer: go to the pictures. Reasons: 3.", ("turn", "officer: go to the pictures.")),
        ("  ✗ officer: answer in the checklist. Reasons: 20.", ("cure", "question-open")),
    ]


def test_an_unfolded_step_shows_its_reasons_with_their_cures_below_it():
    lines = _lines(MANY, "officer: go to the pictures.")
    assert [line.open[1] for line in lines] == [
        "plan-missing", "officer: go to the pictures.", *["scan-missing"] * 3, "question-open",
    ]  # fmt: skip
    assert [line.invitation for line in (_lines(MANY)[1], lines[1])] == [
        "see each of them.",
        "fold them again.",
    ]


def test_few_reasons_are_all_told_at_once():
    assert [line.open for line in _lines(PICTURES)] == [("cure", "scan-missing")] * 3


def test_however_much_is_wrong_a_storys_page_shows_eight_lines():
    assert len(_lines(OF_ALL_KINDS)) == MOST_STEPS


def test_where_a_story_goes_out_with_others_its_page_says_how_they_stand():
    alone = _page(()).clearances[0].model_copy(update={"reasons": (), "is_allowed": True})
    other = alone.model_copy(update={"story": "S-0000-0001", "reasons": MANY[:2], "is_allowed": False})
    plans = finding(ReasonCode.PLANS_DIFFER, alone.story, channel="website", stories=("S-0000-0000",))
    joint = alone.model_copy(update={"also": (other.story,), "each": (alone, other)})
    refused = joint.model_copy(update={"reasons": (*other.reasons, plans), "is_allowed": False})
    unfolding = Unfolding(frozenset(), lambda _c, step: ("turn", step))
    page = _page((), together=(joint, refused))
    told = [one.words for one in clearance_lines(page, lambda *_: None, lambda _action: "l", unfolding)]
    assert "✓ Cleared together with S-0000-0001 for website until 21 November 2026." in told
    assert "✗ Refused together with S-0000-0001 for website. Reasons: 3." in told
    assert "  ✗ Story S-0000-0001 has reasons of its own: 2." in told
    assert any("no day in common" in words for words in told)
