"""Taking a consent back: in two keys for everything, in a few for a part."""

from consentkit.domain.consents import Consent
from consentkit.domain.values import Channel
from consentkit.pages.consents.forms import code_form
from consentkit.pages.consents.words import withdrawal_consequence
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.choosing import ChooseSeveral
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.consents.consents import withdraw_consent
from consentkit.usecases.consents.lists import (
    ConsentStanding,
    ListedConsent,
    look_at_consent,
    touched_publications,
)
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS


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
    options = [(c.value, _(words)) for c, words in CHANNELS.items() if c in listed.channels]
    question = _("For which channels does the person take consent {code} back?").format(code=consent)
    chosen = await screen.app.push_screen_wait(ChooseSeveral(question, options))
    if chosen:
        await _confirm(screen, listed.consent, frozenset(Channel(item) for item in chosen))


def _still_there(screen: ActingScreen, consent: str) -> ListedConsent | None:
    listed = screen.try_act(lambda: look_at_consent(screen.desk.workspace, consent))
    if listed is None:
        return None
    if listed.standing is ConsentStanding.NO:
        screen.say(_("The person said no; there is nothing to take back."))
        return None
    if listed.standing is ConsentStanding.WITHDRAWN:
        screen.say(_("Consent {code} was taken back already.").format(code=consent))
        return None
    return listed


async def _confirm(screen: ActingScreen, consent: Consent, channels: frozenset[Channel]) -> None:
    touched = touched_publications(screen.desk.workspace, consent, channels)
    question = _("Take consent {code} of contributor {contributor} back?").format(
        code=consent.id, contributor=consent.contributor
    )
    if await screen.app.push_screen_wait(
        Confirm(question, withdrawal_consequence(consent, channels, touched))
    ):
        _take_back(screen, consent.id, channels)


def _take_back(screen: ActingScreen, consent: str, channels: frozenset[Channel]) -> None:
    opened = screen.try_act(lambda: withdraw_consent(screen.desk.workspace, consent, channels=channels))
    if opened is None:
        return
    words = _("Consent {code} is taken back.").format(code=consent)
    if opened:
        words += " " + _("Takedowns open: {codes}.").format(codes=", ".join(t.id for t in opened))
    screen.say(words)
    screen.refresh_rows()


async def withdraw_by_code(screen: ActingScreen) -> None:
    """Take a consent back by its code alone: for a volunteer, who is told of it and may not read."""
    code = await screen.app.push_screen_wait(FormScreen(code_form()))
    if code is None:
        return
    consequence = _(
        "It is taken back today, for everything. Every publication of its story becomes an open takedown."
        " This cannot be undone. Only the person can give a new consent."
    )
    question = _("Take consent {code} back?").format(code=code)
    if await screen.app.push_screen_wait(Confirm(question, consequence)):
        _take_back(screen, str(code), frozenset())
