"""The sheet of the organisation: what is asked about itself, once for every story."""

from textual import work
from textual.worker import get_current_worker

from consentkit.domain.errors import ConsentkitError
from consentkit.tui.desk import Desk
from consentkit.tui.screens.checks.checklist import ChecklistScreen
from consentkit.usecases.checks.checklists import organisation_sheet
from consentkit.wording.languages import _


class OrganisationScreen(ChecklistScreen):
    """Walks through the questions about the organisation itself."""

    def __init__(self) -> None:
        super().__init__()

    def heading(self) -> str:
        """Say where one is."""
        return _("The organisation's own questions")

    def begin(self) -> None:
        """Read the sheet; no story is asked for."""
        self._load_sheet(self.desk)

    @work(thread=True, exclusive=True, group="load")
    def _load_sheet(self, desk: Desk) -> None:
        try:
            with desk.elsewhere() as workspace:
                asked = organisation_sheet(workspace)
        except ConsentkitError as error:
            self.app.call_from_thread(self.show_error, error)
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._begin, asked)
