"""The QR code of a page, drawn as squares of ink."""

from consentkit.domain.letters.page_maps import (
    MARK_HOLE_MM,
    MARK_SIDE_MM,
    SECOND_FOOT_MM,
    SECOND_SIDE_MM,
    Mark,
)
from consentkit.typesetting.pdf import qr_codes
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.pdf.tags import Element
from consentkit.typesetting.text.sizes import MM

SIDE_PT = 35 / 25.4 * 72
"""35 mm with level Q was read from every bad photograph of the trial; 28 mm with level M from 23 of 32."""


def draw_code(document: PdfDocument, owner: Element | None, payload: str, x: float, top: float) -> None:
    """Draw the code with its quiet edge, left edge at `x`; without an `owner` it is an artifact."""
    operators = qr_codes.code_operators(payload, "q", x=x, top=top, side_pt=SIDE_PT)
    if owner is None:
        with document.artifact("Pagination"):
            document.write(operators)
        return
    figure = owner.add("Figure", alternative=f"QR: {payload}")
    figure.bounds = (x, top - SIDE_PT, x + SIDE_PT, top)
    with document.marked(figure):
        document.write(operators)


SECOND_PT = SECOND_SIDE_MM * MM
SECOND_QUIET_PT = 1.8 * MM
"""Four modules of the small mark."""


def draw_second_mark(document: PdfDocument, payload: str, x: float, foot: float) -> None:
    """Draw the small mark's dark square above `foot`, left edge at `x`; what stands around it is bare."""
    whole = SECOND_PT * (_SECOND_MODULES + 2 * qr_codes.QUIET) / _SECOND_MODULES
    edge = (whole - SECOND_PT) / 2
    top = foot + SECOND_FOOT_MM * MM + SECOND_PT + edge
    with document.artifact("Pagination"):
        document.write(qr_codes.code_operators(payload, "m", x=x - edge, top=top, side_pt=whole))


_SECOND_MODULES = 21


def quiet_pt(payload: str) -> float:
    """Return how wide the empty edge of the code is: it may hang into the margin."""
    return qr_codes.quiet_pt(payload, "q", SIDE_PT)


def draw_marks(document: PdfDocument, marks: tuple[Mark, ...], page_height: float) -> None:
    """Draw the squares near the corners, by which a photograph of the page is laid straight."""
    half, hole = MARK_SIDE_MM / 2 * MM, MARK_HOLE_MM / 2 * MM
    with document.artifact("Pagination"):
        for mark in marks:
            x, y = mark.x_mm * MM, page_height - mark.y_mm * MM
            document.write(f"q 0 g {_square(x, y, half)} f Q")
            if mark.is_hollow:
                document.write(f"q 1 g {_square(x, y, hole)} f Q")


def _square(x: float, y: float, half: float) -> str:
    return f"{x - half:.3f} {y - half:.3f} {2 * half:.3f} {2 * half:.3f} re"
