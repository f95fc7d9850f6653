"""Pictures and drawings that stand inside text: data addresses, SVG, long runs of code. Runs only in the
document reader's process.
"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote_to_bytes

from consentkit.documents.values import Take
from consentkit.domain.words.drafts import Holds
from consentkit.imaging.opening.decoding import Refusal

# Text has tabs, line ends, form feeds and, in old RTF, escapes; any other control is binary.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DATA_ADDRESS = re.compile(rb"data:([a-zA-Z]+/[a-zA-Z0-9.+-]+)[^,\"'<>]{0,200}?(;base64)?,([^\"'<>)]*)")
# Base64 of an icon is longer than 400 letters, and no word is; of what is decoded, under 300 bytes is no
# picture of anybody. Chosen by eye.
_CODED = re.compile(rb"[A-Za-z0-9+/=\r\n]{400,}")
_LEAST_CODED = 300
_DRAWN = re.compile(
    rb"<(?:(?:\w+:)?(?:svg|custGeom|ink|canvas)|v:(?:polyline|curve)|draw:(?:path|poly\w+|custom-shape))[\s/>]",
    re.IGNORECASE,
)
# As calibre and Sigil show a cover: one picture of the book, which is looked at by itself.
_COVER = re.compile(
    rb"<svg(?:\s+(?:xmlns(?::xlink)?=\"http://www\.w3\.org/(?:2000/svg|1999/xlink)\"|version=\"1\.1\""
    rb"|(?:width|height)=\"\d{1,5}%?\"|viewBox=\"0 0 \d{1,5} \d{1,5}\""
    rb"|preserveAspectRatio=\"\w{4,8}(?: meet)?\"))*"
    rb"\s*>\s*<image(?:\s+(?:width|height)=\"\d{1,5}\")*\s+xlink:href=\"[\w./-]{1,200}\"\s*/>\s*</svg>"
)
_OUTSIDE = re.compile(
    rb"(?:\ssrc|xlink:href|\sposter|\sdata)\s*=\s*[\"']\s*(?:https?:|ftp:|file:|//)", re.IGNORECASE
)
_OUTSIDE_IN_STYLE = re.compile(rb"url\(\s*[\"']?\s*(?:https?:|ftp:|file:|//)", re.IGNORECASE)
# In a text that stands alone every address but one of data lies elsewhere: what it shows is in another file.
_BESIDE = (
    re.compile(
        rb"<(?:img|image|source|video|audio|embed|object|iframe|frame|input|track|use|feimage|body|table|td|link)"
        rb"\b[^>]*?\s(?:src|srcset|data-src|data-srcset|poster|data|background|(?:xlink:)?href)\s*=\s*"
        rb"(?:\"\s*[^\"#\s]|'\s*[^'#\s]|[^\s\"'>#])",
        re.IGNORECASE,
    ),
    re.compile(rb"url\(\s*[\"']?\s*[^\"')#\s]|@import\s", re.IGNORECASE),
    # Markdown: in line, by reference, as notes programs write it; reStructuredText, AsciiDoc, Org, LaTeX.
    re.compile(rb"(?<!<)!\[(?:[^\]]*\]\s?(?:\(\s*[^)\s]|\[)|\[[^\]]+\]\]|[^\]\n]+\](?![(\[]))"),
    re.compile(rb"(?m)^\s*\.\. (?:\|[^|]+\| )?(?:image|figure)::|\b(?:image|video|audio)::?[^\s\[]+\["),
    re.compile(
        rb"\[\[(?:file:|\./|https?:)?[^\]]+\.(?:jpe?g|png|gif|webp|svg|heic|avif|tiff?)\]", re.IGNORECASE
    ),
    re.compile(rb"\\include(?:graphics|svg|pdf|media)\b|\\(?:input|include)\s*\{"),
)
_OUTSIDE_RELATION = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*Type\s*=\s*[\"'][^\"']*/(?:image|video|audio|media|oleObject|package|frame)[\"'])[^>]*>"
)
_RTF_OBJECTS = re.compile(rb"\\(?:object|objdata)\b")
_RTF_PICTURES = re.compile(rb"\\pict\b")
# A JPEG or PNG in hexadecimal, behind words about how large it is shown and groups of its properties.
_RTF_PICTURE = re.compile(
    rb"\\(?:jpeg|png)blip\b((?:\\[a-z]+-?\d*|\{[^{}]*\}|\s)*)([0-9A-Fa-f\s]{100,})", re.IGNORECASE
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def is_text(data: bytes) -> bool:
    """Tell whether these bytes are text: they hold no character that no text has."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = without_bom(data)
    return data.translate(None, _CONTROLS) == data


