from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image
from quick_cases import quick_first

from consentkit.domain.pictures.images import Box, Leak, ScanOutcome
from consentkit.domain.pictures.public_copies import CopyFormat
from consentkit.domain.pictures.redactions import BOX_GROWTH, Cover, Redaction, RedactionMethod
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.redaction.redacting import (
    covered_exactly,
    make_public_copy,
    read_public_copy,
    scaled_covers,
    without_low_bits,
)
from consentkit.imaging.scanning.scanning import rescan_copy, scan_picture
from consentkit.imaging.walkers.table import leaks_in

from .apart import apart
from .conftest import DEMO, MODELS, saved

CENTERFACE = ("centerface",)
DATE_TIME, COPYRIGHT = 0x0132, 0x8298


def covers_of(faces: Sequence[Box], **redaction: object) -> list[Cover]:
    return [Cover(face=face, redaction=Redaction.model_validate(redaction)) for face in faces]


def faces_of(picture: Picture) -> list[Box]:
    scan = apart(scan_picture, picture, models=MODELS, detectors=CENTERFACE)
    assert scan.outcome is ScanOutcome.FOUND
    return [detection.box for detection in scan.detections]


@pytest.mark.parametrize("name", quick_first(["grace_hopper.jpg", "astronaut.png"], 1))
def test_a_public_copy_hides_the_face_and_tells_nothing_else(name: str) -> None:
    picture = open_picture((DEMO / name).read_bytes())
    faces = faces_of(picture)
    data = make_public_copy(picture, covers_of(faces))
    copy = read_public_copy(data)
    assert copy.media_type == picture.media_type
    share = 0.98 if copy.media_type == "image/jpeg" else 1
    assert max(copy.width_px, copy.height_px) == int(share * max(picture.width_px, picture.height_px))
    sizes = (picture.width_px, picture.height_px), (copy.width_px, copy.height_px)
    assert covered_exactly(copy, scaled_covers(covers_of(faces), *sizes))
    assert leaks_in(data) == copy.leaks == ()
    again = apart(rescan_copy, copy, models=MODELS, detectors=CENTERFACE)
    assert again.outcome is not ScanOutcome.FOUND
    for face in faces:
        assert not any(face.overlap(doubt.box) > 0.1 for doubt in again.detections)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_cover_reaches_past_the_box_and_the_rest_stays(kind: str) -> None:
    noise = np.random.default_rng(7).integers(60, 200, (240, 320, 3), dtype=np.uint8)
    picture = open_picture(saved(Image.fromarray(noise), kind))
    faces = [Box(left=101, top=83, right=142, bottom=131), Box(left=0, top=200, right=37, bottom=240)]
    copy = read_public_copy(make_public_copy(picture, covers_of(faces)))
    size = copy.width_px, copy.height_px
    assert covered_exactly(copy, scaled_covers(covers_of(faces), (320, 240), size))
    assert size == ((320, 240) if kind == "PNG" else (313, 235))
    black = np.asarray(Image.fromarray(copy.pixels.max(axis=2) == 0).resize((320, 240)))
    for face in faces:
        grown = face.grown(BOX_GROWTH, width_px=320, height_px=240)
        assert black[grown.top : grown.bottom, grown.left : grown.right].all()
    covered = np.zeros((240, 320), dtype=bool)
    for face in faces:
        grown = face.grown(BOX_GROWTH, width_px=320, height_px=240)
        covered[max(0, grown.top - 8) : grown.bottom + 8, max(0, grown.left - 8) : grown.right + 8] = True
    shown = Image.fromarray(picture.pixels).resize(size, Image.Resampling.LANCZOS)
    difference = np.abs(copy.pixels.astype(int) - np.asarray(shown).astype(int)).max(axis=2)
    elsewhere = np.asarray(Image.fromarray(~covered).resize(size))
    assert difference[elsewhere].max() <= (3 if kind == "PNG" else 40)


def test_an_uncovered_copy_is_not_called_covered(hopper: Image.Image) -> None:
    picture = open_picture(saved(hopper, "JPEG"))
    face = Box(left=174, top=131, right=358, bottom=337)
    past_the_cover = Box(left=60, top=131, right=358, bottom=337)
    assert not covered_exactly(read_public_copy(make_public_copy(picture, [])), covers_of([face]))
    assert not covered_exactly(
        read_public_copy(make_public_copy(picture, covers_of([face]))), covers_of([past_the_cover])
    )


@pytest.mark.parametrize("kind", CopyFormat)
@pytest.mark.parametrize("longest_side_px", [None, 300])
def test_what_was_hidden_in_the_low_bits_is_in_no_copy(
    hopper: Image.Image, kind: CopyFormat, longest_side_px: int | None
) -> None:
    """Two pictures that differ only in their two lowest bits give the same bytes: none of these is left."""
    pixels, random = np.asarray(hopper), np.random.default_rng(3)
    hidden = [(pixels & 0xFC) | random.integers(0, 4, pixels.shape, dtype=np.uint8) for _picture in range(2)]
    mosaic = Cover(
        face=Box(left=174, top=131, right=358, bottom=337),
        redaction=Redaction(method=RedactionMethod.MOSAIC),
    )
    covers = [mosaic, *covers_of([Box(left=10, top=400, right=60, bottom=460)])]
    first, second = (
        make_public_copy(
            open_picture(saved(Image.fromarray(one), "PNG")),
            covers,
            kind=kind,
            longest_side_px=longest_side_px,
        )
        for one in hidden
    )
    assert first == second


