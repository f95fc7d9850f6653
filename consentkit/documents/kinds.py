"""Tell by its first bytes what a file inside a document is. Runs only in the document reader's process."""

from consentkit.documents.fonts import is_whole_font
from consentkit.domain.words.drafts import Holds

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_OTHER_PICTURES = (b"\0\0\0\x0cjP  ", b"\xffO\xffQ", b"8BPS", b"\0\0\1\0", b"II\xbc\x01")
"""JPEG 2000, Photoshop, icons and JPEG XR: the decoder says that it does not open them."""
_FONTS = (b"\0\1\0\0", b"OTTO", b"wOFF", b"wOF2", b"true", b"ttcf")
_FONT_ENDINGS = (".odttf", ".fntdata", ".ttf", ".otf", ".woff", ".woff2")
_DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0", b"\2\0\x09\0", b"%!PS", b"\xc5\xd0\xd3\xc6")
_DOCUMENTS = (b"PK\3\4", b"PK\5\6", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_SOUNDS = (
    b"ID3",
    b"OggS",
    b"\x1a\x45\xdf\xa3",
    b"fLaC",
    b"\xff\xfb",
    b"\xff\xf3",
    b"FORM",
    b"MThd",
    b"\0\0\1\xba",
)
_MARKS = (
    (_PICTURES, Holds.PICTURE),
    (_OTHER_PICTURES, Holds.PICTURE),
    (_DRAWINGS, Holds.DRAWING),
    (_DOCUMENTS, Holds.DOCUMENT),
    (_SOUNDS, Holds.SOUND_OR_FILM),
)
_EMF_MARK = slice(40, 44)
_BRAND = slice(4, 12)
_STILL_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def holds_of(data: bytes, name: str) -> Holds | None:
    """Return what a file that is no text holds; `None` for a font, which shows only letters."""
    if data.startswith(_FONTS) or name.lower().endswith(_FONT_ENDINGS):
        return None if is_whole_font(data, name) else Holds.UNKNOWN
    if data[_BRAND][:4] == b"ftyp":
        return Holds.PICTURE if data[_BRAND][4:] in _STILL_BRANDS else Holds.SOUND_OR_FILM
    if data.startswith(b"RIFF"):
        return Holds.PICTURE if data[8:12] == b"WEBP" else Holds.SOUND_OR_FILM
    return next((holds for marks, holds in _MARKS if data.startswith(marks)), _without_mark(data))


def _without_mark(data: bytes) -> Holds:
    return Holds.DRAWING if data[_EMF_MARK] == b" EMF" else Holds.UNKNOWN
