"""What of an identity is looked for in words: each part of a name in the ways in which it is spelled, each number."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations

from consentkit.domain.names.romanising import romanised, syllable_sounds
from consentkit.domain.names.sounds import UNSPACED, accented, first_sound, plain, scripts_in, sound_of
from consentkit.domain.people import Identity
from consentkit.domain.values import Value
from consentkit.domain.words.findings import WordFinding, WordKind
from consentkit.domain.words.looking import WordRules, look_for
from consentkit.domain.words.persons import is_common


class NamePart(StrEnum):
    """What of a person's identity a key is."""

    FULL = "full"
    PART = "part"
    """A first name, a family name, a nickname beside the name."""
    GIVEN = "given"
    """Of a Vietnamese name a syllable, or more, of what somebody is called by; two of them are no whole name."""
    FAMILY = "family"
    LINKED = "linked"
    """A name that the note or the contact tells: of a relative, or a nickname."""
    NUMBER = "number"
    ACCOUNT = "account"
    EMAIL = "email"
    ADDRESS = "address"


KEYS = 3
"""By which rules names are spelled: higher once one is compared by another key than before."""


class NameKey(Value):
    """One thing to compare with words. It is a secret as the name is, and kept nowhere."""

    part: NamePart
    key: str


NAMES = frozenset({NamePart.FULL, NamePart.PART, NamePart.GIVEN, NamePart.FAMILY, NamePart.LINKED})

_APART = re.compile(r"[\n/,;|()\[\]\u201c\u201d\"\uff08\uff09\uff0c\u3001]+")
_TITLES = frozenset(
    "mr mrs ms miss mx dr khun nai nang lok neang thao daw ko ma mg maung u em be co chi anh ong ba chau bong thi van "
    "aunt uncle".split()
)
_TITLE_BEFORE = re.compile(
    "^(?:นางสาว|นาง|นาย|เด็กหญิง|เด็กชาย|ด\\.ญ\\.|ด\\.ช\\.|น\\.ส\\.|น้อง|คุณ|ທ້າວ|ນາງ|ທ່ານ|អ្នកនាង|នាង|កញ្ញា|លោកស្រី|លោក|ဒေါ်|ဦး|မောင်|ကို|မယ်)(?=..)"
)
_HAN = re.compile("^[\u3400-\u9fff]{2,4}$")
FAMILIES = frozenset("nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly".split())
"""Vietnamese families, before whose name the given one stands."""
_DIGITS = re.compile(r"\d(?:[ ().\-/\u00b7]{0,3}\d){5,}")
_MOST_KEYS = 220
"""Of one identity. A longer note has more in it than a name and a way to reach somebody."""
_MOST_SPELLINGS = 20
_MOST_SOUNDS = 40
"""Of a name that is written as one word: each of its syllables is spelled in some ways."""
MOST_ADDRESS_WORDS = 5
LEAST_PHONE_DIGITS = 8
"""So many last digits of a telephone number are compared: with its country's and without."""


def keys_of(identity: Identity, rules: WordRules) -> tuple[NameKey, ...]:
    """Return what is looked for of an identity; `()` where there is nothing that a program can look for."""
    found = dict.fromkeys([*_names(identity.name), *_told(identity, rules)])
    return tuple(found)[:_MOST_KEYS]


INITIALS = ("a", "b", "d", "f", "h", "i", "k", "l", "m", "n", "ng", "o", "p", "r", "s", "t", "w", "y")
"""With what a name may begin, as it is heard: K, Kh, G and C alike."""


def first_sounds(name: str) -> frozenset[str]:
    """Return with what the words of a name begin, as they are heard; empty where no program can say."""
    words = [one for part in _APART.split(name) for one in part.split()]
    told = [plain(_TITLE_BEFORE.sub("", one)) for one in words]
    spelled = {way for one in told if one and one not in _TITLES for way in romanised(one) or (one,)}
    return frozenset(sound for one in spelled if (sound := first_sound(one)))


