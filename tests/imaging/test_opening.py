import io
import os
import signal
import struct
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from quick_cases import quick_among

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Leak
from consentkit.imaging.opening import opening
from consentkit.imaging.opening.opening import open_picture
from consentkit.sandbox import limits
from consentkit.sandbox.client import Worker, WorkerTooSlow
from consentkit.sandbox.services import ServiceKind

from .conftest import DEMO, saved
from .mutations import ENCODINGS, encoded

ORIENTATION = 0x0112


def code_of(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        open_picture(data)
    return caught.value.code


def mean_difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


@pytest.mark.parametrize(("name", "kind", "options"), ENCODINGS, ids=[e[0] for e in ENCODINGS])
def test_each_format_opens_with_its_own_pixels(
    astronaut: Image.Image, name: str, kind: str, options: dict[str, object]
) -> None:
    picture = open_picture(encoded(astronaut, kind, options))
    assert picture.media_type == f"image/{kind.lower()}"
    assert (picture.width_px, picture.height_px) == astronaut.size
    assert mean_difference(picture.pixels, np.asarray(astronaut)) < 12
    assert not picture.pixels.flags.writeable


def test_heic_opens_with_its_extra(astronaut: Image.Image) -> None:
    heif = pytest.importorskip("pillow_heif")
    target = io.BytesIO()
    heif.from_pillow(astronaut).save(target, quality=80)
    picture = open_picture(target.getvalue())
    assert picture.media_type == "image/heic"
    assert mean_difference(picture.pixels, np.asarray(astronaut)) < 12
    assert not picture.is_verifiable


def test_heic_without_its_extra_says_which_extra() -> None:
    # In a process of its own, which is what the decoder is.
    script = (
        "import sys; sys.modules['pillow_heif'] = None\n"
        "from consentkit.imaging.opening import decoding\n"
        "decoding._reads_heif = lambda: False\n"
        "decoding.prepare()\n"
        "try: decoding.decode(b'\\0\\0\\0\\x18ftypheic\\0\\0\\0\\0mif1heic' + bytes(64))\n"
        "except decoding.Refusal as refusal: print(refusal.code)\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "picture-heic-needs-extra"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(astronaut: Image.Image, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    cut = astronaut.crop((0, 0, 512, 400))
    stored = cut.transpose(undo[orientation]) if orientation in undo else cut
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    picture = open_picture(saved(stored, "PNG", exif=exif))
    assert np.array_equal(picture.pixels, np.asarray(cut))


def test_an_empty_file_is_refused() -> None:
    assert code_of(b"") == "picture-empty"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"BM" + bytes(60),
    ],
)
def test_what_is_no_picture_that_is_opened_is_refused_by_name(data: bytes) -> None:
    assert code_of(data) == "picture-format-named"


def test_what_nobody_can_name_is_refused() -> None:
    assert code_of(b"Dear all, here is the picture.") == "picture-format-unknown"


@pytest.mark.parametrize("kind", ["BMP", "ICO", "PPM", "TGA", "JPEG2000"])
def test_formats_off_the_list_are_refused(astronaut: Image.Image, kind: str) -> None:
    assert code_of(saved(astronaut, kind)) in {"picture-format-named", "picture-format-unknown"}


def test_a_file_over_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_FILE_BYTES", 2_000_000)
    with pytest.raises(InvalidInput) as caught:
        open_picture(bytes(2_000_001))
    assert (caught.value.code, caught.value.facts) == ("picture-too-large", {"limit_mb": 2})


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (10_001, 10_000), (2**31 - 1, 1000)])
def test_a_small_file_that_claims_to_be_huge_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput) as caught:
        open_picture(png_that_claims(*size))
    assert caught.value.code == "picture-too-many-pixels"
    assert caught.value.facts == {"limit_megapixels": 100}


@pytest.mark.slow
def test_a_hundred_megapixels_still_open() -> None:
    huge = saved(Image.new("RGB", (10_000, 10_000), (90, 120, 30)), "JPEG", quality=50)
    picture = open_picture(huge)
    assert picture.width_px * picture.height_px == limits.MAX_PIXELS


