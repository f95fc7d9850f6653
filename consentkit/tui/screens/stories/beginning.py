"""Begin a story; its page follows."""

from typing import cast

from consentkit.domain.stories import Story
from consentkit.pages.forms import Form
from consentkit.pages.stories.forms import story_form
from consentkit.tui.opening import story_screen
from consentkit.tui.widgets.forms import FormScreen


class NewStoryScreen(FormScreen):
    """The form for a new story."""

    def make_form(self) -> Form[Story]:
        """Make the form."""
        return story_form(self.desk.workspace)

    def leave_with(self, result: object) -> None:
        """Leave, and open the story's page."""
        story = cast("Story", result)
        self.app.call_later(self.app.push_screen, story_screen(story.id))
        super().leave_with(result)
