"""A signed letter's boxes beside its pages: a person says what is ticked, and it becomes the release."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from consentkit.domain.events import EventName
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.records import Release, ReturnedPage, TickState
from consentkit.pages.letters.noes import foreseen_for
from consentkit.pages.letters.signing import empty_lines, signing_lines
from consentkit.pages.lines import PageLine
from consentkit.tui.screens.letters.pictures import LOOK_KEYS, LookingScreen
from consentkit.tui.screens.letters.sheets import Sheet, confirm_sheet
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.lines import Act, Lines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.picture_view import PictureView
from consentkit.usecases.consents.rosters import rows_to_correct
from consentkit.usecases.consents.row_meanings import rows_on
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.letters.releases import (
    confirm_release,
    correct_release,
    may_be_corrected,
    unopened_pages,
)
from consentkit.usecases.letters.returns import pages_of_letter, suggested_signing, suggested_ticks
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _, _n
from consentkit.wording.letters.letters import TICKS
from consentkit.wording.letters.tick_boxes import MARKS, TickBox, tick_boxes_in_words

_OFFERED = {FormPurpose.CONSENT, FormPurpose.RENEWAL, FormPurpose.REFUSAL}


class ConfirmScreen(LookingScreen):
    """Every box of a letter with what it seems to hold; nothing rests on that until a person confirms."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "decide", "Ticked, or not"),
        Binding("u", "unclear", "Next unclear"),
        Binding("r", "row", "Row read"),
        Binding("n", "absent", "Nobody there"),
        *LOOK_KEYS,
        Binding("c", "confirm", "Confirm"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {"decide": EventName.RELEASE_CONFIRMED, "confirm": EventName.RELEASE_CONFIRMED}

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter
        self._boxes: tuple[TickBox, ...] = ()
        self._pages: tuple[ReturnedPage, ...] = ()
        self._seen: dict[str, TickState] = {}
        self._said: set[str] = set()
        self._is_correction = False
        self._sheet = Sheet()
        self._signing: tuple[str, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of rows out where the letter has none."""
        if action in {"row", "absent"} and not self._sheet.rows:
            return False
        return super().check_action(action, parameters)

    def compose(self) -> ComposeResult:
        """Lay out the boxes, and the page beside them."""
        yield self.title_bar(_("Confirm letter {code}").format(code=self._letter))
        yield Static("", id="confirm-hint", classes="hint", markup=False)
        with Container(id="page-parts"):
            with Container(id="page-words"):
                yield Lines(id="boxes")
            yield PictureView(id="picture-view")
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Read the letter and what its boxes seem to hold."""
        self.query_one(Lines).focus()
        workspace = self.desk.workspace
        made = self.try_act(lambda: open_letter(workspace, self._letter))
        if made is not None:
            self._boxes = tick_boxes_in_words(forms_of(workspace), made.paper)
            self._pages = tuple(self.returned())
            self._seen = suggested_ticks(workspace, self._letter)
            signing = suggested_signing(workspace, self._letter)
            self._signing = tuple(signing_lines(forms_of(workspace), made.paper, signing))
            self._is_correction = may_be_corrected(workspace, self._letter)
            self._sheet = Sheet(rows_on(workspace, self._letter), rows_to_correct(workspace, self._letter))
            self.refresh_bindings()
        self._show()

    def returned(self) -> Sequence[ReturnedPage]:
        """Return the letter's pages that came back."""
        return pages_of_letter(self.desk.workspace, self._letter)

    def _show(self) -> None:
        self.query_one(Lines).show(list(self._lines()))
        self.query_one("#confirm-hint", Static).update(self._hint())

    def _hint(self) -> str:
        if self._sheet.rows:
            return self._sheet.hint()
        if not self._boxes:
            return _("This letter has no box. Look at its pages (v, o), then press c.")
        unclear = len(self._unclear)
        if unclear:
            return _n(
                "A suggestion. Look at each page (v, o). {count} box is unclear: space decides.",
                "A suggestion. Look at each page (v, o). {count} boxes are unclear: space decides.",
                unclear,
            ).format(count=unclear)
        return _("A suggestion. Look at each page (v, o), correct with space, then press c.")

    @property
    def _unclear(self) -> list[str]:
        return [box.id for box in self._boxes if self._seen[box.id] is TickState.UNSURE]

    def _lines(self) -> Iterator[PageLine[Act]]:
        question = ""
        for box in self._boxes:
            if box.question != question:
                question = box.question
                yield PageLine(self._sheet.line(question) or question, look="heading")
            if not self._sheet.is_closed(question):
                yield self._line(box)
        yield from (PageLine(line, look="heading") for line in self._signing)

    def _line(self, box: TickBox) -> PageLine[Act]:
        state = self._seen[box.id]
        told = _(TICKS[state])
        if box.id in self._said:
            told = _("you say: ticked") if state is TickState.TICKED else _("you say: not ticked")
        # As it is printed, on a line of its own: terminals disagree about the width of local scripts.
        printed = f"    {box.printed}" if box.printed != box.words else ""
        return PageLine(f"{MARKS[state]} {box.words} · {told}", partial(self._toggle, box.id), more=printed)

    def _toggle(self, box: str) -> None:
        is_ticked = self._seen[box] is TickState.TICKED
        self._seen[box] = TickState.EMPTY if is_ticked else TickState.TICKED
        self._said.add(box)
        self._sheet.unsay(box)
        self._show()

    @property
    def _open(self) -> dict[int, str]:
        """Which box stands on which line."""
        places = (place for place, line in enumerate(self.query_one(Lines).lines) if line.look != "heading")
        shown = (box.id for box in self._boxes if not self._sheet.is_closed(box.question))
        return dict(zip(places, shown, strict=True))

    def action_row(self) -> None:
        """Say that the row under the cursor was read as it stands here."""
        if not self._sheet.say_read(self._open.get(self.query_one(Lines).highlighted or 0), self._seen):
            self.say(_("Decide every box of this row that is unclear first: space says ticked, or not."))
        self._show()

    def action_absent(self) -> None:
        """Say that the person of the row under the cursor was not there."""
        self._sheet.say_absent(self._open.get(self.query_one(Lines).highlighted or 0))
        self._show()

    def action_decide(self) -> None:
        """Say that the box under the cursor is ticked, or that it is not."""
        self.query_one(Lines).action_select()

    def action_unclear(self) -> None:
        """Go to the next box that somebody must decide."""
        unclear = set(self._unclear)
        lines = self.query_one(Lines)
        wanted = [place for place, box in self._open.items() if box in unclear]
        at = lines.highlighted or 0
        if wanted:
            lines.highlighted = next((place for place in wanted if place > at), wanted[0])
        else:
            self.say(_("No box is unclear."))

    @work
    async def action_confirm(self) -> None:
        """Ask, then record what a person saw ticked; the letter becomes the release."""
        if self._sheet.rows:
            if not self._names_unopened():
                await self._confirm_rows()
            return
        if self._unclear:
            self.action_unclear()
            self.say(_("Decide every box that is unclear first: space says ticked, or not."))
            return
        if self._names_unopened():
            return
        ticked = self._ticked
        question = _("Confirm letter {code}: {ticked} ticked, {empty} not?").format(
            code=self._letter, ticked=len(ticked), empty=len(self._boxes) - len(ticked)
        )
        meaning = _(
            "With yes you say that you looked at every page, and that it says so. The letter, its words and"
            " its pages are kept as the release for ever. What is not ticked means no. This cannot be undone."
        )
        workspace = self.desk.workspace
        done = self.try_act(lambda: list(foreseen_for(workspace, self._letter, ticked)))
        if done is None:
            return
        empty = empty_lines(workspace, self._letter)
        if not await self.app.push_screen_wait(Confirm(question, "\n".join([*empty, *done, meaning]))):
            return
        if self.try_act(lambda: self._record(workspace, ticked)) is not None:
            self.say(" ".join([_("Kept as the release of {letter}.").format(letter=self._letter), *done]))
            await self._go_on(is_no=bool(done))
        else:
            # Pages may have come meanwhile: they are what is looked at next.
            self._pages = tuple(self.returned())

    @property
    def _ticked(self) -> frozenset[str]:
        return frozenset(box for box, state in self._seen.items() if state is TickState.TICKED)

    def _names_unopened(self) -> bool:
        """Say which pages this person has not opened yet; tell whether there are any, or nobody knows."""
        unopened = self.try_act(lambda: unopened_pages(self.desk.workspace, self._letter))
        if unopened:
            words = _("You have not opened these pages yet: {pages}. v shows one after the other.")
            names = (_("page {page}").format(page=one.page) if one.page else one.id for one in unopened)
            self.say(words.format(pages=", ".join(names)))
        return unopened is None or bool(unopened)

    def _record(self, workspace: Workspace, ticked: frozenset[str]) -> Release:
        if self._is_correction:
            return correct_release(workspace, self._letter, ticked)
        return confirm_release(workspace, self._letter, ticked, seen=self._pages)

    async def _confirm_rows(self) -> None:
        if await confirm_sheet(self, self._letter, self._sheet, self._ticked):
            self.dismiss(None)

    async def _go_on(self, *, is_no: bool) -> None:
        from consentkit.tui.screens.letters.letter import record_from

        letter = open_letter(self.desk.workspace, self._letter).letter
        may = self.may(EventName.CONSENT_RECORDED)
        if letter.purpose in _OFFERED and letter.contributor is not None and may and not is_no:
            question = _("Record the answer from this letter now?")
            meaning = _("The form opens with what the letter says. It can also be done later, on its page.")
            if await self.app.push_screen_wait(Confirm(question, meaning)):
                await record_from(self, self._letter)
        self.dismiss(None)

    def action_back(self) -> None:
        """Hide the picture; else go back."""
        if not self.hide():
            super().action_back()
