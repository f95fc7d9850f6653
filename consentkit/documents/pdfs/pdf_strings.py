"""Words in the objects of a PDF, and streams that no page needs: a list of what may say something, and all
else is told. Runs only in the document reader's process.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Iterator

from fontTools.agl import AGL2UV

from consentkit.documents.fonts import holds_picture
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.told import Told, as_name
from consentkit.documents.names.typed import is_untyped
from consentkit.documents.pdfs.pdf_bytes import PdfBytes
from consentkit.documents.pdfs.pdf_contents import is_patterned, told_in_content
from consentkit.documents.pdfs.pdf_fonts import told_in_font
from consentkit.documents.pdfs.pdf_names import KNOWN_NAMES, has_glyphs, is_plain_name, name_of
from consentkit.documents.pdfs.pdf_streams import is_profile, told_in_map, told_in_profile, told_in_properties
from consentkit.documents.pdfs.pdf_tokens import as_typed_words, as_words, is_plain_string, text_of, tokens
from consentkit.domain.words.drafts import Holds

_WORD = re.compile(rb"[-+]?[\d.-]{1,24}|R|true|false|null|stream|trailer|xref|startxref|[nf]", re.IGNORECASE)
"""What stands in an object by itself, and is neither a name nor in brackets."""

_MANY_DIGITS, _MANY_SHORT = 9, 5
_LIMITS = frozenset({b"2147483647", b"2147483648", b"4294967295", b"4294967296"})
_SHORT = re.compile(rb"[A-Za-z]{2,3}")
_DECODED = re.compile(rb"/Decode\s*\[([^\]]*)\]")
_MASKED = re.compile(rb"/S\s*/(?:Luminosity|Alpha)\b")
_MADE_BY = re.compile(rb" ?ReportLab [Gg]enerated PDF document[ -~]*|PDF-\d\.\d|%EOF")
_PROPERTIES = frozenset({"Title", "Author", "Subject", "Keywords", "Creator", "Producer"})
_PROGRAMS = frozenset({"Creator", "Producer"})
_PALETTES = frozenset({"DeviceRGB", "DeviceGray", "DeviceCMYK", "Indexed", "Decode"})
_SPELLED = re.compile(rb"[A-Za-z]{3,}[ ,.;:-]{1,2}[A-Za-z0-9]{2,}|[A-Za-z]{8,}")
_UNSAID = frozenset(
    {"", "anonymous", "untitled", "unspecified", "(anonymous)", "(untitled)", "(unspecified)"}
)
"""What reportlab writes where nothing was said."""

_DIFFERENCES = re.compile(rb"/Differences\s*\[([^\]]*)\]")
_CODED = re.compile(rb"(\d+)|/([^\s/<>\[\](){}%]+)")
_LEAST_SPELLED = 4
_FILE_NAMES = frozenset({"F", "UF", "Desc"})
_REFERENCES = re.compile(rb"/([^\s/<>\[\](){}%]+)\s*(?:\[[^\[\]<>()]*?)?\b(\d+)\s+\d+\s+R\b")
_JUST_BEFORE = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(\d+)\s+\d+\s+R\b")
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
_XMP = re.compile(rb"/Subtype\s*/XML\b")
_ORDERS_INSIDE = re.compile(rb"/Subtype\s*/Form\b|/PatternType\s+1\b")
_ATTACHED = re.compile(rb"/EmbeddedFile\b|/EF\b")
_BLENDED = re.compile(rb"/BM\s*\[?\s*/(?!Normal\b|Compatible\b|Multiply\b)\w")


def told_in_objects(read: PdfBytes) -> Iterator[Told]:
    """Yield which kinds of words the objects and streams hold that no page shows, and names."""
    for words in (*read.objects.values(), *read.trailers):
        yield from _in_words(words)
    short = {one for words in read.objects.values() for one in _made_up(words)}
    if len(short) >= _MANY_SHORT:
        yield as_words(b" ".join(sorted(short)))
    named = _named(read)
    used = _used_codes(read, named)
    for words in read.objects.values():
        yield from _spelled(words, used)
    for number, stream in read.streams.items():
        yield from _in_stream(read.objects[number], named[number], stream, used)
    for font in read.fonts:
        yield from _in_font(font)
    if any(_is_of_no_kind(words, named[number]) for number, words in read.objects.items()):
        yield Holds.UNKNOWN
    if _has_form_that_nothing_draws(read, named) or _BLENDED.search(read.words):
        yield Holds.HIDDEN_WORDS
    if any(_shows_one_colour(one) for one in _DECODED.findall(read.words)) or _MASKED.search(read.words):
        yield Holds.HIDDEN_WORDS
    if _ATTACHED.search(read.words):
        yield Holds.DOCUMENT


def _shows_one_colour(decoded: bytes) -> bool:
    """Tell whether a picture is drawn so that what it holds is not told apart."""
    ends = decoded.split()
    return any(one == other for one, other in zip(ends[::2], ends[1::2], strict=False))


def _in_stream(said: bytes, names: set[bytes], stream: bytes, used: frozenset[bytes]) -> Iterator[Told]:
    """Read a stream as what it is for."""
    if b"begincmap" in stream:
        yield from told_in_map(stream, used)
    elif _is_content(said, names, stream):
        yield from told_in_content(stream)
        if is_patterned(stream):
            yield Holds.HIDDEN_WORDS
    elif is_profile(stream):
        yield from told_in_profile(stream)
    elif b"Metadata" in names or _XMP.search(said):
        yield from told_in_properties(stream)
    elif holds_picture(stream):
        yield Holds.UNKNOWN
    elif _SPELLED.search(stream):
        yield Holds.HIDDEN_WORDS


def _is_content(said: bytes, names: set[bytes], stream: bytes) -> bool:
    return (
        b"Contents" in names
        or _ORDERS_INSIDE.search(said) is not None
        or _SHOWS_WORDS.search(stream) is not None
    )


def _in_font(font: bytes) -> Iterator[Told]:
    try:
        yield from told_in_font(font)
    except (IndexError, struct.error):
        yield Holds.UNKNOWN


def _used_codes(read: PdfBytes, named: dict[int, set[bytes]]) -> frozenset[bytes]:
    """Return the codes of letters that any page draws, of one byte and of two."""
    used: set[bytes] = set()
    for number, stream in read.streams.items():
        if b"begincmap" not in stream and _is_content(read.objects[number], named[number], stream):
            for key, value in tokens(stream):
                if key in {"string", "hex"}:
                    used.update(value[at : at + 1] for at in range(len(value)))
                    used.update(value[at : at + 2] for at in range(0, len(value) - 1, 2))
    return frozenset(used)


def _in_words(words: bytes) -> Iterator[Told]:
    name, among_glyphs = "", has_glyphs(words)
    # What an attached file is called is looked at with the file.
    beside = _FILE_NAMES if _ATTACHED.search(words) else frozenset[str]()
    for key, value in tokens(words):
        if key == "name":
            if name not in beside and not is_plain_name(value, name, among_glyphs=among_glyphs):
                yield as_words(value)
            name = value.decode("latin-1")
        elif key == "word" and (_WORD.fullmatch(value) is None or _is_long(value)):
            yield as_words(value)
        elif key == "note":
            if _MADE_BY.fullmatch(value) is None and any(letter.isalnum() for letter in text_of(value)):
                yield Holds.COMMENTS
        elif key in {"string", "hex"} and name not in beside:
            yield from _in_string(name, value)


def _is_long(number: bytes) -> bool:
    """Tell whether a number has more digits than any place, size or length in a file that is read."""
    whole = number.lstrip(b"+-").partition(b".")[0].lstrip(b"0")
    return len(whole) >= _MANY_DIGITS and whole not in _LIMITS


def _made_up(words: bytes) -> set[bytes]:
    """Return the short names that no reader of PDF knows: several of them in a row may spell."""
    short = {value for key, value in tokens(words) if key == "name" and _SHORT.fullmatch(value)}
    return {one for one in short if one.decode() not in KNOWN_NAMES}


def _spelled(words: bytes, used: frozenset[bytes]) -> Iterator[Told]:
    """Yield what letters spell that an encoding names for codes that nothing draws."""
    for listed in _DIFFERENCES.findall(words):
        code, letters = 0, ""
        for number, name in _CODED.findall(listed):
            if number:
                code = int(number)
                continue
            text = name_of(name)
            if bytes((code & 0xFF,)) not in used and text in AGL2UV:
                letters += chr(AGL2UV[text])
            code += 1
        if len(letters) >= _LEAST_SPELLED and list(letters) != sorted(letters):
            yield as_name(letters)


def _in_string(name: str, value: bytes) -> Iterator[Told]:
    if name in _PROPERTIES:
        text = text_of(value).strip()
        is_plain = is_untyped(text) or (name in _PROGRAMS and says_nothing(text))
        if not is_plain:
            yield as_typed_words(value, Holds.PROPERTIES)
    elif name in _PALETTES:
        if _SPELLED.search(value):
            yield as_words(value)
    elif not (is_plain_string(name, value) or is_untyped(text_of(value))):
        yield as_typed_words(value)


def _named(read: PdfBytes) -> dict[int, set[bytes]]:
    """Return by which names each object is led to."""
    named: dict[int, set[bytes]] = defaultdict(set)
    for words in read.objects.values():
        for name, number in (*_REFERENCES.findall(words), *_JUST_BEFORE.findall(words)):
            named[int(number)].add(name)
        for name, inside in _IN_ARRAY.findall(words):
            for number in _NUMBER.findall(inside):
                named[int(number)].add(name)
    for number, words in read.objects.items():
        # A list of pages' parts that is an object of its own.
        if words.lstrip().startswith(b"["):
            for inside in _NUMBER.findall(words):
                named[int(inside)] |= named[number]
    return named


def _is_of_no_kind(words: bytes, names: set[bytes]) -> bool:
    """Tell whether an object is a stream of which nobody knows what it is for."""
    if not words.endswith(b" stream") or _STREAMS_BY_KIND.search(words):
        return False
    return bool(names) and not names & _STREAMS_BY_NAME


def _has_form_that_nothing_draws(read: PdfBytes, named: dict[int, set[bytes]]) -> bool:
    forms = [number for number, words in read.objects.items() if _FORM.search(words)]
    if not forms:
        return False
    if any(_has_small_window(read.objects[number]) for number in forms):
        return True
    drawn = {name for stream in read.streams.values() for name in _DRAWN.findall(stream)} | _FORM_NAMES
    return any(not named[number] & drawn for number in forms)


def _has_small_window(words: bytes) -> bool:
    """Tell whether a form shows so little of itself that no word fits."""
    found = _WINDOW.search(words)
    if found is None:
        return False
    left, bottom, right, top = map(float, found.groups())
    return min(abs(right - left), abs(top - bottom)) < _LEAST_WINDOW_PT
