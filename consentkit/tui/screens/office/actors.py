"""Who may use the workspace, and with which roles."""

from functools import partial
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.events import EventName, may_record
from consentkit.domain.progress import Watcher
from consentkit.domain.roles import Actor
from consentkit.pages.office.forms import actor_form, passphrase_form, roles_form
from consentkit.pages.office.rekeys import code_lines, rekey_form, rekeyed_in_words
from consentkit.pages.office.words import roles_in_words, standing_in_words
from consentkit.store.keys import Keys
from consentkit.tui.opening import settings_screen
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.working import WorkScreen
from consentkit.tui.widgets.dialogs import Confirm, Told
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.office.actors import accounts_of, list_actors, remove_actor, vouch_for
from consentkit.usecases.office.rekeys import Rekey, finish_rekey, is_rekey_unfinished, replace_keys
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


def _sealed_anew(workspace: Workspace, watch: Watcher) -> Rekey:
    return finish_rekey(workspace, watch=watch)


class ActorsScreen(WorkScreen):
    """Everyone who may open this workspace."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add"),
        Binding("d", "remove", "Remove"),
        Binding("r", "give_roles", "Roles"),
        Binding("v", "vouch", "Vouch"),
        Binding("p", "change", "My passphrase"),
        Binding("n", "replace_keys", "New keys"),
        Binding("s", "settings", "Settings"),
        Binding("x", "stop", "Stop"),
        Binding("escape", "leave", "Back"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.title_bar(_("Actors"))
        yield Static(
            _("Everyone here has a passphrase of their own. A lost one is made again with the printed code."),
            classes="hint",
            markup=False,
        )
        yield VirtualTable([(_("Handle"), 16), (_("Roles"), 24), (_("Account"), 34)])
        yield LongWork()
        yield KeyLines()

    def on_mount(self) -> None:
        """Show the list."""
        self.refresh_rows()
        self.query_one(VirtualTable).focus()

    def refresh_rows(self) -> None:
        """Read the actors again."""
        workspace = self.desk.workspace
        # Read at once and not when a line is drawn: the keys may be replaced from here.
        known: list[Row] = [
            (one.handle, roles_in_words(one.actor), standing_in_words(workspace, one))
            for one in accounts_of(workspace)
        ]
        self.query_one(VirtualTable).show_rows(len(known), lambda first, count: known[first : first + count])

    def action_settings(self) -> None:
        """See whether settings and own files are those that a manager accepted."""
        self.app.push_screen(settings_screen())

    def leave(self) -> None:
        """Go back."""
        self.consentkit.action_go("home")

    def action_add(self) -> None:
        """Ask for a handle, roles and a passphrase."""
        if not is_allowed(self, EventName.ACTOR_ADDED):
            return
        self.app.push_screen(FormScreen(actor_form(self.desk.workspace)), self._added)

    def _added(self, actor: object) -> None:
        if isinstance(actor, Actor):
            words = _("{handle} can unlock this workspace now, and first sets a passphrase of their own.")
            self.say(words.format(handle=actor.handle))
            self.refresh_rows()

    def action_remove(self) -> None:
        """Ask, then take the passphrase of the actor under the cursor away."""
        handle = self.query_one(VirtualTable).key
        if handle is None or not is_allowed(self, EventName.ACTOR_REMOVED):
            return
        question = _("Remove {handle}?").format(handle=handle)
        meaning = _("The passphrase opens nothing from now on. What {handle} did stays in the log.")
        self.app.push_screen(Confirm(question, meaning.format(handle=handle)), partial(self._remove, handle))

    def _remove(self, handle: str, is_sure: bool | None) -> None:
        if not is_sure:
            return

        def removal() -> bool:
            remove_actor(self.desk.workspace, handle)
            return True

        if not self.try_act(removal):
            return
        self.refresh_rows()
        self.say(_("{handle} is removed.").format(handle=handle))
        if may_record(self.desk.workspace.actor, EventName.KEYS_REPLACED):
            self.action_replace_keys()
        else:
            words = _("{handle} may have an older copy of the key file. Ask a keeper to replace the keys.")
            self.say(words.format(handle=handle))

    def action_replace_keys(self) -> None:
        """Ask, then replace the keys; where that was stopped, go on with it."""
        if not is_allowed(self, EventName.KEYS_REPLACED):
            return
        if is_rekey_unfinished(self.desk.workspace):
            self._seal_anew()
            return
        self.app.push_screen(FormScreen(rekey_form(self.desk.workspace)), self._replace_keys)

    def _replace_keys(self, left_out: object) -> None:
        if isinstance(left_out, frozenset):
            self.desk.is_replacing_keys = True
            replaced = partial(self._replaced, left_out)
            if not self.run_long("replace", _("Replacing the keys"), replaced):
                self.desk.is_replacing_keys = False

    def _replaced(self, left_out: frozenset[str], workspace: Workspace, _watch: Watcher) -> Keys:
        """Replace the keys in the worker's thread; the code is seen before it counts."""

        def show_code(code: str) -> None:
            self.app.call_from_thread(self._tell_code, code)

        return replace_keys(workspace, show_code, leave_out=left_out)

    def _tell_code(self, code: str) -> None:
        self.app.push_screen(Told(_("New recovery code"), code_lines(code)))

    @on(LongWork.Done)
    def _finished(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.desk.is_replacing_keys = False
            self.show_error(done.error)
        elif done.name == "replace":
            self.try_act(partial(self.desk.take_other_keys, cast("Keys", done.result)))
            self.desk.is_replacing_keys = False
            self._seal_anew()
        else:
            self.say(rekeyed_in_words(cast("Rekey", done.result)))
        self.refresh_rows()

    def _seal_anew(self) -> None:
        self.run_long("seal", _("Sealing files anew"), _sealed_anew)

    def action_give_roles(self) -> None:
        """Ask for other roles of the actor under the cursor."""
        handle = self.query_one(VirtualTable).key
        known = {one.handle: one for one in list_actors(self.desk.workspace)}
        if handle not in known or not is_allowed(self, EventName.ACTOR_ROLES_CHANGED):
            return
        self.app.push_screen(FormScreen(roles_form(self.desk.workspace, known[handle])), self._given)

    def _given(self, actor: object) -> None:
        if isinstance(actor, Actor):
            words = _("{handle} has other roles now; who is signed in with the old ones signs in again.")
            self.say(words.format(handle=actor.handle))
            self.refresh_rows()

    def action_vouch(self) -> None:
        """Ask, then vouch for the actor under the cursor."""
        handle = self.query_one(VirtualTable).key
        if handle is None or not is_allowed(self, EventName.ACTOR_VOUCHED_FOR):
            return
        question = _("Vouch for {handle}?").format(handle=handle)
        meaning = _(
            "You say that the account is another person's than whoever made it. Certificates name you."
        )
        self.app.push_screen(Confirm(question, meaning), partial(self._vouch, handle))

    def _vouch(self, handle: str, is_sure: bool | None) -> None:
        if is_sure and self.try_act(lambda: vouch_for(self.desk.workspace, handle)):
            self.say(_("You vouched for {handle}.").format(handle=handle))
            self.refresh_rows()

    def action_change(self) -> None:
        """Ask for the old passphrase and a new one."""
        self.app.push_screen(FormScreen(passphrase_form(self.desk.workspace)), self._changed)

    def _changed(self, is_done: object) -> None:
        if is_done:
            self.say(_("Your new passphrase opens the workspace from now on."))
