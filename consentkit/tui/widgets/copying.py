"""Make the public copy as somebody wants it, and look at it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.public_copies import CopyWish, PublicCopy
from consentkit.domain.progress import Watcher
from consentkit.pages.files import write_file
from consentkit.pages.pictures.forms import copy_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.pictures.public_copies import make_public_copy, show_public_copy
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

if TYPE_CHECKING:
    from consentkit.tui.screens.pictures.picture import PictureScreen


class Copying:
    """The public copy of a picture's screen."""

    def __init__(self, screen: "PictureScreen") -> None:
        self._screen = screen

    def make(self, wish: CopyWish) -> None:
        """Make it beside the screen, and scan it."""
        if is_allowed(self._screen, EventName.COPY_MADE):
            job = partial(_copy, self._screen.image_id, wish)
            self._screen.run_long("copy", _("Making the public copy, and scanning it"), job)

    def ask(self) -> None:
        """Ask how faces are covered, for which channel and as what kind of file."""
        if not is_allowed(self._screen, EventName.COPY_MADE):
            return
        self._screen.app.push_screen(FormScreen(copy_form(self._screen.image_id)), self._asked)

    def _asked(self, wish: object) -> None:
        if isinstance(wish, CopyWish):
            self.make(wish)

    def show(self) -> None:
        """Open it at full size in the desktop's viewer, cleared or not; the file goes with the screen."""
        if not is_allowed(self._screen, EventName.COPY_SHOWN):
            return
        if out := self._screen.new_outside():
            job = partial(_show, self._screen.image_id, out)
            self._screen.run_long("open", _("Opening the public copy"), job)


def _copy(image: str, wish: CopyWish, workspace: Workspace, _watch: Watcher) -> PublicCopy:
    return make_public_copy(workspace, image, wish)


def _show(image: str, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    copy = show_public_copy(workspace, image)
    return write_file(out.with_suffix(Path(copy.name).suffix), copy.data)
