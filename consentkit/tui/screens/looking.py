"""To say that one looked at a whole picture or video, with answers to what is asked about it."""

from collections.abc import Callable

from consentkit.pages.checks.looks import Look, open_line
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.dialogs import Confirm
from consentkit.tui.widgets.forms import FormScreen
from consentkit.usecases.checks.checklists import AskedQuestion


def ask_look(screen: DeskScreen, look: Look | None, said: str, then: Callable[[], None]) -> None:
    """Ask for a look; once it is recorded, say so with what stays open, and go on with `then`."""
    if look is None:
        return

    def told(still: object) -> None:
        if isinstance(still, tuple):
            asked = [one for one in still if isinstance(one, AskedQuestion)]
            screen.say(" ".join(line for line in (said, open_line(asked)) if line))
            then()

    def confirmed(is_sure: bool | None) -> None:
        if is_sure:
            told(screen.try_act(look.keep))

    if look.form is not None:
        screen.app.push_screen(FormScreen(look.form), told)
        return
    screen.app.push_screen(Confirm(look.question, look.meaning), confirmed)
