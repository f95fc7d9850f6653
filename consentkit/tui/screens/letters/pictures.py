"""What screens with pages that came back share: look at one here, or in the desktop's viewer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType

from consentkit.domain.events import EventName, Showing
from consentkit.domain.letters.records import ReturnedPage
from consentkit.domain.progress import Watcher
from consentkit.pages.files import write_file
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.picture_view import Fit, PictureView, fitted
from consentkit.tui.widgets.viewers import open_in_viewer
from consentkit.usecases.letters.lists import preview_page
from consentkit.usecases.letters.showings import show_page
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

LOOK_KEYS: tuple[BindingType, ...] = (Binding("v", "show", "Picture"), Binding("o", "open", "Viewer"))
_OTHER_ROWS = 7
"""The rows that are not the picture's."""

_ENDINGS = {
    b"\xff\xd8": ".jpg",
    b"%P": ".pdf",
    b"\x89P": ".png",
    b"RI": ".webp",
    b"II": ".tif",
    b"MM": ".tif",
}
"""By a file's first bytes: a viewer goes by the name."""


class LookingScreen(OutsideScreen, ActingScreen):
    """A screen beside whose words a page can be looked at; subclasses lay out a view and a `LongWork`."""

    RECORDS_LOOKS: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._shown = -1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave looking out for who sees no names."""
        may_look = action not in {"show", "open"} or (
            self.consentkit.is_unlocked and self.may(EventName.PAGE_SHOWN)
        )
        return may_look and super().check_action(action, parameters)

    def returned(self) -> Sequence[ReturnedPage]:
        """Return the pages that can be looked at, in their order."""
        raise NotImplementedError

    def action_show(self) -> None:
        """Show the first page, then the next; after the last, hide it."""
        pages = self.returned()
        if self._shown + 1 >= len(pages):
            self.hide()
            return
        if self.query_one(LongWork).is_busy:
            return
        self._shown += 1
        room = (max(20, self.size.width // 2), self.size.height - _OTHER_ROWS)
        job = partial(_preview, pages[self._shown].id, room)
        self.query_one(LongWork).start("show", _("Opening the picture"), job)

    def hide(self) -> bool:
        """Show no page, and let go of it; tell whether one was shown."""
        was_shown = self.query_one(PictureView).is_shown
        self._shown = -1
        self.query_one(PictureView).hide()
        self.query_one("#page-parts").remove_class("with-picture")
        return was_shown

    def action_open(self) -> None:
        """Open the page at full size in the desktop's viewer."""
        pages = self.returned()
        if not pages:
            return
        page = pages[max(0, self._shown)]
        if out := self.new_outside():
            self.query_one(LongWork).start("open", _("Opening the picture"), partial(_write, page, out))

    @on(LongWork.Done)
    def _looked(self, done: LongWork.Done) -> None:
        if done.error is not None:
            if done.name == "show":
                self._shown = -1
            self.show_error(done.error)
        elif done.name == "show":
            page = self.returned()[self._shown]
            words = _("page {page}").format(page=page.page) if page.page else page.id
            self.query_one(PictureView).show((words, *cast("tuple[bytes, Fit]", done.result)))
            self.query_one("#page-parts").add_class("with-picture")
        elif done.name == "open":
            self.notify(open_in_viewer(cast("Path", done.result)), timeout=15, markup=False)


def _preview(page: str, room: tuple[int, int], workspace: Workspace, _watch: Watcher) -> tuple[bytes, Fit]:
    fits: list[Fit] = []

    def size_of(size_px: tuple[int, int]) -> tuple[int, int]:
        fits.append(fitted(size_px, *room))
        return fits[0].width_px, fits[0].height_px

    return preview_page(workspace, page, size_of), fits[0]


def _write(page: ReturnedPage, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    data = show_page(workspace, page.id, Showing.SHOWN)
    out = out.with_suffix(_ENDINGS.get(data[:2], ".heic"))
    return write_file(out, data)
