"""Looks into the file that is given as a signed letter: of which kind, whole, and not blank."""

from consentkit.domain.errors import InvalidInput

_PICTURES = (b"\xff\xd8", b"\x89PNG", b"%PDF", b"RIFF", b"II*\x00", b"MM\x00*", b"GIF8")
"""How JPEG, PNG, PDF, WebP, TIFF and GIF begin. HEIC and AVIF say it four bytes later."""
_ARCHIVE = b"PK\x03\x04"
"""DOCX, ODT and their like."""


def check_release_file(data: bytes | None) -> None:
    """Raise InvalidInput where the file of a signed letter holds nothing that anybody could have signed.

    A picture or PDF is opened, whole and not blank; a document opens; a typed letter has words. Any other
    kind is none.
    """
    if data is None:
        return
    if not data.strip():
        raise InvalidInput("picture-empty")
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        _check_pages(data)
    elif data.startswith(_ARCHIVE):
        _check_document(data)
    else:
        _check_words(data)


def _check_pages(data: bytes) -> None:
    from consentkit.imaging.paper.signed_letters import PageState, read_signed_pages

    pages = tuple(read_signed_pages(data, lambda _code: None))
    if not pages or any(page.state is PageState.DAMAGED for page in pages):
        raise InvalidInput("document-damaged")
    if all(page.is_blank for page in pages):
        raise InvalidInput("release-blank")


def _check_document(data: bytes) -> None:
    from consentkit.documents.documents import opened_document

    with opened_document(data):
        pass


def _check_words(data: bytes) -> None:
    """A typed letter has words; what is no text is no letter."""
    if b"\x00" in data:
        raise InvalidInput("release-kind-unknown")
    # One byte stands for one character where the letters are of an older code page.
    if not any(character.isalnum() for character in data.decode("utf-8", "replace").replace("\ufffd", "x")):
        raise InvalidInput("release-blank")
