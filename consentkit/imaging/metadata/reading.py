"""Read all that a picture's file tells beside its pixels. Runs only in a process of its own."""

import io
from collections.abc import Callable, Iterator
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

from consentkit.domain.pictures.disclosures import Disclosure, DisclosureKind
from consentkit.imaging.formats.containers import gif_length, jpeg_segments, png_length, riff_length
from consentkit.imaging.metadata.xmp_reading import xmp_disclosures
from consentkit.imaging.opening.thumbnails import embedded_thumbnail, shows_more
from consentkit.sandbox.limits import FORMATS

# More would fill screens: enough to say that a file tells too much. Chosen by eye, as 200 letters each.
MOST = 300
# APP2 (CIPA DC-007, multi-picture), APP13 (Photoshop), end of image.
_MPF_MARKER, _PHOTOSHOP_MARKER, _END_OF_IMAGE = 0xE2, 0xED, 0xD9
_MOST_LETTERS = 200
_K = DisclosureKind
Told = Iterator[Disclosure]

_EXIF_KINDS: dict[str, DisclosureKind] = {
    "Artist": _K.OWNER, "Copyright": _K.OWNER, "CameraOwnerName": _K.OWNER, "XPAuthor": _K.OWNER,
    "HostComputer": _K.DEVICE, "Make": _K.DEVICE, "Model": _K.DEVICE, "Software": _K.DEVICE,
    "LensModel": _K.DEVICE, "ImageDescription": _K.WORDS, "UserComment": _K.WORDS, "XPTitle": _K.WORDS,
    "XPComment": _K.WORDS, "XPSubject": _K.WORDS, "XPKeywords": _K.KEYWORD, "ImageUniqueID": _K.SERIAL,
    "BodySerialNumber": _K.SERIAL, "LensSerialNumber": _K.SERIAL, "CameraSerialNumber": _K.SERIAL,
    "MakerNote": _K.MAKER_DATA, "ImageSourceData": _K.LAYER, "DocumentName": _K.WORDS, "PageName": _K.WORDS,
}  # fmt: skip
# IPTC IIM 4.2, record 2, by data set number.
_IPTC_KINDS: dict[int, tuple[str, DisclosureKind]] = {
    5: ("title", _K.WORDS), 25: ("keywords", _K.KEYWORD), 55: ("date created", _K.DATE),
    80: ("by-line", _K.OWNER), 90: ("city", _K.PLACE), 92: ("sublocation", _K.PLACE),
    95: ("state", _K.PLACE), 101: ("country", _K.PLACE), 105: ("headline", _K.WORDS),
    116: ("copyright", _K.OWNER), 118: ("contact", _K.OWNER), 120: ("caption", _K.WORDS),
    122: ("caption writer", _K.OWNER),
}  # fmt: skip
_MORE_TAGS = {37724: "ImageSourceData"}
_UTF_16_TAGS = "XP"


def disclosures_in(data: bytes) -> tuple[Disclosure, ...]:
    """Return what the file tells. A part that cannot be read is told as hidden bytes, never left out."""
    found: list[Disclosure] = []
    formats = [kind for kind in (*FORMATS, "HEIF") if kind in Image.OPEN]
    with Image.open(io.BytesIO(data), formats=formats) as image:
        parts: dict[str, Callable[[], Told]] = {
            "EXIF": lambda: _exif(image),
            "XMP": lambda: _xmp(image),
            "IPTC": lambda: _iptc(image),
            "thumbnail": lambda: _thumbnail(image),
            "comment": lambda: _comments(image),
            "pages": lambda: _frames(image),
            "blocks": lambda: _blocks(data, image.format or ""),
        }
        for where, read in parts.items():
            try:
                found.extend(read())
            except Exception:  # noqa: BLE001  hostile files raise anything; the part is there and not understood
                found.append(_said(_K.HIDDEN_BYTES, where, "?"))
    return tuple(dict.fromkeys(found))[:MOST]


def _said(kind: DisclosureKind, where: str, value: object) -> Disclosure:
    words = " ".join(str(value).split())
    return Disclosure(kind=kind, where=where, value=words[:_MOST_LETTERS])


def _exif(image: Any) -> Told:
    exif = image.getexif()
    for directory in (exif, exif.get_ifd(ExifTags.IFD.Exif)):
        for tag, value in directory.items():
            name = ExifTags.TAGS.get(tag, _MORE_TAGS.get(tag, ""))
            kind = _K.DATE if "Date" in name else _EXIF_KINDS.get(name)
            if kind in {_K.MAKER_DATA, _K.LAYER}:
                yield _said(kind, f"EXIF {name}", f"{len(value)} bytes")
            elif kind is not None:
                yield _said(kind, f"EXIF {name}", _text(name, value))
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if place:
        yield from _gps({ExifTags.GPSTAGS.get(tag, ""): value for tag, value in place.items()})