@pytest.mark.parametrize(("name", "kind", "options"), ENCODINGS, ids=[e[0] for e in ENCODINGS])
@pytest.mark.parametrize("share", quick_among([0.1, 0.5, 0.9, 0.999], [0.1, 0.999]))
def test_a_truncated_picture_is_refused(
    astronaut: Image.Image, name: str, kind: str, options: dict[str, object], share: float
) -> None:
    data = encoded(astronaut, kind, options)
    assert code_of(data[: int(len(data) * share)]) in {"picture-damaged", "picture-format-unknown"}


def test_a_jpeg_that_pillow_patches_over_is_refused(astronaut: Image.Image) -> None:
    data = bytearray(encoded(astronaut, "JPEG", {"quality": 88}))
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    with Image.open(io.BytesIO(bytes(data))) as image:
        image.load()
    assert code_of(bytes(data)) == "picture-damaged"


def test_a_lossy_webp_that_decodes_to_noise_is_refused(hopper: Image.Image) -> None:
    data = bytearray(encoded(hopper, "WEBP", {"quality": 85}))
    data[len(data) // 8] ^= 0x40
    assert code_of(bytes(data)) == "picture-damaged"


def test_an_animated_webp_with_a_damaged_frame_is_refused(
    astronaut: Image.Image, hopper: Image.Image
) -> None:
    second = hopper.resize(astronaut.size)
    data = bytearray(saved(astronaut, "WEBP", save_all=True, append_images=[second], quality=80))
    assert open_picture(bytes(data)).leaks == (Leak.THUMBNAIL_SHOWS_MORE, Leak.OTHER_FRAMES)
    data[len(data) // 8] ^= 0x40
    assert code_of(bytes(data)) == "picture-damaged"


def test_a_gif_whose_codes_end_early_is_refused(astronaut: Image.Image) -> None:
    data = bytearray(encoded(astronaut, "GIF", {}))
    middle = len(data) // 2
    data[middle : middle + 20] = bytes(20)
    assert code_of(bytes(data)) == "picture-damaged"


def test_a_png_with_one_wrong_bit_is_refused(astronaut: Image.Image) -> None:
    data = bytearray(encoded(astronaut, "PNG", {}))
    data[len(data) // 2] ^= 1
    assert code_of(bytes(data)) == "picture-damaged"


def test_sixteen_bit_grey_is_scaled_not_clipped(astronaut: Image.Image) -> None:
    grey = np.asarray(astronaut.convert("L"))
    for bits, kind in ((8, "PNG"), (8, "TIFF"), (4, "TIFF"), (0, "TIFF")):
        wide = Image.fromarray(grey.astype(np.uint16) << bits)
        picture = open_picture(saved(wide, kind))
        assert mean_difference(picture.pixels[..., 0], grey) < 1.5


@pytest.mark.parametrize("form", ["int", "float", "float-unit"])
def test_thirty_two_bit_grey_is_scaled_not_clipped(astronaut: Image.Image, form: str) -> None:
    grey = np.asarray(astronaut.convert("L"))
    wide = {
        "int": (grey.astype(np.int32) - 128) * 4000,
        "float": grey.astype(np.float32) * 1000 - 5,
        "float-unit": grey.astype(np.float32) / 255,
    }[form]
    picture = open_picture(saved(Image.fromarray(wide), "TIFF"))
    assert mean_difference(picture.pixels[..., 0], grey) < 1.5


def test_a_picture_whose_pixels_are_not_numbers_is_refused() -> None:
    wide = np.full((20, 20), np.nan, dtype=np.float32)
    assert code_of(saved(Image.fromarray(wide), "TIFF")) == "picture-damaged"


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_opens_in_its_colours(astronaut: Image.Image, kind: str) -> None:
    picture = open_picture(saved(astronaut.convert("CMYK"), kind))
    assert mean_difference(picture.pixels, np.asarray(astronaut)) < 12


def test_transparency_lies_on_white(astronaut: Image.Image) -> None:
    see_through = astronaut.convert("RGBA")
    see_through.putalpha(Image.new("L", astronaut.size, 0))
    assert (open_picture(saved(see_through, "PNG")).pixels == 255).all()


def test_a_palette_with_transparency_opens(astronaut: Image.Image) -> None:
    palette = astronaut.quantize(64)
    corner = palette.getpixel((0, 0))
    for kind in ("PNG", "GIF"):
        picture = open_picture(saved(palette, kind, transparency=corner))
        assert (picture.pixels[0, 0] == 255).all()
        assert mean_difference(picture.pixels[60:170, 190:260], np.asarray(astronaut)[60:170, 190:260]) < 15


def test_one_bit_and_grey_alpha_open(astronaut: Image.Image) -> None:
    for mode in ("1", "L", "LA"):
        assert open_picture(saved(astronaut.convert(mode), "PNG")).pixels.shape == (512, 512, 3)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF", "MPO"])
def test_of_several_frames_the_first_is_used(astronaut: Image.Image, hopper: Image.Image, kind: str) -> None:
    second = hopper.resize(astronaut.size)
    picture = open_picture(saved(astronaut, kind, save_all=True, append_images=[second]))
    assert mean_difference(picture.pixels, np.asarray(astronaut)) < 12
    assert Leak.OTHER_FRAMES in picture.leaks


def test_a_profile_is_converted_and_a_broken_one_is_left(astronaut: Image.Image) -> None:
    with Image.open(DEMO / "astronaut.png") as image:
        profile = image.info["icc_profile"]
    plain = np.asarray(astronaut)
    for content in (profile, b"not a profile" * 20):
        picture = open_picture(saved(astronaut, "PNG", icc_profile=content))
        assert mean_difference(picture.pixels, plain) < 12
        assert Leak.COLOUR_PROFILE in picture.leaks


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (7, 5)])
def test_tiny_pictures_open(size: tuple[int, int]) -> None:
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        picture = open_picture(saved(Image.new("RGB", size, (200, 10, 10)), kind))
        assert (picture.width_px, picture.height_px) == size


needs_signals = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system has no SIGSTOP")


@pytest.fixture
def portrait(astronaut: Image.Image) -> bytes:
    return saved(astronaut, "JPEG")


def children_of(pid: int) -> set[int]:
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.add(int(status.parent.name))
    return found


@needs_signals
def test_a_hanging_decoder_is_killed_and_the_next_picture_opens(portrait: bytes) -> None:
    worker = Worker(ServiceKind.PICTURE, seconds=1)
    try:
        open_picture(portrait, worker=worker)
        hung = worker.pid
        os.kill(hung, signal.SIGSTOP)
        with pytest.raises(InvalidInput) as caught:
            open_picture(portrait, worker=worker)
        assert (caught.value.code, caught.value.facts) == ("picture-too-slow", {"seconds": 10})
        assert open_picture(portrait, worker=worker).width_px == 512
        assert worker.pid != hung
        with pytest.raises(ProcessLookupError):
            os.kill(hung, 0)
    finally:
        worker.close()


@needs_signals
def test_a_decoder_that_was_killed_between_pictures_is_replaced(portrait: bytes) -> None:
    worker = Worker(ServiceKind.PICTURE)
    try:
        open_picture(portrait, worker=worker)
        os.kill(worker.pid, signal.SIGKILL)
        assert open_picture(portrait, worker=worker).width_px == 512
    finally:
        worker.close()


@pytest.mark.slow
def test_a_decoder_that_hangs_on_every_picture_is_too_slow(astronaut: Image.Image) -> None:
    worker = Worker(ServiceKind.PICTURE, seconds=0.001)
    try:
        with pytest.raises(WorkerTooSlow):
            worker.ask(saved(astronaut.resize((3000, 3000)), "PNG"))
        assert worker.pid is None
    finally:
        worker.close()


def test_threads_share_one_decoder(astronaut: Image.Image) -> None:
    worker = Worker(ServiceKind.PICTURE)
    sizes = [(64 + 8 * i, 64) for i in range(12)]
    files = [saved(astronaut.resize(size), "PNG") for size in sizes]
    opened: dict[int, tuple[int, int]] = {}

    def read(i: int) -> None:
        picture = open_picture(files[i], worker=worker)
        opened[i] = (picture.width_px, picture.height_px)

    threads = [threading.Thread(target=read, args=(i,)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    worker.close()
    assert [opened[i] for i in range(12)] == sizes


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_the_decoder_holds_no_secret_and_leaves_with_us(
    portrait: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", "invented words")
    monkeypatch.setenv("SOME_TOKEN", "invented token")
    worker = Worker(ServiceKind.PICTURE)
    open_picture(portrait, worker=worker)
    pid = worker.pid
    held = Path(f"/proc/{pid}/environ").read_bytes()
    assert b"invented" not in held
    assert pid in children_of(os.getpid())
    worker.close()
    assert pid not in children_of(os.getpid())


def test_no_decoder_outlives_the_program(tmp_path: Path, portrait: bytes) -> None:
    (tmp_path / "portrait.jpg").write_bytes(portrait)
    script = (
        "from pathlib import Path\n"
        "from consentkit.imaging.opening.opening import open_picture\n"
        "from consentkit.sandbox.client import shared_worker\n"
        "open_picture(Path('portrait.jpg').read_bytes()); print(shared_worker().pid)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded:DeprecationWarning"
)  # we fork on purpose
def test_a_forked_program_starts_its_own_decoder(portrait: bytes) -> None:
    script = (
        "import os, sys\n"
        "from consentkit.imaging.opening.opening import open_picture\n"
        "from consentkit.sandbox.client import shared_worker\n"
        "data = sys.stdin.buffer.read(); open_picture(data); mine = shared_worker().pid\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    ok = open_picture(data).width_px == 512 and shared_worker().pid != mine\n"
        "    shared_worker().close(); os._exit(0 if ok else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "assert open_picture(data).width_px == 512 and shared_worker().pid == mine\n"
    )
    subprocess.run([sys.executable, "-c", script], input=portrait, check=True)


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"[]", b"null", b"{", b'{"height": 2, "width": 2}',
        b'{"height": 9, "width": 2, "media_type": "image/png", "leaks": []}',
        b'{"height": -2, "width": -2, "media_type": "image/png", "leaks": []}',
        b'{"height": 2, "width": 2, "media_type": "text/html", "leaks": []}',
        b'{"height": 2, "width": 2, "media_type": "image/png", "leaks": ["password"]}',
        b'{"refusal": "all-is-well"}', b'{"refusal": 5}', b'{"refusal": []}', b"[" * 50_000,
    ],
    ids=range(13),
)  # fmt: skip
def test_what_the_decoder_says_is_not_believed(answer: bytes) -> None:
    class TakenOver(Worker):
        def ask(self, *_messages: bytes | memoryview) -> tuple[bytes, bytes]:
            return answer, bytes(12)

    with pytest.raises(InvalidInput) as caught:
        open_picture(b"any", worker=TakenOver(ServiceKind.PICTURE))
    assert caught.value.code == "picture-damaged"


def _with_wrong_checksum(data: bytes, name: bytes) -> bytes:
    """Change the last byte of the checksum of a PNG's first chunk of this name; its content stays whole."""
    at = data.index(name)
    end = at + 4 + int.from_bytes(data[at - 4 : at], "big") + 4
    return data[: end - 1] + bytes([data[end - 1] ^ 1]) + data[end:]


@pytest.mark.parametrize("name", [b"IDAT", b"IEND"])
def test_a_png_whose_checksum_is_wrong_is_damaged_also_where_pillow_opens_it(name: bytes) -> None:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 60)).save(file, "PNG")
    assert open_picture(file.getvalue()).width_px == 64
    with pytest.raises(InvalidInput, match="picture-damaged"):
        open_picture(_with_wrong_checksum(file.getvalue(), name))
