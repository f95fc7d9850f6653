"""What screens share on which long work runs, which give files to other programs, or show pictures."""

from pathlib import Path

from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.long_work import Job, LongWork
from consentkit.tui.widgets.picture_view import Fit, PictureView
from consentkit.tui.widgets.virtual_table import VirtualTable


class WorkScreen(DeskScreen):
    """A screen that is not left while it works; subclasses lay out a `LongWork`."""

    def run_long(self, name: str, words: str, job: Job) -> bool:
        """Run a job beside the screen, unless one is running; say whether it began."""
        return self.query_one(LongWork).start(name, words, job)

    def action_stop(self) -> None:
        """Stop what runs; what was finished is kept."""
        work = self.query_one(LongWork)
        if work.is_busy:
            work.stop()

    def action_leave(self) -> None:
        """Stop what runs; else go back."""
        if self.query_one(LongWork).is_busy:
            self.action_stop()
        else:
            self.leave()

    def leave(self) -> None:
        """Go back to what lies below."""
        self.app.pop_screen()


class OutsideScreen(DeskScreen):
    """A screen that gives files to the desktop's own programs."""

    def __init__(self) -> None:
        super().__init__()
        self._outside: list[Path] = []

    def new_outside(self, ending: str = "") -> Path | None:
        """Return a new file's path for what another program opens; it is there until this screen is left.

        Where there is no room for one it says so, and returns `None`.
        """
        path = self.try_act(lambda: self.desk.private.new_file(ending))
        if path is not None:
            self._outside.append(path)
        return path

    def on_unmount(self) -> None:
        """Leave nothing on this machine but what was asked for."""
        for path in self._outside:
            # By its number: a page gets its ending when it is known what it is.
            for written in path.parent.glob(f"{path.stem}.*"):
                written.unlink(missing_ok=True)


class BesidePictureScreen(WorkScreen, OutsideScreen):
    """A list, and a picture beside it where one asks for it; subclasses lay them out in `#picture-parts`."""

    def on_mount(self) -> None:
        """Show the list."""
        table = self.query_one(VirtualTable)
        self.refresh_rows()
        self.watch(table, "cursor", self.describe, init=False)
        table.focus()

    def refresh_rows(self) -> None:
        """Read again what is shown, and show it."""
        raise NotImplementedError

    def describe(self) -> None:
        """Say what is under the cursor."""
        raise NotImplementedError

    @property
    def shows_picture(self) -> bool:
        """Tell whether a picture is seen."""
        return self.query_one(PictureView).is_shown

    def show_pictures(self, *pictures: tuple[str, bytes, Fit]) -> None:
        """Show pictures (what it is, PNG, how big) beside the list."""
        self.query_one(PictureView).show(*pictures)
        self.query_one("#picture-parts").add_class("with-picture")

    def hide_pictures(self) -> None:
        """Show no picture."""
        self.query_one(PictureView).hide()
        self.query_one("#picture-parts").remove_class("with-picture", "comparing")

    def action_leave(self) -> None:
        """Hide the picture; else stop what runs; else go back."""
        if self.shows_picture:
            self.hide_pictures()
        else:
            super().action_leave()
