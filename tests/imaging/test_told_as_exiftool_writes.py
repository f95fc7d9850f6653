"""The table of leaks against exiftool: a file for each kind of tag that it writes, and what is told of it."""

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from hiding import plain, saved

from consentkit.imaging.metadata.reading import disclosures_in
from consentkit.imaging.opening.decoding import decode, prepare

EXIFTOOL = shutil.which("exiftool")
NAME = "Malis0"
_EXIF = (
    "Artist", "ImageDescription", "Copyright", "UserComment", "OwnerName", "SerialNumber", "LensSerialNumber",
    "XPAuthor", "XPComment", "XPKeywords", "XPTitle", "XPSubject", "Model", "Software", "HostComputer",
    "DocumentName",
)  # fmt: skip
_IPTC = (
    "By-line", "By-lineTitle", "Caption-Abstract", "Headline", "Keywords", "City", "Sub-location",
    "Province-State", "Country-PrimaryLocationName", "ObjectName", "Credit", "Source", "CopyrightNotice",
    "Contact", "Writer-Editor", "SpecialInstructions", "OriginalTransmissionReference",
    "SupplementalCategories", "EditStatus", "LocalCaption", "ContentLocationName", "UniqueObjectName",
    "FixtureIdentifier", "OriginatingProgram",
)  # fmt: skip
_XMP = (
    "dc:Creator", "dc:Title", "dc:Description", "dc:Subject", "dc:Rights", "dc:Contributor", "dc:Source",
    "dc:Publisher", "photoshop:City", "photoshop:State", "photoshop:Country", "photoshop:Headline",
    "photoshop:Credit", "photoshop:Source", "photoshop:Instructions", "photoshop:TransmissionReference",
    "photoshop:CaptionWriter", "photoshop:AuthorsPosition", "photoshop:Category",
    "photoshop:SupplementalCategories", "photoshop:History", "xmp:CreatorTool", "xmp:Label", "xmp:Nickname",
    "xmpMM:DocumentID", "xmpMM:HistorySoftwareAgent", "xmpRights:Owner", "xmpRights:WebStatement",
    "aux:SerialNumber", "aux:OwnerName", "aux:LensSerialNumber", "iptcCore:Location",
    "iptcCore:CreatorWorkEmail", "iptcCore:CreatorWorkTelephone", "iptcCore:CreatorAddress",
    "iptcCore:CreatorCity", "iptcCore:CreatorWorkURL", "iptcExt:PersonInImage", "iptcExt:PersonInImageName",
    "iptcExt:PersonInImageDescription", "iptcExt:LocationShownCity", "iptcExt:LocationCreatedSublocation",
    "iptcExt:ImageRegionName", "iptcExt:Event", "iptcExt:OrganisationInImageName",
    "iptcExt:DigitalImageGUID", "iptcExt:AdditionalModelInformation", "iptcExt:ArtworkTitle",
    "plus:ModelReleaseID", "plus:ImageSupplierName", "plus:LicensorName", "plus:LicensorEmail",
    "lr:HierarchicalSubject", "digiKam:TagsList", "acdsee:Caption", "acdsee:Keywords", "mediapro:People",
    "MP:RegionPersonDisplayName", "mwg-rs:RegionName", "crs:RawFileName", "pdf:Author", "prism:Person",
    "xmpDM:Artist", "expressionmedia:People", "xmpBJ:JobRefName",
)  # fmt: skip
_SAID = {
    "EXIF date": ("EXIF:DateTimeOriginal=2026:11:20 09:30:00", "2026:11:20"),
    "EXIF offset": ("EXIF:OffsetTimeOriginal=+07:00", "+07:00"),
    "EXIF unique": ("EXIF:ImageUniqueID=a1b2c3d4e5f60718293a4b5c6d7e8f90", "a1b2c3d4"),
    "GPS altitude": ("GPSAltitude=123.5", "123.5"),
    "GPS time": ("GPSTimeStamp=09:31:07", "09:31:07"),
    "GPS date": ("GPSDateStamp=2026:11:20", "2026:11:20"),
    "GPS direction": ("GPSImgDirection=271.5", "271.5"),
    "GPS speed": ("GPSSpeed=43.5", "43.5"),
    "GPS track": ("GPSTrack=91.5", "91.5"),
    "GPS bearing": ("GPSDestBearing=33.5", "33.5"),
    "GPS distance": ("GPSDestDistance=7.5", "7.5"),
    "GPS area": (f"GPSAreaInformation={NAME}", NAME),
    "GPS method": (f"GPSProcessingMethod={NAME}", NAME),
    "IPTC category": ("IPTC:Category=Mal", "Mal"),
    "IPTC date": ("IPTC:DateCreated=2026:11:20", "20261120"),
    "XMP age": ("XMP-iptcExt:ModelAge=12", "12"),
    "XMP date": ("XMP-photoshop:DateCreated=2026:11:20", "2026-11-20"),
    "XMP place": ("XMP-exif:GPSLatitude=11.556", "11,33.36"),
    "a comment": (f"Comment={NAME}", NAME),
    "Photoshop": (f"Photoshop:URL=https://example.org/{NAME}", NAME),
    "a place": ("GPSPosition=11.556, 104.928", "11.556000, 104.928000"),
    "a place that is shown": ("GPSDestLatitude=12.5\nGPSDestLongitude=-105.5", "12.500000, 105.500000"),
}
_SMALL = ("PhotoshopThumbnail", "ThumbnailImage", "XMP-xmp:ThumbnailImage")
KINDS = {
    **{f"EXIF {tag}": (f"EXIF:{tag}={NAME}", NAME) for tag in _EXIF},
    **{f"IPTC {tag}": (f"IPTC:{tag}={NAME}", NAME) for tag in _IPTC},
    **{f"XMP {tag}": (f"XMP-{tag}={NAME}", NAME) for tag in _XMP},
    **_SAID,
    **{f"a small picture in {tag}": (f"{tag}<=small.jpg", "") for tag in _SMALL},
}
"""By kind: what exiftool is told to write, and what must be told of it."""

