"""Names, strings and words of a PDF in their order, and which strings say nothing.

Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator

from consentkit.documents.names.addresses import is_plain_address
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.told import Told, as_name, as_typed
from consentkit.documents.pdfs.pdf_names import is_glyph
from consentkit.domain.words.drafts import Holds

# PDF 1.7, 7.2: a note to the end of the line, a name, words in brackets, in hexadecimal, and what opens or
# closes something. A dictionary's own signs come before hexadecimal.
_TOKEN = re.compile(
    rb"%(?P<note>[^\r\n]*)|/(?P<name>[^\s/<>\[\](){}%]*)|(?P<mark><<|>>)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<open>\()"
    rb"|(?P<word>[^\s/<>\[\](){}%]+)"
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ENDS = re.compile(rb"\\.|[()]", re.DOTALL)
_DAY = re.compile(
    r"(?:D:)?\d{4}(?:-?\d\d){0,2}(?:[T ]?\d\d(?::?\d\d){0,2}(?:\.\d{1,9})?)?"
    r"(?:Z'?|[+-]\d\d[':]?(?:\d\d'?)?)?(?:00'00'?)?"
)
_LABEL = re.compile(r"\W*[A-Za-z]?\W*")
_LOOK = re.compile(r"(?:/[A-Za-z]{1,8}\d{0,3}|[-\d.\s]|\b(?:Tf|g|rg|k|Tr|Tc|Tw|Tz|TL|RG|G|K)\b)*")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?)?")
_TEX = re.compile(
    r"This is \w{0,7}TeX, Version [\d.-]{1,40} ?\([\w /.-]{1,40}\)(?: kpathsea version [\d.]{1,9})?"
)
_COLOURS = frozenset({"DeviceRGB", "DeviceGray", "DeviceCMYK", "Indexed", "Decode", "Panose", "CheckSum"})
"""A palette's colours are no words."""

_FORMS: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("CreationDate", "ModDate", "M", "LastModified"), _DAY),
    "Lang": _LANGUAGE,
    "DA": _LOOK,
    "PTEX.Fullbanner": _TEX,
    "P": _LABEL,
    "Tabs": re.compile(r"[RCSWA]"),
}
"""What a name may be followed by and tell nothing that a page does not."""

_PLACES = frozenset({"Names", "Limits", "Dests", "Dest", "D", "Kids"})
_KNOWN_ALONE = frozenset(
    {"Registry", "Ordering", "FontFamily", "OutputConditionIdentifier", "OutputCondition", "RegistryName",
     "Info", "Trapped"}
)  # fmt: skip
_ID_BYTES = frozenset({16, 32})
_MOST_OF_SIGNS = 0.9


def tokens(words: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each token: note, name, mark, hex, string or word, and what it holds."""
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


def text_of(value: bytes) -> str:
    """Return what a string says, in the encoding that it names."""
    return (
        value.decode("utf-16", "replace")
        if value.startswith((b"\xfe\xff", b"\xff\xfe"))
        else value.decode("latin-1")
    )


def as_words(value: bytes, holds: Holds = Holds.NAMES) -> Told:
    """Return what a string or a name says as words to be listed; what no one can read is hidden words."""
    text = text_of(value)
    readable = sum(one.isprintable() or one.isspace() for one in text)
    return as_name(text, holds) if readable >= _MOST_OF_SIGNS * len(text) else Holds.HIDDEN_WORDS


def as_typed_words(value: bytes, holds: Holds = Holds.NAMES) -> Told:
    """Return what a string says that somebody may have typed, to be listed."""
    told = as_words(value, holds)
    return told if isinstance(told, Holds) else as_typed(told.word, holds)


def is_plain_string(name: str, value: bytes) -> bool:
    """Tell whether a string tells nothing, by the name before it."""
    text = text_of(value)
    if name in _COLOURS or not any(letter.isalnum() for letter in text):
        return True
    if name in {"ID", ""}:
        # Sixteen bytes drawn by chance; in a tree of marks a name with a number.
        is_drawn = len(value) in _ID_BYTES and not (text.isascii() and text.isprintable())
        return is_drawn or re.fullmatch(r"[\w.-]{0,2}\d+", text) is not None or says_nothing(text)
    if (form := _FORMS.get(name)) is not None:
        return form.fullmatch(text) is not None
    if name == "CharSet":
        return all(is_glyph(one) for one in text.replace("/", " ").split())
    if name == "URI":
        return is_plain_address(text)
    return (name in _PLACES or name in _KNOWN_ALONE) and says_nothing(text)
