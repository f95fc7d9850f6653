"""What screens with pages to print share: print them from the desktop's viewer, or write a PDF file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType

from consentkit.domain.events import Showing
from consentkit.domain.progress import Watcher
from consentkit.pages.files import write_file
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.long_work import Job, LongWork
from consentkit.tui.widgets.saving import file_form
from consentkit.tui.widgets.viewers import open_paper
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

Pages = Callable[[Workspace, Showing], bytes]
"""Gives the pages as a PDF, in another thread, over a workspace of its own, and records how they go out."""

PRINT_KEYS: tuple[BindingType, ...] = (Binding("p", "print", "Print"), Binding("e", "export", "Write a file"))


class PaperScreen(OutsideScreen, ActingScreen):
    """A screen with pages; subclasses lay out a `LongWork` and say what the pages are."""

    FILE: ClassVar[str] = "letter.pdf"
    """The name of the file that is proposed; it says nothing of whom the paper is for."""

    def pages(self) -> Pages | None:
        """Return what makes the pages; `None` where there are none yet, having said so."""
        raise NotImplementedError

    def web_page(self) -> Pages | None:
        """Return what makes the same as one web page; `None` where there is none."""
        return None

    def action_print(self) -> None:
        """Open the pages in the desktop's viewer, from where they are printed."""
        pages = self.pages()
        if pages is None:
            return
        if out := self.new_outside(".pdf"):
            job = partial(_write, pages, Showing.SHOWN, out)
            self.query_one(LongWork).start("print", _("Setting the pages"), job)

    def action_export(self) -> None:
        """Ask for a file, and write the pages into it."""
        pages = self.pages()
        if pages is None:
            return
        help_text = _(
            "Choose a name that tells nobody whom it is for. The file stays on this computer until you"
            " delete it."
        )
        if self.web_page():
            help_text += " " + _("One that ends in .html becomes a web page.")
        if self.RECORDS_LOOKS:
            help_text += " " + _("The log keeps that you wrote it.")
        start = Path.home() / self.FILE
        form = file_form("letter-file", _("Write the pages"), Path, help_text=help_text, start=start)
        self.app.push_screen(FormScreen(form), partial(self._export, pages))

    def _export(self, pages: Pages, out: object) -> None:
        if out is not None:
            path = cast("Path", out)
            web_page = self.web_page() if is_web_page(path) else None
            self.write(partial(_write, web_page or pages, Showing.EXPORTED, path))

    def write(self, job: Job) -> None:
        """Write what was asked for beside the screen; the job returns the file, and it is told."""
        self.query_one(LongWork).start("export", _("Setting the pages"), job)

    @on(LongWork.Done)
    def _paper_done(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        elif done.name == "print":
            self.notify(open_paper(cast("Path", done.result)), timeout=15, markup=False)
        elif done.name == "export":
            self.say(_("Written to {path}").format(path=done.result))


def is_web_page(path: Path) -> bool:
    """Tell whether a file is to be a web page, by its ending."""
    return path.suffix.lower() in {".html", ".htm"}


def _write(pages: Pages, how: Showing, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    return write_file(out, pages(workspace, how))
