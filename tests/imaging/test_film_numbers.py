"""Numbers of an MP4 that no player needs: where a film has others than programs write, that is told."""

import pytest
from filming import empty, film

from consentkit.domain.videos.videos import Sound, VideoLeak
from consentkit.imaging.formats.mp4_atoms import leaks_in_mp4
from consentkit.imaging.video.redacting import make_video_copy

# By the atom's name: how far behind it, and what stands there instead.
OTHERS = {
    "flags of a movie": (b"mvhd", 1, b"Sok"), "how fast it is played": (b"mvhd", 20, b"SokhaI"),
    "how it is turned": (b"mvhd", 36, b"Sokh"), "the next track": (b"mvhd", 96, b"Sokh"),
    "flags of a track": (b"tkhd", 1, b"Sok"), "a track's number": (b"tkhd", 12, b"Sokh"),
    "what is kept free": (b"tkhd", 24, b"SokhaInv"), "layers": (b"tkhd", 32, b"SokhaI"),
    "how a track is turned": (b"tkhd", 40, b"Sokh"), "before the end": (b"mdhd", 22, b"So"),
    "colours behind": (b"vmhd", 4, b"SokhaInv"), "kept free in a handler": (b"hdlr", 12, b"SokhaInvente"),
    "before a handler": (b"hdlr", 4, b"Sokh"), "who made the coder": (b"avc1", 8, b"SokhaInventedXyz"),
    "how many points to an inch": (b"avc1", 28, b"SokhaInv"), "flags of times": (b"stts", 1, b"Sok"),
    "flags of sizes": (b"stsz", 1, b"Sok"), "flags of an address": (b"url ", 1, b"So"),
    "what coder": (b"avcC", 2, b"S"), "free bits of a coder": (b"avcC", 4, b"\x03"),
    "a version in letters": (b"ftyp", 4, b"Sokh"),
}  # fmt: skip


@pytest.fixture(scope="module")
def copy():
    return make_video_copy(film(empty(6)), [], Sound.DROPPED)


def test_numbers_that_programs_write_say_nothing(copy):
    assert leaks_in_mp4(copy) == ()


@pytest.mark.parametrize("case", OTHERS)
def test_other_numbers_are_told(copy, case):
    name, more, said = OTHERS[case]
    at = copy.index(name, copy.index(b"stsd") if name in {b"avc1", b"avcC"} else 0) + 4 + more
    assert leaks_in_mp4(copy[:at] + said + copy[at + len(said) :]) == (VideoLeak.UNKNOWN,)
