"""What a picture's file says of how it was taken; whatever is not said is not known."""

import io

import pytest
from PIL import ExifTags, Image

from consentkit.imaging.opening.opening import open_picture

CAMERA = {ExifTags.Base.Make: "Maker", ExifTags.Base.Model: "One", ExifTags.Base.Software: "17.1.2"}
TAKEN = {
    ExifTags.Base.DateTimeOriginal: "2026:05:04 10:00:00",
    ExifTags.Base.ExifImageWidth: 60,
    ExifTags.Base.ExifImageHeight: 40,
}


def taken(camera=CAMERA, more=TAKEN, **saved):
    image, out = Image.new("RGB", (60, 40), "white"), io.BytesIO()
    exif = image.getexif()
    exif.update(camera)
    exif.get_ifd(ExifTags.IFD.Exif).update(more)
    image.save(out, "JPEG", exif=exif, **saved)
    picture = open_picture(out.getvalue())
    return picture.year, picture.is_as_taken


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ({}, (2026, True)),
        ({"camera": {}}, (2026, False)),
        ({"camera": CAMERA | {ExifTags.Base.Software: "An editor 3"}}, (2026, False)),
        ({"more": TAKEN | {ExifTags.Base.ExifImageWidth: 90}}, (2026, False)),
        ({"more": {}}, (None, False)),
        ({"more": TAKEN | {ExifTags.Base.DateTimeOriginal: "soon"}}, (None, True)),
        ({"comment": b"made brighter"}, (2026, False)),
        ({"xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"}, (2026, False)),
    ],
)
def test_only_a_file_as_its_camera_left_it_counts_as_taken_so(made, found):
    assert taken(**made) == found
