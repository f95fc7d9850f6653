"""Consents: the list with its filters, and one consent in plain words."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from consentkit.domain.consents import Consent
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.events import EventName
from consentkit.domain.roles import READERS
from consentkit.pages.consents.serving import serving_lines, use_form
from consentkit.pages.consents.words import consent_lines, standing_cell
from consentkit.tui.keys import key_of
from consentkit.tui.opening import person_screen
from consentkit.tui.screens.acting import LIST_KEYS, CodeListScreen
from consentkit.tui.screens.consents.evidence import EvidenceScreen
from consentkit.tui.screens.consents.recording import ask_child, record_answers, renew
from consentkit.tui.screens.consents.withdrawing import (
    withdraw_all,
    withdraw_by_code,
    withdraw_here,
    withdraw_part,
)
from consentkit.tui.widgets.dialogs import Choose, Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.consents.back_checks import back_checks_on
from consentkit.usecases.consents.consents import agree_to_shown_face, withdrawals_of
from consentkit.usecases.consents.given_papers import paper_of
from consentkit.usecases.consents.lists import (
    ConsentFilter,
    ConsentStanding,
    assents_of,
    count_listed,
    look_at_consent,
    page_listed,
)
from consentkit.usecases.consents.serving import served_stories
from consentkit.usecases.people.contributors import get_contributor
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CONSENT_FILTERS


class ConsentsScreen(CodeListScreen):
    """Every consent, the newest first, or what a filter leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "record", "Record"),
        Binding("f", "filter", "Filter"),
        Binding("w", "withdraw", "Take back"),
        *LIST_KEYS,
    ]
    NEEDS: ClassVar = {"record": EventName.CONSENT_RECORDED, "withdraw": EventName.CONSENT_WITHDRAWN}
    KINDS: ClassVar = "KCSL"

    def __init__(self, shown: ConsentFilter = ConsentFilter.ALL) -> None:
        super().__init__()
        self._shown = shown

    def heading(self) -> str:
        """Say where one is."""
        return _("Consents")

    def columns(self) -> Sequence[tuple[str, int]]:
        """Return the columns; the standing is local text, and so the last."""
        return (
            (_("Consent"), 12),
            (_("Contributor"), 12),
            (_("Story"), 12),
            (_("Until"), 10),
            (_("Standing"), 20),
        )

    def count(self, workspace: Workspace, start: str) -> int:
        """Return how many there are."""
        return count_listed(workspace, self._shown, start)

    def rows(self, start: str, first: int, count: int) -> Sequence[Row]:
        """Return a page of consents."""
        return [
            (
                one.consent.id,
                one.consent.contributor,
                one.consent.story,
                one.consent.scope.until.isoformat() if one.consent.scope else "",
                standing_cell(one),
            )
            for one in page_listed(self.desk.workspace, self._shown, start, first, count)
        ]

    def summary(self, total: int, start: str) -> str:
        """Say what is shown."""
        if start:
            return _("Codes that begin with {start}: {total}").format(start=start, total=f"{total:,}")
        if not total and self._shown is ConsentFilter.ALL:
            return _("No answer is recorded yet. Press n to record the first.")
        return _("Shown: {filter}. {total}").format(
            filter=_(CONSENT_FILTERS[self._shown]), total=f"{total:,}"
        )

    def without_rows(self, error: ConsentkitError) -> str:
        """Say why there are no rows."""
        if self.desk.workspace.actor.has(*READERS):
            return super().without_rows(error)
        return _("Your role does not read consents. You can record that one is taken back: press w.")

    @work
    async def action_filter(self) -> None:
        """Show other consents."""
        options = [(one.value, _(words)) for one, words in CONSENT_FILTERS.items()]
        chosen = await self.app.push_screen_wait(Choose(_("Which consents?"), options))
        if chosen is not None:
            self._shown = ConsentFilter(chosen)
            self.query_one("#search", Input).value = ""
            self.refresh_rows()

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        self.app.push_screen(ConsentScreen(event.key))

    @work
    async def action_record(self) -> None:
        """Record an answer, step by step."""
        await record_answers(self)

    @work
    async def action_withdraw(self) -> None:
        """Take the consent under the cursor back, for everything."""
        if not self.desk.workspace.actor.has(*READERS):
            await withdraw_by_code(self)
            return
        key = self.query_one(VirtualTable).key
        if key:
            await withdraw_all(self, key)


class RecordConsentScreen(ConsentsScreen):
    """The list, with the guided recording over it: for the command palette."""

    def on_mount(self) -> None:
        """Ask at once."""
        super().on_mount()
        self.action_record()


