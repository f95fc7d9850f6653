"""Characters that steer instead of being read: refused where text comes in, made visible where it goes out.

Control characters can clear a terminal and write another answer there; direction characters turn what
stands on a line around (Unicode Technical Report 36, 3.2.2, read 2026-11-29); half a surrogate pair cannot
be written as UTF-8. The joiners U+200C and U+200D stay: Khmer, Burmese, Sinhala and Urdu are written with
them.
"""

import re

from consentkit.domain.errors import InvalidInput
from consentkit.domain.words.burmese import is_impossible

_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_LINES = "\u2028\u2029"
_SURROGATES = "\ud800-\udfff"
_STEERING = re.compile(f"[\x00-\x1f\x7f-\x9f{_DIRECTIONS}{_LINES}{_SURROGATES}]")
_BUT_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_DIRECTIONS}{_LINES}{_SURROGATES}]")
ONE_LINE = r"^[^\p{Cc}\x{61C}\x{200E}\x{200F}\x{2028}-\x{202E}\x{2066}-\x{206F}]*$"
"""The same for fields of values, as pydantic reads patterns; no text of theirs holds half a pair."""
_FIRST_PICTURE, _LAST_CONTROL, _DELETE = 0x2400, 0x1F, 0x7F
_ONE_BYTE = 0xFF


def check_line(text: str) -> str:
    """Return a line of text.

    Raises InvalidInput (text-steers: character, place) for what steers, (text-zawgyi) for Burmese that was
    typed for the Zawgyi font.
    """
    return _checked(_STEERING, text)


def check_text(text: str) -> str:
    """Return text of one or more lines. Raises InvalidInput as `check_line`; tabs and line ends may be."""
    return _checked(_BUT_LINES, text.replace("\r\n", "\n"))


def visible(text: str) -> str:
    """Return a line with every character that steers made visible, as `␛` or `\\u202e`; nothing is lost."""
    return text if text.isascii() and text.isprintable() else _STEERING.sub(_seen, text)


def visible_lines(text: str) -> str:
    """Return lines as `visible` does; tabs and line ends stay."""
    return _BUT_LINES.sub(_seen, text)


def escaped_json(text: str) -> str:
    """Return JSON with what steers as JSON's own escapes, so that it means the same and shows nothing."""
    # Control characters below U+0020 stand in JSON as escapes already; what is left here is layout.
    return _BUT_LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _checked(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if found is not None:
        raise InvalidInput("text-steers", character=f"U+{ord(found[0]):04X}", place=found.start() + 1)
    if is_impossible(text):
        raise InvalidInput("text-zawgyi")
    return text


def _seen(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number <= _LAST_CONTROL:
        return chr(_FIRST_PICTURE + number)
    if number == _DELETE:
        return "\u2421"
    return f"\\x{number:02x}" if number <= _ONE_BYTE else f"\\u{number:04x}"