FORMATS = {"jpg": "JPEG", "png": "PNG", "tif": "TIFF", "webp": "WEBP", "heic": "HEIF"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture of each format for each kind; one run of exiftool writes them all."""
    prepare()
    folder = tmp_path_factory.mktemp("exiftool")
    (folder / "small.jpg").write_bytes(saved(plain(Random(2)).resize((40, 30)), "JPEG"))
    orders = []
    for ending, kind in FORMATS.items():
        data = saved(plain(Random(1)), kind)
        for number, (said, _) in enumerate(KINDS.values()):
            (folder / f"{number}.{ending}").write_bytes(data)
            lines = [f"-{one}" for one in said.split("\n")]
            orders += ["-q", "-q", "-m", "-overwrite_original", *lines, f"{number}.{ending}", "-execute"]
    (folder / "orders").write_text("\n".join(orders), encoding="utf-8")
    subprocess.run([EXIFTOOL or "", "-@", "orders"], cwd=folder, check=False, capture_output=True)
    return folder


@pytest.mark.browser
@pytest.mark.skipif(EXIFTOOL is None, reason="exiftool is not installed")
@pytest.mark.parametrize("ending", FORMATS)
def test_whatever_exiftool_writes_is_told_with_its_value(written: Path, ending: str) -> None:
    before, missed, untouched = saved(plain(Random(1)), FORMATS[ending]), [], []
    for number, (kind, (_, value)) in enumerate(KINDS.items()):
        data = (written / f"{number}.{ending}").read_bytes()
        if data == before:
            untouched.append(kind)
        elif not decode(data).leaks or not any(value in one.value for one in disclosures_in(data)):
            missed.append(kind)
    assert missed == []
    # Not every format has a place for every kind.
    assert len(untouched) <= (3 if ending in {"jpg", "tif"} else len(_IPTC) + 5)
