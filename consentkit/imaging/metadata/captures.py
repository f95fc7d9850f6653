"""Read from a picture when it was taken, and whether anything but a camera touched it.

Runs only in a process of its own.
"""

import re
from typing import Any

from PIL import ExifTags, Image

from consentkit.domain.pictures.images import Leak

_DAY = re.compile(r"(\d{4}):\d\d:\d\d ")
_VERSION = re.compile(r"[\d.]+")
"""What telephones write of their system; any other program has a name."""
_OF_OTHERS = frozenset({Leak.XMP.value, Leak.IPTC.value, Leak.COMMENT.value})
"""What programs that change pictures leave; what a camera leaves of these is rather asked about."""


def capture_of(image: Image.Image, leaks: tuple[str, ...]) -> dict[str, Any]:
    """Return the year in which the file says that it was taken (`None`: not said), and if it is as taken."""
    exif = image.getexif()
    more = exif.get_ifd(ExifTags.IFD.Exif)
    day = _DAY.match(str(more.get(ExifTags.Base.DateTimeOriginal, "")))
    names_camera = all(str(exif.get(tag, "")).strip() for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
    written = (more.get(ExifTags.Base.ExifImageWidth), more.get(ExifTags.Base.ExifImageHeight))
    program = str(exif.get(ExifTags.Base.Software, "1")).strip("\x00 ")
    is_as_taken = (
        names_camera
        and sorted(map(str, written)) == sorted(map(str, image.size))
        and _VERSION.fullmatch(program) is not None
        and not _OF_OTHERS & set(leaks)
    )
    return {"year": int(day[1]) if day else None, "is_as_taken": is_as_taken}
