"""The words that a reader of a document sees, of any kind that is looked into.

Runs only in the document reader's process. What it leaves out is told as a part of the document; what it
cannot know to be hidden, such as white words, is in it for a person to see.
"""

from consentkit.documents.clean.office import NotesReader, OfficeReader, OpenDocumentReader, headings_of
from consentkit.documents.clean.pages import (
    blocks_of_html,
    blocks_of_markdown,
    blocks_of_pages,
    blocks_of_rtf,
)
from consentkit.documents.orders import order_of
from consentkit.documents.texts import is_page, is_rtf, is_text, without_bom
from consentkit.documents.words_read.files import pages_of_pdf
from consentkit.documents.zip_files import Archive, format_of
from consentkit.domain.words.blocks import Block
from consentkit.domain.words.drafts import DraftFormat
from consentkit.imaging.opening.decoding import Refusal

_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_HIDDEN_SLIDE = b'show="0"'


def blocks_of(data: bytes) -> list[Block]:
    """Return the words of a document that was looked into. Raises Refusal, or what damage makes raise."""
    if b"%PDF-" in data[:1024]:
        return _of_pdf(data)
    if data.startswith(b"PK"):
        return _of_zip(Archive(data))
    if not is_text(data):
        raise Refusal("draft-format-unknown")
    text = without_bom(data)
    return blocks_of_rtf(text) if is_rtf(text) else _of_text(text)


def _of_text(text: bytes) -> list[Block]:
    try:
        said = text.decode()
    except UnicodeDecodeError:
        raise Refusal("draft-damaged") from None
    return blocks_of_html(said) if is_page(said) else blocks_of_markdown(said)


def _of_zip(archive: Archive) -> list[Block]:
    kind = format_of(archive)
    if kind is DraftFormat.DOCX:
        return _of_docx(archive)
    if kind is DraftFormat.OPEN_DOCUMENT:
        return OpenDocumentReader().read(archive.text("content.xml"))
    order = order_of(kind, archive.text, archive.names)
    pages = [name for name in order.locations if name in archive.names]
    if kind is DraftFormat.PPTX:
        slides = [archive.text(name) for name in pages if name.startswith("ppt/slides/slide")]
        return [block for slide in slides if _is_shown(slide) for block in OfficeReader().read(slide)]
    chapters = [name for name in pages if name.lower().endswith((".xhtml", ".html", ".htm"))]
    return [
        block for name in chapters for block in blocks_of_html(archive.text(name).decode("utf-8", "replace"))
    ]


def _is_shown(slide: bytes) -> bool:
    return _HIDDEN_SLIDE not in slide[:2000].replace(b"'", b'"')


def _of_docx(archive: Archive) -> list[Block]:
    styles = headings_of(archive.text("word/styles.xml")) if "word/styles.xml" in archive.names else {}
    blocks = OfficeReader(styles).read(archive.text("word/document.xml"))
    for name in _NOTES:
        if name in archive.names:
            blocks += NotesReader().read(archive.text(name))
    return blocks


def _of_pdf(data: bytes) -> list[Block]:
    return blocks_of_pages([page.replace("\ufffe", "-") for page in pages_of_pdf(data)])
