"""What a file gives away beside its pixels."""

import struct

import pytest
from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.disclosures import DisclosureKind, NameTell, what_name_tells
from consentkit.domain.pictures.images import Leak
from consentkit.imaging.metadata.client import find_disclosures
from consentkit.imaging.opening.opening import open_picture

from .conftest import saved

K = DisclosureKind
REGIONS = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:MP="http://ns.microsoft.com/photo/1.2/" xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
 xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#" xmlns:acdsee-rs="http://ns.acdsee.com/regions/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Inventville">
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
<rdf:li rdf:parseType="Resource"><mwg-rs:Name>Sokha Invented</mwg-rs:Name></rdf:li>
<rdf:li><rdf:Description mwg-rs:Name="Dara Invented" mwg-rs:Type="Face"/></rdf:li></rdf:Bag>
</mwg-rs:RegionList>
</mwg-rs:Regions>
<MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag><rdf:li><rdf:Description
 MPReg:PersonDisplayName="Mealea Invented" MPReg:Rectangle="0,0,1,1"/></rdf:li></rdf:Bag></MPRI:Regions>
</rdf:Description></MP:RegionInfo>
<acdsee-rs:Regions rdf:parseType="Resource"><acdsee-rs:RegionList><rdf:Bag><rdf:li rdf:parseType="Resource">
<acdsee-rs:Name>Bopha Invented</acdsee-rs:Name></rdf:li></rdf:Bag></acdsee-rs:RegionList></acdsee-rs:Regions>
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Vanna Invented</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
<dc:subject><rdf:Bag><rdf:li>shelter</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def told(data):
    return {(one.kind, one.value) for one in find_disclosures(data)}


def kinds(data):
    return {one.kind for one in find_disclosures(data)}


def exif_block():
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Invented Camera", "Invented Photographer"
    camera = exif.get_ifd(0x8769)
    camera[0xA431], camera[0x9003], camera[0x927C] = "SN-12345", "2026:03:04 05:06:07", b"made up by a maker"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (11.0, 33.0, 36.0), "E", (104.0, 55.0, 12.0)
    return exif


def test_exif_tells_the_place_the_serial_number_the_owner_and_the_day(hopper):
    found = told(saved(hopper, "JPEG", exif=exif_block()))
    assert {
        (K.PLACE, "11.560000, 104.920000"),
        (K.SERIAL, "SN-12345"),
        (K.OWNER, "Invented Photographer"),
        (K.DATE, "2026:03:04 05:06:07"),
        (K.DEVICE, "Invented Camera"),
        (K.MAKER_DATA, "18 bytes: made up by a maker"),
    } <= found


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_names_on_faces_are_told_in_every_programs_own_way(hopper, kind):
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", REGIONS)
        info.add_text("Comment", "taken at the shelter")
        data = saved(hopper, kind, pnginfo=info)
        assert (K.WORDS, "taken at the shelter") in told(data)
    else:
        data = saved(hopper, kind, xmp=REGIONS.encode())
    regions = {value.split()[0] for one, value in told(data) if one is K.REGION}
    assert regions == {"Sokha", "Dara", "Mealea", "Bopha"}
    assert {(K.NAME, "Vanna Invented"), (K.PLACE, "Inventville"), (K.KEYWORD, "shelter")} <= told(data)


