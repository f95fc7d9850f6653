"""A text as it is searched: digits of every script as 0 to 9, look-alike letters as what they look like,
nothing unseen, words joined that a line end splits; and where each character of it stands in the text.
"""

import re
import unicodedata
from dataclasses import dataclass

_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
_UNSPACED = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3400-\u9fff\uaa60-\uaa7f"
_OTHER_DIGITS = "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u1090-\u1099\u17e0-\u17e9"
_CHANGED = re.compile(
    rf"(?P<unseen>[{_UNSEEN}\U000e0000-\U000e0fff]+)"
    # A word that goes on in the next line: after a hyphen, or where no spaces stand between words.
    r"|(?P<split>(?<=\w)[-\u2010]\r?\n[ \t]*(?=[a-z\u00df-\u024f\u1ea0-\u1ef9]))"
    rf"|(?P<unspaced>(?<=[{_UNSPACED}])[ \t]*\r?\n[ \t]*(?=[{_UNSPACED}]))"
    r"|(?P<line>[ \t]*(?:\r\n?|\n|\u2028|\x0b)(?![ \t]*[\r\n])[ \t]*)"
    # Burmese wa and ya are often typed as the digits that look like them: no digit has a vowel.
    "|(?P<letter>[\u1040\u1047](?=[\u102b-\u103e]|[\u1000-\u1021]\u103a))"
    rf"|(?P<digit>[{_OTHER_DIGITS}])"
    "|(?P<marked>[^\\W\\d_][\u0300-\u036f\u0323]+)"
    "|(?P<form>[\u00a0\u2000-\u200a\u202f\u205f\u3000\uff00-\uffef\ufb00-\ufb4f\u2460-\u24ff\u2070-\u209f"
    "\u0e33\u0eb3\U0001d400-\U0001d7ff\U0001f130-\U0001f189])"
    "|(?P<dash>[\u2010-\u2015\u2212\ufe58\ufe63])"
    "|(?P<quote>[\u2018\u2019\u02bc\u2032])"
)
_INSTEAD = {"\u1040": "\u101d", "\u1047": "\u101b"}
"""Burmese digits that stand for letters."""
_LOOK_ALIKE_WORD = re.compile(
    "[A-Za-z0-9]*[\u0370-\u03ff\u0400-\u04ff][A-Za-z0-9\u0370-\u03ff\u0400-\u04ff]*"
)
_LOOKS = {
    "А": "A", "В": "B", "Е": "E", "Ѕ": "S", "І": "I", "Ј": "J", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P",
    "С": "C", "Т": "T", "Х": "X", "У": "Y", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x",
    "ѕ": "s", "і": "i", "ј": "j", "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w", "к": "k", "м": "m", "т": "t", "н": "h",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
    "Τ": "T", "Υ": "Y", "Χ": "X", "α": "a", "ν": "v", "ο": "o", "ι": "i", "κ": "k", "ρ": "p", "υ": "u", "χ": "x",
}  # fmt: skip


@dataclass(frozen=True)
class Folded:
    """A text to be searched. `at` holds for each of its characters where it stands in the text of people."""

    text: str
    at: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return from where to where in the text of people something stands; the end is exclusive."""
        first = self.at[start] if start < len(self.at) else self.length
        return first, self.at[end - 1] + 1 if end > start else first


def fold(text: str) -> Folded:
    """Return a text as it is searched."""
    pieces: list[str] = []
    at: list[int] = []
    done = 0
    for found in _CHANGED.finditer(text):
        start, end = found.span()
        pieces.append(text[done:start])
        at.extend(range(done, start))
        new = _instead(found)
        pieces.append(new)
        # Each character that stands for several ends where the last of them does.
        at.extend([end - 1] * len(new))
        done = end
    pieces.append(text[done:])
    at.extend(range(done, len(text)))
    return Folded(_with_looks("".join(pieces)), tuple(at), len(text))


def _instead(found: re.Match[str]) -> str:
    kind, was = found.lastgroup, found.group()
    if kind in {"unseen", "split", "unspaced"}:
        return ""
    if kind == "digit":
        return str(unicodedata.digit(was))
    if kind in {"marked", "form"}:
        return unicodedata.normalize("NFC" if kind == "marked" else "NFKC", was)
    return _INSTEAD.get(was) or {"line": " ", "dash": "-"}.get(kind or "", "'")


def _with_looks(text: str) -> str:
    """Greek and Cyrillic letters in a word with Latin ones, or that all look Latin, are those."""
    return _LOOK_ALIKE_WORD.sub(_one_with_looks, text)


def _one_with_looks(found: re.Match[str]) -> str:
    word = found.group()
    looks = "".join(_LOOKS.get(letter, letter) for letter in word)
    return looks if looks.isascii() else word


def folded_wording(text: str) -> str:
    """Return a wording as it is compared with others: folded, in small letters, single spaces."""
    return " ".join(fold(text).text.casefold().split())
