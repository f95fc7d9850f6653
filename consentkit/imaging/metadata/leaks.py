"""Find what a file gives away beside its pixels."""

from collections.abc import Iterator
from typing import Any

from consentkit.domain.pictures.images import Leak
from consentkit.imaging.formats.containers import (
    PNG_SIGNATURE,
    Damaged,
    gif_length,
    jpeg_segments,
    png_chunks,
    png_length,
    riff_chunks,
    riff_length,
)
from consentkit.imaging.metadata.exif import leaks_in_exif

_EXIF = b"Exif\x00\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_ADOBE_COLOURS = b"Adobe"
# APP14 as Adobe wrote it down (technical note 5116), APP0 of JFIF 1.02 without a thumbnail: what is longer
# holds something else.
_ADOBE_LENGTH = 12
_JFIF_LENGTH = 14
_END_OF_IMAGE = 0xD9
# Tables, frames, scans and restart intervals: without them a JPEG cannot be decoded.
_NEEDED_MARKERS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD})
_NEEDED_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_CHUNK_LEAKS = {
    b"zTXt": Leak.COMMENT,
    b"tEXt": Leak.COMMENT,
    b"iTXt": Leak.COMMENT,
    b"iCCP": Leak.COLOUR_PROFILE,
    b"sRGB": Leak.COLOUR_PROFILE,
    b"gAMA": Leak.COLOUR_PROFILE,
    b"cHRM": Leak.COLOUR_PROFILE,
    b"cICP": Leak.COLOUR_PROFILE,
    b"acTL": Leak.OTHER_FRAMES,
    b"fcTL": Leak.OTHER_FRAMES,
    b"fdAT": Leak.OTHER_FRAMES,
}
_TEXT_LEAKS = (
    (b"XML:com.adobe.xmp", Leak.XMP),
    (b"Raw profile type xmp", Leak.XMP),
    (b"Raw profile type exif", Leak.EXIF),
    (b"Raw profile type APP1", Leak.EXIF),
    (b"Raw profile type iptc", Leak.IPTC),
    (b"Raw profile type icc", Leak.COLOUR_PROFILE),
)


def leaks_in(data: bytes) -> tuple[Leak, ...]:
    """Return what a JPEG, PNG or WebP holds beside what its pixels need; `()` means nothing.

    These are the formats that we write. Anything else, and anything that cannot be parsed to its last
    byte, is an UNKNOWN_BLOCK.
    """
    try:
        if data[:2] == b"\xff\xd8":
            return _ordered(_jpeg_leaks(data))
        if data[:8] == PNG_SIGNATURE:
            return _ordered(_png_leaks(data))
        if data[:4] == b"RIFF":
            return _ordered(_webp_leaks(data))
    except Damaged:
        pass
    return (Leak.UNKNOWN_BLOCK,)


def _ordered(leaks: Iterator[Leak]) -> tuple[Leak, ...]:
    found = set(leaks)
    return tuple(leak for leak in Leak if leak in found)


def _jpeg_leaks(data: bytes) -> Iterator[Leak]:
    for marker, content in jpeg_segments(data):
        if marker == _END_OF_IMAGE:
            if content:
                yield Leak.TRAILING_BYTES
        elif marker not in _NEEDED_MARKERS:
            yield from _segment_leaks(marker, content)


def _segment_leaks(marker: int, content: bytes) -> Iterator[Leak]:
    match marker, content:
        case 0xE0, _:
            yield from _jfif_leaks(content)
        case 0xE1, _ if content.startswith(_EXIF):
            yield from leaks_in_exif(content.removeprefix(_EXIF))
        case 0xE1, _ if content.startswith((_XMP, _XMP_MORE)):
            yield Leak.XMP
        case 0xE2, _ if content.startswith(b"ICC_PROFILE\x00"):
            yield Leak.COLOUR_PROFILE
        case 0xED, _:
            yield Leak.IPTC
        case 0xEE, _ if content.startswith(_ADOBE_COLOURS) and len(content) == _ADOBE_LENGTH:
            return  # says how the colours are coded; a decoder needs it
        case 0xFE, _:
            yield Leak.COMMENT
        case _:
            yield Leak.UNKNOWN_BLOCK


