"""Words of an RTF that no reader of the page sees: a list of the groups that say nothing by themselves,
and every other that programs pass over is told. Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator

from consentkit.documents.colours import DARKEST_UNSEEN
from consentkit.documents.xml_words import is_plain_field
from consentkit.domain.words.drafts import Holds

_PASSED_OVER = re.compile(rb"\{\s*\\\*\s*\\([a-z]+)(-?\d*) ?([^{}]*)")
_PLAIN = frozenset(
    b"listtable listoverridetable rsidtbl xmlnstbl pnseclvl panose falt shppict picprop blipuid latentstyles"
    b" colorschememapping mmathPr wgrffmtfilter defchp defpap cs ts shpinst pgdsctbl ftnsep ftnsepc aftnsep"
    b" aftnsepc expandedcolortbl listpicture nonshppict fldinst bkmkstart bkmkend generator".split()
)
_PROGRAM = re.compile(
    rb"\s*(?:Microsoft|Msftedit|Riched20|LibreOffice|OpenOffice|Apple|Cocoa|TX_RTF)[\w ./$-]{0,80};?\s*"
)
_MARK = re.compile(rb"\s*(?:_\w*|[A-Za-z]{1,12}\d+)?\s*")
_FIELD = re.compile(rb"\\fldinst\b\s*(?:\{[^{}]*?(?=[\s}])\s?)?([^{}]*)")
_ORDERS = re.compile(rb"\\[a-z]+-?\d* ?")
_COLOURS = re.compile(rb"\{\s*\\colortbl([^{}]*)\}")
_CHANNEL = re.compile(rb"\\(red|green|blue)(\d+)")
_INK, _SCALE, _SIZE = re.compile(rb"\\cf(\d+)"), re.compile(rb"\\charscalex(\d+)"), re.compile(rb"\\fs(\d+)")
_LEAST_SCALE, _LEAST_HALF_POINTS = 30, 8
_WHITE = (255, 255, 255)


def hidden_in_rtf(text: bytes) -> Iterator[Holds]:
    """Yield which kinds of unseen words an RTF has."""
    for name, _, content in _PASSED_OVER.findall(text):
        if name not in _PLAIN or not _says_nothing(name, content):
            yield Holds.HIDDEN_WORDS
    fields = (_ORDERS.sub(b" ", one).decode("latin-1") for one in _FIELD.findall(text))
    if not all(is_plain_field(one) for one in fields):
        yield Holds.HIDDEN_WORDS
    if _has_unseen_ink(text) or any(letter > 32 for letter in text[_end_of(text) :]):  # noqa: PLR2004 - a space
        yield Holds.HIDDEN_WORDS


def _says_nothing(name: bytes, content: bytes) -> bool:
    if name == b"generator":
        return _PROGRAM.fullmatch(content) is not None
    return not name.startswith(b"bkmk") or _MARK.fullmatch(content) is not None


def _has_unseen_ink(text: bytes) -> bool:
    found = _COLOURS.search(text)
    rows = found.group(1).split(b";") if found else []
    colours = [tuple(int(one) for _, one in _CHANNEL.findall(row)) for row in rows]
    light = {
        number for number, one in enumerate(colours) if len(one) == len(_WHITE) and min(one) >= DARKEST_UNSEEN
    }
    return (
        any(int(one) in light for one in _INK.findall(text))
        or any(int(one) < _LEAST_SCALE for one in _SCALE.findall(text))
        or any(int(one) < _LEAST_HALF_POINTS for one in _SIZE.findall(text))
    )


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
