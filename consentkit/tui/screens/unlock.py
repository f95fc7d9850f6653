"""The lock: who are you, and your passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input, Label, Select

from consentkit.wording.languages import LANGUAGES, _, is_draft, language

if TYPE_CHECKING:
    from consentkit.domain.errors import ConsentkitError
    from consentkit.domain.roles import Actor
    from consentkit.store.keys import Keys
    from consentkit.tui.app import ConsentkitApp


class UnlockScreen(Screen[None]):
    """Opens a workspace. Nothing of it is read before that, and the heavy imports happen behind it."""

    def compose(self) -> ComposeResult:
        """Lay out the lock."""
        app = cast("ConsentkitApp", self.app)
        handles = _handles(app.folder)
        with Vertical(classes="dialog lock"):
            yield Label("consentkit", classes="lock-title")
            if is_draft(language()):
                yield Label(f"{LANGUAGES[language()]}: " + _("draft translation"), classes="form-intro")
            if not handles:
                yield Label(_("There is no workspace in this folder."), classes="dialog-question")
                yield Label(
                    _("Make one with: consentkit init FOLDER") + "\n" + _("Or try: consentkit demo --tui")
                )
            else:
                start = app.handle if app.handle in handles else handles[0]
                yield Label(_("Who are you?"), classes="field-label")
                yield Select(
                    [(h, h) for h in handles], value=start, allow_blank=False, id="handle", compact=True
                )
                yield Label(_("Passphrase"), classes="field-label")
                yield Input(password=True, id="passphrase", compact=True)
            yield Label("", id="complaint", classes="complaint")
        yield Footer()

    def on_mount(self) -> None:
        """Put the cursor where the passphrase goes."""
        if self.query("#passphrase"):
            self.query_one("#passphrase").focus()

    @on(Input.Submitted, "#passphrase")
    def _submitted(self, event: Input.Submitted) -> None:
        handle = str(self.query_one("#handle", Select).value)
        self.query_one("#complaint", Label).update(_("Opening …"))
        self.query_one("#complaint").add_class("shown")
        event.input.disabled = True
        self._unlock(handle, event.value)

    @work(thread=True, exclusive=True)
    def _unlock(self, handle: str, passphrase: str) -> None:
        """The slow part runs beside the screen; the database is opened by the thread that draws."""
        from consentkit.domain.errors import ConsentkitError
        from consentkit.usecases.workspaces import unlock_keys

        app = cast("ConsentkitApp", self.app)
        try:
            actor, keys = unlock_keys(app.folder, handle, passphrase)
        except ConsentkitError as error:
            app.call_from_thread(self._complain, error)
            return
        app.call_from_thread(self._enter, actor, keys)

    def _enter(self, actor: "Actor", keys: "Keys") -> None:
        from consentkit.domain.errors import ConsentkitError
        from consentkit.tui.desk import Desk

        app = cast("ConsentkitApp", self.app)
        try:
            desk = Desk(app.folder, actor, keys)
        except ConsentkitError as error:
            self._complain(error)
            return
        app.open_desk(desk)

    def _complain(self, error: "ConsentkitError") -> None:
        from consentkit.wording import sentence_of_error

        self.query_one("#complaint", Label).update(sentence_of_error(error))
        field = self.query_one("#passphrase", Input)
        field.disabled = False
        field.value = ""
        field.focus()


def _handles(folder: Path) -> tuple[str, ...]:
    from consentkit.domain.errors import ConsentkitError
    from consentkit.usecases.workspaces import actors_of

    try:
        return tuple(sorted(actors_of(folder)))
    except ConsentkitError:
        return ()