def _jfif_leaks(content: bytes) -> Iterator[Leak]:
    if content.startswith(b"JFXX\x00"):
        yield Leak.THUMBNAIL
    elif not content.startswith(b"JFIF\x00") or len(content) < _JFIF_LENGTH:
        yield Leak.UNKNOWN_BLOCK
    elif content[12] or content[13]:
        yield Leak.THUMBNAIL
    elif len(content) > _JFIF_LENGTH:
        yield Leak.UNKNOWN_BLOCK


def _png_leaks(data: bytes) -> Iterator[Leak]:
    for name, content, _ in png_chunks(data):
        if name == b"eXIf":
            yield from leaks_in_exif(content)
        elif name in {b"tEXt", b"zTXt", b"iTXt"}:
            yield _text_leak(content)
        elif name not in _NEEDED_CHUNKS:
            yield _CHUNK_LEAKS.get(name, Leak.UNKNOWN_BLOCK)
    if png_length(data) != len(data):
        yield Leak.TRAILING_BYTES


_WEBP_NEEDED = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"VP8X"})
_WEBP_LEAKS = {
    b"XMP ": Leak.XMP,
    b"ICCP": Leak.COLOUR_PROFILE,
    b"ANIM": Leak.OTHER_FRAMES,
    b"ANMF": Leak.OTHER_FRAMES,
}


def _webp_leaks(data: bytes) -> Iterator[Leak]:
    for name, content in riff_chunks(data):
        if name == b"EXIF":
            yield from leaks_in_exif(content.removeprefix(_EXIF))
        elif name not in _WEBP_NEEDED:
            yield _WEBP_LEAKS.get(name, Leak.UNKNOWN_BLOCK)
    if riff_length(data) != len(data):
        yield Leak.TRAILING_BYTES


def _text_leak(content: bytes) -> Leak:
    return next((leak for key, leak in _TEXT_LEAKS if content.startswith(key)), Leak.COMMENT)


_REPORTED = {
    "xmp": Leak.XMP,
    "XML:com.adobe.xmp": Leak.XMP,
    "photoshop": Leak.IPTC,
    "iptc": Leak.IPTC,
    "comment": Leak.COMMENT,
    "icc_profile": Leak.COLOUR_PROFILE,
    "thumbnails": Leak.THUMBNAIL,
}
# Tags of a TIFF file that say how its pixels are stored; every other tag says something about the picture.
_TIFF_PIXEL_TAGS = frozenset(
    {254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 296, 317, 320, 322, 323, 324,
     325, 338, 339, 347, 530, 531, 532}
)  # fmt: skip
# TIFF tags by number: GPS directory, XMP, IPTC (also as Photoshop writes it), ICC profile.
_TIFF_LEAKS = {34853: Leak.GPS, 700: Leak.XMP, 33723: Leak.IPTC, 34377: Leak.IPTC, 34675: Leak.COLOUR_PROFILE}


def leaks_reported(image: Any, kind: str) -> Iterator[Leak]:
    """Yield what Pillow reports for an opened image. Runs only inside the decoder process."""
    yield from (leak for key, leak in _REPORTED.items() if image.info.get(key))
    if image.info.get("exif"):
        yield from leaks_in_exif(bytes(image.info["exif"]).removeprefix(_EXIF))
    if kind == "TIFF":
        yield from (_TIFF_LEAKS.get(tag, Leak.EXIF) for tag in image.tag_v2 if tag not in _TIFF_PIXEL_TAGS)
    if getattr(image, "n_frames", 1) > 1:
        yield Leak.OTHER_FRAMES


def tail_leaks(data: bytes, kind: str) -> Iterator[Leak]:
    """Yield TRAILING_BYTES when a GIF or WebP file goes on after its picture."""
    lengths = {"GIF": gif_length, "WEBP": riff_length}
    if kind in lengths and lengths[kind](data) != len(data):
        yield Leak.TRAILING_BYTES
