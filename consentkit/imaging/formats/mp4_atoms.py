"""Walk the atoms of an MP4 file: is it whole; and of one that we wrote, what is not needed to play it?"""

from collections.abc import Iterator

from consentkit.domain.videos.videos import VideoLeak
from consentkit.imaging.formats.mp4_edits import TrackAtoms, tracks_in
from consentkit.imaging.formats.mp4_slack import (
    beside_frames,
    frames_of,
    has_slack,
    has_users_words,
    says_more,
)
from consentkit.imaging.formats.mp4_spare import says_else

_PARENTS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl", b"edts"})
_NEEDED = _PARENTS | {
    b"ftyp", b"free", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"vmhd", b"smhd", b"dref", b"stsd",
    b"stts", b"stss", b"ctts", b"stsc", b"stsz", b"stco", b"co64", b"elst", b"sgpd", b"sbgp",
}  # fmt: skip
_DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_HANDLERS = (b"vide", b"soun")
_NAMES = frozenset({b"VideoHandler", b"SoundHandler"})
_ENCODER = b"x264 - core"
_CHAPTER_LINK = b"tref"
_NO_TAGS = (
    b"\x00\x00\x005meta\x00\x00\x00\x00\x00\x00\x00!hdlr\x00\x00\x00\x00\x00\x00\x00\x00mdirappl"
    b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08ilst"
)
"""The empty list of tags that libav writes into every file."""


def leaks_in_mp4(data: bytes) -> tuple[VideoLeak, ...]:
    """Return what an MP4 holds beside what its frames and sound need; `()` means nothing.

    Anything that cannot be parsed to its last byte is UNKNOWN.
    """
    try:
        found = set(_leaks(data))
    except (ValueError, IndexError, KeyError):
        return (VideoLeak.UNKNOWN,)
    return tuple(leak for leak in VideoLeak if leak in found)


def is_mp4_cut_off(data: bytes) -> bool:
    """Tell whether an atom of an MP4 or MOV file claims more than the file holds."""
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if length == 0:
            return False  # the last atom, to the end of the file
        at += max(length, 8)
    return at > len(data)


def _leaks(data: bytes) -> Iterator[VideoLeak]:
    handlers = []
    for kind, content in _atoms(data):
        if kind == b"hdlr":
            handlers.append(content[8:12])
        if kind != b"udta" or content != _NO_TAGS:
            yield from _leaks_of(kind, content)
    tracks = tuple(tracks_in(_atoms(data)))
    if any(track.hides_some() for track in tracks):
        yield VideoLeak.HIDDEN_FILM
    yield from _beside_frames(data, tracks)
    if handlers.count(b"vide") != 1 or handlers.count(b"soun") > 1 or set(handlers) - set(_HANDLERS):
        yield VideoLeak.UNKNOWN


def _beside_frames(data: bytes, tracks: tuple[TrackAtoms, ...]) -> Iterator[VideoLeak]:
    """Yield what lies where the frames lie and is none of them, or stands within them for no player."""
    places = [(track, frames_of(track)) for track in tracks]
    frames = [one for _, found in places for one in found]
    if any(says_more(track) for track in tracks) or beside_frames(_film_in(data), frames, data):
        yield VideoLeak.UNKNOWN
    if any(has_users_words(track.atoms, found, data) for track, found in places):
        yield VideoLeak.WORDS


def _film_in(data: bytes) -> list[tuple[int, int]]:
    found, at = [], 0
    while at < len(data):
        length, head = int.from_bytes(data[at : at + 4], "big"), 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if data[at + 4 : at + 8] == b"mdat":
            found.append((at + head, at + length))
        at += length
    return found


def _leaks_of(kind: bytes, content: bytes) -> Iterator[VideoLeak]:
    if kind == _CHAPTER_LINK:
        yield VideoLeak.CHAPTERS
    elif kind not in _NEEDED:
        yield VideoLeak.WORDS if kind in {b"udta", b"meta"} else VideoLeak.UNKNOWN
    elif kind in _DATED and any(_dates(content)):
        yield VideoLeak.DATES
    elif kind == b"hdlr" and content[24:].rstrip(b"\x00") not in _NAMES:
        yield VideoLeak.WORDS
    elif kind == b"free" and any(content):
        yield VideoLeak.UNKNOWN
    elif kind == b"mdat" and _ENCODER in content:
        yield VideoLeak.WORDS
    elif has_slack(kind, content) or says_else(kind, content):
        yield VideoLeak.UNKNOWN


def _atoms(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (kind, content) of each atom and of each within it; they must fill what holds them."""
    at = 0
    while at < len(data):
        length, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if length < head or at + length > len(data):
            raise ValueError
        content = data[at + head : at + length]
        yield kind, content
        if kind in _PARENTS:
            yield from _atoms(content)
        at += length


def _dates(content: bytes) -> bytes:
    """Return the bytes of when it was made and changed; zeros say nothing."""
    return content[4:20] if content[0] == 1 else content[4:12]
