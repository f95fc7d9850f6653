"""Our notes in a public copy, and that nothing else is in it."""

import json
import shutil
import subprocess
from datetime import date

import pytest
from PIL import Image

from consentkit.domain.pictures.copy_metadata import DataMining, DigitalSourceType, ModelRelease, metadata_for
from consentkit.domain.pictures.images import Leak
from consentkit.domain.pictures.public_copies import CopyFormat
from consentkit.domain.values import Channel
from consentkit.imaging.metadata.embedding import leaks_beside_metadata, srgb_profile, with_metadata
from consentkit.imaging.opening.opening import open_picture
from consentkit.imaging.redaction.redacting import make_public_copy
from consentkit.imaging.walkers.table import leaks_in

from .conftest import saved

NOTES = metadata_for(
    ["K-2M4N-88TA", "K-0000-0000"], channel=Channel.PRESS, until=date(2027, 1, 31), is_covered=True
)
# The vocabularies themselves: PLUS LDF 2.0.1 and IPTC NewsCodes, read 2026-11-22.
PLUS_MODEL_RELEASE = {"MR-NON", "MR-NAP", "MR-UMR", "MR-LMR"}
PLUS_DATA_MINING = {
    "DMI-UNSPECIFIED", "DMI-ALLOWED", "DMI-PROHIBITED-AIMLTRAINING", "DMI-PROHIBITED-GENAIMLTRAINING",
    "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", "DMI-PROHIBITED", "DMI-PROHIBITED-SEECONSTRAINT",
    "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR", "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR",
}  # fmt: skip
IPTC_SOURCE_TYPES = {
    "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "humanEdits",
    "compositeWithTrainedAlgorithmicMedia", "algorithmicallyEnhanced", "digitalCreation", "dataDrivenMedia",
    "trainedAlgorithmicMedia", "algorithmicMedia", "screenCapture", "virtualRecording", "composite",
    "compositeCapture", "compositeSynthetic",
}  # fmt: skip


@pytest.fixture(params=list(CopyFormat))
def bare(request, hopper):
    exif = Image.Exif()
    exif[0x010F] = "An invented camera"
    picture = open_picture(saved(hopper, "JPEG", exif=exif, comment=b"an invented remark"))
    return make_public_copy(picture, [], kind=request.param)


def test_every_code_is_in_its_vocabulary_and_unlimited_is_not_ours():
    assert {one.value for one in ModelRelease} <= PLUS_MODEL_RELEASE - {"MR-UMR"}
    assert {one.value for one in DataMining} <= PLUS_DATA_MINING
    assert {one.value for one in DigitalSourceType} <= IPTC_SOURCE_TYPES


def test_the_copy_holds_the_notes_the_profile_and_nothing_else(bare):
    assert leaks_in(bare) == ()
    data = with_metadata(bare, NOTES)
    assert data == with_metadata(bare, NOTES)
    assert leaks_beside_metadata(data, NOTES) == ()
    assert open_picture(data).leaks == leaks_in(data) == (Leak.XMP, Leak.COLOUR_PROFILE)
    assert b"invented" not in data
    assert (open_picture(data).pixels == open_picture(bare).pixels).all()
    assert srgb_profile()[24:36] == bytes.fromhex("07ea00010001000000000000")


def test_an_organisations_own_terms_are_written_whatever_letters_they_have(bare):
    own = metadata_for([], channel=None, until=None, is_covered=False, terms="Ask <us> & “them” first: ខ្មែរ")
    data = with_metadata(bare, own)
    assert own.model_release is ModelRelease.NONE
    assert "Ask &lt;us&gt; &amp; “them” first: ខ្មែរ".encode() in data
    assert leaks_beside_metadata(data, own) == ()


def test_notes_that_differ_and_anything_that_is_added_are_told(bare):
    data = with_metadata(bare, NOTES)
    other = NOTES.model_copy(update={"consents": ("K-2M4N-88TA",)})
    assert leaks_beside_metadata(data, other) == (Leak.UNKNOWN_BLOCK,)
    assert leaks_beside_metadata(bare, NOTES) == (Leak.UNKNOWN_BLOCK,)
    assert leaks_beside_metadata(data + b"a tail", NOTES) == (Leak.TRAILING_BYTES,)


EXIFTOOL = shutil.which("exiftool")


@pytest.mark.browser
@pytest.mark.skipif(EXIFTOOL is None, reason="exiftool is not installed")
def test_exiftool_reads_what_we_wrote_and_nothing_more(bare, tmp_path):
    file = tmp_path / "copy"
    file.write_bytes(with_metadata(bare, NOTES))
    told = subprocess.run(
        [EXIFTOOL, "-json", "-a", "-u", "-G0", str(file)], capture_output=True, check=True
    ).stdout
    (listing,) = json.loads(told)
    xmp = {key: value for key, value in listing.items() if key.startswith("XMP:")}
    assert xmp == {
        "XMP:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits",
        "XMP:Instructions": NOTES.alteration,
        "XMP:DataMining": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
        "XMP:LicenseEndDate": "2027:01:31",
        "XMP:ModelReleaseID": ["K-0000-0000", "K-2M4N-88TA"],
        "XMP:ModelReleaseStatus": "Limited or Incomplete Model Releases",
        "XMP:UsageTerms": NOTES.usage_terms,
    }
    groups = {key.split(":")[0] for key in listing} - {"SourceFile", "ExifTool", "File", "Composite"}
    assert groups <= {"XMP", "ICC_Profile", "JFIF", "PNG", "RIFF"}
    assert listing.get("ICC_Profile:ProfileDescription") == "sRGB built-in"
