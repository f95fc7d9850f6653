"""What a picture's file gives away, with the values: shown to who asks, never stored, never logged."""

import re
from enum import StrEnum

from consentkit.domain.values import Value


class DisclosureKind(StrEnum):
    """What a piece of a file tells."""

    PLACE = "place"
    NAME = "name"
    OWNER = "owner"
    DATE = "date"
    SERIAL = "serial"
    DEVICE = "device"
    KEYWORD = "keyword"
    WORDS = "words"
    REGION = "region"
    SMALL_PICTURE = "small-picture"
    SHOWS_MORE = "shows-more"
    MAKER_DATA = "maker-data"
    OTHER_PICTURE = "other-picture"
    VIDEO = "video"
    LAYER = "layer"
    UNDER_TRANSPARENCY = "under-transparency"
    COLOURS = "colours"
    OTHER = "other"
    HIDDEN_BYTES = "hidden-bytes"


class Disclosure(Value):
    """One thing that a file tells: what it is, where in the file it stands, and what it says."""

    kind: DisclosureKind
    where: str
    value: str


class NameTell(StrEnum):
    """What a file's own name may tell."""

    WORDS = "words"
    """A name of a person or of a place: nobody but a reader can say which."""
    DATE = "date"


_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-_. ](?:0?[1-9]|1[0-2])[-_. ](?:19|20)\d\d(?!\d)"
)
_CAMERA_WORDS = frozenset({
    "img", "dsc", "dscn", "dscf", "imgp", "pict", "pxl", "mvimg", "wa", "vid", "snapchat", "screenshot",
    "photo", "image", "picture", "copy", "edit", "edited", "jpeg", "jpg", "png", "scan", "signal", "whatsapp",
    "telegram", "pano", "hdr", "burst", "portrait", "cover", "mp", "nef", "raw", "gopr", "dji",
})  # fmt: skip


def what_name_tells(stem: str) -> tuple[NameTell, ...]:
    """Return what a file's name, without its ending, may tell; `()` for what a camera calls its pictures."""
    # One letter is a camera's numbering; in scripts that write vowels as marks it may be half a name.
    words = [
        word for word in re.findall(r"[^\W\d_]+", stem.casefold()) if len(word) > 1 or not word.isascii()
    ]
    tells = []
    if any(word not in _CAMERA_WORDS for word in words):
        tells.append(NameTell.WORDS)
    if _DATE.search(stem):
        tells.append(NameTell.DATE)
    return tuple(tells)
