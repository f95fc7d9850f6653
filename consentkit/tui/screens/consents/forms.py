"""Guided recording: which kind, which story, who; then one form for each person, and a child's own answer."""

from dataclasses import replace
from typing import cast

from textual import work

from consentkit.domain.consents import Assent, AssentMethod, Consent, Decision, Method
from consentkit.domain.people import Contributor, Guardian
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.screens.consents.consents import ConsentsScreen
from consentkit.tui.screens.consents.fields import NOT_SIGNED, Asking, Kind, SignedLetter, consent_form
from consentkit.tui.screens.people.forms import guardian_form
from consentkit.tui.widgets.choosing import ChooseSeveral
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormField, FormScreen, Values, day
from consentkit.tui.widgets.picking import pick_story
from consentkit.usecases.consents.consents import record_assent
from consentkit.usecases.consents.lists import people_of_story
from consentkit.usecases.people.contributors import get_contributor, guardians_of
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import ASSENT_METHODS, DECISIONS


class RecordConsentScreen(ConsentsScreen):
    """The list, with the guided recording over it: for the command palette."""

    def on_mount(self) -> None:
        """Ask at once."""
        super().on_mount()
        self._begin()

    @work
    async def _begin(self) -> None:
        await record_answers(self)


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
        asking = Asking(kind, chosen, person, signed=signed)
        if not await _ask_one(screen, asking, (number, len(codes))):
            return


async def _choose_kind(screen: DeskScreen, *, is_for_one: bool) -> Kind | None:
    options = [
        (Kind.ADULT, _("An adult, in writing")),
        (Kind.CHILD, _("A child: the guardian's consent, then the child's own answer")),
        (Kind.GROUP, _("Several people of one story, each answering alone")),
        (Kind.SPOKEN, _("A spoken answer, before a witness")),
        (Kind.INTERPRETER, _("An answer given through an interpreter")),
        (Kind.REFUSAL, _("The person said no")),
    ]
    offered = [(kind.value, words) for kind, words in options if not (is_for_one and kind is Kind.GROUP)]
    kind = await screen.app.push_screen_wait(Choose(_("What kind of answer do you record?"), offered))
    return Kind(kind) if kind else None


async def _choose_people(screen: DeskScreen, story: str, kind: Kind) -> tuple[str, ...]:
    workspace = screen.desk.workspace
    people = [p for p in people_of_story(workspace, story) if _fits(workspace, kind, p)]
    if not people:
        screen.say(
            _("No contributor of story {story} fits. Put them into the story first.").format(story=story)
        )
        return ()
    options = [(p.code, _person_words(workspace, p)) for p in people]
    if kind is Kind.GROUP:
        return await screen.app.push_screen_wait(ChooseSeveral(_("Who is asked?"), options))
    one = await screen.app.push_screen_wait(Choose(_("Who answered?"), options))
    return (one,) if one else ()


def _fits(workspace: Workspace, kind: Kind, person: Contributor) -> bool:
    is_child = person.is_child_on(workspace.today)
    return {Kind.ADULT: not is_child, Kind.CHILD: is_child}.get(kind, True)


def _person_words(workspace: Workspace, person: Contributor) -> str:
    standing = _("counts as a child") if person.is_child_on(workspace.today) else _("adult")
    return f"{person.code}  {standing}, {person.language}"


async def _ask_one(screen: DeskScreen, asking: Asking, place: tuple[int, int]) -> bool:
    """Record one person's answer; tell whether to go on with the next."""
    kind, person = asking.kind, asking.person
    needs_guardian = kind is not Kind.REFUSAL and person.is_child_on(screen.desk.workspace.today)
    guardians = await _guardians(screen, person) if needs_guardian else ()
    if needs_guardian and not guardians:
        return False
    return await record_one(screen, replace(asking, guardians=guardians), _intro(kind, person, place))


