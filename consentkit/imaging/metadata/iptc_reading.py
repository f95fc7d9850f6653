"""Read somebody else's IPTC, and Photoshop's blocks around it. Runs only in a process of its own."""

from collections.abc import Iterator

from consentkit.domain.pictures.disclosures import DisclosureKind
from consentkit.imaging.metadata.words_inside import words_in

_K = DisclosureKind
_Told = Iterator[tuple[DisclosureKind, str, str]]
# IPTC IIM 4.2, record 2, by data set number; one that is not here is told by its number.
_KINDS: dict[int, tuple[str, DisclosureKind]] = {
    5: ("title", _K.WORDS), 15: ("category", _K.KEYWORD), 20: ("category", _K.KEYWORD),
    22: ("job", _K.WORDS), 25: ("keywords", _K.KEYWORD), 40: ("instructions", _K.WORDS),
    55: ("date created", _K.DATE), 60: ("time created", _K.DATE), 62: ("date digitized", _K.DATE),
    63: ("time digitized", _K.DATE), 65: ("program", _K.DEVICE), 80: ("by-line", _K.OWNER),
    85: ("by-line title", _K.OWNER), 90: ("city", _K.PLACE), 92: ("sublocation", _K.PLACE),
    95: ("state", _K.PLACE), 100: ("country code", _K.PLACE), 101: ("country", _K.PLACE),
    103: ("job reference", _K.WORDS), 105: ("headline", _K.WORDS), 110: ("credit", _K.OWNER),
    115: ("source", _K.OWNER), 116: ("copyright", _K.OWNER), 118: ("contact", _K.OWNER),
    120: ("caption", _K.WORDS), 122: ("caption writer", _K.OWNER),
}  # fmt: skip
_VERSION, _APPLICATION_RECORD = 0, 2
_MARK, _RESOURCE = 0x1C, b"8BIM"
_IPTC, _SMALL_PICTURES = 0x0404, frozenset({0x0409, 0x040C})
# Photoshop's resources that say how a picture is printed, measured and cut.
_PLAIN = frozenset({0x03ED, 0x03F3, 0x0406, 0x040D, 0x0411, 0x0414, 0x0419, 0x041A, 0x041E, 0x0421, 0x0425})
_LONGEST = 0x8000


def iptc_disclosures(content: bytes) -> _Told:
    """Yield (kind, where, value) of Photoshop's blocks, or of bare IPTC."""
    if _RESOURCE not in content:
        yield from _records(content)
        return
    for number, block in _resources(content):
        if number == _IPTC:
            yield from _records(block)
        elif number in _SMALL_PICTURES:
            yield _K.SMALL_PICTURE, "JPEG Photoshop", f"{len(block)} bytes"
        elif number not in _PLAIN:
            words = words_in(block)
            yield _K.OTHER, f"Photoshop {number}", f"{len(block)} bytes" + (f": {words}" if words else "")


def _resources(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = content.find(_RESOURCE)
    while 0 <= at < len(content) - 11:
        number = int.from_bytes(content[at + 4 : at + 6], "big")
        name = content[at + 6] + 1
        start = at + 6 + name + name % 2
        length = int.from_bytes(content[start : start + 4], "big")
        yield number, content[start + 4 : start + 4 + length]
        at = content.find(_RESOURCE, start + 4 + length)


def _records(content: bytes) -> _Told:
    at = content.find(bytes((_MARK,)))
    while 0 <= at <= len(content) - 5 and content[at] == _MARK:
        record, number = content[at + 1], content[at + 2]
        length = int.from_bytes(content[at + 3 : at + 5], "big")
        if length >= _LONGEST:
            raise ValueError("an extended data set")
        value = content[at + 5 : at + 5 + length]
        if record == _APPLICATION_RECORD and number != _VERSION:
            name, kind = _KINDS.get(number, (f"{number}", _K.OTHER))
            yield kind, f"IPTC {name}", value.decode("utf-8", "replace")
        at += 5 + length
