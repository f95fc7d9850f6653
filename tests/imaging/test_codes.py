"""QR and bar codes are words: they are found, read, and listed for a person to settle."""

import io

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image, ImageFilter

from consentkit.domain.pictures.images import BoxKind, Profile
from consentkit.imaging.detectors import load_detector
from consentkit.imaging.detectors.zxing_codes import ZxingCodes
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.scanning.scanning import plan_scan, scan_picture

from .conftest import MODELS

ADDRESS = "https://chat.example.org/InventedInvite0000"


def ground(width: int = 600, height: int = 450) -> Image.Image:
    light = np.linspace(90, 200, height)[:, None, None] * np.ones((height, width, 3)) * [0.8, 1, 0.7]
    return Image.fromarray(light.astype(np.uint8))


def qr(side: int) -> Image.Image:
    out = io.BytesIO()
    segno.make(ADDRESS, error="h").save(out, kind="png", scale=10, border=2)
    return Image.open(out).convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)


def bars(words: str = "INVENTED-4711") -> Image.Image:
    code = zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.Code128)
    made = Image.fromarray(np.asarray(code.to_image(scale=2)))
    return made.resize((made.width, max(60, made.height))).convert("RGBA")


def with_code(code: Image.Image, degrees: float = 0, at: tuple[int, int] = (200, 60)) -> Image.Image:
    image = ground()
    turned = code.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    image.paste(turned, at, turned)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def found(image: Image.Image, profile: Profile = Profile.STANDARD):
    return load_detector("zxing-cpp", MODELS).detect(np.asarray(image), profile).detections


@pytest.mark.parametrize("degrees", [0, 8, 33])
@pytest.mark.parametrize("side", [90, 120, 240])
def test_a_qr_code_is_words_with_what_it_says(side: int, degrees: float) -> None:
    (code,) = found(with_code(qr(side), degrees))
    assert (code.kind, code.reads, code.reads_score) == (BoxKind.TEXT, ADDRESS, 1.0)
    box = code.box
    assert max(box.left - 200, box.top - 60) <= side / 4
    assert min(box.right - 200, box.bottom - 60) >= side * 0.9


@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_a_bar_code_is_words_too_and_any_way_round(degrees: float) -> None:
    assert [code.reads for code in found(with_code(bars(), degrees, (40, 60)))] == ["INVENTED-4711"]


def test_the_thorough_profile_reads_bars_that_stand_aslant() -> None:
    image = with_code(bars(), 40, (60, 40))
    assert [code.reads for code in found(image, Profile.THOROUGH)] == ["INVENTED-4711"]


def test_a_qr_code_that_cannot_be_read_is_told_all_the_same() -> None:
    image = with_code(qr(240))
    scratched = np.array(image)
    scratched[130:240, 270:380] = 128
    (code,) = found(Image.fromarray(scratched))
    assert (code.kind, code.reads) == (BoxKind.TEXT, None)


@pytest.mark.parametrize("profile", list(Profile))
def test_faces_and_noise_are_no_codes(astronaut: Image.Image, hopper: Image.Image, profile: Profile) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (300, 400, 3), dtype=np.uint8))
    assert [found(image, profile) for image in (astronaut, hopper, noise)] == [[], [], []]


def test_a_covered_code_is_gone() -> None:
    image = with_code(qr(240))
    (code,) = found(image)
    image.paste((0, 0, 0), (code.box.left, code.box.top, code.box.right, code.box.bottom))
    assert found(image, Profile.THOROUGH) == []


def test_every_scan_looks_for_codes_whatever_the_settings_name() -> None:
    picture = Picture(np.asarray(with_code(qr(120))), "image/png")
    scan = scan_picture(picture, models=MODELS, detectors=(), profile=Profile.FAST)
    assert [code.reads for code in scan.found_texts] == [ADDRESS]
    assert scan.detectors["zxing-cpp"] == ZxingCodes().version
    plan = plan_scan(models=MODELS, detectors=(), profile=Profile.THOROUGH)
    assert (
        plan.is_met_by(scan_picture(picture, models=MODELS, detectors=(), profile=Profile.THOROUGH)) is False
    )
    assert {"codes-native", "codes-doubled", "codes-calm", "codes-turned"} == set(plan.passes)
