"""Words in pictures: found and read at any angle, put into blocks, and never taken for a face."""

import logging
import os
import shutil
import socket
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from quick_cases import quick_among

from consentkit.domain.errors import Unavailable
from consentkit.domain.pictures.images import Box, BoxKind, Detection, Profile, Scan, ScanOutcome
from consentkit.domain.pictures.scan_plans import ScanPlan
from consentkit.domain.settings import TEXT_DETECTORS
from consentkit.imaging import detectors
from consentkit.imaging.detectors import load_detector, rapidocr_networks
from consentkit.imaging.detectors.text_lines import TextLine, blocks_of, part_of, without_double_lines
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.scanning.client import plan_in_child, scan_in_child
from consentkit.imaging.scanning.scanning import plan_scan, rescan_copy, scan_picture
from consentkit.imaging.video.frame_service import look_at_frame

from .apart import apart
from .conftest import ASSETS, BOTH, MODELS

needs_rapidocr = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra `text` is not installed")
WITH_WORDS = ("centerface", *TEXT_DETECTORS)
LATIN, THAI = "NotoSans.ttf", "NotoSansThai.ttf"


def plate(words: str, letter_px: int = 30, font: str = LATIN) -> Image.Image:
    """A white plate with dark words of this letter height."""
    drawn = ImageFont.truetype(ASSETS / "fonts" / font, round(letter_px / 0.714))
    left, top, right, bottom = map(int, drawn.getbbox(words))
    made = Image.new("RGBA", (right - left + letter_px, bottom - top + letter_px), (245, 245, 240, 255))
    ink = (20, 20, 60)
    ImageDraw.Draw(made).text((letter_px // 2 - left, letter_px // 2 - top), words, font=drawn, fill=ink)
    return made


def wall(*plates: tuple[Image.Image, int, int], size: tuple[int, int] = (640, 480)) -> Pixels:
    """A grey wall with plates at x, y."""
    made = Image.new("RGB", size, (120, 125, 118))
    for one, x, y in plates:
        made.paste(one, (x, y), one)
    return np.asarray(made)


def look(pixels: Pixels, profile: Profile = Profile.STANDARD) -> list[Detection]:
    return apart(_look, pixels, profile)


def _look(pixels: Pixels, profile: Profile) -> list[Detection]:
    return load_detector("rapidocr", MODELS).detect(pixels, profile).detections


def scan(pixels: Pixels, profile: Profile = Profile.STANDARD, names: tuple[str, ...] = WITH_WORDS) -> Scan:
    picture = Picture(pixels, "image/png")
    return apart(scan_picture, picture, models=MODELS, detectors=names, profile=profile)


@needs_rapidocr
@pytest.mark.parametrize("degrees", quick_among([0, 90, 180, 270, 20, -20], [180]))
def test_a_sign_is_found_and_read_however_it_lies(degrees: int) -> None:
    sign = plate("Riverside Clinic").rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    (found,) = look(wall((sign, 90, 60)))
    assert found.kind is BoxKind.TEXT
    assert found.reads is not None
    assert found.reads.replace(" ", "") == "RiversideClinic"
    assert (found.reads_score or 0) > 0.9
    middle = (90 + sign.width / 2, 60 + sign.height / 2)
    assert found.box.left < middle[0] < found.box.right
    assert found.box.top < middle[1] < found.box.bottom
    assert 0 < found.score <= 1
    assert found.detector == "rapidocr"


@needs_rapidocr
def test_words_that_it_cannot_read_are_a_box_all_the_same() -> None:
    (found,) = look(wall((plate("โรงพยาบาลสมเด็จ", font=THAI), 90, 90)))
    assert (found.kind, found.reads_score is None) == (BoxKind.TEXT, found.reads is None)
    assert (found.reads_score or 0) < 0.9


@needs_rapidocr
def test_a_poster_is_one_box_and_a_sign_far_away_another() -> None:
    lines = ("Sunrise School", "Market Street 24", "Open every day")
    poster = [(plate(words), 40, 40 + 62 * n) for n, words in enumerate(lines)]
    found = look(wall(*poster, (plate("AB 1234 CD", 16), 460, 420)))
    assert len(found) == 2
    reads = {(one.reads or "").replace(" ", "") for one in found}
    assert reads == {"SunriseSchool/MarketStreet24/Openeveryday", "AB1234CD"}


@pytest.mark.slow
@needs_rapidocr
def test_a_plate_in_a_large_picture_is_read_where_tiles_meet() -> None:
    pixels = wall((plate("AB 1234 CD", 16), 880, 900), size=(1500, 1100))
    (found,) = look(pixels)
    assert (found.reads or "").replace(" ", "") == "AB1234CD"
    assert 870 < found.box.left < 910
    assert found.box.right < 1040


@pytest.mark.slow
@needs_rapidocr
def test_small_letters_take_the_thorough_look() -> None:
    pixels = wall((plate("Riverside Clinic", 7), 90, 60))
    (found,) = look(pixels, Profile.THOROUGH)
    assert found.box.height_px < 25


@needs_rapidocr
@pytest.mark.parametrize("size", [(1, 1), (9, 300), (300, 9), (31, 33)])
def test_small_pictures_are_taken(size: tuple[int, int]) -> None:
    pixels = np.full((size[1], size[0], 3), 128, dtype=np.uint8)
    assert look(pixels, Profile.THOROUGH) == []


@needs_rapidocr
def test_a_black_cover_is_no_word() -> None:
    pixels = wall((plate("Riverside Clinic"), 90, 60)).copy()
    pixels[40:150, 60:520] = 0
    assert look(pixels, Profile.THOROUGH) == []


@pytest.mark.slow
@needs_rapidocr
def test_words_are_not_a_face_and_none_found_is_still_earned_by_every_pass() -> None:
    result = scan(wall((plate("Riverside Clinic"), 90, 60)))
    assert (result.outcome, result.profile) == (ScanOutcome.NONE_FOUND, Profile.THOROUGH)
    assert result.found_faces == ()
    assert len(result.found_texts) == 1
    assert {"rapidocr-native", "rapidocr-doubled", "centerface-turned-180"} <= set(result.passes)
    assert sum(name.startswith("rapidocr-native") for name in result.passes) == 1
    assert "6f327246b503" in result.detectors["rapidocr"]


@pytest.mark.slow
@needs_rapidocr
def test_words_change_nothing_about_faces(hopper: Image.Image) -> None:
    pixels = np.asarray(hopper)
    plain, with_words = scan(pixels, names=BOTH), scan(pixels, names=(*BOTH, "rapidocr"))
    assert with_words.found_faces == plain.detections
    assert with_words.outcome is plain.outcome
    assert set(plain.passes) <= set(with_words.passes)
    assert any("HOPPER" in (one.reads or "") for one in with_words.found_texts)


@pytest.mark.slow
@needs_rapidocr
def test_a_scan_without_it_is_not_taken_for_one_with_it(hopper: Image.Image) -> None:
    plan = apart(plan_scan, models=MODELS, detectors=WITH_WORDS, profile=Profile.STANDARD)
    pixels = np.asarray(hopper)
    assert plan.is_met_by(scan(pixels))
    assert not plan.is_met_by(scan(pixels, names=("centerface",)))


@needs_rapidocr
def test_a_first_look_leaves_words_out() -> None:
    plan = apart(plan_scan, models=MODELS, detectors=WITH_WORDS, profile=Profile.FAST)
    assert set(plan.detectors) == {"centerface", "zxing-cpp"}


@pytest.mark.slow
@needs_rapidocr
def test_a_copy_is_looked_through_for_words_too() -> None:
    picture = Picture(wall((plate("Riverside Clinic"), 90, 60)), "image/png")
    result = apart(rescan_copy, picture, models=MODELS, detectors=WITH_WORDS)
    assert [one.kind for one in result.detections] == [BoxKind.TEXT]


@needs_rapidocr
def test_frames_of_videos_are_not_looked_through_for_words() -> None:
    request = {"profile": "standard", "models": str(MODELS), "detectors": list(WITH_WORDS)}
    answer = apart(look_at_frame, wall((plate("Riverside Clinic"), 90, 60)), request)
    assert answer["found"] == []
    assert set(answer["detectors"]) == {"centerface"}


@pytest.mark.slow
@needs_rapidocr
def test_its_own_process_gives_the_same() -> None:
    pixels = wall((plate("Riverside Clinic"), 90, 60))
    in_child = scan_in_child(Picture(pixels, "image/png"), models=MODELS, detectors=WITH_WORDS)
    assert in_child == scan(pixels)


def _scan_where_one_fails(pixels: Pixels) -> Scan:
    def fail(*_: Any) -> None:
        raise MemoryError

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("consentkit.imaging.scanning.scanning.TEXT_DETECTORS", ("face-recognition",))
        patched.setattr(type(load_detector("face-recognition", MODELS)), "detect", fail)
        picture = Picture(pixels, "image/png")
        return scan_picture(picture, models=MODELS, detectors=BOTH, profile=Profile.THOROUGH)


@pytest.mark.slow
def test_one_that_fails_leaves_the_scan_undecided() -> None:
    result = apart(_scan_where_one_fails, wall())
    assert (result.outcome, result.problem) == (ScanOutcome.UNDECIDED, "detector-failed")


# nothing is fetched, and nothing is said


@pytest.fixture
def models_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of RapidOCR's models, which is where they are looked for; and a net that nobody reaches."""
    spec = find_spec("rapidocr")
    assert spec is not None
    assert spec.submodule_search_locations
    shutil.copytree(Path(spec.submodule_search_locations[0]) / "models", tmp_path / "models")
    copied = SimpleNamespace(submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr(rapidocr_networks, "find_spec", lambda _: copied)
    monkeypatch.setattr(socket.socket, "connect", _refuse)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse)
    return tmp_path / "models"


def _refuse(*_: Any, **__: Any) -> None:
    raise AssertionError("it went to the net")


MODEL_FILES = sorted(rapidocr_networks._MODELS)


@needs_rapidocr
@pytest.mark.parametrize("file", MODEL_FILES)
def test_a_missing_model_is_missing_and_is_not_fetched(models_folder: Path, file: str) -> None:
    (models_folder / file).unlink()
    with pytest.raises(Unavailable) as caught:
        rapidocr_networks.load_networks()
    assert (caught.value.code, caught.value.facts) == ("detector-missing", {"detector": "rapidocr"})
    assert not (models_folder / file).exists()


@needs_rapidocr
# To find the last one altered, the others are loaded into this very process.
@pytest.mark.parametrize("file", quick_among(MODEL_FILES, MODEL_FILES[:1]))
def test_an_altered_model_does_not_run_and_is_not_fetched(models_folder: Path, file: str) -> None:
    content = (models_folder / file).read_bytes()[:-1] + b"x"
    (models_folder / file).write_bytes(content)
    with pytest.raises(Unavailable) as caught:
        rapidocr_networks.load_networks()
    assert caught.value.code == "model-altered"
    assert (models_folder / file).read_bytes() == content


@needs_rapidocr
def test_it_works_without_a_net_and_says_nothing() -> None:
    assert apart(_read_without_a_net) == ("RiversideClinic", b"")


def _read_without_a_net() -> tuple[str, bytes]:
    """Return what is read, and all that was said meanwhile: on both streams, and to the log."""
    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryFile() as said:
        patched.setattr(socket.socket, "connect", _refuse)
        patched.setattr(socket, "getaddrinfo", _refuse)
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
        kept = [(number, os.dup(number)) for number in (1, 2)]
        for number, _copy in kept:
            os.dup2(said.fileno(), number)
        try:
            networks = rapidocr_networks.load_networks()
            pixels = wall((plate("Riverside Clinic"), 90, 60))
            (line,) = networks.lines(pixels)
            (reading,) = networks.read([part_of(pixels, line)])
        finally:
            sys.stdout.flush()
            for number, copy in kept:
                os.dup2(copy, number)
                os.close(copy)
            logging.basicConfig(force=True)
        said.seek(0)
        return reading.words.replace(" ", ""), said.read()


def _planned_and_scanned_without_the_extra(picture: Picture) -> tuple[ScanPlan, Scan]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(detectors.DETECTORS, "rapidocr", "consentkit.absent:detector")
        plan = plan_scan(models=MODELS, detectors=WITH_WORDS, profile=Profile.STANDARD)
        return plan, scan_picture(picture, models=MODELS, detectors=WITH_WORDS)


def test_without_the_extra_it_is_missing_and_faces_are_found_as_before(hopper: Image.Image) -> None:
    pixels = np.asarray(hopper)
    plan, found = apart(_planned_and_scanned_without_the_extra, Picture(pixels, "image/png"))
    assert found == scan(pixels, names=("centerface",))
    assert plan.missing == {"rapidocr": "detector-missing"}


def test_its_own_process_says_what_is_missing() -> None:
    plan = plan_in_child(MODELS, ("centerface", "absent"), Profile.STANDARD)
    assert plan is not None
    assert plan.missing == {"absent": "detector-missing"}


# lines and blocks


def line(left: float, top: float, right: float, bottom: float) -> TextLine:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return TextLine(np.array(corners, dtype=np.float32), 0.9)


def test_the_part_of_a_line_that_another_tile_saw_goes() -> None:
    whole, part, other = line(0, 0, 300, 20), line(120, 1, 200, 19), line(0, 40, 300, 60)
    assert without_double_lines([[part, whole, other]]) == [whole, other]
    assert without_double_lines([[part], [whole]]) == [part, whole]
    assert without_double_lines([[whole], [part]]) == [whole]


def test_a_blob_as_large_as_the_picture_swallows_no_line() -> None:
    blob, small = line(0, 0, 640, 480), line(40, 40, 200, 60)
    assert without_double_lines([[small, blob]]) == [blob, small]


def test_lines_that_stand_together_are_one_block_from_top_to_bottom() -> None:
    lines = [line(0, 60, 200, 80), line(0, 0, 200, 20), line(10, 30, 180, 50), line(0, 300, 90, 320)]
    first, second = blocks_of(lines)
    assert (first.lines, second.lines) == ((1, 2, 0), (3,))
    assert first.box(640, 480) == Box(left=0, top=0, right=200, bottom=80)


def test_words_around_a_frame_do_not_swallow_what_it_frames() -> None:
    frame = [line(0, 0, 400, 20), line(0, 380, 400, 400), line(0, 20, 20, 380), line(380, 20, 400, 380)]
    assert max(block.box(400, 400).area_px for block in blocks_of(frame)) < 0.5 * 400 * 400


def test_a_block_lies_in_the_picture() -> None:
    (block,) = blocks_of([line(-3, -2, 99.5, 20.2)])
    assert block.box(90, 480) == Box(left=0, top=0, right=90, bottom=21)
