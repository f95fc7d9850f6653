"""Orders of a PDF's pages, and what stands among them that no order needs.

Runs only in the document reader's process.
"""

import re
from collections.abc import Iterator

from consentkit.documents.names.told import Told
from consentkit.documents.pdfs.pdf_names import is_plain_name
from consentkit.documents.pdfs.pdf_tokens import as_typed_words, as_words, is_plain_string, text_of, tokens
from consentkit.domain.words.drafts import Holds

# PDF 1.7, annex A: all orders of a page.
_ORDERS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP"
    b" n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" true"
    b" false null".split()
)
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_NUMBER = re.compile(rb"[-+]?[\d.-]{1,24}")
_PATTERNED = re.compile(
    rb"/Pattern\s+cs\s+/\S+\s+scn\s(?:(?!\bQ\b|\b(?:g|rg|k|sc|scn|cs)\s).)*?\bBT\b", re.DOTALL
)

_PIXELS = re.compile(rb"(\bBI\b[^>]*?\bID)\s.*?\sEI\b", re.DOTALL)
"""A picture among the orders: what it says of itself, and its pixels."""


def told_in_content(content: bytes) -> Iterator[Told]:
    """Yield notes, names of nobody's, words by themselves, and strings that nothing draws."""
    depth, name, waiting = 0, "", list[bytes]()
    for key, value in tokens(_PIXELS.sub(rb"\1 EI", content)):
        if key == "mark":
            depth += 1 if value == b"<<" else -1
        elif key == "name":
            if not is_plain_name(value, name, among_glyphs=False):
                yield as_words(value)
            name = value.decode("latin-1")
        elif key == "note":
            if any(letter.isalnum() for letter in text_of(value)):
                yield Holds.COMMENTS
        elif key == "word":
            yield from _of_word(value, waiting)
        elif depth > 0:
            if not is_plain_string(name, value):
                yield as_typed_words(value)
        else:
            waiting.append(value)
    yield from map(as_words, _with_letters(waiting))


def is_patterned(content: bytes) -> bool:
    """Tell whether letters are drawn with a pattern, which may have the paper's colour."""
    return _PATTERNED.search(content) is not None


def _of_word(value: bytes, waiting: list[bytes]) -> Iterator[Told]:
    if _NUMBER.fullmatch(value):
        return
    if value not in _SHOWING:
        yield from map(as_words, _with_letters(waiting))
    waiting.clear()
    if value not in _ORDERS:
        yield as_words(value)


def _with_letters(strings: list[bytes]) -> list[bytes]:
    return [one for one in strings if any(letter.isalnum() for letter in text_of(one))]
