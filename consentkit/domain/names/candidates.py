"""What in a text may be a name, a number or an address that is sealed: each by the key that it would have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from consentkit.domain.names.common import (
    edges_beside_names,
    ends_names,
    is_in_no_name,
    is_usual,
    is_vietnamese_word,
)
from consentkit.domain.names.keys import FAMILIES, KEYED, MOST_ADDRESS_WORDS, key_of_kind, number_keys
from consentkit.domain.names.romanising import romanised
from consentkit.domain.names.sounds import UNSPACED, accented, heard_apart, plain, sound_of
from consentkit.domain.words.contacts import contact_hits
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.persons import NO_VIETNAMESE_NAME
from consentkit.domain.words.searching import Text

if TYPE_CHECKING:
    from icu import BreakIterator

_WORD = re.compile(rf"(?:(?![{UNSPACED}])[^\W\d_])+")
_RUN = re.compile(f"[{UNSPACED}]+")
_HAN = re.compile("[\u3400-\u9fff]")
_BURMESE = re.compile("[\u1000-\u109f]")
_DIGITS = re.compile(r"(?<![\w])\+?\(?\d(?:[ ().\-/\u00b7]{0,3}\d){4,15}(?!\w)", re.ASCII)
_CODE = re.compile(
    r"(?<![\w])(?=[\w/-]*\d)(?=[\w/-]*[A-Za-z/-])[A-Za-z0-9][A-Za-z0-9/-]{3,19}(?!\w)", re.ASCII
)
_ANY_WORD = re.compile(rf"(?:(?![{UNSPACED}])[^\W_])+")
_BETWEEN = re.compile(r"[ \-_.]?\Z")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n\u201c\u2018\"(]|[\u2022*#-] ?)\s*\Z")
_OF_TIME = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|last|next|this|early|late|mid|from|during|to)|\d)[ -]*\Z",
    re.IGNORECASE,
)
_VIETNAMESE = re.compile("[\u01a0-\u01b0\u0110\u0111\u1ea0-\u1ef9]")
_MOST_TOGETHER = 4
_MOST_SIGNS = 14
"""Of a name in a script without spaces."""
_MOST_HAN = 4
_MOST_BURMESE = 22
"""Burmese writes more signs for a syllable."""
_MOST_TOGETHER_BURMESE = 5
_CLOSES_SYLLABLE = re.compile(
    "[\u102b-\u103e]|[\u1000-\u1021](?=\u1037?\u103a|\u1039)|(?<=\u1039)[\u1000-\u1021]"
)
_SHORT, _SHORT_HAN = 3, 2
"""A word of no more signs, in a script without spaces, is often another word."""
_MOST_TOGETHER_ACROSS = 3
_LEAST_SOUND_ACROSS = 5
"""So long must the sound of a word of another script be to be compared with names in Latin letters."""
_BEFORE_NAMES = re.compile(
    "(?:นางสาว|นาง|นาย|เด็กหญิง|เด็กชาย|ด\\.ญ\\.|ด\\.ช\\.|น\\.ส\\.|น้อง|พี่|คุณ|ชื่อ|ชื่อว่า|ชื่อเล่น|ຊື່|ທ້າວ|ນາງ|ທ່ານ|ឈ្មោះ|ឈ្មោះថា|អ្នកនាង|នាង|កញ្ញា|"
    "លោកស្រី|លោក|အမည်|နာမည်|ဒေါ်|ဦး|မောင်|ကို|မယ်|叫|名叫|小|阿) ?\\Z"
)


_AFTER_NAMES = re.compile(
    "女士|先生|小姐|老师|老師|同学|同學|阿姨|大姐|姐|妹妹|哥|弟弟|医生|醫生|护士|奶奶|爷爷|叔叔|师傅"
)
"""After a Chinese name of two signs, these say that it is one; a name that is one sign twice is a name anyway."""


@dataclass(frozen=True)
class Candidate:
    """A wording of a folded text, from `start` to `end`, exclusive, and the key by which it is compared.

    One that is not `sure` may as well be another word: a match says nothing, and nothing else is known either.
    """

    key: str
    start: int
    end: int
    is_sure: bool = True
    kind: WordKind = WordKind.NAME


def candidates_in(said: str) -> Iterator[Candidate]:
    """Yield what in a folded text is to be compared, the same key as often as it stands there."""
    yield from _of_numbers(said)
    times = [found.span() for found in NO_VIETNAMESE_NAME.finditer(said)]
    words = [
        one for one in _WORD.finditer(said) if not any(first <= one.start() < last for first, last in times)
    ]
    yield from _of_words(said, words)
    yield from _of_addresses(said)
    for run in _RUN.finditer(said):
        yield from _of_run(said, run.start(), run.end())


def _of_numbers(said: str) -> Iterator[Candidate]:
    for hit in contact_hits(Text.of(said)):
        if hit.kind in KEYED:
            for one in key_of_kind(hit.kind, said[hit.start : hit.end]):
                yield Candidate(one.key, hit.start, hit.end, kind=hit.kind)
    for pattern in (_DIGITS, _CODE):
        for found in pattern.finditer(said):
            for key in number_keys(found.group()):
                yield Candidate(key, found.start(), found.end(), kind=WordKind.NUMBER_OF_PERSON)


def _of_words(said: str, words: list[re.Match[str]]) -> Iterator[Candidate]:
    is_vietnamese = len(_VIETNAMESE.findall(said)) > len(words) // 8
    for at, word in enumerate(words):
        yield from _of_word(said, word, is_vietnamese=is_vietnamese)
        yield from _of_several(said, words, at)


def _of_word(said: str, found: re.Match[str], *, is_vietnamese: bool) -> Iterator[Candidate]:
    word, start, end = found.group(), found.start(), found.end()
    bare = plain(word)
    if is_vietnamese and is_vietnamese_word(word):
        return
    if len(bare) < 2 or (len(bare) == 2 and word.islower()):  # noqa: PLR2004 - as in keys
        return
    if word[0].islower():
        # A syllable of Vietnamese is a word of many names: it needs its capital, or the family before it.
        if not is_usual(bare) and not is_vietnamese:
            yield from _written(word, start, end)
        return
    before = said[max(0, start - 12) : start]
    begins = bool(_SENTENCE_BEGINS.search(before))
    if is_usual(bare):
        yield from _written(word, start, end, is_sure=not begins and not _OF_TIME.search(before))
        return
    # A syllable of Vietnamese that begins a sentence may as well be a word.
    yield from _written(word, start, end, is_sure=not (begins and is_vietnamese))
    if not is_vietnamese and (sound := sound_of(bare)):
        yield Candidate(f"s:{sound}", start, end)


def _written(word: str, start: int, end: int, *, is_sure: bool = True) -> Iterator[Candidate]:
    """A word with accents is compared as it is written; one without them may be any."""
    with_accents = accented(word)
    keys = (f"v:{with_accents}", f"b:{plain(word)}") if with_accents else (f"w:{plain(word)}",)
    yield from (Candidate(key, start, end, is_sure=is_sure) for key in keys)


def _of_several(said: str, words: list[re.Match[str]], at: int) -> Iterator[Candidate]:
    """Words that stand together as the parts of a name do, taken as one."""
    start, joined = words[at].start(), words[at].group()
    is_family = plain(joined) in FAMILIES
    said_apart = [plain(joined)]
    for before, word in zip(words[at:], words[at + 1 : at + _MOST_TOGETHER], strict=False):
        between = said[before.end() : word.start()]
        is_joined = between in {"_", ".", "-"}
        is_name = is_joined or is_family or (words[at].group()[0].isupper() and word.group()[0].isupper())
        if not _BETWEEN.match(between) or not is_name:
            return
        joined += word.group()
        bare = plain(joined)
        yield from _written(joined, start, word.end())
        said_apart.append(plain(word.group()))
        if between not in {"_", "."} and not accented(joined):
            for sound in {sound_of(bare), heard_apart(said_apart)} - {""}:
                yield Candidate(f"s:{sound}", start, word.end())


def _of_addresses(said: str) -> Iterator[Candidate]:
    words = list(_ANY_WORD.finditer(said))
    for at, word in enumerate(words):
        if not word.group()[0].isdigit() and not word.group()[0].isupper():
            continue
        for last in words[at + 1 : at + MOST_ADDRESS_WORDS]:
            part = said[word.start() : last.end()]
            if "\n" in part or "." in part:
                break
            if any(one.isdigit() for one in part) and any(one.isalpha() for one in part):
                yield Candidate(f"w:{plain(part)}", word.start(), last.end(), kind=WordKind.PLACE)


def _of_run(said: str, start: int, end: int) -> Iterator[Candidate]:
    """Letters without spaces between words: one word and several together, as far as a name is long."""
    run = said[start:end]
    words = _boundaries(run)
    passed_over = {span for span in pairwise(words) if is_in_no_name(run[slice(*span)])}
    marks = sorted({*words, *edges_beside_names(run)} - _inside_syllables(run))
    together = _MOST_TOGETHER_BURMESE if _BURMESE.match(run) else _MOST_TOGETHER
    most = _MOST_HAN if _HAN.match(run) else _MOST_BURMESE if _BURMESE.match(run) else _MOST_SIGNS
    for at, first in enumerate(marks[:-1]):
        for count, last in enumerate(marks[at + 1 : at + 1 + together], start=1):
            word = (marks[at + count - 1], last)
            if last - first > most or (
                word in passed_over and not (count > 1 and ends_names(run[slice(*word)]))
            ):
                break
            yield from _of_window(said, start + first, start + last, edges=(start, end), words=count)


def _inside_syllables(run: str) -> frozenset[int]:
    """Return where no word of Burmese can end: before what closes a syllable, or is written below it."""
    return frozenset(found.start() for found in _CLOSES_SYLLABLE.finditer(run))


def _of_window(said: str, start: int, end: int, *, edges: tuple[int, int], words: int) -> Iterator[Candidate]:
    bare = plain(said[start:end])
    if len(bare) < 2:  # noqa: PLR2004 - as in keys
        return
    is_apart = start == edges[0] and end == edges[1]
    is_sure = (
        is_apart
        or words > 1
        or len(bare) > (_SHORT_HAN if _HAN.match(bare) else _SHORT)
        or bool(_BEFORE_NAMES.search(said[max(0, start - 12) : start]))
        or bool(_HAN.match(bare) and (bare[0] == bare[-1] or _AFTER_NAMES.match(said, end)))
    )
    yield Candidate(f"w:{bare}", start, end, is_sure=is_sure)
    if (
        len(bare) > _SHORT
        and words <= _MOST_TOGETHER_ACROSS
        and (spelled := romanised(bare))
        and len(sound := sound_of(spelled[0])) >= _LEAST_SOUND_ACROSS
    ):
        yield Candidate(f"s:{sound}", start, end)


def _boundaries(run: str) -> list[int]:
    breaks = _breaks()
    breaks.setText(run)
    # ICU counts in UTF-16; what is searched here is all of its first plane.
    return [0, *breaks]


@cache
def _breaks() -> "BreakIterator":
    from icu import BreakIterator, Locale

    return BreakIterator.createWordInstance(Locale("th"))
