"""The letterhead on a letter's first page: the logo, and beside it whose letter it is."""

import io

from reportlab.lib.utils import ImageReader

from consentkit.domain.letters.letterheads import Letterhead
from consentkit.domain.letters.letters import Run
from consentkit.typesetting.letters.pieces import Piece
from consentkit.typesetting.letters.setters import Setter
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.text.sizes import MM

# Large enough for a logo with a word in it, small enough to leave the page to the letter. By eye.
_LOGO_PT = (42 * MM, 14 * MM)
_GAP_PT = 4 * MM
_BELOW_PT = 2.5 * MM


def letterhead(setter: Setter, head: Letterhead, width: float) -> list[Piece]:
    """Return the letterhead as one piece, above the organisation's name and the letter's title."""
    logo = ImageReader(io.BytesIO(head.logo_png)) if head.logo else None
    drawn = _fitted(*logo.getSize()) if logo else (0.0, 0.0)
    offset = drawn[0] + _GAP_PT if logo else 0.0
    room, size = width - offset, setter.sizes.note
    # Values are isolated: an address in Latin letters keeps its order in a letter from right to left.
    words = [(Run(text=head.name, is_value=True, is_strong=True),)] if head.name else []
    words += [(Run(text=line, is_value=True),) for line in (head.address, head.telephone) if line]
    height = max(drawn[1], sum(setter.height(line, room, size) for line in words)) + _BELOW_PT

    def draw(document: PdfDocument, left: float, top: float) -> None:
        if logo:
            x = setter.across(left, width, 0, drawn[0])
            figure = setter.owner("Figure", None, head.name or "Logo").element(document)
            figure.bounds = (x, top - drawn[1], x + drawn[0], top)
            with document.marked(figure):
                document.canvas.drawImage(logo, x, top - drawn[1], *drawn)
        y = top
        for line in words:
            at = setter.across(left, width, offset, room)
            setter.draw(document, setter.owner("P"), line, left=at, top=y, width=room, size=size)
            y -= setter.height(line, room, size)

    return [Piece(height, draw)]


def _fitted(width_px: int, height_px: int) -> tuple[float, float]:
    scale = min(_LOGO_PT[0] / width_px, _LOGO_PT[1] / height_px)
    return width_px * scale, height_px * scale
