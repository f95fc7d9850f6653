"""Videos are read whole or refused, faces are followed, and no frame of a copy shows one that is covered."""

import struct

import numpy as np
import pytest
from filming import (
    HEIGHT,
    WIDTH,
    crossing,
    empty,
    face,
    film,
    pitch_of,
    read_frames,
    read_sound,
    scene,
    still,
    tone,
)
from PIL import Image
from quick_cases import quick_among, quick_rows_among

from consentkit.domain.codes import new_code
from consentkit.domain.errors import InvalidInput, Unavailable
from consentkit.domain.pictures.images import ScanOutcome, Settlement
from consentkit.domain.videos.videos import Sound, Track, VideoLeak, VideoProfile
from consentkit.imaging.formats.ebml import is_webm_whole, leaks_in_webm
from consentkit.imaging.formats.mp4_atoms import leaks_in_mp4
from consentkit.imaging.video.opening import open_video
from consentkit.imaging.video.redacting import make_video_copy, prove_video_copy
from consentkit.imaging.video.scanning import LookWith, scan_video

from .conftest import BOTH, MODELS

LOOK = LookWith(MODELS, BOTH)
THOROUGH, STANDARD = VideoProfile.THOROUGH, VideoProfile.STANDARD
WORDS = {
    "title": "Sokha at home",
    "location": "+11.5500+104.9200/",
    "comment": "her brother",
    "date": "2026-05-03",
}


def scanned(data, profile=THOROUGH):
    return scan_video(data, profile, LOOK)


def tracks_from(trails, settlement=Settlement.REDACTED):
    return [
        Track(
            id=new_code("H"), video=new_code("M"), path=tuple(trail.sightings), score=trail.score,
            detector=trail.detector, settlement=settlement,
        )
        for trail in trails
    ]  # fmt: skip


def problem_of(data):
    scan, _ = scanned(data)
    assert scan.outcome is ScanOutcome.UNDECIDED
    assert not scan.is_of_every_frame
    return scan.problem


@pytest.mark.parametrize(
    ("kind", "codec", "media_type"),
    [
        pytest.param("mp4", "libx264", "video/mp4", marks=pytest.mark.slow),
        pytest.param("mp4", "libx265", "video/mp4", marks=pytest.mark.slow),
        ("mov", "mpeg4", "video/quicktime"),
        pytest.param("webm", "libvpx-vp9", "video/webm", marks=pytest.mark.slow),
        pytest.param("webm", "libvpx", "video/webm", marks=pytest.mark.slow),
    ],
)
def test_every_frame_is_read_with_its_time(kind, codec, media_type):
    with open_video(film(crossing(), kind=kind, codec=codec)) as video:
        assert (video.about.width_px, video.about.height_px) == (WIDTH, HEIGHT)
        assert video.about.media_type == media_type
        times = [frame.at_ms for frame in video.frames()]
    assert len(times) == 24
    assert times == sorted(set(times))
    assert times[0] == 0
    assert times[-1] == pytest.approx(1917, abs=2)


def test_a_video_that_is_turned_is_looked_at_upright():
    upright = still(6)
    # What a phone does that is held on its side: it stores the picture turned, and says so.
    data = film([np.rot90(frame, 3) for frame in upright], turned=90)
    with open_video(data) as video:
        assert (video.about.width_px, video.about.height_px) == (WIDTH, HEIGHT)
        frame = next(video.frames())
    assert np.abs(frame.pixels.astype(int) - upright[0]).mean() < 6


@pytest.mark.slow
def test_a_variable_frame_rate_keeps_its_times():
    times = [0, 40, 80, 500, 540, 2000]
    data = film(still(6), times=times)
    with open_video(data) as video:
        assert [frame.at_ms for frame in video.frames()] == times
    with open_video(make_video_copy(data, [], Sound.DROPPED)) as video:
        assert [frame.at_ms for frame in video.frames()] == times