def scripts_of(identity: Identity) -> frozenset[str]:
    """Return in which scripts a name is known."""
    return scripts_in(identity.name)


def _names(told: str) -> Iterator[NameKey]:
    for number, name in enumerate(one for one in _APART.split(told) if one.strip()):
        yield from _name(
            name, NamePart.FULL if number == 0 or " " in name.strip() else NamePart.PART, NamePart.PART
        )


def _name(name: str, whole: NamePart, part: NamePart) -> Iterator[NameKey]:
    """One name: the whole of it without spaces, in any order, and each part by itself."""
    words = [_TITLE_BEFORE.sub("", one.strip(".")) for one in name.replace(".", ". ").split()]
    parts = [one for one in words if plain(one)]
    told = [one for one in parts if plain(one) not in _TITLES] or parts
    yield from _spellings("".join(told), whole) if len(told) == 1 or plain("".join(told)).isascii() else ()
    for order in dict.fromkeys((tuple(parts), tuple(told), (*told[1:], *told[:1]), (*told[-1:], *told[:-1]))):
        yield from _as_written("".join(order), whole)
    if len(told) == 1 and _HAN.match(told[0]):
        given = told[0][1 if len(told[0]) < 4 else 2 :]  # noqa: PLR2004 - two families in four signs
        yield from _spellings(given, part) if len(given) > 1 else ()
    has_family = part is NamePart.PART and len(told) > 1 and plain(told[0]) in FAMILIES
    given = NamePart.GIVEN if has_family else part
    for at, one in enumerate(told if len(told) > 1 else ()):
        yield from _spellings(one, NamePart.FAMILY if has_family and at == 0 else given)
    for first, last in combinations(range(len(told)), 2):
        is_whole = part is NamePart.PART and (first == 0 or not has_family)
        if last - first < len(told) - 1:
            yield from _spellings("".join(told[first : last + 1]), NamePart.FULL if is_whole else given)


def _spellings(name: str, part: NamePart) -> Iterator[NameKey]:
    said = plain(name)
    if len(said) < 2:  # noqa: PLR2004 - one letter is nobody's name to a program
        return
    yield from _as_written(name, part)
    yield from _apart(name, part)
    latin = romanised(name)[:_MOST_SPELLINGS]
    for one in latin or (said,):
        if sound := sound_of(one):
            yield NameKey(part=part, key=f"s:{sound}")
        elif latin and len(one) > 2:  # noqa: PLR2004 - as above
            yield from (NameKey(part=part, key=f"w:{spelled}") for spelled in {one, re.sub("y$", "i", one)})


def _as_written(name: str, part: NamePart) -> Iterator[NameKey]:
    """As it is written: words with accents are compared with them, where it is sealed with any."""
    yield NameKey(part=part, key=f"w:{plain(name)}")
    with_accents = accented(name)
    if with_accents or plain(name).isascii():
        yield NameKey(part=part, key=f"v:{with_accents}" if with_accents else f"b:{plain(name)}")


def _apart(name: str, part: NamePart) -> Iterator[NameKey]:
    """A name that is written as one word and spelled as several."""
    for sound in syllable_sounds(name)[:_MOST_SOUNDS]:
        if sound:
            yield NameKey(part=part, key=f"s:{sound}")


def _told(identity: Identity, rules: WordRules) -> Iterator[NameKey]:
    for text in (identity.contact, identity.note):
        found = look_for(text, rules)
        yield from _numbers(text)
        for one in found:
            yield from _of_finding(one)
        yield from _linked(text, found)
        yield from _addresses(text)


def _of_finding(one: WordFinding) -> Iterator[NameKey]:
    if one.kind is WordKind.NAME:
        yield from _name(one.wording, NamePart.LINKED, NamePart.LINKED)
    elif one.kind in KEYED:
        yield from key_of_kind(one.kind, one.wording)
    elif one.kind is WordKind.INSTITUTION:
        yield from _spellings(one.wording, NamePart.ADDRESS)


