"""A no never waits: heard while the clock is set back, it holds once the clock is right again."""

from datetime import timedelta

import pytest
from quick_cases import quick_among
from signed_letters_made import confirm
from test_noes_on_paper import AGAINST, Office

from consentkit.domain.consents import AssentMethod, Decision
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.usecases.consents.consents import NewConsent, record_assent, record_consent
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.stories.stories import approve_draft

DAYS = 20


@pytest.fixture
def office_of(open_as, tmp_path):
    """`office_of(is_child=True)` gives somebody with a story, and letters that come back."""
    return lambda **kind: Office(open_as("officer-1"), open_as("volunteer-1"), tmp_path, **kind)


@pytest.fixture
def office(office_of):
    return office_of()


def _refuses(office, on=None):
    new = NewConsent(
        contributor=office.person, story=office.story, decision=Decision.NO, language="th",
        given_on=on or office.officer.today,
    )  # fmt: skip
    return record_consent(office.officer, new)


def _real_day(office):
    return office.officer.today + timedelta(days=DAYS)


def _child_refuses(office, on=None):
    return record_assent(
        office.officer, office.person, office.story, decision=Decision.NO, method=AssentMethod.PICTURES,
        given_on=on,
    )  # fmt: skip


ADULT = {
    "withdraw the consent": lambda office, yes: withdraw_consent(office.officer, yes),
    "withdraw all of theirs": lambda office, _yes: withdraw_consent(office.officer, office.person),
    "withdraw on the real day": lambda office, yes: withdraw_consent(
        office.officer, yes, withdrawn_on=_real_day(office)
    ),
    "refuse": lambda office, _yes: _refuses(office),
    "refuse on the real day": lambda office, _yes: _refuses(office, _real_day(office)),
}
CHILD = {
    "the child refuses": lambda office, _yes: _child_refuses(office),
    "the child refuses on the real day": lambda office, _yes: _child_refuses(office, _real_day(office)),
}
PAPERS = {
    "withdrawal": ("X02.all",), "refusal": ("X01.all",), "adult": ("L24.no",), "assent-7-11": ("C04.no",)
}  # fmt: skip
FOR_CHILDREN = {*CHILD, "assent-7-11"}
QUICK = {"withdraw the consent", "withdraw on the real day", "refuse", "the child refuses", "refusal"}


@pytest.mark.parametrize("act", quick_among([*ADULT, *CHILD, *PAPERS], QUICK))
def test_a_no_heard_with_the_clock_set_back_holds_when_it_is_right_again(office_of, clock, act):
    office = office_of(is_child=act in FOR_CHILDREN)
    yes = office.says_yes().id
    if act in FOR_CHILDREN:
        office.child_says()
    made = office.letter(act) if act in PAPERS else None
    assert not office.codes() & AGAINST
    clock.advance(days=-DAYS)
    if made is not None:
        office.comes_back(made, PAPERS[act])
        confirm(office.volunteer, made.letter.id, PAPERS[act])
    else:
        (ADULT | CHILD)[act](office, yes)
    clock.advance(days=DAYS)
    assert office.codes() & AGAINST
    clock.advance(days=1)
    assert office.codes() & AGAINST


def test_a_no_to_what_was_shown_holds_when_the_clock_is_right_again(office, clock):
    office.says_yes()
    office.approves()
    clock.advance(days=-DAYS)
    approve_draft(office.officer, office.story, office.person, decision=Decision.NO)
    clock.advance(days=DAYS)
    assert R.DRAFT_NOT_APPROVED in office.codes()


def test_a_yes_waits_for_the_clock_and_no_day_lies_after_what_the_log_knows(office, clock):
    yes = office.says_yes().id
    clock.advance(days=-DAYS)
    with pytest.raises(Refused, match="clock-behind"):
        office.says_yes()
    for late in (
        lambda: withdraw_consent(office.officer, yes, withdrawn_on=_real_day(office) + timedelta(days=1)),
        lambda: _refuses(office, _real_day(office) + timedelta(days=1)),
    ):
        with pytest.raises(InvalidInput, match="day-not-come"):
            late()


def test_a_no_is_of_its_day_where_the_clock_is_right(office, clock):
    office.says_yes()
    clock.advance(days=2)
    assert _refuses(office).given_on == office.officer.today
