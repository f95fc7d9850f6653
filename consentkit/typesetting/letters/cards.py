"""Cards of credit-card size, as many as a page holds, with marks to cut and to fold along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.letters import LetterText
from consentkit.typesetting.letters.blocks import groups_of
from consentkit.typesetting.letters.layouts import setting_of
from consentkit.typesetting.letters.pieces import Frame, Group, Piece, Placed, flow
from consentkit.typesetting.letters.setters import Setter, outline, plain, strong
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.text.fonts import Fonts
from consentkit.typesetting.text.scripts import style_of
from consentkit.typesetting.text.sizes import MM, card_steps

# ISO/IEC 7810 ID-1: as large as a bank card, so that it fits where those are kept.
CARD_PT = (85.6 * MM, 54 * MM)
_PAD_PT = 4.2 * MM
_COLUMNS = 2
_MOST_SIDES = 2
_CUT_PT = 4 * MM
# Printers leave up to 6 mm bare; cutting marks need the rest.
_SMALLEST_EDGE_PT = 9 * MM
# Smaller than on a page, and still read in the hand. Chosen by eye.
_MARK_PT = 6.0
_MARK_ROOM_PT = 3.8 * MM
# A second side is taken before letters go under 8 pt, or under 7.5 pt where one list is all there is. By eye.
_LEAST_READ_PT, _BOOK_PT = 7.5, 8.0
# How many sides, and whether lists stay whole.
_TRIES = ((1, True), (_MOST_SIDES, True), (_MOST_SIDES, False))


@dataclass(frozen=True)
class Laid:
    """A card's pieces; a page is one of its sides."""

    setter: Setter
    placed: Sequence[Placed]
    draft_mark: str | None


def make_cards(text: LetterText, fonts: Fonts, document: PdfDocument, size: tuple[float, float]) -> bytes:
    """Return a page of the same card; the first is tagged, the others are its copies.

    Raises InvalidInput `letter-too-long` when the words fill more than two sides at the smallest size.
    """
    laid = _laid(text, fonts)
    setter = laid.setter
    sides = _sides(laid)
    if sides > _MOST_SIDES:
        raise InvalidInput(
            "letter-too-long", form=text.form, language=text.language, pages=sides, most=_MOST_SIDES
        )
    rows = int((size[1] - 2 * _SMALLEST_EDGE_PT) / CARD_PT[1])
    left = (size[0] - _COLUMNS * CARD_PT[0]) / 2
    top = (size[1] + rows * CARD_PT[1]) / 2
    is_mirrored = text.is_right_to_left
    for number, (row, column) in enumerate(_cells(rows)):
        side = column % sides
        x = left + (_COLUMNS - 1 - column if is_mirrored else column) * CARD_PT[0]
        y = top - row * CARD_PT[1]
        _draw_side(document, setter, laid, side, x=x, top=y, is_copy=number >= sides)
    with document.artifact():
        _cuts(document, left, top, rows, is_folded=sides == _COLUMNS)
    document.end_page()
    return document.finish()


def card_pages(text: LetterText, fonts: Fonts) -> int:
    """Return how many pages the card needs: one while its words fill no more than two sides."""
    return max(1, _sides(_laid(text, fonts)) - 1)


def _laid(text: LetterText, fonts: Fonts) -> Laid:
    """Lay the card out: on one side while its letters stay large, else on two; a list is torn last of all."""
    style = style_of(text.script, text.language)
    laid: Laid | None = None
    for most, is_whole in _TRIES:
        # One list alone stays on one side with its title; what fills two sides is set larger on them.
        least_pt = _BOOK_PT if most == 1 and len(text.blocks) > 1 else _LEAST_READ_PT
        for sizes in card_steps(style):
            if is_whole and sizes.latin_pt < least_pt:
                continue
            setter = Setter(setting_of(text, fonts), sizes, has_fields=False)
            groups = [_head(setter, text), *groups_of(setter, text)]
            placed = flow([_whole(group) for group in groups] if is_whole else groups, _frames(text))
            laid = Laid(setter, placed, text.draft_mark)
            if _sides(laid) <= most and all(one.top - one.piece.height >= _foot(text) for one in placed):
                return laid
    assert laid is not None  # noqa: S101 - there is a first step
    return laid


