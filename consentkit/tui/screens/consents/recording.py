"""Guided recording: which kind, which story, who; then one form for each person, and a child's own answer."""

from dataclasses import replace
from typing import cast

from consentkit.domain.consents import Consent, Decision
from consentkit.domain.people import Guardian
from consentkit.pages.consents.askings import (
    KINDS,
    NOT_SIGNED,
    Asking,
    Kind,
    SignedLetter,
    intro_of,
    people_to_ask,
    renewal_intro,
    renewal_of,
)
from consentkit.pages.consents.forms import assent_form, consent_form
from consentkit.pages.people.forms import guardian_form
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.choosing import ChooseSeveral
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.picking import pick_story
from consentkit.usecases.people.contributors import get_contributor, guardians_of
from consentkit.usecases.publications.publications import list_takedowns
from consentkit.wording.languages import _


async def record_answers(
    screen: DeskScreen, *, story: str = "", contributor: str = "", signed: SignedLetter = NOT_SIGNED
) -> None:
    """Ask what is needed, and record one answer after the other. Call it from a worker."""
    kind = await _choose_kind(screen, is_for_one=bool(contributor))
    if kind is None:
        return
    chosen = story or await pick_story(screen, _("Which story is it about?"))
    if not chosen:
        return
    codes = (contributor,) if contributor else await _choose_people(screen, chosen, kind)
    for number, code in enumerate(codes, start=1):
        person = get_contributor(screen.desk.workspace, code)
        is_child = person.is_child_on(screen.desk.workspace.today)
        asking = Asking(kind, chosen, person, is_child, signed=signed)
        if not await _ask_one(screen, asking, intro_of(asking, number, len(codes))):
            return


async def _choose_kind(screen: DeskScreen, *, is_for_one: bool) -> Kind | None:
    offered = [
        (kind.value, _(words)) for kind, words in KINDS.items() if not (is_for_one and kind is Kind.GROUP)
    ]
    kind = await screen.app.push_screen_wait(Choose(_("What kind of answer do you record?"), offered))
    return Kind(kind) if kind else None


async def _choose_people(screen: DeskScreen, story: str, kind: Kind) -> tuple[str, ...]:
    options = people_to_ask(screen.desk.workspace, story, kind)
    if not options:
        screen.say(
            _("No contributor of story {story} fits. Put them into the story first.").format(story=story)
        )
        return ()
    if kind is Kind.GROUP:
        return await screen.app.push_screen_wait(ChooseSeveral(_("Who is asked?"), options))
    one = await screen.app.push_screen_wait(Choose(_("Who answered?"), options))
    return (one,) if one else ()


async def _ask_one(screen: DeskScreen, asking: Asking, intro: str) -> bool:
    """Record one person's answer, a guardian first; tell whether to go on with the next."""
    if asking.needs_guardian:
        asking = replace(asking, guardians=await _guardians(screen, asking.person.code))
        if not asking.guardians:
            return False
    return await record_one(screen, asking, intro)


async def record_one(screen: DeskScreen, asking: Asking, intro: str) -> bool:
    """Record one answer through its form, then a child's own; tell whether it was recorded."""
    form = consent_form(screen.desk.workspace, asking, asking.title, intro)
    before = {one.id for one in list_takedowns(screen.desk.workspace)}
    made = await screen.app.push_screen_wait(FormScreen(form))
    if made is None:
        return False
    consent = cast("Consent", made)
    screen.say(_("Recorded as {code}.").format(code=consent.id))
    opened = [one.id for one in list_takedowns(screen.desk.workspace) if one.id not in before]
    if opened:
        screen.say(_("Takedowns open: {codes}.").format(codes=", ".join(opened)))
    if consent.decision is Decision.YES and asking.is_child:
        await ask_child(screen, asking.person.code, asking.story)
    return True


async def ask_child(screen: DeskScreen, contributor: str, story: str) -> None:
    """Record a child's own answer; where it is left open, say so."""
    form = assent_form(screen.desk.workspace, contributor, story)
    if await screen.app.push_screen_wait(FormScreen(form)) is None:
        screen.say(_("The child's own answer is not recorded yet. Open the consent, and press t."))


async def _guardians(screen: DeskScreen, code: str) -> tuple[Guardian, ...]:
    known = guardians_of(screen.desk.workspace, code)
    if known:
        return known
    screen.say(_("{code} counts as a child. Record the guardian first.").format(code=code))
    await screen.app.push_screen_wait(FormScreen(guardian_form(screen.desk.workspace, code)))
    return guardians_of(screen.desk.workspace, code)


async def renew(screen: DeskScreen, before: Consent) -> None:
    """Record a consent that follows another: what was agreed is filled in, the days are empty."""
    person = get_contributor(screen.desk.workspace, before.contributor)
    asking = renewal_of(before, person, is_child=person.is_child_on(screen.desk.workspace.today))
    await _ask_one(screen, asking, renewal_intro(before))
