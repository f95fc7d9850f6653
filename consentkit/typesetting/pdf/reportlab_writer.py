"""All that is used of reportlab's writer without being its public interface, in one place.

pyproject.toml allows one minor version of reportlab at a time because of this module: read it again, and
compare a letter's bytes, before another one is allowed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas


class DelayedFont(Protocol):
    """A font that writes its objects when the document is saved."""

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802 (reportlab's name)
        """Write the font's objects."""


def document_of(canvas: Canvas) -> pdfdoc.PDFDocument:
    """Return the document that a canvas writes."""
    return canvas._doc


def begin_pages_without_font(canvas: Canvas) -> None:
    """Begin no page with Helvetica, as reportlab's own preamble does: it would not be embedded."""
    canvas._preamble = "1 0 0 1 0 0 cm"


def write(canvas: Canvas, operators: str) -> None:
    """Add PDF operators to the page under way."""
    canvas._code.append(operators)


@contextmanager
def collected(canvas: Canvas) -> Iterator[list[str]]:
    """Collect the operators that are written inside instead of drawing them on the page."""
    kept, canvas._code = canvas._code, []
    yield cast("list[str]", canvas._code)
    canvas._code = kept


def add_annotation(canvas: Canvas, annotation: pdfdoc.PDFObjectReference) -> None:
    """Add an annotation to the page under way; `canvas.acroForm` would draw its own, in Helvetica."""
    canvas._annotationrefs.append(annotation)


def last_page(canvas: Canvas) -> pdfdoc.PDFPage:
    """Return the page that was closed last."""
    return document_of(canvas).Pages.pages[-1]


def allow_entries(target: pdfdoc.PDFObject, *names: str) -> None:
    """Have an object's further entries written: reportlab writes only those that its class names."""
    target.__NoDefault__ = [*target.__NoDefault__, *names]


def add_font(document: pdfdoc.PDFDocument, font: DelayedFont, *, name: str, key: str) -> None:
    """Let a font of ours be used as `name`. It is asked for its objects when all that was drawn is known."""
    document.fontMapping[key] = f"/{name}"
    document.delayedFonts.append(font)


def add_font_resource(document: pdfdoc.PDFDocument, name: str, font: pdfdoc.PDFObjectReference) -> None:
    """Put a font among those that every page may use; poppler wants a reference, not the dictionary."""
    document.idToObject["BasicFonts"].dict[name] = font


def number_of(document: pdfdoc.PDFDocument, name: str) -> tuple[int, int]:
    """Return number and version of an object that was registered under a name."""
    number, version = document.idToObjectNumberAndVersion[name]
    return int(number), int(version)
