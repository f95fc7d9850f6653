"""The words of a document of any kind that is looked into. Runs only in the document reader's process.

What is in the file and on no page, such as properties and form values, a person looks at as a part of it.
"""

import re
from functools import partial
from importlib import import_module
from typing import Any

from consentkit.documents.orders import order_of, relations_of
from consentkit.documents.prompts import layouts_in_use, shown_in_layout
from consentkit.documents.texts import is_page, is_rtf, is_text, without_bom
from consentkit.documents.words_read.pages import words_of_html, words_of_rtf, words_of_xml
from consentkit.documents.zip_files import Archive, format_of
from consentkit.imaging.opening.decoding import Refusal

MAX_WORDS_BYTES = 9_000_000
"""More is not searched: it is a few books. Chosen by eye."""

_PAGES = (".xhtml", ".html", ".htm")
_WORDS_IN = (".xml", *_PAGES, ".opf", ".ncx", ".srt", ".vtt", ".txt")
_NO_WORDS = re.compile(
    r"\[Content_Types\]\.xml|(?:.*/)?_rels/.*|docProps/.*|customXml/.*|META-INF/.*|meta\.xml|settings\.xml"
    r"|manifest\.(?:xml|rdf)"
    r"|(?:word|ppt|xl)/(?:styles\w*|settings|webSettings|fontTable|numbering|presProps|viewProps|tableStyles|theme/.*"
    r"|stylesWithEffects|commentsExtended|commentsIds|people|presentation|slideMasters/.*|slideLayouts/.*|glossary/styles.*)(?:\.xml)?"
)
"""How it looks, and what is asked about as a part of its own: properties, people who wrote comments."""


def words_of(data: bytes) -> str:
    """Return the words of a document that was looked into. Raises Refusal, or what damage makes raise."""
    words = _words_of(data)
    if len(words.encode()) > MAX_WORDS_BYTES:
        raise Refusal("draft-unpacks-too-large")
    return words


def _words_of(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return _words_of_pdf(data)
    if data.startswith(b"PK"):
        return _words_of_zip(Archive(data))
    if not is_text(data):
        raise Refusal("draft-format-unknown")
    return _words_of_text(without_bom(data))


def _words_of_text(text: bytes) -> str:
    if is_rtf(text):
        return words_of_rtf(text)
    try:
        said = text.decode()
    except UnicodeDecodeError:
        raise Refusal("draft-damaged") from None
    if is_page(said):
        return words_of_html(said)
    # Markdown, and tags in it: what stands between the signs is read too.
    return said.replace("\r\n", "\n")


def _words_of_zip(archive: Archive) -> str:
    order = order_of(format_of(archive), archive.text, archive.names)
    members = (*order.locations, *archive.names)
    named = [name for name in dict.fromkeys(members) if name in archive.names and _holds_words(name)]
    found = [_words_of_member(archive.text(name), name.lower()) for name in named]
    in_use = layouts_in_use(archive.names, partial(relations_of, archive.text))
    for name in sorted(in_use & set(archive.names)):
        found += shown_in_layout(archive.text(name))
    return "\n\n".join(words for words in found if words)


def _holds_words(name: str) -> bool:
    return name.lower().endswith(_WORDS_IN) and not _NO_WORDS.fullmatch(name)


def _words_of_member(text: bytes, name: str) -> str:
    if name.endswith(_PAGES):
        return words_of_html(text.decode("utf-8", "replace"))
    if name.endswith((".xml", ".opf", ".ncx")):
        return words_of_xml(text)
    return text.decode("utf-8", "replace")


def _words_of_pdf(data: bytes) -> str:
    pages = pages_of_pdf(data)
    return "\n\n".join(page.replace("\r\n", "\n").replace("\ufffe", "-\n") for page in pages)


def pages_of_pdf(data: bytes) -> list[str]:
    """Return the text of each page of a PDF; U+FFFE stands where a word is parted at a line's end."""
    pdfium: Any = import_module("pypdfium2")
    return [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data)]
