"""The pages of a certificate: written from the top down, going on where they are full."""

from contextlib import suppress

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.letters import Run
from consentkit.typesetting.pdf import reportlab_writer
from consentkit.typesetting.pdf.fonts import PdfFont
from consentkit.typesetting.pdf.qr_codes import code_operators
from consentkit.typesetting.pdf.text import draw_line
from consentkit.typesetting.text.fonts import FontFace, Fonts, chain_for
from consentkit.typesetting.text.paragraphs import Paragraph, Setting, paragraph

_WIDTH, _HEIGHT = A4
# A4 with small type, made to be filed rather than read aloud. Measures by eye.
_MARGIN = 40.0
PLAIN, BOLD, FIXED = "Helvetica", "Helvetica-Bold", "Courier"
_BODY_PT, SMALL_PT = 9.0, 7.0
_NAME_PT = 10.0
_LINE = 1.3
# For any script: marks above and below the letters, and Nastaliq's slope.
_ANY_LINE = 1.8
_MOST_COLUMNS = 8
_GUTTER_PT = 6.0
FOOT_PT = 40.0
_PAGE_FOOT_PT = 12.0
# 61 modules and the quiet edge, a third wider than those of a letter's code.
_CODE_PT = 40 / 25.4 * 72
# Where a list in columns would be smaller than this it goes to a page of its own.
_LEAST_COLUMN_PT = 5.0


class Sheet:
    """Pages that are written from the top down; what does not fit goes on to the next."""

    def __init__(self, canvas: Canvas, fonts: Fonts, foot: str) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self.page = 1
        self.y = _HEIGHT - _MARGIN
        self._foot = foot
        self._embedded: dict[FontFace, PdfFont] = {}

    def write(self, operators: str) -> None:
        """Add PDF operators to the page."""
        reportlab_writer.write(self.canvas, operators)

    def font(self, font_face: FontFace) -> PdfFont:
        """Return a font face of ours, embedded."""
        if font_face not in self._embedded:
            self._embedded[font_face] = PdfFont(
                font_face, reportlab_writer.document_of(self.canvas), len(self._embedded) + 1
            )
        return self._embedded[font_face]

    def shaped_line(self, words: Paragraph, *, size: float, right: float) -> None:
        """Write words of any script, on as many lines as they need."""
        for line in words.lines((right - _MARGIN) / size):
            self.down(size * _ANY_LINE)
            draw_line(self, words, line, x=_MARGIN, y=self.y, size=size)

    def text(self, words: str, *, font: str = PLAIN, size: float = _BODY_PT, x: float = _MARGIN) -> None:
        """Write words where the page has come to."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, words)

    def line(self, words: str, *, font: str = PLAIN, size: float = _BODY_PT) -> None:
        """Write one line, on the next page where this one is full."""
        self.need(size * 1.35)
        self.down(size * 1.35)
        self.text(words, font=font, size=size)

    def words(self, words: str, *, size: float = _BODY_PT, right: float = _WIDTH - _MARGIN) -> None:
        """Write words on as many lines as they need."""
        for line in simpleSplit(words, PLAIN, size, right - _MARGIN):
            self.line(line, size=size)

    def heading(self, words: str) -> None:
        """Write a heading, with room for a line below."""
        self.need(36)
        self.down(9)
        self.line(words, font=BOLD, size=9.5)
        self.canvas.setLineWidth(0.4)
        self.canvas.line(_MARGIN, self.y - 3, _WIDTH - _MARGIN, self.y - 3)
        self.down(4)

    def down(self, points: float) -> None:
        """Leave so much empty; pt."""
        self.y -= points

    def need(self, points: float) -> None:
        """Begin another page where so much is not left of this one."""
        if self.y - points < _MARGIN + _PAGE_FOOT_PT:
            self.next_page()

    def next_page(self) -> None:
        """Begin another page."""
        self.end_page()
        self.page += 1
        self.y = _HEIGHT - _MARGIN

    def end_page(self) -> None:
        """Write the page's foot and close it."""
        self.y = _MARGIN
        self.text(self._foot.format(page=self.page), size=SMALL_PT)
        self.canvas.showPage()

    def code(self, payload: str) -> tuple[float, float]:
        """Draw a code at the right edge; return where the room left of it ends, and the code's foot; pt."""
        left = _WIDTH - _MARGIN - _CODE_PT
        self.write(code_operators(payload, "m", x=left, top=self.y, side_pt=_CODE_PT))
        return left, self.y - _CODE_PT

    def name(self, name: str, *, right: float) -> None:
        """Write the name; one with a letter that no font has is left out, never boxed."""
        if not name:
            return
        if _is_latin(name):
            for line in simpleSplit(name, PLAIN, _NAME_PT, right - _MARGIN):
                self.line(line, size=_NAME_PT)
            return
        setting = Setting(chain_for(self.fonts, "en", "Latn"), "en", "Latn", is_right_to_left=False)
        with suppress(InvalidInput):
            # A value is isolated: a name from right to left is written so, whatever stands around it.
            words = paragraph((Run(text=name, is_value=True),), setting)
            self.shaped_line(words, size=_NAME_PT, right=right)

    def columns(self, items: list[str]) -> None:
        """Show every item whole, in as many columns as make the letters largest."""
        if not items:
            return
        width_per_pt = max(stringWidth(item, PLAIN, 1) for item in items)

        def size_in(columns: int) -> float:
            height = self.y - _MARGIN - FOOT_PT - _PAGE_FOOT_PT
            rows = -(-len(items) // columns)
            room = (_WIDTH - 2 * _MARGIN) / columns - _GUTTER_PT
            return float(min(SMALL_PT, height / rows / _LINE, room / width_per_pt))

        if max(map(size_in, range(1, _MOST_COLUMNS + 1))) < _LEAST_COLUMN_PT:
            self.next_page()
        columns = max(range(_MOST_COLUMNS, 0, -1), key=size_in)
        size, rows = size_in(columns), -(-len(items) // columns)
        top, step = self.y - size * _LINE, (_WIDTH - 2 * _MARGIN) / columns
        for number, item in enumerate(items):
            self.y = top - (number % rows) * size * _LINE
            self.text(item, size=size, x=_MARGIN + (number // rows) * step)
        self.y = top - (rows - 1) * size * _LINE


def _is_latin(words: str) -> bool:
    """Tell whether the letters that every reader of PDF has are enough."""
    try:
        words.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
