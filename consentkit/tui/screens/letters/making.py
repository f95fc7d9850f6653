"""Making letters: form, language, what stands in the blanks, the words to read first, then the paper."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.events import EventName, Showing
from consentkit.domain.letters.letters import Sheet
from consentkit.domain.letters.records import LetterPaper
from consentkit.domain.progress import Watcher
from consentkit.domain.roles import READERS
from consentkit.pages.choosing import people_found
from consentkit.pages.fields import Values
from consentkit.pages.letters.forms import Drafted, letter_form
from consentkit.pages.letters.making import Making, making
from consentkit.pages.letters.words import (
    forms_to_choose,
    languages_to_choose,
    matching,
    title_for_staff,
)
from consentkit.tui.keys import key_of
from consentkit.tui.opening import letter_screen
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.screens.letters.batch import BatchScreen
from consentkit.tui.screens.letters.papers import Pages, PaperScreen
from consentkit.tui.widgets.choosing import PickOne
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.usecases.consents.lists import code_start, stories_to_choose
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.batches import RosterRow, look_at_roster
from consentkit.usecases.letters.compositions import compose
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.page_counts import PageCount, count_pages
from consentkit.usecases.letters.prints import MadeLetter, letter_pdf, letter_speech
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.letters import pages_in_words


@dataclass(frozen=True)
class _Read:
    """What a letter would say, and the paper that it takes."""

    paper: LetterPaper
    count: PageCount


async def new_letter(screen: DeskScreen) -> None:
    """Make one letter, step by step. Call it from a worker."""
    one = await _choose(screen, is_batch=False)
    if one is None:
        return
    start: Values = {}
    if one.form.sheet is Sheet.LETTER and screen.desk.workspace.actor.has(*READERS):
        picked = await _pick_codes(screen)
        if picked is None:
            return
        start = picked
    await _fill_in(screen, one, start)


async def new_slip(screen: DeskScreen, story: str, person: str, *, form: str) -> None:
    """Make the slip by which a contributor says what they say to a story. Call it from a worker."""
    one = await _in_language(screen, form)
    if one is not None:
        today = screen.desk.workspace.today.isoformat()
        await _fill_in(screen, one, {"contributor": person, "story": story, "blank_shown_on": today})


async def _fill_in(screen: DeskScreen, one: Making, start: Values) -> None:
    """Fill the form in, look at what it says, and make it; as often as somebody goes back."""

    def read(new: NewLetter, _roster: Incoming | None) -> _Read:
        paper = compose(screen.desk.workspace, new)
        return _Read(paper, count_pages(screen.desk.workspace, [paper]))

    while True:
        form = letter_form(screen.desk.workspace, one, start, read, key_of)
        filled = cast("Drafted[_Read] | None", await screen.app.push_screen_wait(FormScreen(form)))
        if filled is None:
            return
        start = filled.values
        made = await screen.app.push_screen_wait(PreviewScreen(filled.letter, filled.read, one))
        if made is not None:
            screen.app.push_screen(letter_screen(str(made)))
            return


async def new_batch(screen: DeskScreen) -> None:
    """Make the letters of a roster. Call it from a worker."""
    one = await _choose(screen, is_batch=True)
    if one is None:
        return
    start: Values = {}

    def read(new: NewLetter, roster: Incoming | None) -> tuple[RosterRow, ...]:
        return look_at_roster(screen.desk.workspace, cast("Incoming", roster), new)

    while True:
        form = letter_form(screen.desk.workspace, one, start, read, key_of)
        filled = cast(
            "Drafted[tuple[RosterRow, ...]] | None", await screen.app.push_screen_wait(FormScreen(form))
        )
        if filled is None:
            return
        start = filled.values
        batch = BatchScreen(title_for_staff(one.catalogue, one.form), filled)
        if await screen.app.push_screen_wait(batch):
            return


async def _choose(screen: DeskScreen, *, is_batch: bool) -> Making | None:
    catalogue = forms_of(screen.desk.workspace)
    hint = _("Type a word of it, or choose with ↓")
    # Which languages a form has takes a moment to know: it is asked once, and not at every key.
    letters = {form.id for form in catalogue.forms if form.sheet is Sheet.LETTER}
    known = [one for one in forms_to_choose(catalogue) if not is_batch or one[0] in letters]
    forms = PickOne(_("Which form?"), partial(matching, known), hint)
    form = await screen.app.push_screen_wait(forms)
    return None if form is None else await _in_language(screen, form, is_batch=is_batch)


async def _in_language(screen: DeskScreen, form: str, *, is_batch: bool = False) -> Making | None:
    catalogue = forms_of(screen.desk.workspace)
    hint = _("Type a word of it, or choose with ↓")
    languages = PickOne(
        _("In which language? Only those are here that have every word of this form."),
        partial(matching, languages_to_choose(catalogue, form)),
        hint,
    )
    language = await screen.app.push_screen_wait(languages)
    return making(catalogue, form, language, is_batch=is_batch) if language else None


async def _pick_codes(screen: DeskScreen) -> Values | None:
    """Ask who reads the records for a contributor and a story; neither is needed."""
    workspace = screen.desk.workspace
    hint = _("Type the beginning of a code, or choose with ↓")
    person = await screen.app.push_screen_wait(
        PickOne(_("Whom is it for?"), partial(_people, workspace), hint)
    )
    if person is None:
        return None
    story = await screen.app.push_screen_wait(
        PickOne(_("Which story is it about?"), partial(_stories, workspace), hint)
    )
    if story is None:
        return None
    return {"contributor": person.strip("-"), "story": story.strip("-")}


def _people(workspace: Workspace, typed: str) -> list[tuple[str, str]]:
    found = people_found(workspace, typed)
    return found if typed.strip() else [("-", _("Nobody yet, or type the code later")), *found]


def _stories(workspace: Workspace, typed: str) -> list[tuple[str, str]]:
    found = [
        (one.id, f"{one.id}  {one.title}") for one in stories_to_choose(workspace, code_start(typed, "S"))
    ]
    return found if typed.strip() else [("-", _("No story yet, or type the code later")), *found]


class PreviewScreen(PaperScreen):
    """What a letter would say, as text. Nothing is recorded until it is made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "make", "Make it"),
        Binding("p", "print", "Print it blank"),
        Binding("e", "export", "Write a file"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {"make": EventName.LETTER_MADE}
    FILE: ClassVar = "blank-form.pdf"

    def __init__(self, new: NewLetter, read: _Read, one: Making) -> None:
        super().__init__()
        self._new, self._paper, self._count, self._one = new, read.paper, read.count, one

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Cards and notices are for everyone: they are printed, and never made for one."""
        if action == "make" and self._one.form.sheet is not Sheet.LETTER:
            return False
        return super().check_action(action, parameters)

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        title = title_for_staff(self._one.catalogue, self._one.form)
        yield self.title_bar(_("Read it first") + f" · {title} · {self._new.language}")
        yield Static(self._hint(), classes="hint", markup=False)
        with VerticalScroll(id="page"):
            yield Static(letter_speech(self._paper), classes="body", markup=False)
        yield LongWork()
        yield KeyLines()

    def _hint(self) -> str:
        words = _("m makes it, with a code of its own. p and e give the form blank, without a code.")
        if self._one.form.sheet is not Sheet.LETTER:
            words = _("It is for everyone, and has no code. p prints it.")
        if self._paper.text.draft_mark:
            words += " " + _("Nobody has reviewed its words, and every page says so.")
        return f"{words} {pages_in_words(self._count)}"

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def pages(self) -> Pages:
        """Return what makes the blank form's pages."""
        paper = self._paper

        def blank(workspace: Workspace, _how: Showing) -> bytes:
            return letter_pdf(workspace, paper)

        return blank

    def action_make(self) -> None:
        """Make the letter; its page follows."""
        self.query_one(LongWork).start("make", _("Making the letter"), partial(_make, self._new))

    @on(LongWork.Done)
    def _made(self, done: LongWork.Done) -> None:
        if done.name == "make" and done.error is None:
            letter = cast("MadeLetter", done.result).letter.id
            self.say(_("Letter {code} is made. p prints it.").format(code=letter))
            self.dismiss(letter)


def _make(new: NewLetter, workspace: Workspace, _watch: Watcher) -> MadeLetter:
    return make_letter(workspace, new)
