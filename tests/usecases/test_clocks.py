"""The log knows the time: what rests on days waits until a manager says why it goes back."""

from datetime import timedelta

import pytest

from consentkit.domain.consents import Audience
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.problems import ClockReason, ProblemKind
from consentkit.domain.values import Channel
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.log.clocks import explain_clock
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.checkups import examine_workspace
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.stories.stories import add_story, plan_story


@pytest.fixture
def workspace_folder(cleared_folder):
    return cleared_folder


@pytest.fixture
def case(clearable):
    """A story that is cleared."""
    assert clearable.codes() == []
    return clearable


def explained(case, clock, why=ClockReason.WAS_AHEAD):
    manager = case.open_as("manager-1")
    return explain_clock(manager, why, manager.today)


def test_a_clock_that_was_ahead_stops_the_gate_until_a_manager_says_why(case, clock):
    clock.advance(days=40)
    add_story(case.officer, "Another")
    clock.advance(days=-40)
    assert set(case.codes()) == {"clock-behind"}
    with pytest.raises(Refused) as waits:
        plan(case)
    assert waits.value.code == "clock-behind"
    later = explained(case, clock)
    assert case.codes() == []
    plan(case)
    found = verify_audit(case.officer)
    assert found.is_intact
    (told,) = found.problems
    assert (told.kind, told.seq, told.earlier) == (ProblemKind.TIME_EXPLAINED, later + 1, later)
    assert (told.subject, told.key) == ("manager-1", "was-ahead")


def plan(case):
    day = case.officer.today
    story = case.story
    plan_story(
        case.officer, story, Channel.PRINT, audience=Audience.DONORS, place="KH", from_on=day, until=day
    )


def test_what_a_manager_explained_does_not_speak_for_the_next_time(case, clock):
    clock.advance(days=40)
    add_story(case.officer, "Another")
    clock.advance(days=-40)
    explained(case, clock)
    clock.advance(hours=-1)
    assert set(case.codes()) == {"clock-behind"}


def test_a_step_back_of_before_stays_unexplained(case, clock):
    clock.advance(hours=-2)
    add_story(case.officer, "With the clock set back")
    clock.advance(days=40)
    add_story(case.officer, "Ahead")
    clock.advance(days=-39)
    explained(case, clock)
    kinds = [problem.kind for problem in verify_audit(case.officer).problems]
    assert kinds == [ProblemKind.TIME_BACK, ProblemKind.TIME_EXPLAINED]


def test_there_is_something_to_explain_and_the_day_is_this_machine_s(case, clock):
    manager = case.open_as("manager-1")
    with pytest.raises(Conflict, match="clock-not-behind"):
        explain_clock(manager, ClockReason.WAS_AHEAD, manager.today)
    clock.advance(hours=-2)
    with pytest.raises(InvalidInput, match="day-is-another"):
        explain_clock(manager, ClockReason.WAS_AHEAD, manager.today + timedelta(days=1))
    with pytest.raises(Refused, match="role-may-not"):
        explain_clock(case.officer, ClockReason.WAS_AHEAD, manager.today)


def test_doctor_and_home_name_the_events_that_go_back(case, clock):
    clock.advance(days=40)
    add_story(case.officer, "Ahead")
    clock.advance(days=-40)
    add_story(case.officer, "Right again")
    found = {one.code: one.facts for one in examine_workspace(case.officer)}
    newest = case.officer.reading.rows("SELECT max(seq) AS n FROM audit")[0]["n"]
    assert found["clock-behind"] == {"event": newest - 1}
    assert found["times-back"] == {"count": 1, "events": str(newest)}
    assert "audit" in found
    assert "audit-broken" not in found
    assert next(needs_of(case.open_as("manager-1"))).code is NeedCode.CLOCK_BEHIND
    assert NeedCode.CLOCK_BEHIND not in {need.code for need in needs_of(case.officer)}
