"""Words of an RTF that no reader of the page sees: a list of the groups that say nothing by themselves,
and every other that programs pass over is told. Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator

from consentkit.documents.colours import DARKEST_UNSEEN
from consentkit.documents.names.addresses import is_plain_address
from consentkit.documents.names.fields import PLAIN_MARK, is_plain_field
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.rtf_orders import is_order
from consentkit.documents.names.told import Told, as_name
from consentkit.documents.plain.rtf_places import is_out_of_sight
from consentkit.domain.words.drafts import Holds

_PASSED_OVER = re.compile(rb"\{\s*\\\*\s*\\([a-z]+)(-?\d*) ?([^{}]*)")
_PLAIN = frozenset(
    b"listtable listoverridetable rsidtbl xmlnstbl pnseclvl panose falt shppict picprop blipuid latentstyles"
    b" colorschememapping mmathPr wgrffmtfilter defchp defpap cs ts shpinst pgdsctbl ftnsep ftnsepc aftnsep"
    b" aftnsepc expandedcolortbl listpicture nonshppict fldinst bkmkstart bkmkend generator footnote"
    b" userprops".split()
)
_PROGRAM = re.compile(
    rb"\s*(?:Microsoft|Msftedit|Riched20|LibreOffice|OpenOffice|Apple|Cocoa|TX_RTF)([\w ./$-]{0,80};?)\s*"
)
_FIELD = re.compile(rb"\\fldinst\b\s*(?:\{[^{}]*?(?=[\s}])\s?)?([^{}]*)")
_ORDERS = re.compile(rb"\\[a-z]+-?\d* ?|\\\*|\\'[0-9a-f]{2}", re.IGNORECASE)
_ORDER = re.compile(rb"(?<!\\)\\([A-Za-z]+)")
_LEADS = re.compile(rb"\s*(?:HYPERLINK)?\s*\"([^\"]*)\"\s*")
_TABLES = re.compile(
    rb"\{\s*(?:\\\*)?\s*\\(?:fonttbl|stylesheet|listtable|listoverridetable|filetbl|latentstyles)\b"
)
_OF_SHAPES = re.compile(rb"\{\\sn ([^{}]*)\}\s*\{\\sv ([^{}]*)\}")
_FOR_OLDER = re.compile(rb"\{\s*\\(?:listtext|pntext|pntxt[ab])\b([^{}]*)")
_LEVEL = re.compile(rb"\{\\level(?:text|numbers)[^{}]*\}")
_COLOURS = re.compile(rb"\{\s*\\colortbl([^{}]*)\}")
_CHANNEL = re.compile(rb"\\(red|green|blue)(\d+)")
_INK, _SCALE, _SIZE = re.compile(rb"\\cf(\d+)"), re.compile(rb"\\charscalex(\d+)"), re.compile(rb"\\fs(\d+)")
_LEAST_SCALE, _LEAST_HALF_POINTS = 30, 8
_WHITE, _SPACE = (255, 255, 255), 32


def hidden_in_rtf(text: bytes) -> Iterator[Told]:
    """Yield which kinds of unseen words an RTF has, and its names."""
    for name, _, content in _PASSED_OVER.findall(text):
        if name.startswith(b"bkmk") and PLAIN_MARK.fullmatch(content.decode("latin-1").strip()) is None:
            yield _named(content)
        elif name not in _PLAIN or not _says_nothing(name, content):
            yield Holds.HIDDEN_WORDS
    for one in _FIELD.findall(text):
        order = _ORDERS.sub(b" ", one)
        leads = _LEADS.fullmatch(order)
        if leads and not is_plain_address(leads.group(1).decode("latin-1")):
            yield _named(leads.group(1))
        elif not leads and not is_plain_field(order.decode("latin-1")):
            yield Holds.HIDDEN_WORDS
    yield from _names(text)
    if (
        _has_unseen_ink(text)
        or is_out_of_sight(text, _colours(text))
        or any(letter > _SPACE for letter in text[_end_of(text) :])
    ):
        yield Holds.HIDDEN_WORDS


def _named(word: bytes) -> Told:
    return as_name(word.decode("latin-1"))


def _names(text: bytes) -> Iterator[Told]:
    """Yield what fonts, styles and lists are called, and orders that RTF does not have."""
    for word in dict.fromkeys(_ORDER.findall(text)):
        if not is_order(word.decode()):
            yield _named(word)
    for shape, said in _OF_SHAPES.findall(text):
        if not says_nothing(said.decode("latin-1")) or not says_nothing(shape.decode("latin-1")):
            yield _named(said)
    for found in _FOR_OLDER.findall(text):
        said = _ORDERS.sub(b" ", found).strip(b" .();{}")
        if not says_nothing(said.decode("latin-1")):
            yield _named(said)
    for table in _TABLES.finditer(text):
        for one in _entries(text, table.start()):
            if not says_nothing(one.decode("latin-1")):
                yield _named(one)


def _entries(text: bytes, start: int) -> Iterator[bytes]:
    """Yield the words of a table that opens here, up to each semicolon."""
    table = _LEVEL.sub(b"", text[start : start + _end_of(text[start:])])
    yield from (one.strip() for one in re.split(rb"[;{}]", _ORDERS.sub(b" ", table)) if one.strip())


def _says_nothing(name: bytes, content: bytes) -> bool:
    if name == b"generator":
        made = _PROGRAM.fullmatch(content)
        return made is not None and says_nothing(made.group(1).decode("latin-1").strip("; "))
    return name != b"userprops" or not content.strip()


def _has_unseen_ink(text: bytes) -> bool:
    colours = _colours(text)
    light = {
        number for number, one in enumerate(colours) if len(one) == len(_WHITE) and min(one) >= DARKEST_UNSEEN
    }
    return (
        any(int(one) in light for one in _INK.findall(text))
        or any(int(one) < _LEAST_SCALE for one in _SCALE.findall(text))
        or any(int(one) < _LEAST_HALF_POINTS for one in _SIZE.findall(text))
    )


def _colours(text: bytes) -> list[tuple[int, ...]]:
    found = _COLOURS.search(text)
    rows = found.group(1).split(b";") if found else []
    return [tuple(int(one) for _, one in _CHANNEL.findall(row)) for row in rows]


def _end_of(text: bytes) -> int:
    """Return where the first group ends; programs stop reading there."""
    depth, at = 0, 0
    while at < len(text):
        sign = text[at : at + 1]
        if sign == b"\\":
            at += 1
        elif sign == b"{":
            depth += 1
        elif sign == b"}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return at
