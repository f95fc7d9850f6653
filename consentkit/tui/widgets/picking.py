"""Asking for a story or a contributor, by the beginning of a code or by a word of a working title."""

from collections.abc import Collection

from consentkit.pages.choosing import people_found, stories_found
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.choosing import PickOne


async def pick_story(screen: DeskScreen, question: str) -> str | None:
    """Return the code of the story that was chosen, or `None`. Call it from a worker."""
    workspace = screen.desk.workspace
    return await screen.app.push_screen_wait(PickOne(question, lambda text: stories_found(workspace, text)))


async def pick_contributor(
    screen: DeskScreen, question: str, *, leave_out: Collection[str] = ()
) -> str | None:
    """Return the code of the contributor that was chosen, or `None`. Call it from a worker."""
    workspace = screen.desk.workspace
    return await screen.app.push_screen_wait(
        PickOne(question, lambda text: people_found(workspace, text, leave_out))
    )
