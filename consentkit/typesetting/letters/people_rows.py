"""A group's sheet: one row a person, with boxes that are found and read when the sheet comes back."""

from dataclasses import dataclass

from consentkit.domain.letters.letters import Rows
from consentkit.domain.letters.rosters import SIGNED, box_of_row, columns_of, name_of_column
from consentkit.typesetting.letters.pieces import Owner, Piece
from consentkit.typesetting.letters.setters import Setter, plain
from consentkit.typesetting.letters.text_blocks import CELL_PAD_PT, column_widths, header_row
from consentkit.typesetting.letters.tick_boxes import draw_tick_box
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.text.sizes import MM

# From one box to the next below: the reader looks 2 mm around each, and a stroke of the row above ends there.
_BETWEEN_BOXES_PT = 4.6 * MM
# Drawn so faintly that the reader takes it for paper; a person sees it.
_GREY, _WEIGHT = 0.72, 0.4


def people_rows(setter: Setter, block: Rows, width: float) -> list[Piece]:
    """Return a sheet's rows; on a new page the heading is repeated, as decoration."""
    columns = column_widths(setter, block, width)
    whole = setter.owner("Table")
    header, again = header_row(setter, whole, block, columns), header_row(setter, None, block, columns)
    lines = setter.sizes.leading(setter.sizes.note) * (2 if block.stop_codes else 1)
    height = max(setter.sizes.tick_box + _BETWEEN_BOXES_PT, lines)
    rows = []
    for place, (person, *_cells) in enumerate(block.rows):
        codes = (person, *block.stop_codes[place : place + 1])
        row = _Row(setter, setter.owner("TR", whole), block, codes, columns, height)
        rows.append(Piece(height, row.draw, head=again))
    return [Piece(header.height, header.draw, setter.sizes.gap(0.5)), *rows]


@dataclass(frozen=True)
class _Row:
    """One person's row, as it is drawn."""

    setter: Setter
    line: Owner
    block: Rows
    codes: tuple[str, ...]
    """The person's, and below it what they name to stop."""
    columns: list[float]
    height: float

    @property
    def person(self) -> str:
        """Whose row it is."""
        return self.codes[0]

    def draw(self, document: PdfDocument, left: float, top: float) -> None:
        width, y = sum(self.columns), top - self.height
        with document.artifact():
            document.write(f"q {_WEIGHT} w {_GREY} G {left:.3f} {y:.3f} m {left + width:.3f} {y:.3f} l S Q")
        offset = 0.0
        for place, room in enumerate(self.columns):
            x = self.setter.across(left, width, offset, room)
            cell = self.setter.owner("TD", self.line)
            cell.element(document)
            if place == 0:
                self._code(document, cell, x, top, room)
            else:
                self._field(document, cell, place, x, top)
            offset += room

    def _code(self, document: PdfDocument, cell: Owner, x: float, top: float, room: float) -> None:
        setter, size = self.setter, self.setter.sizes.note
        line = setter.sizes.leading(size)
        down = (self.height - line * len(self.codes)) / 2
        for place, code in enumerate(self.codes):
            setter.draw(
                document, cell, plain(code), left=x + CELL_PAD_PT, top=top - down - place * line,
                width=room - 2 * CELL_PAD_PT, size=size,
            )  # fmt: skip

    def _field(self, document: PdfDocument, cell: Owner, place: int, x: float, top: float) -> None:
        name, room = name_of_column(self.block.columns[place]), self.columns[place]
        if name == SIGNED:
            area = document.paper_area(x, top, room, self.height)
            document.signing[f"{self.person}.{SIGNED}"] = area
        elif name in columns_of(self.block):
            side, hint = self.setter.sizes.tick_box, f"{self.person}: {self.block.header[place]}"
            form, name = self.setter.owner("Form", cell, hint), box_of_row(self.person, name)
            left, down = x + (room - side) / 2, (self.height - side) / 2
            draw_tick_box(self.setter, document, form, name, hint=hint, x=left, top=top - down)
