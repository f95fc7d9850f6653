"""The recordings of one language: which forms can be heard; attach one, play it, write it, remove it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.letters.forms import Form
from consentkit.domain.letters.recordings import Recording, RecordingState, RemovalReason
from consentkit.domain.progress import Watcher
from consentkit.pages.files import write_file
from consentkit.pages.letters.recordings import recording_form
from consentkit.pages.letters.words import name_of_language, title_for_staff
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.letters.listening import play
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.saving import folder_form
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.letters.forms import form_choices, forms_of
from consentkit.usecases.letters.recordings import (
    ListedRecording,
    NewRecording,
    attach_recording,
    check_recordable,
    give_recording,
    list_recordings,
    remove_recording,
)
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.recordings import RECORDING_STATES, recording_in_words
from consentkit.wording.vocabularies import REMOVAL_REASONS


class RecordingsScreen(OutsideScreen, ActingScreen):
    """Every form that a language has, each with its newest recording that nobody removed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "attach", "Attach"),
        Binding("l", "listen", "Listen"),
        Binding("e", "export", "Write a file"),
        Binding("d", "remove", "Remove"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {"attach": EventName.RECORDING_ATTACHED, "remove": EventName.RECORDING_REMOVED}

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._newest: dict[str, ListedRecording] = {}

    def compose(self) -> ComposeResult:
        """Lay out the forms."""
        name = name_of_language(forms_of(self.desk.workspace), self._language)
        yield self.title_bar(_("Recordings") + f" · {name}")
        words = _(
            "For people who do not read: somebody who speaks the language reads a form aloud. Ask them first,"
            " and take nobody whom a stranger must not find."
        )
        yield Static(words, classes="hint", markup=False)
        yield VirtualTable([(_("Form"), 22), (_("Recording"), 11), (_("What it has come to"), 30)])
        yield Static("", id="recording", classes="hint", markup=False)
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the forms."""
        table = self.query_one(VirtualTable)
        self.watch(table, "cursor", self._describe, init=False)
        table.focus()

    def refresh_rows(self) -> None:
        """Read the recordings again."""
        workspace = self.desk.workspace
        catalogue = forms_of(workspace)
        self._newest = {}
        for one in list_recordings(workspace, language=self._language):
            if one.state is not RecordingState.REMOVED:
                self._newest.setdefault(one.recording.form, one)
        forms = [one.form for one in form_choices(catalogue) if self._language in one.languages]

        def rows(first: int, count: int) -> Sequence[Row]:
            return [
                self._row(form, title_for_staff(catalogue, form)) for form in forms[first : first + count]
            ]

        self.query_one(VirtualTable).show_rows(len(forms), rows)
        self._describe()

    def _row(self, form: Form, title: str) -> Row:
        listed = self._newest.get(form.id)
        if listed is None:
            return (form.id, "", f"{_('no recording')} · {title}")
        return (form.id, listed.recording.id, f"{_(RECORDING_STATES[listed.state])} · {title}")

    @property
    def listed(self) -> ListedRecording | None:
        """The recording of the form under the cursor."""
        return self._newest.get(self.query_one(VirtualTable).key or "")

    def _describe(self) -> None:
        words = recording_in_words(self.listed.recording) if self.listed else ""
        note = f" · {self.listed.recording.note}" if self.listed and self.listed.recording.note else ""
        self.query_one("#recording", Static).update(words + note)

    def action_attach(self) -> None:
        """Ask for the file and who reads, and keep it."""
        form, workspace = self.query_one(VirtualTable).key, self.desk.workspace
        if form is None or not self.try_act(lambda: check_recordable(workspace, form, self._language)):
            return
        self.app.push_screen(FormScreen(recording_form(form, self._language)), self._keep_it)

    def _keep_it(self, new: object) -> None:
        if isinstance(new, NewRecording):
            self.query_one(LongWork).start("attach", _("Making the sound again"), partial(_keep, new))

    @on(LongWork.Done)
    def _made_again(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        else:
            words = recording_in_words(cast("Recording", done.result))
            self.say(
                _("{recording}. Listen to it to its end before anyone plays it.").format(recording=words)
            )
            self.refresh_rows()

    def action_listen(self) -> None:
        """Play it in the desktop's player."""
        if self.listed is not None:
            play(self, self.listed.recording.id)

    def action_export(self) -> None:
        """Ask where it is to be written."""
        if self.listed is None:
            return
        form = folder_form(
            "recording-file",
            _("Write the recording"),
            partial(self._write_to, self.listed.recording.id),
            help_text=_(
                "The recording is written there under its code, for a telephone or another computer."
            ),
            is_kept=False,
        )
        self.app.push_screen(FormScreen(form), self._written)

    def _write_to(self, recording: str, folder: Path) -> Path:
        if not folder.is_dir():
            raise InvalidInput("folder-not-usable", folder=folder.name)
        file = give_recording(self.desk.workspace, recording)
        return write_file(folder / file.name, file.data)

    def _written(self, path: object) -> None:
        if path is not None:
            self.say(_("Written to {path}").format(path=path))

    def action_remove(self) -> None:
        """Ask why, and play it no more."""
        if self.listed is not None:
            options = [(one.value, _(words)) for one, words in REMOVAL_REASONS.items()]
            question = _("Why is {recording} played no more?").format(recording=self.listed.recording.id)
            self.app.push_screen(
                Choose(question, options), partial(self._play_no_more, self.listed.recording.id)
            )

    def _play_no_more(self, recording: str, reason: str | None) -> None:
        workspace = self.desk.workspace
        if reason is None:
            return
        if self.try_act(lambda: remove_recording(workspace, recording, RemovalReason(reason))) is not None:
            self.say(
                _("{recording} is played no more. Delete the copies that were handed out.").format(
                    recording=recording
                )
            )
            self.refresh_rows()


def _keep(new: NewRecording, workspace: Workspace, _watch: Watcher) -> Recording:
    return attach_recording(workspace, new)