async def record_one(screen: DeskScreen, asking: Asking, intro: str) -> bool:
    """Record one answer through its form, then a child's own; tell whether it was recorded."""
    title = _("Consent of {code}, story {story}").format(code=asking.person.code, story=asking.story)
    form = consent_form(screen.desk.workspace, asking, title, intro)
    made = await screen.app.push_screen_wait(form)
    if made is None:
        return False
    consent = cast("Consent", made)
    screen.say(_("Recorded as {code}.").format(code=consent.id))
    if consent.decision is Decision.YES and asking.person.is_child_on(screen.desk.workspace.today):
        await ask_child(screen, asking.person.code, asking.story)
    return True


async def ask_child(screen: DeskScreen, contributor: str, story: str) -> None:
    """Record a child's own answer; where it is left open, say so."""
    made = await screen.app.push_screen_wait(assent_form(screen.desk.workspace, contributor, story))
    if made is None:
        screen.say(_("The child's own answer is not recorded yet. Open the consent, and press t."))


async def _guardians(screen: DeskScreen, person: Contributor) -> tuple[Guardian, ...]:
    known = guardians_of(screen.desk.workspace, person.code)
    if known:
        return known
    screen.say(_("{code} counts as a child. Record the guardian first.").format(code=person.code))
    await screen.app.push_screen_wait(guardian_form(screen.desk.workspace, person.code))
    return guardians_of(screen.desk.workspace, person.code)


async def renew(screen: DeskScreen, before: Consent) -> None:
    """Record a consent that follows another: what was agreed is filled in, the days are empty."""
    person = get_contributor(screen.desk.workspace, before.contributor)
    is_child = person.is_child_on(screen.desk.workspace.today)
    guardians = await _guardians(screen, person) if is_child else ()
    if is_child and not guardians:
        return
    asking = Asking(_kind_of(before, is_child=is_child), before.story, person, guardians, before)
    intro = _(
        "This is filled in as consent {code} was. Ask the person again, go through each point, and change"
        " what they say differently now. The old consent stays as it is."
    )
    await record_one(screen, asking, intro.format(code=before.id))


def _kind_of(before: Consent, *, is_child: bool) -> Kind:
    if before.interpreter:
        return Kind.INTERPRETER
    if before.method is Method.SPOKEN:
        return Kind.SPOKEN
    return Kind.CHILD if is_child else Kind.ADULT


def _intro(kind: Kind, person: Contributor, place: tuple[int, int]) -> str:
    words = {
        Kind.ADULT: _(
            "Ask in private, in the person's own language. Nothing is ticked: a yes is only what was said."
        ),
        Kind.CHILD: _("The guardian answers here. After saving, the child is asked in their own way."),
        Kind.GROUP: _(
            "Person {number} of {total}: {code}. Ask this person alone, where the others do not hear."
        ).format(number=place[0], total=place[1], code=person.code),
        Kind.SPOKEN: _("Someone else hears the answer, and can say later what was said."),
        Kind.INTERPRETER: _(
            "The interpreter is kept by handle, so that it can be asked later who carried the words."
        ),
        Kind.REFUSAL: _(
            "A no is recorded and honoured. It can be given without a reason."
            " Do not ask again for the same use."
        ),
    }
    return words[kind]


def assent_form(workspace: Workspace, contributor: str, story: str) -> FormScreen:
    """Return the form for a child's own answer; saving gives the Assent."""

    def save(values: Values) -> Assent:
        return record_assent(
            workspace,
            contributor,
            story,
            decision=Decision(values["decision"]),
            method=AssentMethod(values["method"]),
            given_on=day(values, "given_on"),
        )

    fields = [
        FormField(
            "decision",
            _("What did the child say?"),
            options=[(d.value, _(words)) for d, words in DECISIONS.items()],
        ),
        FormField(
            "method",
            _("How did the child show it?"),
            options=[(m.value, _(words)) for m, words in ASSENT_METHODS.items()],
        ),
        FormField(
            "given_on", _("When did the child answer?"), workspace.today.isoformat(), facts=("day-not-come",)
        ),
    ]
    intro = _(
        "The child's own answer stands beside the guardian's, and a no stands above it. Ask in a way that"
        " the child understands, without the guardian's pressure, and let the child say no."
    )
    title = _("The child's own answer: {code}, story {story}").format(code=contributor, story=story)
    return FormScreen(f"assent-{contributor}-{story}", title, fields, save, intro)
