"""PDF objects written at once: a letter has hundreds of tags, and reportlab's dictionaries are slow."""

from collections.abc import Callable

from reportlab.pdfbase import pdfdoc

from consentkit.typesetting.pdf import reportlab_writer

Build = Callable[[pdfdoc.PDFDocument], str]


class RawObject(pdfdoc.PDFObject):  # type: ignore[misc] # reportlab has no types
    """An object that is written when the file is, after every object has its number."""

    __RefOnly__ = 1

    def __init__(self, build: Build) -> None:
        self._build = build

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the object's bytes; reportlab calls this."""
        return self._build(document).encode("latin-1")


def text_string(text: str) -> str:
    """Return a text string as PDF writes it, in any script."""
    if text.isascii() and text.isprintable() and not set("()\\") & set(text):
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def reference(document: pdfdoc.PDFDocument, name: str) -> str:
    """Return the reference to an object that was registered under a name."""
    number, version = reportlab_writer.number_of(document, name)
    return f"{number} {version} R"
