"""The inbox: sealed files that were not taken in, each until a keeper has decided."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.events import EventName
from consentkit.domain.sealed_identities import DIGEST_SHOWN, AcceptingReason, DismissingReason
from consentkit.pages.people.words import set_aside_line
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.dialogs import Choose
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.tui.widgets.virtual_table import VirtualTable
from consentkit.usecases.people.identities import accept_identity, dismiss_identity, list_set_aside
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import ACCEPTING_REASONS, DISMISSING_REASONS


class InboxScreen(ActingScreen):
    """Sealed files that no event names, or that are damaged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Take in"),
        Binding("d", "turn_away", "Leave aside"),
        Binding("escape", "back", "Back"),
    ]
    NEEDS: ClassVar = {
        "accept": EventName.IDENTITY_ACCEPTED,
        "turn_away": EventName.IDENTITY_DISMISSED,
    }

    def compose(self) -> ComposeResult:
        """Lay out what it means, and the files."""
        yield self.title_bar(_("Sealed names that were not taken in"))
        words = _(
            "Nobody knows who put these here. Ask who says to have sealed it before you take one in: it is"
            " then the newest name and contact. Earlier ones stay readable."
        )
        yield Static(words, classes="hint", markup=False)
        yield VirtualTable([(_("File"), DIGEST_SHOWN), (_("What it says"), 60)])
        yield Static("", id="whole", classes="body", markup=False)
        yield KeyLines()

    def on_mount(self) -> None:
        """Put the cursor among the files."""
        self.query_one(VirtualTable).focus()

    def refresh_rows(self) -> None:
        """Look at the files again."""
        found = self.try_act(lambda: list_set_aside(self.desk.workspace)) or ()
        rows = [(one.digest[:DIGEST_SHOWN], set_aside_line(one)[DIGEST_SHOWN:].strip()) for one in found]
        self.query_one(VirtualTable).show_rows(len(rows), lambda first, count: rows[first : first + count])
        whole = "\n".join(" · ".join(row) for row in rows) or _("Every sealed file is named by the log.")
        self.query_one("#whole", Static).update(whole)

    @work
    async def action_accept(self) -> None:
        """Take the file under the cursor in, for a reason that is recorded."""
        digest = self.query_one(VirtualTable).key
        reasons = [(reason.value, _(words)) for reason, words in ACCEPTING_REASONS.items()]
        if digest is None:
            return
        reason = await self.app.push_screen_wait(Choose(_("Why? The reason is recorded."), reasons))
        if reason is None:
            return
        code = self.try_act(lambda: accept_identity(self.desk.workspace, digest, AcceptingReason(reason)))
        if code is not None:
            words = _("It is the newest name behind {code} now. Hold it against the earlier one.")
            self.say(words.format(code=code))
        self.refresh_rows()

    @work
    async def action_turn_away(self) -> None:
        """Leave the file under the cursor aside for good, for a reason that is recorded."""
        digest = self.query_one(VirtualTable).key
        reasons = [(reason.value, _(words)) for reason, words in DISMISSING_REASONS.items()]
        if digest is None:
            return
        reason = await self.app.push_screen_wait(Choose(_("Why? The reason is recorded."), reasons))
        if reason is None:
            return
        try:
            dismiss_identity(self.desk.workspace, digest, DismissingReason(reason))
        except ConsentkitError as error:
            self.show_error(error)
        else:
            self.say(_("It stays aside. It is kept, and told no more."))
        self.refresh_rows()
