"""Read the values of somebody else's EXIF. Runs only in a process of its own."""

from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image

from consentkit.domain.pictures.disclosures import DisclosureKind
from consentkit.imaging.metadata.words_inside import words_in

_K = DisclosureKind
_Told = Iterator[tuple[DisclosureKind, str, str]]
_KINDS: dict[str, DisclosureKind] = {
    "Artist": _K.OWNER, "Copyright": _K.OWNER, "CameraOwnerName": _K.OWNER, "XPAuthor": _K.OWNER,
    "HostComputer": _K.DEVICE, "Make": _K.DEVICE, "Model": _K.DEVICE, "Software": _K.DEVICE,
    "LensModel": _K.DEVICE, "LensMake": _K.DEVICE, "ImageDescription": _K.WORDS, "UserComment": _K.WORDS,
    "XPTitle": _K.WORDS, "XPComment": _K.WORDS, "XPSubject": _K.WORDS, "XPKeywords": _K.KEYWORD,
    "ImageUniqueID": _K.SERIAL, "BodySerialNumber": _K.SERIAL, "LensSerialNumber": _K.SERIAL,
    "CameraSerialNumber": _K.SERIAL, "MakerNote": _K.MAKER_DATA, "ImageSourceData": _K.LAYER,
    "DocumentName": _K.WORDS, "PageName": _K.WORDS, "OffsetTime": _K.DATE, "OffsetTimeOriginal": _K.DATE,
    "OffsetTimeDigitized": _K.DATE, "TimeZoneOffset": _K.DATE, "SubsecTime": _K.DATE,
}  # fmt: skip
# How a picture was taken and is stored: these say nothing of anybody. A tag that is neither here nor above is
# told as something else.
_PLAIN = frozenset({
    "Orientation", "XResolution", "YResolution", "ResolutionUnit", "YCbCrPositioning", "YCbCrSubSampling",
    "YCbCrCoefficients", "ReferenceBlackWhite", "ExifVersion", "FlashPixVersion", "ColorSpace", "FNumber",
    "ComponentsConfiguration", "CompressedBitsPerPixel", "ExifImageWidth", "ExifImageHeight", "ExposureTime",
    "ExposureProgram", "ISOSpeedRatings", "SensitivityType", "RecommendedExposureIndex", "ApertureValue",
    "ShutterSpeedValue", "BrightnessValue", "ExposureBiasValue", "MaxApertureValue", "MeteringMode", "Flash",
    "LightSource", "FocalLength", "FocalPlaneXResolution", "FocalPlaneYResolution", "SensingMethod",
    "FocalPlaneResolutionUnit", "FileSource", "SceneType", "CustomRendered", "ExposureMode", "WhiteBalance",
    "DigitalZoomRatio", "FocalLengthIn35mmFilm", "SceneCaptureType", "GainControl", "Contrast", "Saturation",
    "Sharpness", "SubjectDistanceRange", "LensSpecification", "ExifOffset", "GPSInfo", "ImageWidth",
    "ImageLength", "BitsPerSample", "Compression", "PhotometricInterpretation", "StripOffsets", "TileWidth",
    "SamplesPerPixel", "RowsPerStrip", "StripByteCounts", "PlanarConfiguration", "TileLength", "TileOffsets",
    "TileByteCounts", "SampleFormat", "Predictor", "ExtraSamples", "JpegIFOffset", "JpegIFByteCount",
    "ExifInteroperabilityOffset", "NewSubfileType", "ColorMap", "FillOrder",
})  # fmt: skip
_MORE_TAGS = {37724: "ImageSourceData"}
_UTF_16_TAGS = "XP"
_PLAIN_PLACE = ("Ref", "VersionID")


def exif_disclosures(content: bytes) -> _Told:
    """Yield (kind, where, value) of a block, or of one tag of a TIFF. Raises where it cannot be read."""
    if not content.startswith((b"Exif\x00\x00", b"II*\x00", b"MM\x00*")):
        return
    exif = Image.Exif()
    exif.load(content)
    yield from exif_tags(exif)


def tag_name(tag: int) -> str:
    """Return what a tag is called, or its number."""
    return ExifTags.TAGS.get(tag, _MORE_TAGS.get(tag, f"tag {tag}"))


def exif_tags(exif: Any) -> _Told:
    """Yield (kind, where, value) of every tag but those of how the picture was taken."""
    for directory in (exif, exif.get_ifd(ExifTags.IFD.Exif)):
        for tag, value in directory.items():
            name = tag_name(tag)
            kind = _K.DATE if "Date" in name else _KINDS.get(name, _K.OTHER)
            if kind in {_K.MAKER_DATA, _K.LAYER}:
                words = words_in(bytes(value)) if isinstance(value, bytes) else ""
                yield kind, f"EXIF {name}", f"{len(value)} bytes" + (f": {words}" if words else "")
            elif name not in _PLAIN:
                yield kind, f"EXIF {name}", _text(name, value)
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if place:
        yield from _gps({ExifTags.GPSTAGS.get(tag, f"GPS tag {tag}"): value for tag, value in place.items()})


def _gps(tags: dict[str, Any]) -> _Told:
    said: set[str] = set()
    # Where it was taken, and what it shows from afar.
    for whose in ("", "Dest"):
        names = (f"GPS{whose}Latitude", f"GPS{whose}Longitude")
        if not tags.keys() >= set(names):
            continue
        point = [_degrees(tags, name, away) for name, away in zip(names, ("S", "W"), strict=True)]
        said.update(names)
        yield _K.PLACE, f"EXIF GPS{whose}", ", ".join(f"{one:.6f}" for one in point)
    for name, value in tags.items():
        kind = _K.DATE if "Date" in name or "Time" in name else _K.PLACE
        if name not in said and not name.endswith(_PLAIN_PLACE):
            yield kind, f"EXIF {name}", _time(value) if name == "GPSTimeStamp" else _text(name, value)


def _time(value: Any) -> str:
    hour, minute, second = (float(part) for part in value)
    return f"{hour:02.0f}:{minute:02.0f}:{second:02.0f}"


def _degrees(tags: dict[str, Any], name: str, away: str) -> float:
    degrees, minutes, seconds = (float(part) for part in tags[name])
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(tags.get(f"{name}Ref", "")).startswith(away) else value


def _text(name: str, value: Any) -> str:
    if isinstance(value, tuple) and all(isinstance(one, int) and 0 <= one < 256 for one in value):  # noqa: PLR2004
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
