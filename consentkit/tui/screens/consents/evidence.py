"""What a consent rests on beside its words: the signed file that is looked at, and a check afterwards."""

from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on

from consentkit.domain.events import Showing
from consentkit.domain.letters.given_papers import GivenPaper
from consentkit.domain.progress import Watcher
from consentkit.pages.consents.back_checks import back_check_form
from consentkit.pages.consents.given_papers import paper_form
from consentkit.pages.files import ending_of, write_file
from consentkit.pages.people.interpreters import check_line
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.screens.working import OutsideScreen
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.long_work import LongWork
from consentkit.tui.widgets.viewers import open_in_viewer
from consentkit.usecases.consents.back_checks import BackChecked
from consentkit.usecases.consents.given_papers import show_paper
from consentkit.usecases.consents.lists import look_at_consent
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


class EvidenceScreen(OutsideScreen, ActingScreen):
    """A screen of one consent with the acts on what it rests on; it lays out a `LongWork`."""

    RECORDS_LOOKS: ClassVar[bool] = True

    def __init__(self, consent_id: str) -> None:
        super().__init__()
        self.consent_id = consent_id

    def action_open_paper(self) -> None:
        """Open the signed file in the desktop's viewer."""
        if out := self.new_outside(".file"):
            self.query_one(LongWork).start(
                "open", _("Opening the paper"), partial(_write, self.consent_id, out)
            )

    @on(LongWork.Done)
    def _paper_opened(self, done: LongWork.Done) -> None:
        if done.error is not None:
            self.show_error(done.error)
        else:
            self.notify(open_in_viewer(cast("Path", done.result)), timeout=15, markup=False)

    def action_say_paper(self) -> None:
        """Say what the signed file is, as one saw it."""
        one = look_at_consent(self.desk.workspace, self.consent_id).consent
        self.app.push_screen(FormScreen(paper_form(self.desk.workspace, one)), self._said)

    def _said(self, made: object) -> None:
        if isinstance(made, GivenPaper):
            self.say(_("Recorded: what you saw on the paper."))
            self.refresh_rows()

    def action_back_check(self) -> None:
        """Record whether the person understood what was interpreted."""
        form = back_check_form(self.desk.workspace, self.consent_id)
        self.app.push_screen(FormScreen(form), self._checked)

    def _checked(self, made: object) -> None:
        if isinstance(made, BackChecked):
            words = check_line(made.check)
            if made.takedowns:
                words += " " + _("Takedowns opened: {count}.").format(count=len(made.takedowns))
            self.say(words)
            self.refresh_rows()


def _write(consent: str, out: Path, workspace: Workspace, _watch: Watcher) -> Path:
    data = show_paper(workspace, consent, Showing.SHOWN)
    return write_file(out.with_suffix(ending_of(data)), data)
