"""Letters listed by what they have come to, and the pages that came back, to be looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from consentkit.domain.events import Showing
from consentkit.domain.letters.records import Letter, LetterState
from consentkit.store.letters import letters as store
from consentkit.usecases.letters.showings import show_page
from consentkit.usecases.workspaces import Workspace


@dataclass(frozen=True)
class ListedLetter:
    """A letter, and what it has come to."""

    letter: Letter
    state: LetterState


def count_listed_letters(
    workspace: Workspace,
    state: LetterState | None = None,
    start: str = "",
    *,
    given_to: str | None = None,
) -> int:
    """Return how many letters are in a state (`None`: in any), of those whose code begins so.

    `given_to` counts those alone that this actor was given. Raises Refused for who handles no letters.
    """
    return store.count_letters(workspace.reading_letters, state, start, given_to)


def page_listed_letters(
    workspace: Workspace,
    state: LetterState | None,
    start: str,
    first: int,
    count: int,
    *,
    given_to: str | None = None,
) -> tuple[ListedLetter, ...]:
    """Return up to `count` letters from number `first` (from 0) on, the newest first.

    `start` may begin the code of the letter, of its contributor or of its story. Raises Refused as above.
    """
    db = workspace.reading_letters
    page = store.page_of_letters(db, state, start, first, count, given_to=given_to)
    return tuple(ListedLetter(one, state or store.state_of_letter(db, one.id)) for one in page)


def look_at_letter(workspace: Workspace, letter: str) -> ListedLetter:
    """Return one letter with what it has come to. Raises NotFound, Refused for who handles no letters."""
    found = store.letters.get(workspace.reading_letters, letter)
    return ListedLetter(found, store.state_of_letter(workspace.reading_letters, letter))


def letters_for(workspace: Workspace) -> tuple[Letter, ...]:
    """Return the letters that were given to who asks, to be printed, and are still out, oldest first."""
    return store.letters_given_to(workspace.reading_letters, workspace.actor.handle)


def preview_page(
    workspace: Workspace, page: str, size_of: Callable[[tuple[int, int]], tuple[int, int]]
) -> bytes:
    """Return a page that came back as a PNG; `size_of` makes its size (width, height; px) of its own size.

    It is recorded. Raises NotFound, Refused, BadDataFile where its file was changed, InvalidInput where it
    is no picture, such as a PDF whose pages could not be straightened.
    """
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.previews.previews import draw_fitted

    picture = open_picture(show_page(workspace, page, Showing.SHOWN))
    width, height = size_of((picture.width_px, picture.height_px))
    return draw_fitted(picture, (), width_px=width, height_px=height)
