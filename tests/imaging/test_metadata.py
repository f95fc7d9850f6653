import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.opening.opening import open_picture
from consentkit.imaging.walkers.table import leaks_in

from .conftest import saved

GPS_INFO, DATE_TIME = 0x8825, 0x0132
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf/></x:xmpmeta>'
SMALL = Image.new("RGB", (40, 30), (120, 60, 20))
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif_of(*, gps: bool = False) -> Image.Exif:
    exif = Image.Exif()
    exif[DATE_TIME] = "2026:03:04 05:06:07"
    if gps:
        exif[GPS_INFO] = {1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 10.0)}
    return exif


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def with_segment(marker: int, content: bytes) -> bytes:
    data = saved(SMALL, "JPEG")
    return data[:2] + segment(marker, content) + data[2:]


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def with_chunk(name: bytes, content: bytes) -> bytes:
    data = saved(SMALL, "PNG")
    return data[:33] + chunk(name, content) + data[33:]


def exif_with_thumbnail() -> bytes:
    """A big-endian block: one tag in IFD0, then an IFD1 that points to a small JPEG."""
    small = saved(SMALL.resize((8, 6)), "JPEG")
    first = struct.pack(">H HHI4s I", 1, 0x0112, 3, 1, b"\x00\x01\x00\x00", 26)
    second = struct.pack(">H HHII HHII I", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(small), 0)
    return b"Exif\x00\x00MM\x00*\x00\x00\x00\x08" + first + second + small


JFIF_WITH_THUMBNAIL = b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01" + bytes(3)
ADOBE = b"Adobe\x00\x64\x00\x00\x00\x00\x01"

JPEG_CASES = {
    "exif": (saved(SMALL, "JPEG", exif=exif_of()), {Leak.EXIF}),
    "gps": (saved(SMALL, "JPEG", exif=exif_of(gps=True)), {Leak.EXIF, Leak.GPS}),
    "exif-thumbnail": (with_segment(0xE1, exif_with_thumbnail()), {Leak.EXIF, Leak.THUMBNAIL}),
    "exif-broken": (
        with_segment(0xE1, b"Exif\x00\x00MM\x00*\x00\x00\xff\xff"),
        {Leak.EXIF, Leak.UNKNOWN_BLOCK},
    ),
    "xmp": (saved(SMALL, "JPEG", xmp=XMP), {Leak.XMP}),
    "xmp-more": (with_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00more"), {Leak.XMP}),
    "iptc": (with_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04"), {Leak.IPTC}),
    "comment": (saved(SMALL, "JPEG", comment=b"her name"), {Leak.COMMENT}),
    "profile": (saved(SMALL, "JPEG", icc_profile=PROFILE), {Leak.COLOUR_PROFILE}),
    "jfif-thumbnail": (with_segment(0xE0, JFIF_WITH_THUMBNAIL), {Leak.THUMBNAIL}),
    "jfxx": (with_segment(0xE0, b"JFXX\x00\x10"), {Leak.THUMBNAIL}),
    "jfif-longer": (with_segment(0xE0, JFIF_WITH_THUMBNAIL[:-5] + b"\x00\x00tail"), {Leak.UNKNOWN_BLOCK}),
    "maker": (with_segment(0xE5, b"camera serial 1234"), {Leak.UNKNOWN_BLOCK}),
    "mpf": (with_segment(0xE2, b"MPF\x00"), {Leak.OTHER_FRAMES}),
    "adobe-colours": (with_segment(0xEE, ADOBE), set()),
    "adobe-longer": (with_segment(0xEE, ADOBE + b"x"), {Leak.UNKNOWN_BLOCK}),
    "tail": (saved(SMALL, "JPEG") + b"\x00", {Leak.TRAILING_BYTES}),
    "second-picture": (saved(SMALL, "JPEG") * 2, {Leak.TRAILING_BYTES}),
    "no-end": (saved(SMALL, "JPEG")[:-2], {Leak.UNKNOWN_BLOCK}),
    "progressive": (saved(SMALL, "JPEG", progressive=True), set()),
    "restarts": (saved(SMALL, "JPEG", restart_marker_rows=1), set()),
    "grey": (saved(SMALL.convert("L"), "JPEG"), set()),
}


def png_text(key: str, text: str) -> bytes:
    info = PngInfo()
    info.add_itxt(key, text)
    return saved(SMALL, "PNG", pnginfo=info)


PNG_CASES = {
    "plain": (saved(SMALL, "PNG"), set()),
    "palette": (saved(SMALL.quantize(4), "PNG", transparency=0), set()),
    "exif": (saved(SMALL, "PNG", exif=exif_of()), {Leak.EXIF}),
    "gps": (saved(SMALL, "PNG", exif=exif_of(gps=True)), {Leak.EXIF, Leak.GPS}),
    "xmp": (png_text("XML:com.adobe.xmp", XMP.decode()), {Leak.XMP}),
    "text": (png_text("Author", "someone"), {Leak.COMMENT}),
    "raw-exif": (with_chunk(b"tEXt", b"Raw profile type exif\x00\nexif\n"), {Leak.EXIF}),
    "raw-iptc": (with_chunk(b"zTXt", b"Raw profile type iptc\x00\x00"), {Leak.IPTC}),
    "profile": (saved(SMALL, "PNG", icc_profile=PROFILE), {Leak.COLOUR_PROFILE}),
    "gamma": (with_chunk(b"gAMA", struct.pack(">I", 45455)), {Leak.COLOUR_PROFILE}),
    "time": (with_chunk(b"tIME", bytes(7)), {Leak.UNKNOWN_BLOCK}),
    "density": (saved(SMALL, "PNG", dpi=(300, 300)), {Leak.UNKNOWN_BLOCK}),
    "private": (with_chunk(b"prVt", b"anything"), {Leak.UNKNOWN_BLOCK}),
    "frames": (saved(SMALL, "PNG", save_all=True, append_images=[SMALL.rotate(180), SMALL.rotate(90)]), None),
    "tail": (saved(SMALL, "PNG") + b"PK\x03\x04", {Leak.TRAILING_BYTES}),
    "no-end": (saved(SMALL, "PNG")[:-12], {Leak.UNKNOWN_BLOCK}),
}


@pytest.mark.parametrize("name", JPEG_CASES)
def test_each_leak_in_a_jpeg_is_told(name: str) -> None:
    data, leaks = JPEG_CASES[name]
    assert set(leaks_in(data)) == leaks


@pytest.mark.parametrize("name", PNG_CASES)
def test_each_leak_in_a_png_is_told(name: str) -> None:
    data, leaks = PNG_CASES[name]
    found = set(leaks_in(data))
    assert found == leaks if leaks is not None else found


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"RIFF\x00\x00\x00\x00WEBP", b"\x89PNG\r\n\x1a\n", b"hello"]
)
def test_what_cannot_be_followed_is_an_unknown_block(data: bytes) -> None:
    assert leaks_in(data) == (Leak.UNKNOWN_BLOCK,)


