"""Home: what needs me today; each line opens where it is solved."""

from textual.app import ComposeResult
from textual.widgets import Footer

from consentkit.tui.screens.base import DeskScreen
from consentkit.wording.languages import _


class HomeScreen(DeskScreen):
    """What needs this actor today."""

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        yield self.title_bar(_("Home"))
        yield Footer()
