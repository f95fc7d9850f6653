"""The application: it unlocks, moves between sections, locks after idling, and speaks several languages."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from consentkit.domain.errors import Conflict, ConsentkitError, Refused
from consentkit.sandbox.privacy import forget_secrets, given_secret
from consentkit.store.disk.endings import hear_closed_windows, wipe_on_end
from consentkit.store.disk.leftovers import sweep_plaintext
from consentkit.tui.garbage_collection import GarbageCollection
from consentkit.tui.labels import label_keys
from consentkit.tui.nothing_steers import NothingSteers
from consentkit.tui.opening import home_screen
from consentkit.tui.screens.office.tour import show_tour
from consentkit.tui.screens.office.unlock import UnlockScreen
from consentkit.tui.sections import SECTIONS, load_screen
from consentkit.tui.textual_internals import outlasting
from consentkit.tui.themes import THEMES
from consentkit.tui.threads import ContextThreads
from consentkit.wording.languages import LANGUAGES, Speaker, _, use_speaker

if TYPE_CHECKING:
    # The records and their keys are loaded behind the lock, so that it is seen at once.
    from consentkit.tui.desk import Desk
    from consentkit.usecases.workspaces import Clock

IDLE_SECONDS = 600
_NOTHING_STEERS = NothingSteers()


def _acts_provider() -> type[Provider]:
    """Load what the palette offers when it is opened: who may do what is not known before the lock."""
    from consentkit.tui.palette import ActsProvider

    return ActsProvider


class ConsentkitApp(App[None]):
    """consentkit in the terminal."""

    TITLE = "consentkit"
    CSS_PATH = "consentkit.tcss"
    COMMANDS: ClassVar = {_acts_provider}
    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(one.key, f"go('{one.id}')", one.label, show=False) for one in SECTIONS],
        Binding("f1", "show_help_panel", "Keys"),
        Binding("ctrl+l", "lock", "Lock"),
        Binding("ctrl+z", "undo", "Undo", show=False),
    ]

    def __init__(
        self,
        folder: Path,
        handle: str | None = None,
        *,
        start: str = "home",
        idle_seconds: float = IDLE_SECONDS,
        clock: "Clock | None" = None,
    ) -> None:
        super().__init__()
        self._speaker = Speaker(os.environ.get("CONSENTKIT_LANGUAGE", "en"))
        use_speaker(self._speaker)
        self._start = start
        self.folder, self.handle, self.clock = folder, handle, clock
        self._desk: Desk | None = None
        self._idle_seconds = idle_seconds
        self._last_touch = time.monotonic()
        self.garbage_collection = GarbageCollection()
        self._undo: tuple[str, Callable[[], object]] | None = None
        self._main_loop: asyncio.AbstractEventLoop | None = None
        self._forget_end: Callable[[], None] | None = None

    def on_mount(self) -> None:
        """Show the lock."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "consentkit-plain" if "NO_COLOR" in os.environ else "consentkit-dark"
        self._main_loop = asyncio.get_running_loop()
        self._main_loop.set_default_executor(ContextThreads())
        label_keys(self)
        hear_closed_windows()
        self._forget_end = wipe_on_end(self._end)
        sweep_plaintext()
        self.push_screen(UnlockScreen(given_secret("CONSENTKIT_PASSPHRASE")))
        forget_secrets()
        self.set_interval(min(5.0, self._idle_seconds / 2), self._lock_when_idle)
        self.set_interval(1.0, self._tidy_when_idle)

    def on_unmount(self) -> None:
        """Let go of the keys when the application is left."""
        self.garbage_collection.end()
        if self._forget_end is not None:
            self._forget_end()
        if self._desk is not None:
            self._desk.close()

    def _end(self) -> None:
        """Leave as the system asked; plaintext is gone by now."""
        if self._main_loop is not None:
            self._main_loop.call_soon_threadsafe(self.exit)

    @property
    def unlocked(self) -> "Desk":
        """The unlocked workspace; a screen that needs it is only shown while there is one."""
        assert self._desk is not None  # noqa: S101 - screens over a desk are left before it is closed
        return self._desk

    @property
    def is_unlocked(self) -> bool:
        """Tell whether a workspace is open."""
        return self._desk is not None

    def open_desk(self, desk: "Desk") -> None:
        """Go to work."""
        self._desk = desk
        self._last_touch = time.monotonic()
        self.switch_screen(home_screen())
        if self._start == "tour":
            self._start = "home"
            show_tour(self)

    def action_go(self, section: str) -> None:
        """Go to a section; what lies above it is left."""
        if self._desk is None:
            return
        # Home lies below all, and looks again when it is seen.
        self._leave_all()
        if section != "home":
            place = next(one for one in SECTIONS if one.id == section)
            self.push_screen(load_screen(place.screen))

    def action_lock(self) -> None:
        """Close the workspace, let go of the keys, and show the lock."""
        self._lock()

    def _lock(self, why: str = "") -> None:
        if self._desk is None:
            return
        self.workers.cancel_all()
        self._leave_all()
        self.clear_notifications()
        self._undo = None
        desk, self._desk = self._desk, None
        self.switch_screen(UnlockScreen(why=why))
        desk.close()

    def speak(self, code: str) -> None:
        """Speak another language from now on, and show the screen again."""
        self._speaker.speak(code)
        label_keys(self)
        if self._desk is None:
            self.switch_screen(UnlockScreen())
        else:
            self._leave_all()
            self.switch_screen(home_screen())
        self.notify(LANGUAGES[code])

    def remember_undo(self, words: str, undo: Callable[[], object]) -> None:
        """Offer to take the last act back (ctrl+z); `words` say what was done."""
        self._undo = (words, undo)

    def action_undo(self) -> None:
        """Take the last act back, where it can be."""
        if self._undo is None:
            self.notify(_("There is nothing to take back."))
            return
        (words, undo), self._undo = self._undo, None
        try:
            undo()
        except ConsentkitError as error:
            from consentkit.wording import sentence_of_error

            self.notify(sentence_of_error(error), severity="error", markup=False)
            return
        self.notify(_("Taken back:") + f" {words}", markup=False)
        screen = self.screen
        if hasattr(screen, "refresh_rows"):
            screen.refresh_rows()

    async def on_event(self, event: events.Event) -> None:
        """Note that someone is there."""
        if isinstance(event, events.Key | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp):
            self._last_touch = time.monotonic()
            if self._lock_when_removed():
                return
        await super().on_event(event)

    def _lock_when_removed(self) -> bool:
        """Lock before whoever was removed meanwhile reads on, and tell whether it came to that."""
        if self._desk is None:
            return False
        try:
            self._desk.check_known()
        except Refused as error:
            from consentkit.wording import sentence_of_error

            self._lock(sentence_of_error(error))
            return True
        except Conflict as error:
            # This very application may be the one that replaces them, and goes on with the new ones.
            if error.code != "keys-replaced" or self._desk.is_replacing_keys:
                return False
            from consentkit.wording import sentence_of_error

            self._lock(sentence_of_error(error))
            return True
        except ConsentkitError:
            # A disk that cannot be read is told by whoever reads from it.
            return False
        return False

    def _lock_when_idle(self) -> None:
        if time.monotonic() - self._last_touch > self._idle_seconds:
            self.action_lock()
        self._lock_when_removed()

    def _tidy_when_idle(self) -> None:
        self.garbage_collection.collect(time.monotonic() - self._last_touch)

    def _leave_all(self) -> None:
        while len(self.screen_stack) > 2:  # noqa: PLR2004 - Textual's own blank screen, and ours above it
            self.pop_screen()

    def get_driver_class(self) -> type[Driver]:
        """Return what draws here; it ends with its window."""
        return outlasting(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes last: nothing that others wrote reaches the terminal unseen."""
        return [*super().get_line_filters(), _NOTHING_STEERS]

    def get_default_screen(self) -> Screen[object]:
        """Return the blank below all others."""
        return Screen()


def run(folder: Path, handle: str | None, start: str = "home") -> None:
    """Run the application until it is left; `start` is `home` or `tour`."""
    ConsentkitApp(folder, handle, start=start).run()
