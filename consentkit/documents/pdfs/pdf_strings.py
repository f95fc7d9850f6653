"""Words in the objects of a PDF, and streams that no page needs: a list of what may say something, and all
else is told. Runs only in the document reader's process.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from consentkit.documents.fonts import holds_picture
from consentkit.documents.pdfs.pdf_names import has_glyphs, is_plain_name
from consentkit.domain.words.drafts import Holds

if TYPE_CHECKING:
    from consentkit.documents.pdfs.pdf_bytes import PdfBytes

# PDF 1.7, 7.2: a note to the end of the line, a name, words in brackets, in hexadecimal, and what opens or
# closes something. A dictionary's own signs come before hexadecimal.
_TOKEN = re.compile(
    rb"%(?P<note>[^\r\n]*)|/(?P<name>[^\s/<>\[\](){}%]*)|(?P<mark><<|>>)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<open>\()"
    rb"|(?P<word>[^\s/<>\[\](){}%]+)"
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ENDS = re.compile(rb"\\.|[()]", re.DOTALL)
_WORD = re.compile(rb"[-+]?[\d.-]{1,24}|R|true|false|null|stream|trailer|xref|startxref|[nf]", re.IGNORECASE)
"""What stands in an object by itself, and is neither a name nor in brackets."""

_MADE_BY = re.compile(rb" ?ReportLab [Gg]enerated PDF document[ -~]*|[\x80-\xff]{1,12}|PDF-\d\.\d|%EOF")
_DAY = re.compile(r"(?:D:)?\d{4}[\d+'Z:T-]*")
_IDENTIFIER = re.compile(r"[\w.:*%-]{0,60}")
_PLAIN: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("CreationDate", "ModDate", "M", "LastModified"), _DAY),
    **dict.fromkeys(("Registry", "Ordering"), re.compile(r"[A-Za-z0-9]{1,20}")),
    "CharSet": re.compile(r"(?:/[\w.]+\s*)*"),
    "FontFamily": re.compile(r"[\w .-]{1,40}"),
    "Lang": re.compile(r"(?:[A-Za-z]{1,8}(?:-\w{1,8})*)?"),
    "URI": re.compile(r"https?://\S*"),
    "DA": re.compile(r"[/\w\s.]*"),
    "PTEX.Fullbanner": re.compile(
        r"This is \w{0,7}TeX, Version [\d.-]{1,40} ?\([\w /.-]{1,40}\)(?: kpathsea version [\d.]{1,9})?"
    ),
    "P": re.compile(r"\W*[A-Za-z]?\W*"),
    **dict.fromkeys(("Names", "Limits", "Dests", "Dest", "D", "Kids"), _IDENTIFIER),
    **dict.fromkeys(
        ("OutputConditionIdentifier", "OutputCondition", "RegistryName", "Info"),
        re.compile(r".*(?:sRGB|CMYK|Gray|FOGRA|SWOP|color\.org|Custom|[Pp]rofile).*"),
    ),
}
"""What a name may be followed by and tell nothing that a page does not."""

# The list of the file's own properties is read by itself; a palette's colours are no words.
_READ_BESIDE = frozenset({"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Trapped"})
_COLOURS = frozenset({"DeviceRGB", "DeviceGray", "DeviceCMYK", "Indexed", "Decode", "Panose", "CheckSum"})
_FILE_NAMES = frozenset({"F", "UF", "Desc"})
_ID_BYTES = frozenset({16, 32})
_REFERENCES = re.compile(rb"/([^\s/<>\[\](){}%]+)\s*(?:\[[^\[\]<>()]*?)?\b(\d+)\s+\d+\s+R\b")
_IN_ARRAY = re.compile(rb"/([^\s/<>\[\](){}%]+)\s*\[([^\[\]<>()]*)\]")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s+R\b")
_STREAMS_BY_NAME = frozenset(
    {b"Contents", b"ToUnicode", b"FontFile", b"FontFile2", b"FontFile3", b"ICCBased", b"CIDToGIDMap",
     b"CIDSet", b"JBIG2Globals", b"DestOutputProfile", b"SMask", b"Mask", b"Metadata", b"Thumb", b"Lookup",
     b"DeviceRGB", b"DeviceGray", b"DeviceCMYK", b"Encoding", b"UseCMap", b"TR", b"Function", b"Functions"}
)  # fmt: skip
_STREAMS_BY_KIND = re.compile(
    rb"/Subtype\s*/(?:Form|Image|Type1C|CIDFontType0C|OpenType|XML)\b|/Type\s*/(?:ObjStm|XRef|CMap|EmbeddedFile)\b"
    rb"|/(?:FunctionType|PatternType|ShadingType|Length1)\b"
)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_WINDOW = re.compile(rb"/BBox\s*\[\s*" + rb"\s+".join([rb"(-?[\d.]+)"] * 4) + rb"\s*\]")
_LEAST_WINDOW_PT = 5.0
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_FORM_NAMES = frozenset({b"N", b"R", b"D", b"G"})
"""Of a note's looks and of a mask: their forms are drawn by no name."""

_SHOWS_WORDS = re.compile(rb"\bBT\b|\bT[jJ]\b|\bBDC\b")
_IN_LINE = re.compile(rb"\bBI\b.*?\bID\s.*?\sEI\b", re.DOTALL)
_ATTACHED = re.compile(rb"/EmbeddedFile\b|/EF\b")
_BLENDED = re.compile(rb"/BM\s*\[?\s*/(?!Normal\b|Compatible\b|Multiply\b)\w")