@given(st.binary(max_size=200))
def test_any_bytes_after_a_picture_are_told(tail: bytes) -> None:
    for kind in ("JPEG", "PNG"):
        assert (Leak.TRAILING_BYTES in leaks_in(saved(SMALL, kind) + tail)) == bool(tail)


@given(st.integers(min_value=0, max_value=10**6), st.binary(min_size=1, max_size=40))
def test_no_damage_makes_the_walk_fail(position: int, junk: bytes) -> None:
    for kind in ("JPEG", "PNG"):
        data = saved(SMALL, kind)
        at = position % len(data)
        leaks_in(data[:at] + junk + data[at:])
        leaks_in(data[:at] + junk)


EVERYTHING = {"exif": exif_of(gps=True), "xmp": XMP, "icc_profile": PROFILE}


@pytest.mark.parametrize(
    ("kind", "options", "leaks"),
    [
        ("WEBP", EVERYTHING, {Leak.EXIF, Leak.GPS, Leak.XMP, Leak.COLOUR_PROFILE}),
        ("AVIF", EVERYTHING, {Leak.EXIF, Leak.GPS, Leak.XMP, Leak.COLOUR_PROFILE}),
        ("TIFF", {"exif": exif_of(), "icc_profile": PROFILE}, {Leak.EXIF, Leak.COLOUR_PROFILE}),
        ("GIF", {"comment": b"her name"}, {Leak.COMMENT}),
        ("TIFF", {"description": "her name"}, {Leak.EXIF}),
        ("WEBP", {}, set()),
        ("TIFF", {}, set()),
        ("AVIF", {}, set()),
    ],
)
def test_the_leaks_of_other_formats_come_with_the_picture(
    kind: str, options: dict[str, object], leaks: set[Leak]
) -> None:
    assert set(open_picture(saved(SMALL, kind, **options)).leaks) == leaks


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_bytes_after_a_picture_of_another_format_are_told(kind: str) -> None:
    tail = b"PK\x03\x04 and a file of its own"
    assert open_picture(saved(SMALL, kind) + tail).leaks == (Leak.TRAILING_BYTES,)


def test_the_leaks_come_with_a_picture_and_in_order() -> None:
    data = saved(SMALL, "JPEG", exif=exif_of(gps=True), comment=b"x") + b"tail"
    picture = open_picture(data)
    assert picture.leaks == (Leak.GPS, Leak.EXIF, Leak.COMMENT, Leak.TRAILING_BYTES)
    assert picture.leaks == leaks_in(data)


def test_a_thumbnail_is_told_by_the_picture_too() -> None:
    target = io.BytesIO(with_segment(0xE1, exif_with_thumbnail()))
    assert Leak.THUMBNAIL in open_picture(target.getvalue()).leaks