def test_a_face_that_crosses_the_frame_is_one_track_and_no_frame_of_the_copy_shows_it():
    data = film(crossing())
    scan, trails = scanned(data)
    assert (scan.outcome, scan.frames, scan.looked) == (ScanOutcome.FOUND, 24, 24)
    (track,) = tracks_from(trails)
    assert track.from_ms < 500
    copy = make_video_copy(data, [track], Sound.DROPPED)
    proof = prove_video_copy(copy, [track], (WIDTH, HEIGHT), LOOK)
    assert (proof.is_black, proof.unsettled, proof.scan.is_of_every_frame) == (True, [], True)
    assert proof.scan.frames == 24
    skin = face().resize((1, 1)).getpixel((0, 0))
    for _, pixels in read_frames(copy):
        assert (np.abs(pixels.astype(int) - skin).max(axis=2) < 25).mean() < 0.01


def test_a_copy_whose_face_is_not_covered_fails_its_proof():
    data = film(still(6))
    _, trails = scanned(data)
    tracks = tracks_from(trails)
    proof = prove_video_copy(make_video_copy(data, [], Sound.DROPPED), tracks, (WIDTH, HEIGHT), LOOK)
    assert not proof.is_black
    assert len(proof.unsettled) >= 6


@pytest.mark.slow
def test_a_face_that_is_to_be_seen_is_explained():
    data = film(still(6))
    _, trails = scanned(data)
    tracks = tracks_from(trails, Settlement.DECLARED)
    proof = prove_video_copy(make_video_copy(data, [], Sound.DROPPED), tracks, (WIDTH, HEIGHT), LOOK)
    assert (proof.is_black, proof.unsettled) == (True, [])


@pytest.mark.slow
def test_a_face_that_is_not_seen_for_a_while_stays_covered_meanwhile():
    head = face()
    turned_away = head.resize((3, 3)).resize(head.size, Image.Resampling.NEAREST)
    frames = [scene((head if i < 8 or i > 13 else turned_away, (110, 60))) for i in range(24)]
    data = film(frames)
    _, trails = scanned(data)
    long = max(tracks_from(trails), key=lambda track: track.until_ms - track.from_ms)
    assert (long.from_ms, long.until_ms) == (0, 1917)
    assert not any(600 < one.at_ms < 1100 for one in long.path)
    for _, pixels in read_frames(make_video_copy(data, [long], Sound.DROPPED)):
        assert pixels[75:145, 125:180].max() < 60


@pytest.mark.slow
def test_two_people_who_take_the_same_place_after_a_cut_are_two_tracks():
    there = cut_to(face("astronaut"), 90), cut_to(face("hopper"), 210)
    data = film([there[0]] * 10 + [there[1]] * 10)
    _, trails = scanned(data)
    spans = sorted((trail.sightings[0].at_ms, trail.sightings[-1].at_ms) for trail in trails)
    assert not any(first < 800 < last for first, last in spans), spans
    assert len(spans) >= 2


def cut_to(head, grey):
    frame = np.full((HEIGHT, WIDTH, 3), grey, dtype=np.uint8)
    frame[60:160, 110:195] = np.asarray(head)
    return frame


@pytest.mark.slow
def test_the_standard_profile_says_how_many_frames_it_left_out():
    scan, trails = scanned(film(still(24)), STANDARD)
    assert (scan.outcome, scan.frames) == (ScanOutcome.FOUND, 24)
    assert scan.looked < 12
    assert not scan.is_of_every_frame
    assert len(trails) == 1


@pytest.mark.slow
def test_none_found_is_said_of_every_frame_only():
    scan, trails = scanned(film(empty(12)), STANDARD)
    assert (scan.outcome, scan.looked, trails) == (ScanOutcome.NONE_FOUND, 12, [])
    assert "centerface-turned-90" in scan.passes


@pytest.mark.parametrize("kind", quick_among(["mp4", "mov", "webm"], ["mp4"]))
@pytest.mark.parametrize(
    "share", [*(pytest.param(early, marks=pytest.mark.slow) for early in (0.3, 0.6, 0.9)), 0.995]
)
def test_a_truncated_video_is_never_clear(kind, share):
    data = film(empty(24), kind=kind, codec="libvpx" if kind == "webm" else "libx264")
    assert problem_of(data[: int(len(data) * share)]) in {"video-damaged", "video-format-unknown"}


