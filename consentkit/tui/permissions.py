"""Say no before somebody has filled in a form, not after."""

from consentkit.domain.errors import Refused
from consentkit.domain.events import EventName, require
from consentkit.tui.screens.base import DeskScreen


def is_allowed(screen: DeskScreen, event: EventName) -> bool:
    """Tell whether this actor may do it; when not, say whose work it is."""
    try:
        require(screen.desk.workspace.actor, event)
    except Refused as error:
        screen.show_error(error)
        return False
    return True
