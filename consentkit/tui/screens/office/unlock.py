"""The lock: who are you, and your passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, Select

from consentkit.tui.line_inputs import LineInput
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.new_passphrases import SUGGEST_KEY, PassphraseMeter
from consentkit.wording.languages import LANGUAGES, _, is_unreviewed, language

if TYPE_CHECKING:
    from consentkit.domain.errors import ConsentkitError
    from consentkit.domain.roles import Actor
    from consentkit.store.keys import Keys
    from consentkit.tui.app import ConsentkitApp


class UnlockScreen(Screen[None]):
    """Opens a workspace. Nothing of it is read before that, and the heavy imports happen behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(SUGGEST_KEY, "suggest", "Suggest a passphrase")]

    def __init__(self, passphrase: str | None = None, *, why: str = "") -> None:
        super().__init__()
        self._why = why
        self._passphrase = passphrase
        self._once: tuple[str, str] | None = None
        self._is_ready = False

    def compose(self) -> ComposeResult:
        """Lay out the lock."""
        with Vertical(classes="dialog lock"):
            yield Label("consentkit", classes="lock-title")
            if is_unreviewed(language()):
                yield Label(f"{LANGUAGES[language()]}: " + _("unreviewed translation"), classes="form-intro")
            with Vertical(id="who"):
                yield Label(_("Who are you?"), classes="field-label")
                yield Select[str]([], prompt="…", id="handle", compact=True)
                yield Label(_("Passphrase"), classes="field-label")
                yield LineInput(password=True, id="passphrase", compact=True)
            with Vertical(id="own"):
                yield Label(_("New passphrase"), classes="field-label")
                yield LineInput(password=True, id="new", compact=True)
                yield PassphraseMeter(id="passphrase-meter")
                yield Label(_("New passphrase again"), classes="field-label")
                yield LineInput(password=True, id="again", compact=True)
            yield Label("", id="complaint", classes="complaint", markup=False)
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor where the passphrase goes; who there is to choose from comes right after."""
        self.query_one("#own").display = False
        self.query_one("#passphrase").focus()
        if self._why:
            self._tell(self._why)
        self.call_after_refresh(self._look_for_actors)

    @work(thread=True, group="actors")
    def _look_for_actors(self) -> None:
        app = cast("ConsentkitApp", self.app)
        app.call_from_thread(self._offer, _handles(app.folder))

    def _offer(self, handles: tuple[str, ...]) -> None:
        if self not in self.app.screen_stack:
            return
        if not handles:
            self.query_one("#who").display = False
            words = (
                _("There is no workspace in this folder."),
                _("Make one with: consentkit init FOLDER"),
                _("Or try: consentkit demo --tui"),
            )
            self._tell("\n".join(words))
            return
        start = cast("ConsentkitApp", self.app).handle
        select = self.query_one("#handle", Select)
        select.set_options([(handle, handle) for handle in handles])
        select.value = start if start in handles else handles[0]
        self._is_ready = True
        if self._passphrase is not None:
            # Given by the environment and tried once, or typed before the actors were known.
            self._submit(self._passphrase)

    @on(Input.Submitted, "#passphrase")
    def _submitted(self, event: Input.Submitted) -> None:
        self._submit(event.value)

    def _tell(self, words: str) -> None:
        self.query_one("#complaint", Label).update(words)
        self.query_one("#complaint").add_class("shown")

    def _submit(self, passphrase: str) -> None:
        if not self._is_ready:
            self._passphrase = passphrase
            return
        self._passphrase = None
        handle = str(self.query_one("#handle", Select).value)
        self._tell(_("Opening …"))
        self.query_one("#passphrase").disabled = True
        self._unlock(handle, passphrase)

    @work(thread=True, exclusive=True)
    def _unlock(self, handle: str, passphrase: str) -> None:
        """The slow part runs beside the screen; the database is opened by the thread that draws."""
        from consentkit.domain.errors import ConsentkitError
        from consentkit.usecases.workspaces import system_clock, unlock_keys

        app = cast("ConsentkitApp", self.app)
        try:
            actor, keys = unlock_keys(app.folder, handle, passphrase, clock=app.clock or system_clock)
        except ConsentkitError as error:
            app.call_from_thread(self._complain, error)
            return
        app.call_from_thread(self._enter, actor, keys, passphrase)

    def _enter(self, actor: "Actor", keys: "Keys", passphrase: str) -> None:
        from consentkit.domain.errors import ConsentkitError
        from consentkit.tui.desk import Desk
        from consentkit.usecases.workspaces import system_clock

        app = cast("ConsentkitApp", self.app)
        try:
            desk = Desk(app.folder, actor, keys, clock=app.clock or system_clock)
        except ConsentkitError as error:
            if error.code == "passphrase-not-own":
                self._ask_for_own(actor.handle, passphrase)
                return
            self._complain(error)
            return
        app.open_desk(desk)

    def _ask_for_own(self, handle: str, passphrase: str) -> None:
        """Ask who came with a passphrase for once for one of their own; nothing is open before."""
        self._once = handle, passphrase
        self._tell(_("This passphrase is for once. Set one of your own now: four words that you remember."))
        self.refresh_bindings()
        self.query_one("#own").display = True
        self.query_one("#new").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a passphrase only once one of one's own is asked for."""
        return self._once is not None if action == "suggest" else super().check_action(action, parameters)

    def action_suggest(self) -> None:
        """Show a passphrase drawn by chance below its field."""
        self.query_one(PassphraseMeter).suggest()

    @on(Input.Changed, "#new")
    def _weigh(self, event: Input.Changed) -> None:
        if self._once is not None:
            self.query_one(PassphraseMeter).weigh(event.value, self._once[:1])

    @on(Input.Submitted, "#new")
    def _typed_new(self) -> None:
        self.query_one("#again").focus()

    @on(Input.Submitted, "#again")
    def _typed_again(self) -> None:
        new, again = (self.query_one(name, Input).value for name in ("#new", "#again"))
        if new != again:
            self._tell(_("The two passphrases differ. Type them again."))
            return
        if self._once is not None:
            self._tell(_("Opening …"))
            self._set_own(*self._once, new)

    @work(thread=True, exclusive=True)
    def _set_own(self, handle: str, once: str, new: str) -> None:
        from consentkit.domain.errors import ConsentkitError
        from consentkit.usecases.office.actors import set_own_passphrase
        from consentkit.usecases.workspaces import system_clock, unlock_keys
        from consentkit.wording import sentence_of_error

        app = cast("ConsentkitApp", self.app)
        try:
            set_own_passphrase(app.folder, handle, once, new, clock=app.clock or system_clock)
            actor, keys = unlock_keys(app.folder, handle, new, clock=app.clock or system_clock)
        except ConsentkitError as error:
            app.call_from_thread(self._tell, sentence_of_error(error))
            return
        self._once = None
        app.call_from_thread(self._enter, actor, keys, new)

    def _complain(self, error: "ConsentkitError") -> None:
        from consentkit.wording import sentence_of_error

        self._tell(sentence_of_error(error))
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
