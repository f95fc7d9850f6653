"""Letters: the list with its filter, and where new ones begin."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from consentkit.domain.events import EventName
from consentkit.domain.letters.records import LetterState
from consentkit.tui.opening import letter_screen, returns_screen, translations_screen
from consentkit.tui.screens.acting import LIST_KEYS, CodeListScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.lists import (
    ListedLetter,
    count_listed_letters,
    page_listed_letters,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.fields import STATES

_ALL, _MINE = "all", "mine"


class LettersScreen(CodeListScreen):
    """Every letter, the newest first, or those in one state."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New letter"),
        Binding("b", "batch", "Batch"),
        Binding("t", "returns", "Signed pages"),
        Binding("f", "filter", "Filter"),
        Binding("l", "languages", "Languages"),
        *LIST_KEYS,
    ]
    NEEDS: ClassVar = {
        "new": EventName.LETTER_MADE,
        "batch": EventName.LETTER_MADE,
        "returns": EventName.PAGE_TAKEN_IN,
    }
    KINDS: ClassVar = "LCS"

    def __init__(self, shown: LetterState | None = None) -> None:
        super().__init__()
        self._shown = shown
        self._is_mine = False
        self._titles: dict[str, str] = {}

    def heading(self) -> str:
        """Say where one is."""
        return _("Letters")

    def columns(self) -> Sequence[tuple[str, int]]:
        """Return the columns; what it has come to is local text, and so the last."""
        return (
            (_("Letter"), 11),
            (_("Contributor"), 11),
            (_("Made on"), 10),
            ("", 3),
            (_("State and form"), 20),
        )

    def count(self, workspace: Workspace, start: str) -> int:
        """Return how many there are."""
        return count_listed_letters(workspace, self._shown, start, given_to=self._given_to(workspace))

    def _given_to(self, workspace: Workspace) -> str | None:
        return workspace.actor.handle if self._is_mine else None

    def rows(self, start: str, first: int, count: int) -> Sequence[Row]:
        """Return a page of letters."""
        self._read_titles()
        workspace = self.desk.workspace
        given_to = self._given_to(workspace)
        listed = page_listed_letters(workspace, self._shown, start, first, count, given_to=given_to)
        return [self._row(one) for one in listed]

    def _read_titles(self) -> None:
        from consentkit.pages.letters.words import title_for_staff

        if not self._titles:
            found = forms_of(self.desk.workspace)
            self._titles = {form.id: title_for_staff(found, form) for form in found.forms}

    def _row(self, one: ListedLetter) -> Row:
        letter = one.letter
        return (
            letter.id,
            letter.contributor or "",
            letter.made_on.isoformat(),
            letter.language,
            f"{_(STATES[one.state])} · {self._titles.get(letter.form, letter.form)}",
        )

    def summary(self, total: int, start: str) -> str:
        """Say what is shown."""
        if start:
            return _("Codes that begin with {start}: {total}").format(start=start, total=f"{total:,}")
        if not total and self._shown is None and not self._is_mine:
            return _("No letter is made yet. Press n to make the first, or b for a whole roster.")
        shown = _("all letters") if self._shown is None else _(STATES[self._shown])
        shown = _("to be printed by you") if self._is_mine else shown
        return _("Shown: {filter}. {total}").format(filter=shown, total=f"{total:,}")

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        if event.key:
            self.app.push_screen(letter_screen(event.key))

    @work
    async def action_new(self) -> None:
        """Make a letter, step by step."""
        from consentkit.tui.screens.letters.making import new_letter

        await new_letter(self)

    @work
    async def action_batch(self) -> None:
        """Make the letters of a roster."""
        from consentkit.tui.screens.letters.making import new_batch

        await new_batch(self)

    def action_returns(self) -> None:
        """Open what came back."""
        self.app.push_screen(returns_screen())

    def action_languages(self) -> None:
        """Open the languages of the letters."""
        self.app.push_screen(translations_screen())

    @work
    async def action_filter(self) -> None:
        """Show letters in another state."""
        options = [(_ALL, _("all letters")), *((one.value, _(words)) for one, words in STATES.items())]
        options.insert(1, (_MINE, _("to be printed by you")))
        chosen = await self.app.push_screen_wait(Choose(_("Which letters?"), options))
        if chosen is not None:
            self._is_mine = chosen == _MINE
            self._shown = LetterState.OUT if self._is_mine else _state(chosen)
            self.refresh_rows()


def _state(chosen: str) -> LetterState | None:
    return None if chosen == _ALL else LetterState(chosen)


class NewLetterScreen(LettersScreen):
    """The list, with the guided making of a letter over it: for the command palette."""

    def on_mount(self) -> None:
        """Ask at once."""
        super().on_mount()
        self.action_new()


class NewBatchScreen(LettersScreen):
    """The list, with the letters of a roster over it: for the command palette."""

    def on_mount(self) -> None:
        """Ask at once."""
        super().on_mount()
        self.action_batch()
