"""Asking for a story, by the beginning of its code or of its working title."""

from consentkit.domain.stories import Story
from consentkit.tui.screens.base import DeskScreen
from consentkit.tui.widgets.choosing import PickOne
from consentkit.usecases.consent_lists import code_start, stories_to_choose
from consentkit.usecases.workspaces import Workspace


async def pick_story(screen: DeskScreen, question: str) -> str | None:
    """Return the code of the story that was chosen, or `None`. Call it from a worker."""
    workspace = screen.desk.workspace
    return await screen.app.push_screen_wait(PickOne(question, lambda text: _found(workspace, text)))


def _found(workspace: Workspace, text: str) -> list[tuple[str, str]]:
    start = code_start(text, "S") if any(c.isdigit() for c in text) else ""
    found = stories_to_choose(workspace, start)
    if not start:
        wanted = text.strip().casefold()
        found = tuple(one for one in found if wanted in one.title.casefold())
    return [(one.id, _line(one)) for one in found]


def _line(story: Story) -> str:
    return f"{story.id}  {story.title}"
