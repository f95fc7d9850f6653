"""Towns and the like, by a list of names that is given: whatever is narrower than a country."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consentkit.domain.names.parting import is_parted
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.folding import folded_wording
from consentkit.domain.words.searching import CAPITALS, Hit

_WORDS = re.compile(rf"[{CAPITALS}][\w'-]*(?:(?: |-)[A-Za-zÀ-ỹĐđ][\w'-]*){{0,3}}")
_WORD = re.compile(r"[\w']+")
_UNSPACED = re.compile("[\u0e01-\u0e4e]+|[\u0e81-\u0ecd]+|[\u1780-\u17d3]+|[\u1000-\u109f]+|[\u4e00-\u9fff]+")
_LEAST_UNSPACED = 5
"""A shorter name is a syllable of many words in Thai, Lao, Khmer and Burmese."""
_LEAST_HAN = 2
_LEAST_SPACED = 3
_SAYS_PLACE = re.compile(
    "(?:จังหวัด|อำเภอ|เมือง|จ\\.|อ\\.|แขวง|ແຂວງ|ເມືອງ|ນະຄອນ|ខេត្ត|ក្រុង|ស្រុក|ရာជធានី|省|市|县) ?$"
)
_SAYS_PLACE_AFTER = re.compile("(?:မြို့|တိုင်း|ပြည်နယ်|省|市|县|州)|,? (?:[Pp]rovince|[Cc]ity|[Tt]own|[Dd]istrict)")
_COMMON = frozenset(
    """
angel august best bath beach bend bridge camp central church city college corner delta east eden
enterprise faith field forest garden general good grand green hill home hope independence island justice
lake liberty long love man march may mobile moscow most mountain nice north of orange paradise park pearl
port price rose reading river sale same santa search see short silver song south spring square stone
strand sun surprise union university valley victoria village vision wall war water west white wood young
bar ban bang don dan pan pang sam san sang nang nam nan na no not now the then they there thing this time
thai thap tha than her him he one on or our out pa pak pai phu rai sen sin so sop tak tap tan tang to tom
ton tri van wan wang yang ya kham an bo but by ha how la lak lat lai lang lo mae mai me mi my mo mok mong
ny do dao dai da hai hoa lam lan linh thanh minh mean made sa sai sok som song sun tam chi chan chang anna
marie mary laura roman salt hot cam can kon con pho long phong kim so siem phan phanom sao pong kang khan
khao loei ngo nong không nguyên trang tràng cho chợ chỗ true male china india japan korea laos vietnam cambodia thailand myanmar burma malaysia
singapore macau monaco luxembourg guatemala panama kuwait djibouti mexico mekong asia europe africa
""".split()
)
"""Names of towns that are other words at least as often, and countries."""
_COMMON_UNSPACED = frozenset(
    "自由 สังคม ท่าเรือ ดวงดาว กลาง ใหม่ កណ្តាល កណ្ដាល ဘုရားကြီး 新安 和平 平安 太平 大同 永安".split()
)
_SURE_UNSPACED = 9
"""So long a name is no part of other words, wherever a dictionary parts it."""
_SAYS_TOWN = re.compile("^(?:ក្រុង|ខេត្ត|ស្រុក|ເມືອງ|ແຂວງ|ນະຄອນ|อำเภอ|จังหวัด)|(?:မြို့|市|县|省)$")
"""What a list has before or after a name, and a text has not."""


@dataclass(frozen=True)
class Gazetteer:
    """Names of towns: in scripts with spaces by all of it, without by its first two signs."""

    spaced: dict[str, str]
    unspaced: dict[str, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "Gazetteer":
        """Return the gazetteer of these pairs of country and name."""
        spaced: dict[str, str] = {}
        unspaced: dict[str, list[tuple[str, str]]] = {}
        for country, name in rows:
            if _UNSPACED.match(name):
                bare = _SAYS_TOWN.sub("", name)
                for one in {name, bare} if len(bare) >= _least_signs(bare) else {name}:
                    unspaced.setdefault(one[:2], []).append((one, country))
            else:
                spaced[folded_wording(name).replace("-", " ")] = country
                spaced.setdefault(without_marks(folded_wording(name)), country)
        ordered = {start: tuple(sorted(names, key=_longest_first)) for start, names in unspaced.items()}
        return cls(spaced, ordered)


def without_marks(word: str) -> str:
    """Return a word as who has no such keys types it: Ha Noi, Dong Anh."""
    if word.isascii():
        return word
    bare = unicodedata.normalize("NFD", word).replace("\u0111", "d")
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).replace("-", " ")


def _longest_first(named: tuple[str, str]) -> tuple[int, str]:
    return -len(named[0]), named[0]


NO_PLACES = Gazetteer({}, {})


def place_hits(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Yield the towns of a text; names that are other words too count where a word beside says place."""
    for found in _WORDS.finditer(text):
        yield from _in_capitals(text, *found.span(), gazetteer)
    for run in _UNSPACED.finditer(text):
        yield from _in_run(text, *run.span(), gazetteer)


def _in_capitals(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Hit]:
    words = [(one.start() + start, one.end() + start) for one in _WORD.finditer(text[start:end])]
    at = 0
    while at < len(words):
        for last in range(min(at + 4, len(words)), at, -1):
            begin, stop = words[at][0], words[last - 1][1]
            name = text[begin:stop].casefold().replace("-", " ")
            country = gazetteer.spaced.get(name) or _in_other_marks(text[begin:stop], gazetteer)
            if country and text[begin].isupper() and (not _is_common(name) or _says_place(text, begin, stop)):
                yield Hit(WordKind.PLACE, begin, stop, country)
                at = last - 1
                break
        at += 1


def _in_other_marks(said: str, gazetteer: Gazetteer) -> str | None:
    """Of a name of several words, each with its capital, the marks may stand elsewhere: Hoà Bình, Hòa Bình."""
    words = said.replace("-", " ").split()
    if len(words) < 2 or not all(word[0].isupper() for word in words):  # noqa: PLR2004 - several
        return None
    return gazetteer.spaced.get(without_marks(" ".join(words).casefold()))


def _is_common(name: str) -> bool:
    return name in _COMMON or len(name) < _LEAST_SPACED


def _says_place(text: str, start: int, end: int) -> bool:
    before = _SAYS_PLACE.search(text, max(0, start - 12), start)
    return before is not None or _SAYS_PLACE_AFTER.match(text, end) is not None


def _in_run(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Hit]:
    at = start
    while at < end - 1:
        for name, country in gazetteer.unspaced.get(text[at : at + 2], ()):
            if text.startswith(name, at) and _is_long(text, at, name):
                yield Hit(WordKind.PLACE, at, at + len(name), country)
                at += len(name) - 1
                break
        at += 1


def _is_long(text: str, at: int, name: str) -> bool:
    """Tell whether a name stands there and is no part of another word, or a word beside says that it is a place."""
    end = at + len(name)
    if _says_place(text, at, end):
        return True
    if len(name) < _least_signs(name) or name in _COMMON_UNSPACED:
        return False
    return len(name) >= _SURE_UNSPACED or (is_parted(text, at) and is_parted(text, end))


def _least_signs(name: str) -> int:
    return _LEAST_HAN if "\u4e00" <= name[:1] <= "\u9fff" else _LEAST_UNSPACED
