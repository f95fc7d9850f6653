"""Form fields with looks of our own: a viewer needs no font and shapes nothing."""

from reportlab.pdfbase import pdfdoc

from consentkit.domain.letters.letters import Words
from consentkit.typesetting.letters.pieces import Owner
from consentkit.typesetting.letters.setters import Setter
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.pdf.raw_objects import reference, text_string

# PDF 1.7, table 221, bit 1.
_READ_ONLY = 1
# Corners of the tick in shares of its box, from the foot. Drawn by eye.
_TICK = ((0.18, 0.52), (0.40, 0.24), (0.84, 0.82))
_INSET_PT = 3.0


def field_name(identifier: str) -> str:
    """Return the name of a field: a full stop would make a tree of fields."""
    return identifier.replace(".", "-")


def tick_box(
    document: PdfDocument, owner: Owner, name: str, hint: str, *, x: float, top: float, side: float
) -> None:
    """Add a tick box that can be ticked on a screen; never ticked already. Its outline is the page's."""
    first, *rest = ((right * side, up * side) for right, up in _TICK)
    lines = " ".join(f"{right:.2f} {up:.2f} l" for right, up in rest)
    tick = f"q {side * 0.13:.2f} w 1 J 1 j 0 G {first[0]:.2f} {first[1]:.2f} m {lines} S Q"
    yes = document.form_object(tick, side, side)
    off = document.form_object("q Q", side, side)

    def entries(pdf: pdfdoc.PDFDocument) -> str:
        return (
            f"/FT /Btn /TU {text_string(hint)} /V /Off /AS /Off "
            f"/AP << /N << /Yes {reference(pdf, yes)} /Off {reference(pdf, off)} >> >>"
        )

    document.add_field(owner.element(document), field_name(name), _corners(x, top, side, side), entries)


def filled_field(
    document: PdfDocument,
    owner: Owner,
    setter: Setter,
    name: str,
    *,
    hint: str,
    words: Words,
    x: float,
    top: float,
    width: float,
    size: float,
) -> None:
    """Add a field with its value, shaped here: read-only, because a viewer would type without shaping."""
    height = setter.height(words, width - 2 * _INSET_PT, size)
    paragraph = setter.words(words)
    with document.apart() as operators:
        document.write("/Tx BMC q 0 g")
        setter.draw_inside(
            document, words, left=_INSET_PT, top=height, width=width - 2 * _INSET_PT, size=size
        )
        document.write("Q EMC")
    font = document.font(setter.setting.chain.first).name
    look = document.form_object("\n".join(operators), width, height)

    def entries(pdf: pdfdoc.PDFDocument) -> str:
        return (
            f"/FT /Tx /Ff {_READ_ONLY} /TU {text_string(hint)} /V {text_string(paragraph.text)} "
            f"/DA (/{font} {size:g} Tf 0 g) /AP << /N {reference(pdf, look)} >>"
        )

    document.add_field(owner.element(document), field_name(name), _corners(x, top, width, height), entries)


def _corners(x: float, top: float, width: float, height: float) -> str:
    return f"{x:.3f} {top - height:.3f} {x + width:.3f} {top:.3f}"
