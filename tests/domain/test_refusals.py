"""For how long a no keeps others from asking again, by its use."""

from datetime import date, timedelta

import pytest
from dossier_making import consent, refusal

from consentkit.domain.consents import Asked
from consentkit.domain.uses.refusals import refused_by
from consentkit.domain.values import Channel

DAYS = 90
YES = consent()
NO = refusal()
CHANNEL = min(YES.scope.channels)
OTHER = next(one for one in Channel if one not in YES.scope.channels)
UNTICKED = YES.model_copy(update={"asked": Asked(channels=YES.scope.channels | {OTHER})})


@pytest.mark.parametrize(
    ("answers", "channel", "is_refused"),
    [
        ((), CHANNEL, False),
        ((YES,), CHANNEL, False),
        ((YES,), OTHER, False),
        ((NO,), None, True),
        ((NO,), OTHER, True),
        ((NO, YES), CHANNEL, False),
        ((YES, NO), CHANNEL, True),
        ((UNTICKED,), OTHER, True),
        ((UNTICKED,), CHANNEL, False),
        # A letter offers every box: the story itself was not refused.
        ((UNTICKED,), None, False),
    ],
)
def test_the_last_answer_refuses_a_use(answers, channel, is_refused):
    found = refused_by(answers, channel, days=DAYS, by_themselves=None)
    assert (found is not None) is is_refused
    if found is not None:
        assert found.again_on == found.on + timedelta(days=DAYS)


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (1, False)])
def test_who_came_by_themselves_since_may_be_asked(days, is_refused):
    came = NO.given_on + timedelta(days=days)
    assert isinstance(came, date)
    found = refused_by((NO,), None, days=DAYS, by_themselves=came)
    assert (found is not None) is is_refused
