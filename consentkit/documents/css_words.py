"""Styles of web pages that surely hide nothing, by what they set.

Runs only in the document reader's process.
"""

import re
from collections.abc import Callable, Iterator

from consentkit.documents.colours import is_dark, is_light
from consentkit.domain.words.drafts import Holds

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# Begun where a rule can begin alone: else each letter of a long text without rules is a beginning.
_RULE = re.compile(r"(?<![^{};])([^{};]*)\{([^{}]*)\}")
_LENGTH = re.compile(r"(\d*\.?\d+)\s*(px|pt|em|rem|%|ex|ch|mm|cm|in|pc|vw)?")
# The least size at which words are read, by unit; without one a number stands for lines.
_LEAST_SIZE = {
    "px": 7.0,
    "pt": 5.0,
    "em": 0.5,
    "rem": 0.5,
    "%": 50.0,
    "ex": 1.0,
    "mm": 1.8,
    "cm": 0.18,
    "in": 0.07,
}
_SIZE_NAMES = frozenset(
    {"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger", "inherit"}
)
_DISPLAYS = frozenset(
    {"block", "inline", "inline-block", "list-item", "table", "table-row", "table-cell", "flex", "grid"}
)
_PLAIN = re.compile(
    r"font-(?:family|weight|style|variant)|text-(?:align|decoration|transform)|letter-spacing|word-spacing"
    r"|(?:margin|padding)(?:-(?:left|right|top|bottom))?|border(?:-[a-z]+)*|list-style(?:-[a-z]+)*"
    r"|page-break-(?:before|after|inside)|break-(?:before|after|inside)|orphans|widows|vertical-align"
    r"|width|max-width|min-width|min-height|white-space|word-wrap|overflow-wrap|hyphens|direction|unicode-bidi"
    r"|float|clear|box-sizing|line-break|size"
)


def hidden_in_style(style: str) -> Iterator[Holds]:
    """Yield what a style sheet may hide: notes of its own, and words by what is not known to show them."""
    if any(any(letter.isalnum() for letter in note) for note in _COMMENT.findall(style)):
        yield Holds.COMMENTS
    style = _COMMENT.sub(" ", style)
    outside = _RULE.sub("", style)
    rules = _RULE.findall(style)
    # Words in no rule are shown to nobody; what opens a rule that holds others is not followed.
    has_words = any(letter.isalnum() for letter in outside)
    is_followed = not has_words and not any(letter in outside for letter in "@{}") and "\\" not in style
    if not is_followed or not all(declares_nothing_hidden(body) for _, body in rules):
        yield Holds.HIDDEN_WORDS


def declares_nothing_hidden(body: str) -> bool:
    """Tell whether each declaration is known to leave words readable."""
    parts = [one for one in body.split(";") if one.strip()]
    return "\\" not in body and "/*" not in body and all(_shows(*one.partition(":")[::2]) for one in parts)


def _shows(name: str, value: str) -> bool:
    name, value = name.strip().lower(), value.replace("!important", "").strip().lower()
    if name.startswith(("-webkit-hyphens", "mso-")):
        return "hide" not in name
    known = _BY_NAME.get(name)
    if known is not None:
        return known(value)
    if _PLAIN.fullmatch(name) is None:
        return False
    # Moved out of sight, or drawn over each other.
    return re.search(r"-\d|-\.\d|\(", value) is None


def _is_size(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    if found is None or found.group(2) is None:
        return value in _SIZE_NAMES
    return float(found.group(1)) >= _LEAST_SIZE.get(found.group(2), 1000.0)


def _is_line_height(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    least = _LEAST_SIZE.get(found.group(2), 1000.0) if found and found.group(2) else 0.8
    return value in {"normal", "inherit"} or (found is not None and float(found.group(1)) >= least)


def _has_light_ground(value: str) -> bool:
    return is_light(value)


_BY_NAME: dict[str, Callable[[str], bool]] = {
    "color": is_dark,
    "background": _has_light_ground,
    "background-color": _has_light_ground,
    "font-size": _is_size,
    "line-height": _is_line_height,
    "display": _DISPLAYS.__contains__,
    "visibility": {"visible", "inherit"}.__contains__,
    "opacity": {"1", "1.0", "100%"}.__contains__,
    "position": {"static", "relative"}.__contains__,
    "text-indent": lambda value: value == "0" or _LENGTH.fullmatch(value) is not None,
}
