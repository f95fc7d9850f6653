"""What every screen of an unlocked workspace has: its title line, its desk, and one way to run an act."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.screen import Screen
from textual.widgets import Static

from consentkit.domain.errors import ConsentkitError, Refused
from consentkit.domain.gate.reopenings import Told, UsesChange, told_of
from consentkit.store.machine import failures_told
from consentkit.tui.desk import Desk
from consentkit.tui.labels import label_keys
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.wording import sentence_of, sentence_of_error
from consentkit.wording.languages import LANGUAGES, _, is_unreviewed, language
from consentkit.wording.reopenings import told_lines

if TYPE_CHECKING:
    from consentkit.tui.app import ConsentkitApp

R = TypeVar("R")
_MOST_REASONS = 5


class DeskScreen(Screen[object]):
    """A screen over an unlocked workspace; labels of keys are English in `BINDINGS`, and spoken here."""

    RECORDS_LOOKS: ClassVar[bool] = False
    """Whether what is shown or given away here is recorded each time; the title says so before it is."""

    def __init__(self) -> None:
        super().__init__()
        label_keys(self)

    @property
    def consentkit(self) -> "ConsentkitApp":
        """The application."""
        return cast("ConsentkitApp", self.app)

    @property
    def desk(self) -> Desk:
        """The unlocked workspace."""
        return self.consentkit.unlocked

    @property
    def is_open(self) -> bool:
        """Tell whether this screen still stands over an unlocked workspace; ask before showing late news."""
        return self.consentkit.is_unlocked and self in self.app.screen_stack

    def title_bar(self, title: str) -> Static:
        """Return the line on top: where one is, who one is, and whether the words are unreviewed."""
        actor = self.desk.workspace.actor.handle
        words = f" {title}  ·  {actor}"
        if self.RECORDS_LOOKS:
            words += "  ·  " + _("each look is recorded")
        if is_unreviewed(language()):
            words += f"  ·  {LANGUAGES[language()]}: " + _("unreviewed translation")
        return Static(words, classes="title-bar", markup=False)

    def try_act(self, act: Callable[[], R]) -> R | None:
        """Run a use-case; say in words what went wrong, and return `None` then."""
        try:
            with failures_told():
                return act()
        except ConsentkitError as error:
            self.show_error(error)
            return None

    def act_as_told(self, act: Callable[[], R], then: Callable[[R], object]) -> None:
        """Run a use-case, and `then` with what it gave; what it asks again is said first, and takes a yes."""
        try:
            with failures_told():
                result = act()
        except ConsentkitError as error:
            self.ask_first(error, lambda: self.act_as_told(act, then))
            return
        then(result)

    async def act_once_told(self, act: Callable[[], R]) -> R | None:
        """Do as `act_as_told`, from a worker; `None` where it was not done."""
        try:
            with failures_told():
                return act()
        except ConsentkitError as error:
            told, agreement = told_of(error), self.desk.workspace.agreement
            if told is None or agreement is None:
                self.show_error(error)
                return None
        if not await self.app.push_screen_wait(Confirm(*question_of(told))):
            return None
        with agreement.given(told):
            return await self.act_once_told(act)

    def ask_first(self, error: ConsentkitError, again: Callable[[], object]) -> None:
        """Say what an act asks again and do it on a yes; any other error is shown."""
        told, agreement = told_of(error), self.desk.workspace.agreement
        if told is None or agreement is None:
            self.show_error(error)
            return

        def answered(is_yes: bool | None) -> None:
            if is_yes:
                with agreement.given(told):
                    again()

        self.app.push_screen(Confirm(*question_of(told)), answered)

    def show_error(self, error: ConsentkitError) -> None:
        """Say what went wrong, with the gate's reasons where there are any."""
        self.notify(words_of_error(error), severity="error", timeout=15, markup=False)

    def say(self, words: str) -> None:
        """Say what was done."""
        self.notify(words, timeout=6, markup=False)


def question_of(told: Told) -> tuple[str, str]:
    """Return what is asked before an act that asks something again, and what a yes does."""
    question = _("Change story {story}?")
    if isinstance(told, UsesChange):
        question = _("Record this answer beside the earlier ones for story {story}?")
    return question.format(story=told.story), "\n".join(told_lines(told))


def words_of_error(error: ConsentkitError) -> str:
    """Say what went wrong, the gate's first reasons, and where each is cured."""
    words = [sentence_of_error(error)]
    if isinstance(error, Refused) and error.reasons:
        words += [f"✗ {sentence_of(reason)}" for reason in error.reasons[:_MOST_REASONS]]
        words.append(_("The story's page says what clears each reason (1)."))
    return "\n".join(words)
