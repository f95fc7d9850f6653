"""The document reader's process: read a document from stdin, answer what stands in it, then each picture.
It holds no keys, and may not write a file.
"""

import json
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from consentkit.documents.clean.reading import blocks_of
from consentkit.documents.hidden_words import hidden_in_text, shown_in_text
from consentkit.documents.kinds import holds_of
from consentkit.documents.names.told import Names
from consentkit.documents.pdfs.pdf_files import open_pdf
from consentkit.documents.texts import in_text, is_text, lying_elsewhere, without_bom
from consentkit.documents.values import Found, Opened
from consentkit.documents.words_read.files import words_of
from consentkit.documents.zip_files import open_zip
from consentkit.domain.words.drafts import DraftFormat, Holds, Location
from consentkit.imaging.formats.names import is_mail
from consentkit.imaging.opening.decoding import Refusal
from consentkit.imaging.opening.service import prepare
from consentkit.sandbox.limits import MAX_FILE_BYTES
from consentkit.sandbox.serving import Content, Service

R = TypeVar("R")

# Each is looked at by a person or becomes a picture to settle: nobody settles more. Chosen by eye.
MAX_PARTS = 1000
_MAX_REQUEST_BYTES = 10_000
# PDF 1.7, annex H, note 13: readers look for the header within the first 1024 bytes.
_PDF_HEAD_BYTES = 1024
_OLD_KIND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def service() -> Service:
    """Answer a request and the document, answered by JSON and bytes."""
    return Service(_Reader().answer, (_MAX_REQUEST_BYTES, MAX_FILE_BYTES), prepare=prepare)


class _Reader:
    """Answers requests, and keeps the parts of the document that was opened last."""

    def __init__(self) -> None:
        self._parts: tuple[Found, ...] = ()
        self._data = b""

    def answer(self, request: bytes, data: bytes) -> tuple[dict[str, Any], Content]:
        """Return nothing but a refusal, and what was asked for."""
        asked = json.loads(request)
        try:
            if asked["do"] == "words":
                return {}, _words(self._data)
            if asked["do"] == "blocks":
                return {}, json.dumps(_undamaged(blocks_of, self._data)).encode()
            if asked["do"] != "open":
                return {}, _taken(self._parts[asked["part"]])
            opened = look_into(data)
        except Refusal as refusal:
            return {"refusal": refusal.code}, b""
        self._parts, self._data = opened.parts, data
        return {}, json.dumps(_listed(opened)).encode()


def look_into(data: bytes) -> Opened:
    """Return what stands in a document; raise Refusal: whatever goes wrong, it is not used."""
    try:
        with warnings.catch_warnings():
            # A library that warns has guessed.
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", DeprecationWarning)
            opened = _look_into(data)
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  hostile files raise anything; each way means the same
        raise Refusal("draft-damaged") from None
    if len(opened.parts) > MAX_PARTS:
        raise Refusal("draft-too-many-parts")
    return opened


def _look_into(data: bytes) -> Opened:
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return open_pdf(data)
    if data.startswith(b"PK"):
        return open_zip(data)
    if data.startswith(_OLD_KIND):
        raise Refusal("draft-has-password" if _ENCRYPTED_OFFICE in data else "draft-format-old")
    if is_mail(data):
        raise Refusal("draft-format-unknown")
    if is_text(data):
        text = without_bom(data)
        found = [
            Found(Location.PICTURE, number, holds, take)
            for number, (holds, take) in enumerate(in_text(text, ""), start=1)
        ]
        found += [
            Found(Location.PICTURE, number, holds)
            for number, holds in enumerate(lying_elsewhere(text), start=len(found) + 1)
        ]
        names = Names(shown_in_text(text))
        found += [Found(Location.FILE, 1, holds) for holds in names.apart(hidden_in_text(text))]
        found += names.parts()
        return Opened(DraftFormat.TEXT, 0, tuple(found))
    is_picture = holds_of(data, "") is Holds.PICTURE
    raise Refusal("draft-is-picture" if is_picture else "draft-format-unknown")


def _listed(opened: Opened) -> dict[str, Any]:
    parts = [[one.location, one.position, one.holds, one.words] for one in opened.parts]
    told = {"format": opened.format, "pages": opened.pages, "parts": parts}
    return told | {"has_words": opened.has_words}


def _taken(found: Found) -> bytes:
    if found.take is None:
        raise Refusal("picture-damaged")
    try:
        return found.take()
    except Exception:  # noqa: BLE001  see above
        raise Refusal("picture-damaged") from None


def _words(data: bytes) -> bytes:
    return _undamaged(words_of, data).encode("utf-8", "replace")


def _undamaged(read: Callable[[bytes], R], data: bytes) -> R:
    try:
        return read(data)
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  see above
        raise Refusal("draft-damaged") from None
