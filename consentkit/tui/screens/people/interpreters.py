"""Interpreters: record them, look at what they signed, end it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.events import EventName, Showing
from consentkit.domain.interpreting.interpreters import Interpreter
from consentkit.domain.progress import Watcher
from consentkit.pages.files import ending_of, write_file
from consentkit.pages.people.interpreters import interpreter_form, interpreter_line, standing_in_words
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.viewers import open_in_viewer
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.people.interpreters import (
    confirm_declaration,
    end_interpreter,
    list_interpreters,
    show_declaration,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


class InterpretersScreen(OutsideScreen, ActingScreen):
    """All that was told of interpreters, the newest first; the newest of `handle` is under the cursor."""

    RECORDS_LOOKS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "record", "Record"),
        Binding("r", "again", "Tell anew"),
        Binding("o", "open", "Open the declaration"),
        Binding("f", "confirm", "It says so"),
        Binding("e", "end", "It has ended"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "record": EventName.INTERPRETER_RECORDED,
        "again": EventName.INTERPRETER_RECORDED,
        "open": EventName.ORIGINAL_SHOWN,
        "confirm": EventName.INTERPRETER_CONFIRMED,
        "end": EventName.INTERPRETER_ENDED,
    }

    def __init__(self, handle: str = "") -> None:
        super().__init__()
        self._at = handle
        self._told: tuple[Interpreter, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self.title_bar(_("Interpreters"))
        words = _("The last told of a handle counts for ties; what was signed, for its own days.")
        yield Static(words, classes="hint", markup=False)
        yield VirtualTable([(_("Code"), 11), (_("Handle"), 16), (_("Languages"), 14), (_("Declaration"), 36)])
        yield Static("", id="interpreter", classes="hint", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the rows."""
        table = self.query_one(VirtualTable)
        self.watch(table, "cursor", self._describe, init=False)
        table.focus()

    def refresh_rows(self) -> None:
        """Read again what was told."""
        found = self.try_act(lambda: list_interpreters(self.desk.workspace))
        self._told = tuple(reversed(found or ()))

        def rows(first: int, count: int) -> Sequence[Row]:
            return [_row(one) for one in self._told[first : first + count]]

        table = self.query_one(VirtualTable)
        table.show_rows(len(self._told), rows)
        places = [place for place, one in enumerate(self._told) if one.handle == self._at]
        table.cursor, self._at = (places[0] if places else table.cursor), ""
        self._describe()

    def _describe(self) -> None:
        one = self.chosen
        nobody = _("No interpreter is recorded yet. Press n to record the first.")
        words = interpreter_line(one) if one else "" if self._told else nobody
        self.query_one("#interpreter", Static).update(words)

    @property
    def chosen(self) -> Interpreter | None:
        """What was told, under the cursor."""
        key = self.query_one(VirtualTable).key
        return next((one for one in self._told if one.id == key), None)

    def action_record(self) -> None:
        """Ask about a new interpreter."""
        self.app.push_screen(FormScreen(interpreter_form(self.desk.workspace)), self._recorded)

    def action_again(self) -> None:
        """Ask anew about the one under the cursor."""
        if one := self.chosen:
            self.app.push_screen(FormScreen(interpreter_form(self.desk.workspace, one)), self._recorded)

    def _recorded(self, made: object) -> None:
        if isinstance(made, Interpreter):
            words = [_("{handle} is recorded.").format(handle=made.handle)]
            if made.is_unseen:
                words.append(_("o opens the declaration; f confirms that it says so."))
            self.say(" ".join(words))
            self.refresh_rows()

    def action_open(self) -> None:
        """Open the declaration in the desktop's viewer."""
        one = self.chosen
        if one is not None and (out := self.new_outside(".file")):
            job = partial(_write, one.id, out)
            self.query_one(LongWork).start("open", _("Opening the declaration"), job)

    @on(LongWork.Done)
    def _opened(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        else:
            self.notify(open_in_viewer(cast("Path", done.result)), timeout=15, markup=False)

    def action_confirm(self) -> None:
        """Say that one read the declaration, and that it says what is recorded."""
        one = self.chosen
        if one and self.try_act(lambda: confirm_declaration(self.desk.workspace, one.id)):
            self.say(_("Recorded: you looked at the declaration."))
            self.refresh_rows()

    def action_end(self) -> None:
        """Ask, then end it today."""
        if one := self.chosen:
            question = _("Does {handle} interpret no more by this declaration?").format(handle=one.handle)
            consequence = _("It holds for no answer from today on. What was given before stays.")
            self.app.push_screen(Confirm(question, consequence), partial(self._end, one.id))

    def _end(self, interpreter: str, yes: bool | None) -> None:
        if yes and self.try_act(lambda: end_interpreter(self.desk.workspace, interpreter)) is not None:
            self.say(_("It has ended."))
            self.refresh_rows()


def _row(one: Interpreter) -> Row:
    is_whole = one.declaration is not None and not one.is_unseen and one.ended_on is None
    mark = "" if is_whole else "! "
    return (one.id, one.handle, " ".join(sorted(one.languages)), mark + standing_in_words(one))


def _write(interpreter: str, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    data = show_declaration(workspace, interpreter, Showing.SHOWN)
    return write_file(out.with_suffix(ending_of(data)), data)
