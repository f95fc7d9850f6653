"""Recordings are known by their content, read whole or refused, and made again without a trace."""

import io
import struct

import av
import pytest
from filming import empty, film, pitch_of, read_sound, tone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from quick_cases import quick_first, quick_rows_among
from speaking import KINDS, QUICK_KINDS, TAGS, spoken

from consentkit.domain.errors import InvalidInput, Unavailable
from consentkit.imaging.sound import opening as sounds
from consentkit.imaging.sound.kinds import is_cut_off, kind_of
from consentkit.imaging.sound.opening import check_sound, rebuilt_sound

TRACES = (
    b"Sokha",
    b"brother",
    b"+11.55",
    b"2026-05",
    b"ID3",
    b"TAG",
    b"APE",
    b"Lav",
    b"Xing",
    b"Info",
    b"\xff\xd8\xff",
)


def refused(data, code):
    with pytest.raises(InvalidInput, match=f"^{code}$"):
        rebuilt_sound(data)


def cover():
    target = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 10, 10)).save(target, "JPEG")
    return target.getvalue()


@pytest.mark.parametrize(("kind", "codec"), quick_rows_among(KINDS, QUICK_KINDS))
def test_every_kind_becomes_the_same_plain_mp3_with_the_same_sound(kind, codec):
    data = spoken(kind, codec)
    if kind != "adts":
        assert any(trace in data for trace in (b"Sokha", b"brother")), "the file must hold a tag to lose"
    made = rebuilt_sound(data)
    assert made.duration_ms == pytest.approx(2000, abs=60)
    assert kind_of(made.data) == "mp3"
    samples = read_sound(made.data)
    assert len(samples) / 48_000 == pytest.approx(2.0, abs=0.1)
    assert pitch_of(samples) == pytest.approx(440, abs=2)
    assert [trace for trace in TRACES if trace in made.data] == []
    with av.open(io.BytesIO(made.data)) as container:
        assert [stream.type for stream in container.streams] == ["audio"]
        assert not container.metadata
        assert not container.streams[0].metadata


@pytest.mark.parametrize(("kind", "codec"), [("mp3", "libmp3lame"), ("flac", "flac")])
def test_the_picture_of_a_cover_is_left_behind(kind, codec):
    data = spoken(kind, codec, cover=cover())
    assert b"\xff\xd8\xff" in data
    assert b"\xff\xd8\xff" not in rebuilt_sound(data).data


@pytest.mark.slow
def test_what_is_made_of_the_same_samples_has_the_same_bytes():
    one, other = spoken("wav", "pcm_s16le"), spoken("wav", "pcm_s16le", tags={"title": "another"})
    assert one != other
    assert rebuilt_sound(one) == rebuilt_sound(other)


@pytest.mark.parametrize(
    ("kind", "codec"),
    quick_rows_among([pair for pair in KINDS if pair[0] != "adts"], QUICK_KINDS[:1]),
)
def test_a_file_that_ends_too_early_is_refused(kind, codec):
    data = spoken(kind, codec, seconds=4.0)
    refused(data[: int(len(data) * 0.8)], "recording-damaged")


def test_a_file_that_was_cut_between_two_pages_of_ogg_is_refused():
    data = spoken("ogg", "libopus", seconds=5.0)
    last = data.rindex(b"OggS")
    assert not is_cut_off(data, "ogg")
    refused(data[:last], "recording-damaged")


def test_an_mp3_that_ends_with_a_whole_frame_before_its_time_is_refused():
    data = spoken("mp3", "libmp3lame", seconds=5.0)
    frame = data.rindex(data[data.index(b"\xff\xfb") :][:2], 0, len(data) * 3 // 5)
    assert b"Info" in data[:300], "the file must say how long it is"
    refused(data[:frame], "recording-damaged")


@pytest.mark.parametrize(("kind", "codec"), quick_first([("flac", "flac"), ("ogg", "libopus")], 1))
def test_a_damaged_middle_is_refused(kind, codec):
    data = bytearray(spoken(kind, codec, seconds=5.0))
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    refused(bytes(data), "recording-damaged")


@pytest.mark.parametrize(
    ("kind", "codec"), quick_first([("mp4", "libx264"), ("mov", "libx264"), ("mp4", "mpeg4")], 1)
)
def test_a_video_is_refused_also_under_the_name_of_a_sound(kind, codec):
    data = film(empty(12), kind=kind, codec=codec, sound=tone(2.0))
    refused(data, "recording-is-video" if kind == "mp4" else "recording-format-unknown")


@pytest.mark.parametrize(
    "data",
    [
        b"not a sound at all, only words",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"RIFF\x24\x00\x00\x00AVI LIST",
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        b"\x1a\x45\xdf\xa3" + bytes(100),
        b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(200),
        b"\xff\xd8\xff\xe0" + bytes(100),
        b"\xff\xfb\xf0\x00" + bytes(100),
        b"\x00\x00\x00\x18ftypheic" + bytes(100),
        b"\x00\x00\x00\x18ftypqt  " + bytes(100),
        b"#EXTM3U\nhttp://example.org/a.mp3\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
    ],
)
def test_what_is_no_recording_is_not_opened(data):
    assert kind_of(data) is None
    refused(data, "recording-format-unknown")


def test_sound_of_a_kind_that_no_recorder_writes_is_refused():
    refused(spoken("wav", "adpcm_ms"), "recording-format-unknown")


def test_an_empty_file_a_slip_of_the_finger_and_a_file_too_large_are_told(monkeypatch):
    refused(b"", "recording-empty")
    refused(spoken(seconds=0.4), "recording-too-short")
    monkeypatch.setattr(sounds, "MAX_FILE_BYTES", 1000)
    refused(spoken(), "recording-too-large")


def test_a_recording_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr(sounds, "MAX_MINUTES", 0.05)
    assert rebuilt_sound(spoken(seconds=2.9)).duration_ms > 2000
    refused(spoken(seconds=3.2), "recording-too-long")


def test_without_the_extra_it_is_said_which_is_missing(monkeypatch):
    monkeypatch.setattr(sounds, "find_spec", lambda _name: None)
    with pytest.raises(Unavailable, match="recording-needs-extra"):
        check_sound(spoken())


def test_an_id3_tag_of_any_length_is_skipped_to_what_follows():
    frames = spoken("mp3", "libmp3lame", tags={}, options={"id3v2_version": "0", "write_xing": "0"})
    assert frames[:3] != b"ID3"
    length = struct.pack(">BBBB", 0, 0, 2, 1)
    assert kind_of(b"ID3\x04\x00\x00" + length + bytes(257) + frames) == "mp3"
    assert kind_of(b"ID3\x04\x00\x10" + length + bytes(257 + 10) + frames) == "mp3"
    assert kind_of(b"ID3\x04\x00\x00" + length + bytes(256) + frames) is None


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.binary(max_size=80),
    st.sampled_from([b"", b"RIFF\x00\x00\x00\x00WAVE", b"OggS", b"ID3", b"\x00\x00\x00\x08ftypM4A "]),
)
def test_no_beginning_of_a_file_is_too_strange_to_be_named_or_refused(rest, start):
    data = start + rest
    kind = kind_of(data)
    assert kind in {None, "wav", "flac", "ogg", "mov", "mp3", "aac"}
    if kind is not None:
        assert is_cut_off(data, kind) in {True, False}


def test_the_tags_of_these_tests_are_what_would_lead_to_somebody():
    assert {"location", "artist", "date"} <= TAGS.keys()
