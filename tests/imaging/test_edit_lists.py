"""Film that an edit list cuts away still lies in an MP4: it is named, and leaves with no copy."""

import struct

import pytest
from filming import RATE, empty, film, read_frames, tone

from consentkit.domain.videos.videos import Sound, VideoLeak
from consentkit.imaging.formats.mp4_atoms import leaks_in_mp4
from consentkit.imaging.video.opening import open_video
from consentkit.imaging.video.redacting import make_video_copy

_PARENTS = (b"moov", b"trak", b"mdia", b"edts")
_ONE = 0x10000
SECONDS = 2


@pytest.fixture(scope="module")
def data():
    return film(empty(SECONDS * RATE), sound=tone(SECONDS))


def edited(data, edits, track=0, version=0):
    """The film with other edits in one track: (seconds, start in seconds or None, speed). Its frames stay."""
    return _rebuilt(data, edits, version, [track], [1000])


def _rebuilt(data, edits, version, left, scale):
    out, at = b"", 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + length]
        if kind == b"elst":
            # Its first frame is not at 0 where frames were put into another order.
            first = struct.unpack(">i", content[12:16])[0] if len(content) > 12 else 0
            content = _table(edits, version, scale[0], first)
        if kind == b"trak":
            left[0] -= 1
        # Behind the film itself (`mdat`) nothing may move; the tracks lie behind it.
        if kind in _PARENTS and (kind != b"trak" or left[0] == -1):
            if kind == b"trak":
                scale[0] = _scale(content)
                content = _with_edits(content)
            content = _rebuilt(content, edits, version, left, scale)
        out += struct.pack(">I4s", 8 + len(content), kind) + content
        at += length
    return out


def _with_edits(track):
    """The track with an edit list, empty so far, where it has none."""
    if b"elst" in track:
        return track
    first = struct.unpack(">I", track[:4])[0]
    inner = struct.pack(">I4s", 8, b"elst")
    return track[:first] + struct.pack(">I4s", 8 + len(inner), b"edts") + inner + track[first:]


def _scale(track):
    at = track.index(b"mdhd") + 4
    return struct.unpack(">I", track[at + 12 : at + 16])[0]


def _table(edits, version, scale, first):
    """Lengths are in ms, as this program and libav write them."""
    rows = b"".join(
        struct.pack(
            ">IiI" if version == 0 else ">QqI",
            round(seconds * 1000),
            -1 if start is None else first + round(start * scale),
            round(speed * _ONE),
        )
        for seconds, start, speed in edits
    )
    return struct.pack(">B3xI", version, len(edits)) + rows


HIDING = {
    "the beginning": [(1, 1, 1)],
    "the end": [(1, 0, 1)],
    "the middle": [(0.5, 0, 1), (0.5, 1.5, 1)],
    "all but one place, twice": [(0.5, 0.5, 1), (0.5, 0.5, 1)],
    "all after a pause": [(1, None, 1), (0.5, 0, 1)],
    "all": [(2, None, 1)],
    "all but a frame that stands still": [(2, 0, 0)],
}
HIDING_NOTHING = {
    "none is said": [],
    "all of it": [(2, 0, 1)],
    "all of it, to its end": [(0, 0, 1)],
    "all of it after a pause": [(1, None, 1), (2, 0, 1)],
    "all of it in two parts": [(1, 0, 1), (1, 1, 1)],
    "the parts the other way round": [(1, 1, 1), (1, 0, 1)],
}


@pytest.mark.parametrize("track", [0, 1], ids=["pictures", "sound"])
@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("edits", HIDING.values(), ids=HIDING)
def test_what_an_edit_list_cuts_away_is_named(data, edits, track, version):
    hiding = edited(data, edits, track, version)
    assert VideoLeak.HIDDEN_FILM in leaks_in_mp4(hiding)


@pytest.mark.parametrize("track", [0, 1], ids=["pictures", "sound"])
@pytest.mark.parametrize("edits", list(HIDING_NOTHING.values())[1:], ids=list(HIDING_NOTHING)[1:])
def test_an_edit_list_that_shows_all_hides_nothing(data, edits, track):
    assert VideoLeak.HIDDEN_FILM not in leaks_in_mp4(edited(data, edits, track))


def test_what_encoders_write_hides_nothing(data):
    assert VideoLeak.HIDDEN_FILM not in leaks_in_mp4(data)


def test_an_edit_list_that_is_cut_off_is_not_understood(data):
    at = data.index(b"elst") + 8
    assert VideoLeak.UNKNOWN in leaks_in_mp4(data[:at] + b"\x00\x00\x00\x63" + data[at + 4 :])


def test_an_original_with_hidden_film_is_told_and_its_copy_holds_none(data):
    hiding = edited(data, HIDING["the beginning"])
    with open_video(hiding) as opened:
        assert VideoLeak.HIDDEN_FILM in opened.about.leaks
        shown = sum(1 for _frame in opened.frames())
    assert shown < SECONDS * RATE
    copy = make_video_copy(hiding, (), Sound.DROPPED)
    assert leaks_in_mp4(copy) == ()
    assert len(read_frames(copy)) == shown
