"""Whether the words of a text can be searched: in which languages the patterns and lists are."""

import re
import unicodedata
from collections import Counter
from enum import StrEnum

from consentkit.domain.words.burmese import is_impossible


class Readable(StrEnum):
    """Whether a text was read: what was not is never "nothing found"."""

    YES = "yes"
    NO_WORDS = "no-words"
    """There is not one letter in it: a scanned page, or a picture of words."""
    OTHER_LANGUAGE = "other-language"
    OTHER_FONT = "other-font"
    """Burmese that was typed for a font of its own, which is other words to a program."""
    TOO_LONG = "too-long"
    NOT_TAKEN_OUT = "not-taken-out"
    """The document's words could not be taken out of it."""


MOST_SIGNS = 3_000_000
"""A longer text is not searched: a book of a thousand pages is shorter. Chosen by eye."""

_SCRIPTS = (
    ("thai", 0x0E00, 0x0E7F), ("lao", 0x0E80, 0x0EFF), ("burmese", 0x1000, 0x109F), ("burmese", 0xAA60, 0xAA7F),
    ("burmese", 0xA9E0, 0xA9FF), ("khmer", 0x1780, 0x17FF), ("khmer", 0x19E0, 0x19FF), ("han", 0x2E80, 0x2FDF),
    ("han", 0x3400, 0x9FFF), ("han", 0xF900, 0xFAFF), ("han", 0x20000, 0x323AF),
)  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile("[A-Za-zÀ-ɏẠ-ỹ']+")
_USUAL = frozenset(
    """
the of and to in a is was for on with as that at by it from are this her his she he they we i you be were
had has have not but or an my our their who which when after before there one all would been no about into
out up can will and her who said what so if then và là của có được cho không trong một những các với để
người này đã ở em tôi cô anh chị khi từ đến ra về bị đi làm rất cũng nhưng thì như năm con cháu mẹ bố
""".split()
)
_OTHERS = frozenset(
    """
de la el los las del que en un una por con para es se su le les des et du dans est une qui pour pas il
elle ce der die das und ist nicht ein eine mit von den dem zu auf yang dan di dengan untuk itu ini dari
dalam tidak akan adalah pada ke saya mereka orang ang ng sa mga na ay ko siya het een niet ik che non per
il da sono
""".split()
)
_LEAST_WORDS = 12
"""Of fewer words in Latin letters nobody can say in which language they are: patterns alone are looked for."""
_OTHER_SHARE = 0.02
_LEAST_OTHERS = 3


def readable(text: str) -> Readable:
    """Return whether a text can be searched; one that is in part in another script is not."""
    if len(text) > MOST_SIGNS:
        return Readable.TOO_LONG
    counts = _scripts_of(text)
    total = sum(counts.values())
    if not total:
        return Readable.YES if any(sign.isdigit() for sign in text) else Readable.NO_WORDS
    others = counts["other"]
    if others > max(_LEAST_OTHERS, total * _OTHER_SHARE):
        return Readable.OTHER_LANGUAGE
    if counts["burmese"] and is_impossible(text):
        return Readable.OTHER_FONT
    return Readable.OTHER_LANGUAGE if _is_of_other_latin(text) else Readable.YES


def _scripts_of(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for letter, count in Counter(_LETTER.findall(text)).items():
        found[_script_of(letter)] += count
    return found


def _script_of(letter: str) -> str:
    code = ord(letter)
    for name, first, last in _SCRIPTS:
        if first <= code <= last:
            return name
    return "latin" if unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER")) else "other"


def _is_of_other_latin(text: str) -> bool:
    """French, Malay and the like have the letters of English, and few of its small words."""
    words = [word.casefold() for word in _LATIN_WORD.findall(text)]
    if len(words) < _LEAST_WORDS:
        return False
    usual = sum(word in _USUAL for word in words)
    others = sum(word in _OTHERS for word in words)
    return others > usual or usual * 25 < len(words)
