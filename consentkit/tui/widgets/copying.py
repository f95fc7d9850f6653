"""Make the public copy as somebody wants it, and write it out."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consentkit.domain.events import EventName
from consentkit.domain.pictures.public_copies import CopyWish, PublicCopy
from consentkit.domain.progress import Watcher
from consentkit.pages.files import write_public_file
from consentkit.pages.pictures.forms import copy_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.saving import folder_form
from consentkit.usecases.pictures.public_copies import get_public_copy, make_public_copy
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

    def ask_export(self) -> None:
        """Ask where the public copy is to be written."""
        form = folder_form(
            "picture-export",
            _("Export the public copy"),
            self._export,
            help_text=_("The public copy is written there under its code. It shows what may be published."),
        )
        self._screen.app.push_screen(FormScreen(form), self._exported)

    def _export(self, folder: Path) -> Path:
        copy = get_public_copy(self._screen.desk.workspace, self._screen.image_id)
        return write_public_file(folder, copy)

    def _exported(self, path: object) -> None:
        if path is not None:
            self._screen.say(_("Written to {path}").format(path=path))


def _copy(image: str, wish: CopyWish, workspace: Workspace, _watch: Watcher) -> PublicCopy:
    return make_public_copy(workspace, image, wish)
