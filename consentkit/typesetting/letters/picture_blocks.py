"""Choices as pictures in a strip, for those who do not read: one tick box under each, or a yes and a no."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consentkit.domain.letters.letters import WITH_ANSWERS, Choice, Choices, Layout
from consentkit.typesetting.letters.pictograms import pdf_operators
from consentkit.typesetting.letters.pieces import Owner, Piece
from consentkit.typesetting.letters.setters import Setter, plain
from consentkit.typesetting.letters.tick_boxes import BARE_PT, draw_tick_box
from consentkit.typesetting.pdf.documents import PdfDocument

# Details of a pictogram are 3 of 64 across: at 46 pt its strokes are 2 pt, and survive a bad copier. Faces
# are larger, since only their eyes and mouths differ.
_PICTURE_PT = {Layout.PICTURES: 46.0, Layout.PICTURES_YES_NO: 46.0, Layout.FACES: 62.0}
# In pictures; with a yes and a no, four of large print stand in a row, so that eight fit a page.
_NARROWEST = {Layout.PICTURES: 1.95, Layout.PICTURES_YES_NO: 1.75, Layout.FACES: 1.95}
# Over its tick box, so that nobody takes the box between two thumbs for the other's: large enough to tell
# which way it points. Both by eye, as the room between a yes and a no in thumbs.
_THUMB_PT = 18.0
_BETWEEN_ANSWERS = 1.0
_THUMBS = ("thumb-up", "thumb-down")


@dataclass(frozen=True)
class _Strip:
    """What the rows of a strip share: sizes in pt."""

    setter: Setter
    whole: Owner
    block: Choices
    width: float
    column: float
    picture: float

    @property
    def has_answers(self) -> bool:
        return self.block.layout in WITH_ANSWERS

    @property
    def thumb(self) -> float:
        return _THUMB_PT * self.picture / _PICTURE_PT[self.block.layout]

    @property
    def boxes(self) -> float:
        """The height of the tick boxes, with the thumbs over them."""
        return self.setter.sizes.tick_box + (self.thumb + BARE_PT if self.has_answers else 0.0)


@dataclass(frozen=True)
class _Cell:
    """One choice of a row where it stands: its left edge and its top; pt."""

    option: Choice
    item: Owner
    text: str
    left: float
    top: float


def strip(setter: Setter, whole: Owner, block: Choices, width: float) -> list[Piece]:
    """Return the pictures in rows of equal length, the tick boxes and the words under each."""
    picture = _PICTURE_PT[block.layout] * max(1.0, setter.sizes.latin_pt / 10.5)
    fit = max(1, int(width / (picture * _NARROWEST[block.layout])))
    rows = -(-len(block.options) // fit)
    columns = -(-len(block.options) // rows)
    shared = _Strip(setter, whole, block, width, width / columns, picture)
    parts = [block.options[at : at + columns] for at in range(0, len(block.options), columns)]
    return [_row(shared, part) for part in parts]


def _row(strip: _Strip, row: Sequence[Choice]) -> Piece:
    setter, sizes = strip.setter, strip.setter.sizes
    room = strip.column - 0.8 * sizes.latin_pt
    under = strip.picture + 0.4 * sizes.latin_pt
    words_top = under + strip.boxes + 0.25 * sizes.latin_pt
    height = words_top + max(setter.height(option.words, room, sizes.body) for option in row)

    def draw(document: PdfDocument, left: float, top: float) -> None:
        for place, option in enumerate(row):
            x = setter.across(left, strip.width, place * strip.column, strip.column)
            item = setter.owner("LI", strip.whole)
            cell = _Cell(option, item, setter.words(option.words).text, x, top)
            _draw_picture(strip, document, cell)
            _draw_boxes(strip, document, cell, top - under)
            setter.draw(
                document, setter.owner("LBody", item), option.words, left=x + (strip.column - room) / 2,
                top=top - words_top, width=room, size=sizes.body, align="centre",
            )  # fmt: skip

    return Piece(height, draw, sizes.gap(0.6))


def _draw_picture(strip: _Strip, document: PdfDocument, cell: _Cell) -> None:
    x = cell.left + (strip.column - strip.picture) / 2
    owner = strip.setter.owner("Figure", cell.item, cell.text)
    _draw_pictogram(document, owner, cell.option.pictogram or "", x=x, top=cell.top, size=strip.picture)


def _draw_boxes(strip: _Strip, document: PdfDocument, cell: _Cell, top: float) -> None:
    setter, side = strip.setter, strip.setter.sizes.tick_box
    label = setter.owner("Lbl", cell.item)
    if not strip.has_answers:
        form = setter.owner("Form", label, cell.text)
        middle = cell.left + (strip.column - side) / 2
        draw_tick_box(setter, document, form, cell.option.id, hint=cell.text, x=middle, top=top)
        return
    for answer in _answers(strip, cell):
        figure = setter.owner("Figure", label, answer.words)
        left = answer.middle - strip.thumb / 2
        _draw_pictogram(document, figure, answer.thumb, x=left, top=top, size=strip.thumb)
        hint = f"{cell.text} {answer.words}"
        form = setter.owner("Form", label, hint)
        box_top = top - strip.thumb - BARE_PT
        draw_tick_box(setter, document, form, answer.id, hint=hint, x=answer.middle - side / 2, top=box_top)


@dataclass(frozen=True)
class _Answer:
    """A yes or a no under a picture; its thumb and its tick box stand around one middle."""

    id: str
    words: str
    thumb: str
    middle: float


def _answers(strip: _Strip, cell: _Cell) -> Iterator[_Answer]:
    apart = strip.thumb * (1 + _BETWEEN_ANSWERS)
    words = (strip.block.yes, strip.block.no)
    for place, (name, said, picture) in enumerate(zip(("yes", "no"), words, _THUMBS, strict=True)):
        offset = strip.column / 2 + (place - 0.5) * apart
        yield _Answer(
            id=f"{cell.option.id}.{name}",
            words=strip.setter.words(plain(said)).text,
            thumb=picture,
            middle=strip.setter.across(cell.left, strip.column, offset, 0),
        )


def _draw_pictogram(
    document: PdfDocument, owner: Owner, name: str, *, x: float, top: float, size: float
) -> None:
    drawing = pdf_operators(name, x, top, size)
    if not drawing:
        return
    figure = owner.element(document)
    figure.bounds = (x, top - size, x + size, top)
    with document.marked(figure):
        document.write(drawing)
