"""A letter that was made, as it is printed, shown and read aloud, and where things stand on its pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from consentkit.domain.errors import Conflict
from consentkit.domain.letters.page_maps import PageMap, PageMaps
from consentkit.domain.letters.records import Letter, LetterPaper
from consentkit.domain.values import Value
from consentkit.store.letters.letters import (
    letters,
)
from consentkit.store.stories.stories import get_story
from consentkit.usecases.letters.approvals import version_of
from consentkit.usecases.letters.forms import fonts_at
from consentkit.usecases.workspaces import Workspace

if TYPE_CHECKING:
    from consentkit.typesetting.text.fonts import Fonts


_SAME_PLACE_MM = 0.3
"""What rounding moves; a line of text is 3 mm and more."""


class MadeLetter(Value):
    """A letter with what it says."""

    letter: Letter
    paper: LetterPaper


def open_letter(workspace: Workspace, letter: str) -> MadeLetter:
    """Return a letter with exactly what it says. Raises NotFound, BadDataFile for changed words."""
    found = letters.get(workspace.records.db, letter)
    paper = LetterPaper.model_validate_json(workspace.records.vault.get(found.paper))
    return MadeLetter(letter=found, paper=paper)


def letter_pdf(workspace: Workspace, paper: LetterPaper) -> bytes:
    """Return the pages as a PDF; the same paper gives the same bytes.

    Raises InvalidInput `glyph-missing` (letters, points) and `letter-too-long` (form, language, pages, most).
    """
    from consentkit.typesetting.letters.letters import make_letter as set_letter

    return set_letter(paper, fonts_of(workspace))


def print_again(workspace: Workspace, made: MadeLetter) -> bytes:
    """Return the pages of a letter that was made before, as `letter_pdf`.

    Raises Conflict `letter-set-otherwise` where its boxes would stand elsewhere than when it was made: a
    version in between sets pages otherwise, and two papers of one code would be read by one map;
    `slip-of-another-version` (letter, story) for a slip whose story has changed: a yes on it would approve
    nothing.
    """
    letter = made.letter
    version = letter.printed.version if letter.printed else None
    if version and letter.story and version != version_of(get_story(workspace.records.db, letter.story)):
        raise Conflict("slip-of-another-version", letter=letter.id, story=letter.story)
    if not is_set_as_made(workspace, made):
        raise Conflict("letter-set-otherwise", letter=made.letter.id)
    return letter_pdf(workspace, made.paper)


def is_set_as_made(workspace: Workspace, made: MadeLetter) -> bool:
    """Tell whether this version puts every box where it stood; a letter without a kept map has no boxes."""
    if made.letter.page_maps is None:
        return True
    kept, now = maps_of(workspace, made), set_today(workspace, made.paper)
    return len(kept) == len(now) and all(map(_has_its_boxes, now, kept))


def maps_of(workspace: Workspace, made: MadeLetter) -> tuple[PageMap, ...]:
    """Return where things stand on a letter's pages, as it was kept when it was made.

    For a letter of before they are set again: good for its marks and for how many pages it has, and never
    for its boxes.
    """
    if made.letter.page_maps is not None:
        return PageMaps.model_validate_json(workspace.records.vault.get(made.letter.page_maps)).pages
    return set_today(workspace, made.paper)


def set_today(workspace: Workspace, paper: LetterPaper) -> tuple[PageMap, ...]:
    """Return where things stand on a letter's pages as this version sets them."""
    from consentkit.typesetting.letters.letters import page_maps

    return page_maps(paper, fonts_of(workspace))


def _has_its_boxes(page: PageMap, kept: PageMap) -> bool:
    """Tell whether every box of a page stands where it stood."""
    ends_alike = abs(page.height_mm - kept.height_mm) <= _SAME_PLACE_MM
    return (
        ends_alike
        and page.tick_boxes.keys() == kept.tick_boxes.keys()
        and all(
            abs(box.left_mm - kept.tick_boxes[name].left_mm) <= _SAME_PLACE_MM
            and abs(box.top_mm - kept.tick_boxes[name].top_mm) <= _SAME_PLACE_MM
            for name, box in page.tick_boxes.items()
        )
    )


def letters_pdf(workspace: Workspace, papers: Sequence[LetterPaper]) -> bytes:
    """Return several letters as one PDF to print, in this order. Raises what `letter_pdf` does."""
    from consentkit.typesetting.letters.letters import join_letters

    return join_letters(papers, fonts_of(workspace))


def letter_page(workspace: Workspace, paper: LetterPaper) -> str:
    """Return the letter as one HTML page that needs nothing beside itself."""
    from consentkit.typesetting.letters.pages import letter_page as set_page

    return set_page(paper.text, fonts_of(workspace))


def letter_speech(paper: LetterPaper) -> str:
    """Return the letter as plain text to be read aloud."""
    from consentkit.typesetting.letters.pages import letter_as_speech

    return letter_as_speech(paper.text)


def fonts_of(workspace: Workspace) -> "Fonts":
    """Return the fonts that the workspace's letters are set in."""
    return fonts_at(workspace.folders)
