"""Styles of web pages that surely hide nothing, by what they set, and the names in them.

Runs only in the document reader's process.
"""

import re
from collections.abc import Callable, Iterator

from consentkit.documents.colours import is_dark, is_light
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.told import Told, as_name
from consentkit.domain.words.drafts import Holds

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PIECE = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[{};]|[^{};\"']+|[\"']")
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
_LENGTHS = re.compile(r"(\d*\.?\d+)\s*(px|pt|em|rem|%|ex|ch|mm|cm|in|pc|vw)?")
_PX = {
    "pt": 1.33,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "ch": 8.0,
    "mm": 3.8,
    "cm": 38.0,
    "in": 96.0,
    "pc": 16.0,
}
_NARROWEST_PX = 8.0
_FURTHEST_PX = {"letter-spacing": 40.0, "word-spacing": 100.0, "margin": 1200.0, "padding": 1200.0}
"""Further off words are parted, or out of sight. Chosen by eye."""

_SIZE_NAMES = frozenset(
    {"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger", "inherit"}
)
_DISPLAYS = frozenset(
    {"block", "inline", "inline-block", "list-item", "table", "table-row", "table-cell", "flex", "grid",
     "table-caption", "table-row-group", "table-header-group", "table-footer-group", "table-column",
     "flow-root", "inline-table", "ruby", "ruby-text"}
)  # fmt: skip
_PLAIN = re.compile(
    r"font(?:-(?:family|weight|style|variant(?:-[a-z]+)*|stretch|kerning|feature-settings))?|src"
    r"|text-(?:align(?:-last)?|decoration(?:-[a-z]+)*|transform|rendering|justify|underline-position)|letter-spacing"
    r"|word-spacing|(?:margin|padding)(?:-(?:left|right|top|bottom|inline|block)(?:-(?:start|end))?)?"
    r"|border(?:-[a-z]+)*|list-style(?:-[a-z]+)*|page-break-(?:before|after|inside)|break-(?:before|after|inside)"
    r"|orphans|widows|vertical-align|width|max-width|min-width|min-height|white-space|word-wrap|word-break"
    r"|overflow-wrap|hyphens|direction|unicode-bidi|float|clear|box-sizing|line-break|size|column-(?:count|gap|width)"
    r"|columns|quotes|counter-(?:reset|increment)|caption-side|table-layout|empty-cells|speak(?:-[a-z]+)?|page"
    r"|(?:-(?:webkit|moz|epub|ms|o|adobe)-)?(?:hyphens|hyphenate-[a-z-]+|text-size-adjust|line-break|word-break"
    r"|text-align-last|column-(?:count|gap|width|break-[a-z]+)|writing-mode|text-orientation|text-emphasis(?:-[a-z]+)*"
    r"|text-combine(?:-[a-z]+)*|ruby-position|font-feature-settings|font-smoothing|osx-font-smoothing|text-decoration)"
    r"|writing-mode|so-language|background-(?:repeat|position|size|attachment)|cursor|tab-size|oeb-[a-z-]+"
    r"|justify-content|align-items|flex-wrap|flex-direction|flex|object-fit|object-position|display-[a-z]+"
)
_CONTENT = re.compile(
    r"(?:none|normal|open-quote|close-quote|counters?\([\w-]+[^()]*\)|\"[^\w]*\"|'[^\w]*'|\s|\\[0-9a-f]{2,6})*"
)
_ESCAPE = re.compile(r"\\[0-9a-fA-F]{1,6}\s?|\\.")


def hidden_in_style(style: str) -> Iterator[Told]:
    """Yield what a style sheet may hide: notes of its own, words by what is not known to show them, names."""
    yield from map(as_name, _comments(style))
    depth, before, opened = 0, "", [False]
    for piece in _PIECE.findall(_COMMENT.sub(" ", style)):
        if piece == "{":
            depth += 1
            yield from _of_rule(before)
            opened.append(_holds_rules(before))
            before = ""
        elif piece in {";", "}"}:
            yield from _of_rest(before, is_inside=depth > 0 and not opened[-1])
            before = ""
            if piece == "}":
                if depth == 0:
                    yield Holds.HIDDEN_WORDS
                    return
                depth, _ = depth - 1, opened.pop()
        else:
            before += piece
    # What nothing closes is read in as many ways as there are programs.
    if depth or any(letter.isalnum() for letter in before):
        yield Holds.HIDDEN_WORDS


def told_in_declarations(body: str) -> Iterator[Told]:
    """Yield what declarations hide, and the names in their values."""
    if "\\" in body or "/*" in body:
        yield Holds.HIDDEN_WORDS
        return
    for one in body.split(";"):
        if one.strip():
            yield from _of_declaration(*one.partition(":")[::2])


def _comments(style: str) -> Iterator[str]:
    # Programs say what a part is for; words of their own say nothing.
    for note in _COMMENT.findall(style):
        if not (says_nothing(note) or says_nothing(note.strip("/* \n\t"))):
            yield note