def test_a_video_whose_frames_are_damaged_is_never_clear():
    data = film([np.random.default_rng(i).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8) for i in range(6)])
    broken = bytearray(data)
    middle = data.index(b"mdat") + 4000
    for place in range(middle, middle + 400):
        broken[place] ^= 0x5A
    assert problem_of(bytes(broken)) == "video-damaged"


def test_an_index_that_promises_more_than_there_is_is_damage():
    data = film(still(12))
    movie, frames = data.index(b"moov") - 4, data.index(b"mdat") - 4
    assert frames < movie
    # Cut half of the frames out of the middle; the index behind them still lists all.
    half = frames + 8 + (movie - frames) // 2
    assert problem_of(data[:half] + data[movie:]) == "video-damaged"


@pytest.mark.slow
def test_a_video_that_claims_to_be_longer_than_it_is_is_never_clear():
    data = film(empty(12), kind="webm", codec="libvpx")
    claim = data.index(b"\x44\x89\x88") + 3  # the Duration of a Matroska file: a float, in ms
    assert struct.unpack(">d", data[claim : claim + 8])[0] == pytest.approx(1000, abs=2)
    longer = data[:claim] + struct.pack(">d", 2000.0) + data[claim + 8 :]
    assert problem_of(longer) == "video-damaged"


@pytest.mark.slow
def test_a_web_video_in_which_nothing_is_found_is_undecided_because_its_format_hides_damage():
    assert problem_of(film(empty(12), kind="webm", codec="libvpx")) == "video-unverifiable"


@pytest.mark.slow
def test_a_web_video_that_does_not_say_how_long_it_is_is_counted_to_its_end():
    data = film(empty(24), kind="webm", codec="libvpx", options={"live": "1"})
    assert problem_of(data) == "video-unverifiable"
    with open_video(data) as video:
        assert video.about.duration_ms == pytest.approx(2000, abs=90)
        assert len(list(video.frames())) == 24
    assert problem_of(data[:-3]) in {"video-damaged", "video-length-unknown"}
    assert not is_webm_whole(data[:-3])


def test_what_a_web_video_holds_beside_its_frames_is_told_by_a_list_of_what_frames_need():
    data = film(empty(6), kind="webm", codec="libvpx")
    assert is_webm_whole(data)
    assert VideoLeak.UNKNOWN not in leaks_in_webm(data)
    for more in (b"\xec\x84Sokh", b"\x19\x41\xa4\x69\x84file", b"tail"):
        grown = data + more
        assert VideoLeak.UNKNOWN in leaks_in_webm(grown)
    assert leaks_in_webm(b"no film") == (VideoLeak.UNKNOWN,)


@pytest.mark.slow
def test_what_is_no_video_is_refused():
    for data in (b"", b"RIFF....AVI LIST", b"\x00\x00\x00\x18ftyp", b"plain words, no video at all"):
        with pytest.raises(InvalidInput), open_video(data):
            pass


@pytest.mark.slow
@pytest.mark.parametrize("count", quick_among([4, 40], [4]))
def test_mutated_videos_crash_nothing(count):
    rng = np.random.default_rng(7)
    data = film(still(4))
    for _ in range(count):
        broken = bytearray(data)
        for _ in range(int(rng.integers(1, 6))):
            broken[int(rng.integers(0, len(broken)))] = int(rng.integers(0, 256))
        code = "whole"
        try:
            with open_video(bytes(broken)) as video:
                assert all(frame.pixels.shape[2] == 3 for frame in video.frames())
        except InvalidInput as error:
            code = error.code
        assert code.startswith(("whole", "video-"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "codec"), quick_rows_among([("mp4", "libx264"), ("webm", "libvpx")], [("mp4", "libx264")])
)
def test_what_the_file_gives_away_is_listed_and_the_copy_has_none_of_it(kind, codec):
    data = film(still(6), kind=kind, codec=codec, words=WORDS, sound=tone(0.5))
    with open_video(data) as video:
        leaks = set(video.about.leaks)
    assert leaks >= {VideoLeak.PLACE, VideoLeak.WORDS}
    for sound in Sound:
        copy = make_video_copy(data, [], sound)
        assert leaks_in_mp4(copy) == ()
        for word in (b"Sokha", b"11.55", b"brother", b"2026", b"x264 - core", b"Lavf", b"Lavc"):
            assert word not in copy, (sound, word)


