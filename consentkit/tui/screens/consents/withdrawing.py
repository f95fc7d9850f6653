"""Taking a consent back: in two keys for everything, in a few for a part."""

from typing import cast

from consentkit.domain.consents import Consent
from consentkit.domain.values import Channel
from consentkit.pages.consents.forms import CodeGiven, code_form
from consentkit.pages.consents.withdrawing import (
    channels_to_withdraw,
    here_question,
    nothing_to_withdraw,
    question_by_code,
    withdrawal_question,
    withdrawn_in_words,
)
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.choosing import ChooseSeveral
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.consents.lists import (
    ListedConsent,
    look_at_consent,
)
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.wording.languages import _


async def withdraw_all(screen: ActingScreen, consent: str) -> None:
    """Say what will happen, and take the consent back for everything. Call it from a worker."""
    listed = _still_there(screen, consent)
    if listed is not None:
        await _confirm(screen, listed.consent, frozenset())


async def withdraw_part(screen: ActingScreen, consent: str) -> None:
    """Ask for which channels, say what will happen, and take the consent back for these."""
    listed = _still_there(screen, consent)
    if listed is None:
        return
    question = _("For which channels does the person take consent {code} back?").format(code=consent)
    chosen = await screen.app.push_screen_wait(ChooseSeveral(question, channels_to_withdraw(listed)))
    if chosen:
        await _confirm(screen, listed.consent, frozenset(Channel(item) for item in chosen))


def _still_there(screen: ActingScreen, consent: str) -> ListedConsent | None:
    listed = screen.try_act(lambda: look_at_consent(screen.desk.workspace, consent))
    if listed is None:
        return None
    if why := nothing_to_withdraw(listed):
        screen.say(why)
        return None
    return listed


async def _confirm(screen: ActingScreen, consent: Consent, channels: frozenset[Channel]) -> None:
    asked = withdrawal_question(screen.desk.workspace, consent, channels)
    if await screen.app.push_screen_wait(Confirm(asked.question, asked.consequence)):
        _take_back(screen, consent.id, channels)


def _take_back(
    screen: ActingScreen, consent: str, channels: frozenset[Channel], story: str | None = None
) -> None:
    workspace = screen.desk.workspace
    done = screen.try_act(lambda: withdraw_consent(workspace, consent, channels=channels, story=story))
    if done is None:
        return
    screen.say(" ".join(withdrawn_in_words(done)))
    screen.refresh_rows()


async def withdraw_by_code(screen: ActingScreen) -> None:
    """Take a consent back by its code alone: for a volunteer, who is told of it and may not read."""
    code = await screen.app.push_screen_wait(FormScreen(code_form()))
    if code is None:
        return
    given = cast("CodeGiven", code)
    asked = question_by_code(given.code, given.story)
    if await screen.app.push_screen_wait(Confirm(asked.question, asked.consequence)):
        _take_back(screen, given.code, frozenset(), given.story)


async def withdraw_here(screen: ActingScreen, consent: str) -> None:
    """End a consent that serves several stories in its own story alone. Call it from a worker."""
    listed = _still_there(screen, consent)
    if listed is None:
        return
    asked = here_question(screen.desk.workspace, listed.consent)
    if await screen.app.push_screen_wait(Confirm(asked.question, asked.consequence)):
        _take_back(screen, consent, frozenset(), listed.consent.story)