KEYED = {
    WordKind.PHONE: NamePart.NUMBER,
    WordKind.NUMBER_OF_PERSON: NamePart.NUMBER,
    WordKind.PLATE: NamePart.NUMBER,
    WordKind.EMAIL: NamePart.EMAIL,
    WordKind.HANDLE: NamePart.ACCOUNT,
    WordKind.LINK: NamePart.ACCOUNT,
}
"""What is found in words by its form, and compared as a whole."""


def key_of_kind(kind: WordKind, wording: str) -> Iterator[NameKey]:
    """Yield what a number, an address or an account is compared by."""
    part = KEYED[kind]
    if part is NamePart.NUMBER:
        yield from (NameKey(part=part, key=key) for key in number_keys(wording))
        return
    said = (
        re.sub(r"\s?[\[({]?\s?(?:\bat\b|@)\s?[\])}]?\s?", "@", wording.casefold())
        if part is NamePart.EMAIL
        else wording
    )
    said = re.sub(r"\s?[\[({]?\s?\bdot\b\s?[\])}]?\s?", ".", said)
    name = (
        re.sub(r"^.*?[:=\uff1a]\s*(?!//)|^https?://(?:www\.)?|^@|\s", "", said.casefold())
        .lstrip("@")
        .rstrip("/.")
    )
    yield NameKey(part=part, key=f"a:{name}")
    tail = name.split("@")[0] if part is NamePart.EMAIL else name.rsplit("/", maxsplit=1)[-1]
    if tail != name and len(tail) > 4:  # noqa: PLR2004 - shorter ones are words
        yield NameKey(part=NamePart.ACCOUNT, key=f"a:{tail}")


def number_keys(wording: str) -> Iterator[str]:
    """Yield what a number of a telephone, a card or a case is compared by."""
    said = "".join(one for one in wording.casefold() if one.isalnum())
    digits = "".join(one for one in said if one.isdigit())
    if len(digits) >= LEAST_PHONE_DIGITS:
        yield f"d:{digits[-LEAST_PHONE_DIGITS:]}"
    elif len(digits) > 4:  # noqa: PLR2004 - fewer are a year, or a count
        yield f"d:{digits}"
    elif len(digits) > 2 and said != digits:  # noqa: PLR2004 - as 2019/33 of a case
        yield f"d:{said}"


def _numbers(text: str) -> Iterator[NameKey]:
    for found in _DIGITS.finditer(text):
        yield from (NameKey(part=NamePart.NUMBER, key=key) for key in number_keys(found.group()))


_CAPITALISED = re.compile(r"(?<![.!?\n] )(?<!^)(?<!\n)(?<!\w)[^\W\d_][\w'-]+")


def _linked(text: str, found: Iterable[WordFinding]) -> Iterator[NameKey]:
    """Words with a capital inside a sentence that are no place: the people of whom a note tells."""
    known = [(one.start, one.end) for one in found]
    for one in _CAPITALISED.finditer(text):
        word = one.group()
        is_known = any(start < one.end() and one.start() < end for start, end in known)
        if (
            word[0].isupper()
            and not is_known
            and not is_common(word)
            and not re.search(f"[{UNSPACED}]", word)
        ):
            yield from _spellings(word, NamePart.LINKED)


def _addresses(text: str) -> Iterator[NameKey]:
    for one in re.split(r"[\n,;]", text):
        words = re.findall(r"[^\W_]+", one)
        has_number = any(word[0].isdigit() and len(word) < 6 for word in words)  # noqa: PLR2004 - a house's, no telephone's
        if (
            has_number
            and 1 < len(words) <= MOST_ADDRESS_WORDS
            and re.search(r"[^\W\d_]", one)
            and "@" not in one
        ):
            yield NameKey(part=NamePart.ADDRESS, key=f"w:{plain(one)}")
