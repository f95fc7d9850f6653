"""Backups: make one, check one, bring one back into an empty folder."""

from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.errors import ConsentkitError, NotFound
from consentkit.domain.progress import Watcher
from consentkit.pages.office.backups import (
    backups_in_words,
    checked_in_words,
    made_in_words,
    restore_form,
    restored_in_words,
)
from consentkit.tui.screens.working import WorkScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.saving import folder_form
from consentkit.usecases.office.backups import (
    Backup,
    KeptBackup,
    Unlock,
    backup_folder,
    check_backup,
    list_backups,
    make_backup,
    restore_backup,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.languages import _


class BackupsScreen(WorkScreen):
    """The backups of this workspace, in the folder of the settings or in one that is chosen here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "choose", "Choose the folder"),
        Binding("m", "make", "Make a backup"),
        Binding("c", "check", "Check the newest"),
        Binding("r", "restore", "Bring one back"),
        Binding("x", "stop", "Stop"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out what there is."""
        yield self.title_bar(_("Backups"))
        with VerticalScroll(id="backup-lines"):
            yield Static("", id="backup-words", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Begin with the folder of the settings."""
        if self.desk.workspace.settings.backups.folder:
            self._folder = self.try_act(partial(backup_folder, self.desk.workspace, None))
        self.query_one("#backup-lines").focus()
        self._show()

    def action_choose(self) -> None:
        """Ask where the backups lie, or are to lie."""
        words = _("A folder on another disk. One that is empty or new becomes a folder of backups.")
        form = folder_form("backup-folder", _("Folder for backups"), self._checked, help_text=words)
        self.app.push_screen(FormScreen(form), self._chosen)

    def _checked(self, folder: Path) -> Path:
        return backup_folder(self.desk.workspace, folder)

    def _chosen(self, folder: object) -> None:
        if isinstance(folder, Path):
            self._folder = folder
            self._show()

    def action_make(self) -> None:
        """Make a backup, and check it."""
        if self._folder is None:
            self.action_choose()
            return
        self.run_long("make", _("Making a backup"), partial(_make, self._folder))

    def action_check(self) -> None:
        """Open the newest, and read all of it."""
        if self._folder is None:
            self.action_choose()
            return
        self.run_long("check", _("Checking the backup"), partial(_check, self._folder))

    def action_restore(self) -> None:
        """Ask where one is to be brought back to."""
        if self._folder is None:
            self.action_choose()
            return
        form = restore_form(self.desk.workspace.actor.handle, lambda into, unlocking: (into, unlocking))
        self.app.push_screen(FormScreen(form), self._restore)

    def _restore(self, asked: object) -> None:
        if asked is None or self._folder is None:
            return
        into, unlocking = cast("tuple[Path, Unlock]", asked)
        self.run_long("restore", _("Bringing it back"), partial(_bring_back, self._folder, into, unlocking))

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self._said = sentence_of_error(done.error)
            self.show_error(done.error)
        else:
            self._said = cast("str", done.result)
            self.say(self._said)
        self._show()

    def _show(self) -> None:
        found: tuple[KeptBackup, ...] = ()
        words = ""
        if self._folder is not None:
            try:
                found = list_backups(self._folder)
            except NotFound:
                words = _("There is none in it yet.")
            except ConsentkitError as error:
                words = sentence_of_error(error)
        told = [self._said, backups_in_words(self.desk.workspace, self._folder, found), words]
        self.query_one("#backup-words", Static).update("\n\n".join(filter(None, told)))


def _make(folder: Path, workspace: Workspace, watch: Watcher) -> str:
    return made_in_words(make_backup(workspace, folder, watch=watch))


def _check(folder: Path, workspace: Workspace, watch: Watcher) -> str:
    return checked_in_words(check_backup(workspace, folder, watch=watch))


def _bring_back(folder: Path, into: Path, unlocking: Unlock, workspace: Workspace, watch: Watcher) -> str:
    found: Backup = restore_backup(folder, into, unlocking, watch=watch, clock=workspace.clock)
    return restored_in_words(found, into)