def test_what_should_not_be_in_a_copy_is_seen():
    copy = make_video_copy(film(still(6)), [], Sound.DROPPED)
    assert leaks_in_mp4(copy) == ()
    assert VideoLeak.WORDS in leaks_in_mp4(film(still(6), words=WORDS))
    assert leaks_in_mp4(copy + b"\x00\x00\x00\x0cwideJohn") == (VideoLeak.UNKNOWN,)
    dated = bytearray(copy)
    dated[copy.index(b"mvhd") + 11] = 1
    assert leaks_in_mp4(bytes(dated)) == (VideoLeak.DATES,)


def test_nothing_lies_in_a_film_beside_its_frames_and_inside_its_atoms_unseen():
    copy = make_video_copy(film(still(6)), [], Sound.DROPPED)
    words = b"Sokha Invented, 12 Invented Street"
    film_at = copy.index(b"mdat") - 4
    length = int.from_bytes(copy[film_at : film_at + 4], "big")
    end = film_at + length
    grown = (
        copy[:film_at]
        + (length + len(words)).to_bytes(4, "big")
        + copy[film_at + 4 : end]
        + words
        + copy[end:]
    )
    assert leaks_in_mp4(grown) == (VideoLeak.UNKNOWN,)
    assert leaks_in_mp4(grown.replace(words, bytes(len(words)))) == ()
    for kind, at, more in (
        (b"mvhd", 26, b"Sokha"),
        (b"tkhd", 3, b"\0"),
        (b"ftyp", 8, b"Sokh"),
        (b"stsd", 7, b"\2"),
    ):
        place = copy.index(kind) + 4 + at
        changed = copy[:place] + more + copy[place + len(more) :]
        assert leaks_in_mp4(changed) == (VideoLeak.UNKNOWN,), kind
    # The first unit of the first frame says that it is what anybody may write between the pictures.
    place = copy.index(b"mdat") + 8
    said = copy[:place] + b"\x06\x05" + copy[place + 2 :]
    assert VideoLeak.WORDS in leaks_in_mp4(said)


def test_no_packet_of_the_original_survives_in_the_copy():
    data = film(crossing(), sound=tone())
    for sound in Sound:
        copy = make_video_copy(data, [], sound)
        blocks = {data[at : at + 32] for at in range(data.index(b"mdat"), data.index(b"moov") - 32, 7)}
        blocks = {block for block in blocks if len(set(block)) > 8}
        assert blocks
        assert not any(block in copy for block in blocks)


@pytest.mark.slow
def test_the_sound_is_dropped_kept_or_altered():
    data = film(still(24), sound=tone(2.0, 440))
    assert read_sound(make_video_copy(data, [], Sound.DROPPED)) is None
    kept = read_sound(make_video_copy(data, [], Sound.KEPT))
    assert pitch_of(kept) == pytest.approx(440, abs=3)
    assert len(kept) / 48_000 == pytest.approx(2.0, abs=0.15)
    pitches = set()
    for _ in range(4):
        altered = read_sound(make_video_copy(data, [], Sound.ALTERED))
        assert len(altered) / 48_000 == pytest.approx(2.0, abs=0.25)
        pitches.add(round(pitch_of(altered)))
    assert all(abs(pitch / 440 - 1) > 0.1 for pitch in pitches)
    assert len(pitches) > 1


@pytest.mark.slow
def test_sound_before_the_first_frame_is_cut():
    data = film(still(12), times=[500 + i * 80 for i in range(12)], sound=tone(1.4))
    kept = read_sound(make_video_copy(data, [], Sound.KEPT))
    assert len(kept) / 48_000 == pytest.approx(0.9, abs=0.15)


@pytest.mark.slow
def test_a_large_video_is_brought_to_a_size_that_channels_need():
    wide = [np.zeros((1081, 2401, 3), dtype=np.uint8)[:1080, :2400]] * 2
    with open_video(make_video_copy(film(wide), [], Sound.DROPPED)) as video:
        assert (video.about.width_px, video.about.height_px) == (1920, 864)


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("consentkit.imaging.video.opening.find_spec", lambda _: None)
    with pytest.raises(Unavailable, match="video-missing"), open_video(b"anything"):
        pass