def told_in_objects(read: "PdfBytes") -> Iterator[Holds]:
    """Yield which kinds of words the objects and streams hold that no page shows."""
    for words in (*read.objects.values(), *read.trailers):
        yield from _in_words(words)
    for stream in read.streams:
        if _SHOWS_WORDS.search(stream):
            yield from _in_content(_IN_LINE.sub(b" ", stream))
        elif holds_picture(stream):
            yield Holds.UNKNOWN
    named = _named(read)
    if any(_is_of_no_kind(words, named[number]) for number, words in read.objects.items()):
        yield Holds.UNKNOWN
    if _has_form_that_nothing_draws(read, named) or _BLENDED.search(read.words):
        yield Holds.HIDDEN_WORDS
    if _ATTACHED.search(read.words):
        yield Holds.DOCUMENT


def _in_words(words: bytes) -> Iterator[Holds]:
    name, among_glyphs = "", has_glyphs(words)
    # What an attached file is called is looked at with the file.
    beside = _FILE_NAMES if _ATTACHED.search(words) else frozenset[str]()
    for key, value in _tokens(words):
        if key == "name":
            if name not in beside and not is_plain_name(value, name, among_glyphs=among_glyphs):
                yield Holds.HIDDEN_WORDS
            name = value.decode("latin-1")
        elif key == "word" and _WORD.fullmatch(value) is None:
            yield Holds.HIDDEN_WORDS
        elif key == "note":
            if _MADE_BY.fullmatch(value) is None and any(letter.isalnum() for letter in _text(value)):
                yield Holds.COMMENTS
        elif key in {"string", "hex"} and name not in beside and not _is_plain(name, value):
            yield Holds.HIDDEN_WORDS


def _in_content(content: bytes) -> Iterator[Holds]:
    """Words that a page's orders hold beside those that they draw: notes, and what a mark says of itself."""
    depth, name = 0, ""
    for key, value in _tokens(content):
        if key == "mark":
            depth += 1 if value == b"<<" else -1
        elif key == "name":
            if not is_plain_name(value, name, among_glyphs=False):
                yield Holds.HIDDEN_WORDS
            name = value.decode("latin-1")
        elif key == "note" and any(letter.isalnum() for letter in _text(value)):
            yield Holds.COMMENTS
        elif key in {"string", "hex"} and depth > 0 and not _is_plain(name, value):
            yield Holds.HIDDEN_WORDS


def _tokens(words: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while (found := _TOKEN.search(words, at)) is not None:
        key = found.lastgroup or ""
        at = found.end()
        if key == "open":
            start, at = at, _end_of_string(words, at)
            yield "string", _ESCAPED.sub(_unescaped, words[start : at - 1])
        elif key == "hex":
            digits = found.group("hex").translate(None, b" \t\r\n\f\x00")
            yield "hex", bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        else:
            yield key, found.group(key)


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found.group(1)
    if said[:1].isdigit():
        return bytes((int(said, 8) & 0xFF,))
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b""}.get(said, said)


def _end_of_string(words: bytes, at: int) -> int:
    depth = 1
    for found in _ENDS.finditer(words, at):
        depth += {b"(": 1, b")": -1}.get(found.group(), 0)
        if depth == 0:
            return found.end()
    return len(words) + 1


def _text(value: bytes) -> str:
    return (
        value.decode("utf-16", "replace")
        if value.startswith((b"\xfe\xff", b"\xff\xfe"))
        else value.decode("latin-1")
    )


def _is_plain(name: str, value: bytes) -> bool:
    """Tell whether a string tells nothing, by the name before it."""
    text = _text(value)
    if name in _READ_BESIDE or name in _COLOURS or not any(letter.isalnum() for letter in text):
        return True
    if name in {"ID", ""}:
        # Sixteen bytes drawn by chance; in a tree of marks a name with a number.
        is_drawn = len(value) in _ID_BYTES and not (text.isascii() and " " in text)
        return is_drawn or re.fullmatch(r"[\w.-]{0,12}\d+", text) is not None
    known = _PLAIN.get(name)
    return known is not None and known.fullmatch(text) is not None


def _named(read: "PdfBytes") -> dict[int, set[bytes]]:
    """Return by which names each object is led to."""
    named: dict[int, set[bytes]] = defaultdict(set)
    for words in read.objects.values():
        for name, number in _REFERENCES.findall(words):
            named[int(number)].add(name)
        for name, inside in _IN_ARRAY.findall(words):
            for number in _NUMBER.findall(inside):
                named[int(number)].add(name)
    return named


def _is_of_no_kind(words: bytes, names: set[bytes]) -> bool:
    """Tell whether an object is a stream of which nobody knows what it is for."""
    if not words.endswith(b" stream") or _STREAMS_BY_KIND.search(words):
        return False
    return bool(names) and not names & _STREAMS_BY_NAME


def _has_form_that_nothing_draws(read: "PdfBytes", named: dict[int, set[bytes]]) -> bool:
    forms = [number for number, words in read.objects.items() if _FORM.search(words)]
    if not forms:
        return False
    if any(_has_small_window(read.objects[number]) for number in forms):
        return True
    drawn = {name for stream in read.streams for name in _DRAWN.findall(stream)} | _FORM_NAMES
    return any(not named[number] & drawn for number in forms)


def _has_small_window(words: bytes) -> bool:
    """Tell whether a form shows so little of itself that no word fits."""
    found = _WINDOW.search(words)
    if found is None:
        return False
    left, bottom, right, top = map(float, found.groups())
    return min(abs(right - left), abs(top - bottom)) < _LEAST_WINDOW_PT
