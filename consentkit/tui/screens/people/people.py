"""Contributors: the list, by code."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType

from consentkit.domain.events import EventName
from consentkit.domain.people import Contributor
from consentkit.pages.people.forms import add_form
from consentkit.pages.people.words import standing_cell
from consentkit.tui.opening import inbox_screen, interpreters_screen
from consentkit.tui.screens.acting import LIST_KEYS, CodeListScreen
from consentkit.tui.screens.people.person import PersonScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.virtual_table import Row, VirtualTable
from consentkit.usecases.consents.lists import count_people, page_of_people
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


class PeopleScreen(CodeListScreen):
    """Every contributor, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "add", "New contributor"),
        Binding("i", "inbox", "Sealed files"),
        Binding("t", "interpreters", "Interpreters"),
        *LIST_KEYS,
    ]
    NEEDS: ClassVar = {"add": EventName.CONTRIBUTOR_ADDED, "inbox": EventName.IDENTITY_ACCEPTED}
    KINDS: ClassVar = "C"

    def heading(self) -> str:
        """Say where one is."""
        return _("Contributors")

    def columns(self) -> Sequence[tuple[str, int]]:
        """Return the columns; the standing is local text, and so the last."""
        return ((_("Code"), 12), (_("Language"), 9), (_("Consents"), 9), (_("Age"), 20))

    def count(self, workspace: Workspace, start: str) -> int:
        """Return how many there are."""
        return count_people(workspace, start)

    def rows(self, start: str, first: int, count: int) -> Sequence[Row]:
        """Return a page of contributors."""
        workspace = self.desk.workspace
        return [
            (person.code, person.language, str(answers), standing_cell(person, workspace.today))
            for person, answers in page_of_people(workspace, start, first, count)
        ]

    def summary(self, total: int, start: str) -> str:
        """Say what is shown."""
        if start:
            return _("Codes that begin with {start}: {total}").format(start=start, total=f"{total:,}")
        if not total:
            return _("Nobody is recorded yet. Press n to record the first contributor.")
        return _("All contributors, the newest first: {total}").format(total=f"{total:,}")

    def action_inbox(self) -> None:
        """See the sealed files that were not taken in."""
        self.app.push_screen(inbox_screen())

    def action_interpreters(self) -> None:
        """See who interprets, and what they signed."""
        self.app.push_screen(interpreters_screen())

    @on(VirtualTable.Chosen)
    def _open(self, event: VirtualTable.Chosen) -> None:
        self.app.push_screen(PersonScreen(event.key))

    @work
    async def action_add(self) -> None:
        """Record a contributor, and open their page."""
        made = await self.app.push_screen_wait(FormScreen(add_form(self.desk.workspace)))
        if made is not None:
            person = cast("Contributor", made)
            self.say(_("Recorded as {code}.").format(code=person.code))
            self.app.push_screen(PersonScreen(person.code))


class NewPersonScreen(PeopleScreen):
    """The list, with the form for a new contributor over it: for the command palette."""

    def on_mount(self) -> None:
        """Ask at once."""
        super().on_mount()
        self.action_add()
