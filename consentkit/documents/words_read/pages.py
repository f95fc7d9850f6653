"""The words of marked-up text: web pages, XML, RTF. Runs only in the document reader's process."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.parsers import expat

_BLOCKS = frozenset(
    """
p h h1 h2 h3 h4 h5 h6 li dt dd td th tr div section article title blockquote figcaption figure caption br hr
option header footer pre aside nav tc sectPr list-item table-cell comment footnote endnote annotation txBody
txbxContent text-box
""".split()
)
_SPACES = frozenset({"tab", "s", "line-break", "cr", "ptab", "noBreakHyphen"})
_SAID = frozenset(
    {"alt", "title", "descr", "placeholder", "aria-label", "value", "label", "content", "summary"}
)
"""Attributes whose words readers, or search engines, are told; `content` is a page's description."""
_UNSAID = frozenset({"style", "script", "instrText", "binary-data", "fldData"})
_NO_WORDS = re.compile(r"[\w.:#%-]*(?:;\s*[\w.:#%-]*)*")
"""One word of a program: a size, a colour, a name of a style."""


class _Words:
    """Gathers words, with a line for each block."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._unsaid = 0

    def start(self, name: str, said: dict[str, str]) -> None:
        """Begin an element; its attributes that say something come first."""
        local = name.rpartition(":")[2]
        self._unsaid += local in _UNSAID
        if local in _BLOCKS:
            self._pieces.append("\n\n")
        elif local in _SPACES:
            self._pieces.append(" ")
        for key, value in said.items():
            if key.rpartition(":")[2] in _SAID and " " in value.strip() and not _NO_WORDS.fullmatch(value):
                self._pieces.append(f"\n\n{value}\n\n")

    def end(self, name: str) -> None:
        """End an element."""
        local = name.rpartition(":")[2]
        self._unsaid -= local in _UNSAID and self._unsaid > 0
        if local in _BLOCKS:
            self._pieces.append("\n\n")

    def words(self, data: str) -> None:
        """Keep words where they stand."""
        if not self._unsaid:
            self._pieces.append(data)

    def comment(self, data: str) -> None:
        """Keep what is written between elements: it goes out with the file."""
        self._pieces.append(f"\n\n{data}\n\n")

    def text(self) -> str:
        """Return all of it, with no more than one empty line at once."""
        return re.sub(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+", "\n\n", "".join(self._pieces)).strip()


def words_of_xml(data: bytes) -> str:
    """Return the words of XML. Raises what a damaged one makes expat raise."""
    words = _Words()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = words.start
    parser.EndElementHandler = words.end
    parser.CharacterDataHandler = words.words
    parser.CommentHandler = words.comment
    parser.Parse(data, True)
    return words.text()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = _Words()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.start(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.found.end(tag)

    def handle_data(self, data: str) -> None:
        self.found.words(data)

    def handle_comment(self, data: str) -> None:
        self.found.comment(data)


def words_of_html(text: str) -> str:
    """Return the words of a web page."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.found.text()


_RTF = re.compile(
    rb"\\u(-?\d+) ?(?:\\'[0-9a-fA-F]{2}|\?)?|\\'([0-9a-fA-F]{2})|\\([a-zA-Z]+)(-?\d+)? ?"
    rb"|\\([^a-zA-Z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)"
)
_RTF_BREAKS = frozenset({b"par", b"line", b"cell", b"row", b"page", b"sect"})
RTF_UNSAID = frozenset(
    b"""
fonttbl colortbl stylesheet pict object listtable listoverridetable rsidtbl themedata latentstyles datastore
generator fldinst xmlnstbl colorschememapping objdata revtbl
""".split()
)
_RTF_SIGNS = {b"~": " ", b"_": "-", b"-": "", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n\n", b"\r": "\n\n"}
_CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")


def words_of_rtf(data: bytes, left_out: frozenset[bytes] = RTF_UNSAID) -> str:
    """Return the words of an RTF, without those of groups that begin with one of the orders `left_out`."""
    page = _CODE_PAGE.search(data)
    return "".join(_of_rtf(data, f"cp{page.group(1).decode()}" if page else "cp1252", left_out))


def _of_rtf(data: bytes, encoding: str, left_out: frozenset[bytes]) -> Iterator[str]:
    depth, unsaid = 0, 0
    pending = bytearray()
    for found in _RTF.finditer(data):
        letter, byte, order, number, sign, brace, _line, words = found.groups()
        if byte is None and pending:
            yield pending.decode(encoding, "replace")
            pending.clear()
        depth += {b"{": 1, b"}": -1}.get(brace or b"", 0)
        if unsaid and depth < unsaid:
            unsaid = 0
        if order in left_out:
            # `\v0` ends what `\v` began in the same group.
            ends = number == b"0" and unsaid == depth
            unsaid = 0 if ends else unsaid or (depth if number != b"0" else 0)
        if unsaid:
            continue
        if byte is not None:
            pending += bytes.fromhex(byte.decode())
        else:
            yield _rtf_sign(letter, order, sign, words, encoding)


def _rtf_sign(
    letter: bytes | None, order: bytes | None, sign: bytes | None, words: bytes | None, encoding: str
) -> str:
    if letter is not None:
        return chr(int(letter) % 0x10000)
    if order is not None:
        return "\n\n" if order in _RTF_BREAKS else "\t" if order == b"tab" else ""
    if sign is not None:
        return _RTF_SIGNS.get(sign, "")
    return words.decode(encoding, "replace") if words is not None else ""
