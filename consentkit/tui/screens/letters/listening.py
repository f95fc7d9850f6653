"""A letter that can be heard: the recording of its words is played, or laid beside its web page."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

from consentkit.domain.errors import NotFound
from consentkit.domain.events import Showing
from consentkit.domain.letters.recordings import Recording
from consentkit.domain.progress import Watcher
from consentkit.pages.files import write_file
from consentkit.pages.spoken_pages import write_spoken_page
from consentkit.tui.screens.letters.papers import Pages, PaperScreen, is_web_page
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.viewers import open_sound
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.letters.recordings import give_recording, recording_of_letter
from consentkit.usecases.letters.showings import show_letter
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.letters.recordings import recording_in_words

_WITH, _WITHOUT = "with", "without"


class ListeningScreen(PaperScreen):
    """A paper screen over one letter, of whose words there may be a recording."""

    def __init__(self) -> None:
        super().__init__()
        self._recording: Recording | None = None
        self._heard = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to listen only where there is a recording of these very words."""
        if action == "listen" and self._recording is None:
            return False
        return super().check_action(action, parameters)

    def recording_lines(self, letter: str) -> Iterator[str]:
        """Look for the recording of a letter's words, and say which it is; nothing where there is none."""
        self._heard = letter
        self._recording = self._found()
        if self._recording is not None:
            yield _("{recording}: l plays it.").format(recording=recording_in_words(self._recording))

    def _found(self) -> Recording | None:
        workspace = self.desk.workspace
        try:
            return recording_of_letter(workspace, open_letter(workspace, self._heard).letter)
        except NotFound:
            return None

    def action_listen(self) -> None:
        """Play the recording in the desktop's player."""
        if self._recording is not None:
            play(self, self._recording.id)

    def _export(self, pages: Pages, out: object) -> None:
        if self._recording is None or out is None or not is_web_page(cast("Path", out)):
            super()._export(pages, out)
            return
        options = [
            (_WITH, _("With the recording in a second file beside it")),
            (_WITHOUT, _("Without the recording")),
        ]
        question = _("Is the letter to be heard, too?")
        self.app.push_screen(Choose(question, options), partial(self._export_page, pages, cast("Path", out)))

    def _export_page(self, pages: Pages, out: Path, chosen: str | None) -> None:
        if chosen == _WITH:
            self.write(partial(_write_both, self._heard, out))
        elif chosen == _WITHOUT:
            super()._export(pages, out)


def play(screen: OutsideScreen, recording: str) -> None:
    """Open a recording in the desktop's player; its file goes when the screen is left."""
    out = screen.new_outside(".mp3")
    if out is None:
        return

    def write() -> Path:
        return write_file(out, give_recording(screen.desk.workspace, recording).data)

    if screen.try_act(write) is not None:
        screen.notify(open_sound(out), timeout=15, markup=False)


def _write_both(letter: str, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    made = show_letter(workspace, letter, Showing.EXPORTED)
    return write_spoken_page(workspace, made.letter, made.paper, out)[0]
