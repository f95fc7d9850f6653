"""What the file of a picture gives away, with the values, and which pictures look like it. Kept nowhere."""

from functools import partial
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.events import EventName
from consentkit.domain.pictures.disclosures import Disclosure
from consentkit.domain.pictures.near_copies import NearCopy
from consentkit.domain.progress import Watcher
from consentkit.pages.pictures.forms import near_copy_form
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.usecases.pictures.leaks import list_leaks
from consentkit.usecases.pictures.near_copies import find_near_copies
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.pictures.disclosures import disclosure_in_words, near_copy_in_words

_Found = tuple[tuple[Disclosure, ...], tuple[NearCopy, ...]]


class LeaksScreen(DeskScreen):
    """The listing of one picture; it is read again each time, and gone with the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "settle", "Settle a near copy"),
        Binding("escape", "app.pop_screen", "Back"),
    ]

    RECORDS_LOOKS: ClassVar[bool] = True

    def __init__(self, image_id: str) -> None:
        super().__init__()
        self.image_id = image_id
        self._near: tuple[NearCopy, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the listing."""
        yield self.title_bar(_("What the file gives away") + f" · {self.image_id}")
        yield Static(_("The public copy holds none of it. Do not copy it: it is personal."), classes="hint")
        with VerticalScroll():
            yield Static("", id="leaks-words", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Read the file."""
        self._read()

    def _read(self) -> None:
        self.query_one(LongWork).start("leaks", _("Reading the file"), partial(_find, self.image_id))

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
            return
        told, self._near = cast("_Found", done.result)
        lines = [disclosure_in_words(one) for one in told]
        lines = lines or [_("The original holds nothing but what its pixels need.")]
        lines += ["", *[near_copy_in_words(one) for one in self._near]]
        if not self._near:
            lines.append(_("No picture looks like this one."))
        self.query_one("#leaks-words", Static).update("\n".join(lines))

    def action_settle(self) -> None:
        """Say why the picture may be used although it looks like one that was taken back."""
        waiting = [one for one in self._near if one.is_ended and one.settled_by is None]
        if not waiting:
            self.say(_("No near copy waits for anybody."))
        elif is_allowed(self, EventName.NEAR_COPY_SETTLED):
            options = [(one.other, near_copy_in_words(one)) for one in waiting]
            self.app.push_screen(Choose(_("Which one did you look at?"), options), self._ask_why)

    def _ask_why(self, other: str | None) -> None:
        if other is None:
            return
        form = near_copy_form(self.desk.workspace, self.image_id, other)
        self.app.push_screen(FormScreen(form), self._settled)

    def _settled(self, settled: object) -> None:
        if settled is not None:
            self._read()


def _find(image: str, workspace: Workspace, _watch: Watcher) -> _Found:
    return list_leaks(workspace, image), find_near_copies(workspace, image)