class ConsentScreen(EvidenceScreen):
    """One consent in plain words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "withdraw", "Take back"),
        Binding("p", "withdraw_part", "A part"),
        Binding("s", "withdraw_here", "Not in this story"),
        Binding("r", "renew", "Renew"),
        Binding("u", "use", "One more story"),
        Binding("t", "assent", "Child's answer"),
        Binding("a", "agree", "Agree"),
        Binding("v", "open_paper", "Open the paper"),
        Binding("y", "say_paper", "What it is"),
        Binding("b", "back_check", "Understood?"),
        Binding("o", "person", "Contributor"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "withdraw": EventName.CONSENT_WITHDRAWN,
        "withdraw_part": EventName.CONSENT_WITHDRAWN,
        "withdraw_here": EventName.CONSENT_WITHDRAWN,
        "renew": EventName.CONSENT_RECORDED,
        "use": EventName.CONSENT_RECORDED,
        "assent": EventName.ASSENT_RECORDED,
        "back_check": EventName.BACK_CHECKED,
        "open_paper": EventName.ORIGINAL_SHOWN,
        "say_paper": EventName.PAPER_SAID,
        "agree": EventName.FACE_AGREED,
    }

    def __init__(self, consent_id: str) -> None:
        super().__init__(consent_id)
        self._is_child = self._is_interpreted = self._has_file = self._serves_several = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a child's own answer only where a child is asked, and a check where somebody interpreted."""
        is_offered = {
            "withdraw_here": self._serves_several,
            "assent": self._is_child,
            "back_check": self._is_interpreted,
            "open_paper": self._has_file,
            "say_paper": self._has_file,
        }.get(action, True)
        return is_offered and super().check_action(action, parameters)

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        yield self.title_bar(_("Consent {code}").format(code=self.consent_id))
        with VerticalScroll(id="page"):
            yield Static("", id="words", classes="body", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def refresh_rows(self) -> None:
        """Read the consent again and say it."""
        workspace = self.desk.workspace
        listed = self.try_act(lambda: look_at_consent(workspace, self.consent_id))
        if listed is None:
            return
        one = listed.consent
        person = get_contributor(workspace, one.contributor)
        assents = assents_of(workspace, one.contributor, one.story)
        taken = withdrawals_of(workspace, one.id)
        checks, paper = back_checks_on(workspace, one), paper_of(workspace, one.id)
        self._has_file = paper is not None
        lines = consent_lines(
            listed, person, taken, assents, checks=checks, paper=paper, today=workspace.today, ways=key_of
        )
        served = served_stories(workspace, one)
        self._serves_several = len(served) > 1
        lines += serving_lines(served, one.id)
        self.query_one("#words", Static).update("\n".join(lines))
        self._is_child = person.is_child_on(workspace.today)
        self._is_interpreted = one.interpreter is not None and one.scope is not None
        self.refresh_bindings()

    @work
    async def action_withdraw(self) -> None:
        """Take it back for everything."""
        await withdraw_all(self, self.consent_id)

    @work
    async def action_withdraw_part(self) -> None:
        """Take it back for some channels."""
        await withdraw_part(self, self.consent_id)

    @work
    async def action_withdraw_here(self) -> None:
        """Take it back in this story alone."""
        await withdraw_here(self, self.consent_id)

    @work
    async def action_renew(self) -> None:
        """Record a consent that follows this one."""
        listed = look_at_consent(self.desk.workspace, self.consent_id)
        if listed.standing is ConsentStanding.NO:
            self.say(_("The person said no. Do not ask again for the same use."))
            return
        if listed.standing is ConsentStanding.WITHDRAWN:
            self.say(_("The person took it back. If they come with a new yes, record it as a new consent."))
            return
        await renew(self, listed.consent)

    def action_use(self) -> None:
        """Let the consent serve one more story."""
        self.app.push_screen(FormScreen(use_form(self.desk.workspace, self.consent_id)), self._used)

    def _used(self, made: object) -> None:
        if isinstance(made, Consent):
            self.say(_("It serves story {story} too, as {code}.").format(story=made.story, code=made.id))
            self.refresh_rows()

    @work
    async def action_assent(self) -> None:
        """Record the child's own answer."""
        one = look_at_consent(self.desk.workspace, self.consent_id).consent
        await ask_child(self, one.contributor, one.story)

    @work
    async def action_agree(self) -> None:
        """Agree, as a safeguarding lead, that an adult survivor's face may be shown."""
        one = look_at_consent(self.desk.workspace, self.consent_id).consent
        offers_face = one.scope is not None and one.scope.offers_face
        consequence = _("The face may then be seen, where this consent includes it. This cannot be undone.")
        question = _("Agree that the face of contributor {code} may be shown?").format(code=one.contributor)
        # Where the person did not choose it there is nothing to confirm; the act says why it refuses.
        if offers_face and not await self.app.push_screen_wait(Confirm(question, consequence)):
            return
        if self.try_act(lambda: agree_to_shown_face(self.desk.workspace, one.id)) is not None:
            self.say(_("Your agreement is recorded."))
            self.refresh_rows()

    def action_person(self) -> None:
        """Open the contributor."""
        one = look_at_consent(self.desk.workspace, self.consent_id).consent
        self.app.push_screen(person_screen(one.contributor))