def test_without_low_bits_a_picture_looks_as_it_did(hopper: Image.Image) -> None:
    pixels = np.asarray(hopper).copy()
    pixels[:50], pixels[50:100] = 0, 255
    shown = without_low_bits(pixels)
    assert np.abs(shown.astype(int) - pixels.astype(int)).max() <= 3
    assert not shown[:20].any()
    assert (shown[80:] >> 2 == pixels[80:] >> 2).all()


def test_what_lay_under_the_cover_does_not_change_the_file(hopper: Image.Image) -> None:
    """Two pictures that differ only under the cover give the same bytes: nothing of the face is left."""
    face = Box(left=174, top=131, right=358, bottom=337)
    other = hopper.copy()
    grown = face.grown(BOX_GROWTH, width_px=512, height_px=600)
    other.paste((255, 0, 255), (grown.left, grown.top, grown.right, grown.bottom))
    for kind in ("PNG", "TIFF"):
        one, two = (
            make_public_copy(open_picture(saved(image, kind)), covers_of([face])) for image in (hopper, other)
        )
        assert one == two


@pytest.mark.parametrize(
    ("kind", "made"),
    quick_first(
        [
            ("PNG", "PNG"),
            ("JPEG", "JPEG"),
            ("GIF", "PNG"),
            ("WEBP", "JPEG"),
            ("TIFF", "JPEG"),
            ("AVIF", "JPEG"),
        ],
        2,
    ),
)
def test_the_copy_is_png_for_png_and_gif_and_else_jpeg(hopper: Image.Image, kind: str, made: str) -> None:
    data = make_public_copy(open_picture(saved(hopper, kind)), [])
    assert data[:4] == {"PNG": b"\x89PNG", "JPEG": b"\xff\xd8\xff\xe0"}[made]
    assert leaks_in(data) == ()
    assert data == make_public_copy(open_picture(saved(hopper, kind)), [])


def test_nothing_of_the_original_file_survives(hopper: Image.Image) -> None:
    exif = Image.Exif()
    exif[COPYRIGHT] = "An invented agency"
    exif[DATE_TIME] = "2026:03:04 05:06:07"
    original = saved(hopper, "JPEG", exif=exif, comment=b"an invented remark", quality=85)
    original += b"an invented tail"
    picture = open_picture(original)
    assert set(picture.leaks) == {Leak.EXIF, Leak.COMMENT, Leak.TRAILING_BYTES}
    copy = make_public_copy(picture, covers_of(faces_of(picture)))
    assert b"invented" not in copy
    assert b"2026:03" not in copy
    # Not one run of the original's coded pixels is copied.
    coded = original[original.index(b"\xff\xda") + 14 : original.rindex(b"\xff\xd9")]
    pieces = {coded[start : start + 16] for start in range(len(coded) // 3, len(coded) // 2, 16)}
    assert not any(piece in copy for piece in pieces)


def test_the_picture_itself_is_not_changed(hopper: Image.Image) -> None:
    picture = open_picture(saved(hopper, "PNG"))
    before = picture.pixels.copy()
    make_public_copy(picture, covers_of([Box(left=0, top=0, right=500, bottom=500)]))
    assert np.array_equal(before, picture.pixels)


_WAVES = np.array([[np.cos((2 * x + 1) * u * np.pi / 16) / 2 for x in range(8)] for u in range(8)])
_WAVES[0] /= np.sqrt(2)


def _waves(pixels: np.ndarray) -> np.ndarray:
    """How large each wave of each block of 8 by 8 is, in brightness."""
    bright = np.asarray(Image.fromarray(pixels).convert("L")).astype(float)
    high, wide = (side // 8 * 8 for side in bright.shape)
    blocks = bright[:high, :wide].reshape(high // 8, 8, wide // 8, 8).swapaxes(1, 2) - 128
    waves: np.ndarray = _WAVES @ blocks @ _WAVES.T
    return waves


def test_a_bit_in_each_larger_wave_of_a_jpeg_is_not_read_from_its_copy() -> None:
    """Fifty in a hundred are read by chance; of a copy on the same blocks two thirds were."""
    step = 6
    photograph = Image.open(DEMO / "grace_hopper.jpg").convert("L")
    waves = np.rint(_waves(np.asarray(photograph)) / step).astype(int)
    bits = np.random.default_rng(3).integers(0, 2, waves.shape)
    marked = np.abs(waves) > 2
    marked[..., 0, 0] = False
    held = np.where(marked, np.sign(waves) * ((np.abs(waves) & ~1) | bits), waves) * step
    blocks = np.clip(np.rint(_WAVES.T @ held @ _WAVES + 128), 0, 255).astype(np.uint8)
    rows, columns = blocks.shape[:2]
    grey = blocks.swapaxes(1, 2).reshape(rows * 8, columns * 8)
    picture = open_picture(saved(Image.fromarray(grey).convert("RGB"), "PNG"))
    assert _share_read(picture.pixels, marked, bits, step) > 0.9
    copy = read_public_copy(make_public_copy(picture, [], kind=CopyFormat.JPEG))
    assert abs(_share_read(copy.pixels, marked, bits, step) - 0.5) < 0.02


def _share_read(pixels: np.ndarray, marked: np.ndarray, bits: np.ndarray, step: int) -> float:
    found = np.rint(_waves(pixels) / step).astype(int)
    rows, columns = (min(one, other) for one, other in zip(found.shape[:2], marked.shape[:2], strict=True))
    read = (np.abs(found[:rows, :columns]) & 1) == bits[:rows, :columns]
    return float(read[marked[:rows, :columns]].mean())
