"""One letter: what it is, which of its pages came back, and what can be done with it."""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.errors import NotFound
from consentkit.domain.events import EventName, Showing
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.records import LetterState, ReleaseContent, ReturnedPage
from consentkit.domain.roles import READERS
from consentkit.pages.consents.askings import SignedLetter
from consentkit.pages.letters.words import letter_lines, page_words
from consentkit.pages.lines import PageLine
from consentkit.tui.opening import confirm_screen, page_screen, returns_screen
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.screens.consents.recording import record_answers
from consentkit.tui.screens.consents.withdrawing import withdraw_all, withdraw_by_code, withdraw_part
from consentkit.tui.screens.letters.listening import ListeningScreen
from consentkit.tui.screens.letters.papers import PRINT_KEYS, Pages
from consentkit.tui.widgets.dialogs import Choose, Confirm
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.lines import Act, Lines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.usecases.consents.lists import ConsentStanding, consents_of
from consentkit.usecases.consents.rosters import rows_to_correct
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.letters import set_letter_aside
from consentkit.usecases.letters.lists import ListedLetter, look_at_letter
from consentkit.usecases.letters.prints import letter_page, letter_speech, print_again
from consentkit.usecases.letters.releases import get_release, may_be_corrected, open_release
from consentkit.usecases.letters.returns import pages_of_letter
from consentkit.usecases.letters.showings import give_letters, show_letter, who_may_print
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.letters.tick_boxes import tick_boxes_in_words

_RECORDED = {FormPurpose.CONSENT, FormPurpose.RENEWAL, FormPurpose.REFUSAL}
_ALL_STOPS = "X02.all"
_NO_CONSENT = {ConsentStanding.NO, ConsentStanding.WITHDRAWN}


