"""Who may use the workspace, and with which roles."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from pydantic import ValidationError
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import EventName
from consentkit.domain.roles import Actor, Role
from consentkit.pages.fields import Field, Values
from consentkit.tui.permissions import is_allowed
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.old_forms import FormField, many, old_form
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.office.actors import add_actor, change_passphrase, list_actors, remove_actor
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import ROLES


class ActorsScreen(DeskScreen):
    """Everyone who may open this workspace."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add"),
        Binding("d", "remove", "Remove"),
        Binding("p", "change", "My passphrase"),
        Binding("escape", "leave", "Back"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.title_bar(_("Actors"))
        yield Static(
            _("Everyone here has a passphrase of their own. A lost one is made anew with the printed code."),
            classes="hint",
            markup=False,
        )
        yield VirtualTable([(_("Handle"), 32), (_("Roles"), 30)])
        yield KeyLines()

    def on_mount(self) -> None:
        """Show the list."""
        self.refresh_rows()
        self.query_one(VirtualTable).focus()

    def refresh_rows(self) -> None:
        """Read the actors again."""
        actors = list_actors(self.desk.workspace)

        def rows(first: int, count: int) -> Sequence[Row]:
            return [(one.handle, _roles(one)) for one in actors[first : first + count]]

        self.query_one(VirtualTable).show_rows(len(actors), rows)

    def action_leave(self) -> None:
        """Go back."""
        self.consentkit.action_go("home")

    def action_add(self) -> None:
        """Ask for a handle, roles and a passphrase."""
        if not is_allowed(self, EventName.ACTOR_ADDED):
            return
        fields = [
            FormField("handle", _("Handle"), facts=("handle-malformed", "actor-known"),
                      help=_("Such as officer-2; it stands in the log for ever, so no name.")),
            FormField("roles", _("Roles"), options=[(role.value, _(words)) for role, words in ROLES.items()],
                      is_many=True, facts=("role-missing",)),
            *_passphrases(),
        ]  # fmt: skip
        form = old_form("actor-add", _("Add an actor"), fields, self._add)
        self.app.push_screen(form, self._added)

    def _add(self, values: Values) -> str:
        roles = frozenset(Role(role) for role in many(values, "roles"))
        try:
            actor = Actor(handle=values["handle"].strip(), roles=roles)
        except ValidationError:
            raise InvalidInput("handle-malformed", given=values["handle"].strip()) from None
        add_actor(self.desk.workspace, actor, _agreed(values))
        return actor.handle

    def _added(self, handle: object) -> None:
        if handle is not None:
            self.say(_("{handle} can unlock this workspace now.").format(handle=handle))
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

    def action_change(self) -> None:
        """Ask for the old passphrase and a new one."""
        old = FormField("old", _("Your passphrase now"), is_secret=True, facts=("passphrase-wrong",))
        form = old_form("passphrase", _("Change my passphrase"), [old, *_passphrases()], self._change)
        self.app.push_screen(form, self._changed)

    def _change(self, values: Values) -> bool:
        change_passphrase(self.desk.workspace, values["old"], _agreed(values))
        return True

    def _changed(self, is_done: object) -> None:
        if is_done:
            self.say(_("Your new passphrase opens the workspace from now on."))


def _passphrases() -> list[Field[Any]]:
    return [
        FormField("new", _("New passphrase"), is_secret=True, facts=("passphrase-too-short",),
                  help=_("Four words that you remember are better than one hard one.")),
        FormField("again", _("New passphrase again"), is_secret=True, facts=("passphrases-differ",)),
    ]  # fmt: skip


def _agreed(values: Values) -> str:
    if values["new"] != values["again"]:
        raise InvalidInput("passphrases-differ")
    return values["new"]


def _roles(actor: Actor) -> str:
    return ", ".join(_(ROLES[role]) for role in sorted(actor.roles))
