"""Work that takes long: it runs beside the screen, shows how far it is, and stops before its next item."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event
from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Label, ProgressBar
from textual.worker import get_current_worker

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.gate.reopenings import Agreement, Told, told_of
from consentkit.domain.progress import Cancelled, Step, Watcher
from consentkit.store.machine import failures_told
from consentkit.tui.desk import Desk
from consentkit.tui.screens.base import DeskScreen
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _

Job = Callable[[Workspace, Watcher], object]
"""What to do, in another thread, over a workspace of its own."""


class LongWork(Horizontal):
    """One job at a time; it shows itself while there is one, and tells the screen when it is over."""

    class Stepped(Message):
        """An item is about to be done."""

        def __init__(self, step: Step) -> None:
            super().__init__()
            self.step = step

    class Done(Message):
        """The job named so is over, with what it returned, or with the error that ended it."""

        def __init__(self, name: str, result: object, error: ConsentkitError | None) -> None:
            super().__init__()
            self.name, self.result, self.error = name, result, error

    def __init__(self) -> None:
        super().__init__(id="long-work")
        self._stop = Event()
        self._words = ""
        self._job: Job | None = None
        self.is_busy = False

    def compose(self) -> ComposeResult:
        """Lay out the words and the bar."""
        yield Label("", id="long-work-words", markup=False)
        yield ProgressBar(id="long-work-bar", show_eta=False)

    def start(self, name: str, words: str, job: Job, *, told: Told | None = None) -> bool:
        """Begin a job, unless one is running; say whether it began. `told` is what it may ask again."""
        if self.is_busy:
            self.notify(_("Something is still running. Wait for it, or stop it with x."), markup=False)
            return False
        self._stop.clear()
        self.is_busy, self._words, self._job = True, words, job
        self.query_one("#long-work-words", Label).update(words)
        self.query_one(ProgressBar).update(total=None, progress=0)
        self.add_class("shown")
        desk = cast("DeskScreen", self.screen).desk
        self.run_worker(
            partial(self._work, name, job, desk, told), thread=True, group="long-work", exit_on_error=True
        )
        return True

    def stop(self) -> None:
        """Stop before the next item; what was finished is kept."""
        self._stop.set()
        self.query_one("#long-work-words", Label).update(_("Stopping after this one …"))

    def _work(self, name: str, job: Job, desk: Desk, told: Told | None) -> None:
        worker = get_current_worker()

        def watch(step: Step) -> None:
            if self._stop.is_set() or worker.is_cancelled:
                raise Cancelled
            self.post_message(self.Stepped(step))

        try:
            with failures_told(), desk.elsewhere() as workspace:
                agreement = Agreement(*([told] if told else []))
                result = job(replace(workspace, agreement=agreement), watch)
        except ConsentkitError as error:
            self.post_message(self.Done(name, None, error))
        else:
            self.post_message(self.Done(name, result, None))

    def on_long_work_stepped(self, message: Stepped) -> None:
        """Show how far it is."""
        step = message.step
        self.query_one(ProgressBar).update(total=step.total, progress=step.done)
        if not self._stop.is_set():
            self.query_one("#long-work-words", Label).update(f"{self._words} {step.done + 1}/{step.total}")

    def on_long_work_done(self, message: Done) -> None:
        """Hide again; the message goes on to the screen, unless something is to be said before the job."""
        self.is_busy = False
        self.remove_class("shown")
        told = told_of(message.error) if message.error else None
        if message.error is not None and told is not None and self._job is not None:
            message.stop()
            again = partial(self.start, message.name, self._words, self._job, told=told)
            cast("DeskScreen", self.screen).ask_first(message.error, again)
