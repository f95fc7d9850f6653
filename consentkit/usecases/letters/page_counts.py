"""How many pages letters take, known before anybody prints them."""

from collections.abc import Iterable

from consentkit.domain.letters.records import LetterPaper
from consentkit.domain.values import Value
from consentkit.usecases.letters.prints import fonts_of
from consentkit.usecases.workspaces import Workspace


class PageCount(Value):
    """The pages of some letters, those in the staff's language among them."""

    pages: int
    usual: int
    """What their forms take at most in normal print, in one language, with nothing optional chosen."""
    longer: int
    """How many of the letters take more than that."""


def count_pages(workspace: Workspace, papers: Iterable[LetterPaper]) -> PageCount:
    """Return how many pages these letters take together. Raises what `letter_pdf` does."""
    from consentkit.typesetting.letters.letters import printed_pages

    counts = [(printed_pages(paper, fonts_of(workspace)), paper.text.most_pages) for paper in papers]
    return PageCount(
        pages=sum(pages for pages, _usual in counts),
        usual=sum(usual for _pages, usual in counts),
        longer=sum(pages > usual for pages, usual in counts),
    )
