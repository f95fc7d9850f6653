"""Name a file that is not opened by its first bytes, so that whoever has it knows what to do with it."""

import re

from consentkit.domain.errors import InvalidInput

# Formats that telephones, cameras, browsers and office programs write.
_CUT = "AVIF, HEIC (.avif, .heic)"
"""Pictures that are opened while they are whole; they begin as films do."""

_PICTURES = (
    (rb".{4}ftyp(?:avi[fs]|hei[cmsx]|hev[cmsx]|mif1|msf1)", _CUT),
    (rb"\xff\x0a|\x00{3}\x0cJXL ", "JPEG XL (.jxl)"),
    (rb"\x00{3}\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000 (.jp2)"),
    (rb"BM", "BMP (.bmp)"),
    (rb"\x00\x00[\x01\x02]\x00", "ICO (.ico)"),
    (rb"8BPS", "Photoshop (.psd)"),
    (rb"II\xbc\x01", "JPEG XR (.jxr)"),
    (rb"FUJIFILMCCD-RAW|.{4}ftypcrx|II[RU]|\x00MRM|FOVb", "RAW (.cr3, .raf, .orf, .x3f)"),
    (rb"(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!--|!DOCTYPE svg).{0,2000})?<(?:\w+:)?svg\b", "SVG (.svg)"),
)  # fmt: skip
_FILMS = (
    (rb"RIFF.{4}AVI ", "AVI (.avi)"),
    (rb"\x00\x00\x01[\xba\xb3]", "MPEG (.mpg)"),
    (rb"\x47.{187}\x47|.{4}\x47.{191}\x47", "MPEG-TS (.ts, .mts)"),
    (rb"FLV\x01", "Flash (.flv)"),
    (rb"\x30\x26\xb2\x75", "Windows Media (.wmv)"),
    (rb"OggS", "Ogg (.ogv)"),
    (rb"\x1a\x45\xdf\xa3", "Matroska (.mkv)"),
    (rb".{4}ftyp|.{4}(?:moov|mdat|wide)", "MP4, MOV (.mp4, .mov)"),
)
_DOCUMENTS = (
    (rb"bplist00", "Safari webarchive (.webarchive)"),
    (
        rb"(?:From: <Saved by |(?:[A-Za-z-]+: [^\n]*\n){0,40}MIME-Version: )",
        "MHTML, EML (.mht, .mhtml, .eml)",
    ),
    (rb"\s*\{\s*\"(?:url|doc_id|resource_id)\"", "Google Docs (.gdoc)"),
    (rb"\xffWPC", "WordPerfect (.wpd)"),
    (rb"PK.{0,4000}?(?:Index/Document\.iwa|Index\.zip|index\.apxl)", "Apple Pages, Keynote (.pages, .key)"),
    (rb"PK.{0,4000}?(?:xl/|opendocument\.spreadsheet)", "XLSX, ODS (.xlsx, .ods)"),
    (rb"\xd0\xcf\x11\xe0", "DOC, XLS, PPT (.doc, .xls, .ppt)"),
)
_ANYTHING = (*_PICTURES, *_FILMS, *_DOCUMENTS, (rb"%PDF-", "PDF (.pdf)"), (rb"PK\x03\x04", "ZIP (.zip)"))
_COMPILED = tuple((re.compile(mark, re.DOTALL), name) for mark, name in _ANYTHING)
_LOOKED_AT = 8192
_NAMED = {
    "picture-format-unknown": "picture-format-named",
    "video-format-unknown": "video-format-named",
    "draft-format-unknown": "draft-format-named",
}


def name_of(data: bytes) -> str | None:
    """Return what the world calls this kind of file, with its usual endings; `None` where nobody knows."""
    head = bytes(data[:_LOOKED_AT])
    return next((name for mark, name in _COMPILED if mark.match(head)), None)


def unknown_format(code: str, data: bytes) -> InvalidInput:
    """Return the error about a file that is not opened: of this code, or the one that names it (format)."""
    name = name_of(data)
    if name == _CUT and code == "picture-format-unknown":
        return InvalidInput("picture-damaged")
    return InvalidInput(_NAMED[code], format=name) if name else InvalidInput(code)


def is_mail(text: bytes) -> bool:
    """Tell whether a text is a mail or a saved web page that hides its parts behind codes."""
    name = name_of(text)
    return name is not None and name.startswith("MHTML")