def without_bom(data: bytes) -> bytes:
    """Return text as UTF-8, or as it is where it says nothing of its encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding).encode()
            except UnicodeError:
                raise Refusal("draft-damaged") from None
    return data


def is_rtf(text: bytes) -> bool:
    """Tell whether a text is RTF."""
    return text.lstrip().startswith(b"{\\rtf")


def is_page(text: str) -> bool:
    """Tell whether a text is a web page, or XML."""
    start = text[:1000].lstrip().casefold()
    return start.startswith(("<!doctype html", "<html", "<?xml")) or "<body" in start


def plain_text(document: bytes) -> str | None:
    """Return a document that is plain text or Markdown; `None` for any other, and for damaged text."""
    if document.startswith((b"PK", b"%PDF-")) or not is_text(document) or is_rtf(without_bom(document)):
        return None
    try:
        text = without_bom(document).decode()
    except UnicodeDecodeError:
        return None
    return None if is_page(text) else text.replace("\r\n", "\n")


def in_text(text: bytes, name: str) -> Iterator[tuple[Holds, Take | None]]:
    """Yield the pictures in a text, and what a person has to look at. Entities of its own are refused."""
    if _ENTITY.search(text):
        raise Refusal("draft-damaged")
    addresses = list(_DATA_ADDRESS.finditer(text))
    for address in addresses:
        yield from _in_address(address)
    rest = _DATA_ADDRESS.sub(b"", text)
    if _DRAWN.search(_COVER.sub(b"", rest)) or name.lower().endswith(".svg"):
        yield Holds.DRAWING, None
    # A text without a name stands alone: see `lying_elsewhere`.
    for pattern in (_OUTSIDE, _OUTSIDE_IN_STYLE, _OUTSIDE_RELATION) if name else ():
        yield from ((Holds.ELSEWHERE, None) for _ in pattern.finditer(rest))
    runs = (run.group().translate(None, b"\r\n=") for run in _CODED.finditer(rest))
    is_coded = any(len(run) >= _LEAST_CODED for run in runs)
    if rest.lstrip().startswith(b"{\\rtf"):
        yield from _in_rtf(rest)
    elif is_coded:
        yield Holds.UNKNOWN, None
    if name.lower().endswith(".js"):
        yield Holds.UNKNOWN, None


def _in_rtf(text: bytes) -> Iterator[tuple[Holds, Take | None]]:
    """Yield the pictures of an RTF; of a kind that is not opened, and objects, only that they are there."""
    found = [picture.group(2) for picture in _RTF_PICTURE.finditer(text)]
    yield from ((Holds.PICTURE, partial(_from_hex, digits)) for digits in found)
    if _RTF_OBJECTS.search(text) or len(_RTF_PICTURES.findall(text)) > len(found) or b"\\bin" in text:
        yield Holds.UNKNOWN, None


def _from_hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.translate(None, b" \t\r\n").decode())


def lying_elsewhere(text: bytes) -> Iterator[Holds]:
    """Yield ELSEWHERE for each thing that a text that stands alone shows from another file."""
    rest = _DATA_ADDRESS.sub(b"", text)
    for pattern in _BESIDE:
        yield from (Holds.ELSEWHERE for _ in pattern.finditer(rest))


def _in_address(address: re.Match[bytes]) -> Iterator[tuple[Holds, Take | None]]:
    kind, is_base64, content = address.group(1).lower(), address.group(2), address.group(3)
    if kind == b"image/svg+xml":
        yield Holds.DRAWING, None
        inner = _decoded(content) if is_base64 else unquote_to_bytes(content)
        for picture in _DATA_ADDRESS.finditer(inner):
            if picture.group(1).lower() != b"image/svg+xml":
                yield from _in_address(picture)
    elif kind.startswith((b"font/", b"application/font", b"application/x-font", b"application/vnd.ms-font")):
        return
    elif kind.startswith(b"image/") and is_base64:
        yield Holds.PICTURE, partial(_decoded, content)
    else:
        yield Holds.UNKNOWN, None


def _decoded(content: bytes) -> bytes:
    try:
        return base64.b64decode(unquote_to_bytes(content))
    except (binascii.Error, ValueError):
        return b""
