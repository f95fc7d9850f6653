"""Who may use the workspace, and with which roles."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.events import EventName
from consentkit.domain.roles import Actor
from consentkit.pages.office.forms import actor_form, passphrase_form, roles_form
from consentkit.pages.office.words import roles_in_words, standing_in_words
from consentkit.tui.opening import settings_screen
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.office.actors import accounts_of, list_actors, remove_actor, vouch_for
from consentkit.wording.languages import _


class ActorsScreen(DeskScreen):
    """Everyone who may open this workspace."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add"),
        Binding("d", "remove", "Remove"),
        Binding("r", "give_roles", "Roles"),
        Binding("v", "vouch", "Vouch"),
        Binding("p", "change", "My passphrase"),
        Binding("s", "settings", "Settings"),
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
        yield KeyLines()

    def on_mount(self) -> None:
        """Show the list."""
        self.refresh_rows()
        self.query_one(VirtualTable).focus()

    def refresh_rows(self) -> None:
        """Read the actors again."""
        workspace = self.desk.workspace
        known = accounts_of(workspace)

        def rows(first: int, count: int) -> Sequence[Row]:
            return [
                (one.handle, roles_in_words(one.actor), standing_in_words(workspace, one))
                for one in known[first : first + count]
            ]

        self.query_one(VirtualTable).show_rows(len(known), rows)

    def action_settings(self) -> None:
        """See whether settings and own files are those that a manager accepted."""
        self.app.push_screen(settings_screen())

    def action_leave(self) -> None:
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

        if self.try_act(removal):
            self.say(_("{handle} is removed.").format(handle=handle))
        self.refresh_rows()

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
