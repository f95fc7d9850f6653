"""Settings and own files: whether they are those that a manager accepted."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from consentkit.domain.events import EventName
from consentkit.domain.letters.letterheads import Letterhead
from consentkit.domain.settings_states import SettingsState
from consentkit.pages.letters.letterheads import letterhead_form, letterhead_in_words
from consentkit.pages.office.settings import settings_lines
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.usecases.office.settings import accept_settings, look_at_settings
from consentkit.wording.languages import _


class SettingsScreen(ActingScreen):
    """What was changed beside the sealed records, and by whom the last state was accepted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept"),
        Binding("l", "letterhead", "Letterhead"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "accept": EventName.SETTINGS_ACCEPTED, "letterhead": EventName.LETTERHEAD_SET,
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._state: SettingsState | None = None

    def compose(self) -> ComposeResult:
        """Lay out what it means, and the files."""
        yield self.title_bar(_("Settings and own files"))
        words = _(
            "config.toml, policies and forms decide what is asked, printed and cleared, and where pictures"
            " are scanned. Whoever can write into the folder can change them: look before you accept."
        )
        yield Static(words, classes="hint", markup=False)
        with VerticalScroll():
            yield Static("", id="settings-words", classes="body", markup=False)
        yield KeyLines()

    def refresh_rows(self) -> None:
        """Look at the files again."""
        self._state = self.try_act(lambda: look_at_settings(self.desk.workspace))
        words = "\n".join(settings_lines(self._state)) if self._state else ""
        self.query_one("#settings-words", Static).update(words)

    def action_letterhead(self) -> None:
        """Ask for what stands at the head of letters."""
        self.app.push_screen(FormScreen(letterhead_form(self.desk.workspace)), self._set)

    def _set(self, head: object) -> None:
        if isinstance(head, Letterhead):
            self.say(" ".join(letterhead_in_words(head)))
            self.refresh_rows()

    @work
    async def action_accept(self) -> None:
        """Accept what was looked at, and nothing that came since."""
        seen = self._state
        if seen is None:
            return
        meaning = _("Your name stands in the log as who accepted them, with the digest of each file.")
        asked = Confirm(_("Accept settings and own files as they are?"), meaning)
        if not await self.app.push_screen_wait(asked):
            return
        if self.try_act(lambda: accept_settings(self.desk.workspace, seen.digest)) is not None:
            self.say(_("Accepted. A change from now on is told."))
        self.refresh_rows()
