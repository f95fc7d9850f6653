"""Walk the elements of a WebM or Matroska file: does it end where an element does, and what is not needed?"""

from collections.abc import Iterator

from consentkit.domain.videos.videos import VideoLeak

# RFC 9559, 5.1: elements by number. The two at the top, and those in a segment.
_HEADER, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_SEEK_HEAD, _INFO, _TRACKS, _CUES = 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1C53BB6B
_CHAPTERS, _TAGS = 0x1043A770, 0x1254C367
_VOID, _CHECKSUM = 0xEC, 0xBF
# In a cluster: its time, where it is, blocks; in a group of blocks what says how long and decoded from what.
_BLOCKS = frozenset({0xE7, 0xA7, 0xAB, 0xA3, 0xA0, _VOID, _CHECKSUM})
_GROUP = 0xA0
_IN_GROUP = frozenset({0xA1, 0x9B, 0xFB, 0x75A2, 0xFA, _VOID, _CHECKSUM})
_MORE_IN_BLOCK = 0x75A1
_IN_INFO = frozenset({0x2AD7B1, 0x4489, _CHECKSUM, _VOID})
_INFO_LEAKS = {
    0x7BA9: VideoLeak.WORDS,
    0x4461: VideoLeak.DATES,
    0x4D80: VideoLeak.CAMERA,
    0x5741: VideoLeak.CAMERA,
}
_LEAKS = {_TAGS: VideoLeak.WORDS, _CHAPTERS: VideoLeak.CHAPTERS}
_NEEDED = frozenset({_SEEK_HEAD, _INFO, _TRACKS, _CUES, _CLUSTER, _CHECKSUM})

Element = tuple[int, int, int]
"""Its number, where its content begins, and where it ends."""


def is_webm_whole(data: bytes) -> bool:
    """Tell whether the file ends where an element ends, so that it was counted to its end."""
    try:
        outside = [number for number, _, _ in _elements(data, 0, len(data))]
        return outside == [_HEADER, _SEGMENT] and any(
            number == _CLUSTER for number, _, _ in list(_inside(data))
        )
    except (ValueError, IndexError):
        return False


def leaks_in_webm(data: bytes) -> tuple[VideoLeak, ...]:
    """Return what a WebM holds beside what its frames and sound need; what cannot be followed is UNKNOWN."""
    try:
        found = set(_leaks(data))
    except (ValueError, IndexError):
        found = {VideoLeak.UNKNOWN}
    return tuple(leak for leak in VideoLeak if leak in found)


def _leaks(data: bytes) -> Iterator[VideoLeak]:
    if [number for number, _, _ in _elements(data, 0, len(data))] != [_HEADER, _SEGMENT]:
        yield VideoLeak.UNKNOWN
    for number, start, end in _inside(data):
        if number == _INFO:
            for part, _, _ in _elements(data, start, end):
                if part not in _IN_INFO:
                    yield _INFO_LEAKS.get(part, VideoLeak.UNKNOWN)
        elif number == _GROUP:
            yield from _in_group(data, start, end)
        elif number == _VOID:
            if any(data[start:end]):
                yield VideoLeak.UNKNOWN
        elif number not in _NEEDED | _BLOCKS:
            yield _LEAKS.get(number, VideoLeak.UNKNOWN)


def _in_group(data: bytes, start: int, end: int) -> Iterator[VideoLeak]:
    for part, _, _ in _elements(data, start, end):
        if part == _MORE_IN_BLOCK:
            yield VideoLeak.OTHER_VIDEO
        elif part not in _IN_GROUP:
            yield VideoLeak.UNKNOWN


def _inside(data: bytes) -> Iterator[Element]:
    """Yield what is in the segments, and what is in their clusters in turn with it.

    A cluster is gone into, and not passed over: one without a length ends where the next begins.
    """
    for number, start, end in _elements(data, 0, len(data)):
        at = start
        while number == _SEGMENT and at < end:
            inner = _element(data, at, end)
            yield inner
            at = inner[1] if inner[0] == _CLUSTER else inner[2]


def _elements(data: bytes, at: int, end: int) -> Iterator[Element]:
    while at < end:
        number, start, stop = _element(data, at, end)
        yield number, start, stop
        at = stop


def _element(data: bytes, at: int, end: int) -> Element:
    """Return the element that begins here; one that does not say how long it is ends with what holds it."""
    number_bytes = _length_of(data[at])
    number = int.from_bytes(data[at : at + number_bytes], "big")
    start = at + number_bytes
    size_bytes = _length_of(data[start])
    unknown = (1 << 7 * size_bytes) - 1
    size = int.from_bytes(data[start : start + size_bytes], "big") & unknown
    start += size_bytes
    stop = end if size == unknown else start + size
    if stop > end:
        raise ValueError("an element goes on behind the end")
    return number, start, stop


def _length_of(first: int) -> int:
    """Return how many bytes a number takes, by its first one."""
    if first == 0:
        raise ValueError("no number")
    return 9 - first.bit_length()
