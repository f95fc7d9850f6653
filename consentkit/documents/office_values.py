"""Values of attributes in DOCX and PPTX: which form one has that says nothing. Any other one is words.

Runs only in the document reader's process.
"""

import re
from collections.abc import Mapping

from consentkit.documents.office_words import KNOWN_FONTS, KNOWN_THEMES, KNOWN_WORDS

_FORMS = re.compile(
    r"\s*|[-+]?(?:0|[1-9]\d{0,9}|0\d{1,7}|\d{0,6}\.\d{1,20})(?:%|pt|in|cm|mm|px|em)?"
    r"|#?[0-9A-Fa-f]{1,8}|[0-9A-Fa-f]{20}|[01]{12}|0x[0-9A-Fa-f]{1,8}"
    r"|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?"
    r"|[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?"
    r"|_(?:Toc|Ref|Hlk|Hlt|Ref_|_RefHeading___(?:Toc)?|Heading)\d{1,10}(?:_\d{1,10})?"
    r"|_(?:heading=h\.)?(?!\d{6})[a-z0-9]{6,14}|#?_x0000_[a-z]{1,2}\d{1,6}",
    re.ASCII,
)
"""A number, a length, a colour, eight digits drawn by chance, a key, a day, a language, a mark."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
_LONG_NUMBER = re.compile(r"\d{8}")
_MOST_LETTERS = 400
_NO_WORD = 2
"""Letters that are none yet."""

_LOOKED_AT_ELSEWHERE = frozenset(
    {
        ("docPr", "name"), ("docPr", "descr"), ("docPr", "title"), ("cNvPr", "name"), ("cNvPr", "descr"),
        ("cNvPr", "title"), ("alias", "val"), ("tag", "val"), ("bookmarkStart", "name"),
        ("fldSimple", "instr"), ("lvlText", "val"), ("hyperlink", "tooltip"), ("hlinkClick", "tooltip"),
        ("ins", "author"), ("del", "author"),
    }
)  # fmt: skip
_FONT_PARTS = frozenset({"typeface", "ascii", "hAnsi", "cs", "eastAsia", "name", "val"})


def is_plain_value(element: str, attribute: str, value: str) -> bool:
    """Tell whether an attribute has the form of what programs write there; by names without their prefix."""
    if (element, attribute) in _LOOKED_AT_ELSEWHERE or _FORMS.fullmatch(value):
        return True
    if (attribute in _FONT_PARTS and value in KNOWN_FONTS) or (element == "theme" and value in KNOWN_THEMES):
        return True
    words = _WORD.findall(value)
    is_short = len(value) <= _MOST_LETTERS and _LONG_NUMBER.search(value) is None
    return is_short and all(_is_known(word.lower()) for word in words)


def _is_known(word: str) -> bool:
    return word in KNOWN_WORDS or (len(word) <= _NO_WORD and word.isascii())


def says_words(element: str, said: Mapping[str, str]) -> bool:
    """Tell whether attributes say anything in words; a link out of the file is looked at apart."""
    is_outside = said.get("TargetMode") == "External"
    return any(
        not is_plain_value(element, attribute, value)
        for attribute, value in said.items()
        if not (is_outside and attribute == "Target")
    )
