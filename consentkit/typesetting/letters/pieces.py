"""What a page is put together from: pieces with a height, and the frames that they flow into."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.pdf.tags import Element

Draw = Callable[[PdfDocument, float, float], None]
"""Draws at a left edge and a top; pt from the page's left foot."""

# A group that is taller than this part of its frame may be torn between its pieces.
_TALL_PART = 0.45
# A group beside the code may reach below it by this part of the room that is left there.
_HANG_PART = 2.5
# A torn group keeps its title and what follows it together.
_LEAST_PIECES = 3
_ROUNDING_PT = 0.01


@dataclass(frozen=True)
class Piece:
    """What is never torn. `above` is the space before it, left out at the top of a frame."""

    height: float
    draw: Draw
    above: float = 0.0
    head: "Piece | None" = None
    """Stands above this piece when it is the first of its group on a page, such as a table's header."""
    block: int = 0
    """Which block of its group it is of, from 0."""
    holds_next: bool = False
    """Whether it stands on one page with the piece after it, wherever a page has room for both."""


Group = Callable[[float], list[Piece]]
"""Pieces that belong together, made for a width in pt."""


@dataclass(frozen=True)
class Frame:
    """A part of a page that pieces flow into, from its top down."""

    page: int
    left: float
    top: float
    width: float
    height: float
    is_beside_code: bool = False


@dataclass(frozen=True)
class Placed:
    """A piece where it stands."""

    piece: Piece
    page: int
    left: float
    top: float
    group: int = 0
    """Which group it is of, from 0."""


@dataclass
class Owner:
    """A tag that is made when its first piece is drawn, and shared by the pieces of one thing."""

    tag: str
    parent: "Owner | None" = None
    language: str | None = None
    alternative: str | None = None
    _made: tuple[PdfDocument, Element] | None = field(default=None, repr=False)

    def element(self, document: PdfDocument) -> Element:
        """Return the tag in a document, made under its parent's at the first asking."""
        if document.is_unread:
            return Element(self.tag)
        if self._made is None or self._made[0] is not document:
            above = document.root if self.parent is None else self.parent.element(document)
            made = above.add(self.tag, language=self.language, alternative=self.alternative)
            self._made = document, made
        return self._made[1]


def flow(groups: Iterable[Group], frames: Iterator[Frame]) -> list[Placed]:
    """Place every group; one that does not fit goes to the next frame, and only a tall one is torn.

    What holds together is torn last of all: only where no page is tall enough for it.
    """
    return _Flow(frames).run(groups)


class _Flow:
    def __init__(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self._placed: list[Placed] = []
        self._frame, self._coming = next(frames), next(frames)
        self._top = self._frame.top
        self._group = 0
        # How much space stands above `_top` already; all that a piece may ask for at the top of a page.
        self._space = inf

    def run(self, groups: Iterable[Group]) -> list[Placed]:
        for self._group, group in enumerate(groups):
            if not self._place_whole(group):
                self._tear(group(self._frame.width))
        return self._placed

    def _place_whole(self, group: Group) -> bool:
        """Move on until the whole group fits, and place it; `False` when it is too tall to be kept whole."""
        while True:
            pieces = group(self._frame.width)
            height, room = self._height(pieces), self._left_over() + _ROUNDING_PT
            if height <= room:
                self._place_all(pieces)
                return True
            if self._frame.is_beside_code:
                # Going on below the code at the same width wastes less than a gap beside it.
                if height - room <= _HANG_PART * room:
                    self._place_all(pieces)
                    return True
                if self._space == inf and self._place_words_first(group, pieces):
                    return True
            elif height > (1 if _is_held(pieces) else _TALL_PART) * self._frame.height:
                return False
            self._next_frame()

    def _place_words_first(self, group: Group, narrow: Sequence[Piece]) -> bool:
        """Place the words of a question beside the code and its boxes below it, where one page has room."""
        wide = group(self._coming.width)
        for boxes in range(max(piece.block for piece in narrow) if _is_held(narrow) else 0, 0, -1):
            words = [piece for piece in narrow if piece.block < boxes]
            below = [piece for piece in wide if piece.block >= boxes]
            room = self._coming.height + _ROUNDING_PT
            if self._height(words) <= self._left_over() + _ROUNDING_PT and _height_of(below) <= room:
                self._place_all(words)
                self._next_frame()
                self._place_all(below)
                return True
        return False

    def _tear(self, pieces: Sequence[Piece]) -> None:
        for run in _runs(pieces):
            if self._height(run) > self._left_over() + _ROUNDING_PT and self._space != inf:
                self._next_wide_frame(run[0])
            self._place_torn(run)

    def _place_torn(self, run: Sequence[Piece]) -> None:
        for piece in run:
            if self._height([piece]) > self._left_over() + _ROUNDING_PT and self._space != inf:
                self._next_wide_frame(piece)
            self._place(piece)

    def _place_all(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self._place(piece)

    def _place(self, piece: Piece) -> None:
        top = self._top - self._above(piece)
        self._placed.append(Placed(piece, self._frame.page, self._frame.left, top, self._group))
        self._top = top - piece.height
        self._space = 0.0

    def _above(self, piece: Piece) -> float:
        return max(0.0, piece.above - self._space)

    def _height(self, pieces: Sequence[Piece]) -> float:
        return _height_of(pieces) - (pieces[0].above - self._above(pieces[0]) if pieces else 0.0)

    def _left_over(self) -> float:
        return self._top - (self._frame.top - self._frame.height)

    def _next_frame(self) -> None:
        before, foot, is_empty = self._frame, self._top, self._space == inf
        self._frame, self._coming = self._coming, next(self._frames)
        self._top, self._space = self._frame.top, inf
        if self._frame.page == before.page and not is_empty:
            self._top = min(self._frame.top, foot)
            self._space = foot - self._top

    def _next_wide_frame(self, first: Piece) -> None:
        """Go on on the next page, below what stands above `first` there."""
        self._next_frame()
        while self._frame.is_beside_code:
            self._next_frame()
        if first.head is not None:
            self._place(first.head)


def _height_of(pieces: Sequence[Piece]) -> float:
    return sum(piece.above + piece.height for piece in pieces)


def _is_held(pieces: Sequence[Piece]) -> bool:
    return all(piece.holds_next for piece in pieces[:-1])


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces in runs of those that hold together; the first few are one with what follows."""
    runs = [list(pieces[:_LEAST_PIECES])]
    for before, piece in pairwise(pieces[_LEAST_PIECES - 1 :]):
        if before.holds_next:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs
