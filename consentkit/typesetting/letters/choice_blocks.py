"""Tick boxes: in a list, in columns, under pictures, or a yes and a no. None is ever ticked already."""

from collections.abc import Sequence

from consentkit.domain.letters.letters import WITH_PICTURES, Choice, Choices, Layout, Words
from consentkit.typesetting.letters.picture_blocks import strip
from consentkit.typesetting.letters.pieces import Owner, Piece
from consentkit.typesetting.letters.setters import Setter, plain
from consentkit.typesetting.letters.tick_boxes import BARE_PT, draw_tick_box
from consentkit.typesetting.pdf.documents import PdfDocument

# In Latin body sizes, chosen by eye; never less than the bare paper below.
_AFTER_BOX = 0.62
_BETWEEN_COLUMNS = 1.3
# More are read across as one line of words.
_MOST_COLUMNS = 5


def choices(setter: Setter, block: Choices, width: float) -> list[Piece]:
    """Return the tick boxes of a clause in its layout."""
    whole = setter.owner("L")
    if block.layout is Layout.YES_NO:
        return [_yes_or_no(setter, whole, block, option, width) for option in block.options]
    if block.layout in WITH_PICTURES and setter.has_tick_boxes:
        return strip(setter, whole, block, width)
    alone = [(0.0, width - _indent(setter))]
    columns = alone if block.layout is Layout.LIST else _columns(setter, block.options, width)
    count = len(columns)
    rows = [block.options[at : at + count] for at in range(0, len(block.options), count)]
    return [_row(setter, whole, row, columns, width=width, number=number) for number, row in enumerate(rows)]


def _box_top(setter: Setter, top: float, size: float) -> float:
    """Centre the tick box on the letters of the first line."""
    return top - setter.baseline(size) + 0.35 * setter.sizes.latin_pt + setter.sizes.tick_box / 2


def _indent(setter: Setter) -> float:
    return setter.sizes.tick_box + max(BARE_PT, _AFTER_BOX * setter.sizes.latin_pt)


def _columns(setter: Setter, options: Sequence[Choice], width: float) -> list[tuple[float, float]]:
    """Return where each column begins, and how wide its words may be; of equal width where that fits."""
    between = _BETWEEN_COLUMNS * setter.sizes.latin_pt
    needs = [setter.width(option.words, setter.sizes.body) + 0.1 for option in options]
    widest = _indent(setter) + max(needs) + between
    fit = max(1, min(_MOST_COLUMNS, len(options), int((width + between) / widest)))
    rows = -(-len(options) // fit)
    count = -(-len(options) // rows)
    if count > 1 or len(options) == 1:
        column = (width + between) / count
        return [(place * column, column - _indent(setter) - between) for place in range(count)]
    first, second = max(needs[0::2]), max(needs[1::2])
    start = _indent(setter) + first + between
    if start + _indent(setter) + second <= width:
        return [(0.0, first), (min(max(start, width / 2), width - _indent(setter) - second), second)]
    return [(0.0, width - _indent(setter))]


def _row(
    setter: Setter,
    whole: Owner,
    row: Sequence[Choice],
    columns: Sequence[tuple[float, float]],
    *,
    width: float,
    number: int,
) -> Piece:
    sizes = setter.sizes
    places = list(zip(row, columns, strict=False))
    tallest = max(setter.height(option.words, room, sizes.body) for option, (_, room) in places)
    height = max(tallest, sizes.tick_box + 2)
    apart = BARE_PT + sizes.tick_box - max(sizes.leading(sizes.body), sizes.tick_box + 2)

    def draw(document: PdfDocument, left: float, top: float) -> None:
        for option, (offset, room) in places:
            _choice(
                setter,
                document,
                setter.owner("LI", whole),
                option,
                left=left,
                top=top,
                width=width,
                offset=offset,
                room=room,
            )

    return Piece(height, draw, sizes.gap(0.34) if number == 0 else max(apart, sizes.gap(0.24)))


def _choice(
    setter: Setter,
    document: PdfDocument,
    item: Owner,
    option: Choice,
    *,
    left: float,
    top: float,
    width: float,
    offset: float,
    room: float,
) -> None:
    size = setter.sizes.body
    text = setter.words(option.words).text
    if setter.has_tick_boxes:
        x = setter.across(left, width, offset, setter.sizes.tick_box)
        form = setter.owner("Form", setter.owner("Lbl", item), text)
        draw_tick_box(setter, document, form, option.id, hint=text, x=x, top=_box_top(setter, top, size))
    else:
        mark = setter.across(left, width, offset + setter.sizes.tick_box * 0.4, setter.sizes.tick_box * 0.5)
        with document.artifact():
            y = top - setter.baseline(size) + 0.3 * size
            document.write(
                f"q 0.7 w 0.4 G {mark:.2f} {y:.2f} m {mark + setter.sizes.tick_box * 0.5:.2f} {y:.2f} l S Q"
            )
    words_left = setter.across(left, width, offset + _indent(setter), room)
    body = setter.owner("LBody", item)
    setter.draw(document, body, option.words, left=words_left, top=top, width=room, size=size)


def _yes_or_no(setter: Setter, whole: Owner, block: Choices, option: Choice, width: float) -> Piece:
    sizes = setter.sizes
    answers: tuple[tuple[str, Words], ...] = (("yes", plain(block.yes)), ("no", plain(block.no)))
    part = (
        max(setter.width(words, sizes.body) for _, words in answers) + _indent(setter) + 1.2 * sizes.latin_pt
    )
    room = width - 2 * part - sizes.latin_pt
    height = max(setter.height(option.words, room, sizes.body), sizes.tick_box + 3)

    def draw(document: PdfDocument, left: float, top: float) -> None:
        body = setter.owner("LBody", setter.owner("LI", whole))
        question = setter.owner("P", body)
        at = setter.across(left, width, 0, room)
        setter.draw(document, question, option.words, left=at, top=top, width=room, size=sizes.body)
        text = setter.words(option.words).text
        for number, (name, words) in enumerate(answers):
            offset = width - (2 - number) * part
            if setter.has_tick_boxes:
                form = setter.owner("Form", body, f"{text} {setter.words(words).text}")
                x = setter.across(left, width, offset, sizes.tick_box)
                identifier, hint = f"{option.id}.{name}", f"{text} {words[0].text}"
                y = _box_top(setter, top, sizes.body)
                draw_tick_box(setter, document, form, identifier, hint=hint, x=x, top=y)
            label = setter.across(left, width, offset + _indent(setter), part - _indent(setter))
            setter.draw(document, setter.owner("P", body), words, left=label, top=top,
                        width=part - _indent(setter), size=sizes.body)  # fmt: skip
        with document.artifact():
            y = top - height - sizes.gap(0.12)
            document.write(f"q 0.4 w 0.7 G {left:.2f} {y:.2f} m {left + width:.2f} {y:.2f} l S Q")

    return Piece(height, draw, sizes.gap(0.3))