def _whole(group: Group) -> Group:
    """Make one piece of a group, which nothing tears."""

    def made(width: float) -> list[Piece]:
        pieces = group(width)
        first = pieces[0].above
        height = sum(piece.above + piece.height for piece in pieces) - first

        def draw(document: PdfDocument, left: float, top: float) -> None:
            y = top + first
            for piece in pieces:
                y -= piece.above
                piece.draw(document, left, y)
                y -= piece.height

        return [Piece(height, draw, first)]

    return made


def _sides(laid: Laid) -> int:
    return max((one.page for one in laid.placed), default=0) + 1


def _frames(text: LetterText) -> Iterator[Frame]:
    width, height = CARD_PT
    return (
        Frame(side, _PAD_PT, height - _PAD_PT, width - 2 * _PAD_PT, height - _PAD_PT - _foot(text))
        for side in count()
    )


def _foot(text: LetterText) -> float:
    """Return where the words of a side end, above the mark of unreviewed words."""
    return _PAD_PT + (_MARK_ROOM_PT if text.draft_mark else -0.01)


def _head(setter: Setter, text: LetterText) -> Group:
    sizes = setter.sizes

    def made(width: float) -> list[Piece]:
        title = setter.lines(strong(plain(text.title)), width, sizes.body * 1.3, tag="H1")
        who = setter.lines(plain(text.organisation), width, sizes.note, tag="P")
        return [*title, *who]

    return made


def _cells(rows: int) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(rows) for column in range(_COLUMNS))


def _draw_side(
    document: PdfDocument,
    setter: Setter,
    laid: Laid,
    side: int,
    *,
    x: float,
    top: float,
    is_copy: bool,
) -> None:
    if is_copy:
        with document.unread():
            _draw_pieces(document, setter, laid, side, x=x, top=top)
        return
    _draw_pieces(document, setter, laid, side, x=x, top=top)


def _draw_pieces(
    document: PdfDocument, setter: Setter, laid: Laid, side: int, *, x: float, top: float
) -> None:
    foot = top - CARD_PT[1]
    for one in laid.placed:
        if one.page == side:
            one.piece.draw(document, x + one.left, foot + one.top)
    if laid.draft_mark:
        _mark(document, setter, laid.draft_mark, x, foot + _PAD_PT)


def _mark(document: PdfDocument, setter: Setter, mark: str, left: float, foot: float) -> None:
    size = _MARK_PT * setter.sizes.style.optical
    words, width = strong(plain(mark)), CARD_PT[0] - 2 * _PAD_PT
    inside = min(setter.width(words, size) + 1, width - 6)
    height = setter.height(words, inside, size)
    frame = left + _PAD_PT + (width - inside - 6 if setter.setting.is_right_to_left else 0)
    with document.artifact():
        outline(document, frame, foot + height - 3, inside + 6, height, weight=0.8, grey=0)
    setter.draw(
        document, setter.owner("P"), words, left=frame + 3, top=foot + height - 3, width=inside, size=size
    )


def _cuts(document: PdfDocument, left: float, top: float, rows: int, *, is_folded: bool) -> None:
    """Draw short lines outside the cards to cut along, and a dashed one to fold along."""
    width, height = CARD_PT
    right, foot = left + _COLUMNS * width, top - rows * height
    lines = []
    for column in range(_COLUMNS + 1):
        x = left + column * width
        lines += [(x, top + 3, x, top + 3 + _CUT_PT), (x, foot - 3, x, foot - 3 - _CUT_PT)]
    for row in range(rows + 1):
        y = top - row * height
        lines += [(left - 3, y, left - 3 - _CUT_PT, y), (right + 3, y, right + 3 + _CUT_PT, y)]
    drawn = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
    document.write(f"q 0.5 w 0 G {drawn} S Q")
    dash = "[3 3] 0 d" if is_folded else ""
    inner = [f"{left + width:.2f} {top:.2f} m {left + width:.2f} {foot:.2f} l"]
    document.write(f"q 0.35 w 0.65 G {dash} {' '.join(inner)} S Q")
    grid = [
        f"{left:.2f} {top - row * height:.2f} m {right:.2f} {top - row * height:.2f} l"
        for row in range(rows + 1)
    ]
    document.write(f"q 0.35 w 0.65 G {' '.join(grid)} S Q")
