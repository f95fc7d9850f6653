"""One contributor: what is known, guardians, consents, and what to do."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from consentkit.domain.events import EventName
from consentkit.domain.people import Contributor, Guardian
from consentkit.pages.checks.risks import risk_form
from consentkit.pages.people.forms import correct_form, guardian_form, seal_form
from consentkit.pages.people.persons import facts_and_steps, letter_line, story_line
from consentkit.pages.people.words import consent_line, guardian_line
from consentkit.tui.keys import key_of
from consentkit.tui.opening import consent_screen, letter_screen, story_screen
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.consents.recording import record_answers
from consentkit.tui.screens.people.identity import IdentityScreen
from consentkit.tui.widgets.dialogs import Choose, Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.usecases.people.asking import note_asked
from consentkit.usecases.people.contributors import (
    NewContributor,
    check_guardian,
    correct_contributor,
    get_contributor,
    guardians_of,
)
from consentkit.usecases.people.identities import OpeningReason, open_identity
from consentkit.usecases.people.persons import look_at_person
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import OPENING_REASONS


class PersonScreen(ActingScreen):
    """One contributor, by code."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "record", "Record"),
        Binding("c", "correct", "Correct"),
        Binding("g", "guardian", "Guardian"),
        Binding("k", "check_guardian", "Check"),
        Binding("s", "seal", "Seal"),
        Binding("i", "identity", "Identity"),
        Binding("r", "risks", "Risks"),
        Binding("a", "asked", "They asked to be asked"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "record": EventName.CONSENT_RECORDED,
        "correct": EventName.CONTRIBUTOR_CORRECTED,
        "guardian": EventName.GUARDIAN_ADDED,
        "check_guardian": EventName.GUARDIAN_CHECKED,
        "seal": EventName.IDENTITY_SEALED,
        "risks": EventName.RISKS_WEIGHED,
        "identity": EventName.IDENTITY_OPENED,
        "asked": EventName.ASKED_TO_BE_ASKED,
    }

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._is_not_asked = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to note that they came by themselves only where nobody may ask them."""
        return (action != "asked" or self._is_not_asked) and super().check_action(action, parameters)

    def compose(self) -> ComposeResult:
        """Lay out facts above, records below."""
        yield self.title_bar(_("Contributor {code}").format(code=self._code))
        with VerticalScroll(classes="facts", can_focus=False):
            yield Static("", id="facts", classes="body", markup=False)
        yield OptionList(id="records", markup=False, compact=True)
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the records."""
        self.query_one("#records").focus()

    def refresh_rows(self) -> None:
        """Read the records again and show them."""
        found = self.try_act(lambda: look_at_person(self.desk.workspace, self._code))
        if found is None:
            return
        self._is_not_asked = found.not_asked_since is not None or found.refused_until is not None
        self.refresh_bindings()
        lines = facts_and_steps(found, self.desk.workspace.today, key_of)
        self.query_one("#facts", Static).update("\n".join(lines))
        listed = [Option(_("Guardians"), disabled=True)]
        listed += [Option(f"  {guardian_line(one)}", id=one.code) for one in found.guardians] or [_none()]
        listed.append(Option(_("Consents, the newest first"), disabled=True))
        listed += [Option(f"  {consent_line(one)}", id=one.consent.id) for one in found.answers] or [_none()]
        listed.append(Option(_("Stories"), disabled=True))
        listed += [Option(f"  {story_line(one)}", id=one.id) for one in found.stories] or [_none()]
        listed.append(Option(_("Letters"), disabled=True))
        listed += [Option(f"  {letter_line(one)}", id=one.letter.id) for one in found.letters] or [_none()]
        self._fill(listed)

    def _fill(self, listed: list[Option]) -> None:
        records = self.query_one("#records", OptionList)
        place = records.highlighted
        records.clear_options()
        records.add_options(listed)
        choices = [index for index, one in enumerate(listed) if not one.disabled]
        records.highlighted = place if place in choices else next(iter(choices), None)

    @on(OptionList.OptionSelected, "#records")
    def _open(self, event: OptionList.OptionSelected) -> None:
        code = event.option.id or ""
        if code.startswith("K"):
            self.app.push_screen(consent_screen(code))
        elif code.startswith("S"):
            self.app.push_screen(story_screen(code))
        elif code.startswith("L"):
            self.app.push_screen(letter_screen(code))
        elif self.check_action("check_guardian", ()):
            self._check(code)

    @work
    async def action_correct(self) -> None:
        """Correct what is known; ctrl+z takes it back."""
        before = get_contributor(self.desk.workspace, self._code)
        after = await self.app.push_screen_wait(FormScreen(correct_form(self.desk.workspace, before)))
        if not isinstance(after, Contributor):
            return
        self.say(_("{code} is corrected.").format(code=self._code))
        self.consentkit.remember_undo(
            _("the correction of {code}").format(code=self._code), lambda: self._put_back(before, after)
        )

    def _put_back(self, before: Contributor, after: Contributor) -> None:
        known = NewContributor.model_validate(before.model_dump(exclude={"code"}))
        correct_contributor(self.desk.workspace, before.code, known, expected=after)

    @work
    async def action_guardian(self) -> None:
        """Record a guardian."""
        added = await self.app.push_screen_wait(FormScreen(guardian_form(self.desk.workspace, self._code)))
        if isinstance(added, Guardian):
            self.say(_("The guardian is recorded as {code}.").format(code=added.code))

    @work
    async def action_check_guardian(self) -> None:
        """Say what a safeguarding lead found about a guardian."""
        guardian = await self._choose_guardian()
        if guardian:
            self._check(guardian)

    async def _choose_guardian(self) -> str | None:
        known = guardians_of(self.desk.workspace, self._code)
        if not known:
            self.say(_("No guardian is recorded for this contributor."))
            return None
        if len(known) == 1:
            return known[0].code
        question = _("Which guardian?")
        return await self.app.push_screen_wait(Choose(question, [(g.code, guardian_line(g)) for g in known]))

    @work
    async def _check(self, guardian: str) -> None:
        question = _("Is guardian {code} free of a conflict of interest?").format(code=guardian)
        options = [
            ("yes", _("Yes: nothing links the guardian to the harm, or to gain from the story")),
            ("no", _("No, or not sure: there is a conflict of interest")),
        ]
        found = await self.app.push_screen_wait(Choose(question, options))
        if found is None:
            return
        before = next(g for g in guardians_of(self.desk.workspace, self._code) if g.code == guardian)
        is_free = found == "yes"
        done = self.try_act(
            lambda: check_guardian(self.desk.workspace, guardian, is_free_of_conflict=is_free)
        )
        if done is not None:
            self.say(guardian_line(done))
            self._remember_finding(before)
            self.refresh_rows()

    def _remember_finding(self, before: Guardian) -> None:
        was = before.is_free_of_conflict
        if was is None:
            return  # "not yet looked at" cannot be recorded again; the finding can be changed with k
        self.consentkit.remember_undo(
            _("the finding about {code}").format(code=before.code),
            lambda: check_guardian(self.desk.workspace, before.code, is_free_of_conflict=was),
        )

    def action_risks(self) -> None:
        """Fill in the risk form, as safeguarding."""
        form = risk_form(self.desk.workspace, self._code)
        self.app.push_screen(FormScreen(form), self._risks_weighed)

    def _risks_weighed(self, answers: object) -> None:
        if answers is not None:
            self.say(_("The risk form is filled in."))
            self.refresh_rows()

    @work
    async def action_seal(self) -> None:
        """Seal a name for the contributor or a guardian."""
        whose = await self._choose_person(_("Whose name is it?"))
        if not whose:
            return
        if await self.app.push_screen_wait(FormScreen(seal_form(self.desk.workspace, whose))) is not None:
            self.say(_("The name behind {code} is sealed.").format(code=whose))

    @work
    async def action_identity(self) -> None:
        """Open an identity, as a keeper, for a reason that is recorded."""
        whose = await self._choose_person(_("Whose identity?"))
        if not whose:
            return
        reasons = [(reason.value, _(words)) for reason, words in OPENING_REASONS.items()]
        reason = await self.app.push_screen_wait(Choose(_("Why? The reason is recorded."), reasons))
        if reason is None:
            return
        found = self.try_act(lambda: open_identity(self.desk.workspace, whose, OpeningReason(reason)))
        if found is not None:
            await self.app.push_screen_wait(IdentityScreen(whose, found))

    async def _choose_person(self, question: str) -> str | None:
        guardians = guardians_of(self.desk.workspace, self._code)
        if not guardians:
            return self._code
        options = [(self._code, _("The contributor, {code}").format(code=self._code))]
        options += [(g.code, _("A guardian, {code}").format(code=g.code)) for g in guardians]
        return await self.app.push_screen_wait(Choose(question, options))

    @work
    async def action_asked(self) -> None:
        """Note that they came by themselves and asked to be asked."""
        question = _("Did contributor {code} come by themselves, and ask to be asked?").format(
            code=self._code
        )
        meaning = _("They had said no, or: do not ask me again. From today they may be asked.")
        if not await self.app.push_screen_wait(Confirm(question, meaning)):
            return
        if self.try_act(lambda: note_asked(self.desk.workspace, self._code)) is not None:
            self.say(_("Contributor {code} may be asked again.").format(code=self._code))
            self.refresh_rows()

    @work
    async def action_record(self) -> None:
        """Record this contributor's answer."""
        await record_answers(self, contributor=self._code)


def _none() -> Option:
    return Option("  " + _("none yet"), disabled=True)
