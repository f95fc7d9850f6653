"""The list of stories: what it can be narrowed to, and what a line says."""

from consentkit.domain.stories import StoryState
from consentkit.usecases.stories.lists import StoryLine
from consentkit.wording import day_in_language
from consentkit.wording.languages import _

STATES: dict[StoryState, str] = {
    StoryState.ALL: "All stories",
    StoryState.PUBLISHED: "Published stories",
    StoryState.TAKEDOWN: "Stories to take down",
    StoryState.ENDING: "Stories with a consent that ends within 30 days",
}


def story_row(line: StoryLine) -> tuple[str, ...]:
    """Return a story's line; the mark says that it is published, or must come down."""
    mark = "!" if line.has_takedown else "●" if line.is_live else ""
    return line.id, mark, str(line.people), str(line.pictures), line.title


def story_in_full(line: StoryLine) -> str:
    """The whole title, and what the mark stands for: a long title is cut in the list."""
    words = [line.title, _("begun on {day}").format(day=day_in_language(line.added_on))]
    if line.has_takedown:
        words.append("! " + _("must come down"))
    elif line.is_live:
        words.append("● " + _("published"))
    return "  ·  ".join(words)
