"""Headings, paragraphs, lists and tables of a letter as pieces."""

from itertools import pairwise

from consentkit.domain.letters.letters import Heading, Paragraph, Points, Rows, Words
from consentkit.typesetting.letters.pieces import Owner, Piece
from consentkit.typesetting.letters.setters import Setter, outline, plain, strong
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.text.line_breaks import line_breaks
from consentkit.typesetting.text.sizes import MM

CELL_PAD_PT = 4.0
_BULLET_INDENT = 1.1
_BULLET_RADIUS = 0.13
_NARROWEST_COLUMN_PT = 34.0
# The least that a hand needs to write in (see `Sizes.pitch`); the rest of a table by eye.
_ROW_PT = 6.8 * MM


def heading(setter: Setter, block: Heading, width: float) -> list[Piece]:
    """Return a clause's title, which also leads there from the bookmarks."""
    sizes = setter.sizes
    words = strong(block.words)
    pieces = setter.lines(words, width, sizes.heading, tag="H2", above=sizes.gap(0.75))
    first = pieces[0]

    def draw(document: PdfDocument, left: float, top: float) -> None:
        document.bookmark(setter.words(words).text, level=1, top=top)
        first.draw(document, left, top)

    return [Piece(first.height, draw, first.above), *pieces[1:]]


def running_text(setter: Setter, block: Paragraph, width: float) -> list[Piece]:
    """Return a paragraph, a piece for each line."""
    size = setter.sizes.note if block.is_note else setter.sizes.body
    return setter.lines(block.words, width, size, tag="P", above=setter.sizes.gap(0.45))


def points(setter: Setter, block: Points, width: float) -> list[Piece]:
    """Return a list with round marks."""
    whole = setter.owner("L")
    return [piece for item in block.items for piece in _point(setter, whole, item, width)]


def _point(setter: Setter, whole: Owner, words: Words, width: float) -> list[Piece]:
    sizes = setter.sizes
    size, indent = sizes.body, sizes.body * _BULLET_INDENT
    body = setter.owner("LBody", setter.owner("LI", whole))

    def draw(document: PdfDocument, left: float, top: float) -> None:
        side = 2 * _BULLET_RADIUS * size
        centre = setter.across(left, width, 0.12 * size, side) + side / 2
        middle = top - setter.baseline(size) + 0.33 * size
        with document.artifact():
            document.write(
                f"q {side:.2f} w 1 J 0.15 G {centre:.3f} {middle:.3f} m {centre:.3f} {middle:.3f} l S Q"
            )
        inside = setter.across(left, width, indent, width - indent)
        setter.draw(document, body, words, left=inside, top=top, width=width - indent, size=size)

    height = setter.height(words, width - indent, size)
    return [Piece(height, draw, sizes.gap(0.25))]


def table(setter: Setter, block: Rows, width: float) -> list[Piece]:
    """Return a table; on a new page its header is repeated, as decoration."""
    columns = column_widths(setter, block, width)
    whole = setter.owner("Table")
    header, again = header_row(setter, whole, block, columns), header_row(setter, None, block, columns)
    rows = [_row(setter, whole, row, columns, is_header=False, again=again) for row in block.rows]
    return [Piece(header.height, header.draw, setter.sizes.gap(0.5)), *rows]


def header_row(setter: Setter, whole: Owner | None, block: Rows, columns: list[float]) -> Piece:
    """Return a table's heading row; without an owner it is decoration."""
    return _row(setter, whole, block.header, columns, is_header=True)


def column_widths(setter: Setter, block: Rows, width: float) -> list[float]:
    """Give each column its longest word; share the rest by need, by twice that to the last, for a mark."""
    columns = list(zip(block.header, *block.rows, strict=True))
    least = [
        max(_NARROWEST_COLUMN_PT, _longest_word(setter, header) + 2 * CELL_PAD_PT) for header, *_ in columns
    ]
    if block.stop_codes:
        # No code is ever broken. Sheets of before stay as they were set: there their boxes are read.
        codes = (*(row[0] for row in block.rows), *block.stop_codes)
        widest = max(setter.width(plain(code), setter.sizes.note) for code in codes)
        least[0] = max(least[0], widest + 2 * CELL_PAD_PT)
    needs = [
        max(setter.width(strong(plain(text)), setter.sizes.note) for text in column) + 2 * CELL_PAD_PT
        for column in columns
    ]
    needs[-1] *= 2
    rest = max(0.0, width - sum(least))
    wanted = [max(0.0, need - floor) for need, floor in zip(needs, least, strict=True)]
    total = sum(wanted) or 1.0
    shared = [floor + rest * want / total for floor, want in zip(least, wanted, strict=True)]
    # Where even the longest words are too wide together, every column gives its part.
    return [column * width / sum(shared) for column in shared]


def _longest_word(setter: Setter, text: str) -> float:
    """The width of what may not be broken; pt."""
    ends = line_breaks(text, setter.setting.language)
    words = (text[start:end] for start, end in pairwise((0, *ends, len(text))))
    return max(setter.width(strong(plain(word.strip())), setter.sizes.note) for word in words)


def _row(
    setter: Setter,
    whole: Owner | None,
    texts: tuple[str, ...],
    columns: list[float],
    *,
    is_header: bool,
    again: Piece | None = None,
) -> Piece:
    sizes = setter.sizes
    cells = [strong(plain(text)) if is_header else plain(text) for text in texts]
    size = sizes.note
    inner = [column - 2 * CELL_PAD_PT for column in columns]
    tallest = max(setter.height(words, room, size) for words, room in zip(cells, inner, strict=True))
    height = max(tallest + CELL_PAD_PT, 0.0 if is_header else min(sizes.pitch, _ROW_PT))
    line = setter.owner("TR", whole) if whole else None

    def draw(document: PdfDocument, left: float, top: float) -> None:
        offset, width = 0.0, sum(columns)
        with document.artifact():
            if is_header:
                document.write(f"q 0.92 g {left:.3f} {top - height:.3f} {width:.3f} {height:.3f} re f Q")
            outline(document, left, top, width, height, weight=0.5, grey=0.35)
        for words, column in zip(cells, columns, strict=True):
            x = setter.across(left, width, offset, column)
            if offset:
                with document.artifact():
                    edge = x if not setter.setting.is_right_to_left else x + column
                    document.write(
                        f"q 0.5 w 0.35 G {edge:.3f} {top:.3f} m {edge:.3f} {top - height:.3f} l S Q"
                    )
            cell = setter.owner("TH" if is_header else "TD", line) if line else None
            if cell is not None:
                cell.element(document)
            setter.draw(
                document, cell, words, left=x + CELL_PAD_PT, top=top - CELL_PAD_PT / 2,
                width=column - 2 * CELL_PAD_PT, size=size,
            )  # fmt: skip
            offset += column

    return Piece(height, draw, head=again)