def _holds_rules(prelude: str) -> bool:
    return prelude.strip().lower().startswith(("@media", "@supports", "@layer", "@container", "@document"))


def _of_rule(prelude: str) -> Iterator[Told]:
    """Yield the names in what stands before a rule: who it is for, or when."""
    if "\\" in prelude or prelude.strip().lower().startswith(("@supports", "@container", "@document")):
        yield Holds.HIDDEN_WORDS
    elif not says_nothing(prelude.strip()):
        yield as_name(prelude)


def _of_rest(text: str, *, is_inside: bool) -> Iterator[Told]:
    """Yield what a declaration hides, or an order to the sheet; words in no rule are shown to nobody."""
    if not text.strip():
        return
    if is_inside:
        yield from _of_declaration(*text.partition(":")[::2])
    elif not text.strip().startswith(("@charset", "@namespace")) or not says_nothing(text.strip()):
        yield Holds.HIDDEN_WORDS


def _of_declaration(name: str, value: str) -> Iterator[Told]:
    name, value = name.strip(), value.replace("!important", "").strip()
    if name.startswith("--") or not says_nothing(name):
        yield as_name(f"{name}: {value}")
    elif not _shows(name.lower(), value.lower()):
        yield Holds.HIDDEN_WORDS
    elif (name.lower() not in _BY_NAME or name.lower() == "font") and not says_nothing(
        _ESCAPE.sub(" ", value)
    ):
        yield as_name(value)


def _shows(name: str, value: str) -> bool:
    if name.startswith("mso-"):
        return "hide" not in name
    known = _BY_NAME.get(name)
    if known is not None:
        return known(value)
    if _PLAIN.fullmatch(name) is None or "\\" in value:
        return False
    if name in {"font-family", "src", "list-style", "list-style-type"} and re.search(r"[\d.]", value) is None:
        return True
    if not _is_fair(name, value):
        return False
    # Moved out of sight, or drawn over each other.
    return name == "src" or re.search(r"-\d|-\.\d|\(", value) is None


def _is_fair(name: str, value: str) -> bool:
    """Tell whether lengths keep words together, on the page, and in a box in which one fits."""
    lengths = [(float(one), unit or "px") for one, unit in _LENGTHS.findall(value)]
    if name in {"width", "max-width", "column-width"}:
        return all(one * _PX.get(unit, 1.0) >= _NARROWEST_PX for one, unit in lengths if unit != "%")
    most = next((far for part, far in _FURTHEST_PX.items() if name.startswith(part)), None)
    return most is None or all(one * _PX.get(unit, 1.0) <= most for one, unit in lengths if unit != "%")


def _is_size(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    if found is None or found.group(2) is None:
        return value in _SIZE_NAMES
    return float(found.group(1)) >= _LEAST_SIZE.get(found.group(2), 1000.0)


def _is_font(value: str) -> bool:
    """The short way to say it has the size within."""
    sizes = [one for one in value.replace("/", " ").split() if _LENGTH.fullmatch(one)]
    return all(_is_size(one) for one in sizes if not one.isdigit() or len(one) < 3) and "(" not in value  # noqa: PLR2004 - a weight has three


def _is_line_height(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    least = _LEAST_SIZE.get(found.group(2), 1000.0) if found and found.group(2) else 0.8
    return value in {"normal", "inherit"} or (found is not None and float(found.group(1)) >= least)


def _has_light_ground(value: str) -> bool:
    return is_light(value)


def _is_moved_by(value: str) -> bool:
    """A first line hangs by a few letters at most; further left it is out of sight."""
    found = re.fullmatch(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|ex|mm|cm|in)?", value)
    if found is None:
        return value in {"inherit", "initial"}
    most = {"em": 6, "rem": 6, "px": 100, "pt": 80, "cm": 3, "mm": 30, "in": 1.2}.get(found.group(2) or "", 0)
    return -most <= float(found.group(1)) <= 10 * most or float(found.group(1)) == 0


_BY_NAME: dict[str, Callable[[str], bool]] = {
    "color": is_dark,
    "background": _has_light_ground,
    "background-color": _has_light_ground,
    "font": _is_font,
    "font-size": _is_size,
    "line-height": _is_line_height,
    "display": _DISPLAYS.__contains__,
    "visibility": {"visible", "inherit"}.__contains__,
    "opacity": {"1", "1.0", "100%"}.__contains__,
    "position": {"static", "relative"}.__contains__,
    "overflow": {"visible", "auto", "scroll"}.__contains__,
    "overflow-x": {"visible", "auto", "scroll"}.__contains__,
    "overflow-y": {"visible", "auto", "scroll"}.__contains__,
    "height": {"auto", "100%", "inherit"}.__contains__,
    "max-height": {"none", "100%", "95%", "98%"}.__contains__,
    "text-indent": _is_moved_by,
    "content": lambda value: _CONTENT.fullmatch(value) is not None,
}
