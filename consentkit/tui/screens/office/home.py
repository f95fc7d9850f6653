"""Home: what needs me today; each line opens where it is solved."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.events import EventName
from consentkit.domain.roles import READERS
from consentkit.pages.lines import PageLine
from consentkit.pages.office.needs import grouped, need_in_words
from consentkit.tui.desk import Desk
from consentkit.tui.opening import new_story_screen, screen_for
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.sections import SECTIONS, load_ahead
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.lines import Act, Lines
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.backups import BackupAge, backup_age
from consentkit.usecases.office.needs import Need
from consentkit.wording import checkup_sentence, sentence_of_error
from consentkit.wording.languages import _

_FIRST_SECTIONS = frozenset({"stories", "people", "consents", "log", "letters"})
_LETTER_SECTIONS = frozenset({"letters", "consents"})
"""Of who handles letters only: they read no consent, and may record that one is taken back."""

_PASSING_SECONDS = 0.05


class HomeScreen(ActingScreen):
    """What needs this actor today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_story", "New story"),
        Binding("f3", "app.go('stories')", "Stories"),
        Binding("f4", "app.go('people')", "Contributors"),
        Binding("f5", "app.go('consents')", "Consents"),
        Binding("f8", "app.go('letters')", "Letters"),
    ]
    NEEDS: ClassVar = {"new_story": EventName.STORY_ADDED}

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield self.title_bar(_("Home"))
        yield Static(_("Looking at what waits …"), id="home-hint", classes="hint", markup=False)
        yield Lines(id="needs")
        yield KeyLines()

    def on_screen_resume(self) -> None:
        """Look again whenever the screen is shown, but not when one only passes by to a section."""
        self._timer = self.set_timer(_PASSING_SECONDS, self.refresh_rows)

    def on_screen_suspend(self) -> None:
        """Look no further when another screen covers this one."""
        if self._timer is not None:
            self._timer.stop()
        self.workers.cancel_node(self)

    def refresh_rows(self) -> None:
        """Look at what waits, beside the screen; locking shows it for a moment without a workspace."""
        if self.consentkit.is_unlocked:
            self._look(self.desk)

    @work(thread=True, exclusive=True, group="agenda")
    def _look(self, desk: Desk) -> None:
        worker, needs = get_current_worker(), []
        load_ahead()
        try:
            with desk.elsewhere() as workspace:
                for need in needs_of(workspace):
                    if worker.is_cancelled:
                        return
                    needs.append(need)
                age = backup_age(workspace)
        except ConsentkitError as error:
            self.app.call_from_thread(self._tell, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, tuple(needs), age)

    def _tell(self, error: ConsentkitError) -> None:
        """Say why nobody knows what waits: who looks was removed meanwhile, say, or the program is older."""
        if self.is_open:
            self.query_one("#home-hint", Static).update(sentence_of_error(error))
            self.query_one(Lines).show([])

    def _show(self, needs: tuple[Need, ...], age: BackupAge) -> None:
        if not self.is_open:
            return
        lines: list[PageLine[Act]] = []
        for heading, group in grouped(needs):
            lines.append(PageLine(_(heading), look="heading"))
            lines += [PageLine(need_in_words(need), partial(self._open, need)) for need in group]
        self.query_one("#home-hint", Static).update(self._hint(len(needs), age))
        self.query_one(Lines).show(lines or self._first_steps())
        self.query_one(Lines).focus()
        # All that is used most is loaded by now.
        self.consentkit.garbage_collection.begin()

    def _hint(self, count: int, age: BackupAge) -> str:
        if count:
            hint = _("What needs you today: {count}. Enter opens where it is solved.").format(count=count)
        else:
            hint = _("Nothing waits for you today.")
        if age.days is None or age.is_due:  # a line of its own says it where it is due
            return hint
        return f"{hint}  ·  " + checkup_sentence("backup", {"days": age.days})

    def _first_steps(self) -> list[PageLine[Act]]:
        """What one can do when nothing waits."""
        actor = self.desk.workspace.actor
        is_reader = actor.has(*READERS)
        lines: list[PageLine[Act]] = [PageLine(_("What you can do:"), look="heading")]
        if self.may(EventName.STORY_ADDED):
            lines.append(PageLine("n   " + _("Begin a new story"), self.action_new_story))
        go = self.consentkit.action_go
        offered = _FIRST_SECTIONS if is_reader else _LETTER_SECTIONS
        lines += [
            PageLine(f"{one.key:<3} " + _(one.label), partial(go, one.id))
            for one in SECTIONS
            if one.id in offered
        ]
        if not is_reader:
            words = _("You handle letters. Stories and consents are read by others.")
            lines.append(PageLine("    " + words, look="quiet"))
        lines.append(
            PageLine("f1  " + _("Show the keys of this screen"), partial(self.app.action_show_help_panel))
        )
        return lines

    def action_new_story(self) -> None:
        """Begin a story."""
        self.app.push_screen(new_story_screen())

    def _open(self, need: Need) -> None:
        self.app.push_screen(screen_for(need))
