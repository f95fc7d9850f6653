"""Values of attributes in DOCX and PPTX: which say nothing. Any other one is words that a person reads.

Runs only in the document reader's process.
"""

import re

from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.shapes import is_usual_name
from consentkit.documents.names.typed import is_untyped
from consentkit.documents.office_words import KNOWN_THEMES

_SHAPES = frozenset({"docPr", "cNvPr"})
_TOLD_WITHOUT_FORM = frozenset({"descr", "title", "tooltip"})
_LOOKED_AT_ELSEWHERE = frozenset({("fldSimple", "instr"), ("ins", "author"), ("del", "author")})
_NUMBERING = frozenset({("lvlText", "val")})
_COUNTED_WITH = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f]+")
"""How a list is counted: with signs and numbers, and between them letters that stand alone."""


def is_typed_value(attribute: str) -> bool:
    """Tell whether somebody types what stands in an attribute of this name."""
    return attribute in _TOLD_WITHOUT_FORM


def is_plain_value(element: str, attribute: str, value: str) -> bool:
    """Tell whether an attribute has the form of what programs write there; by names without their prefix."""
    if (element, attribute) in _LOOKED_AT_ELSEWHERE:
        return True
    if (element, attribute) == ("date", "fullDate"):
        # What was chosen in a calendar: the words beside it may say another day.
        return not value
    if (element, attribute) in _NUMBERING:
        return all(len(one) == 1 for one in _COUNTED_WITH.findall(value))
    if element in _SHAPES and attribute == "name":
        return is_usual_name(value)
    if is_typed_value(attribute):
        return is_untyped(value)
    return (element == "theme" and value in KNOWN_THEMES) or says_nothing(value)