class LetterScreen(ListeningScreen):
    """One letter, by code."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *PRINT_KEYS,
        Binding("a", "aloud", "Read aloud"),
        Binding("l", "listen", "Listen"),
        Binding("t", "returns", "Signed pages"),
        Binding("c", "confirm", "Confirm"),
        Binding("r", "record", "Record the consent"),
        Binding("w", "withdraw", "Take back"),
        Binding("g", "give", "Give"),
        Binding("d", "set_aside", "Set aside"),
        Binding("escape", "back", "Back"),
    ]
    RECORDS_LOOKS: ClassVar = True
    NEEDS: ClassVar = {
        "print": EventName.LETTER_SHOWN,
        "export": EventName.LETTER_SHOWN,
        "aloud": EventName.LETTER_SHOWN,
        "returns": EventName.PAGE_TAKEN_IN,
        "confirm": EventName.RELEASE_CONFIRMED,
        "record": EventName.CONSENT_RECORDED,
        "withdraw": EventName.CONSENT_WITHDRAWN,
        "give": EventName.LETTER_GIVEN,
        "set_aside": EventName.LETTER_SET_ASIDE,
    }

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._listed: ListedLetter | None = None
        self._may_be_corrected = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can follow what the letter has come to."""
        return self._follows(action) and super().check_action(action, parameters)

    def _follows(self, action: str) -> bool:
        if self._listed is None or action not in {"confirm", "record", "withdraw", "give", "set_aside"}:
            return action not in {"record", "withdraw"} or self._listed is not None
        state, purpose = self._listed.state, self._listed.letter.purpose
        is_confirmed = state is LetterState.CONFIRMED
        return {
            "confirm": state is LetterState.BACK or (is_confirmed and self._may_be_corrected),
            "record": is_confirmed and purpose in _RECORDED,
            "withdraw": is_confirmed and purpose is FormPurpose.WITHDRAWAL,
            "give": state is LetterState.OUT,
            "set_aside": state is LetterState.OUT,
        }[action]

    def compose(self) -> ComposeResult:
        """Lay out the facts above, the pages that came back below."""
        yield self.title_bar(_("Letter {code}").format(code=self._code))
        with VerticalScroll(classes="facts", can_focus=False):
            yield Static("", id="facts", classes="body", markup=False)
        yield Lines(id="records")
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the pages."""
        self.query_one(Lines).focus()

    def refresh_rows(self) -> None:
        """Read the letter again, and its pages."""
        workspace = self.desk.workspace
        self._listed = self.try_act(lambda: look_at_letter(workspace, self._code))
        if self._listed is None:
            return
        self._may_be_corrected = may_be_corrected(workspace, self._code) or bool(
            rows_to_correct(workspace, self._code)
        )
        catalogue = forms_of(workspace)
        words = [
            *letter_lines(catalogue, self._listed),
            *self.recording_lines(self._code),
            *self._release_lines(),
        ]
        self.query_one("#facts", Static).update("\n".join(words))
        pages = pages_of_letter(workspace, self._code)
        heading = _("Pages that came back") if pages else _("No page came back yet.")
        self.query_one(Lines).show([PageLine(heading, look="heading"), *map(self._line, pages)])
        self.refresh_bindings()

    def _line(self, page: ReturnedPage) -> PageLine[Act]:
        return PageLine(page_words(page), lambda: self.app.push_screen(page_screen(page.id)))

    def _release_lines(self) -> Iterator[str]:
        try:
            release = get_release(self.desk.workspace, self._code)
        except NotFound:
            return
        content = self.try_act(lambda: open_release(self.desk.workspace, self._code))
        day = day_in_language(release.confirmed_on)
        yield _("Confirmed on {day} by {handle}. Ticked:").format(day=day, handle=release.confirmed_by)
        if content is not None:
            yield from self._ticked(content)
        yield from self._next_step()

    def _ticked(self, content: ReleaseContent) -> Iterator[str]:
        boxes = tick_boxes_in_words(forms_of(self.desk.workspace), content.paper)
        ticked = [box for box in boxes if box.id in content.ticked]
        yield from (f"  [x] {box.question} {box.words}" for box in ticked)
        if not ticked:
            yield "  " + _("nothing; what is not ticked means no")

    def _next_step(self) -> Iterator[str]:
        if self._listed and self._listed.letter.purpose in _RECORDED:
            if self.may(EventName.CONSENT_RECORDED):
                yield _("r records the answer from this letter.")
            else:
                yield _("An officer records the answer from this letter.")

    def pages(self) -> Pages | None:
        """Return what prints the letter exactly as it was made."""
        code = self._code

        def again(workspace: Workspace, how: Showing) -> bytes:
            return print_again(workspace, show_letter(workspace, code, how))

        return again

    def web_page(self) -> Pages:
        """Return what makes it one web page that needs nothing beside itself."""
        code = self._code

        def page(workspace: Workspace, how: Showing) -> bytes:
            return letter_page(workspace, show_letter(workspace, code, how).paper).encode()

        return page

    def action_aloud(self) -> None:
        """Show the letter as text to be read aloud."""
        made = self.try_act(lambda: show_letter(self.desk.workspace, self._code, Showing.SHOWN))
        if made is not None:
            title = _("Read aloud") + f" · {self._code}"
            self.app.push_screen(WordsScreen(title, letter_speech(made.paper)))

    def action_returns(self) -> None:
        """Open what came back, and take more in."""
        self.app.push_screen(returns_screen())

    def action_confirm(self) -> None:
        """Compare the boxes with the paper, and confirm what is ticked."""
        self.app.push_screen(confirm_screen(self._code))

    @work
    async def action_record(self) -> None:
        """Record the consent or the refusal that this letter is."""
        await record_from(self, self._code)

    @work
    async def action_withdraw(self) -> None:
        """Take the consent back that this slip names."""
        letter = look_at_letter(self.desk.workspace, self._code).letter
        if letter.contributor is None or not self.desk.workspace.actor.has(*READERS):
            await withdraw_by_code(self)
            return
        held = [
            one
            for one in consents_of(self.desk.workspace, letter.contributor)
            if one.standing not in _NO_CONSENT and letter.story in {None, one.consent.story}
        ]
        if not held:
            self.say(_("This contributor has no consent that could be taken back."))
            return
        options = [(c.consent.id, f"{c.consent.id} · {c.consent.story}") for c in held]
        chosen = await self.app.push_screen_wait(Choose(_("Which consent is taken back?"), options))
        if chosen is None:
            return
        channels = set(get_release(self.desk.workspace, self._code).ticked)
        # A slip on which nothing is ticked, or all, stops everything.
        is_part = channels and _ALL_STOPS not in channels
        await (withdraw_part if is_part else withdraw_all)(self, chosen)

    @work
    async def action_give(self) -> None:
        """Have somebody else print the letter."""
        workspace = self.desk.workspace
        question = _("Who prints letter {code}? They will see the name on it, and the log keeps it.")
        options = [(handle, handle) for handle in who_may_print(workspace)]
        chosen = await self.app.push_screen_wait(Choose(question.format(code=self._code), options))
        if chosen is None:
            return
        if self.try_act(lambda: give_letters(workspace, [self._code], chosen)) is not None:
            self.say(_("{handle} prints letter {code} now.").format(handle=chosen, code=self._code))
            self.refresh_rows()

    @work
    async def action_set_aside(self) -> None:
        """Say that the letter was not used."""
        question = _("Set letter {code} aside?").format(code=self._code)
        meaning = _(
            "It was not used and will not come back. It stays in the records, and nobody is asked for it"
            " again. This cannot be undone."
        )
        if not await self.app.push_screen_wait(Confirm(question, meaning)):
            return
        if self.try_act(lambda: set_letter_aside(self.desk.workspace, self._code)) is not None:
            self.say(_("Letter {code} is set aside.").format(code=self._code))
            self.refresh_rows()


async def record_from(screen: DeskScreen, code: str) -> None:
    """Record an answer from a confirmed letter, with what it says filled in. Call it from a worker."""
    letter = look_at_letter(screen.desk.workspace, code).letter
    if letter.contributor is None:
        screen.say(_("This letter is nobody's. Record each person's answer from a letter of their own."))
        return
    signed = SignedLetter(letter.id, letter.language)
    await record_answers(screen, story=letter.story or "", contributor=letter.contributor, signed=signed)


class WordsScreen(DeskScreen):
    """Some words to read or to read aloud, and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._heading, self._words = title, words

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        yield self.title_bar(self._heading)
        with VerticalScroll(id="page"):
            yield Static(self._words, classes="body", markup=False)
        yield KeyLines()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
