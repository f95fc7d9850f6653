"""Letters for a roster: its rows as they were read, with what is wrong in them, then all letters at once."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.errors import InvalidInput, Stopped
from consentkit.domain.events import EventName, Showing
from consentkit.domain.progress import Cancelled, Step, Watcher
from consentkit.pages.files import write_file
from consentkit.pages.letters.forms import Drafted
from consentkit.pages.letters.rosters import row_in_words
from consentkit.tui.screens.letters.papers import PRINT_KEYS, Pages, PaperScreen
from consentkit.tui.screens.working import WorkScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.saving import folder_form
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.batches import RosterRow, make_letters, read_roster
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.page_counts import PageCount, count_pages
from consentkit.usecases.letters.prints import MadeLetter, letter_pdf, letters_pdf
from consentkit.usecases.letters.showings import record_letters_shown
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _, _n
from consentkit.wording.letters.letters import all_pages_in_words


class BatchScreen(PaperScreen, WorkScreen):
    """Every row of a roster. Nothing is made while one of them is wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "make", "Make all"),
        *PRINT_KEYS,
        Binding("s", "separate", "A file each"),
        Binding("x", "stop", "Stop"),
        Binding("escape", "leave", "Back"),
    ]
    NEEDS: ClassVar = {"make": EventName.LETTER_MADE}
    FILE: ClassVar = "letters.pdf"

    def __init__(self, form: str, drafted: Drafted[tuple[RosterRow, ...]]) -> None:
        super().__init__()
        self._heading, self._usual = form, drafted.letter
        self._roster, self._rows = cast("Incoming", drafted.roster), drafted.read
        self._made: tuple[MadeLetter, ...] = ()
        self._pages = ""

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self.title_bar(_("Letters for a roster") + f" · {self._heading}")
        yield Static("", classes="hint", id="batch-hint", markup=False)
        columns = [(_("Row"), 5), (_("Contributor"), 11), ("", 3), (_("What comes of it"), 30)]
        yield VirtualTable(columns)
        yield Static("", classes="hint", id="row-in-full", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Show the rows."""
        table = self.query_one(VirtualTable)
        self.watch(table, "cursor", self._tell_in_full, init=False)
        table.focus()
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Show the rows again."""

        def rows(first: int, count: int) -> Sequence[Row]:
            return [self._row(place) for place in range(first, min(first + count, len(self._rows)))]

        self.query_one(VirtualTable).show_rows(len(self._rows), rows)
        self.query_one("#batch-hint", Static).update(self._hint())
        self._tell_in_full()

    @property
    def _wrong(self) -> int:
        return sum(bool(row.faults) for row in self._rows)

    def _hint(self) -> str:
        if self._made:
            words = _("Made: {count}. p prints them all, e writes one PDF, s a file each.").format(
                count=len(self._made)
            )
            return f"{words} {self._pages} " + _("The log keeps that it was you.")
        if self._wrong:
            return _n(
                "{count} row is wrong. Mend the file, go back, and press ctrl+s again.",
                "{count} rows are wrong. Mend the file, go back, and press ctrl+s again.",
                self._wrong,
            ).format(count=self._wrong)
        return _n(
            "{count} letter. m makes it.", "{count} letters. m makes them all.", len(self._rows)
        ).format(count=len(self._rows))

    def _row(self, place: int) -> Row:
        row = self._rows[place]
        words = "· " + _("can be made")
        if place < len(self._made):
            words = f"✓ {self._made[place].letter.id}"
        elif row.faults:
            words = row_in_words(row)
        # One line a row; all that is wrong in it stands below the table.
        return str(row.number), row.contributor, row.language, words.partition("\n")[0]

    def _tell_in_full(self) -> None:
        at = self.query_one(VirtualTable).cursor
        row = self._rows[at] if at < len(self._rows) else None
        words = row_in_words(row) if row is not None and row.faults else ""
        self.query_one("#row-in-full", Static).update(words or (self._row(at)[-1] if row else ""))

    def pages(self) -> Pages | None:
        """Return what sets all letters, one after the other, as one PDF."""
        made = self._made
        if not made:
            self.say(_("Make the letters first: m."))
            return None

        def all_pages(workspace: Workspace, how: Showing) -> bytes:
            record_letters_shown(workspace, made, how)
            return letters_pdf(workspace, [one.paper for one in made])

        return all_pages

    def action_make(self) -> None:
        """Make every letter that is not made yet, all in one act."""
        if self._wrong:
            self.say(self._hint())
            return
        job = partial(_make, self._roster, self._usual)
        self.run_long("make-all", _("Making the letters"), job)

    def action_separate(self) -> None:
        """Ask for a folder, and write a PDF for each letter."""
        if self.pages() is None:
            return
        form = folder_form(
            "letter-folder",
            _("A file for each letter"),
            _folder,
            help_text=_("Each letter is written there under its code. It is made where it is missing."),
            is_kept=False,
        )
        self.app.push_screen(FormScreen(form), self._write_each)

    def _write_each(self, folder: object) -> None:
        if folder is not None:
            job = partial(_write_each, self._made, cast("Path", folder))
            self.run_long("separate", _("Setting the pages"), job)

    def leave(self) -> None:
        """Go back: to the list where letters were made, else to what was typed."""
        self.dismiss(bool(self._made))

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            return
        if done.name == "make-all":
            self._made, count = cast("tuple[tuple[MadeLetter, ...], PageCount]", done.result)
            self._pages = all_pages_in_words(count)
            self.refresh_rows()
        elif done.name == "separate":
            self.say(_("Written to {path}").format(path=done.result))


def _make(
    roster: Incoming, usual: NewLetter, workspace: Workspace, watch: Watcher
) -> tuple[tuple[MadeLetter, ...], PageCount]:
    # Read again: the file may be another by now, and it is checked whole before anything is made.
    made = make_letters(workspace, read_roster(workspace, roster, usual), watch=watch)
    return made, count_pages(workspace, [one.paper for one in made])


def _folder(folder: Path) -> Path:
    if not folder.parent.is_dir() or (folder.exists() and not folder.is_dir()):
        raise InvalidInput("folder-not-usable", folder=folder.name)
    return folder


def _write_each(made: Sequence[MadeLetter], folder: Path, workspace: Workspace, watch: Watcher) -> Path:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise InvalidInput("folder-not-usable", folder=folder.name) from None
    for done, one in enumerate(made):
        try:
            watch(Step(done, len(made), one.letter.id))
        except Cancelled:
            raise Stopped("letters-stopped", done=done, total=len(made)) from None
        out = folder / f"{one.letter.id}.pdf"
        # A run that was stopped goes on with what it left: the same letter gives the same bytes.
        if not out.exists():
            record_letters_shown(workspace, [one], Showing.EXPORTED)
            write_file(out, letter_pdf(workspace, one.paper))
    return folder
