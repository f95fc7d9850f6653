"""Signed letters that came back: taken in, and the pages that belong to no letter yet."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from consentkit.domain.events import EventName
from consentkit.domain.letters.records import ReturnedPage
from consentkit.domain.progress import Watcher
from consentkit.pages.letters.returns import intake_form, match_form
from consentkit.pages.letters.words import page_words
from consentkit.pages.lines import PageLine
from consentkit.tui.opening import confirm_screen, letter_screen
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.letters.pictures import LOOK_KEYS, LookingScreen
from consentkit.tui.screens.working import WorkScreen
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.lines import Act, Lines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.picture_view import PictureView
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.letters import list_letters_to_confirm
from consentkit.usecases.letters.returns import (
    LetterIntake,
    get_page,
    list_loose_pages,
    set_page_aside,
    take_letters_in,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _


class ReturnsScreen(WorkScreen, ActingScreen):
    """What was taken in just now, the letters to confirm, and the pages that belong to none yet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "take", "Take in"),
        Binding("x", "stop", "Stop"),
        Binding("escape", "leave", "Back"),
    ]
    NEEDS: ClassVar = {"take": EventName.PAGE_TAKEN_IN}

    def __init__(self) -> None:
        super().__init__()
        self._taken: tuple[LetterIntake, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield self.title_bar(_("Signed letters that came back"))
        hint = _("t takes photographs and scans in. The files stay as they are. Enter opens a line.")
        yield Static(hint, classes="hint", markup=False)
        yield Lines(id="records")
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the lines."""
        self.query_one(Lines).focus()

    def refresh_rows(self) -> None:
        """Read again what waits."""
        self.query_one(Lines).show(list(self._lines()))

    def _lines(self) -> Iterator[PageLine[Act]]:
        if self._taken:
            yield PageLine(_("Taken in now"), look="heading")
            for one in self._taken:
                yield from _intake_lines(self, one)
        waiting = list_letters_to_confirm(self.desk.workspace)
        loose = list_loose_pages(self.desk.workspace)
        yield PageLine(_("Letters to confirm: {count}").format(count=len(waiting)), look="heading")
        for letter in waiting:
            words = _("Letter {letter} came back. Look at its pages, and confirm what is ticked.")
            yield PageLine("  " + words.format(letter=letter.id), partial(self._confirm, letter.id))
        yield PageLine(
            _("Pages that belong to no letter yet: {count}").format(count=len(loose)), look="heading"
        )
        for page in loose:
            yield self.line_of(page)

    def line_of(self, page: ReturnedPage) -> PageLine[Act]:
        """Return the line of a page; enter opens it."""
        return PageLine("  " + page_words(page), partial(self._look, page.id))

    def _look(self, page: str) -> None:
        self.app.push_screen(PageScreen(page))

    def _confirm(self, letter: str) -> None:
        self.app.push_screen(confirm_screen(letter))

    def action_take(self) -> None:
        """Ask which files."""
        self.app.push_screen(FormScreen(intake_form()), self._begin)

    def _begin(self, files: object) -> None:
        if files:
            job = partial(_take, cast("tuple[Incoming, ...]", files))
            self.run_long("take", _("Reading the pages"), job)

    def leave(self) -> None:
        """Go back to what lies below."""
        self.action_back()

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        else:
            self._taken = cast("tuple[LetterIntake, ...]", done.result)
            count = sum(one.error is None for one in self._taken)
            self.say(_("Files taken in: {count}.").format(count=count))
        self.refresh_rows()


def _intake_lines(screen: ReturnsScreen, one: LetterIntake) -> Iterator[PageLine[Act]]:
    if one.error is not None:
        words = f"{one.name}: {sentence_of_error(one.error)} " + _("The file is as it was.")
        yield PageLine(f"✗ {words}", look="bad")
    for page in one.pages:
        yield screen.line_of(page)


def _take(files: tuple[Incoming, ...], workspace: Workspace, watch: Watcher) -> tuple[LetterIntake, ...]:
    return take_letters_in(workspace, files, watch=watch)


class PageScreen(LookingScreen):
    """One page that came back: look at it, and say which letter it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *LOOK_KEYS,
        Binding("m", "match", "Match"),
        Binding("l", "letter", "Its letter"),
        Binding("d", "set_aside", "Set aside"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {"match": EventName.PAGE_MATCHED, "set_aside": EventName.PAGE_SET_ASIDE}

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._page: ReturnedPage | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can follow."""
        page = self._page
        is_loose = page is not None and page.letter is None and page.set_aside_on is None
        follows = {
            "match": is_loose,
            "letter": page is not None and page.letter is not None,
            "set_aside": page is not None and page.set_aside_on is None,
        }.get(action, True)
        return follows and super().check_action(action, parameters)

    def compose(self) -> ComposeResult:
        """Lay out the words, and the page itself beside them."""
        yield self.title_bar(_("Page {code}").format(code=self._code))
        with Container(id="page-parts"):
            with VerticalScroll(id="page-words"):
                yield Static("", id="words", classes="body", markup=False)
            yield PictureView(id="picture-view")
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page-words").focus()

    def refresh_rows(self) -> None:
        """Read the page again."""
        self._page = self.try_act(lambda: get_page(self.desk.workspace, self._code))
        if self._page is None:
            return
        lines = [page_words(self._page), ""]
        if self._page.set_aside_on is not None:
            lines.append(_("It was set aside. Its file stays kept."))
        elif self._page.letter is None:
            lines.append(_("Look at it (v, o). Its code stands at its foot: m says which letter it is."))
        lines.append(_("It may show a name. Nothing of it is kept outside the vault."))
        self.query_one("#words", Static).update("\n".join(lines))
        self.refresh_bindings()

    def returned(self) -> Sequence[ReturnedPage]:
        """Return this page."""
        return (self._page,) if self._page else ()

    def action_match(self) -> None:
        """Ask which letter it is, and which of its pages."""
        self.app.push_screen(FormScreen(match_form(self.desk.workspace, self._code)), self._matched)

    def _matched(self, page: object) -> None:
        if isinstance(page, ReturnedPage):
            self.say(page_words(page))
            self.refresh_rows()

    def action_letter(self) -> None:
        """Open the letter that it belongs to."""
        if self._page is not None and self._page.letter is not None:
            self.app.push_screen(letter_screen(self._page.letter))

    @work
    async def action_set_aside(self) -> None:
        """Say that it is of no use."""
        question = _("Set page {code} aside?").format(code=self._code)
        meaning = _("It counts for no letter from now on. Its file stays kept. This cannot be undone.")
        if not await self.app.push_screen_wait(Confirm(question, meaning)):
            return
        if self.try_act(lambda: set_page_aside(self.desk.workspace, self._code)) is not None:
            self.say(_("Page {code} is set aside.").format(code=self._code))
            self.refresh_rows()

    def action_back(self) -> None:
        """Hide the picture; else go back."""
        if not self.hide():
            super().action_back()
