"""Bytes that a picture's format asks for, and that no pixel needs: what can be told of them is told."""

from random import Random

import pytest
from hiding import plain, saved
from hiding_in_corners import unused_codes

from consentkit.imaging.formats import jpeg_codes
from consentkit.imaging.walkers.gif import gif_blocks
from consentkit.imaging.walkers.jpeg import jpeg_blocks
from consentkit.imaging.walkers.table import leaks_in


def _gif(at, value):
    data = bytearray(saved(plain(Random(1)), "GIF"))
    data[at] = value
    return bytes(data)


def _without_colours(background):
    """A GIF whose frame has the palette, and whose screen names a colour of its own."""
    data = saved(plain(Random(1)), "GIF")
    size = 6 << (data[10] & 7)
    colours, at = data[13 : 13 + size], data.index(b"\x2c\x00\x00\x00\x00", 13 + size)
    frame = data[at : at + 9] + bytes([0x80 | data[10] & 7]) + colours + data[at + 10 :]
    return data[:10] + b"\x70" + background + b"\x00" + frame


def _control(content):
    data = saved(plain(Random(1)), "GIF")
    at = data.index(b"\x2c\x00\x00\x00\x00", 13)
    return data[:at] + b"\x21\xf9\x04" + content + b"\x00" + data[at:]


def _segments(marker, content):
    return b"\xff" + bytes([marker]) + (len(content) + 2).to_bytes(2, "big") + content


def _with_intervals(*intervals):
    """One restart interval before each of the first scans."""
    first, *scans = saved(plain(Random(1)), "JPEG", progressive=True).split(b"\xff\xda")
    before = [_segments(0xDD, one) for one in intervals] + [b""] * (len(scans) - len(intervals))
    return first + b"".join(one + b"\xff\xda" + scan for one, scan in zip(before, scans, strict=True))


def _with_codes(words, number):
    """A usual table with words in the place of its longest codes."""
    data = saved(plain(Random(1)), "JPEG")
    at = next(
        place
        for place in range(len(data))
        if data[place : place + 2] == b"\xff\xc4" and data[place + 4] == number
    )
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return data[: end - len(words)] + words + data[end:]


MORE = {
    "the shape of a GIF's pixels": (gif_blocks, lambda: _gif(12, ord("S"))),
    "a colour that a GIF does not have": (gif_blocks, lambda: _without_colours(b"S")),
    "the free bits of a GIF's control": (gif_blocks, lambda: _control(b"\xe0\x00\x00\x00")),
    "no colour to see through": (gif_blocks, lambda: _control(b"\x00\x00\x00S")),
    "a second restart interval": (jpeg_blocks, lambda: _with_intervals(b"So", b"kh")),
    "words among the codes of brightness": (jpeg_blocks, lambda: _with_codes(b"Sokha", 0)),
    "words among the codes of detail": (jpeg_blocks, lambda: _with_codes(b"Sokha lives at River Road", 0x10)),
}
USUAL = {
    "GIF": (gif_blocks, lambda: saved(plain(Random(1)), "GIF")),
    "GIF with its colours in the frame": (gif_blocks, lambda: _without_colours(b"\x00")),
    "GIF with a time": (gif_blocks, lambda: _control(b"\x00\x0a\x00\x00")),
    "GIF, transparent": (gif_blocks, lambda: saved(plain(Random(1)), "GIF", transparency=3)),
    "JPEG": (jpeg_blocks, lambda: saved(plain(Random(1)), "JPEG")),
    "JPEG with codes of its own": (jpeg_blocks, lambda: saved(plain(Random(1)), "JPEG", optimize=True)),
    "JPEG in steps": (jpeg_blocks, lambda: saved(plain(Random(1)), "JPEG", progressive=True)),
    "JPEG of the best": (jpeg_blocks, lambda: saved(plain(Random(1)), "JPEG", quality=100, optimize=True)),
    "JPEG with one interval": (jpeg_blocks, lambda: saved(plain(Random(1)), "JPEG", restart_marker_rows=1)),
}


@pytest.mark.parametrize("case", MORE)
def test_bytes_that_nothing_draws_are_told(case):
    walk, make = MORE[case]
    assert list(walk(make()))


@pytest.mark.parametrize("case", USUAL)
def test_a_picture_as_programs_write_it_has_none(case):
    walk, make = USUAL[case]
    assert list(walk(make())) == []


OWN_CODES = (
    {"optimize": True},
    {"progressive": True},
    {"progressive": True, "subsampling": 0},
    {"optimize": True, "restart_marker_rows": 1, "quality": 95},
)


@pytest.mark.parametrize("how", OWN_CODES)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_codes_that_a_picture_needs_are_no_leak(how, mode):
    assert [seed for seed in range(3) if leaks_in(saved(plain(Random(seed), mode), "JPEG", **how))] == []


@pytest.mark.parametrize("seed", range(4))
def test_of_a_large_picture_the_rare_codes_are_asked_of_the_decoder(seed, monkeypatch):
    monkeypatch.setattr(jpeg_codes, "_MOST_FOLLOWED", 40)
    assert list(jpeg_blocks(saved(plain(Random(seed)), "JPEG", optimize=True))) == []
    assert list(jpeg_blocks(unused_codes(Random(seed)))) != []


@pytest.mark.parametrize("quality", [1, 20, 50, 75, "web_low", "low", "maximum"])
def test_the_steps_of_usual_encoders_are_no_words(quality):
    assert leaks_in(saved(plain(Random(1)), "JPEG", quality=quality)) == ()
