"""The tour: a few pages over the real screens; what lies below is invented and can be tried."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from consentkit.tui.tours import PAGES
from consentkit.wording.languages import _

if TYPE_CHECKING:
    from consentkit.tui.app import ConsentkitApp


class TourScreen(ModalScreen[None]):
    """One page of the tour. Enter goes on, Backspace back, Escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right", "turn(1)", show=False),
        Binding("backspace,left", "turn(-1)", show=False),
        Binding("escape,q", "dismiss", show=False),
    ]

    def __init__(self, page: int = 0) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        _section, words = PAGES[self._page]
        with Vertical(classes="dialog tour"):
            place = f"{self._page + 1} / {len(PAGES)}"
            yield Label(_("Tour") + f"  {place}", classes="dialog-question")
            yield Label(_(words))
            yield Label(
                _("Enter: go on   Backspace: back   Escape: leave the tour and try it"), classes="hint"
            )

    def action_turn(self, by: int) -> None:
        """Show another page, over the screen that it speaks of."""
        page = max(0, self._page + by)
        app = cast("ConsentkitApp", self.app)
        self.dismiss()
        if page < len(PAGES):
            show_tour(app, page)


def show_tour(app: "ConsentkitApp", page: int = 0) -> None:
    """Show a page of the tour over its section."""
    section, _words = PAGES[page]
    app.call_later(_show, app, section, page)


def _show(app: "ConsentkitApp", section: str, page: int) -> None:
    app.action_go(section)
    app.push_screen(TourScreen(page))