def _gps(tags: dict[str, Any]) -> Told:
    if "GPSLatitude" in tags and "GPSLongitude" in tags:
        point = [_degrees(tags, side, away) for side, away in (("Latitude", "S"), ("Longitude", "W"))]
        yield _said(_K.PLACE, "EXIF GPS", ", ".join(f"{one:.6f}" for one in point))
    for name, value in tags.items():
        if "Date" in name:
            yield _said(_K.DATE, f"EXIF {name}", value)
        elif name in {"GPSProcessingMethod", "GPSAreaInformation"}:
            yield _said(_K.PLACE, f"EXIF {name}", _text(name, value))


def _degrees(tags: dict[str, Any], side: str, away: str) -> float:
    degrees, minutes, seconds = (float(part) for part in tags[f"GPS{side}"])
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(tags.get(f"GPS{side}Ref", "")).startswith(away) else value


def _text(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        value = bytes(value)
    if not isinstance(value, bytes):
        return str(value)
    if name.startswith(_UTF_16_TAGS):
        return value.decode("utf-16-le", "replace").rstrip("\x00")
    for start in (b"ASCII\x00\x00\x00", b"UNICODE\x00"):
        if value.startswith(start):
            coding = "utf-8" if start[0] == ord("A") else "utf-16"
            return value.removeprefix(start).decode(coding, "replace").strip("\x00")
    return value.decode("utf-8", "replace").strip("\x00")


def _xmp(image: Any) -> Told:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if packet:
        for kind, where, value in xmp_disclosures(packet):
            yield _said(kind, f"XMP {where}", value)


def _iptc(image: Any) -> Told:
    found: Any = IptcImagePlugin.getiptcinfo(image) or {}
    for (record, number), values in found.items():
        name, kind = _IPTC_KINDS.get(number, ("", None))
        if record == 2 and kind is not None:  # noqa: PLR2004 - the application record
            for value in values if isinstance(values, list) else [values]:
                yield _said(kind, f"IPTC {name}", _text("", value))


def _thumbnail(image: Any) -> Told:
    small = embedded_thumbnail(image)
    if small is not None:
        yield _said(_K.SMALL_PICTURE, "EXIF thumbnail", f"{small.width} x {small.height}")
        if shows_more(small, image):
            yield _said(_K.SHOWS_MORE, "EXIF thumbnail", f"{small.width} x {small.height}")


def _comments(image: Any) -> Told:
    comment = image.info.get("comment")
    if comment:
        yield _said(_K.WORDS, "comment", _text("", comment))
    for name, value in getattr(image, "text", {}).items():
        if not name.startswith(("XML:", "Raw profile")):
            yield _said(_K.WORDS, f"PNG {name}", value)


def _frames(image: Any) -> Told:
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        yield _said(_K.OTHER_PICTURE, image.format, frames - 1)


def _blocks(data: bytes, kind: str) -> Told:
    """What stands in the file's own blocks: other pictures, Photoshop's, and what follows the picture."""
    tail = b""
    if kind in {"JPEG", "MPO"}:
        for marker, content in jpeg_segments(data):
            if marker == _MPF_MARKER and content.startswith(b"MPF\x00"):
                yield _said(_K.OTHER_PICTURE, "JPEG MPF", f"{len(content)} bytes")
            elif marker == _PHOTOSHOP_MARKER and b"\x04\x0c" in content and b"8BIM" in content:
                yield _said(_K.SMALL_PICTURE, "JPEG Photoshop", f"{len(content)} bytes")
            elif marker == _END_OF_IMAGE:
                tail = content
    else:
        lengths = {"PNG": png_length, "GIF": gif_length, "WEBP": riff_length}
        if kind in lengths:
            tail = data[lengths[kind](data) :]
    if tail:
        # A motion photo's film has `ftyp` near its beginning; a second JPEG begins with FF D8 FF.
        what = _K.VIDEO if b"ftyp" in tail[:4096] else _K.HIDDEN_BYTES
        what = _K.OTHER_PICTURE if what is _K.HIDDEN_BYTES and tail.find(b"\xff\xd8\xff") >= 0 else what
        yield _said(what, "after the picture", f"{len(tail)} bytes")
