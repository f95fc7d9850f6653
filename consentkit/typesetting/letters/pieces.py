"""What a page is put together from: pieces with a height, and the frames that they flow into."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Piece:
    """What is never torn. `above` is the space before it, left out at the top of a frame."""

    height: float
    draw: Draw
    above: float = 0.0
    head: "Piece | None" = None
    """Stands above this piece when it is the first of its group on a page, such as a table's header."""


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
    """Place every group; one that does not fit goes to the next frame, and only a tall one is torn."""
    return _Flow(frames).run(groups)


class _Flow:
    def __init__(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self._placed: list[Placed] = []
        self._frame = next(frames)
        self._top = self._frame.top
        # How much space stands above `_top` already; all that a piece may ask for at the top of a page.
        self._space = inf

    def run(self, groups: Iterable[Group]) -> list[Placed]:
        for group in groups:
            pieces = self._fitting(group)
            if pieces is not None:
                for piece in pieces:
                    self._place(piece)
            else:
                self._tear(group(self._frame.width))
        return self._placed

    def _fitting(self, group: Group) -> list[Piece] | None:
        """Move on until the whole group fits; `None` when it is too tall to be kept whole."""
        while True:
            pieces = group(self._frame.width)
            height, room = self._height(pieces), self._left_over() + 0.01
            if height <= room:
                return pieces
            if self._frame.is_beside_code:
                # Going on below the code at the same width wastes less than a gap beside it.
                if height - room <= _HANG_PART * room:
                    return pieces
            elif height > _TALL_PART * self._frame.height:
                return None
            self._next_frame()

    def _tear(self, pieces: list[Piece]) -> None:
        if self._height(pieces[:_LEAST_PIECES]) > self._left_over() and self._space != inf:
            self._next_wide_frame()
        for piece in pieces:
            if self._height([piece]) > self._left_over() + 0.01 and self._space != inf:
                self._next_wide_frame()
                if piece.head is not None:
                    self._place(piece.head)
            self._place(piece)

    def _place(self, piece: Piece) -> None:
        top = self._top - self._above(piece)
        self._placed.append(Placed(piece, self._frame.page, self._frame.left, top))
        self._top = top - piece.height
        self._space = 0.0

    def _above(self, piece: Piece) -> float:
        return max(0.0, piece.above - self._space)

    def _height(self, pieces: list[Piece]) -> float:
        total = sum(piece.above + piece.height for piece in pieces)
        return total - (pieces[0].above - self._above(pieces[0]) if pieces else 0.0)

    def _left_over(self) -> float:
        return self._top - (self._frame.top - self._frame.height)

    def _next_frame(self) -> None:
        before, foot, is_empty = self._frame, self._top, self._space == inf
        self._frame = next(self._frames)
        self._top, self._space = self._frame.top, inf
        if self._frame.page == before.page and not is_empty:
            self._top = min(self._frame.top, foot)
            self._space = foot - self._top

    def _next_wide_frame(self) -> None:
        self._next_frame()
        while self._frame.is_beside_code:
            self._next_frame()
