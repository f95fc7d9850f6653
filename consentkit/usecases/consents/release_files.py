"""Looks into the file that is given as a signed letter: of which kind, whole, and not blank."""

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from consentkit.domain.errors import InvalidInput
from consentkit.domain.words.drafts import DraftFormat, Location

if TYPE_CHECKING:
    from consentkit.imaging.paper.signed_letters import SignedPage

_PICTURES = (b"\xff\xd8", b"\x89PNG", b"%PDF", b"RIFF", b"II*\x00", b"MM\x00*", b"GIF8")
"""How JPEG, PNG, PDF, WebP, TIFF and GIF begin. HEIC and AVIF say it four bytes later."""
_WRITTEN = frozenset({DraftFormat.DOCX, DraftFormat.OPEN_DOCUMENT})
"""Documents in which a letter is written; slides, books and sheets are none."""
_MARKUP = re.compile(r"(?is)<(script|style|head|title)\b.*?</\1>|<!--.*?-->|<[^>]*>")
_RTF_TABLES = r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info)(?:[^{}]|\{[^{}]*\})*\}"
_RTF_SETTINGS = re.compile(_RTF_TABLES + r"|\\[a-z]+-?\d* ?")
"""Of RTF: the tables before its words, and each order; a letter that is written as `\\'e9` stays."""
_SLIDES, _HEAD_BYTES = b"opendocument.presentation", 200
_ARCHIVE = b"PK\x03\x04"
"""DOCX, ODT and their like."""


def check_release_file(data: bytes | None) -> frozenset[str]:
    """Raise InvalidInput where the file of a signed letter holds nothing that anybody could have signed.

    A picture or PDF is opened, whole and not blank; a document opens; a typed letter has words. Any other
    kind is none. Returns the codes of the letters that are printed on its pages.
    """
    if data is None:
        return frozenset()
    if not data.strip():
        raise InvalidInput("picture-empty")
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        return _check_pages(data)
    if data.startswith(_ARCHIVE):
        return _check_document(data)
    _check_words(data)
    return frozenset()


def _check_pages(data: bytes) -> frozenset[str]:
    from consentkit.imaging.paper.signed_letters import PageState, read_signed_pages

    pages = tuple(read_signed_pages(data, lambda _code: None))
    if not pages or any(page.state is PageState.DAMAGED for page in pages):
        raise InvalidInput("document-damaged")
    if all(page.is_blank for page in pages):
        raise InvalidInput("release-blank")
    return _letters_on(pages)


def _letters_on(pages: Iterable["SignedPage"]) -> frozenset[str]:
    return frozenset(page.code.letter for page in pages if page.code and page.code.letter)


def _check_document(data: bytes) -> frozenset[str]:
    """A written document has words, or a picture of the letter on which something stands."""
    from consentkit.documents.documents import opened_document

    with opened_document(data) as document:
        # An archive of this kind names what it is at its very beginning.
        if document.format not in _WRITTEN or _SLIDES in data[:_HEAD_BYTES]:
            raise InvalidInput("release-kind-unknown")
        has_words = document.has_words
        own = [part for part in document.parts if part.location is not Location.PREVIEW]
        pictures = [found[0] for part in own if (found := document.picture_in(part)) is not None]
    pages = [page for picture in pictures for page in _pages_of(picture)]
    if not has_words and not any(_shows_something(page) for page in pages):
        raise InvalidInput("release-blank")
    return _letters_on(pages)


def _pages_of(picture: bytes) -> Iterable["SignedPage"]:
    from consentkit.imaging.paper.signed_letters import read_signed_pages

    return read_signed_pages(picture, lambda _code: None)


def _shows_something(page: "SignedPage") -> bool:
    from consentkit.imaging.paper.signed_letters import PageState

    return page.state is not PageState.DAMAGED and not page.is_blank


def _check_words(data: bytes) -> None:
    """A typed letter has words; what is no text is no letter."""
    if b"\x00" in data:
        raise InvalidInput("release-kind-unknown")
    # One byte stands for one character where the letters are of an older code page.
    text = data.decode("utf-8", "replace").replace("\ufffd", "x")
    if text.lstrip().startswith("{\\rtf"):
        text = _RTF_SETTINGS.sub(" ", text)
    elif text.lstrip().startswith("<"):
        text = html.unescape(_MARKUP.sub(" ", text))
    if not any(character.isalnum() for character in text):
        raise InvalidInput("release-blank")