def test_iptc_comments_and_what_follows_the_picture_are_told(hopper):
    def field(number, words):
        return b"\x1c\x02" + bytes((number,)) + struct.pack(">H", len(words)) + words

    records = field(90, b"Inventville") + field(25, b"shelter") + field(80, b"Somebody")
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records
    block += b"\x00" * (len(records) % 2)
    plain = saved(hopper, "JPEG", comment=b"an invented remark")
    data = plain[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + plain[2:]
    found = told(data + b"\x00\x00\x00\x18ftypmp42" + b"film" * 10)
    assert {
        (K.PLACE, "Inventville"), (K.KEYWORD, "shelter"), (K.OWNER, "Somebody"),
        (K.WORDS, "an invented remark"), (K.VIDEO, "52 bytes"),
    } <= found  # fmt: skip
    assert (K.OTHER_PICTURE in kinds(plain + saved(hopper, "JPEG"))) is True


def test_layers_comments_and_further_pictures_are_told(hopper):
    tags = ImageFileDirectory_v2()
    tags[37724], tags.tagtype[37724] = b"Adobe Photoshop Document Data Block" + bytes(15), 7
    tags[700], tags.tagtype[700] = REGIONS.encode(), 1
    found = told(saved(hopper, "TIFF", tiffinfo=tags))
    assert (K.LAYER, "50 bytes: Adobe Photoshop Document Data Block") in found
    assert (K.NAME, "Vanna Invented") in found
    moving = saved(hopper, "GIF", save_all=True, append_images=[hopper.rotate(9)], comment=b"made up")
    assert {K.WORDS, K.OTHER_PICTURE, K.SMALL_PICTURE, K.SHOWS_MORE} == kinds(moving)


def with_thumbnail(image, small):
    """A JPEG whose EXIF block holds a small picture."""
    thumb = saved(small, "JPEG", quality=80)
    first = struct.pack("<HI", 0, 14)
    second = struct.pack("<H", 2)
    second += struct.pack("<HHII", 513, 4, 1, 8 + 6 + 2 + 24 + 4) + struct.pack(
        "<HHII", 514, 4, 1, len(thumb)
    )
    block = b"II*\x00" + struct.pack("<I", 8) + first + second + struct.pack("<I", 0) + thumb
    return saved(image, "JPEG", exif=b"Exif\x00\x00" + block)


def small_of(image):
    return image.resize((140, 164))


def covered(image):
    other = image.copy()
    ImageDraw.Draw(other).rectangle((174, 131, 358, 337), fill=(0, 0, 0))
    return other


def barred(image):
    canvas = Image.new("RGB", (220, 164))
    canvas.paste(small_of(image), (40, 0))
    return canvas


def spotted(image):
    other = image.copy()
    ImageDraw.Draw(other).rectangle((230, 150, 300, 215), fill=(0, 0, 0))
    return other


def striped(_):
    """Alike at every height, so that a part of it looks like the whole but for its shape."""
    return Image.linear_gradient("L").rotate(90).resize((140, 164)).convert("RGB")


def striped_half(_):
    return striped(_).resize((512, 300))


@pytest.mark.parametrize(
    ("picture", "small", "is_more"),
    [
        (lambda i: i, small_of, False),
        (lambda i: i, barred, False),
        (lambda i: i.crop((0, 100, 512, 400)), small_of, True),
        (lambda i: i.crop((60, 70, 452, 530)), small_of, True),
        (covered, small_of, True),
        (spotted, small_of, True),
        (striped_half, striped, True),
    ],
    ids=["same", "black bars", "cropped", "cropped alike", "covered", "a small cover", "half of stripes"],
)
def test_a_thumbnail_that_shows_more_than_the_picture_is_a_leak_of_its_own(hopper, picture, small, is_more):
    data = with_thumbnail(picture(hopper), small(hopper))
    assert K.SMALL_PICTURE in kinds(data)
    assert (K.SHOWS_MORE in kinds(data)) is is_more
    assert (Leak.THUMBNAIL_SHOWS_MORE in open_picture(data).leaks) is is_more


def test_a_part_that_cannot_be_read_is_told_and_a_clean_file_tells_nothing(hopper):
    assert find_disclosures(saved(hopper, "JPEG")) == ()
    assert find_disclosures(saved(hopper, "PNG")) == ()
    assert kinds(saved(hopper, "JPEG", xmp=b"<x:xmpmeta not xml")) == {K.HIDDEN_BYTES}
    with pytest.raises(InvalidInput, match="picture-damaged"):
        find_disclosures(b"no picture at all")


def test_an_xml_bomb_is_not_followed(hopper):
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert kinds(saved(hopper, "JPEG", xmp=bomb)) == {K.HIDDEN_BYTES}


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("IMG_1234", ()),
        ("DSC00017", ()),
        ("PXL_20260304_050607", (NameTell.DATE,)),
        ("Sokha at the market", (NameTell.WORDS,)),
        ("Phnom Penh 2026-03-04", (NameTell.WORDS, NameTell.DATE)),
        ("3.4.2026", (NameTell.DATE,)),
        ("សុខា", (NameTell.WORDS,)),
        ("12345678", ()),
    ],
)
def test_a_name_tells_a_person_a_place_or_a_day(name, tells):
    assert what_name_tells(name) == tells
