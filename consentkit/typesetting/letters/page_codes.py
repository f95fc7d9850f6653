"""The QR code of a page, drawn as squares of ink."""

from functools import lru_cache

import segno

from consentkit.domain.letters.page_maps import MARK_HOLE_MM, MARK_SIDE_MM, Mark
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.pdf.tags import Element
from consentkit.typesetting.text.sizes import MM

SIDE_PT = 35 / 25.4 * 72
"""35 mm with level Q was read from every bad photograph of the trial; 28 mm with level M from 23 of 32."""

# ISO/IEC 18004: four modules.
_QUIET = 4


@lru_cache(maxsize=512)
def _squares(payload: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the modules of a side, and the dark stretches as row, first column, length."""
    rows = segno.make(payload, error="q", micro=False, boost_error=False).matrix
    stretches = []
    for number, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                stretches.append((number, start, end - start))
            start = max(end, start + 1)
    return len(rows), tuple(stretches)


def draw_code(document: PdfDocument, owner: Element | None, payload: str, x: float, top: float) -> None:
    """Draw the code with its quiet edge, left edge at `x`; without an `owner` it is an artifact."""
    count, stretches = _squares(payload)
    unit = SIDE_PT / (count + 2 * _QUIET)
    squares = " ".join(
        f"{x + (first + _QUIET) * unit:.3f} {top - (row + 1 + _QUIET) * unit:.3f} "
        f"{length * unit:.3f} {unit:.3f} re"
        for row, first, length in stretches
    )
    operators = f"q 0 g {squares} f Q"
    if owner is None:
        with document.artifact("Pagination"):
            document.write(operators)
        return
    figure = owner.add("Figure", alternative=f"QR: {payload}")
    figure.bounds = (x, top - SIDE_PT, x + SIDE_PT, top)
    with document.marked(figure):
        document.write(operators)


def quiet_pt(payload: str) -> float:
    """Return how wide the empty edge of the code is: it may hang into the margin."""
    return _QUIET * SIDE_PT / (_squares(payload)[0] + 2 * _QUIET)


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
